"""The list of the archive's problems, by severity."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
from textual.content import Content
from textual.reactive import reactive

from explorer.describing import signs
from explorer.display import one_line
from explorer.model.problems import Problem, Severity
from explorer.ui.widgets.lines import Lines
from explorer.ui.widgets.problem_box import place_of
from explorer.ui.wording import styles


class Heading(msgspec.Struct, frozen=True):
    """The line above the problems of one severity."""

    text: str


class ProblemList(Lines):
    """The problems by severity, each on two lines: its place, and its message."""

    rows: reactive[Sequence[Heading | Problem]] = reactive((), init=False)

    def __init__(self) -> None:
        super().__init__(id="problem-list", classes="pane")
        self.border_title = "Problems"
        self.filtered = False

    def go_to(self, place: str, code: str) -> None:
        """Put the cursor on the problem at a place, if it is still there."""
        rows = enumerate(self.rows)
        found = (n for n, row in rows if isinstance(row, Problem) and (str(row.place), row.code) == (place, code))
        self.cursor = next(found, self.cursor)

    def show(self, problems: Sequence[Problem], words: str, accepted: int) -> None:
        """Show the problems whose lines have all of these words, and how many more the curator accepted.

        The cursor stays on its problem.
        """
        kept = [problem for problem in problems if _has(problem, words)]
        self.filtered = bool(words.strip())
        counted = f"{len(kept)} of {len(problems)}" if self.filtered else str(len(problems))
        self.border_subtitle = f"{counted}, {accepted} accepted" if accepted else counted
        before = self.problem
        self.rows = list(_grouped(kept))
        at = next((n for n, row in enumerate(self.rows) if row == before), None)
        self.rows_changed(at if at is not None else max(self.cursor, 1))

    @property
    def problem(self) -> Problem | None:
        """The problem under the cursor; None on a heading."""
        row = self.rows[self.cursor] if self.cursor < len(self.rows) else None
        return row if isinstance(row, Problem) else None

    @property
    def row_count(self) -> int:
        return len(self.rows)

    @property
    def row_height(self) -> int:
        return 2

    @property
    def empty_text(self) -> str:
        if self.filtered:
            return "No problem has these words."
        return "No problems: every passage is where the archive says, and every reference leads somewhere."

    def reachable(self, row: int) -> bool:
        return isinstance(self.rows[row], Problem)

    def row(self, index: int, width: int) -> Sequence[Content]:
        row = self.rows[index]
        if isinstance(row, Heading):
            return [Content(""), Content.styled(row.text, styles.STRONG)]
        return [place_of(row), Content.assemble("    ", one_line(row.message))]


def _grouped(problems: Iterable[Problem]) -> Iterable[Heading | Problem]:
    given = list(problems)
    for severity in Severity:
        group = [problem for problem in given if problem.severity is severity]
        if group:
            meaning = signs.SEVERITIES[severity].meaning
            yield Heading(f"{len(group)} {severity}{'' if len(group) == 1 else 's'}: {meaning}")
            yield from group


def _has(problem: Problem, words: str) -> bool:
    shown = f"{problem} {problem.code} {problem.ref or ''}".casefold()
    return all(word in shown for word in words.casefold().split())
