"""Textual's driver for a terminal that may be gone at any time, on Linux and macOS.

Nothing here waits for ever or is raised into a thread that others wait for: when the terminal takes or gives nothing
any more, the app is asked to end.
"""

from __future__ import annotations

import os
import select
import sys
from codecs import getincrementaldecoder
from collections.abc import Callable
from typing import Any

from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

from explorer.ui.ending import GONE, Ending

# As much as is gathered before it is written, in code points, and read at once, in bytes.
_MOST = 1 << 16
# Seconds after which the input thread looks whether it is still wanted.
_LOOK = 0.1


class TerminalDriver(LinuxDriver):
    """Draws on stderr and reads stdin, as Textual's own driver does."""

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        # Given to a TerminalApp alone, which has one.
        self._ending: Ending = app.ending  # type: ignore[attr-defined]
        self._file = _Output(self._gone)  # type: ignore[assignment]  # has what the writing thread needs of a file

    def start_application_mode(self) -> None:
        """Take the terminal, unless it was taken, as when the process is told to go on without having been stopped."""
        running = self._key_thread is not None and self._key_thread.is_alive()
        if not running and self._ending.code is None:
            super().start_application_mode()  # type: ignore[no-untyped-call]  # of Textual’s

    def write(self, data: str) -> None:
        # Textual's queue is never emptied again when its thread has ended, and would be waited for when it is full.
        if self._writer_thread is not None:
            super().write(data)

    def close(self) -> None:
        super().close()
        self._writer_thread = None

    def _gone(self) -> None:
        self._ending.ask(GONE)

    def _run_input_thread(self) -> None:
        # What is raised is told as anything that a thread raises.
        self.run_input_thread()

    def run_input_thread(self) -> None:
        """Hand on what is typed until that is no longer wanted, or there is nobody to type."""
        parser = XTermParser(self._debug)
        # A byte that is no text may come from a terminal of another encoding.
        decode = getincrementaldecoder("utf-8")("replace").decode
        last = False
        while not last:
            # What has come by the end is for the app, and not for the shell.
            last = self.exit_event.is_set()
            if select.select([self.fileno], [], [], _LOOK)[0]:
                typed = self._read()
                if not typed:
                    self._gone()
                    return
                if text := decode(typed):
                    for message in parser.feed(text):
                        self.process_message(message)
            for message in parser.tick():
                self.process_message(message)

    def _read(self) -> bytes:
        """What was typed; nothing when the terminal is gone."""
        try:
            return os.read(self.fileno, _MOST)
        except OSError:
            return b""


class _Output:
    """The terminal as a file that never raises: from the first error on it takes everything to nowhere."""

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
        data = "".join(self._pending).encode(self._encoding, "backslashreplace")
        self._pending.clear()
        self._size = 0
        while data and self._gone:
            try:
                data = data[os.write(self._descriptor, data) :]
            except BlockingIOError:
                # Another program on this terminal may have set it so, for all of them.
                select.select([], [self._descriptor], [], 1)
            except OSError:
                gone, self._gone = self._gone, None
                gone()
