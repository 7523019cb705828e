"""A person's statements on a topic over time, in words: the date, status and repetitions of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from msgspec.structs import replace

from explorer.checking.repeats.results import how_much
from explorer.checking.verification import status_of
from explorer.describing import signs
from explorer.describing.changes import beside
from explorer.describing.counting import counted
from explorer.describing.fields import Part, RecordLink, Tone, Value
from explorer.describing.quote_counts import counted as quotes_counted
from explorer.describing.quote_counts import of_drafts
from explorer.describing.quotes import difference
from explorer.describing.values import quoted, review_part, said
from explorer.display import one_line, shortened
from explorer.model import dates
from explorer.model.records import Article, Quote, title
from explorer.snapshot import Snapshot
from explorer.statements import Counterpart, Gap, Statement, Statements, Undated

# The number of earlier statements to compare with, and of later repetitions to mention.
_COMPARED, _AGAIN = 3, 2
# The maximum number of characters shown of other words.
_WORDS = 160
# An unchanged run of more words than this is cut to this many beside each difference.
_SAME, _BESIDE = 24, 8


def heading(history: Statements) -> str:
    """The speaker and the topic."""
    return f"{one_line(history.person.name)} on {one_line(history.topic.label)}"


def summary(snapshot: Snapshot, history: Statements) -> str:
    """The number of statements, and their first and last date."""
    quotes = history.quotes
    number = quotes_counted(len(quotes), history.utterances)
    number += of_drafts(len(quotes), snapshot.archive.drafts_among(quotes))
    if history.span is None:
        return number
    first, last = map(dates.describe, history.span)
    return f"{number}, {first}" if first == last else f"{number}, from {first} to {last}"


def relayed(history: Statements) -> str:
    """A note that words which the person only relayed are not listed; empty if there are none."""
    if not history.relayed:
        return ""
    number = counted(len(history.relayed), "quote")
    return f"Not listed: {number} that {one_line(history.person.name)} only relayed of others"


def parting(row: Gap | Undated) -> str:
    """The separator between two groups of statements."""
    if isinstance(row, Undated):
        return f"Undated: {counted(row.count, 'quote')}"
    return f"Nothing between {_month(row.after)} and {_month(row.before)}"


def _month(day: date) -> str:
    return dates.describe(day.isoformat()[:7])


def dated(snapshot: Snapshot, statement: Statement) -> tuple[Part, ...]:
    """The date of a statement and how it is known; if undated, the date of its article."""
    if statement.date is not None:
        return dated_below(snapshot, statement)
    undated, published = Part("Undated", Tone.STRONG, own=True), _published(snapshot, statement)
    return (undated, Part(f", published {published}", Tone.MUTED)) if published else (undated,)


def dated_below(snapshot: Snapshot, statement: Statement) -> tuple[Part, ...]:
    """The same below a heading that already says “undated”: then only the date of the article, if known."""
    if statement.date is None:
        published = _published(snapshot, statement)
        return (Part(f"Published {published}", Tone.MUTED),) if published else ()
    parts = [Part(dates.describe(statement.date), Tone.STRONG)]
    known: list[str] = [statement.date_basis] if statement.date_basis else []
    if statement.dated is not None and statement.dated is not statement.quote:
        known.insert(0, f"the date of its event, {one_line(title(statement.dated))}")
    if known:
        parts.append(Part(f" ({', '.join(known)})", Tone.MUTED))
    if statement.is_unplaced:
        parts.append(Part(", perhaps before or after its neighbours", Tone.WARNING, own=True))
    return tuple(parts)


def _published(snapshot: Snapshot, statement: Statement) -> str:
    """The date of a statement's article; empty if unknown."""
    article = snapshot.archive.get(Article, statement.quote.article)
    return dates.describe(article.published) if article and article.published else ""


def words(quote: Quote) -> tuple[Part, ...]:
    """The words of a quote in quotation marks; those of a paraphrase after its sign."""
    text = one_line(" … ".join(quote.segments))
    if quote.speech == "indirect":
        return Part(f"{signs.SPEECH['indirect'].mark} ", Tone.MUTED, own=True, spoken=""), Part(text)
    return (Part(f"“{text}”"),)


