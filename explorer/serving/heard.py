"""What a browser says, kept until the explorer takes it.

It is read as it comes, however busy the explorer is: only so is it noticed at once that a browser has left.
"""

from __future__ import annotations

import asyncio
import json
from collections import deque

from explorer.serving.limits import MOST_WAITING, within

# Something typed, or a message of another kind.
Heard = str | dict[str, object]
# What a message counts for besides its letters.
_EACH = 100


def understood(text: str) -> Heard | None:
    """What one message of a browser says; None for one that a page of the explorer does not send."""
    try:
        message = json.loads(text)
    except (ValueError, RecursionError):
        return None
    match message:
        case ["stdin", str(typed)]:
            return typed
        case ["resize", {"width": int(width), "height": int(height)}]:
            width, height = within((width, height))
            return {"type": "resize", "width": width, "height": height}
        case ["focus" | "blur" as change]:
            return {"type": change}
    return None


class Backlog:
    """What was heard and not yet taken, in its order. Of sizes of the window in a row only the last one counts."""

    def __init__(self) -> None:
        self._waiting: deque[Heard] = deque()
        self._size = 0
        self._any = asyncio.Event()

    def add(self, heard: Heard) -> bool:
        """Keep something. Returns False when there is no room for it."""
        if self._waiting and _is_size(heard) and _is_size(self._waiting[-1]):
            self._waiting[-1] = heard
            return True
        self._size += _cost(heard)
        self._waiting.append(heard)
        self._any.set()
        return self._size <= MOST_WAITING

    async def take(self) -> Heard:
        """The next thing that was heard; waits for it."""
        await self._any.wait()
        heard = self._waiting.popleft()
        self._size -= _cost(heard)
        if not self._waiting:
            self._any.clear()
        return heard


def _cost(heard: Heard) -> int:
    return _EACH + (len(heard) if isinstance(heard, str) else 0)


def _is_size(heard: Heard) -> bool:
    return isinstance(heard, dict) and heard["type"] == "resize"
