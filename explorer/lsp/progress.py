"""A long reading of an archive, as the editor shows that something goes on."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from uuid import uuid4

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.progress import Progress as Channel

from explorer.model.pausing import Progress

# Seconds. Of what takes no longer, nothing is said.
_LONG = 1.0
# Seconds between two reports.
_BETWEEN = 0.3


class ReadingProgress:
    """Says how far the readings of one archive are. `channel` is None for an editor that does not show that."""

    def __init__(self, name: str, channel: Channel | None) -> None:
        self._title = f"Checking {name}"
        self._channel = channel
        self._loop = asyncio.get_running_loop()
        self._began: float | None = None
        self._said = 0.0
        self._token = ""
        # The editor agreed to show it.
        self._is_shown = False
        self._asking: asyncio.Task[None] | None = None

    def __call__(self, now: Progress | None) -> None:
        """Tell, from any thread, how far a reading is; None at its end."""
        if self._channel is not None:
            with suppress(RuntimeError):  # the server has ended
                self._loop.call_soon_threadsafe(self._tell, self._channel, now)

    def _tell(self, channel: Channel, now: Progress | None) -> None:
        at = time.monotonic()
        if now is None:
            self._end(channel)
        elif self._began is None:
            self._began = at
        elif not self._token and at - self._began > _LONG:
            self._token = str(uuid4())
            self._asking = self._loop.create_task(self._begin(channel, self._token, now))
        elif self._is_shown and at - self._said > _BETWEEN:
            self._said = at
            channel.report(self._token, types.WorkDoneProgressReport(message=_message(now)))

    async def _begin(self, channel: Channel, token: str, now: Progress) -> None:
        with suppress(JsonRpcException):  # the editor does not want to
            await channel.create_async(token)
            if token == self._token:
                self._is_shown = True
                channel.begin(token, types.WorkDoneProgressBegin(self._title, message=_message(now)))

    def _end(self, channel: Channel) -> None:
        if self._is_shown:
            channel.end(self._token, types.WorkDoneProgressEnd())
            channel.tokens.pop(self._token, None)
        self._began, self._token, self._is_shown = None, "", False


def _message(now: Progress) -> str:
    return f"{now.what}: {now.done:,} of {now.total:,}"
