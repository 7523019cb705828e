"""Describe an edit: in one line, record by record, and by its effects on other records."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from operator import attrgetter

import msgspec

from explorer.changes.change import Change, FieldChange, Weight, by_gravity
from explorer.changes.comparing import DATA_FILE
from explorer.changes.edits import Edit, Filled
from explorer.checking.verification import Status
from explorer.describing import signs
from explorer.describing.changes import field_parts
from explorer.describing.counting import counted
from explorer.describing.fields import Part, Tone
from explorer.display import one_line
from explorer.model.archive import Archive
from explorer.model.problems import Place, Problem, some_of
from explorer.model.records import Kind, Quote, kind_of, title

_BETWEEN = " · "
# The number of unchanged words shown around a changed one.
_AROUND = 2
# The number of quotes named that a topic's query newly matches.
_NAMED = 3
# Wider than any line.
_ENDLESS = 1_000_000


class Consequence(msgspec.Struct, frozen=True):
    """An effect of an edit on a record that was not itself edited, and whether it is for the worse.

    `said` continues the name of the record, and `of_several` the number of records it applies to.
    """

    ref: str
    said: str
    of_several: str
    worse: bool


def consequences(edit: Edit) -> Iterator[Consequence]:
    """The effects of an edit on other records, the worst first."""
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
    """The quotes that a topic's query newly matches, and those it no longer matches."""
    said = ((filled.came, "came"), (filled.went, "went"))
    return ", ".join(
        f"{counted(len(refs), 'quote')} ({some_of([*map(one_line, refs)], _NAMED)}) {did} by its query"
        for refs, did in said
        if refs
    )


def _its(ref: str) -> str:
    return "their" if kind_of(ref) is Kind.PERSON else "its"


def problems_counted(new: Sequence[Problem], gone: Sequence[Problem]) -> str:
    """How many problems an edit caused and fixed: `2 problems new, 1 gone`; empty for none."""
    if new:
        return f"{counted(len(new), 'problem')} new" + (f", {len(gone)} gone" if gone else "")
    return f"{counted(len(gone), 'problem')} gone" if gone else ""


def spoken_gist(edit: Edit) -> str:
    """The whole edit in one sentence, for a screen reader."""
    said = gist(edit, _ENDLESS, lambda part: part.text if part.spoken is None else part.spoken)
    return "; ".join(part.rstrip(" …,;:").replace(" → ", " to ") for part in said.split(_BETWEEN))


