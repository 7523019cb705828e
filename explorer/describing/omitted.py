"""The words of a quote among those that it leaves out: what its article has before it, in its midst and after it."""

from __future__ import annotations

from collections.abc import Iterator

from explorer.checking.wholeness.omissions import Omission, Omissions
from explorer.describing import signs
from explorer.describing.fields import Part, Tone, Value
from explorer.display import clean, one_line
from explorer.model.records import Quote
from explorer.snapshot import Snapshot

# So many characters of the words left out are shown at one place: those beside the quote.
_SHOWN = 160


def words_of(snapshot: Snapshot, quote: Quote) -> Iterator[Value]:
    """A value for each segment of a quote, with the words that it leaves out there, faint and in marks of their own."""
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
    """What a quote leaves out, in words."""
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
