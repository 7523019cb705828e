"""Running linear mode from its first line to its last: at a terminal with history and completion, else from a pipe."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType

from explorer.citing import FORMATS
from explorer.describing.how_read import how_far
from explorer.desk.folders import paths
from explorer.desk.settings import Settings
from explorer.desk.signals import ENDING, end, handled, interruptible
from explorer.files.watching import stamps
from explorer.files.writing import private_folder
from explorer.linear.commands import beginning_with
from explorer.linear.session import Session
from explorer.linear.walk import Walk
from explorer.model.pausing import Progress
from explorer.model.records import Kind
from explorer.processes import EVERY_CORE
from explorer.snapshot import is_large
from explorer.store import read_kept

_KEPT = 1_000
# Without escape sequences of any kind: only the line that is being typed is redrawn.
_PLAIN_TERMINAL = "dumb"
_NO_PASTE_MARKS = "set enable-bracketed-paste off"


class LineReader:
    """Reads lines from stdin. `is_terminal` says whether a person types them; only then is there a prompt.

    `offer` returns the possible completions of a line.
    """

    def __init__(self, offer: Callable[[str], list[str]]) -> None:
        self.is_terminal = all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))
        self._lines = interruptible(sys.stdin)
        self._readline = _readline() if self.is_terminal else None
        self._offers: list[str] = []
        if self._readline:
            self._set_up(self._readline, offer)

    def read(self, prompt: str) -> str:
        """The next line. Raises EOFError after the last one."""
        if self.is_terminal:
            return input(prompt)
        if not (line := self._lines.readline()):
            raise EOFError
        return line.rstrip("\r\n")

    def close(self) -> None:
        """Keep the typed lines for the next time, if possible."""
        if self._readline is not None:
            with contextlib.suppress(OSError):
                path = _history_file()
                private_folder(path.parent)
                self._readline.write_history_file(str(path))

    def _set_up(self, readline: ModuleType, offer: Callable[[str], list[str]]) -> None:
        def completed(_: str, state: int) -> str | None:
            if state == 0:
                self._offers = offer(readline.get_line_buffer())
            return self._offers[state] if state < len(self._offers) else None

        readline.set_completer(completed)
        readline.set_completer_delims("")
        libedit = "libedit" in (readline.__doc__ or "")
        readline.parse_and_bind("bind ^I rl_complete" if libedit else "tab: complete")
        with contextlib.suppress(OSError):
            readline.read_history_file(str(_history_file()))
        readline.set_history_length(_KEPT)


def _readline() -> ModuleType | None:
    """The readline module, set to write no escape sequences; None where there is none."""
    before = os.environ.get("TERM")
    os.environ["TERM"] = _PLAIN_TERMINAL  # it checks what the terminal can do when it starts
    try:
        import readline
    except ImportError:
        return None
    finally:
        if before is None:
            del os.environ["TERM"]
        else:
            os.environ["TERM"] = before
    readline.parse_and_bind(_NO_PASTE_MARKS)
    return readline


def _history_file() -> Path:
    import platformdirs

    return platformdirs.user_state_path("article-explorer") / "linear-history"


# Searching for completions requires the index: only a query does so.
_MOST = 30


def offers(walk: Walk, line: str) -> list[str]:
    """Whole lines that begin with a line: commands, what may follow some of them, paths, filters, refs."""
    if line.startswith("/"):
        found = walk.live.index.suggest(line[1:], len(line) - 1)
        return [f"/{line[1 : 1 + item.start]}{item.text}{line[1 + item.end :]}" for item in found][:_MOST]
    first, space, rest = line.partition(" ")
    if space and first in ("cite", "copy"):
        number = f"{rest.partition(' ')[0]} " if rest[:1].isdigit() and " " in rest else ""
        names = (format.id for format in FORMATS)
        return [f"{first} {number}{name}" for name in names if name.startswith(rest.removeprefix(number).casefold())]
    if space and first == "export":
        from explorer.linear.exporting import FORMATS as EXPORT_FORMATS

        return [f"export {name}" for name in EXPORT_FORMATS if name.startswith(rest.casefold())]
    if space and first == "tag":
        from explorer.linear.tagging import offers_of

        return offers_of(walk.snapshot.archive, line)[:_MOST]
    if space and first == "add":
        return [f"add {path}" for path in paths(rest)][:_MOST]
    if space and first == "said":
        before, _, begun = rest.rpartition(" ")
        ids = walk.snapshot.archive.of_kind(Kind.TOPIC if before else Kind.PERSON)
        return [f"said {before}{' ' if before else ''}{id}" for id in ids if id.startswith(begun)][:_MOST]
    if "/" in first and not space:
        return [ref for ref in walk.snapshot.archive.entries if ref.startswith(line)][:_MOST]
    return [] if space else list(beginning_with(first)) if first else []


# Seconds between two lines on the progress of a long reading: often enough to hear that it continues.
_OFTEN = 3.0


class _UnheardError(Exception):
    """The output was closed: nobody listens any more."""


# Writes text, and returns False when nobody reads it any more.
Write = Callable[[str], bool]


def opened(root: Path, write: Write) -> Walk:
    """A walk through the archive in `root`. Raises ArchiveError when it can't be read."""
    if is_large(root):
        write("Reading the archive, which is large.\n")
    read = stamps(root)
    return Walk(read_kept(root, _telling(write), executor=EVERY_CORE, keeping=True), read)


def _telling(write: Write) -> Callable[[Progress], None]:
    """Report the progress of a long reading now and then, each on a new line, since nothing is overwritten."""
    told = time.monotonic()

    def tell(progress: Progress) -> None:
        nonlocal told
        if time.monotonic() - told > _OFTEN:
            told = time.monotonic()
            write(f"{how_far(progress)}.\n")

    return tell


def run(walk: Walk, settings: Settings, trail: Sequence[str], query: str, write: Write) -> int:
    """Say the first view, and do what is typed until the end. Returns the exit code.

    Raises SystemExit when a signal ends the program.
    """

    def say(text: str) -> None:
        if not write(text):
            raise _UnheardError

    reader = LineReader(lambda line: offers(walk, line))
    session = Session(walk, say, settings, is_terminal=reader.is_terminal)
    try:
        with handled(ENDING, end):
            session.begin(tuple(trail), query)
            while _did_next(session, reader, say):
                pass
    except _UnheardError:
        return 0
    finally:
        reader.close()
    return 0


def _did_next(session: Session, reader: LineReader, say: Callable[[str], None]) -> bool:
    """Read a line and do it. Returns False at the end. At a terminal, Ctrl+C only stops the present work."""
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
