"""The problems screen: all problems of the archive, by severity and place."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from explorer.describing.fields import ArticleLink, RecordLink
from explorer.describing.how_read import all_problems
from explorer.describing.pointing import excerpts_of, problem_link
from explorer.model.history import ScreenView
from explorer.model.records import AnyRecord
from explorer.ui.keys import KeysHere
from explorer.ui.requests import Edit, Mend, following
from explorer.ui.screens.archive_screen import ELSEWHERE
from explorer.ui.screens.leaf_screen import LeafScreen, leaving
from explorer.ui.widgets.key_hints import KeyHints
from explorer.ui.widgets.lines import Lines
from explorer.ui.widgets.problem_box import ProblemBox
from explorer.ui.widgets.problem_list import ProblemList
from explorer.ui.widgets.text_field import TextField

EDITS = "edit at the line"


class ProblemsScreen(LeafScreen):
    """All problems of the archive. After each reload it shows those that are left.

    `start` has the place and the code of the problem to start at, and the words that the problems are filtered by.
    """

    CSS_PATH = "problems_screen.tcss"
    AUTO_FOCUS = "#problem-list"
    BINDINGS: ClassVar[list[BindingType]] = [
        *leaving("problems", "exclamation_mark"),
        Binding(
            "slash",
            "filter",
            "Filter",
            key_display="/",
            tooltip="Show only problems with some words: a file, a code …",
            id="search",
        ),
        Binding(
            "m",
            "mend",
            "Write what was meant",
            tooltip="Write what “did you mean” says into the YAML, or take out what is to go, and change nothing else",
            id="mend",
        ),
    ]

    start: ScreenView | None

    def __init__(self, start: ScreenView) -> None:
        super().__init__(start)
        self._first_words = start.words
        self._excerpts = excerpts_of(self.snapshot)

    def compose(self) -> ComposeResult:
        hint, words = "words of a place, a message, a severity or a code", self._first_words
        yield TextField(words, hint, id="filter", compact=True, classes="-shown" if words else "")
        yield ProblemList()
        yield ProblemBox()
        yield KeyHints().data_bind(LeafScreen.snapshot)

    @property
    def keys_here(self) -> KeysHere:
        if self.focused is self.filter:
            return KeysHere("the filter", {"submit": "to the list", "leave": "all problems", "help": "help"})
        goes_in = self._goes_in
        keys = {
            "go-in": goes_in,
            "mend": self._mends,
            **({"edit": EDITS} if goes_in != EDITS else {}),
            "search": "filter",
            "up down": "walk",
            "reload": "reload",
            "leave": "all problems" if self.filter.value else "back",
            "help": "help",
            **ELSEWHERE,
        }
        return KeysHere("the problems", keys, ["problems", *self._without_effect])

    @property
    def _goes_in(self) -> str:
        match self.problems.problem and problem_link(self.snapshot, self.problems.problem):
            case ArticleLink():
                return "to the article"
            case RecordLink():
                return "to the record"
        return EDITS

    @property
    def _mends(self) -> str:
        problem = self.problems.problem
        is_item = problem is not None and problem.meant is not None and problem.meant.by is None
        return "take it out" if is_item else "write what was meant"

    @property
    def _without_effect(self) -> tuple[str, ...]:
        problem = self.problems.problem
        if problem is None:
            return "go-in", "edit", "mend"
        return () if problem.meant else ("mend",)

    @property
    def problems(self) -> ProblemList:
        return self.query_one(ProblemList)

    @property
    def filter(self) -> Input:
        return self.query_one("#filter", Input)

    @on(Input.Changed)
    def show_archive(self) -> None:
        self._excerpts = excerpts_of(self.snapshot)
        self.problems.show(all_problems(self.snapshot), self.filter.value, len(self.snapshot.accepted))
        if self.start and not self.snapshot.pending:
            if self.start.at:
                self.problems.go_to(*self.start.at)
            self.start = None

    @property
    def here(self) -> ScreenView:
        problem = self.problems.problem
        at = (str(problem.place), problem.code) if problem else ()
        return ScreenView("problems", at, self.filter.value.strip())

    @property
    def record(self) -> AnyRecord | None:
        problem = self.problems.problem
        return self.snapshot.archive.find(problem.ref) if problem and problem.ref else None

    def action_edit(self) -> None:
        problem = self.problems.problem
        if problem:
            self.post_message(Edit(problem.place))

    def action_mend(self) -> None:
        problem = self.problems.problem
        if problem and problem.meant:
            self.post_message(Mend(problem))
        else:
            self.notify("Nothing is known to write here instead.", severity="warning")

    def action_filter(self) -> None:
        self.filter.add_class("-shown")
        self.set_focus(self.filter)

    @on(Input.Submitted)
    def _to_the_list(self) -> None:
        self.filter.set_class(bool(self.filter.value.strip()), "-shown")
        self.set_focus(self.problems)

    @on(Lines.CursorMoved)
    def _show_whole(self, event: Lines.CursorMoved) -> None:
        event.stop()
        problem = self.problems.problem
        box = self.query_one(ProblemBox)
        box.show(problem, self._excerpts.at(problem.place) if problem else None)
        box.display = bool(self.problems.rows)
        self.refresh_bindings()  # Enter may lead elsewhere now

    @on(Lines.Chosen)
    def _go_in(self, event: Lines.Chosen) -> None:
        """Go to the article or the record that the problem is about; without one, edit at the place."""
        event.stop()
        link = self.problems.problem and problem_link(self.snapshot, self.problems.problem)
        if link:
            self.post_message(following(link))
        else:
            self.action_edit()

    def action_leave(self) -> None:
        """Drop the filter; without a filter, leave the screen."""
        if self.focused is self.filter or self.filter.value:
            self.filter.value = ""
            self._to_the_list()
        else:
            self.action_back()
