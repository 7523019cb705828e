"""Write data to stdout and messages to stderr; read stdin.

It is not an error, and not reported, if a program that reads the output closes the pipe early.
"""

from __future__ import annotations

import io
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from explorer.desk.signals import interruptible
from explorer.display import json_escaped, one_line


class Trouble(Exception):
    """The command can't do what was requested. The message goes to stderr."""

    exit_code = 1


class NotFound(Trouble):
    """The archive does not contain what was requested."""


class UsageError(Trouble):
    """The command line is invalid, or names no archive."""

    exit_code = 2


# Seconds before progress is first shown, and between updates.
_UNNOTICED = 0.5
_OFTEN = 0.1
# Return to the start of the line and erase it.
_WRITE_OVER = "\r\x1b[K"
# Not empty while a progress line is shown.
_telling: list[bool] = []


def prepare() -> None:
    """Escape characters that the output's encoding lacks, rather than fail; and make sure that everything is written.

    Without a buffer (PYTHONUNBUFFERED), Python does not notice if a full disk takes only a part.
    """
    if isinstance(sys.stdout, io.TextIOWrapper) and isinstance(sys.stdout.buffer, io.RawIOBase):
        buffered = io.BufferedWriter(io.FileIO(sys.stdout.fileno(), "wb", closefd=False))
        sys.stdout = io.TextIOWrapper(buffered, sys.stdout.encoding)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def write(text: str) -> bool:
    """Write data, which must be safe to show. Returns False if nobody reads it."""
    return _write(sys.stdout, text)


def write_bytes(content: bytes) -> bool:
    """Write bytes to a pipe or a file. Returns False if nobody reads them."""
    return _write(sys.stdout, content)


def write_json(value: object, *, on_one_line: bool = False) -> bool:
    """Write a value as JSON, without control characters. Returns False if nobody reads it."""
    import json

    only_ascii = sys.stdout is not None and "utf" not in (sys.stdout.encoding or "utf-8").lower()
    indent = None if on_one_line else 2
    return _write(sys.stdout, json_escaped(json.dumps(value, ensure_ascii=only_ascii, indent=indent)) + "\n")


def narrate(message: str) -> None:
    """Write a message on one line of stderr."""
    _write(sys.stderr, one_line(message) + "\n")


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """A function that shows the progress of long work, on a terminal line that is erased when the work is done.

    Nothing is shown at first, nor if stderr is not a terminal: a file would get all the lines.
    """
    is_seen = sys.stderr is not None and sys.stderr.isatty()
    next_time = time.monotonic() + _UNNOTICED

    def tell(how_far: str) -> None:
        nonlocal next_time
        if is_seen and time.monotonic() >= next_time:
            next_time = time.monotonic() + _OFTEN
            _telling.clear()
            _write(sys.stderr, f"{_WRITE_OVER}{one_line(how_far)}")
            _telling.append(True)

    try:
        yield tell
    finally:
        _erase()


def lines_of_stdin() -> Iterator[str]:
    """The lines of stdin as they arrive. Undecodable bytes become replacement characters."""
    for line in interruptible(sys.stdin):
        yield line.rstrip("\r\n")


def is_terminal() -> bool:
    """Whether stdout is a terminal, rather than a pipe or a file."""
    return sys.stdout is not None and sys.stdout.isatty()


def _erase() -> None:
    """Erase the progress line, if there is one."""
    if _telling:
        _telling.clear()
        _write(sys.stderr, _WRITE_OVER)


def _write(stream: TextIO | None, content: str | bytes) -> bool:
    """Write text or data in place of the progress line. Returns False if nobody reads it."""
    if stream is None:
        return False
    _erase()
    try:
        if isinstance(content, str):
            stream.write(content)
        else:
            stream.buffer.write(content)
        stream.flush()
    except BrokenPipeError:
        _discard(stream)
        return False
    except OSError as error:
        _discard(stream)
        raise Trouble(f"the output can't be written: {error.strerror}") from None
    return True


def _discard(stream: TextIO) -> None:
    """Discard a stream's buffer. Otherwise Python would try to write it again at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
