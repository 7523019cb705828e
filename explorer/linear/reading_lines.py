"""Reading what is typed, a line at a time: at a terminal with history and completion, else from a pipe."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

from explorer.files.writing import private_folder

_KEPT = 1_000
# Without escape sequences of any kind: nothing is drawn again but the line that is being typed.
_PLAIN_TERMINAL = "dumb"
_NO_PASTE_MARKS = "set enable-bracketed-paste off"


class LineReader:
    """Reads lines from stdin. `is_terminal` says whether a person types them; only then is there a prompt.

    `offer` gives how a line may go on.
    """

    def __init__(self, offer: Callable[[str], list[str]]) -> None:
        self.is_terminal = all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))
        self._readline = _readline() if self.is_terminal else None
        self._offers: list[str] = []
        if self._readline:
            self._set_up(self._readline, offer)
        if isinstance(sys.stdin, io.TextIOWrapper):
            sys.stdin.reconfigure(errors="replace")

    def read(self, prompt: str) -> str:
        """The next line. Raises EOFError after the last one."""
        if self.is_terminal:
            return input(prompt)
        line = sys.stdin.readline() if sys.stdin is not None else ""
        if not line:
            raise EOFError
        return line.rstrip("\r\n")

    def close(self) -> None:
        """Keep what was typed for the next time, if that can be done."""
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
    """The readline module, told to write no escape sequences; None where there is none."""
    with _terminal_named(_PLAIN_TERMINAL):
        try:
            import readline
        except ImportError:
            return None
        readline.parse_and_bind(_NO_PASTE_MARKS)
        return readline


@contextlib.contextmanager
def _terminal_named(name: str) -> Iterator[None]:
    """While readline starts, which is when it asks what the terminal can do."""
    before = os.environ.get("TERM")
    os.environ["TERM"] = name
    try:
        yield
    finally:
        if before is None:
            del os.environ["TERM"]
        else:
            os.environ["TERM"] = before


def _history_file() -> Path:
    import platformdirs

    return platformdirs.user_state_path("article-explorer") / "linear-history"
