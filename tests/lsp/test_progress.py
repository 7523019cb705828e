"""How far the reading of an archive is, as an editor is told."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path
from typing import Any, cast

import pytest
from archives import write_archive

from explorer.lsp import server
from explorer.lsp.live import LiveArchive
from explorer.lsp.server import ReadingProgress
from explorer.model.pausing import Progress


class Channel:
    """An editor that agrees to everything, as far as pygls shows one."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.tokens: dict[str, object] = {}

    async def create_async(self, token: str) -> None:
        self.tokens[token] = None

    def begin(self, _: str, value: Any) -> None:
        self.said.append(f"{value.title}, {value.message}")

    def report(self, _: str, value: Any) -> None:
        self.said.append(value.message)

    def end(self, *_: object) -> None:
        self.said.append("end")


@pytest.mark.parametrize(
    ("long", "expected"), [(-1.0, ["Checking pier, files: 20 of 1,000", "files: 40 of 1,000", "end"]), (60.0, [])]
)
def test_a_long_reading_is_told_and_a_short_one_is_not(
    monkeypatch: pytest.MonkeyPatch, long: float, expected: list[str]
) -> None:
    monkeypatch.setattr(server, "_LONG", long)
    monkeypatch.setattr(server, "_BETWEEN", -1.0)
    channel = Channel()

    async def read() -> None:
        told = ReadingProgress("pier", cast("Any", channel))
        for done in (0, 20, 40):
            await asyncio.to_thread(told, Progress("files", done, 1000))
            for _ in range(5):
                await asyncio.sleep(0)
        told(None)
        await asyncio.sleep(0)

    asyncio.run(read())
    assert expected == channel.said
    assert {} == channel.tokens


def test_a_reading_whose_folder_is_closed_meanwhile_is_told_to_end(tmp_path: Path) -> None:
    root = write_archive(tmp_path)
    told: list[Progress | None] = []

    async def read() -> None:
        loop, closed = asyncio.get_running_loop(), threading.Event()

        def close() -> None:
            archive.close()
            closed.set()

        def far(now: Progress | None) -> None:
            told.append(now)
            if now is not None:
                loop.call_soon_threadsafe(close)
                closed.wait()

        archive = LiveArchive(root, "utf-16", dict, lambda: None, print, print, far)
        await asyncio.to_thread(closed.wait)

    asyncio.run(read())
    assert 2 == len(told)
    assert None is told[-1]
