"""The sources screen, “who says so”: on whose word the quotes of each topic rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import dropwhile
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from explorer.describing import signs
from explorer.describing.how_read import why_none
from explorer.describing.quote_counts import counted, spread_over
from explorer.display import one_line
from explorer.model.archive import Archive
from explorer.model.history import ScreenView
from explorer.model.records import AnyRecord, Kind, Person, Quote, Topic
from explorer.snapshot import Snapshot
from explorer.sources import SourcesMatrix, Tally, sources_matrix
from explorer.ui.keys import KeysHere, withheld
from explorer.ui.messages import message
from explorer.ui.requests import OpenTrail, ShowScreen
from explorer.ui.screens.archive_screen import ELSEWHERE, ON_A_RECORD
from explorer.ui.screens.leaf_screen import LeafScreen, leaving
from explorer.ui.widgets.fitted import Fitted
from explorer.ui.widgets.key_hints import KeyHints
from explorer.ui.widgets.lines import Lines
from explorer.ui.widgets.record_pane import HOW_TO_TAG, PROPOSES
from explorer.ui.widgets.sources_grid import SourcesGrid
from explorer.ui.wording import styles

# Up to this many quotes are counted before the screen is shown; that takes at most a tenth of a second. More are
# counted in a thread.
_AT_ONCE = 5_000
_SEVERAL = 2


class SourcesScreen(LeafScreen):
    """Topics by people: how many quotes, and what they rest on; with caveats in words.

    The cursor starts at the topic and the person in `start`.
    """

    CSS_PATH = "sources_screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *leaving("sources", "s"),
    ]

    @message
    class Counted(Message):
        """The sources of a snapshot are counted."""

        snapshot: Snapshot
        matrix: SourcesMatrix

    start: ScreenView | None

    def compose(self) -> ComposeResult:
        with Vertical(id="sources", classes="pane"):
            yield Static(id="heads", markup=False)
            yield SourcesGrid()
        yield Fitted(id="about")
        yield Fitted(id="legend")
        yield KeyHints().data_bind(LeafScreen.snapshot)

    @property
    def grid(self) -> SourcesGrid:
        return self.query_one(SourcesGrid)

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
            "leave": "back",
            "help": "help",
            **ELSEWHERE,
        }
        return KeysHere("who says so", keys, ["sources", *(() if self.record else ON_A_RECORD)])

    @property
    def has_statements(self) -> bool:
        """Whether the cell in use counts words of the person, and not only what they relayed of others."""
        topic, person = self.grid.topic, self.grid.person
        return topic is not None and person is not None and topic.said_by(person.id) > 0

    def reopening(self) -> tuple[tuple[str, ...], str]:
        return self.trail, ""

    def show_archive(self) -> None:
        snapshot = self.snapshot
        self.grid.why_none = why_none(snapshot, Kind.TOPIC, "" if "tag" in withheld(self.app) else HOW_TO_TAG, PROPOSES)
        self.query_one("#legend", Fitted).content = _legend(snapshot.archive)
        if len(snapshot.archive.of_kind(Kind.QUOTE)) <= _AT_ONCE:
            self._show_counted(sources_matrix(snapshot.archive, snapshot.verifications, snapshot.reports))
        else:
            # Without a description, Textual would make one from the arguments, and write out the whole archive.
            count = partial(self._count, snapshot)
            self.run_worker(count, "count", "count", "count the sources", exclusive=True, thread=True)

    def _count(self, snapshot: Snapshot) -> None:
        matrix = sources_matrix(snapshot.archive, snapshot.verifications, snapshot.reports)
        self.post_message(self.Counted(snapshot, matrix))

    @on(Counted)
    def _show_late(self, event: Counted) -> None:
        """Show what a thread counted, unless the archive has changed since."""
        event.stop()
        if event.snapshot is self.snapshot:
            self._show_counted(event.matrix)

    def _show_counted(self, matrix: SourcesMatrix) -> None:
        self.grid.stale = self.snapshot.stale
        self.grid.matrix = matrix
        if self.start and not self.snapshot.pending:
            ids = dict(ref.split("/", 1) for ref in self.start.at)
            self.grid.go_to(ids.get(Topic.kind), ids.get(Person.kind))
            self.start = None

    @on(SourcesGrid.ColumnsMoved)
    def _show_heads(self, event: SourcesGrid.ColumnsMoved) -> None:
        event.stop()
        heads: Iterable[Content] = self.grid.heads()
        if self.has_class("-low"):
            heads = dropwhile(lambda line: not line.plain.strip(), heads)
        self.query_one("#heads", Static).update(Content("\n").join(heads))
        pane = self.query_one("#sources")
        pane.border_title = "Who says so"
        pane.border_subtitle = f"{self.grid.row_count} topics, {self.grid.span}"

    @on(Lines.CursorMoved)
    def _show_cell(self, event: Lines.CursorMoved) -> None:
        event.stop()
        self.query_one("#about", Fitted).content = Content("\n").join(self._about())
        self.refresh_bindings()  # what Enter does

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
        """In how many reports the quotes of the cell in use stand; nothing in an archive of one article."""
        row, person = self.grid.topic, self.grid.person
        if row is None or not self.grid.tally.quotes or len(self.snapshot.archive.of_kind(Kind.ARTICLE)) < _SEVERAL:
            return ""
        spread = row.spread(person.id if person else None)
        return spread_over(spread.articles, spread.reports)

    @on(Lines.Chosen)
    def _open(self, event: Lines.Chosen) -> None:
        event.stop()
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
    """What the signs mean; first that of drafts, where there are some to be told apart: the end may find no room."""
    drafts = [signs.DRAFT] if archive.drafts_among(archive.all(Quote)) else []
    shown = [*drafts, *(sign for sign in signs.SOURCES.values() if sign is not signs.DRAFT)]
    explained = [Content.assemble(styles.mark_of(sign), f" {sign.called}") for sign in shown]
    some = f"{signs.SOURCES['paraphrase'].mark}2: 2 of them"
    return Content("  ").join([*explained, Content(some)]).stylize(styles.MUTED)
