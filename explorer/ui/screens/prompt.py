"""A prompt: a question answered with one line of text, such as where to copy the example, or a name for a query."""

from __future__ import annotations

from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input

from explorer.desk.kept_queries import LONGEST_NAME, Queries
from explorer.display import clean, one_line
from explorer.ui.keys import KeysHere, bind, bindings
from explorer.ui.widgets.fitted import Fitted
from explorer.ui.widgets.key_hints import KeyHints
from explorer.ui.widgets.text_field import TextField


class Prompt(ModalScreen[str | None]):
    """Asks for a line of text. Its result is the answer, or None when the user just leaves.

    `about` says what the answer is for, `does` what Enter does, `told` anything else to know, and `value` is in the
    field at first. A subclass may have an `objection` to an answer: it is shown, and the same answer is accepted when
    it is given once more.
    """

    CSS_PATH = "prompt.tcss"
    BINDINGS = bindings(
        bind("escape", "leave", "Leave"),
        bind("f1", "app.help", "Help", "Every key and what it does"),
    )

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
        answer = event.value.strip()
        objection = "" if answer == self._objected_to else self.objection(answer)
        if objection:
            self._objected_to = answer
            self._tell(objection)
        else:
            self.dismiss(answer)

    @on(Input.Changed)
    def _take_back(self, event: Input.Changed) -> None:
        if self._objected_to is not None and event.value.strip() != self._objected_to:
            self._objected_to = None
            self._tell(self._told)

    def _tell(self, told: str) -> None:
        line = self.query_one("#told", Fitted)
        line.content = Content(clean(told))
        line.set_class(not told, "-empty")

    def action_leave(self) -> None:
        self.dismiss(None)


_ABOUT = (
    "This is the example that comes with the explorer: what you write into it is lost at the next upgrade. "
    "Copy it to a folder of your own, and edit it there?"
)


class CopyPrompt(Prompt):
    """Asks for the folder to copy the example to. Its result is the folder, or None when the user just leaves."""

    def __init__(self, folder: Path) -> None:
        super().__init__("Copy the example first", _ABOUT, "copy it", value=str(folder))

    def objection(self, answer: str) -> str:
        """The answer must not be empty. The folder itself is checked when it is written."""
        return "" if answer else "Type the name of a folder, or press Esc."


class NamePrompt(Prompt):
    """Asks for a name. Its result is the name, empty to delete it, or None when the user just leaves."""

    def __init__(self, query: str, queries: Queries) -> None:
        name = queries.name_of(query)
        told = "An empty name deletes it." if name else ""
        super().__init__("Name this query", one_line(query), "keep it", told, name or "", LONGEST_NAME)
        self._query = query.strip()
        self._queries = queries

    def objection(self, answer: str) -> str:
        """Object to a name that another query has. The same answer once more takes it from that query."""
        name = one_line(answer)
        other = self._queries.saved.get(name, self._query)
        if other == self._query:
            return ""
        return f"“{name}” is the name of “{one_line(other)}”. Enter once more takes it from that; another name, or Esc."


class Question(ModalScreen[bool]):
    """Asks whether to do something. Its result is True for yes. `does` says what yes does."""

    CSS_PATH = "prompt.tcss"
    BINDINGS = bindings(
        bind("y,enter", "answer(True)", "Yes", "Answer a question with yes", id="yes"),
        bind("escape,n,q", "answer(False)", "No", "Answer with no", id="leave"),
        bind("f1", "app.help", "Help", "Every key and what it does"),
    )

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
