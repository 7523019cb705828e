"""The internals of Textual that we use, and why: what is not documented may change with any version of it.

A test compares `INHERITED` with the code, and both with the installed Textual.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from rich.control import Control

# The amount by which an option list is paged.
from textual._widget_navigation import Direction

# Parses the bytes from a terminal into keys: our drivers read them themselves, so as never to wait for ever.
from textual._xterm_parser import XTermParser

# The packets that come from a browser.
from textual.drivers._byte_stream import ByteStream

# The name of a character's key.
from textual.keys import _character_to_key as character_to_key

# The toasts on a screen, which are moved out of the way.
from textual.widgets._toast import Toast, ToastRack

from explorer.desk.last_picture import Picture

if TYPE_CHECKING:
    # Edits of a text area.
    from textual.app import App
    from textual.binding import BindingsMap
    from textual.document._document import EditResult
    from textual.document._edit import Edit
    from textual.dom import DOMNode
    from textual.message_pump import MessagePump
    from textual.timer import Timer

__all__ = [
    "INHERITED",
    "ByteStream",
    "Direction",
    "Edit",
    "EditResult",
    "Toast",
    "ToastRack",
    "XTermParser",
    "all_painted",
    "bindings_of",
    "character_to_key",
    "is_anything_ready",
    "is_possible",
    "is_waiting",
    "keymap_of",
    "never_missed",
]

# What our subclasses use or override of what they inherit, by the class of Textual that has it.
INHERITED: Mapping[str, Mapping[str, str]] = {
    "textual.app.App": {
        "_check_action_state": "a visitor's withheld actions are not possible, wherever Textual asks",
        "_driver": "the terminal is given back by force when the app hangs; in a browser, files are handed over",
        "_exception": "the first exception is kept for the report of a crash",
        "_exception_event": "who waits for an exception is told of one that ends the app in another way",
        "_exit": "an exception of the end itself is no mistake",
        "_handle_exception": "an exception ends the app without a traceback on the terminal",
        "_loop": "a thread asks the app to end",
        "_notifications": "a toast that says the same again takes the place of the one before",
        "_return_code": "a mistake ends with 70",
        "_unnotify": "as _notifications",
    },
    "textual.message_pump.MessagePump": {"_close_messages_no_wait": "the end waits for no queue"},
    "textual.screen.Screen": {
        "_refresh_layout": "where a picture is painted already, nothing may move after the first frame",
        "_screen_resized": "a screen is laid out and painted once for each size, and not twice",
    },
    "textual.widget.Widget": {
        "_scroll_update": "a list gets other rows to scroll through without a new layout of the screen"
    },
    "textual.driver.Driver": {"_app": "the app that the driver is of", "_debug": "what the parser of keys is given"},
    "textual.drivers.linux_driver.LinuxDriver": {
        "_file": "the terminal to write to",
        "_key_thread": "the thread that reads is not waited for when the terminal is gone",
        "_run_input_thread": "an error of reading asks for the end",
        "_writer_thread": "the thread that writes drops everything from the first error on",
    },
    "textual.drivers.web_driver.WebDriver": {
        "_enable_bracketed_paste": "starting as Textual's own driver does, without its handlers of signals",
        "_enable_mouse_support": "as _enable_bracketed_paste",
        "_input_reader": "its end is the end of the app",
        "_key_thread": "the thread that reads what the browser sends",
        "_on_meta": "what comes besides keys: sizes, and the end",
        "_request_terminal_sync_mode_support": "as _enable_bracketed_paste",
        "_size": "the size that the browser gave",
        "_write": "what is drawn is counted, so that it is never more than is taken",
    },
    "textual.widgets._option_list.OptionList": {
        "_index_to_line": "the terminal's cursor is in the line of the command in use",
        "_lines": "as _index_to_line",
        "_move_page": "a page of an empty list is no error",
        "_on_click": "a click chooses a command at once",
    },
    "textual.command.CommandPalette": {
        "_gather_commands": "the commands are looked for again when the archive has changed",
        "_list_visible": "only while they are shown",
    },
}


def keymap_of(app: App[Any]) -> Mapping[str, str]:
    """The keys that were changed, by the id of their binding."""
    return app._keymap  # noqa: SLF001 - nothing public says it


def bindings_of(node: DOMNode) -> BindingsMap:
    """The bindings of a node, with the keys as they are now: only the active ones are public."""
    bindings = node._bindings.copy()  # noqa: SLF001
    bindings.apply_keymap(node.app._keymap)  # noqa: SLF001
    return bindings


def is_possible(node: DOMNode, action: str) -> bool:
    """Whether an action of a node is possible now, as Textual checks before running it."""
    return bool(node.app._check_action_state(action, node))  # noqa: SLF001


def is_waiting(node: MessagePump) -> bool:
    """Whether a node has handled all messages and waits for more: nothing public distinguishes it from one at work."""
    queue: Any = node._message_queue  # noqa: SLF001
    return not _has_more(node) and any(not reader.done() for reader in queue.ready_event._waiters)  # noqa: SLF001


def _has_more(node: MessagePump) -> bool:
    """Whether a node has messages that it has not begun to handle."""
    queue: Any = node._message_queue  # noqa: SLF001
    return bool(queue.values or node._pending_message is not None or node._next_callbacks)  # noqa: SLF001


def is_anything_ready() -> bool:
    """Whether the event loop has anything else to run at once; nothing public says so."""
    return bool(asyncio.get_running_loop()._ready)  # type: ignore[attr-defined]  # noqa: SLF001


def all_painted(app: App[Any]) -> Picture | None:
    """What is on the screen; None if that is about to be painted again, as right after a key."""
    screen = app.screen
    compositor = screen._compositor  # noqa: SLF001 - nothing public gives more than a picture
    is_to_paint = screen._layout_required or screen._repaint_required or screen._dirty_widgets  # noqa: SLF001
    if is_to_paint or any(_has_more(node) for node in screen.walk_children(with_self=True)):
        return None
    update = compositor.render_full_update()
    written = update.render_segments(app.console) + Control.move_to(*app.cursor_position).segment.text
    return Picture(written, compositor.size)


def never_missed(timer: Timer) -> Timer:
    """Make a timer fire however late it is: Textual skips overdue calls, even the only one of a timer."""
    timer._skip = False  # noqa: SLF001 - the methods that start timers do not ask
    return timer
