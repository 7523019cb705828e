"""The citing screen: the citation of a record in each format, as it would be copied."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from explorer.citing import Format, formats_for
from explorer.display import clean
from explorer.model.records import AnyRecord
from explorer.ui.keys import KeysHere, bind, bindings
from explorer.ui.screens.archive_screen import LeafScreen, leaving
from explorer.ui.widgets.lines import Lines, Listed
from explorer.ui.wording import styles

_NAME_WIDTH = 16


class FormatList(Listed[Format]):
    """The formats for a record's citation, each with its use."""

    def row(self, index: int, width: int) -> Sequence[Content]:
        format = self.rows[index]
        return [Content.assemble(format.name.ljust(_NAME_WIDTH), (format.use, styles.MUTED))]


class CitingScreen(LeafScreen):
    """Lets the user choose the format of a citation. Its result is the text to copy, or None."""

    CSS_PATH = "citing_screen.tcss"
    BINDINGS = bindings(
        *leaving("cite", "ctrl+y"),
        bind("enter", "choose", "Copy", "Copy the citation as it is shown, and leave", id="go-in"),
        bind("tab", "app.focus_next", "Scroll", "To the citation, to scroll in it, and back", id="scroll"),
    )

    def __init__(self, ref: str) -> None:
        super().__init__()
        self._ref = ref

    def body(self) -> ComposeResult:
        yield FormatList("formats", "Cite as")
        with VerticalScroll(id="citation", classes="pane"):
            yield Static(markup=False)

    @property
    def record(self) -> AnyRecord | None:
        return self.snapshot.archive.find(self._ref)

    @property
    def keys_here(self) -> KeysHere:
        keys = {
            "go-in": "copy",
            "up down": "choose",
            "copy-citation": "copy and stay",
            "scroll": "scroll",
            "leave": "back",
            "help": "help",
        }
        return KeysHere("the formats of a citation", keys)

    @property
    def citation(self) -> str:
        """The citation in the format under the cursor; empty when the record no longer exists."""
        format, cited = self.query_one(FormatList).at_cursor, self.cited
        return format.write(cited) if cited and format else ""

    def show_archive(self) -> None:
        chosen, record = self.query_one(FormatList), self.record
        chosen.rows = formats_for(record) if record else ()
        chosen.border_subtitle = self._ref if record else f"{self._ref} is no longer there"
        chosen.rows_changed()

    @on(Lines.CursorMoved)
    def _preview(self) -> None:
        self.query_one("#citation Static", Static).update(Content(clean(self.citation)))

    @on(Lines.Chosen)
    def action_choose(self) -> None:
        self.dismiss(self.citation or None)

    def action_copy_citation(self) -> None:
        """Copy the citation that is shown, and stay on this screen."""
        self.copy_citation(self._ref, self.citation or None)
