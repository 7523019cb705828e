"""Long work, which stops now and then to say how far it is, and is not held up by looking for garbage."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
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


@contextmanager
def uncollected(*, for_good: bool = True) -> Iterator[None]:
    """Look for no garbage meanwhile, nor later among what is there then, if that stays `for_good`.

    What is read of a large archive is very much, and hardly any of it garbage: to look for some would hold up every
    key.
    """
    is_collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if is_collecting:
            if for_good:
                gc.freeze()
            gc.enable()


def give_memory_back() -> None:
    """Give back to the system what was freed, where its C library can: GNU's keeps what lies below something in use.

    After an index of 100,000 quotes is made or joined, that is a hundred megabytes and more.
    """
    if sys.platform == "linux":
        # A Python may have been built without it, or in one piece with its C library.
        with suppress(ImportError, OSError):
            # Imported here: to read an archive does not need it.
            from ctypes import CDLL

            if trim := getattr(CDLL(None), "malloc_trim", None):
                trim(0)
