"""A new quote from words of an article, with every field that can be determined."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import msgspec

from explorer.desk.form import Form, NewRecords
from explorer.desk.reviewing import fields_of, free_id
from explorer.drafting.drafted import ArticleDraft, DraftedQuote
from explorer.drafting.record_ids import slug
from explorer.files.yaml_values import Value
from explorer.model.records import AnyRecord, Article, Kind, Quote, ref
from explorer.reading.quotation.detection import speech_in
from explorer.reading.text.passages import Passage, SourceText, holds, overlap
from explorer.snapshot import Snapshot

# The number of words in an id besides the speaker's name.
_WORDS_OF_ID = 4
# A longer text, in characters, is not drafted as a whole for one quote: that would take seconds.
_READ_WHOLE = 60_000
# The fields that quotes of one occasion share.
_OF_OCCASION = ("event", "medium", "date", "date_basis", "date_because")
_OF_DATE = ("date", "date_basis", "date_because")


class Guess(msgspec.Struct, frozen=True):
    """What is guessed for a new quote: its fields, the new records that these refer to, and the reason."""

    fields: Mapping[str, Value]
    new: NewRecords
    because: str


def begun(snapshot: Snapshot, article: Article, passages: Sequence[Passage]) -> Form:
    """Begin the form of a new quote with its words; what else can be determined takes longer."""
    text = snapshot.texts[article.id]
    given: dict[str, Value] = {"article": article.id, "text": _words(article, text, passages)}
    return Form.of_new(Kind.QUOTE, file_of(snapshot, article), given)


def guessed(snapshot: Snapshot, article: Article, passages: Sequence[Passage]) -> Guess:
    """Guess the other fields of a new quote. Takes as long as reading the article."""
    draft = _drafted(snapshot, article, passages)
    one = draft.quotes[0]
    others: list[AnyRecord] = [*draft.people, *draft.events]
    new = {record.ref: _said(record, "review") for record in others}
    fields = _said(one.quote, "id", "review", "article", "text", "within", "same_as")
    paraphrase = _paraphrase_around(snapshot, article, passages)
    if paraphrase is not None and one.quote.speech == "partial":
        fields["within"] = paraphrase.id
    if any(person.id == one.quote.speaker and person.is_placeholder for person in draft.people):
        fields.pop("speaker")
    there = _with_attribution(snapshot, article, one)
    speakers = {quote.speaker for quote in there}
    if len(speakers) == 1:
        fields["speaker"] = speakers.pop()
    known = dict(_in_common(there or _around(snapshot, article, passages)))
    if "event" in known and ref(Kind.EVENT, str(fields.get("event"))) in new:
        fields.pop("event")
    if "date" in fields:
        known = {name: value for name, value in known.items() if name not in _OF_DATE}
    fields = known | fields
    fields["id"] = _id(snapshot, one, fields)
    # Whoever saves has looked at it; but a mere guess must not pass for something that was read.
    is_open = one.confidence == "guess" and len(speakers) != 1
    fields["review"] = "draft" if is_open else "reviewed"
    told = "only a guess, which stays a draft" if is_open else one.confidence
    return Guess(fields, new, f"{told}: {one.because}" if one.because else told)


def _drafted(snapshot: Snapshot, article: Article, passages: Sequence[Passage]) -> ArticleDraft:
    """Draft some words as a single quote: as the draft of the whole article has them, if it does."""
    from explorer.drafting.drafting import draft, guess_at
    from explorer.drafting.known import KnownRecords

    text, wanted, known = snapshot.texts[article.id], tuple(passages), KnownRecords(snapshot.archive)
    whole = draft(article, text, known) if len(text) <= _READ_WHOLE else ArticleDraft(article=article)
    there = [one for one in whole.quotes if any(overlap(at, each) for at in one.passages for each in wanted)]
    same = next((one for one in there if one.passages == wanted), None)
    if same is not None:
        return msgspec.structs.replace(whole, quotes=(same,))
    guess = guess_at(article, text, known, passages)
    one = guess.quotes[0]
    spoken = [at for each in there if each.quote.speech != "indirect" for at in each.passages]
    is_part = any(holds(at, each) and at != each for at in spoken for each in wanted)
    if one.quote.speech == "direct" and (is_part or any(each.quote.speech == "partial" for each in there)):
        one = msgspec.structs.replace(one, quote=msgspec.structs.replace(one.quote, speech="partial"))
    return msgspec.structs.replace(guess, quotes=(one,))


def file_of(snapshot: Snapshot, article: Article) -> str:
    """Find the data file that has most of the article's quotes or, without any, the article itself."""
    entries = snapshot.archive.entries
    files = [entries[quote.ref].place.file for quote in snapshot.archive.quotes_of(article)]
    return Counter(files).most_common(1)[0][0] if files else entries[article.ref].place.file


