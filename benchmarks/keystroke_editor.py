"""How long it takes from a key in an editor to the problems that it causes, by the language server.

On the shipped archive, and on a generated one of many files. Compared with reading and checking the whole archive in
this process. Run it with `python -m benchmarks.keystroke_editor`.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any

import msgspec

from benchmarks.archive_files import write_archive
from benchmarks.quotes import archive_of
from benchmarks.timing import p95, timed
from explorer.model.archive import Archive
from explorer.model.records import Article, Quote
from explorer.snapshot import read_snapshot, shipped_archive

# Seconds between two keys of somebody who types fast.
_BETWEEN = 0.12


def main() -> None:
    parser = ArgumentParser(description="Measure the time from a key in an editor to the problems that it causes.")
    parser.add_argument("--rounds", type=int, default=30, help="how many keys are typed (default: %(default)s)")
    parser.add_argument("--files", type=int, default=1000, help="files of the large archive (default: %(default)s)")
    arguments = parser.parse_args()
    print(f"{'':42}  median     p95   full check")
    with TemporaryDirectory() as folder:
        root = Path(folder) / "shipped"
        for name in ("data", "seeds"):
            shutil.copytree(shipped_archive() / name, root / name)
        told("the shipped archive", root, arguments.rounds)
        large = Path(folder) / "large"
        large.mkdir()
        in_many_files(archive_of(arguments.files * 5), large, arguments.files)
        told(f"one of {arguments.files:,} files", large, arguments.rounds)


def told(what: str, root: Path, rounds: int) -> None:
    """Print how long keys take in an archive, beside a full check of it."""
    full, _ = timed(lambda: read_snapshot(root))
    times = list(keys(root, rounds))
    print(
        f"key → problems, {what:26}  {median(times) * 1000:4.0f} ms  {p95(times) * 1000:4.0f} ms  {full * 1000:7.0f} ms"
    )
    print(f"{'full check / key':42}  {full / median(times):7.1f}  {full / p95(times):7.1f}")


def in_many_files(archive: Archive, root: Path, files: int) -> None:
    """Write an archive with its quotes in so many files, at most: those of an article together."""
    write_archive(archive, root)
    for path in (root / "data").glob("quotes-*.yaml"):
        path.unlink()
    lines: dict[int, list[str]] = defaultdict(list)
    articles = {article.id: n for n, article in enumerate(archive.all(Article))}
    for quote in archive.all(Quote):
        fields = msgspec.to_builtins(quote)
        del fields["kind"]
        lines[articles[quote.article] % files].append(f"- {msgspec.json.encode(fields).decode()}\n")
    for n, some in lines.items():
        (root / "data" / f"file-{n:05}.yaml").write_text(f"quotes:\n{''.join(some)}", encoding="utf-8")


def keys(root: Path, rounds: int) -> Iterator[float]:
    """The seconds from each key to its problems: an id is made wrong, and right again."""
    path = next(path for path in sorted(root.glob("data/**/*.yaml")) if "speaker" in path.read_text(encoding="utf-8"))
    text, uri = path.read_text(encoding="utf-8"), path.as_uri()
    at = text.index("speaker") + len("speaker: ")
    wrong = f"{text[:at]}x{text[at:]}" if text[at] != '"' else f"{text[: at + 1]}x{text[at + 1 :]}"
    with _Server(root) as server:
        server.open(uri, text)
        for version in range(2, rounds + 2):
            time.sleep(_BETWEEN)
            began = time.perf_counter()
            server.type(uri, version, wrong if version % 2 == 0 else text)
            server.wait_for(uri, version)
            yield time.perf_counter() - began


class _Server:
    """A language server, and just so much of a client as to type."""

    def __init__(self, root: Path) -> None:
        command = [sys.executable, "-m", "explorer", "lsp", "--archive", str(root)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._send("initialize", {"processId": None, "rootUri": root.as_uri(), "capabilities": {}}, id=1)
        self._send("initialized", {})

    def __enter__(self) -> _Server:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._process.communicate()

    def open(self, uri: str, text: str) -> None:
        self._send(
            "textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": "yaml", "version": 1, "text": text}}
        )
        self.wait_for(uri, 1)

    def type(self, uri: str, version: int, text: str) -> None:
        document = {"uri": uri, "version": version}
        self._send("textDocument/didChange", {"textDocument": document, "contentChanges": [{"text": text}]})

    def wait_for(self, uri: str, version: int) -> None:
        """Wait for the problems of a version of a document."""
        while True:
            message = self._next()
            params: Any = message.get("params")
            if message.get("method") != "textDocument/publishDiagnostics":
                continue
            if params["uri"] == uri and params.get("version") == version:
                return

    def _send(self, method: str, params: Any, **more: Any) -> None:
        body = json.dumps({"jsonrpc": "2.0", "method": method, "params": params, **more}).encode()
        assert self._process.stdin
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._process.stdin.flush()

    def _next(self) -> dict[str, Any]:
        stream, length = self._process.stdout, 0
        assert stream
        while header := stream.readline().strip():
            name, _, value = header.partition(b":")
            length = int(value) if name == b"Content-Length" else length
        message: dict[str, Any] = json.loads(stream.read(length))
        return message


if __name__ == "__main__":
    main()
