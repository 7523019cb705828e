"""The chips below the search box: what each filter of the query stands for, and remarks on the query."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

import msgspec
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive

from explorer.describing import signs
from explorer.display import one_line
from explorer.ui.messages import message
from explorer.ui.search_state import SearchState
from explorer.ui.targets import Clickable, Target
from explorer.ui.wording import styles
from explorer.ui.wording.fitting import in_lines

_GAP = "  "


class Chip(msgspec.Struct, frozen=True):
    """A text, and if it is a filter, the part of the query from `start` to `end` that it is."""

    content: Content
    start: int = 0
    end: int = 0


def chips(search: SearchState) -> list[Chip]:
    """The remarks, then the filters of a search: where there is room for little, it is for what was not as meant."""
    found = search.found
    if found is None:
        return []
    remarks = [Chip(Content.styled(f"! {one_line(remark)}", styles.WARNING)) for remark in found.remarks]
    places = _places(search, found.filters)
    return remarks + [_filter(label, *place) for label, place in zip(found.filters, places, strict=True)]


def _filter(label: str, start: int, end: int) -> Chip:
    sign = f" {signs.REMOVE.mark}" if end else ""
    return Chip(Content.styled(f" {one_line(label)}{sign} ", styles.CHIP), start, end)


def _places(search: SearchState, labels: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where in the query each filter is; zeros where that is not sure: a filter without a meaning has no label."""
    from explorer.model.queries import ALIASES
    from explorer.search.language import clauses

    places: dict[str, list[tuple[int, int]]] = {}
    for clause in clauses(search.typed):
        minus = "not " if search.typed[clause.start] == "-" else ""
        if clause.value:
            name = minus + ALIASES.get(clause.field, clause.field)
            places.setdefault(name, []).append((clause.start, clause.end))
    names = [label.partition(":")[0] for label in labels]
    sure = {name: iter(found) for name, found in places.items() if len(found) == names.count(name)}
    for name in names:
        yield next(sure[name]) if name in sure else (0, 0)


class Chips(Clickable):
    """The chips, side by side on as many lines as they need. A click on a filter takes it out of the query."""

    shown: reactive[Sequence[Chip]] = reactive((), layout=True)

    @message
    class Removed(Message):
        """The part of the query from `start` to `end` is not wanted any more."""

        start: int
        end: int

    def watch_shown(self) -> None:
        self.display = bool(self.shown)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return sum(_height(line, width) for line in self._lines(width))

    def render(self) -> Content:
        whole = Content("\n").join(_text(line) for line in self._lines(self.size.width))
        return Content("\n").join(in_lines(whole, *self.size))

    def targets(self) -> Iterator[Target]:
        """The filters."""
        inside, y = self.content_region, 0
        for line in self._lines(inside.width):
            x, height = 0, _height(line, inside.width)
            for chip in line:
                width = min(chip.content.cell_length, inside.width - x)
                if chip.end and width > 0 and y < inside.height:
                    go = partial(self.post_message, self.Removed(chip.start, chip.end))
                    yield Target(Region(inside.x + x, inside.y + y, width, height), go)
                x += chip.content.cell_length + len(_GAP)
            y += height

    def _lines(self, width: int) -> list[list[Chip]]:
        """The chips by lines. No chip is split if it fits on one."""
        lines: list[list[Chip]] = []
        for chip in self.shown:
            if lines and _text([*lines[-1], chip]).cell_length <= width:
                lines[-1].append(chip)
            else:
                lines.append([chip])
        return lines


def _text(line: Sequence[Chip]) -> Content:
    return Content(_GAP).join(chip.content for chip in line)


def _height(line: Sequence[Chip], width: int) -> int:
    """On how many lines of the screen chips are: one that does not fit on one is wrapped."""
    return len(_text(line).wrap(max(1, width)))
