"""Where the words of a quote also stand: in which article, whose they are there, and what differs."""

from __future__ import annotations

from collections.abc import Iterator

from explorer.checking.differences import Change
from explorer.checking.repeats.found import Also, Versions, how_much
from explorer.describing.fields import ArticleLink, Field, Part, RecordLink, Tone, Value
from explorer.describing.labels import Label
from explorer.describing.values import fields, quoted, said
from explorer.describing.word_diff import diff_parts
from explorer.display import clean, one_line
from explorer.model import dates
from explorer.model.records import Article, Quote, title
from explorer.snapshot import Snapshot

ALSO = Label("Also in")

# How many places are shown.
_MOST = 8


def also_in(snapshot: Snapshot, quote: Quote) -> Iterator[Field]:
    """The other places of a quote's words, as links there; below each, the difference word by word."""
    found = list(snapshot.repeats.also.get(quote.ref, ()))
    same = snapshot.archive.get(Quote, quote.same_as)
    if same is not None and same.ref not in {one.quote for one in found}:
        found.append(Also(same.article, None, same.ref, is_settled=True))
    values = [value for one in found[:_MOST] for value in _values(snapshot, quote, one)]
    if len(found) > _MOST:
        values.append(said(f"… and {len(found) - _MOST} more", own=True))
    return fields(ALSO, values)


def _values(snapshot: Snapshot, quote: Quote, one: Also) -> Iterator[Value]:
    link = RecordLink(one.quote) if one.quote else ArticleLink(one.article, passage=one.passage)
    passages = (one.passage,) if one.passage else ()
    yield Value((*_where(snapshot, one), Part(f": {', '.join(_what(snapshot, quote, one))}", own=True)), link, passages)
    if one.versions is None:
        other = snapshot.archive.find(one.quote or "")
        if isinstance(other, Quote):
            yield Value((Part(quoted(title(other))),))
    elif one.versions.changes or one.versions.weighty:
        yield Value(difference(one.versions, "here", "there"))


def _where(snapshot: Snapshot, one: Also) -> Iterator[Part]:
    """The article, its date and the paragraph."""
    article, text = snapshot.archive.get(Article, one.article), snapshot.texts.get(one.article)
    yield Part(quoted(article.headline) if article else one_line(one.article))
    if article and article.published:
        yield Part(f", {dates.describe(article.published)}", Tone.MUTED)
    if text and one.passage:
        yield Part(f", paragraph {text.paragraph_at(one.passage.start)}", Tone.MUTED, own=True)


def _what(snapshot: Snapshot, quote: Quote, one: Also) -> Iterator[str]:
    """What stands there: how much of the words, whose they are if not this speaker's, whether it is one utterance."""
    yield how_much(one.versions)
    other = snapshot.archive.find(one.quote or "")
    if not isinstance(other, Quote):
        yield "not curated"
        return
    if other.speaker != quote.speaker:
        speaker = snapshot.archive.speaker(other)
        yield f"as said by {one_line(speaker.name if speaker else other.speaker)}"
    if one.is_settled:
        yield "one utterance"


def difference(versions: Versions, one: str, other: str) -> tuple[Part, ...]:
    """The common part of two versions with what differs: what is here is taken out, what is there is put in.

    `one` and `other` say whose words are marked, for the ear.
    """
    from explorer.checking.repeats.tokens import words_of
    from explorer.checking.repeats.versions import word_diff

    steps = [Change(clean(step.archive), clean(step.article)) for step in word_diff(versions)]
    return diff_parts(steps, one, other, lambda step: words_of(step.archive) == words_of(step.article))
