"""What an edit meant, in words: “speaker: joe-biden → xi-jinping; topics: without spy-balloon”."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from explorer.changes.change import Change, FieldChange
from explorer.checking import differences
from explorer.display import one_line
from explorer.model.archive import Archive
from explorer.model.problems import Problem

# How many words stand around a changed one, and how many characters are shown of words that a field got or lost.
_AROUND, _SHOWN = 4, 80


def said(change: Change) -> str:
    """A change on one line, without its ref: what happened to the record, and to which of its fields."""
    fields = "; ".join(map(said_field, change.fields))
    if change.change == "changed":
        return fields
    if change.change == "renamed":
        return "; ".join(filter(None, [f"was {change.was}", fields]))
    return " ".join(filter(None, [change.change, f"({fields})" if fields else ""]))


def said_field(change: FieldChange) -> str:
    """A field's change on one line: what it lost and got, or its words with those that changed in `[was → is]`."""
    before, after = change.before, change.after
    if change.field != "text" and (isinstance(before, list) or isinstance(after, list)):
        how = _of_list(before or [], after or [])
    elif before is None or after is None:
        how = f"now {_value(after)}" if before is None else f"no longer {_value(before)}"
    elif " " in (was := _words(before)) and " " in (now := _words(after)):
        how = "".join(_of_words(was, now))
    else:
        how = f"{_value(before)} → {_value(after)}"
    return one_line(f"{change.field}: {how}")


def _of_list(before: Sequence[Any], after: Sequence[Any]) -> str:
    was, now = Counter(map(_value, before)), Counter(map(_value, after))
    gone, new = list((was - now).elements()), list((now - was).elements())
    parts = [f"without {', '.join(gone)}"] if gone else []
    return ", ".join([*parts, *([f"with {', '.join(new)}"] if new else [])])


def _of_words(was: str, now: str) -> Iterator[str]:
    """The words as they are, around those that changed."""
    steps = differences.changes(was, now)
    for n, step in enumerate(steps):
        before, after = step.archive, step.article
        if before == after or step.same:
            yield _cut(after.split(), begins=n == 0, ends=n == len(steps) - 1)
        else:
            yield f"[{before} → {after}]" if before and after else f"[+ {after}]" if after else f"[- {before}]"
        yield " " if n < len(steps) - 1 else ""


def _cut(words: list[str], *, begins: bool, ends: bool) -> str:
    """Words that did not change: those beside a change, and “…” for the others."""
    first = [] if begins else words[:_AROUND]
    last = [] if ends else words[-_AROUND:]
    if len(first) + len(last) >= len(words):
        return " ".join(words)
    return " ".join([*first, "…", *last])


def _words(value: Any) -> str:
    return " … ".join(value) if isinstance(value, list) and all(isinstance(item, str) for item in value) else str(value)


def _value(value: Any) -> str:
    """A value on one line: its text, or for a value of several parts each of them."""
    match value:
        case bool():
            return "yes" if value else "no"
        case dict():
            return " ".join(map(_value, value.values()))
        case list():
            return ", ".join(map(_value, value))
    return differences.shortened(str(value), _SHOWN)


def lost_last_quote(before: Archive, after: Archive, changes: Sequence[Change]) -> Iterator[str]:
    """The refs of the records that had quotes, and have none any more, but are still there."""
    names = {change.was: change.ref for change in changes if change.was}
    for ref, entry in before.entries.items():
        now = after.find(names.get(ref, ref))
        if now is not None and before.quote_count(entry.record) and not after.quote_count(now):
            yield now.ref


def problems_changed(before: Sequence[Problem], after: Sequence[Problem]) -> tuple[int, int]:
    """How many problems are new, and how many are gone, wherever in their files they now stand."""
    was, now = (Counter((found.code, found.ref, found.message) for found in side) for side in (before, after))
    return (now - was).total(), (was - now).total()
