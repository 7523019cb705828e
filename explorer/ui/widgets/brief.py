"""A few lines of text above or below what a screen shows."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from explorer.ui.wording.fitting import in_lines


class Brief(Widget):
    """Text that takes as many lines as it needs. Where it may not have so many, it ends with “…”."""

    text: reactive[Content] = reactive(Content(""), layout=True)

    def __init__(self, text: Content | None = None, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.set_reactive(Brief.text, text or Content(""))

    def update(self, text: Content) -> None:
        """Show another text."""
        self.text = text

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self.text.wrap(max(1, width)))

    def render(self) -> Content:
        width, height = self.content_size
        return Content("\n").join(in_lines(self.text, width, height))
