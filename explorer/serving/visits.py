"""Visits: each connects a web socket to an explorer for a limited time. The number of visits is limited, too.

Browser messages are read as they arrive, even if the explorer is busy, so that a closed browser is noticed at once.
They are queued until the explorer takes them.
"""

from __future__ import annotations

import asyncio
import json
import signal
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from aiohttp import WSMsgType, web

from explorer.serving.child import Child
from explorer.serving.limits import MOST_WAITING, Asked, Limits, within

# Typed text, or a message of another kind.
Heard = str | dict[str, object]
# The overhead that each message counts for, in addition to its letters.
_EACH = 100


def understood(text: str) -> Heard | None:
    """Parse one message from a browser; None if no page of the explorer sends such a message."""
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
    """The queue of messages not yet taken. Of consecutive window sizes, only the last is kept."""

    def __init__(self) -> None:
        self._waiting: deque[Heard] = deque()
        self._size = 0
        self._any = asyncio.Event()

    def add(self, heard: Heard) -> bool:
        """Queue a message. Returns False if there is no room."""
        if self._waiting and _is_size(heard) and _is_size(self._waiting[-1]):
            self._waiting[-1] = heard
            return True
        self._size += _cost(heard)
        self._waiting.append(heard)
        self._any.set()
        return self._size <= MOST_WAITING

    async def take(self) -> Heard:
        """Wait for the next message and return it."""
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


_CLOSED = "The explorer was closed."
_FAILED = "The explorer made a mistake and ended. The archive is as it was."
_UNREAD = "The archive can’t be read now."
_IDLE = "Nothing was done here for {minutes}, so this visit has ended."
_LONG = "This visit has lasted for {minutes}, and has ended: others may want to look, too."
_STOPPED = "The server was stopped."
_STRANGE = "The server got what no page of the explorer sends, and has ended this visit."
_TOO_MUCH = "More was sent at once than the explorer can take in, so this visit has ended."
_SLOW = "This browser took too long to take or send something, so this visit has ended."
FULL = "All places are taken: as many people as this server has room for are looking at the archive. Try again later."

# The exit codes of an explorer that was closed, or was asked to end: by itself, or before it handled signals.
_IN_ORDER = (0, 128 + signal.SIGTERM, -signal.SIGTERM)
# The exit code of an explorer that finds no archive.
_NO_ARCHIVE = 2
# Seconds to wait for a free place: after a reload, the page's previous visit may still be ending.
_FOR_A_PLACE = 3.0
# Messages of an explorer that are passed to the page unchanged.
_FOR_THE_PAGE = ("copy", "copy-address", "look", "save")


class Visit:
    """One browser with its explorer."""

    def __init__(self, socket: web.WebSocketResponse, child: Child, limits: Limits) -> None:
        self._socket = socket
        self._child = child
        self._limits = limits
        self._heard = Backlog()
        self._last = asyncio.get_running_loop().time()

    async def last(self, stopped: asyncio.Event) -> str:
        """Run the visit until one side leaves, time is up or the server stops. Returns why it ended."""
        ways = (self._hear(), self._hand_on(), self._show(), self._count_time(), _once(stopped))
        tasks = [asyncio.ensure_future(way) for way in ways]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        return next(_why(task) for task in done)

    async def _hear(self) -> str:
        """Read what the browser sends, until it leaves."""
        async for message in self._socket:
            heard = understood(message.data) if message.type is WSMsgType.TEXT else None
            if heard is None:
                return _STRANGE
            if not self._heard.add(heard):
                return _TOO_MUCH
            if isinstance(heard, str):
                self._last = asyncio.get_running_loop().time()
        return ""

    async def _hand_on(self) -> str:
        """Pass queued messages to the explorer. End the visit if the explorer takes nothing for too long."""
        while True:
            heard = await self._heard.take()
            async with asyncio.timeout(self._limits.patience):
                await (self._child.type(heard) if isinstance(heard, str) else self._child.tell(**heard))

    async def _show(self) -> str:
        """Pass the explorer's output and messages to the browser, as fast as it takes them."""
        async for kind, content in self._child.packets():
            async with asyncio.timeout(self._limits.patience):
                if kind == b"D":
                    await self._socket.send_bytes(content)
                elif kind == b"M" and json.loads(content).get("type") in _FOR_THE_PAGE:
                    await self._socket.send_str(content.decode())
        return _CLOSED

    async def _count_time(self) -> str:
        """Wait until nothing was typed for too long, or the whole visit has lasted too long."""
        now, limits = asyncio.get_running_loop().time, self._limits
        with suppress(TimeoutError):
            async with asyncio.timeout(limits.longest):
                left = limits.idle
                while left > 0:
                    await asyncio.sleep(left)
                    left = self._last + limits.idle - now()
                return _IDLE.format(minutes=_minutes(limits.idle))
        return _LONG.format(minutes=_minutes(limits.longest))


class Visits:
    """All visits of a server, limited in number."""

    def __init__(self, root: Path, homes: Path, limits: Limits, narrate: Callable[[str], object]) -> None:
        self._root = root
        self._homes = homes
        self._limits = limits
        self._narrate = narrate
        self._places = asyncio.Semaphore(limits.sessions)
        self._stopped = asyncio.Event()

    def stop(self) -> None:
        """End all visits and allow no new ones."""
        self._stopped.set()

    async def visit(self, socket: web.WebSocketResponse, size: tuple[int, int], asked: Asked) -> None:
        """Run a browser's visit to the archive, and tell the browser at the end why it ended."""
        why = FULL
        async with self._place() as is_free:
            if is_free:
                why = await self._visit(socket, within(size), asked)
        with suppress(OSError, RuntimeError, TimeoutError):
            async with asyncio.timeout(self._limits.grace):
                if why:
                    await socket.send_json({"type": "end", "why": why})
                await socket.close()

    @asynccontextmanager
    async def _place(self) -> AsyncIterator[bool]:
        """Reserve a place for a visit; yields False if none becomes free in a moment."""
        try:
            async with asyncio.timeout(_FOR_A_PLACE):
                await self._places.acquire()
        except TimeoutError:
            yield False
            return
        try:
            yield True
        finally:
            self._places.release()

    async def _visit(self, socket: web.WebSocketResponse, size: tuple[int, int], asked: Asked) -> str:
        why = ""
        try:
            child = Child(self._root, self._homes, asked)
        except OSError as error:
            return self._none_begins(error)
        try:
            await child.start(*size)
            why = await Visit(socket, child, self._limits).last(self._stopped)
        except OSError as error:
            return self._none_begins(error)
        finally:
            code, said = await child.end(self._limits.grace)
        if why == _CLOSED and code not in _IN_ORDER:
            self._narrate(f"a visit ended by itself, with {code}: {said or 'it said nothing'}")
            return _UNREAD if code == _NO_ARCHIVE else _FAILED
        return why

    def _none_begins(self, error: OSError) -> str:
        self._narrate(f"no visit can begin: {error.strerror}")
        return _FAILED


def _why(task: asyncio.Future[str]) -> str:
    """Why a visit ended, by the task that was done first."""
    error = task.exception()
    if isinstance(error, TimeoutError):
        return _SLOW
    # The explorer or the browser went away while something was passed to it.
    if isinstance(error, OSError | RuntimeError):
        return _CLOSED
    return task.result()


async def _once(stopped: asyncio.Event) -> str:
    await stopped.wait()
    return _STOPPED


def _minutes(seconds: float) -> str:
    minutes = max(1, round(seconds / 60))
    return "a minute" if minutes == 1 else f"{minutes} minutes"
