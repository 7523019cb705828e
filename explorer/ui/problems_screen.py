"""The problems of the archive, by place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from explorer.display import clean, one_line
from explorer.problems import Problem
from explorer.reading import Snapshot
from explorer.records import AnyRecord
from explorer.ui import styles
from explorer.ui.archive_screen import ArchiveScreen
from explorer.ui.bars import KeyHints
from explorer.ui.lines import Lines
from explorer.ui.requests import Edit

_HINTS = (("⏎", "edit at the line"), ("r", "reload"), ("esc", "leave"), ("?", "help"))


class ProblemList(Lines):
    """Each problem on two lines: its severity and place, then what is wrong."""

    problems: reactive[Sequence[Problem]] = reactive((), init=False)

    def __init__(self) -> None:
        super().__init__(id="problem-list", classes="pane")

    def watch_problems(self) -> None:
        self.border_title = "Problems"
        self.border_subtitle = str(len(self.problems))
        self.rows_changed()

    @property
    def problem(self) -> Problem | None:
        """The problem under the cursor."""
        return self.problems[self.cursor] if self.problems else None

    @property
    def row_count(self) -> int:
        return len(self.problems)

    @property
    def row_height(self) -> int:
        return 2

    @property
    def empty_text(self) -> str:
        return "No problems: every passage is where the archive says, and every reference leads somewhere."

    def row(self, index: int, width: int) -> Sequence[Content]:
        problem = self.problems[index]
        return [_place(problem), Content.assemble("  ", one_line(problem.message))]


class ProblemsScreen(ArchiveScreen):
    """All that is wrong in the archive. It follows each reload: what is mended is gone."""

    CSS_PATH = "problems_screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,left_square_bracket,backspace,alt+left,exclamation_mark", "leave", "Leave", key_display="esc"),
    ]

    def __init__(self, snapshot: Snapshot) -> None:
        super().__init__()
        self.set_reactive(ArchiveScreen.snapshot, snapshot)

    def compose(self) -> ComposeResult:
        yield ProblemList()
        yield Static(id="problem", markup=False)
        yield KeyHints(_HINTS)

    def on_mount(self) -> None:
        self._show()

    def watch_snapshot(self) -> None:
        if self.is_mounted:
            self._show()

    def _show(self) -> None:
        self.query_one(ProblemList).problems = self.archive_now.problems

    @property
    def record(self) -> AnyRecord | None:
        problem = self.query_one(ProblemList).problem
        return self.archive_now.archive.find(problem.ref) if problem and problem.ref else None

    def action_edit(self) -> None:
        problem = self.query_one(ProblemList).problem
        if problem:
            self.post_message(Edit(problem.place))

    @on(Lines.CursorMoved)
    def _show_whole(self, event: Lines.CursorMoved) -> None:
        event.stop()
        problem = self.query_one(ProblemList).problem
        whole = Content.assemble(_place(problem), "\n", clean(problem.message)) if problem else Content("")
        self.query_one("#problem", Static).update(whole)

    @on(Lines.Chosen)
    def _edit_at_problem(self, event: Lines.Chosen) -> None:
        event.stop()
        self.action_edit()

    def action_leave(self) -> None:
        self.dismiss(None)


def _place(problem: Problem) -> Content:
    severity = (str(problem.severity), styles.SEVERITIES[problem.severity])
    return Content.assemble(severity, f" {one_line(str(problem.place))}")
