"""Saying views, list by list, and telling what a number that was typed means there."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from explorer.describing.counting import counted
from explorer.desk import crash_report
from explorer.desk.settings import Settings
from explorer.display import clean
from explorer.linear.commands import Asked, NotUnderstoodError
from explorer.linear.pages import Target
from explorer.linear.walk import Walk
from explorer.linear.wording import sentence, state_of
from explorer.model.history import View
from explorer.model.records import AnyRecord

# So few entries more are said at once: to ask for them would take longer than to hear them.
_FEW_LEFT = 2


class Telling:
    """Says views and single lines through `write`, which gets whole lines that are safe to show.

    `is_terminal` says whether a person types, and may be given an editor.
    """

    def __init__(self, walk: Walk, write: Callable[[str], None], settings: Settings, *, is_terminal: bool) -> None:
        self.walk = walk
        self._settings = settings
        self._write = write
        self._is_terminal = is_terminal
        # How many entries of the page were said.
        self._said = 0

    def _say(self, lines: Iterable[str]) -> None:
        for line in lines:
            self._write(clean(line) + "\n")

    def _say_view(self, *, again: bool = False) -> None:
        """Say the view: its heading, how many entries it has, and the first of them. Less is said `again` of a list."""
        page = self.walk.page
        self._say((page.heading[:1] if page.about else ()) if again and page.noun else page.heading)
        self._said = page.start
        self._say_on(page.at_once)

    def _say_on(self, many: int) -> None:
        """Say the next entries."""
        page, size = self.walk.page, len(self.walk.page.entries)
        start, end = self._said, self._said + many
        end = size if end + _FEW_LEFT >= size else end
        if page.noun and size:
            order = f", {page.order}" if page.order and start == page.start else ""
            whole = start == 0 and end == size
            span = "" if whole else f", {start + 1} to {end}"
            self._say([f"{counted(size, *page.noun)}{span}{order}."])
        entries = page.entries[start:end]
        for lines in entries:
            self._say(map(str, lines))
        self._said = end
        if end < size:
            self._say([f"{size - end} more: type more."])
        if page.at is not None and any(line.number == page.at for lines in entries for line in lines):
            self._say([f"You were at {page.at}."])

    def _read_again(self) -> str:
        _, *state = state_of(self.walk.snapshot)
        meant = sentence(self.walk.live.meant) if self.walk.live.meant else "No record has changed."
        failed = map(sentence, crash_report.report_checks(self.walk.snapshot.failures))
        return " ".join(["A file has changed, and the archive was read again.", meant, *state, *failed])

    def _show(self, view: View) -> None:
        self.walk.go(view)
        self._say_view()

    # What a command is about

    def _target(self, number: int) -> Target:
        targets = self.walk.page.targets
        if not 1 <= number <= len(targets):
            numbers = f"the numbers here are 1 to {len(targets)}" if targets else "there are no numbers here"
            raise NotUnderstoodError(f"There is no {number}: {numbers}.")
        return targets[number - 1]

    def _record(self, asked: Asked) -> AnyRecord:
        """The record with the number that was typed, or else the one that the view is about."""
        if asked.number is None:
            record = self.walk.record
            if record is None:
                raise NotUnderstoodError(f"Which one? Type {asked.command} and a number.")
            return record
        record = self.walk.record_at(self._target(asked.number))
        if record is None:
            raise NotUnderstoodError(f"{asked.number} is no record.")
        return record