def how_said(snapshot: Snapshot, quote: Quote) -> tuple[Part, ...]:
    """The kind of speech, its source, its review state, and its status in the article."""
    archive = snapshot.archive
    parts = [Part(signs.SPEECH[quote.speech].called, Tone.MUTED, own=True)]
    if quote.is_relayed:
        parts.append(Part(f" · relayed by {one_line(archive.told_by(quote))}", Tone.WARNING))
    if quote.interpreted:
        parts.append(Part(" · through an interpreter", Tone.MUTED, own=True))
    if archive.parent(quote) is not None:
        parts.append(Part(" · within a paraphrase", Tone.MUTED, own=True))
    if review := archive.review_of(quote):
        parts.append(review_part(review))
    between = Part(" · ", Tone.MUTED, own=True)
    parts += [between, signs.STATUSES[status_of(snapshot.verifications.get(quote.ref))].part]
    return (*parts, between, signs.STALE.part) if quote.ref in snapshot.stale else tuple(parts)


def where(snapshot: Snapshot, quote: Quote) -> str:
    """The article of a quote and its date."""
    article = snapshot.archive.get(Article, quote.article)
    if article is None:
        return one_line(quote.article)
    published = f", {dates.describe(article.published)}" if article.published else ""
    return f"{quoted(article.headline)}{published}"


def said_again(snapshot: Snapshot, history: Statements, statement: Statement) -> Iterator[Value]:
    """Links to the quotes with the same words: the earlier ones, with differences, and the later ones.

    A difference shared by several quotes is shown once.
    """
    told: set[tuple[Part, ...]] = set()
    for one in statement.same[:_COMPARED]:
        yield _compared(snapshot, history, statement, one)
        if one.versions is None:
            yield Value((Part(quoted(shortened(title(one.quote), _WORDS))),))
            continue
        # The earlier wording is marked as removed, this one as added.
        parts = _near(difference(one.versions.turned, "there", "here")) if one.changes else ()
        if parts and parts not in told:
            told.add(parts)
            yield Value(parts)
    for other in statement.again[:_AGAIN]:
        yield Value(
            (Part("Also below: ", Tone.MUTED, own=True), *_named(snapshot, statement, other)), RecordLink(other.ref)
        )
    more = len(statement.same[_COMPARED:]) + len(statement.again[_AGAIN:])
    if more:
        yield said(f"… and {more} more with these words", own=True)


def _near(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts of a difference, with long unchanged runs cut to the words beside the changes."""
    return tuple(
        replace(part, text=beside(same, _BESIDE, begins=not n, ends=n == len(parts) - 1))
        if part.tone is Tone.PLAIN and len(same := part.text.split(" ")) > _SAME
        else part
        for n, part in enumerate(parts)
    )


def _compared(snapshot: Snapshot, history: Statements, statement: Statement, one: Counterpart) -> Value:
    other = one.quote
    before = "Also before: " if one.is_listed else "Also: "
    facts = [how_much(one.versions)]
    if other.speaker != statement.quote.speaker:
        facts.append(f"as said by {one_line(snapshot.archive.speaker_name(other))}")
    elif not one.is_listed:
        facts.append(f"not on {one_line(history.topic.label)}")
    facts += ["one utterance"] if one.is_settled else []
    end = Part(f": {', '.join(facts)}", own=True)
    return Value((Part(before, Tone.MUTED, own=True), *_named(snapshot, statement, other), end), RecordLink(other.ref))


def _named(snapshot: Snapshot, statement: Statement, other: Quote) -> Sequence[Part]:
    """The date and the article of another quote."""
    when = snapshot.archive.date_of(other)
    article = "the same article" if other.article == statement.quote.article else where(snapshot, other)
    return Part(dates.describe(when) if when else "undated"), Part(f", in {article}", Tone.MUTED)


def none_said(history: Statements) -> str:
    """A note that no statement of the person on the topic is known."""
    return f"Nothing that {one_line(history.person.name)} said on {one_line(history.topic.label)} is in this archive"