def _words(article: Article, text: SourceText, passages: Sequence[Passage]) -> Value:
    """The words of a quote, one text per segment. A paragraph break becomes a space, with the mark after it."""
    breaks = [pair for span in speech_in(article, text) for run in span.joined for pair in pairwise(run)]
    words = []
    for passage in passages:
        start, parts = passage.start, []
        for one, other in breaks:
            if start <= one.end and other.start < passage.end:
                parts.append(text.text[start : one.end])
                start = other.start
        segment = " ".join([*parts, text.text[start : passage.end]])
        words.append(" ".join(segment.split()) if "\n" in segment else segment)
    return words if len(words) > 1 else words[0]


def _said(record: AnyRecord, *left_out: str) -> dict[str, Value]:
    """The fields of a record that say something, as a data file has them."""
    return {name: value for name, value in fields_of(record).items() if name not in left_out}


def _paraphrase_around(snapshot: Snapshot, article: Article, passages: Sequence[Passage]) -> Quote | None:
    """Find the paraphrase in the archive that contains some words."""
    for quote in snapshot.archive.quotes_of(article):
        there = snapshot.verifications[quote.ref].placed
        if quote.speech == "indirect" and all(any(holds(at, each) for at in there) for each in passages):
            return quote
    return None


def _with_attribution(snapshot: Snapshot, article: Article, one: DraftedQuote) -> Sequence[Quote]:
    """Find the quotes that have the same attribution: a person has read them."""
    wanted, found = one.attribution_at, []
    for quote in snapshot.archive.quotes_of(article) if wanted else ():
        at = snapshot.verifications[quote.ref].attribution_at
        if at and wanted and overlap(at, wanted) and quote.review != "draft":
            found.append(quote)
    return found


def _around(snapshot: Snapshot, article: Article, passages: Sequence[Passage]) -> Sequence[Quote]:
    """Find the quotes in the paragraphs of some words or, without any, in the whole article."""
    text, quotes = snapshot.texts[article.id], snapshot.archive.quotes_of(article)
    wanted = {text.paragraph_at(passage.start) for passage in passages}

    def is_there(quote: Quote) -> bool:
        there = snapshot.verifications[quote.ref].passages
        return any(at is not None and text.paragraph_at(at.start) in wanted for at in there)

    return [quote for quote in quotes if is_there(quote)] or quotes


def _in_common(quotes: Sequence[Quote]) -> Iterator[tuple[str, Value]]:
    """The fields that quotes share on where and when they were said, and what they are about."""
    for name in _OF_OCCASION:
        values = {getattr(quote, name) for quote in quotes}
        value = values.pop() if len(values) == 1 else None
        if value:
            yield name, value
    topics = [topic for topic in quotes[0].topics if all(topic in quote.topics for quote in quotes)] if quotes else []
    if topics:
        yield "topics", topics


def _id(snapshot: Snapshot, one: DraftedQuote, fields: Mapping[str, Value]) -> str:
    """Make an id from the speaker's last name and the first words."""
    speaker = str(fields.get("speaker", "")).rpartition("-")[2]
    words = slug(" ".join(one.quote.segments)).split("-")
    stem = slug("-".join([each for each in (speaker, *words[:_WORDS_OF_ID]) if each]))
    return free_id(stem or f"{one.quote.article}-quote", snapshot.archive, Kind.QUOTE)
