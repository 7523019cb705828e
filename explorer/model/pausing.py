"""Long work, which stops now and then to say how far it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import msgspec

ItemT = TypeVar("ItemT")

# How many things are done between two pauses.
_AT_ONCE = 20


class Progress(msgspec.Struct, frozen=True):
    """How far a reading is: what is being read, how many of them are done, and of how many."""

    what: str
    done: int
    total: int


# Is told how far the work is. It lets other threads run, and ends the work when it raises.
Pause = Callable[[Progress], None]


def go_on(_: Progress) -> None:
    """The pause of a caller who just waits."""


def paused(items: Iterable[ItemT], pause: Pause, what: str, total: int) -> Iterator[ItemT]:
    """The same items, with a pause after every few."""
    for n, item in enumerate(items):
        if n % _AT_ONCE == 0:
            pause(Progress(what, min(n, total), total))
        yield item
