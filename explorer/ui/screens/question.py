"""A question that is answered with yes or no."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from explorer.display import clean
from explorer.ui.keys import KeysHere
from explorer.ui.widgets.fitted import Fitted
from explorer.ui.widgets.key_hints import KeyHints


class Question(ModalScreen[bool]):
    """Asks whether to do something. Its result is whether the answer is yes. `does` says what yes does."""

    CSS_PATH = "prompt.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y,enter", "answer(True)", "Yes", tooltip="Answer a question with yes", id="yes"),
        Binding("escape,n,q", "answer(False)", "No", key_display="esc", tooltip="Answer with no", id="leave"),
        Binding("f1", "app.help", "Help", show=False, tooltip="Every key and what it does", id="help"),
    ]

    def __init__(self, title: str, asked: str, does: str) -> None:
        super().__init__()
        self._title = title
        self._asked = asked
        self._does = does

    def compose(self) -> ComposeResult:
        with Vertical(id="prompt", classes="pane") as box:
            box.border_title = self._title
            yield Fitted(Content(clean(self._asked)), id="about")
            yield KeyHints()

    @property
    def keys_here(self) -> KeysHere:
        return KeysHere(self._title, {"yes": self._does, "leave": "no", "help": "help"})

    def action_answer(self, answer: bool) -> None:
        self.dismiss(answer)
