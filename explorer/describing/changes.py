"""Describe what changed in a record: “speaker: joe-biden → xi-jinping; topics: without spy-balloon”."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from explorer.changes.change import Change, FieldChange
from explorer.checking import differences
from explorer.describing.fields import Part, Tone
from explorer.display import clean, one_line, shortened

# The number of words shown around a change, and of characters shown of values added or removed.
_AROUND, _SHOWN = 4, 80
# The number of digits shown of a hash.
_OF_HASH = 12
# Longer texts than this are not compared word by word: that would take seconds.
_COMPARED = 40_000
# Longer texts than this are not shown whole around their changes.
_WHOLE = 600

Parts = Iterator[Part]


def said(change: Change) -> str:
    """A change on one line, without the ref: what happened to the record, and which fields changed."""
    return "; ".join(said_one_by_one(change))


def said_one_by_one(change: Change) -> list[str]:
    """What happened to a record, unless it was merely changed, and then to each of its fields."""
    whole = {"changed": [], "renamed": [f"was {change.was}"]}.get(change.change, [str(change.change)])
    return [*whole, *map(said_field, change.fields)]


def said_field(change: FieldChange) -> str:
    """A field's change on one line: the values lost and gained, or the text with changed words as `[was → is]`."""
    return one_line("".join(part.text for part in field_parts(change, most=None)))


def field_parts(change: FieldChange, *, whole: bool = False, around: int = _AROUND, most: int | None = _SHOWN) -> Parts:
    """A field's change in parts. A long text shows `around` words beside a change, unless it is wanted `whole`.

    Of added and removed values, at most `most` characters are shown; all with None.
    """
    yield Part(f"{change.field}: ", Tone.MUTED, own=True)
    before, after = change.before, change.after
    if change.field != "text" and (isinstance(before, list) or isinstance(after, list)):
        yield from _of_list(before or [], after or [], most)
    elif before is None or after is None:
        yield from _came(after, most) if before is None else _went(before, most)
    elif " " in (was := _words(before)) and " " in (now := _words(after)) and max(len(was), len(now)) <= _COMPARED:
        yield from _of_words(was, now, around, whole=whole and max(len(was), len(now)) <= _WHOLE)
    else:
        most = _OF_HASH if change.field == "sha256" and most else most
        yield from _arrow(_value(before, most), _value(after, most))


def _came(value: Any, most: int | None) -> Parts:
    yield Part("now ", own=True)
    yield _plain(_value(value, most), Tone.ADDED)


def _went(value: Any, most: int | None) -> Parts:
    yield Part("no longer ", own=True)
    yield _plain(_value(value, most), Tone.REMOVED)


def _arrow(before: str, after: str) -> Parts:
    yield _plain(before or "nothing", Tone.REMOVED)
    yield Part(" → ", own=True, spoken=" to ")
    yield _plain(after or "nothing", Tone.ADDED)


def _of_list(before: Sequence[Any], after: Sequence[Any], most: int | None) -> Parts:
    was, now = (Counter(_value(value, most) for value in values) for values in (before, after))
    gone, new = list((was - now).elements()), list((now - was).elements())
    if gone:
        yield Part("without ", own=True)
        yield _plain(", ".join(gone), Tone.REMOVED)
    if new:
        yield Part(", with " if gone else "with ", own=True)
        yield _plain(", ".join(new), Tone.ADDED)


def _of_words(was: str, now: str, around: int, *, whole: bool) -> Parts:
    """The words around those that changed. Changed typography is marked only if nothing else changed."""
    is_broken_elsewhere = _lines_differ(was, now)
    if was.split() == now.split():
        yield Part("only line breaks" if is_broken_elsewhere else "only spaces", own=True)
        return
    steps = differences.changes(was, now)
    if all(step.same for step in steps):
        steps = _by_typography(was.split(), now.split())
    for n, step in enumerate(steps):
        if n:
            yield Part(" ")
        if step.same and (step.archive == step.article or len(steps) > 1):
            ends = n == 0, n == len(steps) - 1
            yield _plain(step.article if whole else beside(step.article.split(), around, *ends))
        else:
            yield from _marked(step.archive, step.article)
    if is_broken_elsewhere:
        yield Part(", in other lines", own=True)


def _lines_differ(was: str, now: str) -> bool:
    """Whether two adjacent unchanged words are separated by a different number of line breaks before and after."""
    from difflib import SequenceMatcher

    breaks = [[gap.count("\n") for gap in re.findall(r"\s+", text.strip())] for text in (was, now)]
    if not any(map(any, breaks)):
        return False
    blocks = SequenceMatcher(None, was.split(), now.split(), autojunk=False).get_matching_blocks()
    return any(breaks[0][a : a + size - 1] != breaks[1][b : b + size - 1] for a, b, size in blocks if size)


def _by_typography(was: list[str], now: list[str]) -> list[differences.Change]:
    """The steps of a difference in which words that differ only in typography count as different."""
    from difflib import SequenceMatcher

    steps = SequenceMatcher(None, was, now, autojunk=False).get_opcodes()
    return [Retyped(" ".join(was[a1:a2]), " ".join(now[b1:b2])) for _, a1, a2, b1, b2 in steps]


class Retyped(differences.Change, frozen=True):
    """A step of a difference letter by letter."""

    @property
    def same(self) -> bool:
        return self.archive == self.article


def _plain(text: str, tone: Tone = Tone.PLAIN) -> Part:
    """Words from the archive or an article."""
    return Part(clean(text), tone)


def _marked(before: str, after: str) -> Parts:
    """Words that replace others, in brackets: the change is visible without colours, too."""
    if before and after:
        yield Part("[", own=True, spoken="(was “")
        yield _plain(before, Tone.REMOVED)
        yield Part(" → ", own=True, spoken="”, now “")
        yield _plain(after, Tone.ADDED)
    elif after:
        yield Part("[+ ", Tone.ADDED, own=True, spoken="(added: “")
        yield _plain(after, Tone.ADDED)
    else:
        yield Part("[- ", Tone.REMOVED, own=True, spoken="(gone: “")
        yield _plain(before, Tone.REMOVED)
    yield Part("]", own=True, spoken="”)")


def beside(words: Sequence[str], around: int, begins: bool, ends: bool) -> str:
    """Cut an unchanged run to the `around` words beside each change, with “…” for the rest.

    There is no change before a run that `begins` the text, and none after one that `ends` it.
    """
    first = [] if begins else words[:around]
    last = [] if ends else words[-around:]
    if len(first) + len(last) >= len(words):
        return " ".join(words)
    return " ".join([*first, "…", *last])


def _words(value: Any) -> str:
    return " … ".join(value) if isinstance(value, list) and all(isinstance(item, str) for item in value) else str(value)


def _value(value: Any, most: int | None) -> str:
    """A value on one line: its text, or the texts of its parts."""
    match value:
        case bool():
            return "yes" if value else "no"
        case dict():
            return " ".join(_value(each, most) for each in value.values())
        case list():
            return ", ".join(_value(each, most) for each in value)
    text = one_line(str(value))
    return text if most is None else shortened(text, most)
