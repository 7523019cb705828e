"""Long work that pauses regularly to report its progress, and is not held up by garbage collection."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import TypeVar

import msgspec

ItemT = TypeVar("ItemT")

# The number of items between two pauses.
_AT_ONCE = 20


class Progress(msgspec.Struct, frozen=True):
    """The progress of a reading: what is being read, how many items are done, and the total."""

    what: str
    done: int
    total: int


# Called with the progress. It lets other threads run, and cancels the work by raising an exception.
Pause = Callable[[Progress], None]


def go_on(_: Progress) -> None:
    """Do nothing: the pause of a caller who just waits."""


def paused(items: Iterable[ItemT], pause: Pause, what: str, total: int) -> Iterator[ItemT]:
    """Yield the same items, pausing after every few."""
    for n, item in enumerate(items):
        if n % _AT_ONCE == 0:
            pause(Progress(what, min(n, total), total))
        yield item


@contextmanager
def without_gc(*, for_good: bool = True) -> Iterator[None]:
    """Suspend garbage collection, and if `for_good`, exempt what exists by then from later collections.

    Reading a large archive creates very many objects, hardly any of them garbage: scanning them would delay every key.
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
    """Return freed memory to the operating system if the C library can. GNU's keeps what lies below something in use.

    After indexing or merging 100,000 quotes, that is a hundred megabytes and more.
    """
    if sys.platform == "linux":
        # Python may have been built without ctypes, or linked statically.
        with suppress(ImportError, OSError):
            # Imported lazily: reading an archive does not need it.
            from ctypes import CDLL

            if trim := getattr(CDLL(None), "malloc_trim", None):
                trim(0)
