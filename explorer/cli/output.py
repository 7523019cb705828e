"""stdin and stdout for data, stderr for narration.

When a program that reads the output closes the pipe early, that is no error, and nothing is said.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from typing import TextIO

from explorer.cli.trouble import Trouble
from explorer.display import one_line


def prepare() -> None:
    """Write an escape for each character that the encoding of the output lacks, rather than fail."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def write(text: str) -> None:
    """Write data, which must be safe to show."""
    _write(sys.stdout, text)


def write_json(value: object, *, on_one_line: bool = False) -> bool:
    """Write a value as JSON, without characters that a terminal would obey. Returns False when nobody reads it."""
    import json

    from explorer.display import json_escaped

    only_ascii = sys.stdout is not None and "utf" not in (sys.stdout.encoding or "utf-8").lower()
    indent = None if on_one_line else 2
    return _write(sys.stdout, json_escaped(json.dumps(value, ensure_ascii=only_ascii, indent=indent)) + "\n")


def narrate(message: str) -> None:
    """Tell the user something, on one line of stderr."""
    _write(sys.stderr, one_line(message) + "\n")


def lines_of_stdin() -> Iterator[str]:
    """The lines of stdin, each as soon as it comes. A byte that can't be decoded becomes a replacement character."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    for line in sys.stdin or ():
        yield line.rstrip("\r\n")


def is_terminal() -> bool:
    """Whether data goes to a person's screen, rather than into a pipe or a file."""
    return sys.stdout is not None and sys.stdout.isatty()


def _write(stream: TextIO | None, text: str) -> bool:
    """Write text. Returns False when nobody reads it."""
    if stream is None:
        return False
    try:
        stream.write(text)
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
