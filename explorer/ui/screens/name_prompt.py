"""The question for the name of a query."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from explorer.desk.kept_queries import LONGEST_NAME
from explorer.display import one_line
from explorer.ui.widgets.text_field import TextField


class NamePrompt(ModalScreen[str | None]):
    """Asks for a name. Its result is the name, empty to take it away again, or None when the reader just leaves."""

    CSS_PATH = "name_prompt.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Leave")]

    def __init__(self, query: str, name: str | None) -> None:
        super().__init__()
        self.query_text = query
        self.name_now = name

    def compose(self) -> ComposeResult:
        told = "Enter keeps it. An empty name deletes it." if self.name_now else "Enter keeps it, Esc leaves."
        with Vertical(id="prompt", classes="pane"):
            yield Static(Content(one_line(self.query_text)), id="named", markup=False)
            yield TextField(self.name_now or "", id="name", compact=True, max_length=LONGEST_NAME)
            yield Static(told, id="told", markup=False)

    def on_mount(self) -> None:
        self.query_one("#prompt").border_title = "Name this query"
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def _answer(self, event: Input.Submitted) -> None:
        event.stop()
        self.dismiss(event.value.strip())

    def action_leave(self) -> None:
        self.dismiss(None)
