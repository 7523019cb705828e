"""Exceptions told without any text of an archive: no values of variables, no message that could contain such text."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from linecache import getline
from traceback import walk_tb
from types import FrameType

# The interpreter's messages for these name parts of the program, and nothing of the data.
_TELLING = (AttributeError, ImportError, IndexError, ModuleNotFoundError, NameError, RecursionError, UnboundLocalError)
# How many frames are given at each end of a deep traceback: with recursion it may have a thousand.
_ENDS = 30
# A call in another process, as the traceback that comes from there has it.
_CALL = re.compile(r'^  File "(.+)", line (\d+), in ([\w<>]+)$', re.MULTILINE)


def lines(error: BaseException) -> Iterator[str]:
    """The calls that led to an exception and its name, after those of the exceptions that led to it."""
    yield from _told(error, set())


def _told(error: BaseException, seen: set[int]) -> Iterator[str]:
    """The traceback of an exception, after those of the exceptions that led to it."""
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
            yield from _frame(frame, line)
        elif n == _ENDS:
            yield f"  … {len(frames) - 2 * _ENDS} more"
    yield from _calls_elsewhere(error)
    yield f"{name_of(error)}{_message(error)}"
    if isinstance(error, BaseExceptionGroup):
        for part in error.exceptions:
            if id(part) not in seen:
                yield ""
                yield "One of the exceptions of this group:"
                yield from _told(part, seen)


def _frame(frame: FrameType, line: int) -> Iterator[str]:
    """One call, with its module and not its path: a path would tell more about the machine than is needed."""
    yield f"  {frame.f_globals.get('__name__', '?')}, line {line}, in {frame.f_code.co_name}"
    file = frame.f_code.co_filename
    # What was made while the program ran (“<string>”) may hold anything.
    if not file.startswith("<") and (source := getline(file, line).strip()):
        yield f"    {source}"


def _calls_elsewhere(error: BaseException) -> Iterator[str]:
    """The calls in another process. They come as one text with the message, so only those of modules are told."""
    if type(error).__name__ == "_RemoteTraceback":
        modules = {getattr(module, "__file__", None): name for name, module in sys.modules.copy().items()}
        for file, line, name in _CALL.findall(str(error)):
            if file in modules:
                yield f"  {modules[file]}, line {line}, in {name}"
                yield f"    {getline(file, int(line)).strip()}"


def name_of(error: BaseException) -> str:
    """The class of an exception, with its module unless that is Python's own."""
    kind = type(error)
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


def _message(error: BaseException) -> str:
    """The message of an exception, if it can contain no text of an archive; else the types of its arguments."""
    if type(error) in _TELLING:
        return f": {error}"
    if isinstance(error, OSError) and error.errno is not None:
        return f": [Errno {error.errno}] {os.strerror(error.errno)}"
    given = [repr(part) if type(part) in (int, float, bool) else type(part).__name__ for part in error.args]
    return f": ({', '.join(given)})" if given else ""
