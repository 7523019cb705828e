"""A text that fits its place: what there is no room for is cut, and says so."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

_NOTHING = Content("")


class Fitted(Widget):
    """A text wrapped to the width. When there are more lines than fit, the last that fits ends with `…`."""

    content: reactive[Content] = reactive(_NOTHING)

    def __init__(self, content: Content = _NOTHING, *, id: str) -> None:
        super().__init__(id=id)
        self.set_reactive(Fitted.content, content)

    def render(self) -> Content:
        width, height = self.content_size
        lines = self.content.wrap(max(1, width))
        if len(lines) > height > 0:
            last = Content.assemble(lines[height - 1].rstrip(), " …")
            if last.cell_length > width:
                last = Content.assemble(lines[height - 1].truncate(max(0, width - 1)), "…")
            lines = [*lines[: height - 1], last]
        return Content("\n").join(lines)
