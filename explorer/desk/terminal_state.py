"""The terminal as the explorer found it, and how to restore it."""

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


class TerminalState:
    """The terminal's present settings. Without a terminal there are none."""

    def __init__(self) -> None:
        self.terminal: int | None = None
        self.settings: list[Any] = []
        with suppress(OSError, ValueError, AttributeError):
            import termios

            descriptor = sys.__stdin__.fileno()  # type: ignore[union-attr]  # where there is none: AttributeError
            with suppress(termios.error):
                self.settings = termios.tcgetattr(descriptor)
                self.terminal = descriptor

    @property
    def is_ours(self) -> bool:
        """Whether what is drawn goes to this terminal, too, and no other job of the shell has it."""
        with suppress(OSError):
            return self.terminal is not None and os.isatty(2) and os.tcgetpgrp(self.terminal) == os.getpgrp()
        return False

    def take(self) -> None:
        """Keep typed keys until they are read, one by one and without echo, as the app does."""
        import termios
        import tty

        assert self.terminal is not None
        own = [*self.settings]
        own[tty.LFLAG] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
        own[tty.IFLAG] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
        with suppress(termios.error):
            termios.tcsetattr(self.terminal, termios.TCSANOW, own)

    def restore(self, last_words: str = "") -> None:
        """Restore the terminal, if it still answers, and write some words on it. Never waits for the terminal."""
        if self.terminal is None:
            return
        import termios

        # Otherwise a process in the background would be stopped here.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTTOU})
        with suppress(termios.error):
            termios.tcflush(self.terminal, termios.TCIOFLUSH)
            termios.tcsetattr(self.terminal, termios.TCSANOW, self.settings)
        with suppress(OSError):
            # Opened again: the open file is shared with the shell, and O_NONBLOCK on it would affect the shell, too.
            written = os.open(os.ttyname(self.terminal), os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY)
            os.write(written, _BACK + last_words.encode("utf-8", "backslashreplace"))
            os.close(written)
