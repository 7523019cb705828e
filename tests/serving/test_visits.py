"""Visits end with whoever leaves first, and in time; nothing that a browser sends can hold one up, or the server."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import ClassVar

import aiohttp
import pytest
from aiohttp.test_utils import TestClient, TestServer
from archives import write_archive

from explorer.serving import visits
from explorer.serving.child import homes
from explorer.serving.guard import Guard
from explorer.serving.limits import LARGEST, MOST_WAITING, SMALLEST, Asked, Limits, within
from explorer.serving.server import VISITS, answering, application, listening
from explorer.serving.visits import Backlog, understood

Client = TestClient[aiohttp.web.Request, aiohttp.web.Application]


class FakeChild:
    """An explorer that draws what is typed, and ends when that is `q`."""

    all: ClassVar[list[FakeChild]] = []
    code = 0

    def __init__(self, root: Path, homes: Path, asked: Asked) -> None:
        self.asked = asked
        self.drawn: asyncio.Queue[tuple[bytes, bytes] | None] = asyncio.Queue()
        self.told: list[dict[str, object]] = []
        self.ended = False
        FakeChild.all.append(self)

    async def start(self, width: int, height: int) -> None:
        self.size = width, height

    async def packets(self) -> AsyncIterator[tuple[bytes, bytes]]:
        while packet := await self.drawn.get():
            yield packet

    async def type(self, text: str) -> None:
        self.drawn.put_nowait(None if text == "q" else (b"D", text.encode()))

    async def tell(self, **message: object) -> None:
        self.told.append(message)

    async def end(self, grace: float) -> tuple[int, str]:
        self.ended = True
        return self.code, "it said why"


@pytest.fixture
def narrated() -> list[str]:
    return []


@asynccontextmanager
async def opened(root: Path, limits: Limits, narrated: list[str]) -> AsyncIterator[Client]:
    app = application(root, root, Guard("127.0.0.1"), limits, narrated.append)
    async with TestClient(TestServer(app)) as client:
        yield client


@pytest.fixture(autouse=True)
def fake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visits, "Child", FakeChild)
    monkeypatch.setattr(visits, "_FOR_A_PLACE", 0.05)
    monkeypatch.setattr(FakeChild, "all", [])


async def connect(client: Client, query: str = "width=80&height=24") -> aiohttp.ClientWebSocketResponse:
    return await client.ws_connect(f"/visit?{query}", origin=f"http://127.0.0.1:{client.port}")


async def end_of(socket: aiohttp.ClientWebSocketResponse) -> str:
    """Why a visit ended, as its page is told; empty when it is not told anything."""
    why = ""
    async with asyncio.timeout(20):
        async for message in socket:
            if message.type is aiohttp.WSMsgType.TEXT and json.loads(message.data)["type"] == "end":
                why = json.loads(message.data)["why"]
    return why


async def until(condition: Callable[[], bool]) -> None:
    """Wait for what others do."""
    async with asyncio.timeout(20):
        while not condition():  # noqa: ASYNC110 - nothing tells of it
            await asyncio.sleep(0.01)


async def gone(child: FakeChild) -> None:
    await until(lambda: child.ended)


async def test_what_is_typed_and_drawn_is_handed_on(tmp_path: Path, narrated: list[str]) -> None:
    """And what the explorer tells the page, as far as pages know it; a size in its bounds."""
    async with opened(write_archive(tmp_path), Limits(), narrated) as client:
        socket = await connect(client, "width=90&height=99999999999&ref=topic/a&ref=--help&query=-x&light")
        await socket.send_json(["stdin", "é"])
        assert (await socket.receive_bytes()).decode() == "é"
        (child,) = FakeChild.all
        assert child.size == (90, SMALLEST[1])
        assert child.asked == Asked(("topic/a", "--help"), "-x", light=True)
        for message in ({"type": "open_url", "url": "file:///"}, {"type": "copy", "text": "x"}):
            child.drawn.put_nowait((b"M", json.dumps(message).encode()))
        assert await socket.receive_json() == {"type": "copy", "text": "x"}
        await socket.send_json(["resize", {"width": 10**9, "height": -1}])
        await socket.send_json(["focus"])
        await socket.send_json(["stdin", "q"])
        assert await end_of(socket) == "The explorer was closed."
        assert child.told == [{"type": "resize", "width": LARGEST[0], "height": SMALLEST[1]}, {"type": "focus"}]
        assert child.ended
    assert narrated == []


async def test_a_browser_that_leaves_ends_its_explorer(tmp_path: Path, narrated: list[str]) -> None:
    """Whether it says so or not."""
    async with opened(write_archive(tmp_path), Limits(), narrated) as client:
        polite, rude = await connect(client), await connect(client)
        await until(lambda: len(FakeChild.all) == 2)
        await polite.close()
        await gone(FakeChild.all[0])
        assert rude._response.connection is not None  # noqa: SLF001 - here and below: as a cable that is pulled
        assert rude._response.connection.transport is not None  # noqa: SLF001
        rude._response.connection.transport.abort()  # noqa: SLF001
        await gone(FakeChild.all[1])


STRANGE: dict[str, str | bytes] = {
    "no JSON": "stdin",
    "no list": "{}",
    "empty": "[]",
    "nothing typed": '["stdin"]',
    "a number typed": '["stdin", 1]',
    "no size": '["resize", {"width": "1", "height": 2}]',
    "unknown": '["quit"]',
    "deep": "[" * 60_000,
    "too long": "1" * 70_000,
    "bytes": b"bytes",
}


@pytest.mark.parametrize("strange", STRANGE.values(), ids=STRANGE)
async def test_what_no_page_sends_ends_the_visit(tmp_path: Path, narrated: list[str], strange: str | bytes) -> None:
    """And not the server. What is too long is not even read."""
    async with opened(write_archive(tmp_path), Limits(), narrated) as client:
        socket = await connect(client)
        await (socket.send_bytes(strange) if isinstance(strange, bytes) else socket.send_str(strange))
        await end_of(socket)
        await gone(FakeChild.all[0])
        async with client.get("/") as answer:
            assert answer.status == 200


async def test_no_more_visit_than_there_is_room_for(tmp_path: Path, narrated: list[str]) -> None:
    """Who comes too late is told so; a place that gets free is given to the next."""
    async with opened(write_archive(tmp_path), Limits(sessions=1), narrated) as client:
        first = await connect(client)
        assert await end_of(await connect(client)) == visits.FULL
        await first.close()
        await gone(FakeChild.all[0])
        third = await connect(client)
        await third.send_json(["stdin", "q"])
        assert await end_of(third) == "The explorer was closed."
        assert len(FakeChild.all) == 2


@pytest.mark.parametrize(
    ("limits", "word"), [(Limits(idle=0.01), "Nothing was done"), (Limits(longest=0.01), "has lasted")]
)
async def test_a_visit_ends_in_time(tmp_path: Path, narrated: list[str], limits: Limits, word: str) -> None:
    async with opened(write_archive(tmp_path), limits, narrated) as client:
        assert word in await end_of(await connect(client))


async def test_the_server_ends_all_visits(tmp_path: Path, narrated: list[str]) -> None:
    async with opened(write_archive(tmp_path), Limits(), narrated) as client:
        sockets = [await connect(client) for _ in range(3)]
        assert client.app is not None
        client.app[VISITS].stop()
        assert [await end_of(socket) for socket in sockets] == ["The server was stopped."] * 3
        assert all(child.ended for child in FakeChild.all)


async def test_a_mistake_is_told_to_the_servers_user(
    tmp_path: Path, narrated: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the visitor is told only that there was one."""
    monkeypatch.setattr(FakeChild, "code", 70)
    async with opened(write_archive(tmp_path), Limits(), narrated) as client:
        socket = await connect(client)
        await socket.send_json(["stdin", "q"])
        assert await end_of(socket) == "The explorer made a mistake and ended. The archive is as it was."
    assert narrated == ["a visit ended by itself, with 70: it said why"]


