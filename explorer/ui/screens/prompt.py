"""A prompt: a question that is answered with one line of text."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input

from explorer.display import clean
from explorer.ui.keys import KeysHere
from explorer.ui.widgets.fitted import Fitted
from explorer.ui.widgets.key_hints import KeyHints
from explorer.ui.widgets.text_field import TextField


class Prompt(ModalScreen[str | None]):
    """Asks for a line of text. Its result is the answer, or None when the user just leaves.

    `about` says what the answer is for, `does` what Enter does, `told` what else there is to know, and `value` is in
    the field at first. A subclass may have an `objection` to an answer: it is shown, and the same answer is accepted
    when it is given once more.
    """

    CSS_PATH = "prompt.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave", id="leave"),
        Binding("f1", "app.help", "Help", show=False, tooltip="Every key and what it does", id="help"),
    ]

    def __init__(self, title: str, about: str, does: str, told: str = "", value: str = "", longest: int = 0) -> None:
        super().__init__()
        self._title = title
        self._about = about
        self._does = does
        self._told = told
        self._value = value
        self._longest = longest
        self._objected_to: str | None = None

    def compose(self) -> ComposeResult:
        with Vertical(id="prompt", classes="pane") as box:
            box.border_title = self._title
            yield Fitted(Content(clean(self._about)), id="about")
            yield TextField(self._value, id="answer", compact=True, max_length=self._longest)
            yield Fitted(Content(self._told), id="told", classes="" if self._told else "-empty")
            yield KeyHints()

    @property
    def keys_here(self) -> KeysHere:
        return KeysHere(self._title, {"submit": self._does, "leave": "leave", "help": "help"})

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    def objection(self, answer: str) -> str:
        """What is wrong with an answer; empty when nothing is."""
        return ""

    @on(Input.Submitted)
    def _answer(self, event: Input.Submitted) -> None:
        event.stop()
        answer = event.value.strip()
        objection = "" if answer == self._objected_to else self.objection(answer)
        if objection:
            self._objected_to = answer
            self._tell(objection)
        else:
            self.dismiss(answer)

    @on(Input.Changed)
    def _take_back(self, event: Input.Changed) -> None:
        event.stop()
        if self._objected_to is not None and event.value.strip() != self._objected_to:
            self._objected_to = None
            self._tell(self._told)

    def _tell(self, told: str) -> None:
        line = self.query_one("#told", Fitted)
        line.content = Content(clean(told))
        line.set_class(not told, "-empty")

    def action_leave(self) -> None:
        self.dismiss(None)
