"""A text that is only read: lines without anything to go to, wrapped to the width that there is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.content import Content

from explorer.ui.targets import Target
from explorer.ui.widgets.lines import Lines


class ReadText(Lines):
    """A pane with a text. The cursor walks its lines."""

    _lines: Sequence[Content] = ()

    def written(self, width: int) -> Iterable[Content]:
        """The text in lines of at most this width. For subclasses to give."""
        raise NotImplementedError

    def write(self) -> None:
        """Make the lines anew, in the width that there is now."""
        self._lines = [*self.written(max(1, self.scrollable_content_region.width - 2))]

    def rows_resized(self) -> None:
        self.write()
        super().rows_resized()

    def targets(self) -> Iterable[Target]:
        """None: there is nothing to go to in what is only read."""
        return ()

    @property
    def row_count(self) -> int:
        return len(self._lines)

    def row(self, index: int, width: int) -> Sequence[Content]:
        return [self._lines[index]]