async def test_silent_connections_are_few_and_short(tmp_path: Path) -> None:
    """Whether they ask for nothing, or for half of something; others are answered meanwhile and after."""
    limits = Limits(sessions=1, silent=0.5)
    app = application(tmp_path, tmp_path, Guard("127.0.0.1"), limits, lambda _: None)
    at = listening("127.0.0.1", 0)
    async with answering(app, at, limits, logging.getLogger(__name__)):
        port = at.getsockname()[1]
        opened = [await asyncio.open_connection("127.0.0.1", port) for _ in range(limits.connections + 5)]
        for _, writer in opened[::2]:
            writer.write(b"GET / HTTP/1.1\r\nHost: ")
        async with asyncio.timeout(30):
            # Those that there was no room for are closed at once, and the others in time.
            ends = [await reader.read() for reader, _ in (*opened[-5:], *opened)]
        assert not any(ends)
        async with aiohttp.request("GET", f"http://127.0.0.1:{port}/") as answer:
            assert answer.status == 200
        for _, writer in opened:
            writer.close()


def test_a_window_has_its_bounds() -> None:
    assert within((80, 24)) == (80, 24)
    assert within((0, -5)) == SMALLEST
    assert within((10**9, 10**9)) == LARGEST


async def test_a_flood_ends_the_visit_and_a_browser_that_leaves_is_noticed(
    tmp_path: Path, narrated: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """At once, also while the explorer takes nothing of what was sent."""

    async def never(*_: object) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(FakeChild, "type", never)
    async with opened(write_archive(tmp_path), Limits(), narrated) as client:
        leaves, floods = await connect(client), await connect(client)
        for _ in range(50):
            await leaves.send_json(["stdin", "x" * 8000])
        await leaves.close()
        await gone(FakeChild.all[0])
        with suppress(ConnectionError):
            for _ in range(MOST_WAITING // 8000 + 1):
                await floods.send_json(["stdin", "x" * 8000])
        assert await end_of(floods) == "More was sent at once than the explorer can take in, so this visit has ended."


async def test_of_sizes_in_a_row_the_last_one_counts() -> None:
    backlog = Backlog()
    for text in ('["stdin", "a"]', *(f'["resize", {{"width": {width}, "height": 30}}]' for width in range(50, 70))):
        heard = understood(text)
        assert heard is not None
        assert backlog.add(heard)
    assert [await backlog.take(), await backlog.take()] == ["a", {"type": "resize", "width": 69, "height": 30}]


def test_the_folder_of_a_server_that_was_killed_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the next one; that of one that still runs stays."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    killed = tmp_path / "explorer-serve-killed"
    (killed / "visit-1").mkdir(parents=True)
    (tmp_path / "explorer-serve-link").symlink_to(tmp_path / "explorer-serve-killed")
    with homes() as running, homes() as other:
        assert not killed.exists()
        assert running.is_dir()
        assert other.is_dir()
    assert not running.exists()
