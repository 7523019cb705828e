"""Reports of mistakes in the program itself: a file in the user's state folder, and two lines that name it.

Users may hand a report on, so it contains no text of an archive: no values of variables, no messages of exceptions that
could contain such text, and only the names of the last actions.
"""

from __future__ import annotations

import os
import re
import sys
from collections import deque
from collections.abc import Iterator
from datetime import UTC, datetime
from linecache import getline
from traceback import walk_tb
from types import FrameType

from explorer import __version__
from explorer.files.writing import replace_file

# The exit code for a mistake in the program itself: EX_SOFTWARE of sysexits.h.
CRASHED = 70

# The interpreter's messages for these name parts of the program, and nothing of the data.
_TELLING = (AttributeError, ImportError, IndexError, ModuleNotFoundError, NameError, RecursionError, UnboundLocalError)
_PACKAGES = ("textual", "rich", "msgspec", "numpy", "platformdirs", "pyyaml", "rapidfuzz", "watchfiles")
_VARIABLES = ("TERM", "TERM_PROGRAM", "COLORTERM", "NO_COLOR", "TEXTUAL_DRIVER", "TEXTUAL_THEME", "LANG", "LC_ALL")
# How many frames are given at each end of a deep traceback: with recursion it may have a thousand.
_ENDS = 30
# A call in another process, as the traceback that comes from there has it.
_CALL = re.compile(r'^  File "(.+)", line (\d+), in ([\w<>]+)$', re.MULTILINE)

_actions: deque[str] = deque(maxlen=30)


def did(action: str, where: str = "") -> None:
    """Remember an action for the report: its name, and the name of the class that it was done in."""
    names = [name for name in (where, action) if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_.]*", name)]
    _actions.append(" ".join(names) or "?")


def report(error: BaseException) -> list[str]:
    """Write a report on an exception. Returns two lines: what happened; where the report is, or why there is none."""
    return [f"{_happened(error)} ended it", _written(error)]


def survived(error: BaseException) -> str:
    """Write a report on an exception that cost only one of many things. Returns what `report` does, in one line."""
    return f"{_happened(error)}; {_written(error)}"


def _happened(error: BaseException) -> str:
    return f"a mistake in the explorer itself ({_name(error)})"


def _written(error: BaseException) -> str:
    """Write a report. Returns where it is, or why there is none."""
    import platformdirs

    from explorer.drafting.naming import free

    folder = platformdirs.user_state_path("article-explorer")
    now = datetime.now(UTC)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # One process may report several mistakes within a second.
        stem = free(f"crash-{now:%Y%m%d-%H%M%S}-{os.getpid()}", lambda name: (folder / f"{name}.txt").exists())
        path = folder / f"{stem}.txt"
        replace_file(path, "\n".join([*_lines(error, now), ""]).encode("utf-8", "backslashreplace"))
    except OSError as failure:
        return f"no report could be written to {folder}: {failure.strerror}"
    return f"a report, without any text of your archive, is in {path}"


def _lines(error: BaseException, now: datetime) -> Iterator[str]:
    # Imported here, as what only a mistake needs is not to slow down the start.
    import platform
    import shutil

    yield f"Article Explorer {__version__} made a mistake on {now:%Y-%m-%d at %H:%M:%S} UTC."
    yield ""
    yield f"Python {platform.python_version()} on {platform.platform()}"
    yield ", ".join(f"{package} {_version(package)}" for package in _PACKAGES)
    yield ", ".join(f"{name}={os.environ[name]!r}" for name in _VARIABLES if name in os.environ)
    columns, rows = shutil.get_terminal_size()
    # The variables of tmux and SSH contain sockets and addresses: the report only says that they are set.
    within = [f", in {word}" for word, name in (("tmux", "TMUX"), ("SSH", "SSH_CONNECTION")) if name in os.environ]
    yield f"terminal of {columns} × {rows}, {getattr(sys.stderr, 'encoding', None)}{''.join(within)}"
    yield ""
    yield "The last actions:"
    yield from (f"  {action}" for action in _actions)
    yield ""
    yield from _told(error, set())


def _version(package: str) -> str:
    from importlib import metadata

    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "?"


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
    yield f"{_name(error)}{_message(error)}"
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


def _name(error: BaseException) -> str:
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
