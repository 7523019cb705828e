"""stdin and stdout for data, stderr for narration.

When a program that reads the output closes the pipe early, that is no error, and nothing is said.
"""

from __future__ import annotations

import io
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from explorer.display import json_escaped, one_line


class Trouble(Exception):
    """The command can't do what it was asked to. The message goes to stderr."""

    exit_code = 1


class NotFound(Trouble):
    """What was asked for is not in the archive."""


class UsageError(Trouble):
    """What was typed is no valid command, or names no archive."""

    exit_code = 2


# Seconds: how long work may take before anything is told of it, and how often it is told then.
_UNNOTICED = 0.5
_OFTEN = 0.1
# Back to the start of the line, and erase it.
_WRITE_OVER = "\r\x1b[K"
# Has something while a line tells how far long work is.
_telling: list[bool] = []


def prepare() -> None:
    """Write an escape for each character that the encoding of the output lacks, rather than fail; and write all of it.

    Without a buffer, as PYTHONUNBUFFERED asks for, Python takes no notice when a full disk takes only a part.
    """
    if isinstance(sys.stdout, io.TextIOWrapper) and isinstance(sys.stdout.buffer, io.RawIOBase):
        buffered = io.BufferedWriter(io.FileIO(sys.stdout.fileno(), "wb", closefd=False))
        sys.stdout = io.TextIOWrapper(buffered, sys.stdout.encoding)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def write(text: str) -> bool:
    """Write data, which must be safe to show. Returns False when nobody reads it."""
    return _write(sys.stdout, text)


def write_bytes(content: bytes) -> bool:
    """Write data into a pipe or a file, byte for byte. Returns False when nobody reads it."""
    return _write(sys.stdout, content)


def write_json(value: object, *, on_one_line: bool = False) -> bool:
    """Write a value as JSON, without characters that a terminal would obey. Returns False when nobody reads it."""
    import json

    only_ascii = sys.stdout is not None and "utf" not in (sys.stdout.encoding or "utf-8").lower()
    indent = None if on_one_line else 2
    return _write(sys.stdout, json_escaped(json.dumps(value, ensure_ascii=only_ascii, indent=indent)) + "\n")


def narrate(message: str) -> None:
    """Tell the user something, on one line of stderr."""
    _write(sys.stderr, one_line(message) + "\n")


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """A function that tells how far long work is, on a line of the terminal that is gone when the work is done.

    Nothing is told in the first moment, nor where stderr is no terminal: a file would have all the lines.
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
    """The lines of stdin, each as soon as it comes. A byte that can't be decoded becomes a replacement character."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    for line in sys.stdin or ():
        yield line.rstrip("\r\n")


def is_terminal() -> bool:
    """Whether data goes to a person's screen, rather than into a pipe or a file."""
    return sys.stdout is not None and sys.stdout.isatty()


def _erase() -> None:
    """Erase the line that tells how far long work is, if there is one."""
    if _telling:
        _telling.clear()
        _write(sys.stderr, _WRITE_OVER)


def _write(stream: TextIO | None, content: str | bytes) -> bool:
    """Write text or data, in place of how far long work is. Returns False when nobody reads it."""
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
    """Let what a stream still holds go nowhere. Otherwise Python would try to write it again when it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
