"""Records and counts in words, each on one line: the important word first, and no sign that only sighted people see."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from explorer.checking.verification import status_of
from explorer.describing import signs
from explorer.describing.articles_named import article_of, has_several
from explorer.describing.counting import counted
from explorer.describing.how_read import astray, passages_found, unread_files
from explorer.display import one_line
from explorer.model import dates
from explorer.model.problems import Severity
from explorer.model.records import AnyRecord, Article, Event, Kind, Person, Quote, Topic, title
from explorer.snapshot import Snapshot

# The maximum number of words of a quote that are said in a list, and after a paragraph that has them all.
MOST_WORDS, FEW_WORDS = 40, 10

# The signs in the explorer's own messages, and the words that replace them.
_SAID = {" → ": " found as ", " ▸ ": ", then ", " · ": "; ", "see !": "type problems", " …": ""}
# How a quote is tagged with a first topic.
HOW_TO_TAG = "tag with the number of a quote and a label"
# The command that proposes topics.
PROPOSES = "“proposals”"


def in_words(text: str) -> str:
    """Put one of the explorer's own messages on one line, with words for its signs."""
    text = one_line(text)
    for sign, said in _SAID.items():
        text = text.replace(sign, said)
    return text


def sentence(text: str) -> str:
    """Make a message a sentence, with a capital at its start, and a full stop at its end."""
    text = in_words(text)
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")


def kinds_counted(numbers: Sequence[tuple[Kind, int]]) -> str:
    """How many records of each kind: `5 quotes, 3 people`."""
    return ", ".join(counted(number, kind) for kind, number in numbers)


def shortened(words: str, most: int) -> tuple[str, int]:
    """The first words of a text on one line, and the number of the others. A single last word is never left out."""
    all_words = one_line(words).split()
    more = len(all_words) - most
    return (" ".join(all_words[:most]).rstrip(",;:"), more) if more > 1 else (" ".join(all_words), 0)


def record_line(snapshot: Snapshot, record: AnyRecord, count: int, *, with_article: bool = True) -> str:
    """A record on one line. `count` is the number of its quotes in question."""
    if isinstance(record, Quote):
        return quote_line(snapshot, record, with_article=with_article)
    return ", ".join([*_named(snapshot, record), *_stale(snapshot, record), counted(count, "quote")])


def _stale(snapshot: Snapshot, record: AnyRecord) -> Iterator[str]:
    if record.ref in snapshot.stale:
        yield f"shown {signs.STALE.name}"


def _named(snapshot: Snapshot, record: AnyRecord) -> Iterator[str]:
    yield one_line(title(record))
    match record:
        case Topic():
            broader = snapshot.archive.parent(record)
            if broader is not None:
                yield f"part of {one_line(title(broader))}"
        case Person():
            yield from map(one_line, filter(None, [record.role, record.affiliation]))
            if record.type != "named":
                yield record.type
        case Event():
            yield when(record)
        case Article():
            yield from map(one_line, filter(None, [record.publisher, dates.describe(record.published or "")]))
    yield from filter(None, [snapshot.archive.review_of(record)])


def when(record: Event | Quote) -> str:
    """The date of a record in words, and how it is known."""
    if not record.date:
        return "undated"
    return dates.describe(record.date) + (f", {record.date_basis}" if record.date_basis else "")


def quote_line(snapshot: Snapshot, quote: Quote, most: int | None = MOST_WORDS, *, with_article: bool = True) -> str:
    """A quote on one line: its source, how it is said and how it is found in the article, then its words.

    If it has more than `most` words, the first are said, and the number of the others. `with_article` adds which of
    several articles it is from.
    """
    parts = [*_told(snapshot, quote), quote.speech, status_of(snapshot.verifications.get(quote.ref))]
    parts += filter(None, [snapshot.archive.review_of(quote)])
    parts += _stale(snapshot, quote)
    parts += [_article(snapshot, quote)] if with_article and has_several(snapshot.archive) else []
    return f"{', '.join(parts)}: {words_of(quote, most)}"


def _article(snapshot: Snapshot, quote: Quote) -> str:
    """From which article a quote is: the first words of its headline, and its date."""
    headline, date = article_of(snapshot.archive, quote)
    words, more = shortened(headline, FEW_WORDS)
    return f"in {words}{' and so on' if more else ''}" + (f" of {dates.describe(date)}" if date else "")


def called(record: AnyRecord, most: int = FEW_WORDS) -> str:
    """The name of a record; for a quote, its first words."""
    return words_of(record, most) if isinstance(record, Quote) else one_line(title(record))


def words_of(quote: Quote, most: int | None = None) -> str:
    """The words of a quote: in quotation marks, unless they are a paraphrase."""
    said: list[str] = []
    left = 0
    for segment in quote.segments:
        spare = None if most is None else most - sum(len(earlier.split()) for earlier in said)
        if spare is not None and spare <= 0:
            left += len(segment.split())
            continue
        words, more = (one_line(segment), 0) if spare is None else shortened(segment, spare)
        left += more
        said.append(words)
    marked = said if quote.speech == "indirect" else [f"“{words}”" for words in said]
    return " and then ".join(marked) + (f", and {counted(left, 'more word', 'more words')}" if left else "")


def _told(snapshot: Snapshot, quote: Quote) -> Iterator[str]:
    archive = snapshot.archive
    yield _person(archive.speaker(quote), quote.speaker)
    if quote.is_relayed:
        relayer = archive.relayer(quote)
        named = relayer or quote.relayed_by
        yield f"relayed by {_person(relayer, quote.relayed_by) if named else archive.told_by(quote)}"
    if quote.interpreted:
        yield "through an interpreter"


def _person(person: Person | None, id: str | None) -> str:
    if person is None:
        return f"{one_line(id or '')}, who has no record"
    return one_line(person.name) + (", anonymous" if person.type == "anonymous" else "")


def state_of(snapshot: Snapshot) -> Iterator[str]:
    """How many records there are, and whether they have problems, in sentences."""
    yield f"{sentence(kinds_counted([(kind, len(snapshot.archive.of_kind(kind))) for kind in SPOKEN_ORDER]))}"
    quotes = list(snapshot.archive.all(Quote))
    utterances = snapshot.archive.utterances.count(quotes)
    if utterances < len(quotes):
        yield f"The quotes are {counted(utterances, 'utterance')}."
    if drafts := snapshot.archive.drafts:
        yield f"{counted(drafts, 'draft is', 'drafts are')} still to be looked at."
    if snapshot.failure:
        yield sentence(f"the archive can’t be read any more: {snapshot.failure.message}; what is said is as it was")
    unread = unread_files(snapshot)
    if unread:
        yield sentence(unread)
    rest = " in the rest" if unread else ""
    doubts = "".join(f", {count.words}" for count in astray(snapshot))
    yield f"{passages_found(snapshot).words} in their articles{rest}{doubts}. {_problems_counted(snapshot)}"


def _problems_counted(snapshot: Snapshot) -> str:
    """The number of problems of each severity, in a sentence."""
    counts = snapshot.severities
    said = [counted(counts[severity], severity) for severity in Severity if counts[severity]]
    accepted = f" {len(snapshot.accepted)} more were accepted by the curator." if snapshot.accepted else ""
    return (f"{', '.join(said)}: type problems." if said else "No problems.") + accepted


# The order in which kinds are named.
SPOKEN_ORDER = (Kind.TOPIC, Kind.PERSON, Kind.EVENT, Kind.QUOTE, Kind.ARTICLE)
