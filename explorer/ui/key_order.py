"""The order of keys: each takes effect before the next one, however fast they are typed."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from itertools import takewhile

from textual.app import App
from textual.dom import DOMNode
from textual.events import Key, Paste
from textual.widgets import Input

from explorer.ui.textual_inside import is_anything_ready, is_waiting

# Wait at most this many turns of the event loop for a key's effect, and this many seconds for each widget at work,
# before passing on the next key.
_MOST_TURNS = 40
_PATIENCE = 0.5


class KeyOrder:
    """Passes one key at a time to an app: the next only when the effect of the one before is complete.

    Textual passes a key to the widget that has the focus at that moment. The key then travels from queue to queue until
    a binding acts on it. If keys come in a burst, Textual would pass the second one before the first one could move the
    focus: the letters of `/kirby` would not reach the search box. A paste waits its turn, too. Letters that wait while
    a text field has the focus go to it together, so that only the whole query is searched for.
    """

    def __init__(self, app: App[None], deliver: Callable[[Key | Paste], Awaitable[None]]) -> None:
        self._app = app
        self._deliver = deliver
        self._waiting: deque[Key | Paste] = deque()
        self._task: asyncio.Task[None] | None = None

    @property
    def waiting(self) -> int:
        """How many keys wait for their turn."""
        return len(self._waiting)

    def put(self, key: Key | Paste) -> None:
        """Take a key from the terminal."""
        self._waiting.append(key)
        if self._task is None:
            self._task = asyncio.create_task(self._hand_on())

    async def _hand_on(self) -> None:
        try:
            while self._waiting and self._app.is_running:
                target = self._app.focused or self._app.screen
                await self._deliver(self._next())
                await self._settle(target)
        finally:
            self._task = None

    def _next(self) -> Key | Paste:
        keys = takewhile(lambda key: isinstance(key, Key) and key.is_printable, self._waiting)
        letters = [key.character or "" for key in keys if isinstance(key, Key)]
        if len(letters) < 2 or not isinstance(self._app.focused, Input):
            return self._waiting.popleft()
        for _ in letters:
            self._waiting.popleft()
        return Paste("".join(letters))

    async def _settle(self, target: DOMNode) -> None:
        """Wait until the widget that got the key, the focused one, and all that contain these are idle.

        All must be idle at once, with nothing about to run: some work, such as the search for commands of the palette,
        is in no queue.
        """
        for _ in range(_MOST_TURNS):
            all_wait = True
            starts = filter(None, (target, self._app.focused, *self._app.screen_stack))
            for node in dict.fromkeys(node for start in starts for node in start.ancestors_with_self):
                handled = asyncio.Event()
                if not is_waiting(node) and node.call_later(handled.set):
                    all_wait = False
                    try:
                        async with asyncio.timeout(_PATIENCE):  # unlike `wait_for`, this needs no task
                            await handled.wait()
                    except TimeoutError:
                        return
            if all_wait and not is_anything_ready():
                return
            await asyncio.sleep(0)
