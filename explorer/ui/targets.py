"""Targets: the places on screen that can be opened, by a click or by the letters of jump mode."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from textual.dom import DOMNode
from textual.events import Click
from textual.geometry import Region
from textual.screen import Screen
from textual.widget import Widget


@dataclass(frozen=True)
class Target:
    """Cells of the screen, and where they lead. Links get their letters first: they lead farthest."""

    region: Region
    go: Callable[[], object]
    is_link: bool = False


@runtime_checkable
class OffersTargets(Protocol):
    """A widget or screen that lists its targets."""

    def targets(self) -> Iterable[Target]:
        """The targets that are in view now."""
        ...


def targets_of(screen: Screen[object]) -> list[Target]:
    """All targets in view on a screen, links first, else in reading order of the widgets."""
    room = Region(0, 0, *screen.size)
    offered = (target for node in _shown(screen) for target in node.targets())
    shown = [target for target in offered if room.contains_point(target.region.offset)]
    return sorted(shown, key=lambda target: not target.is_link)


def _shown(screen: Screen[object]) -> Iterator[OffersTargets]:
    nodes: Iterable[DOMNode] = screen.walk_children(with_self=True)
    for node in nodes:
        if isinstance(node, OffersTargets) and (not isinstance(node, Widget) or node.region.area):
            yield node


class Clickable(Widget):
    """A widget whose targets can be clicked."""

    def targets(self) -> Iterable[Target]:
        """The targets that are in view now."""
        return ()

    def on_click(self, event: Click) -> None:
        event.stop()
        for target in self.targets():
            if target.region.contains(event.screen_x, event.screen_y):
                target.go()
                return
