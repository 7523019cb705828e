"""Textual's driver for a browser: output and input pass through pipes, as packets that a server forwards.

A packet is a letter, its length in four bytes, and its content: D has what a terminal would get or send, M a message in
JSON. The other end may send anything.
"""

from __future__ import annotations

import os
import time
from codecs import getincrementaldecoder
from functools import partial
from typing import Any

from textual import events, messages
from textual.app import App
from textual.drivers.web_driver import WebDriver
from textual.geometry import Size
from textual.message import Message

from explorer.ui.ending import GONE, Ending
from explorer.ui.textual_inside import ByteStream, XTermParser

# Code points: input without an end, such as a paste, is dropped after this many.
_LONGEST = 1 << 20
_ESCAPE = b"\x1b"
# When this many events wait for the app, no more are read; this often (seconds) it checks whether they still wait.
_MOST_WAITING = 200
_LOOK = 0.02


class BrowserDriver(WebDriver):
    """Draws into stdout and reads stdin. When either is gone, the app ends."""

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        # Only a TerminalApp uses this driver, and it has an `ending`.
        self._ending: Ending = app.ending  # type: ignore[attr-defined]
        self._write = partial(self._write_all)

    def start_application_mode(self) -> None:
        """Begin to draw and to read. Unlike Textual's, it leaves signals to `ending`, as for all terminals."""
        self.write("\x1b[?1049h\x1b[?25l")
        self._enable_mouse_support()
        self._enable_bracketed_paste()
        size = Size(*(self._size or (80, 24)))
        self.send_message(events.Resize(size, size))
        self._request_terminal_sync_mode_support()
        self._key_thread.start()

    def _write_all(self, data: bytes) -> int:
        """Write into stdout, however slowly it takes it. Once it is gone, everything is dropped."""
        view = memoryview(data)
        try:
            while view:
                view = view[os.write(self.fileno, view) :]
        except OSError:
            self._ending.ask(GONE)
        return len(data)

    # What comes in

    def run_input_thread(self) -> None:
        """Pass on input until the driver stops or stdin ends, no faster than the app handles it."""
        parser, stream = XTermParser(self._debug), ByteStream()
        decode, unfinished = getincrementaldecoder("utf-8")("replace").decode, 0
        for data in self._input_reader:
            for kind, payload in stream.feed(data) if data else ():
                if kind != "D":
                    self._on_meta(kind, payload)
                    continue
                if payload == _ESCAPE and not unfinished:
                    # A key comes whole: what follows does not belong to it, however soon it comes.
                    self.process_message(events.Key("escape", "\x1b"))
                    continue
                text = decode(payload)
                unfinished += len(text)
                for message in parser.feed(text):
                    unfinished = 0
                    self.process_message(message)
                if unfinished > _LONGEST:
                    parser, unfinished = XTermParser(self._debug), 0
            for message in parser.tick():
                self.process_message(message)
            waiting = getattr(self._app, "events_waiting", 0)
            while waiting > _MOST_WAITING and not self.exit_event.is_set():
                time.sleep(_LOOK)
                waiting = getattr(self._app, "events_waiting", 0)
        if not self.exit_event.is_set():
            self._ending.ask(GONE)

    def process_message(self, message: Message) -> None:
        # Only messages report the size of the window: a size in the terminal's own input could be any number.
        if not isinstance(message, events.Resize | messages.InBandWindowResize):
            super().process_message(message)

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        match packet_type, payload:
            case "resize", {"width": int(width), "height": int(height)}:
                self._size = width, height
                self.send_message(events.Resize(Size(width, height), Size(width, height)))
            case "focus", _:
                self.send_message(events.AppFocus())
            case "blur", _:
                self.send_message(events.AppBlur())
