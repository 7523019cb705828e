"""The explorer in a pseudo-terminal: what a reader would see, and every byte that their terminal would get."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import TracebackType

import pexpect
import pyte
import warm
from pyte.modes import IRM
from pyte.screens import Char
from rich.cells import cell_len
from wcwidth import wcwidth

EXPLORER = (sys.executable, "-m", "explorer")
# For a script that runs the explorer: on a busy machine, too, it has the time to end by itself, with its own status,
# before the system ends it.
UNHURRIED = "from explorer.ui import ending; ending._NO_LONGER = 60.0\n"

KEYS = {
    "enter": "\r",
    # As kitty and others send it. A lone ESC that comes just before another key is Alt with that key to a program that
    # reads both at once, as it does on a busy machine; where nothing follows, a test may `type` it.
    "escape": "\x1b[27u",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "backspace": "\x7f",
    "space": " ",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "alt+right": "\x1b[1;3C",
    "alt+left": "\x1b[1;3D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "delete": "\x1b[3~",
}

# What pyte takes for text or for other commands: CSI sequences of some terminals only, like kitty's keyboard protocol
# and xterm's key modes; private ones but for those that it knows; strings for the terminal itself (DCS, APC, PM, SOS).
# And colours, which take half of its time, and which nobody asks it for.
_NOT_FOR_PYTE = re.compile(
    rb"\x1b\[(?:[0-9;:]*m|[<>=][0-9;:]*[ -/]*[@-~]|\?[0-9;:]*(?:[ -/]+[@-~]|[@-~](?<![hlJK])))|\x1b[PX^_][^\x1b]*\x1b\\"
)
_UNFINISHED = re.compile(rb"\x1b(?:\[[<>=?]?[0-9;:]*[ -/]*|[PX^_][^\x1b]*\x1b?)?\Z")
# Seconds until what a test waits for will not come any more, far beyond what it takes on a busy machine; and those
# between two looks.
_PATIENCE = 90.0
_LOOK = 0.02


def for_pyte(written: bytes) -> bytes:
    """What a program writes to a terminal, without what pyte does not know."""
    return _NOT_FOR_PYTE.sub(b"", written)


@cache
def _narrow(character: str) -> Char | None:
    """The cell with a character that fills just one; None for any other."""
    return Char(character) if wcwidth(character) == 1 else None


class _Screen(pyte.Screen):
    def cursor_position(self, line: int | None = None, column: int | None = None, *_: int, **__: object) -> None:
        """Take what is left of a sequence that was cut, as terminals do: pyte raises at a third number."""
        super().cursor_position(line, column)

    def draw(self, data: str) -> None:
        """Draw all at once what is as simple as most text: pyte itself takes a while for each character."""
        cursor, cells = self.cursor, [cell for character in data if (cell := _narrow(character))]
        end = cursor.x + len(data)
        if end > self.columns or len(cells) < len(data) or IRM in self.mode:
            super().draw(data)
            # What combines with the last character of the row before changes that row.
            self.dirty.add(max(0, cursor.y - 1))
        else:
            self.buffer[cursor.y].update(zip(range(cursor.x, end), cells, strict=True))
            self.dirty.add(cursor.y)
            cursor.x = end


class Terminal:
    """A terminal with the explorer, or another `command`, running in it; a context manager that ends it.

    `size` is columns and rows, and `env` is added to this process's environment. The terminal answers no queries: the
    program must do with what an xterm of 256 colours can.
    """

    def __init__(
        self,
        args: Sequence[str] = (),
        size: tuple[int, int] = (120, 40),
        env: Mapping[str, str] | None = None,
        *,
        command: Sequence[str] = EXPLORER,
        cwd: Path | None = None,
    ) -> None:
        columns, rows = size
        inherited = {name: value for name, value in os.environ.items() if name not in _NOT_INHERITED}
        self.raw = b""
        self.ended = False
        self._closed = False
        self._unfinished = b""
        self._seen = [""] * rows
        self._screen = _Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._child = warm.Spawned(
            command[0],
            [*command[1:], *args],
            dimensions=(rows, columns),
            env={**inherited, "TERM": "xterm-256color", **(env or {})},
            cwd=cwd,
            timeout=None,
        )
        self._child.delaybeforesend = None
        self._child.delayafterclose = 0

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the program as closing its window does, in the time that it needs for that on a busy machine."""
        self.close()
        deadline = time.monotonic() + _PATIENCE
        while self._child.isalive() and time.monotonic() < deadline:
            time.sleep(_LOOK)
        self._child.close(force=True)

    # What the reader does

    def type(self, text: str, apart: float = 0) -> None:
        """Type text: all at once, or with so many seconds between its characters."""
        for keys in text if apart else [text]:
            self._child.send(keys.encode())
            if apart:
                self._read_for(apart)

    def press(self, *keys: str) -> None:
        """Press keys by name, such as `enter`, `alt+left`, `ctrl+p`, or any one character."""
        for key in keys:
            self.type(_sequence(key))

    def resize(self, columns: int, rows: int) -> None:
        self._screen.resize(rows, columns)
        self._screen.dirty = set(range(rows))
        self._seen = [""] * rows
        self._child.setwinsize(rows, columns)

    def end(self, signal: int) -> None:
        """Send the program a signal, as whatever ends it from outside does."""
        self._child.kill(signal)

    def close(self) -> None:
        """Close the terminal under the program, as closing its window does. There is nothing more to type or to see."""
        self._child.ptyproc.fileobj.close()
        self._closed = True

    @property
    def pid(self) -> int:
        """The number of the program's process."""
        return int(self._child.pid)

    # What the reader sees

    def screen(self) -> list[str]:
        """The rows of the screen as they now are."""
        self._read_for(0)
        for y in self._screen.dirty:
            self._seen[y] = "".join(_seen(self._cells(y)))
        self._screen.dirty.clear()
        return list(self._seen)

    @property
    def at_cursor(self) -> str:
        """The words from the cell of the terminal's cursor on to the end of its row: what a braille display shows."""
        return "".join(self._row_at_cursor()[self._screen.cursor.x :]).rstrip()

    @property
    def before_cursor(self) -> str:
        """The words before the terminal's cursor in its row."""
        return "".join(self._row_at_cursor()[: self._screen.cursor.x])

    @property
    def text(self) -> str:
        """The rows of the screen as they now are, in one string."""
        return "\n".join(row.rstrip() for row in self.screen())

    def wait_for(self, wanted: str | Callable[[str], bool], timeout: float = _PATIENCE) -> str:
        """Wait until the screen's text holds `wanted`, or `wanted` is true of it, and return the text.

        Raises AssertionError with the screen when the time, in seconds, is up or the program has ended.
        """
        deadline = time.monotonic() + timeout
        while True:
            self._read(_LOOK)
            text = self.text
            if wanted in text if isinstance(wanted, str) else wanted(text):
                return text
            if self.ended or time.monotonic() > deadline:
                reason = "the program ended" if self.ended else f"{timeout} s went by"
                raise AssertionError(f"{reason} without {wanted!r} on the screen:\n{text}")

    def wait_for_cursor(self, words: str, timeout: float = _PATIENCE) -> None:
        """Wait until the terminal's cursor is on the first of some words, and stays there when all is drawn."""
        deadline = time.monotonic() + timeout
        while True:
            self.wait_for(lambda _: self.at_cursor.startswith(words) or time.monotonic() > deadline, timeout + _LOOK)
            self.settle(_LOOK * 5)
            if self.at_cursor.startswith(words):
                return
            if time.monotonic() > deadline:
                raise AssertionError(f"the cursor is not at {words!r}, but at {self.at_cursor!r}:\n{self.text}")

    def settle(self, quiet: float = 0.3, timeout: float = _PATIENCE) -> str:
        """Wait until nothing is written and the program waits, at every look for `quiet` seconds; return the text.

        A program that would go on if only it got the processor does not wait. The cursor of a text field blinks every
        0.5 s: that is the most for `quiet`. Raises AssertionError with the screen when the time, in seconds, is up.
        """
        deadline = time.monotonic() + timeout
        since = time.monotonic()
        while not self.ended and time.monotonic() < since + quiet:
            if self._read(_LOOK) or not self._waits():
                since = time.monotonic()
            if since > deadline:
                raise AssertionError(f"the program still runs after {timeout} s:\n{self.text}")
        return self.text

    def read_for(self, seconds: float) -> None:
        """Take in what is written within some seconds, and leave what then still comes."""
        deadline = time.monotonic() + seconds
        while not self.ended and (left := deadline - time.monotonic()) > 0:
            self._read(left)

    def wait_for_exit(self, timeout: float = _PATIENCE) -> int:
        """Wait until the program ends, and return its exit status: that of the shell, 128 + n for a signal."""
        deadline = time.monotonic() + timeout
        while self._child.isalive() if self._closed else not self.ended:
            self._read(_LOOK)
            if time.monotonic() > deadline:
                raise AssertionError(f"the program still runs after {timeout} s:\n{self.text}")
        self._child.close()
        status: int | None = self._child.exitstatus
        return 128 + int(self._child.signalstatus) if status is None else status

    def _row_at_cursor(self) -> list[str]:
        """The cells of the row with the terminal's cursor. The second cell of a wide character is empty."""
        self._read_for(0)
        return self._cells(self._screen.cursor.y)

    def _cells(self, y: int) -> list[str]:
        row = self._screen.buffer[y]
        return [row[x].data for x in range(self._screen.columns)]

    def _waits(self) -> bool:
        """Whether the program's main thread has nothing to do now; on a system that doesn't tell, it counts as so."""
        try:
            told = Path(f"/proc/{self.pid}/stat").read_text(encoding="utf-8", errors="replace")
        except OSError:
            return True
        return told.rpartition(")")[2].split()[0] != "R"

    def _read_for(self, seconds: float) -> None:
        """Take in what has been written, and what is written within some seconds."""
        deadline = time.monotonic() + seconds
        while self._read(max(0, deadline - time.monotonic())):
            pass

    def _read(self, timeout: float) -> bool:
        """Take in what has been written, or else is written next; return whether there was something."""
        if self.ended:
            return False
        if self._closed:
            time.sleep(timeout)
            return False
        try:
            written: bytes = self._child.read_nonblocking(1 << 16, timeout)
        except pexpect.TIMEOUT:
            return False
        except pexpect.EOF:
            self.ended = True
            return False
        self.raw += written
        written = self._unfinished + written
        unfinished = _UNFINISHED.search(written)
        end = unfinished.start() if unfinished else len(written)
        self._unfinished = written[end:]
        self._stream.feed(for_pyte(written[:end]))
        return True


# What would change the program's output from one machine to the next, or reach out of the test.
_NOT_INHERITED = {"COLORTERM", "COLUMNS", "LINES", "NO_COLOR", "TMUX", "VISUAL", "EDITOR", "DISPLAY", "WAYLAND_DISPLAY"}


def _seen(cells: Sequence[str]) -> Iterator[str]:
    """What a reader sees in a row's cells. Half of a wide character whose other half was written over is blank.

    The second cell of a wide character is empty. pyte's own `display` fails where only that one is left.
    """
    for before, cell, after in zip(("", *cells), cells, (*cells[1:], ""), strict=False):
        if cell:
            yield " " if not cell.isascii() and cell_len(cell) > 1 and after else cell
        elif before.isascii() or cell_len(before) == 1:
            yield " "


def _sequence(key: str) -> str:
    if key in KEYS:
        return KEYS[key]
    modifier, _, character = key.rpartition("+")
    if modifier == "ctrl":
        return chr(ord(character) & 0x1F)
    if modifier == "alt":
        return f"\x1b{character}"
    return key
