"""The explorer for visitors: it shows an archive in a browser, and writes nothing.

Only this module decides what a visitor can't do. A key whose action is withheld is offered nowhere, since a screen
offers only the actions that are possible on it; when pressed, it says why it does nothing.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from urllib.parse import urlencode

from textual import on
from textual.actions import ActionParseResult
from textual.dom import DOMNode

from explorer.ui.app import ExplorerApp
from explorer.ui.browser_driver import BrowserDriver
from explorer.ui.keys import name_of
from explorer.ui.requests import Change, Copy, CopyWayBack, Download, Edit, Mend, NotChanged

_ONLY_READS = "This explorer only reads: from a browser, nothing is written into the archive."
_NO_SHELL = "There is no shell in the browser."
_KEEPS_NOTHING = "This explorer keeps nothing: the address of a search, which Y copies, opens it again."

# The withheld actions by name, and what to say about each.
WITHHELD: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(
        (
            *("edit", "edit_fields", "tag", "tag_again", "add", "propose", "proposals", "quote_words"),
            *("undo", "redo", "mend"),
            *("accept", "accept_sure", "reject", "who", "split", "merge"),
        ),
        _ONLY_READS,
    )
    | {"suspend_process": _NO_SHELL, "name_query": _KEEPS_NOTHING}
)

# The actions with other words here, by the id of their binding.
REWORDED: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"copy-command": ("Copy address", "Copy the address that reopens this view")}
)


class ReadingApp(ExplorerApp):
    """An explorer that only reads. Its output goes to the browser, and nothing to this machine."""

    withheld = WITHHELD
    reworded = REWORDED
    # Said at the start, if there is anything to say.
    remark = ""

    # What is withheld

    def _check_action_state(self, action: str, default_namespace: DOMNode) -> bool | None:
        """Whether an action is possible, which Textual checks for each key that it might offer."""
        return None if name_of(action) in WITHHELD else super()._check_action_state(action, default_namespace)

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        why = WITHHELD.get(name_of(action))
        if why is None:
            return await super().run_action(action, default_namespace, namespaces)
        self.notify(why, severity="warning")
        return True

    @on(Edit)
    @on(Change)
    @on(Mend)
    def _refuse(self, event: Edit | Change | Mend) -> None:
        """Refuse requests to write, wherever they come from."""
        event.prevent_default()
        if isinstance(event, Change):
            self._answer(NotChanged, event)
        self.notify(_ONLY_READS, severity="warning")

    def keep_theme(self, theme: str) -> None:
        """Apply a theme without keeping it: it lasts as long as the visitor stays."""
        self._tell_look()

    # What is handed over

    def tell_browser(self, **message: str) -> None:
        """Tell the page around the terminal something."""
        if isinstance(self._driver, BrowserDriver):
            self._driver.write_meta(dict(message))

    def on_mount(self) -> None:
        self._tell_look()
        if self.remark:
            self.notify(self.remark, severity="warning", timeout=12)

    def _tell_look(self) -> None:
        """Send the theme's background colour for the edge around the terminal."""
        self.tell_browser(type="look", background=self.current_theme.background or "black")

    def offer_to_clipboard(self, text: str) -> None:
        self.tell_browser(type="copy", text=text)

    async def copy(self, event: Copy) -> None:
        self.copy_to_clipboard(event.text)
        self.notify(f"Copied {event.what}.", timeout=3)

    @on(CopyWayBack)
    def _copy_address(self, event: CopyWayBack) -> None:
        """Copy the address that reopens a view: the browser knows what it begins with."""
        event.prevent_default()
        self.tell_browser(type="copy-address", query=address_of(event.trail, event.query))
        self.notify(f"Copied the address that opens {event.shown}.", timeout=3)

    @on(Download)
    def _download(self, event: Download) -> None:
        content = b64encode(event.content).decode()
        self.tell_browser(type="save", name=event.file_name, content=content)
        self.notify(f"The browser saves {event.what} as {event.file_name}.", timeout=6)


def address_of(trail: Sequence[str], query: str) -> str:
    """The part of an address that says what to open, from its question mark on; empty for the default view."""
    parts = [*(("ref", ref) for ref in trail), *([("query", query)] if query else [])]
    return f"?{urlencode(parts)}" if parts else ""
