"""The description of a quote: its fields, its topics, and the words it omits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from explorer.checking.differences import Change
from explorer.checking.repeats.results import Repeat, VersionComparison, how_much
from explorer.checking.wholeness.omissions import Omission, Omissions
from explorer.describing import signs
from explorer.describing.fields import TOPICS, ArticleLink, Field, Group, Label, Part, RecordLink, Tone, Value
from explorer.describing.findings import around, diff_parts, doubt, findings_of, source_of, status_of_quote
from explorer.describing.values import all_named, dated, field, fields, named, person_named, quoted, relayer_named, said
from explorer.display import clean, one_line
from explorer.model import dates
from explorer.model.records import Article, Quote, title
from explorer.reading.text.passages import Passage
from explorer.snapshot import Snapshot

ALSO = Label("Also in")

# The maximum number of other places shown.
_MOST = 8


def also_in(snapshot: Snapshot, quote: Quote) -> Iterator[Field]:
    """The other places of a quote's words, as links; below each, a word-by-word difference."""
    found = list(snapshot.repeats.also.get(quote.ref, ()))
    same = snapshot.archive.get(Quote, quote.same_as)
    if same is not None and same.ref not in {one.quote for one in found}:
        found.append(Repeat(same.article, None, same.ref, is_settled=True))
    values = [value for one in found[:_MOST] for value in _values(snapshot, quote, one)]
    if len(found) > _MOST:
        values.append(said(f"… and {len(found) - _MOST} more", own=True))
    return fields(ALSO, values)


def _values(snapshot: Snapshot, quote: Quote, one: Repeat) -> Iterator[Value]:
    link = RecordLink(one.quote) if one.quote else ArticleLink(one.article, passage=one.passage)
    passages = (one.passage,) if one.passage else ()
    yield Value((*_where(snapshot, one), Part(f": {', '.join(_what(snapshot, quote, one))}", own=True)), link, passages)
    if one.versions is None:
        other = snapshot.archive.find(one.quote or "")
        if isinstance(other, Quote):
            yield Value((Part(quoted(title(other))),))
    elif one.versions.changes or one.versions.weighty:
        yield Value(difference(one.versions, "here", "there"))


def _where(snapshot: Snapshot, one: Repeat) -> Iterator[Part]:
    """The article, its date and the paragraph."""
    article, text = snapshot.archive.get(Article, one.article), snapshot.texts.get(one.article)
    yield Part(quoted(article.headline) if article else one_line(one.article))
    if article and article.published:
        yield Part(f", {dates.describe(article.published)}", Tone.MUTED)
    if text and one.passage:
        yield Part(f", paragraph {text.paragraph_at(one.passage.start)}", Tone.MUTED, own=True)


def _what(snapshot: Snapshot, quote: Quote, one: Repeat) -> Iterator[str]:
    """How much of the words occurs there, the speaker if it is another one, and whether it is the same utterance."""
    yield how_much(one.versions)
    other = snapshot.archive.find(one.quote or "")
    if not isinstance(other, Quote):
        yield "not curated"
        return
    if other.speaker != quote.speaker:
        yield f"as said by {one_line(snapshot.archive.speaker_name(other))}"
    if one.is_settled:
        yield "one utterance"


def difference(versions: VersionComparison, one: str, other: str) -> tuple[Part, ...]:
    """The common part of two versions with their differences: this wording is marked as removed, that wording as added.

    `one` and `other` name the two wordings for a screen reader.
    """
    from explorer.checking.repeats.tokens import words_of
    from explorer.checking.repeats.versions import word_diff

    steps = [Change(clean(step.archive), clean(step.article)) for step in word_diff(versions)]
    return diff_parts(steps, one, other, lambda step: words_of(step.archive) == words_of(step.article))


if TYPE_CHECKING:
    from explorer.topics.matching import Reason

# The maximum number of characters shown of omitted words, those nearest to the quote.
_SHOWN = 160


def words_of(snapshot: Snapshot, quote: Quote) -> Iterator[Value]:
    """A value for each segment of a quote, with the words omitted there, faint and in marks of their own."""
    passages = snapshot.verifications[quote.ref].passages
    omissions = snapshot.omissions.get(quote.ref, Omissions())
    before, after = omissions.before, (*(omissions.between or (None,) * (len(passages) - 1)), omissions.after)
    for segment, passage, follows in zip(quote.segments, passages, after, strict=True):
        parts = [_segment(quote, segment)]
        if before:
            parts = [_left_out(_before(snapshot, quote, before)), Part(" ", own=True), *parts]
        if follows:
            parts += [Part(" ", own=True), _left_out(_after(snapshot, quote, follows))]
        yield Value(tuple(parts), passages=(passage,) if passage else ())
        before = None


def left_out(snapshot: Snapshot, quote: Quote) -> Iterator[str]:
    """The words that a quote omits, described in words."""
    omissions = snapshot.omissions.get(quote.ref, Omissions())
    if omissions.before:
        yield f"Left out before it: {_before(snapshot, quote, omissions.before)}"
    for n, between in enumerate(omissions.between, 1):
        if between:
            yield f"Left out between its segments {n} and {n + 1}: {_after(snapshot, quote, between)}"
    if omissions.after:
        yield f"Left out after it: {_after(snapshot, quote, omissions.after)}"


def _segment(quote: Quote, segment: str) -> Part:
    if quote.speech == "indirect":
        spoken = clean(segment)
        return Part(f"{signs.SPEECH[quote.speech].mark} {spoken}", Tone.STRONG, spoken=spoken)
    return Part(f"“{clean(segment)}”", Tone.STRONG)


