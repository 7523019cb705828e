"""The sources screen, “who says so”: on whose word the quotes of each topic rest."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import partial
from itertools import dropwhile

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.events import Click
from textual.geometry import Region
from textual.reactive import reactive
from textual.widgets import Static

from explorer.describing import signs
from explorer.describing.articles_named import has_several
from explorer.describing.how_read import why_none
from explorer.describing.quote_counts import counted, spread_over
from explorer.display import one_line
from explorer.model.archive import Archive
from explorer.model.history import ScreenView
from explorer.model.records import AnyRecord, Kind, Person, Topic
from explorer.sources import SourcesMatrix, Tally, TopicSources, sources_matrix
from explorer.ui.keys import KeysHere, bind, bindings, withheld
from explorer.ui.messages import Message
from explorer.ui.requests import OpenTrail, ShowScreen
from explorer.ui.screens.archive_screen import ON_A_RECORD, WAYS_ON, LeafScreen, leaving
from explorer.ui.targets import Target
from explorer.ui.widgets.fitted import Fitted
from explorer.ui.widgets.lines import Lines
from explorer.ui.widgets.record_pane import HOW_TO_TAG, PROPOSES
from explorer.ui.wording import styles
from explorer.ui.wording.sources_columns import GAP, HEAD_LINES, Columns, SourcesColumns


class SourcesGrid(Lines):
    """A row for each topic, a column for each person. The topics and their numbers of quotes stay at the left."""

    BINDINGS = bindings(
        bind("right,l", "across(1)", "Right", "The next person", id="right"),
        bind("left,h", "across(-1)", "Left", "The previous person", id="left"),
    )

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
        """Take the focus, and put the cursor on a cell."""
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


class SourcesScreen(LeafScreen):
    """Topics by people: how many quotes, and what they rest on; with caveats in words.

    The cursor starts at the topic and the person in `start`.
    """

    CSS_PATH = "sources_screen.tcss"
    BINDINGS = bindings(
        *leaving("sources", "s"),
    )

    grid = getters.query_one(SourcesGrid)

    def body(self) -> ComposeResult:
        with Vertical(id="sources", classes="pane"):
            yield Static(id="heads", markup=False)
            yield SourcesGrid()
        yield Fitted(id="about")
        yield Fitted(id="legend")

    @property
    def trail(self) -> tuple[str, ...]:
        """The refs of the topic and the person of the cell in use."""
        return tuple(record.ref for record in (self.grid.topic and self.grid.topic.topic, self.grid.person) if record)

    @property
    def here(self) -> ScreenView:
        return ScreenView("sources", self.trail)

    @property
    def record(self) -> AnyRecord | None:
        return self.grid.topic.topic if self.grid.topic else None

    @property
    def keys_here(self) -> KeysHere:
        keys = {
            "go-in": "what they said" if self.has_statements else "these quotes",
            "up down left right": "walk",
            "copy-citation": "copy citation",
            "edit": "edit",
            **WAYS_ON,
        }
        return KeysHere("who says so", keys, ["sources", *(() if self.record else ON_A_RECORD)])

    @property
    def has_statements(self) -> bool:
        """Whether the cell in use counts the person's own words, and not only what they relayed of others."""
        topic, person = self.grid.topic, self.grid.person
        return topic is not None and person is not None and topic.speaker_of(person.id) > 0

    def reopening(self) -> tuple[tuple[str, ...], str]:
        return self.trail, ""

    def show_archive(self) -> None:
        snapshot = self.countable
        self.grid.why_none = why_none(snapshot, Kind.TOPIC, "" if "tag" in withheld(self.app) else HOW_TO_TAG, PROPOSES)
        self.query_one("#legend", Fitted).content = _legend(snapshot.archive)

        def counted() -> SourcesMatrix:
            return sources_matrix(snapshot.archive, snapshot.verifications, snapshot.reports)

        self.count("sources", counted, self._show_counted)

    def _show_counted(self, matrix: SourcesMatrix) -> None:
        self.grid.stale = self.snapshot.stale
        self.grid.matrix = matrix
        if self.start and not self.countable.pending:
            ids = dict(ref.split("/", 1) for ref in self.start.at)
            self.grid.go_to(ids.get(Topic.kind), ids.get(Person.kind))
            self.start = None

    @on(SourcesGrid.ColumnsMoved)
    def _show_heads(self) -> None:
        heads: Iterable[Content] = self.grid.heads()
        if self.has_class("-low"):
            heads = dropwhile(lambda line: not line.plain.strip(), heads)
        self.query_one("#heads", Static).update(Content("\n").join(heads))
        pane = self.query_one("#sources")
        pane.border_title = "Who says so"
        pane.border_subtitle = f"{self.grid.row_count} topics, {self.grid.span}"

    @on(Lines.CursorMoved)
    def _show_cell(self) -> None:
        self.query_one("#about", Fitted).content = Content("\n").join(self._about())

    def _about(self) -> Iterator[Content]:
        """What the cell in use counts, in words; then the caveats of its topic."""
        row, person = self.grid.topic, self.grid.person
        if row is None:
            return
        steps = [row.topic.label, *([person.name] if person else [])]
        where = f" {signs.STEP.mark} ".join(map(one_line, steps))
        yield Content.assemble((where, styles.STRONG), f": {_in_words(self.grid.tally, self._spread())}")
        for caveat in row.caveats:
            yield Content.assemble(styles.signed(signs.CAVEAT), one_line(caveat.message))

    def _spread(self) -> str:
        """How many reports contain the quotes of the cell in use; empty in an archive of one article."""
        row, person = self.grid.topic, self.grid.person
        if row is None or not self.grid.tally.quotes or not has_several(self.snapshot.archive):
            return ""
        spread = row.spread(person.id if person else None)
        return spread_over(spread.articles, spread.reports)

    @on(Lines.Chosen)
    def _open(self) -> None:
        if self.has_statements:
            self.post_message(ShowScreen("said", self.trail))
        elif self.grid.tally.quotes:
            self.post_message(OpenTrail(self.trail))
        else:
            self.notify("There are no quotes here.", timeout=2)


def _in_words(tally: Tally, spread: str) -> str:
    """`5 quotes (4 utterances), in 2 independent reports, 2 by name, 3 anonymous, 2 relayed`."""
    names = {"named": "by name", "collective": "collective", "document": "of a document"}
    names |= {name: sign.called for name, sign in signs.SOURCES.items()}
    parts = [counted(tally.quotes, tally.utterances), *([spread] if spread else [])]
    return ", ".join(parts + [f"{count} {word}" for name, word in names.items() if (count := getattr(tally, name))])


def _legend(archive: Archive) -> Content:
    """The meaning of the signs; first that of drafts, if any, since the last signs may find no room."""
    drafts = [signs.DRAFT] if archive.shown_draft_count else []
    shown = [*drafts, *(sign for sign in signs.SOURCES.values() if sign is not signs.DRAFT)]
    explained = [Content.assemble(styles.mark_of(sign), f" {sign.called}") for sign in shown]
    some = f"{signs.SOURCES['paraphrase'].mark}2: 2 of them"
    return Content("  ").join([*explained, Content(some)]).stylize(styles.MUTED)
