"""A rail beside a text: where in the whole of it the marked places lie, and which part is in view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from explorer.describing import signs
from explorer.ui.wording import styles

_IN_VIEW = "on $primary 35%"


class Rail(Widget):
    """One column, each line of which stands for some of the text's.

    One sign has the place in use, another what else is marked; what is in view is on another ground.

    `length` is the number of the text's lines, `places` those that are marked, `current` those of the place in use, and
    `view` the first line in view and how many there are.
    """

    length: reactive[int] = reactive(0)
    places: reactive[Sequence[int]] = reactive(())
    current: reactive[Sequence[int]] = reactive(())
    view: reactive[tuple[int, int]] = reactive((0, 0))

    @dataclass
    class Picked(Message):
        """The reader wants to see a line of the text."""

        line: int

    def render(self) -> Content:
        height = self.size.height
        first, in_sight = self.view
        shown = dict.fromkeys(map(self._row, self.places), signs.RAIL_MARKED)
        shown |= dict.fromkeys(map(self._row, self.current), signs.RAIL_CURRENT)
        in_view = range(self._row(first), self._row(max(first, first + in_sight - 1)) + 1)
        lines = []
        for row in range(height):
            mark, style = styles.mark_of(shown[row]) if row in shown else (" ", "")
            lines.append(Content.styled(mark, f"{style} {_IN_VIEW if row in in_view else ''}".strip()))
        return Content("\n").join(lines)

    def on_click(self, event: Click) -> None:
        event.stop()
        self.post_message(self.Picked(event.y * max(1, self.length) // max(1, self.size.height)))

    def _row(self, line: int) -> int:
        """The row that stands for a line; of a text that is all in view each line has its own."""
        height = self.size.height
        return line if self.length <= height else line * height // self.length