def _left_out(words: str) -> Part:
    mark = signs.LEFT_OUT.mark
    return Part(f"{mark[0]}{words}{mark[1]}", signs.LEFT_OUT.tone, own=True, spoken=f"(left out: {words})")


def _before(snapshot: Snapshot, quote: Quote, omission: Omission) -> str:
    words = one_line(omission.words(snapshot.texts[quote.article].text))
    if len(words) <= _SHOWN:
        return words
    return "…" + words[words.find(" ", len(words) - _SHOWN) :]


def _after(snapshot: Snapshot, quote: Quote, omission: Omission) -> str:
    words = one_line(omission.words(snapshot.texts[quote.article].text))
    if len(words) <= _SHOWN:
        return words
    return words[: words.rfind(" ", 0, _SHOWN) + 1] + "…"


# The number of words named that match the query of a topic.
_NAMED = 3


def topics_named(snapshot: Snapshot, quote: Quote) -> Iterator[Value]:
    """The topics of a quote, as links; with the reason for those that it belongs to by their query."""
    archive = snapshot.archive
    why: dict[str, str] = {}
    if archive.by_query.get(quote.id):
        # Imported here because few archives have such topics.
        from explorer.topics.filling import reasons

        why = {id: by_query(found) for id, found in reasons(snapshot, quote).items()}
    for topic in archive.topics_of(quote):
        value, said = named(archive, topic), why.get(topic.id)
        more = [Part(f" · {said}", Tone.MUTED, own=True, spoken=f", {said}")] if said else []
        yield msgspec.structs.replace(value, parts=(*value.parts, *more))


def by_query(reasons: Sequence[Reason]) -> str:
    """Why a quote belongs to a topic: `by its query: “fentanyl” in the text`."""
    said = [f"“{one_line(reason.words)}” in the {reason.where.replace('_', ' ')}" for reason in reasons[:_NAMED]]
    more = [f"{len(reasons) - _NAMED} more"] if len(reasons) > _NAMED else []
    return f"by its query{': ' if said else ''}{', '.join([*said, *more])}"


WORDS = Label("Words", Group.HEAD)
SPEAKER = Label("Speaker")
RELAYED = Label("Relayed by")
INTERPRETED = Label("Interpreted")
ATTRIBUTION = Label("Attribution")
STATUS = Label("Status")
SOURCE = Label("Source")
ANCHOR = Label("Told apart")
SORT_OF_SPEECH = Label("Speech")
SAID = Label("Said")
MEDIUM = Label("Medium")
ADDRESSEES = Label("To")
EVENT = Label("Event")
NOT_TOPICS = Label("Not about")
WITHIN = Label("Within")
HOLDS = Label("Holds")


def of_quote(snapshot: Snapshot, quote: Quote) -> Iterator[Field]:
    """The words of a quote, its speaker, its status in the article, and the records it belongs to."""
    archive = snapshot.archive
    yield Field(WORDS, tuple(words_of(snapshot, quote)))
    yield from _told(snapshot, quote)
    yield Field(STATUS, tuple(status_of_quote(snapshot, quote)))
    yield Field(SOURCE, (source_of(snapshot, quote),))
    yield from also_in(snapshot, quote)
    for finding in findings_of(snapshot, quote):
        yield from doubt(snapshot, quote, quote.article, finding)
    yield from fields(ANCHOR, _anchor(quote))
    yield from field(SORT_OF_SPEECH, f"{quote.speech}: {signs.SPEECH[quote.speech].meaning}", own=True)
    yield from fields(SAID, dated(quote))
    yield from fields(MEDIUM, [said(quote.medium)] if quote.medium else [])
    yield from all_named(archive, ADDRESSEES, archive.addressees(quote))
    yield from all_named(archive, EVENT, [archive.event_of(quote)])
    yield from fields(TOPICS, topics_named(snapshot, quote))
    yield from all_named(archive, NOT_TOPICS, archive.not_topics(quote))
    yield from all_named(archive, WITHIN, [archive.parent(quote)])
    yield from all_named(archive, HOLDS, archive.children(quote))


def _told(snapshot: Snapshot, quote: Quote) -> Iterator[Field]:
    """The speaker of the words, and how the words reached the article."""
    archive = snapshot.archive
    yield Field(SPEAKER, (person_named(archive, archive.speaker(quote), quote.speaker),))
    if quote.is_relayed:
        yield Field(RELAYED, (relayer_named(archive, quote),))
    if quote.interpreted:
        yield from field(INTERPRETED, "the words are an interpreter’s", own=True)
    if quote.attribution:
        at = snapshot.verifications[quote.ref].attribution_at
        yield Field(ATTRIBUTION, (_in_place(snapshot, quote, at) if at else said(quoted(quote.attribution)),))


def _in_place(snapshot: Snapshot, quote: Quote, at: Passage) -> Value:
    """The attribution marked within its context, as a link there."""
    text = snapshot.texts[quote.article]
    words = Part(one_line(text.text[at.start : at.end]), Tone.MARKED)
    before, after = around(text, at)
    parts = (Part(before, Tone.MUTED, own=True, spoken=""), words, Part(after, Tone.MUTED, own=True, spoken=""))
    return Value(parts, ArticleLink(quote.article, quote.ref, at), (at,))


def _anchor(quote: Quote) -> Iterator[Value]:
    """The context that distinguishes words that occur more than once."""
    sides = (("after", quote.at.prefix), ("before", quote.at.suffix)) if quote.at else ()
    around = [f"{side} {quoted(one_line(words))}" for side, words in sides if words]
    if around:
        yield said(", ".join(around))
