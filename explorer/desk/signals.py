"""Signals, handling them for a while, and waiting for input without missing one."""

from __future__ import annotations

import io
import os
import select
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import TYPE_CHECKING, NoReturn, TextIO

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

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


def interruptible(stdin: TextIO | None) -> TextIO:
    """The text of stdin, read so that a signal is handled at once. Undecodable bytes become replacement characters.

    A plain read can miss a signal that comes just before it: the handler would run only after the next line, if there
    is one. Read from the result in the main thread only, and no longer from `stdin` itself.
    """
    if stdin is None:
        return io.StringIO()
    if isinstance(stdin, io.TextIOWrapper):
        stdin.reconfigure(errors="replace")
    with suppress(OSError):  # what is no file of the system is never waited for
        unbuffered = _InterruptibleFile(stdin.fileno(), closefd=False)
        return io.TextIOWrapper(io.BufferedReader(unbuffered), stdin.encoding, errors="replace", newline="\n")
    return stdin


class _InterruptibleFile(io.FileIO):
    def readinto(self, buffer: WriteableBuffer, /) -> int:
        _wait_until_readable(self.fileno())
        return super().readinto(buffer)


def _wait_until_readable(descriptor: int) -> None:
    """Wait for input or its end. A signal is written to a pipe as it comes, which ends the wait for its handler."""
    signals, noted = os.pipe()
    try:
        os.set_blocking(noted, False)
        before = signal.set_wakeup_fd(noted, warn_on_full_buffer=False)
        try:
            while descriptor not in (ready := select.select([descriptor, signals], [], [])[0]):
                os.read(ready[0], 1)
        finally:
            signal.set_wakeup_fd(before)
    finally:
        os.close(signals)
        os.close(noted)
