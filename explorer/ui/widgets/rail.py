"""The rail beside a text: it shows where in the whole text the marked places are, and which part is in view."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from explorer.describing import signs
from explorer.ui.messages import message
from explorer.ui.wording import styles


class Rail(Widget):
    """One column of rows. Each row stands for some lines of the text.

    One sign shows where the place in use is, another one all other marked places. The part in view has another
    background. `length` is the number of lines of the text. `places` are the lines that are marked, `current` those of
    the place in use; `view` is the first line in view, and how many lines are.
    """

    length: reactive[int] = reactive(0)
    places: reactive[Sequence[int]] = reactive(())
    current: reactive[Sequence[int]] = reactive(())
    view: reactive[tuple[int, int]] = reactive((0, 0))

    @message
    class Picked(Message):
        """The user clicked the row of this line of the text, to see it."""

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
            lines.append(Content.styled(mark, f"{style} {styles.IN_VIEW if row in in_view else ''}".strip()))
        return Content("\n").join(lines)

    def on_click(self, event: Click) -> None:
        event.stop()
        self.post_message(self.Picked(event.y * max(1, self.length) // max(1, self.size.height)))

    def _row(self, line: int) -> int:
        """The row that stands for a line. Each line has its own if the text is no longer than the rail."""
        height = self.size.height
        return line if self.length <= height else line * height // self.length
