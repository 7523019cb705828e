"""The process that runs a visitor's explorer, and the temporary folder that it uses as its home."""

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
    """Create a folder for the visits of a server. Remove those of servers that were killed.

    Each server holds a lock on its folder, which the system releases however the server ends.
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
    """Remove a folder of this user's that no server has locked."""
    with suppress(OSError):
        held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            if os.fstat(held).st_uid == os.getuid():
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder, ignore_errors=True)
        finally:
            os.close(held)


# The only environment variables passed on from the server.
_ENVIRONMENT = ("PATH", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR")
# Bytes of one packet, and of the error output kept from an explorer that failed.
_LONGEST_PACKET = 1 << 27
_TOLD = 2000
# The maximum number of error reports kept: a visitor may be able to cause errors at will.
_MOST_REPORTS = 50


class Child:
    """An explorer that draws into a pipe. Its settings, queries and places are in a temporary folder."""

    def __init__(self, root: Path, homes: Path, asked: Asked) -> None:
        # Start it in the parent folder with a relative name: a visitor sees no path of this machine. Nothing is
        # imported from there (-P).
        self._around, name = root.resolve().parent, root.resolve().name or "."
        words = [name, msgspec.json.encode(asked).decode()]
        self._command = [sys.executable, "-P", "-m", "explorer.cli.served", *words]
        self._home = Path(tempfile.mkdtemp(prefix="visit-", dir=homes))
        self._process: asyncio.subprocess.Process | None = None

    async def start(self, width: int, height: int) -> None:
        """Start it with the given window size."""
        with (self._home / "said").open("wb") as said:
            self._process = await asyncio.create_subprocess_exec(
                *self._command,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=said,
                cwd=self._around,
                env=_environment(self._home) | {"COLUMNS": str(width), "ROWS": str(height)},
                # Ctrl+C in the server's terminal goes only to the server, which then ends all visits.
                start_new_session=True,
            )

    async def packets(self) -> AsyncIterator[tuple[bytes, bytes]]:
        """The packets that it sends, output (D) and messages (M), until it ends."""
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
        """Pass on typed text. Raises OSError if the explorer has ended."""
        await self._send(b"D", text.encode("utf-8", "replace"))

    async def tell(self, **message: object) -> None:
        """Send it another message. Raises OSError if it has ended."""
        await self._send(b"M", json.dumps(message).encode())

    async def _send(self, kind: bytes, content: bytes) -> None:
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.write(kind + len(content).to_bytes(4, "big") + content)
        await self._process.stdin.drain()

    async def end(self, grace: float) -> tuple[int, str]:
        """End it, by force after `grace` seconds. Returns its exit code and its error output."""
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
        # Read the rest of its output: it may be blocked by a full pipe, and its end is known only when all is read.
        emptied = asyncio.ensure_future(_empty(process.stdout))
        try:
            return await asyncio.wait_for(process.wait(), grace)
        except TimeoutError:
            self._kill()
            return await process.wait()
        finally:
            emptied.cancel()

    def _said(self) -> str:
        """Its error output, and where its error reports are now: among those of the server's user."""
        kept = platformdirs.user_state_path("article-explorer")
        said = (self._home / "said").read_text("utf-8", "replace")[-_TOLD:].strip()
        for report in (self._home / "state").rglob("crash-*.txt"):
            if len(list(kept.glob(report.name[:5] + "*"))) < _MOST_REPORTS:
                with suppress(OSError):
                    private_folder(kept)
                    said = said.replace(str(report), str(shutil.move(report, kept / report.name)))
        return said

    def _kill(self) -> None:
        """Kill it and all its child processes."""
        if self._process is not None and self._process.returncode is None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)


def _environment(home: Path) -> dict[str, str]:
    """The environment of an explorer without the user's settings and terminal."""
    kept = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    packages = [str(Path(explorer.__file__).parents[1]), kept.get("PYTHONPATH", "")]
    own = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "STATE", "DATA")}
    # All explorers share the cache of parsed files, so that a large archive is not read anew for each visit.
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
