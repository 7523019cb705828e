"""The terminal's state before the explorer drew on it, and putting it back by force."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from typing import Any

# Ends an unfinished control string. Turns off: kitty keys, bracketed paste, reports of size, focus and mouse, held-back
# painting. Turns on: wrapping of lines, plain text, the screen from before, the cursor.
_BACK = (
    b"\x1b\\\x1b[<u\x1b[?2004l\x1b[?2048l\x1b[?1004l\x1b[?1016l\x1b[?1015l\x1b[?1006l\x1b[?1003l\x1b[?1000l\x1b[?2026l"
    b"\x1b[?7h\x1b[0m\x1b[?1049l\x1b[?25h"
)


def has_shell() -> bool:
    """Whether there is a shell that could bring back the explorer once it is stopped.

    In a window, a container or a session of its own there is none: the system then says that the process which started
    the explorer belongs to another session, or that there is none.
    """
    if os.name != "posix":
        return False
    with suppress(OSError):
        return os.getppid() > 1 and os.getsid(os.getppid()) == os.getsid(0)
    return False


class TerminalState:
    """The terminal's settings as they are now. Without a terminal, or on Windows, there are none."""

    def __init__(self) -> None:
        self.terminal: int | None = None
        self._settings: list[Any] = []
        with suppress(ImportError, OSError, ValueError, AttributeError):
            import termios

            descriptor = sys.__stdin__.fileno()  # type: ignore[union-attr]  # where there is none: AttributeError
            with suppress(termios.error):
                self._settings = termios.tcgetattr(descriptor)
                self.terminal = descriptor

    def restore(self, last_words: str = "") -> None:
        """Put the terminal back, if it still answers, and write some words on it. Never waits for the terminal."""
        if self.terminal is None:
            return
        import termios

        with suppress(AttributeError):
            # Otherwise a process in the background would be stopped here.
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTTOU})
        with suppress(termios.error):
            termios.tcflush(self.terminal, termios.TCIOFLUSH)
            termios.tcsetattr(self.terminal, termios.TCSANOW, self._settings)
        with suppress(OSError):
            # Opened anew: the open file is shared with the shell, and O_NONBLOCK on it would hold for the shell, too.
            written = os.open(os.ttyname(self.terminal), os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY)
            os.write(written, _BACK + last_words.encode("utf-8", "backslashreplace"))
            os.close(written)
