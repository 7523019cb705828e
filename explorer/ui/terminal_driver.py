"""Textual's driver for a terminal that may be gone at any time, on Linux and macOS.

Nothing here waits for ever, and no error of the terminal ends a thread that others wait for. When the terminal is gone,
the app is told to end.
"""

from __future__ import annotations

import os
import select
import sys
import time
from codecs import getincrementaldecoder
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

from explorer.desk.terminal_state import TerminalState
from explorer.ui.ending import GONE, Ending
from explorer.ui.textual_inside import XTermParser

# Output is written when it has this many code points; input is read in pieces of at most this many bytes.
_MOST = 1 << 16
OUT_OF_MEMORY = "There is hardly any memory left: q leaves the explorer, and all that was written is kept."
# Bytes that a key may need. If there is no memory for them, that shows before the key is read.
_FOR_A_KEY = 1 << 22
# Sent already if something was painted before. Some terminals would clear it.
_OTHER_SCREEN = "\x1b[?1049h"
# Seconds between two checks of the input thread whether it should end.
_LOOK = 0.1


class TerminalDriver(LinuxDriver):
    """Draws on stderr and reads stdin, as Textual's own driver does."""

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        # Only a TerminalApp uses this driver, and it has an `ending`.
        self._ending: Ending = app.ending  # type: ignore[attr-defined]
        self._file = _Output(self._gone)  # type: ignore[assignment]  # has what the writing thread needs of a file

    def start_application_mode(self) -> None:
        """Take the terminal, unless it is taken: SIGCONT may come without a stop before.

        In the background Textual stops again, as it should; but not if it was resumed only to be ended, as by `kill %1`
        in a shell.
        """
        running = self._key_thread is not None and self._key_thread.is_alive()
        if self._in_background():
            time.sleep(_LOOK)
            if self._ending.is_near:
                return
        if not running and self._ending.code is None:
            super().start_application_mode()  # type: ignore[no-untyped-call]  # of Textual’s
            if self._found:
                self.attrs_before = self._found.settings
                self._app.found = None  # type: ignore[attr-defined]

    @property
    def _found(self) -> TerminalState | None:
        found: TerminalState | None = self._app.found  # type: ignore[attr-defined]
        return found

    def stop_application_mode(self) -> None:
        # In the background there is nothing to restore, and trying would stop the process.
        if not self._in_background():
            super().stop_application_mode()

    def disable_input(self) -> None:
        if not self._in_background():
            super().disable_input()

    def _in_background(self) -> bool:
        """Whether another job of the shell has the terminal."""
        with suppress(OSError):
            return os.tcgetpgrp(self.fileno) != os.getpgrp()
        return False

    def write(self, data: str) -> None:
        # When Textual's writing thread has ended, nothing empties its queue: writing would wait when that is full.
        if self._writer_thread is not None and not (self._found and data == _OTHER_SCREEN):
            super().write(data)

    def close(self) -> None:
        super().close()
        self._writer_thread = None

    def _gone(self) -> None:
        self._ending.ask(GONE)

    def _run_input_thread(self) -> None:
        # Unlike Textual's, it lets exceptions out: they are handled like those of any other thread.
        self.run_input_thread()

    def run_input_thread(self) -> None:
        """Pass on input until the driver stops or the terminal is gone."""
        parser = XTermParser(self._debug)
        # A terminal with another encoding may send bytes that are not UTF-8.
        decode = getincrementaldecoder("utf-8")("replace").decode
        last = False
        while not last:
            try:
                # Read once more at the end: what was typed before is meant for the app, and not for the shell.
                last = self.exit_event.is_set()
                if select.select([self.fileno], [], [], _LOOK)[0]:
                    bytes(_FOR_A_KEY)
                    typed = self._read()
                    if not typed:
                        self._gone()
                        return
                    if text := decode(typed):
                        for message in parser.feed(text):
                            self.process_message(message)
                for message in parser.tick():
                    self.process_message(message)
            except MemoryError:
                # Have the app say once that there is no memory left, with the memory reserved for its end.
                if self._ending.free_memory():
                    self._app.call_later(self._app.notify, OUT_OF_MEMORY, severity="error", timeout=60)
                else:
                    time.sleep(_LOOK)

    def _read(self) -> bytes:
        """What was typed; empty when the terminal is gone."""
        try:
            return os.read(self.fileno, _MOST)
        except OSError:
            return b""


class _Output:
    """The terminal as a file that never raises. After the first error, all that is written is dropped."""

    def __init__(self, gone: Callable[[], None]) -> None:
        assert sys.__stderr__ is not None
        self._descriptor = sys.__stderr__.fileno()
        self._encoding = sys.__stderr__.encoding
        self._gone: Callable[[], None] | None = gone
        self._pending: list[str] = []
        self._size = 0

    def fileno(self) -> int:
        return self._descriptor

    def write(self, text: str) -> None:
        self._pending.append(text)
        self._size += len(text)
        if self._size >= _MOST:
            self.flush()

    def flush(self) -> None:
        try:
            data = "".join(self._pending).encode(self._encoding, "backslashreplace")
        except MemoryError:  # all that is pending will be painted again, or never
            data = b""
        self._pending.clear()
        self._size = 0
        while data and self._gone:
            try:
                data = data[os.write(self._descriptor, data) :]
            except BlockingIOError:
                # Another program on this terminal may have made it non-blocking, which holds for all programs.
                select.select([], [self._descriptor], [], 1)
            except OSError:
                gone, self._gone = self._gone, None
                gone()
