"""The problems screen: all problems of the archive, by severity and place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import NamedTuple

import msgspec
from textual import getters, on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from explorer.describing import signs
from explorer.describing.counting import counted
from explorer.describing.fields import ArticleLink, RecordLink
from explorer.describing.how_read import all_problems
from explorer.describing.pointing import excerpts_of, pointed, problem_link
from explorer.display import clean, one_line
from explorer.files.excerpts import Excerpt
from explorer.model.history import ScreenView
from explorer.model.pausing import paused
from explorer.model.problems import Problem, Severity
from explorer.model.records import AnyRecord
from explorer.snapshot import Snapshot
from explorer.ui.keys import KeysHere, bind, bindings
from explorer.ui.late import Late, Pause
from explorer.ui.requests import Edit, Mend, following
from explorer.ui.screens.archive_screen import AT_ONCE, WAYS_ON, Filtering, LeafScreen, leaving
from explorer.ui.widgets.lines import Lines, Listed
from explorer.ui.widgets.text_field import TextField
from explorer.ui.wording import styles


def place_of(problem: Problem) -> Content:
    """A problem's severity, place and code, on one line."""
    severity = styles.signed(signs.SEVERITIES[problem.severity], problem.severity)
    return Content.assemble(severity, f" {one_line(str(problem.place))} ", (problem.code, styles.MUTED))


class ProblemBox(Static):
    """The problem in use. It is laid out again for each width, since the line is cut around its place."""

    def __init__(self) -> None:
        super().__init__(id="problem", markup=False)
        self._problem: Problem | None = None
        self._excerpt: Excerpt | None = None

    def show(self, problem: Problem | None, excerpt: Excerpt | None) -> None:
        """Show a problem, with the text at its place; nothing when there is none."""
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


class Heading(msgspec.Struct, frozen=True):
    """The heading above the problems of one severity."""

    text: str


class Listing(NamedTuple):
    """The problems in the list by severity: how many out of how many, and whether words `filtered` them."""

    rows: Sequence[Heading | Problem]
    kept: int
    number: int
    filtered: bool


class ProblemList(Listed[Heading | Problem]):
    """The problems by severity, each on two lines: its place, and its message."""

    filtered = False
    is_unchecked = False
    is_looking = False

    def key(self, row: Heading | Problem) -> tuple[str, ...] | None:
        return (str(row.place), row.code) if isinstance(row, Problem) else None

    def show(self, listed: Listing, accepted: int) -> None:
        """Show problems, and how many more the curator accepted. The cursor stays on its problem."""
        self.filtered, self.is_looking = listed.filtered, False
        number = f"{listed.kept} of {listed.number}" if self.filtered else str(listed.number)
        number = f"{number} so far" if self.is_unchecked else number
        self.border_subtitle = f"{number}, {accepted} accepted" if accepted else number
        before = self.problem
        self.rows = listed.rows
        at = next((n for n, row in enumerate(self.rows) if row == before), None)
        self.rows_changed(at if at is not None else max(self.cursor, 1))

    @property
    def problem(self) -> Problem | None:
        """The problem under the cursor; None on a heading."""
        return self.at_cursor if isinstance(self.at_cursor, Problem) else None

    @property
    def row_height(self) -> int:
        return 2

    @property
    def empty_text(self) -> str:
        if self.is_looking:
            return "Looking for the problems …"
        if self.filtered:
            return "No problem has these words."
        if self.is_unchecked:
            return "No problems so far: the archive is still being checked."
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
            yield Heading(f"{counted(len(group), severity)}: {meaning}")
            yield from group


def _text_of(problem: Problem) -> str:
    """The text that is searched for words."""
    return f"{problem} {problem.code} {problem.ref or ''}".casefold()


EDITS = "edit at the line"


class ProblemsScreen(Filtering[str | None], LeafScreen):
    """All problems of the archive. After each reload it shows those that are left.

    `start` has the place and the code of the problem to start at, and the words of the filter.
    """

    CSS_PATH = "problems_screen.tcss"
    AUTO_FOCUS = "#problem-list"
    BINDINGS = bindings(
        *leaving("problems", "exclamation_mark"),
        bind("slash", "filter", "Filter", "Show only problems with some words: a file, a code …", id="search"),
        bind(
            "m",
            "mend",
            "Write what was meant",
            "Write what “did you mean” suggests into the YAML, or delete what should go; nothing else changes",
        ),
    )

    problems = getters.query_one(ProblemList)

    def __init__(self, start: ScreenView) -> None:
        super().__init__(start)
        self._first_words = start.words
        self._excerpts = excerpts_of(self.snapshot)
        self._finds = Late(self, "find", "find problems")
        # The problems of a snapshot, and the searchable text of each: every letter typed searches them again.
        self._searched: tuple[Snapshot, Sequence[Problem], Sequence[str]] | None = None

    def body(self) -> ComposeResult:
        hint, words = "words of a place, a message, a severity or a code", self._first_words
        yield TextField(words, hint, id="filter", compact=True, classes="-shown" if words else "")
        yield ProblemList("problem-list", "Problems")
        yield ProblemBox()

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
            **WAYS_ON,
            "leave": "all problems" if self.filter.value else "back",
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

    def show_archive(self) -> None:
        self._excerpts = excerpts_of(self.snapshot)
        self.problems.is_unchecked = self.snapshot.is_unchecked
        self._look()

    @on(Input.Changed)
    def _look(self) -> None:
        """List the problems whose lines have all words of the filter; very many are searched in a thread."""
        snapshot, words = self.snapshot, self.filter.value.casefold().split()
        at_once = len(snapshot.problems) <= AT_ONCE
        self.problems.is_looking = not (at_once or self.problems.rows)
        self._finds.want((snapshot, words), partial(self._listed, snapshot, words), self._show, at_once=at_once)

    def _listed(self, snapshot: Snapshot, words: Sequence[str], pause: Pause) -> Listing:
        searched = self._searched
        if searched is None or searched[0] is not snapshot:
            searched = snapshot, all_problems(snapshot), ()
        _, problems, texts = searched
        if words and not texts:
            each = paused(problems, lambda _: pause(), "problems", len(problems))
            texts = [_text_of(problem) for problem in each]
        self._searched = snapshot, problems, texts
        kept = problems
        if words:
            kept = [each for each, text in zip(problems, texts, strict=True) if all(word in text for word in words)]
        pause()
        return Listing(list(_grouped(kept)), len(kept), len(problems), bool(words))

    def _show(self, listed: Listing) -> None:
        self.problems.show(listed, len(self.snapshot.accepted))
        if self.start and not self.countable.pending:
            self.problems.go_to(self.start.at)
            self.start = None

    @property
    def here(self) -> ScreenView:
        problem = self.problems.problem
        at = self.problems.key(problem) if problem else None
        return ScreenView("problems", at or (), self.filter.value.strip())

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
            self.notify("There is no suggestion for this problem.", severity="warning")

    @on(Lines.CursorMoved)
    def _show_whole(self) -> None:
        problem = self.problems.problem
        box = self.query_one(ProblemBox)
        box.show(problem, self._excerpts.at(problem.place) if problem else None)
        box.display = bool(self.problems.rows)

    @on(Lines.Chosen)
    def _go_in(self) -> None:
        """Go to the article or the record that the problem is about; without one, edit at the place."""
        link = self.problems.problem and problem_link(self.snapshot, self.problems.problem)
        if link:
            self.post_message(following(link))
        else:
            self.action_edit()
