"""The lines above and below the panes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from explorer.describing import signs
from explorer.display import one_line
from explorer.model.records import Kind
from explorer.snapshot import Progress, is_example
from explorer.ui.navigation import NOTHING_YET, PanesState
from explorer.ui.widgets.record_pane import TITLES
from explorer.ui.wording import styles
from explorer.ui.wording.how_read import standing

_LEAST_TRAIL = 14
# A narrower terminal has the state of the archive in figures only.
_ROOM_FOR_WORDS = 98
_THEN = f" {signs.STEP.mark} "


class TabRow(Widget):
    """The panes as tabs by number, for a terminal with room for only one of them."""

    state: reactive[PanesState] = reactive(NOTHING_YET)
    active: reactive[Kind | None] = reactive(None)

    @dataclass
    class Picked(Message):
        """A tab was clicked."""

        kind: Kind

    def render(self) -> Content:
        return Content(" ").join(tab for _, tab in self._tabs())

    def _tabs(self) -> list[tuple[Kind, Content]]:
        """The tabs, as much of each as there is room for: of the pane in use the most."""
        forms = [list(map(self._tab, TITLES, lengths)) for lengths in self._lengths()]
        fitting = (form for form in forms if sum(tab.cell_length + 1 for _, tab in form) - 1 <= self.size.width)
        return next(fitting, forms[-1])

    def _lengths(self) -> Iterator[list[int]]:
        """How many parts each tab shows (its number, the name, the count), the longest row first."""
        for others, used in ((3, 3), (2, 3), (2, 2), (1, 3), (1, 2), (1, 1)):
            yield [used if kind is self.active else others for kind in TITLES]

    def _tab(self, kind: Kind, length: int) -> tuple[Kind, Content]:
        number = list(TITLES).index(kind) + 1
        text = " ".join([str(number), TITLES[kind], str(len(self.state.scope.records(kind)))][:length])
        return kind, Content.styled(f"[{text}]", "bold reverse") if kind is self.active else Content(f" {text} ")

    def on_click(self, event: Click) -> None:
        left = 0
        for kind, tab in self._tabs():
            left += tab.cell_length + 1
            if event.x < left:
                self.post_message(self.Picked(kind))
                return


class ArchiveName(Widget):
    """The name of the archive: that of its folder, or that it is the shipped example."""

    state: reactive[PanesState] = reactive(NOTHING_YET, layout=True)

    def render(self) -> Content:
        root = self.state.snapshot.root
        if root == NOTHING_YET.snapshot.root:
            return Content("")
        name = "shipped example" if is_example(root) else one_line(root.resolve().name) or str(root.resolve())
        return Content.styled(name, styles.MUTED)


class StatusLine(Widget):
    """The trail on the left; on the right, how the archive's words stand in its articles, and its problems."""

    state: reactive[PanesState] = reactive(NOTHING_YET)
    reading: reactive[Progress | None] = reactive(None)

    def render(self) -> Content:
        width = self.size.width
        steps = ("Everything", *map(one_line, self.state.scope.steps))
        short = width < _ROOM_FOR_WORDS
        parts = [Content.styled(*part) for part in standing(self.state.snapshot, self.reading, short=short)]
        # The last parts go when the trail needs the room; the first says what is wrong, and always stays.
        while len(parts) > 1 and sum(part.cell_length + 3 for part in parts) + _LEAST_TRAIL > width:
            parts.pop()
        right = Content(" · ").join(parts).truncate(max(0, width - _LEAST_TRAIL), ellipsis=True)
        return _fitted(steps, max(10, width - right.cell_length - 3), width, right)


def _fitted(steps: Sequence[str], room: int, width: int, right: Content) -> Content:
    """The trail, and `right` at the right end. Without room, middle steps are left out and the last is cut."""
    trail = _THEN.join(steps)
    kept = list(steps)
    while len(trail) > room and len(kept) > 2:
        del kept[1]
        trail = _THEN.join([kept[0], "…", *kept[1:]])
    left = Content(trail).truncate(room, ellipsis=True)
    gap = max(1, width - left.cell_length - right.cell_length)
    return Content.assemble(left, " " * gap, right)
