"""An app that leaves the terminal as it found it, however it ends."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any

from textual import constants, on
from textual.actions import ActionParseResult
from textual.app import App, ScreenError
from textual.css.query import QueryError
from textual.dom import DOMNode
from textual.driver import Driver
from textual.timer import Timer, TimerCallback
from textual.widget import MountError
from textual.worker import WorkerFailed

from explorer.desk import crash_report
from explorer.desk.terminal_state import TerminalState
from explorer.ui.ending import Ending, has_shell
from explorer.ui.textual_inside import never_missed

# These may be raised while the app ends, and are ignored: screens lack widgets then, and the terminal may be gone.
_CUT_SHORT = (OSError, QueryError, ScreenError, MountError)


class TerminalApp(App[None]):
    """Ends within two seconds of a signal, the terminal's end or a crash, and leaves the terminal as it was."""

    def __init__(self) -> None:
        super().__init__()
        self.ending = Ending(self._leave)
        # The terminal as it was found, where something was painted on it before the app began; until the app has it.
        self.found: TerminalState | None = None

    def get_driver_class(self) -> type[Driver]:
        if os.name != "posix" or constants.DRIVER is not None:
            return super().get_driver_class()
        from explorer.ui.terminal_driver import TerminalDriver

        return TerminalDriver

    def run(self, **options: Any) -> None:
        """Run until the end. An exception that ended the app is raised here, when the terminal is free again."""
        with self.ending.heeded(self.found), self._threads_heeded():
            try:
                result = super().run(**options)
            finally:
                if self.found:  # a signal came before the app had it
                    self.found.restore()
        if self._exception is not None:
            raise self._exception
        return result

    def on_load(self) -> None:
        asyncio.get_running_loop().set_exception_handler(self._task_failed)
        if self.ending.code is not None:
            self.exit(return_code=self.ending.code)

    def set_timer(
        self, delay: float, callback: TimerCallback | None = None, *, name: str | None = None, pause: bool = False
    ) -> Timer:
        """Call a function after a delay, and never miss it: until one size is handled, no later one is."""
        return never_missed(super().set_timer(delay, callback, name=name, pause=pause))

    # The end

    def _leave(self, code: int) -> None:
        """End in order; any thread may call it. Does nothing before and after the event loop runs."""
        with suppress(RuntimeError):
            if self._loop is not None:
                self._loop.call_soon_threadsafe(partial(self.exit, return_code=code))

    # Mistakes

    def _handle_exception(self, error: Exception) -> None:
        """End because of an unexpected exception, without Textual's traceback, which shows values of variables."""
        if isinstance(error, WorkerFailed) and isinstance(error.error, Exception):
            error = error.error
        lacks_memory = crash_report.is_lack_of_memory(error)
        if lacks_memory:
            self.ending.free_memory()
        if (self._exit or self.ending.code is not None) and (lacks_memory or isinstance(error, _CUT_SHORT)):
            return
        self._return_code = crash_report.CRASHED
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
            self.ending.ask(crash_report.CRASHED, error)
        self._close_messages_no_wait()

    def _task_failed(self, loop: asyncio.AbstractEventLoop, told: dict[str, Any]) -> None:
        if isinstance(error := told.get("exception"), Exception):
            self._handle_exception(error)

    @contextmanager
    def _threads_heeded(self) -> Iterator[None]:
        """Let an exception in any thread end the app."""

        def failed(args: threading.ExceptHookArgs) -> None:
            if args.exc_value is not None and crash_report.is_lack_of_memory(args.exc_value):
                self.ending.free_memory()
            with suppress(RuntimeError):
                if self._loop is not None and isinstance(args.exc_value, Exception):
                    self._loop.call_soon_threadsafe(self._handle_exception, args.exc_value)

        hook, threading.excepthook = threading.excepthook, failed
        try:
            yield
        finally:
            threading.excepthook = hook

    # What is done

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        name = action.partition("(")[0] if isinstance(action, str) else action[1]
        crash_report.did(name, type(default_namespace or self).__name__)
        return await super().run_action(action, default_namespace, namespaces)

    def action_suspend_process(self) -> None:
        """Stop, so that the shell has the terminal until it resumes the app; does nothing without such a shell."""
        if has_shell() and self._driver is not None and self._driver.can_suspend:
            self.app_suspend_signal.publish(self)
            # Stop the whole job and not the app alone: a program that started it, such as uv, would still hold the
            # terminal.
            os.kill(0, signal.SIGTSTP)

    @on(Driver.SignalResume)
    def _paint_anew(self) -> None:
        """Paint the whole screen: the shell has drawn over it."""
        self.refresh(layout=True)

    def action_help_quit(self) -> None:
        """Say how to quit: the user tried it with Ctrl+C."""
        self.notify("To quit, press Ctrl+Q; in the panes, q.")
