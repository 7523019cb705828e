"""Tracebacks without any text of an archive: no values of variables, no message that could contain such text."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from linecache import getline
from traceback import walk_tb

from explorer.processes import ElsewhereError

# The interpreter's messages for these name parts of the program, but no data.
_TELLING = (AttributeError, ImportError, IndexError, ModuleNotFoundError, NameError, RecursionError, UnboundLocalError)
# The number of frames shown at each end of a deep traceback: with recursion it may have a thousand.
_ENDS = 30


def lines(error: BaseException) -> Iterator[str]:
    """Yield the traceback of an exception and its name, after those of the exceptions that led to it."""
    yield from _told(error, set())


def _told(error: BaseException, seen: set[int]) -> Iterator[str]:
    """Yield the traceback of an exception, after those of the exceptions that led to it."""
    seen.add(id(error))
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None and id(before) not in seen:
        yield from _told(before, seen)
        yield ""
        yield "Because of this:" if error.__cause__ else "While this was handled:"
    yield "Traceback, the last call last:"
    frames = list(walk_tb(error.__traceback__))
    for n, (frame, line) in enumerate(frames):
        if n < _ENDS or n >= len(frames) - _ENDS:
            module, code = frame.f_globals.get("__name__", "?"), frame.f_code
            yield from _call(module, line, code.co_name, code.co_filename)
        elif n == _ENDS:
            yield f"  … {len(frames) - 2 * _ENDS} more"
    if isinstance(error, ElsewhereError):
        for module, line, name in error.calls:
            yield from _call(module, line, name, getattr(sys.modules.get(module), "__file__", None) or "<?>")
    yield f"{name_of(error)}{_message(error)}"
    if isinstance(error, BaseExceptionGroup):
        for part in error.exceptions:
            if id(part) not in seen:
                yield ""
                yield "One of the exceptions of this group:"
                yield from _told(part, seen)


def _call(module: str, line: int, name: str, file: str) -> Iterator[str]:
    """Format one call with its module and not its path, which would tell more about the machine than is needed."""
    yield f"  {module}, line {line}, in {name}"
    # Code created at run time (“<string>”) may contain anything.
    if not file.startswith("<") and (source := getline(file, line).strip()):
        yield f"    {source}"


def name_of(error: BaseException) -> str:
    """Return the class of an exception, with its module unless that is Python's own."""
    kind = type(error)
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


def _message(error: BaseException) -> str:
    """Return the message of an exception if it can't contain text of an archive; else the types of its arguments."""
    if type(error) in _TELLING:
        return f": {error}"
    if isinstance(error, OSError) and error.errno is not None:
        return f": [Errno {error.errno}] {os.strerror(error.errno)}"
    given = [repr(part) if type(part) in (int, float, bool) else type(part).__name__ for part in error.args]
    return f": ({', '.join(given)})" if given else ""
