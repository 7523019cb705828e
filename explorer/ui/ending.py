"""The end of the explorer when the user did not request it: a signal, a terminal that is gone, a crash.

The app is told to end in order. A terminal that takes no output, an editor or a long task may hold it up, so a thread
that nothing holds up ends the process a little later in any case. Some memory is reserved for the end, and freed when
there is no other.
"""

from __future__ import annotations

import os
import select
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from types import FrameType

from explorer.desk import crash_report
from explorer.desk.signals import ENDING, handled, ignore
from explorer.desk.terminal_state import TerminalState
from explorer.files.writing import discard_drafts


def has_shell() -> bool:
    """Whether there is a shell that could bring back the explorer once it is stopped.

    In a window, a container or a session of its own there is none: the system then says that the parent process belongs
    to another session, or that there is none.
    """
    if os.name != "posix":
        return False
    with suppress(OSError):
        return os.getppid() > 1 and os.getsid(os.getppid()) == os.getsid(0)
    return False


# The exit code when the terminal is gone: the one that a shell gives for a program that SIGHUP ended.
GONE = 128 + 1
# Seconds: how long an orderly end may take; when the system itself ends the process; and how long an orderly end may
# take after a crash, when the report matters more and nobody waits for the end.
_GRACE = 1.2
_NO_LONGER = 1.8
_GRACE_TO_REPORT = 3.0
# Seconds before retrying something for which there was no memory.
_BETWEEN = 0.05
# Bytes reserved for the end. The system provides them only when they are written to, which never happens.
_SET_ASIDE = 32 << 20


class Ending:
    """Ends the app once, with an exit code. `code` is None until the end is requested.

    `leave` tells the app to end in order. It must be callable from any thread.
    """

    def __init__(self, leave: Callable[[int], None]) -> None:
        self.code: int | None = None
        # A signal that ends the explorer has come; right after that, `code` is set.
        self.is_near = False
        self._crash: BaseException | None = None
        self._hurried = False
        self._leave = leave
        self._lock = threading.Lock()
        self._guest: subprocess.Popen[bytes] | None = None
        self._before: TerminalState | None = None
        # Set when the app has ended in order. The caller of the app then reports what was raised.
        self._over = threading.Event()
        self._set_aside: bytes | None = None

    def free_memory(self) -> bool:
        """Free the memory that was reserved for the end. Returns whether there was any."""
        had, self._set_aside = self._set_aside is not None, None
        return had

    def ask(self, code: int, crash: BaseException | None = None) -> None:
        """End the app: in order if that is soon enough, else by force. Any thread may call this.

        Only the first call counts, except that a signal after a crash shortens the time.
        """
        self.free_memory()
        with self._lock:
            if self.code is not None and (crash is not None or self._hurried):
                return
            self._hurried = crash is None
            if self.code is None:
                self.code, self._crash = code, crash
        if self._before is not None:
            threading.Thread(target=self._last_resort, args=[self._hurried], name="last-resort", daemon=True).start()
            if self._hurried:
                signal.setitimer(signal.ITIMER_REAL, _NO_LONGER)
        self._end_guest(code - 128 if code - 128 in ENDING else signal.SIGTERM)
        self._leave(code)

    @contextmanager
    def heeded(self, found: TerminalState | None = None) -> Iterator[None]:
        """Handle signals and the terminal's end meanwhile. If something is raised, restore the terminal.

        It becomes as it was `found` or, without that, as it is now.
        """
        if os.name != "posix" or threading.current_thread() is not threading.main_thread():
            # Signals can only be handled in the main thread, and here only on POSIX.
            yield
            return
        self._before = found or TerminalState()
        self._set_aside = bytes(_SET_ASIDE)
        reads, writes = os.pipe()
        os.set_blocking(writes, False)
        with handled(ENDING, self._note):
            # The system writes signals into a pipe, which a thread reads. A handler would run in the main thread, which
            # may be waiting for something.
            woken = signal.set_wakeup_fd(writes, warn_on_full_buffer=False)
            threading.Thread(target=self._heed, args=[reads, self._before.terminal], name="ending", daemon=True).start()
            try:
                yield
            except BaseException:
                self.free_memory()
                self._before.restore()
                raise
            finally:
                self._over.set()
                signal.set_wakeup_fd(woken)
                os.close(writes)

    def run(self, command: Sequence[str]) -> subprocess.CompletedProcess[bytes]:
        """Give the terminal to a program until it ends. If the explorer has to end, it ends the program.

        Raises OSError when the program can't be run.
        """
        with _keys_that_end_are_the_guests(), subprocess.Popen(command) as guest:
            self._guest = guest
            if self.code is not None:
                self._end_guest(signal.SIGTERM)
            try:
                return subprocess.CompletedProcess(command, guest.wait())
            finally:
                self._guest = None

    def _heed(self, signals: int, terminal: int | None) -> None:
        """Wait for signals, and for the terminal's end, which nothing else reports while an editor has it."""
        poll = select.poll()
        poll.register(signals, select.POLLIN)
        if terminal is not None:
            poll.register(terminal, 0)
        heard = b""
        while True:
            try:
                for source, event in () if heard else poll.poll():
                    if source != signals:
                        poll.unregister(source)
                        if not event & select.POLLNVAL:
                            self.ask(GONE)
                    elif not (heard := os.read(signals, 64)):
                        os.close(signals)
                        return
                for number in set(ENDING) & set(heard):
                    self.ask(128 + number)
                heard = b""
            except MemoryError:
                if not self.free_memory():
                    time.sleep(_BETWEEN)

    def _note(self, number: int, frame: FrameType | None) -> None:
        """Note that the end is near: the thread that handles signals then requests it."""
        self.is_near = True

    def _end_guest(self, number: int) -> None:
        if (guest := self._guest) is not None:
            with suppress(OSError):
                guest.send_signal(number)

    def _last_resort(self, hurried: bool) -> None:
        if hurried:
            # This waits even when the app has ended: threads may still hold up the interpreter's exit.
            time.sleep(_GRACE)
        elif self._over.wait(_GRACE_TO_REPORT):
            return
        try:
            self._end_guest(signal.SIGKILL)
            discard_drafts()
            told = crash_report.report(self._crash) if self._crash else []
            assert self._before is not None
            self._before.restore("".join(f"explorer: {line}\n" for line in told))
        finally:
            os._exit(self.code or 0)


@contextmanager
def _keys_that_end_are_the_guests() -> Iterator[None]:
    """Ignore Ctrl+C and Ctrl+\\ while a guest runs: they reach all programs on the terminal, but are meant for it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    with handled([getattr(signal, name) for name in ("SIGINT", "SIGQUIT") if hasattr(signal, name)], ignore):
        yield
