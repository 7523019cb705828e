"""Running linear mode from its first line to its end."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from explorer.describing.how_read import how_far
from explorer.desk.settings import Settings
from explorer.files.watching import stamps
from explorer.linear.completing import offers
from explorer.linear.reading_lines import LineReader
from explorer.linear.session import Session
from explorer.linear.walk import Walk
from explorer.model.pausing import Progress
from explorer.snapshot import is_large
from explorer.store import read_kept

# The exit code is 128 and the signal's number, as a shell gives it.
_SIGNALLED = 128
# Seconds between two lines on how far a long reading is: often enough to hear that it goes on.
_OFTEN = 3.0
_ENDING = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]


class _EndedError(BaseException):
    """A signal asks for the end. It is no Exception, so that nothing on the way takes it for a mistake."""

    def __init__(self, number: int) -> None:
        self.number = number


class _UnheardError(Exception):
    """The output was closed: there is nobody to say anything to."""


# Writes text, and returns False when nobody reads it any more.
Write = Callable[[str], bool]


def opened(root: Path, write: Write) -> Walk:
    """A walk through the archive in `root`. Raises ArchiveError when it can't be read."""
    if is_large(root):
        write("Reading the archive, which is large.\n")
    read = stamps(root)
    return Walk(read_kept(root, _telling(write), keeping=True), read)


def _telling(write: Write) -> Callable[[Progress], None]:
    """Says now and then how far a long reading is: on a line of its own, since nothing is written over."""
    told = time.monotonic()

    def tell(progress: Progress) -> None:
        nonlocal told
        if time.monotonic() - told > _OFTEN:
            told = time.monotonic()
            write(f"{how_far(progress)}.\n")

    return tell


def run(walk: Walk, settings: Settings, trail: Sequence[str], query: str, write: Write) -> int:
    """Say the first view, and do what is typed until the end. Returns the exit code."""

    def say(text: str) -> None:
        if not write(text):
            raise _UnheardError

    reader = LineReader(lambda line: offers(walk, line))
    session = Session(walk, say, settings, is_terminal=reader.is_terminal)
    try:
        with _ended_by_signals():
            session.begin(tuple(trail), query)
            while _did_next(session, reader, say):
                pass
    except _UnheardError:
        return 0
    except _EndedError as end:
        return _SIGNALLED + end.number
    finally:
        reader.close()
    return 0


def _did_next(session: Session, reader: LineReader, say: Callable[[str], None]) -> bool:
    """Read a line and do it. Returns False at the end. At a terminal, Ctrl+C only stops what is going on."""
    try:
        return session.do(reader.read(session.prompt))
    except EOFError:
        if reader.is_terminal:
            say("\n")
        return False
    except KeyboardInterrupt:
        if not reader.is_terminal:
            raise
        say("\nStopped. Type quit, or press Ctrl+D, to leave.\n")
        return True


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    def end(number: int, _: FrameType | None) -> None:
        raise _EndedError(number)

    before = [(number, signal.signal(number, end)) for number in _ENDING]
    try:
        yield
    finally:
        for number, handler in before:
            signal.signal(number, handler)