def gist(edit: Edit, width: int, said_as: Callable[[Part], str] = attrgetter("text")) -> str:
    """An edit on one line of at most `width` characters, the most important first; empty if it had no effect.

    What does not fit is counted. `said_as` gives the words of a part.
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
    """The changes to records, the most important first. A change that several records share is named once."""
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
    """A change as its weight, its words for this record alone, and its words for several records like it."""
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
            # Don't name the record if it is the only one that was edited.
            yield found[0].said if {found[0].ref} == edited else f"{_name(found[0].ref)} {found[0].said}"


def _name(ref: str) -> str:
    """A ref in words: `topic spy-balloon`."""
    return one_line(ref.replace("/", " ", 1))


NO_EDITS = (
    "Nothing has changed since the explorer was started. What an edit meant will stand here, record by record, the "
    "latest first."
)
HOW_TO_EDIT = " Change a file in your editor, or press e on a record."

Line = tuple[Part, ...]


class EditHead(msgspec.Struct, frozen=True):
    """The head of an edit: when it was read, and how much changed."""

    at: datetime
    said: str


class EditRow(msgspec.Struct, frozen=True):
    """One record of an edit: its name, then a line for each change to it and each effect on it.

    `ref` is the current ref, after all later edits; None for a problem at a `place` outside any record. `key` is unique
    among all rows.
    """

    key: tuple[str, str]
    ref: str | None
    head: Line
    change: Change | None
    beside: tuple[Line, ...]
    place: Place | None = None

    def lines(self) -> Iterator[Line]:
        """The changes to the record, then their effects. Computed when the row is shown."""
        for field in self.change.fields if self.change else ():
            yield tuple(field_parts(field, whole=True))
        yield from self.beside


def edit_rows(edits: Sequence[Edit], archive: Archive) -> Iterator[EditHead | EditRow]:
    """The rows of edits, the latest first. `archive` is the current state."""
    names: dict[str, str] = {}
    for edit in edits:
        yield EditHead(edit.at, how_much(edit))
        yield from _rows(edit, names, archive)
        renamed = (change for change in edit.changes if change.change == "renamed")
        names = {**names, **{change.was or "": names.get(change.ref, change.ref) for change in renamed}}


def how_much(edit: Edit) -> str:
    """How much an edit changed: `3 records changed, 2 problems new, 1 gone`."""
    records = len(edit.changes) + edit.left_out
    found = [f"{counted(records, 'record')} changed" if records else "", problems_counted(edit.new, edit.gone)]
    return ", ".join(filter(None, found)) or "no record changed"


def _rows(edit: Edit, names: Mapping[str, str], archive: Archive) -> Iterator[EditRow]:
    at = edit.at.isoformat()
    changed = {change.ref: change for change in edit.changes}
    beside, of_none = _beside(edit)
    for n, ref in enumerate([*changed, *(ref for ref in beside if ref not in changed)]):
        now = names.get(ref, ref)
        change = changed.get(ref)
        yield EditRow((at, str(n)), now, _head(ref, now, change, archive), change, tuple(beside.get(ref, ())))
    for problem, line in of_none:
        place = Part(one_line(str(problem.place)), Tone.LINK)
        yield EditRow((at, str(problem.place)), None, (place,), None, (line,), problem.place)
    if edit.left_out:
        more = Part(f"and {edit.left_out:,} more records", Tone.MUTED, own=True)
        yield EditRow((at, "more"), None, (more,), None, ())


def _head(ref: str, now: str, change: Change | None, archive: Archive) -> Line:
    """The name of a record, what happened to it as a whole, and its content."""
    record = archive.find(now)
    name = change.called if change else title(record) if record else ""
    called = f"“{one_line(name)}”" if ref.startswith(Quote.kind) and name else one_line(name)
    parts = [Part(ref, Tone.LINK)]
    if change and change.change == "renamed":
        parts.append(Part(f" renamed, was {change.was}", own=True))
    elif change and change.change != "changed":
        parts.append(Part(f" {change.change}", Tone.STRONG, own=True))
    if change and change.weight is not Weight.MEANING:
        parts.append(Part(f" · {change.weight}", Tone.MUTED, own=True))
    if record is None and not (change and change.change == "removed"):
        parts.append(Part(" · no longer there", Tone.MUTED, own=True))
    elif now != ref:
        parts.append(Part(f" · now {now}", Tone.MUTED, own=True))
    return (*parts, Part(f"  {called}", Tone.MUTED))


def _beside(edit: Edit) -> tuple[dict[str, list[Line]], list[tuple[Problem, Line]]]:
    """By record, an edit's effects and the problems that are new or gone; and the problems outside any record."""
    lines: dict[str, list[Line]] = {}
    for one in consequences(edit):
        tone = Tone.ERROR if one.worse else Tone.GOOD
        lines.setdefault(one.ref, []).append((Part(one.said, tone, own=True, spoken=one.said.replace(" → ", " to ")),))
    of_none: list[tuple[Problem, Line]] = []
    for problem, what in [*((found, "new") for found in edit.new), *((found, "gone") for found in edit.gone)]:
        line = _problem(problem, what)
        if problem.ref:
            lines.setdefault(problem.ref, []).append(line)
        else:
            of_none.append((problem, line))
    return lines, of_none


def _problem(problem: Problem, what: str) -> Line:
    sign = signs.SEVERITIES[problem.severity]
    tone = sign.tone if what == "new" else Tone.MUTED
    said = Part(f" {problem.severity} {what}: ", tone, own=True, spoken=f"{problem.severity} {what}: ")
    return Part(sign.mark, tone, own=True, spoken=""), said, Part(one_line(problem.message), tone)
