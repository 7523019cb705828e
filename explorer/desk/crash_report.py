"""Reports of errors in the program itself: a file in the user's state folder, and two lines that name it."""

from __future__ import annotations

import errno
import os
import re
import sys
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from zlib import crc32

from explorer import __version__, tracebacks
from explorer.files.writing import keep_private
from explorer.model.failures import Failure

# The exit code for an error in the program itself: EX_SOFTWARE of sysexits.h.
CRASHED = 70

_PACKAGES = ("textual", "rich", "msgspec", "numpy", "platformdirs", "pyyaml", "rapidfuzz", "watchfiles")
_VARIABLES = ("TERM", "TERM_PROGRAM", "COLORTERM", "NO_COLOR", "TEXTUAL_DRIVER", "TEXTUAL_THEME", "LANG", "LC_ALL")

_actions: deque[str] = deque(maxlen=30)


def did(action: str, where: str = "") -> None:
    """Remember an action for the report: its name, and the name of the class that handled it."""
    names = [name for name in (where, action) if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_.]*", name)]
    _actions.append(" ".join(names) or "?")


def is_lack_of_memory(error: BaseException) -> bool:
    """Whether an exception means, or follows from, a lack of memory, also for one more thread or module.

    The interpreter raises SystemError where it could not even create the MemoryError. Libraries that catch all
    exceptions raise their own instead: an error in a style sheet, an unknown action.
    """
    return any(map(_says_no_memory, _led_to(error)))


def _led_to(error: BaseException) -> Iterator[BaseException]:
    """Yield an exception and all that led to it, even where it was raised “from None”."""
    pending, seen = [error], set[int]()
    while pending:
        one = pending.pop()
        if id(one) not in seen:
            seen.add(id(one))
            yield one
            pending.extend(before for before in (one.__cause__, one.__context__) if before is not None)


def _says_no_memory(error: BaseException) -> bool:
    no_thread = isinstance(error, RuntimeError) and "start new thread" in str(error)
    no_module = isinstance(error, ImportError) and os.strerror(errno.ENOMEM) in str(error)
    no_room = isinstance(error, OSError) and error.errno == errno.ENOMEM
    return no_thread or no_module or no_room or isinstance(error, MemoryError | SystemError)


def report(error: BaseException) -> list[str]:
    """Write a report on an exception. Returns two lines: what happened; where the report is, or why there is none.

    When there is no memory left, that is all there is to say.
    """
    if is_lack_of_memory(error):
        return ["there is no memory left, which ended it; what was written is kept"]
    return [f"{_happened(error)} ended it", _reported(error)]


def survived(error: BaseException) -> str:
    """Write a report on an exception that affected only one of many items. Returns what `report` does, in one line."""
    return f"{_happened(error)}; {_reported(error)}"


def _happened(error: BaseException) -> str:
    return f"a bug in the explorer ({tracebacks.name_of(error)})"


def _reported(error: BaseException) -> str:
    now = datetime.now(UTC)
    # One process may report several mistakes within a second.
    return _written(f"crash-{now:%Y%m%d-%H%M%S-%f}-{os.getpid()}.txt", tracebacks.lines(error), now)


def report_checks(failures: Sequence[Failure]) -> list[str]:
    """Write a report on checks that failed. Returns two lines, as `report` does; none when no check failed.

    The same errors have the same report, however often an archive is read.
    """
    if not failures:
        return []
    kinds = Counter((failure.check, failure.calls) for failure in failures)
    told = [line for (check, calls), times in kinds.items() for line in (f"{check}, {times} times", "", calls, "")]
    digest = crc32("\n".join(check + calls for check, calls in kinds).encode("utf-8", "backslashreplace"))
    records = len({failure.ref for failure in failures})
    what = "one record" if records == 1 else f"{records:,} records"
    happened = f"a check failed for {what}, because of a bug in the explorer; explorer check tells which"
    return [happened, _written(f"check-failed-{digest:08x}.txt", ["Checks that failed:", "", *told], datetime.now(UTC))]


def _written(name: str, told: Iterable[str], now: datetime) -> str:
    """Write a report. Returns where it is, or why there is none."""
    import platformdirs

    folder = platformdirs.user_state_path("article-explorer")
    path = folder / name
    try:
        keep_private(path, "\n".join([*_lines(told, now), ""]).encode("utf-8", "backslashreplace"))
    except OSError as failure:
        return f"no report could be written to {folder}: {failure.strerror}"
    return f"a report, without any text of your archive, is in {path}"


def _lines(told: Iterable[str], now: datetime) -> Iterator[str]:
    # Imported here, so that what only a crash needs does not slow down the start.
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
    yield from told


def _version(package: str) -> str:
    from importlib import metadata

    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "?"
