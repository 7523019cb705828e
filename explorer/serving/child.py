"""The process that is the explorer of one visitor, and the folder that it takes for its user's until the end."""

from __future__ import annotations

import asyncio
import fcntl
import json
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec
import platformdirs

import explorer
from explorer.files.writing import private_folder
from explorer.serving.limits import Asked

_PREFIX = "explorer-serve-"


@contextmanager
def homes() -> Iterator[Path]:
    """A folder for the visits of a server. Those of servers that were killed are removed, too.

    Each server holds a lock on its folder, which the system lets go of when the server ends, however it does.
    """
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        _remove_abandoned(folder)
    with tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True) as name:
        held = os.open(name, os.O_RDONLY)
        try:
            fcntl.flock(held, fcntl.LOCK_EX)
            yield Path(name)
        finally:
            os.close(held)


def _remove_abandoned(folder: Path) -> None:
    """Remove a folder of this user's that no server holds."""
    with suppress(OSError):
        held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            if os.fstat(held).st_uid == os.getuid():
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder, ignore_errors=True)
        finally:
            os.close(held)


# The only variables of the server's that it is given.
_ENVIRONMENT = ("PATH", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR")
# Bytes of one packet, and of what is told of an explorer that failed.
_LONGEST_PACKET = 1 << 27
_TOLD = 2000
# So many reports of mistakes are kept: a visitor may know how to bring one about.
_MOST_REPORTS = 50


class Child:
    """An explorer that draws into a pipe. Its settings, queries and places are in a folder that is gone at its end."""

    def __init__(self, root: Path, homes: Path, asked: Asked) -> None:
        # The folder is named from the one around it: a visitor is told no path of this machine. Nothing is imported
        # from there (-P).
        self._around, name = root.resolve().parent, root.resolve().name or "."
        words = [name, msgspec.json.encode(asked).decode()]
        self._command = [sys.executable, "-P", "-m", "explorer.cli.served", *words]
        self._home = Path(tempfile.mkdtemp(prefix="visit-", dir=homes))
        self._process: asyncio.subprocess.Process | None = None

    async def start(self, width: int, height: int) -> None:
        """Start it in a window of a size."""
        with (self._home / "said").open("wb") as said:
            self._process = await asyncio.create_subprocess_exec(
                *self._command,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=said,
                cwd=self._around,
                env=_environment(self._home) | {"COLUMNS": str(width), "ROWS": str(height)},
                # Ctrl+C in the server's terminal is for the server, which then ends all visits.
                start_new_session=True,
            )

    async def packets(self) -> AsyncIterator[tuple[bytes, bytes]]:
        """What it draws (D) and tells (M), until it ends."""
        assert self._process is not None
        assert self._process.stdout is not None
        read = self._process.stdout.readexactly
        with suppress(asyncio.IncompleteReadError):
            while True:
                head = await read(5)
                length = int.from_bytes(head[1:], "big")
                if length > _LONGEST_PACKET:
                    return
                yield head[:1], await read(length)

    async def type(self, text: str) -> None:
        """Hand on what was typed. Raises OSError when the explorer has ended."""
        await self._send(b"D", text.encode("utf-8", "replace"))

    async def tell(self, **message: object) -> None:
        """Tell it something else. Raises OSError when it has ended."""
        await self._send(b"M", json.dumps(message).encode())

    async def _send(self, kind: bytes, content: bytes) -> None:
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.write(kind + len(content).to_bytes(4, "big") + content)
        await self._process.stdin.drain()

    async def end(self, grace: float) -> tuple[int, str]:
        """End it, by force after some seconds. Returns its exit code, and what it said of mistakes."""
        try:
            code = await self._ended(grace)
            return code, self._said() if code > 0 else ""
        finally:
            self._kill()
            shutil.rmtree(self._home, ignore_errors=True)

    async def _ended(self, grace: float) -> int:
        process = self._process
        if process is None:
            return 0
        with suppress(ProcessLookupError):
            process.terminate()
        # It may wait for somebody to take what it has drawn; and only when all is taken is it known that it has ended.
        emptied = asyncio.ensure_future(_empty(process.stdout))
        try:
            return await asyncio.wait_for(process.wait(), grace)
        except TimeoutError:
            self._kill()
            return await process.wait()
        finally:
            emptied.cancel()

    def _said(self) -> str:
        """What it said, and where the reports of its mistakes are now: among those of the server's user."""
        kept = platformdirs.user_state_path("article-explorer")
        said = (self._home / "said").read_text("utf-8", "replace")[-_TOLD:].strip()
        for report in (self._home / "state").rglob("crash-*.txt"):
            if len(list(kept.glob(report.name[:5] + "*"))) < _MOST_REPORTS:
                with suppress(OSError):
                    private_folder(kept)
                    said = said.replace(str(report), str(shutil.move(report, kept / report.name)))
        return said

    def _kill(self) -> None:
        """Kill it, with whatever it may have started."""
        if self._process is not None and self._process.returncode is None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)


def _environment(home: Path) -> dict[str, str]:
    """The variables of an explorer that has nobody's settings, and nobody's terminal."""
    kept = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    packages = [str(Path(explorer.__file__).parents[1]), kept.get("PYTHONPATH", "")]
    own = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "STATE", "DATA")}
    # What was read of an archive's files is kept for all explorers: a large archive is not read anew for each visit.
    cache = platformdirs.user_cache_path()
    return {
        **kept,
        **own,
        "PYTHONPATH": os.pathsep.join(filter(None, packages)),
        "HOME": str(home),
        "XDG_CACHE_HOME": str(cache),
        "TERM": "xterm-256color",
        "TEXTUAL_COLOR_SYSTEM": "truecolor",
        "TEXTUAL_DRIVER": "explorer.ui.browser_driver:BrowserDriver",
    }


async def _empty(stream: asyncio.StreamReader | None) -> None:
    while stream is not None and await stream.read(1 << 16):
        pass
