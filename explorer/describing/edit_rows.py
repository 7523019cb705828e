"""What the last edits meant, row by row: each record with what changed in it, and what that did to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

import msgspec

from explorer.changes.change import Change, Weight
from explorer.changes.edits import Edit
from explorer.describing import signs
from explorer.describing.changes import field_parts
from explorer.describing.counting import counted
from explorer.describing.edits import consequences, problems_counted
from explorer.describing.fields import Part, Tone
from explorer.display import one_line
from explorer.model.archive import Archive
from explorer.model.problems import Place, Problem
from explorer.model.records import Quote, title

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
    """One record of an edit: what it is called, then a line for each thing that changed in it or for it.

    `ref` is what it is called now, after all later edits; None for a problem at a `place` that is of no record. `key`
    tells the row from all others.
    """

    key: tuple[str, str]
    ref: str | None
    head: Line
    change: Change | None
    beside: tuple[Line, ...]
    place: Place | None = None

    def lines(self) -> Iterator[Line]:
        """What changed in the record, then what that did to it. It is worked out when the row is looked at."""
        for field in self.change.fields if self.change else ():
            yield tuple(field_parts(field, whole=True))
        yield from self.beside


def edit_rows(edits: Sequence[Edit], archive: Archive) -> Iterator[EditHead | EditRow]:
    """The rows of edits, of which the latest come first. `archive` is as it is now."""
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
    """What a record is called, what happened to it as a whole, and what it says."""
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
    """By record, what an edit did to it and which of its problems are new or gone; and the problems of no record."""
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
