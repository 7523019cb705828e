"""One problem as a whole: its place, its message, and the line of its file with a caret."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from explorer.describing import signs
from explorer.describing.pointing import pointed
from explorer.display import clean, one_line
from explorer.files.excerpts import Excerpt
from explorer.model.problems import Problem
from explorer.ui.wording import styles


def place_of(problem: Problem) -> Content:
    """A problem's severity, its place and its code, on one line."""
    severity = styles.signed(signs.SEVERITIES[problem.severity], problem.severity)
    return Content.assemble(severity, f" {one_line(str(problem.place))} ", (problem.code, styles.MUTED))


class ProblemBox(Static):
    """The problem in use. It is laid out anew for each width, since the line is cut around its place."""

    def __init__(self) -> None:
        super().__init__(id="problem", markup=False)
        self._problem: Problem | None = None
        self._excerpt: Excerpt | None = None

    def show(self, problem: Problem | None, excerpt: Excerpt | None) -> None:
        """Show a problem, with what stands at its place; nothing when there is none."""
        self._problem, self._excerpt = problem, excerpt
        self._lay_out()

    def on_resize(self) -> None:
        self._lay_out()

    def _lay_out(self) -> None:
        problem, excerpt = self._problem, self._excerpt
        if problem is None:
            self.update(Content(""))
            return
        # The row has the place, and only as much of the message as fits: so in little room the message comes first.
        parts: list[Content | str | tuple[str, str]] = [clean(problem.message)]
        if excerpt is not None:
            line, caret = pointed(excerpt, self.content_size.width)
            parts += ["\n", (line, styles.MUTED), "\n", (caret, styles.ERROR)]
        self.update(Content.assemble(*parts, "\n", place_of(problem)))
