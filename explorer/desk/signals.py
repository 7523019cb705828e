"""Signals, and handling them for a while."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

# Those that end a program.
ENDING = (signal.SIGHUP, signal.SIGTERM)


@contextmanager
def handled(numbers: Iterable[int], handler: Callable[[int, FrameType | None], object]) -> Iterator[None]:
    """Let a function handle some signals meanwhile, then restore the earlier handlers."""
    before = {number: signal.signal(number, handler) for number in numbers}
    try:
        yield
    finally:
        for number, earlier in before.items():
            signal.signal(number, signal.SIG_DFL if earlier is None else earlier)


def end(number: int, _: FrameType | None) -> NoReturn:
    """Handle a signal by an exception that nothing takes for an error. A second such signal ends the program at once.

    The exit code is the one that a shell gives for a program that the signal ended.
    """
    signal.signal(number, signal.SIG_DFL)
    raise SystemExit(128 + number)


def ignore(number: int, _: FrameType | None) -> None:
    """Ignore a signal. Unlike SIG_IGN, this is not inherited by programs that are started."""
