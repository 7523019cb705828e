"""The text of the matrix of topics and people: its labels, headings and cells, and the width of each column."""

from __future__ import annotations

from collections.abc import Collection

import msgspec
from rich.cells import cell_len
from textual.content import Content

from explorer.describing import signs
from explorer.display import one_line
from explorer.model.records import is_draft
from explorer.sources import SourcesMatrix, Tally, TopicSources
from explorer.ui.wording import styles
from explorer.ui.wording.rows import as_read, person_name, set_in

HEAD_LINES = 3
GAP = 2
_WIDEST_HEAD = 14


class Columns(msgspec.Struct, frozen=True):
    """The columns that fit: the width of the column of topics; number and width of each other column."""

    topics: int
    shown: tuple[tuple[int, int], ...]


class SourcesColumns:
    """The columns of a matrix. Column 0 counts all quotes of a topic, column n those of the n-th person.

    Records with a ref in `stale` are shown as they were last read.
    """

    def __init__(self, matrix: SourcesMatrix, stale: Collection[str] = ()) -> None:
        self._stale = stale
        self._people = matrix.people
        self._signs = [name for name in signs.SOURCES if name != "draft" or matrix.shows_drafts]
        self._digits = max((len(str(row.total.quotes)) for row in matrix.topics), default=1) + 1
        self._widest_label = max((self._label(row).cell_length for row in matrix.topics), default=0)
        self._topics = matrix.topics
        # Only the columns that come into view are computed: there may be very many people.
        self._slots: dict[int, dict[str, int]] = {}
        self._widths: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self._people) + 1

    def fitting(self, first: int, room: int) -> Columns:
        """The columns from `first` on that fit into a width; at least one."""
        topics = min(self._widest_label, max(10, room // 3)) + self._digits
        room -= topics
        shown: list[tuple[int, int]] = []
        for column in range(first, len(self)):
            width = self._width_of(column)
            room -= GAP + width
            if room < 0 and shown:
                break
            shown.append((column, width))
        return Columns(topics, tuple(shown))

    def tally(self, row: TopicSources, column: int) -> Tally:
        """The tally of a cell."""
        return row.cells.get(self._people[column - 1].id, Tally()) if column else row.total

    def label(self, row: TopicSources, width: int) -> Content:
        """The topic with its number of quotes."""
        number = str(row.total.quotes or signs.NONE.mark).rjust(self._digits)
        return self._label(row).truncate(max(1, width - self._digits), ellipsis=True, pad=True) + Content(number)

    def cell(self, row: TopicSources, column: int) -> Content:
        """A count, and the signs of its evidence, each in its slot. In column 0 the count is next to the topic."""
        tally = self.tally(row, column)
        if not tally.quotes:
            return Content.styled(signs.NONE.mark.rjust(self._digits) if column else "", styles.MUTED)
        slots = self._slots_of(column).items()
        styled = [
            (f" {_sign(tally, name)}".ljust(width + 1), styles.TONES[signs.SOURCES[name].tone]) for name, width in slots
        ]
        return Content.assemble(str(tally.quotes).rjust(self._digits) if column else "", *styled)

    def head(self, column: int, width: int, style: str) -> list[Content]:
        """The lines of the heading of a column. Empty lines come first, so that the words are next to the cells."""
        lines = [line.stylize(style) for line in Content(self._heading(column)).wrap(max(1, width))]
        if len(lines) > HEAD_LINES:
            cut = lines[HEAD_LINES - 1].truncate(max(1, width - 1)) + Content("…")
            lines = [*lines[: HEAD_LINES - 1], cut]
        return [Content("")] * (HEAD_LINES - len(lines)) + lines

    def _heading(self, column: int) -> str:
        if not column:
            return "All"
        person = self._people[column - 1]
        mark = f"{signs.STALE.mark} " if person.ref in self._stale else ""
        mark += f"{signs.DRAFT.mark} " if is_draft(person) else ""
        return f"{mark}{person_name(person)}"

    def _label(self, row: TopicSources) -> Content:
        """The topic, indented by its depth, with a sign if it has a caveat."""
        sign = styles.signed(signs.CAVEAT) if row.caveats else "  "
        label = as_read(Content(one_line(row.topic.label)), stale=row.topic.ref in self._stale)
        return Content.assemble(sign, set_in(row.depth), label)

    def _slots_of(self, column: int) -> dict[str, int]:
        """The signs in a column, each with the width that it needs."""
        if column not in self._slots:
            tallies = [self.tally(row, column) for row in self._topics]
            widths = {name: max((len(_sign(tally, name)) for tally in tallies), default=0) for name in self._signs}
            self._slots[column] = {name: width for name, width in widths.items() if width}
        return self._slots[column]

    def _width_of(self, column: int) -> int:
        """The least width that has room for the cells, and for the heading on its lines."""
        if column not in self._widths:
            self._widths[column] = self._fitting_width(column)
        return self._widths[column]

    def _fitting_width(self, column: int) -> int:
        cell = (self._digits if column else 0) + sum(1 + width for width in self._slots_of(column).values())
        heading = self._heading(column)
        least = max(cell, min(_WIDEST_HEAD, max(map(cell_len, heading.split()), default=0)), 1)
        fitting = (width for width in range(least, _WIDEST_HEAD) if len(Content(heading).wrap(width)) <= HEAD_LINES)
        return next(fitting, max(least, _WIDEST_HEAD))


def _sign(tally: Tally, name: str) -> str:
    """The sign for the evidence of quotes. If it does not apply to all of them, their number follows."""
    count = getattr(tally, name)
    mark = signs.SOURCES[name].mark
    return "" if not count else mark if count == tally.quotes else f"{mark}{count}"
