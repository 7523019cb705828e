"""The matrix of topics and people, with a cursor that moves in both directions."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive

from explorer.model.records import Person
from explorer.sources import SourcesMatrix, Tally, TopicSources
from explorer.ui.targets import Target
from explorer.ui.widgets.lines import Lines
from explorer.ui.wording import styles
from explorer.ui.wording.sources_columns import GAP, HEAD_LINES, Columns, SourcesColumns


class SourcesGrid(Lines):
    """A row for each topic, a column for each person. The topics and their numbers of quotes stay at the left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l", "across(1)", "Right", show=False, tooltip="The next person", id="right"),
        Binding("left,h", "across(-1)", "Left", show=False, tooltip="The person before", id="left"),
    ]

    matrix: reactive[SourcesMatrix | None] = reactive(None, init=False)
    column: reactive[int] = reactive(0, init=False)

    class ColumnsMoved(Message):
        """Other columns are in view, or another one is in use."""

    def __init__(self) -> None:
        super().__init__(id="sources-grid")
        self._topics: Sequence[TopicSources] = ()
        self._people: Sequence[Person] = ()
        self._columns = SourcesColumns(SourcesMatrix())
        self.why_none = ""
        self.stale: Collection[str] = ()
        self._first = 0

    def watch_matrix(self, _: SourcesMatrix | None, matrix: SourcesMatrix) -> None:
        """Show a matrix. The cursor stays on its topic and person, if they are still there."""
        topic, person = self.topic, self.person
        self._topics, self._people, self._columns = matrix.topics, matrix.people, SourcesColumns(matrix, self.stale)
        self.set_reactive(SourcesGrid.column, 0)
        self.rows_changed()
        self.go_to(topic.topic.id if topic else None, person.id if person else None)
        self._columns_moved()

    def go_to(self, topic: str | None, person: str | None) -> None:
        """Put the cursor on the cell of a topic and a person, by their ids. An unknown id leaves it where it is."""
        self.cursor = next((n for n, row in enumerate(self._topics) if row.topic.id == topic), self.cursor)
        self.column = next((n for n, each in enumerate(self._people, 1) if each.id == person), self.column)

    # The cell in use

    @property
    def topic(self) -> TopicSources | None:
        return self._topics[self.cursor] if self._topics else None

    @property
    def person(self) -> Person | None:
        """The person whose column is in use; None in the first column, which counts all."""
        return self._people[self.column - 1] if self.column else None

    @property
    def tally(self) -> Tally:
        return self._columns.tally(self.topic, self.column) if self.topic else Tally()

    # What is shown

    @property
    def row_count(self) -> int:
        return len(self._topics)

    @property
    def empty_text(self) -> str:
        if self.matrix is None:
            return "Counting …"
        return self.why_none

    @property
    def span(self) -> str:
        """How many people there are, and which of them are in view if not all."""
        shown = [column for column, _ in self._shown.shown if column]
        some = f"people {shown[0]} to {shown[-1]} of " if shown and len(shown) < len(self._people) else ""
        return some + (str(len(self._people)) if some else f"{len(self._people)} people")

    def row(self, index: int, width: int) -> Sequence[Content]:
        topic, columns = self._topics[index], self._shown
        parts = [self._columns.label(topic, columns.topics)]
        for column, size in columns.shown:
            cell = self._columns.cell(topic, column).truncate(size, ellipsis=True, pad=True)
            in_use = column == self.column and index == self.cursor
            parts.append(Content.styled(cell.plain, "bold reverse") if in_use else cell)
        return [Content(" " * GAP).join(parts)]

    def heads(self) -> list[Content]:
        """The lines above the rows, with the heading of each column."""
        columns = self._shown
        heads = [self._columns.head(column, width, self._head_style(column)) for column, width in columns.shown]
        lines = []
        for n in range(HEAD_LINES):
            cells = [head[n].truncate(width, pad=True) for head, (_, width) in zip(heads, columns.shown, strict=True)]
            lines.append(Content(" " * GAP).join([Content(" " * (columns.topics + 1)), *cells]))
        return lines

    def _head_style(self, column: int) -> str:
        return f"{styles.STRONG} underline" if column == self.column else styles.NAME if column else styles.MUTED

    @property
    def _shown(self) -> Columns:
        return self._from(self._first)

    def _from(self, first: int) -> Columns:
        return self._columns.fitting(first, self.scrollable_content_region.width - 2)

    # The cursor

    def action_across(self, columns: int) -> None:
        self.column += columns

    def validate_column(self, column: int) -> int:
        return max(0, min(column, len(self._columns) - 1))

    def watch_column(self) -> None:
        self._columns_moved()
        self.post_message(self.CursorMoved(self))

    def rows_resized(self) -> None:
        super().rows_resized()
        self._columns_moved()

    def clicked(self, event: Click) -> None:
        columns = self._shown
        left = self.gutter.left + 1 + columns.topics
        for column, width in columns.shown:
            if left <= event.x < left + GAP + width:
                self.column = column
            left += GAP + width
        super().clicked(event)

    # Where it is on screen, and what of it can be gone to

    @property
    def cursor_column(self) -> int:
        """The column of the cell in use; for the one that counts all, that of the topic."""
        if not self.column:
            return super().cursor_column
        at = next((left for column, left, _ in self._cells() if column == self.column), 0)
        cell = self._columns.cell(self.topic, self.column).plain if self.topic else ""
        return at + len(cell) - len(cell.lstrip())

    def row_targets(self) -> Iterator[Target]:
        """The cells in view that count quotes, and the row as a whole at its topic."""
        for row, region in self.rows_in_view():
            yield Target(region.crop_size((1, 1)), partial(self.go_to_cell, row, 0))
            for column, left, width in self._cells():
                if column and self._columns.tally(self._topics[row], column).quotes:
                    cell = Region(region.x + 1 + left, region.y, width, 1)
                    yield Target(cell, partial(self.go_to_cell, row, column))

    def go_to_cell(self, row: int, column: int) -> None:
        """Have the keys, and the cursor on a cell."""
        self.go_to_row(row)
        self.column = column

    def _cells(self) -> Iterator[tuple[int, int, int]]:
        """The columns in view, each with where its cells begin, and their width."""
        left = self._shown.topics
        for column, width in self._shown.shown:
            yield column, left + GAP, width
            left += GAP + width

    def _columns_moved(self) -> None:
        """Scroll so that the column in use is in view, and no room is wasted."""
        self._first = min(self._first, self.column)
        while self.column > self._from(self._first).shown[-1][0]:
            self._first += 1
        while self._first and self._from(self._first - 1).shown[-1][0] == len(self._columns) - 1:
            self._first -= 1
        self.refresh()
        self.post_message(self.ColumnsMoved())
