"""A program in a pseudo-terminal, and when something is on its screen."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType

import pexpect

from explorer.model.archive import Archive
from explorer.model.records import Kind, title

ROOT = Path(__file__).parents[1]
EXPLORER = (sys.executable, "-m", "explorer")

# Quits a Textual app whatever has the focus: ctrl+q.
_QUIT = "\x11"
# A program has answered a key, in seconds, when it has written nothing for so long. A text field's cursor blinks later.
_QUIET = 0.15
# Seconds after which an answer does not come any more.
_ANSWER = 60
# So many characters fit into any pane, and no two labels of topics, and no label and quote, share them by chance.
_TELLING = 12


class PseudoTerminal:
    """A terminal of 120 columns and 40 rows with a program in it: a context manager that quits it at the end.

    `started` is the moment right before the program was, by `time.perf_counter()`. `env` is added to this process's
    environment, `patience` is for how many seconds anything is waited for, and the program starts in `folder`.
    """

    def __init__(
        self, command: Sequence[str], env: Mapping[str, str] | None = None, patience: float = 30, folder: Path = ROOT
    ) -> None:
        environ = {name: value for name, value in os.environ.items() if name not in ("COLORTERM", "NO_COLOR")}
        environ |= {"TERM": "xterm-256color", **(env or {})}
        self._patience = patience
        self.started = time.perf_counter()
        self._program = pexpect.spawn(command[0], list(command[1:]), dimensions=(40, 120), env=environ, cwd=folder)
        self._program.delaybeforesend = None

    def __enter__(self) -> PseudoTerminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Quit the program; RuntimeError if it then does not end, or not with 0."""
        try:
            if error is None:
                self._program.send(_QUIT)
                self._program.expect(pexpect.EOF, timeout=self._patience)
        finally:
            self._program.close(force=True)
        if error is None and self._program.exitstatus != 0:
            raise RuntimeError(f"the program ended with {self._program.exitstatus}")

    def wait_for(self, *choices: Collection[str]) -> float:
        """Wait until one of each of the choices is written, and return the moment, by `time.perf_counter()`."""
        wanted = [_by_length(texts) for texts in choices]
        return self.wait_until(lambda written: all(_has_any(written, texts) for texts in wanted))

    def wait_until(self, holds: Callable[[bytes], bool]) -> float:
        """Wait until something holds of all that is written from here on, and return the moment."""
        written, deadline = b"", time.perf_counter() + self._patience
        while not holds(written):
            written += self._program.read_nonblocking(1 << 16, max(0, deadline - time.perf_counter()))
        return time.perf_counter()

    def memory(self) -> int:
        """The bytes of memory that the program has in use."""
        told = subprocess.run(
            ["ps", "-o", "rss=", "-p", str(self._program.pid)], capture_output=True, encoding="ascii", check=True
        )
        return int(told.stdout) * 1024

    def press(self, keys: str, answers: Callable[[bytes], bool] = lambda _: True) -> tuple[float, bytes]:
        """Press keys. Returns the seconds until the last of what the program then wrote, and all that it wrote.

        On a busy machine it may be still before it has answered: `answers` must hold of what is written, unless that
        takes all too long.
        """
        pressed = time.perf_counter()
        self._program.send(keys)
        written = self._program.read_nonblocking(1 << 16, self._patience)
        answered = time.perf_counter()
        still = False
        while not still or not (answers(written) or time.perf_counter() > pressed + _ANSWER):
            still = True
            with suppress(pexpect.TIMEOUT):
                written += self._program.read_nonblocking(1 << 16, _QUIET)
                answered, still = time.perf_counter(), False
        return answered - pressed, written


def _by_length(texts: Iterable[str]) -> dict[int, set[bytes]]:
    found = defaultdict[int, set[bytes]](set)
    for text in map(str.encode, texts):
        found[len(text)].add(text)
    return found


def _has_any(written: bytes, texts: Mapping[int, Collection[bytes]]) -> bool:
    """Whether one of some texts is written. They may be all quotes of a large archive: none is looked for by itself."""
    return any(
        written[start : start + length] in some
        for length, some in texts.items()
        for start in range(len(written) - length + 1)
    )


def contents(archive: Archive) -> tuple[set[str], set[str]]:
    """What tells that topics are on the screen, and what tells that quotes are."""
    titles = ([title(record) for record in archive.of_kind(kind).values()] for kind in (Kind.TOPIC, Kind.QUOTE))
    labels, words = ({text[:_TELLING] for text in texts if len(text) >= _TELLING} for texts in titles)
    return labels, words
