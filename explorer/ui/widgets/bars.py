"""The lines above and below the panes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Region
from textual.reactive import reactive
from textual.widget import Widget

from explorer.describing import signs
from explorer.display import one_line
from explorer.model.pausing import Progress
from explorer.model.records import Kind
from explorer.snapshot import is_example
from explorer.ui.messages import Message
from explorer.ui.navigation import NOTHING_YET, PanesState
from explorer.ui.requests import OpenTrail, ShowScreen
from explorer.ui.targets import Clickable, Target
from explorer.ui.widgets.record_pane import TITLES
from explorer.ui.wording import styles
from explorer.ui.wording.how_read import draft_count, standing

_LEAST_TRAIL = 14
# The number of parts on the right side if everything could be read.
_PROBLEMS_AND_PASSAGES = 2
# A narrower terminal shows the state of the archive in figures only.
_ROOM_FOR_WORDS = 98
_THEN = f" {signs.STEP.mark} "
_LEFT_OUT = "…"


class TabRow(Clickable):
    """The panes as tabs by number, for a terminal with room for only one of them."""

    state: reactive[PanesState] = reactive(NOTHING_YET)
    active: reactive[Kind | None] = reactive(None)

    class Picked(Message):
        """A tab was clicked."""

        kind: Kind

    def render(self) -> Content:
        return Content(" ").join(tab for _, tab in self._tabs())

    def _tabs(self) -> list[tuple[Kind, Content]]:
        """The tabs, each as long as there is room for: the one of the pane in use gets most."""
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

    def targets(self) -> Iterator[Target]:
        """The tabs."""
        inside = self.content_region
        x = inside.x
        for kind, tab in self._tabs():
            width = min(tab.cell_length, inside.right - x)
            if width > 0:
                yield Target(Region(x, inside.y, width, 1), partial(self.post_message, self.Picked(kind)))
            x += tab.cell_length + 1


class ArchiveName(Widget):
    """The name of the archive: that of its folder, or a note that it is the example."""

    state: reactive[PanesState] = reactive(NOTHING_YET, repaint=False)
    told: reactive[str] = reactive("", layout=True)

    def watch_state(self, before: PanesState, state: PanesState) -> None:
        root = state.snapshot.root
        if root != before.snapshot.root:
            name = "shipped example" if is_example(root) else one_line(root.resolve().name) or str(root.resolve())
            self.told = "" if root == NOTHING_YET.snapshot.root else name

    def render(self) -> Content:
        return Content.styled(self.told, styles.MUTED)


class StatusLine(Clickable):
    """The trail on the left; on the right, how the quotes are found in their articles, and the problems."""

    state: reactive[PanesState] = reactive(NOTHING_YET)
    reading: reactive[Progress | None] = reactive(None)

    def render(self) -> Content:
        width, right = self.size.width, self._right()
        trail = Content(_THEN.join(step for _, step in _fitted(self._steps(), self._room(right))))
        left = trail.truncate(self._room(right), ellipsis=True)
        return Content.assemble(left, " " * max(1, width - left.cell_length - right.cell_length), right)

    def targets(self) -> Iterator[Target]:
        """The steps that are shown, the drafts, and the right side as a whole."""
        inside, right = self.content_region, self._right()
        x, room = 0, self._room(right)
        for number, step in _fitted(self._steps(), room):
            width = min(cell_len(step), room - x)
            if number is not None and width > 0:
                go = partial(self.post_message, self._up_to(number))
                yield Target(Region(inside.x + x, inside.y, width, 1), go)
            x += width + len(_THEN)
        if right:
            place = Region(inside.right - right.cell_length, inside.y, right.cell_length, 1)
            before, drafts, _ = right.plain.partition(draft_count(self.state.snapshot)[0])
            if drafts:
                there = Region(place.x + cell_len(before), place.y, cell_len(drafts), 1)
                yield Target(there, partial(self.post_message, ShowScreen("drafts")))
            yield Target(place, partial(self.post_message, ShowScreen("problems")))

    def _up_to(self, number: int) -> OpenTrail:
        """The request for the given number of first steps of the trail, the first of which may be search results."""
        found = self.state.scope.found
        return OpenTrail(self.state.trail[: max(0, number - bool(found))], found if number else None)

    def _steps(self) -> list[str]:
        return ["Everything", *map(one_line, self.state.scope.steps)]

    def _room(self, right: Content) -> int:
        """The room for the trail."""
        return max(10, self.size.width - right.cell_length - 3)

    def _right(self) -> Content:
        width = self.size.width
        short = self._standing(short=True)
        forms = [short]
        if width >= _ROOM_FOR_WORDS:
            whole = self._standing(short=False)
            # The passages are left out before the files that can't be read lose their names.
            forms = [whole, *([whole[:-1]] if len(whole) > _PROBLEMS_AND_PASSAGES else []), short]
        parts = next((form for form in forms if _fits(form, width)), short)
        # The last parts go when the trail needs the room; the first one says what is wrong, and always stays.
        while len(parts) > 1 and not _fits(parts, width):
            parts.pop()
        return Content(" · ").join(parts).truncate(max(0, width - _LEAST_TRAIL), ellipsis=True)

    def _standing(self, *, short: bool) -> list[Content]:
        return [Content.styled(*part) for part in standing(self.state.snapshot, self.reading, short=short)]


def _fits(parts: Sequence[Content], width: int) -> bool:
    return sum(part.cell_length + 3 for part in parts) + _LEAST_TRAIL <= width


def _fitted(steps: Sequence[str], room: int) -> list[tuple[int | None, str]]:
    """The steps with their numbers. If room is short, a sign without a number replaces the middle steps."""
    kept: list[tuple[int | None, str]] = list(enumerate(steps))
    first, last = kept[:1], kept[1:]
    while len(last) > 1 and len(_THEN.join(step for _, step in kept)) > room:
        del last[0]
        kept = [*first, (None, _LEFT_OUT), *last]
    return kept
