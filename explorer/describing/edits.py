"""What an edit meant as a whole: in one line, and what it did to other records."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter

import msgspec

from explorer.changes.change import Change, FieldChange, Weight, by_gravity
from explorer.changes.comparing import DATA_FILE
from explorer.changes.edits import Edit, Filled
from explorer.checking.verification import Status
from explorer.describing.changes import field_parts
from explorer.describing.counting import counted
from explorer.describing.fields import Part
from explorer.display import one_line
from explorer.model.problems import Problem
from explorer.model.records import Kind, kind_of

_BETWEEN = " · "
# How many unchanged words stand around a changed one.
_AROUND = 2
# So many of the quotes that came to a topic by its query are named.
_NAMED = 3
# As wide as any line.
_ENDLESS = 1_000_000


class Consequence(msgspec.Struct, frozen=True):
    """What an edit did to a record beside those that were edited, and whether that is for the worse.

    `said` goes on after the name of the record, and `of_several` after how many records it is true of.
    """

    ref: str
    said: str
    of_several: str
    worse: bool


def consequences(edit: Edit) -> Iterator[Consequence]:
    """What an edit did to other records, the worst first."""
    ranks = list(Status)
    for one in edit.stands:
        said = f"{one.before} → {one.after}"
        yield Consequence(one.ref, said, said, ranks.index(one.after) > ranks.index(one.before))
    for ref in edit.unread:
        said = "can’t be read, shown as last read"
        yield Consequence(ref, said, said, worse=True)
    for ref in edit.lost:
        yield Consequence(ref, f"lost {_its(ref)} last quote", "lost their last quote", worse=True)
    for ref in edit.got:
        yield Consequence(ref, f"got {_its(ref)} first quote", "got their first quote", worse=False)
    for filled in edit.filled:
        yield Consequence(filled.ref, _filled(filled), "have other quotes by their queries", worse=False)
    for ref in edit.read:
        yield Consequence(ref, "can be read again", "can be read again", worse=False)


def _filled(filled: Filled) -> str:
    """Which quotes came to a topic by its query, and which went."""
    said = ((filled.came, "came"), (filled.went, "went"))
    return ", ".join(f"{_some_of(refs)} {did} by its query" for refs, did in said if refs)


def _some_of(refs: Sequence[str]) -> str:
    named = ", ".join(one_line(ref) for ref in refs[:_NAMED])
    more = f" and {len(refs) - _NAMED} more" if len(refs) > _NAMED else ""
    return f"{counted(len(refs), 'quote')} ({named}{more})"


def _its(ref: str) -> str:
    return "their" if kind_of(ref) is Kind.PERSON else "its"


def problems_counted(new: Sequence[Problem], gone: Sequence[Problem]) -> str:
    """How many problems an edit made and mended: `2 problems new, 1 gone`; empty for none."""
    if new:
        return f"{counted(len(new), 'problem')} new" + (f", {len(gone)} gone" if gone else "")
    return f"{counted(len(gone), 'problem')} gone" if gone else ""


def spoken_gist(edit: Edit) -> str:
    """An edit in one sentence for the ear: all of it."""
    said = gist(edit, _ENDLESS, lambda part: part.text if part.spoken is None else part.spoken)
    return "; ".join(part.rstrip(" …,;:").replace(" → ", " to ") for part in said.split(_BETWEEN))


def gist(edit: Edit, width: int, said_as: Callable[[Part], str] = attrgetter("text")) -> str:
    """An edit on one line of at most `width` characters, the weightiest first; empty for one that meant nothing.

    What there is no room for is counted. `said_as` gives the words of a part.
    """
    first, *rest = list(_of_changes(edit.changes, said_as)) or [""]
    worse, better = (list(_of_consequences(edit, worse=worse)) for worse in (True, False))
    said = [part for part in (first, *worse, *rest, *better) if part]
    problems = problems_counted(edit.new, edit.gone)
    shown: list[str] = []
    for part in said:
        if len(_line([*shown, part], problems, len(said) - len(shown) - 1)) <= width:
            shown.append(part)
        elif not shown:
            room = width - len(_line([""], problems, len(said) - 1))
            shown.append(f"{part[: max(1, room - 1)]}…")
    return _line(shown, problems, len(said) - len(shown))


def _line(shown: Sequence[str], problems: str, left_out: int) -> str:
    return _BETWEEN.join([*shown, *filter(None, [problems, f"{left_out} more" if left_out else ""])])


def _of_changes(changes: Sequence[Change], said_as: Callable[[Part], str]) -> Iterator[str]:
    """What changed in the records, the weightiest first. What is true of several is said once."""
    told: dict[tuple[str, str], list[tuple[tuple[int, int], str]]] = {}
    for change in changes:
        for gravity, alone, of_several in _parts_of(change, said_as):
            told.setdefault((kind_of(change.ref), of_several), []).append((gravity, alone))
    for (kind, of_several), found in sorted(told.items(), key=lambda item: min(item[1])[0]):
        if len(found) == 1:
            yield found[0][1]
        elif of_several.startswith(" "):
            yield f"{counted(len(found), kind)}{of_several}"
        else:
            yield f"{of_several} ({counted(len(found), kind)})"


def _parts_of(change: Change, said_as: Callable[[Part], str]) -> Iterator[tuple[tuple[int, int], str, str]]:
    """What is said of a change: how much it weighs, in words for it alone, and in words for several like it."""
    name = _name(change.ref)
    match change.change:
        case "added" | "removed":
            yield by_gravity(change), f"{name} {change.change}", f" {change.change}"
        case "moved":
            yield by_gravity(change), f"{name} moved to {change.fields[0].after}", f" moved to {change.fields[0].after}"
        case "renamed":
            lightest = by_gravity(FieldChange("id", None, None, Weight.TYPOGRAPHY))
            yield lightest, f"{_name(change.was or '')} → {change.ref.partition('/')[2]}", " renamed"
    for field in change.fields:
        if field.field != DATA_FILE:
            said = one_line("".join(map(said_as, field_parts(field, around=_AROUND)))).replace(": ", " ", 1)
            yield by_gravity(field), said, said


def _of_consequences(edit: Edit, *, worse: bool) -> Iterator[str]:
    told: dict[tuple[str, str], list[Consequence]] = {}
    edited = {change.ref for change in edit.changes}
    for one in consequences(edit):
        if one.worse is worse:
            told.setdefault((kind_of(one.ref), one.of_several), []).append(one)
    for (which, of_several), found in told.items():
        if len(found) > 1:
            yield f"{counted(len(found), which)} {of_several}"
        else:
            # Of the one record that was edited nobody needs to be told which one it is.
            yield found[0].said if {found[0].ref} == edited else f"{_name(found[0].ref)} {found[0].said}"


def _name(ref: str) -> str:
    """A ref as one says it: `topic spy-balloon`."""
    return one_line(ref.replace("/", " ", 1))
