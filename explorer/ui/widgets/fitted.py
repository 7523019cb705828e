"""A text that fits its place: if there is too little room, it is cut, with a sign of that."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from explorer.ui.wording.fitting import in_lines

_NOTHING = Content("")


class Fitted(Widget):
    """A text wrapped to the width. When there are more lines than fit, the last that fits ends with `…`.

    It is as high as its text, unless its style says otherwise.
    """

    content: reactive[Content] = reactive(_NOTHING, layout=True)

    def __init__(self, content: Content = _NOTHING, *, id: str, classes: str = "") -> None:
        super().__init__(id=id, classes=classes)
        self.set_reactive(Fitted.content, content)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self.content.wrap(max(1, width)))

    def render(self) -> Content:
        width, height = self.content_size
        return Content("\n").join(in_lines(self.content, width, height))
