"""An editor of a few lines: it speaks JSON-RPC with a language server that is a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from queue import Empty, Queue
from types import TracebackType
from typing import Any

import warm

import explorer

# Seconds. Only a server that hangs needs as long.
_LONGEST = 60.0


class Refused(Exception):
    """The server answered with an error."""

    def __init__(self, error: dict[str, Any]) -> None:
        super().__init__(error["message"])
        self.code: int = error["code"]


class Editor:
    """A client with a folder open. `diagnostics` has what was published last for each address, `said` all messages.

    `first` is Python that the server's process runs before all else.
    """

    def __init__(
        self, folder: Path | None, *words: str, capabilities: dict[str, Any] | None = None, first: str = ""
    ) -> None:
        started = f"{first}\nimport sys, explorer.cli\nsys.exit(explorer.cli.main())" if first else ""
        how = ["-c", started] if first else ["-m", "explorer"]
        command = [sys.executable, "-W", "error", *how, "lsp", *words]
        environment = os.environ | {"PYTHONPATH": str(Path(explorer.__file__).parents[1])}
        self.process = warm.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
        )
        self.diagnostics: dict[str, list[dict[str, Any]]] = {}
        self.published: list[dict[str, Any]] = []
        self.said: list[str] = []
        self._answers: dict[int | str | None, dict[str, Any]] = {}
        self._messages: Queue[dict[str, Any] | None] = Queue()
        self._next = 0
        threading.Thread(target=self._listen, daemon=True).start()
        uri = folder.as_uri() if folder else None
        given = {"processId": os.getpid(), "rootUri": uri, "capabilities": capabilities or {}}
        self.capabilities = self.request("initialize", given)["capabilities"]
        self.notify("initialized", {})

    def __enter__(self) -> Editor:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self.process.poll() is None:
            self.request("shutdown", None)
            self.notify("exit", None)
        self.process.wait(_LONGEST)
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            if stream:
                stream.close()

    # Messages

    def send(self, message: dict[str, Any]) -> None:
        self.send_bytes(json.dumps({"jsonrpc": "2.0", **message}).encode())

    def send_bytes(self, body: bytes, header: bytes = b"Content-Length") -> None:
        assert self.process.stdin
        self.process.stdin.write(b"%s: %d\r\n\r\n" % (header, len(body)) + body)
        self.process.stdin.flush()

    def notify(self, method: str, params: Any) -> None:
        self.send({"method": method} | ({"params": params} if params is not None else {}))

    def ask(self, method: str, params: Any) -> int:
        """Send a request, and return its number."""
        self._next += 1
        self.send({"id": self._next, "method": method} | ({"params": params} if params is not None else {}))
        return self._next

    def answer(self, number: int | str | None) -> Any:
        """Wait for the answer to a request. Raises Refused for an error."""
        self.wait(lambda: number in self._answers)
        message = self._answers[number]
        if "error" in message:
            raise Refused(message["error"])
        return message["result"]

    def forget(self, number: int | None) -> None:
        """Forget an answer, so that the next one under this number is waited for."""
        del self._answers[number]

    def request(self, method: str, params: Any) -> Any:
        return self.answer(self.ask(method, params))

    def wait(self, until: Callable[[], bool]) -> None:
        """Take messages until something holds."""
        while not until():
            try:
                message = self._messages.get(timeout=_LONGEST)
            except Empty:
                raise AssertionError(f"nothing more came; said so far: {self.said}") from None
            if message is None:
                raise AssertionError(f"the server has ended: {self.errors}")
            self._take(message)

    @property
    def errors(self) -> str:
        assert self.process.stderr
        return self.process.stderr.read().decode() if self.process.poll() is not None else ""

    def _take(self, message: dict[str, Any]) -> None:
        match message:
            case {"method": "textDocument/publishDiagnostics", "params": params}:
                self.published.append(params)
                self.diagnostics[params["uri"]] = params["diagnostics"]
            case {"method": "window/showMessage" | "window/logMessage", "params": params}:
                self.said.append(params["message"])
            case {"method": _, "id": number}:
                self.send({"id": number, "result": None})
            case {"id": number}:
                self._answers[number] = message

    def _listen(self) -> None:
        stream = self.process.stdout
        assert stream
        while header := stream.readline():
            length = 0
            while header.strip():
                name, _, value = header.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
                header = stream.readline()
            self._messages.put(json.loads(stream.read(length)))
        self._messages.put(None)

    # What an editor does

    def open(self, path: Path, text: str | None = None) -> str:
        uri = path.as_uri()
        said = path.read_text(encoding="utf-8") if text is None else text
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": said}
        self.notify("textDocument/didOpen", {"textDocument": document})
        return uri

    def type(self, uri: str, version: int, *changes: dict[str, Any]) -> None:
        document = {"uri": uri, "version": version}
        self.notify("textDocument/didChange", {"textDocument": document, "contentChanges": list(changes)})

    def at(self, method: str, uri: str, text: str, words: str, more: int = 0, **params: Any) -> Any:
        """Ask something at the place behind some words of a text, in UTF-16."""
        before = text[: text.index(words) + len(words) + more]
        line = before.rpartition("\n")[2]
        position = {"line": before.count("\n"), "character": len(line.encode("utf-16-le")) // 2}
        return self.request(f"textDocument/{method}", {"textDocument": {"uri": uri}, "position": position, **params})

    def codes(self, uri: str) -> list[str]:
        return sorted(each["code"] for each in self.diagnostics.get(uri, []))

    def wait_for(self, uri: str, *codes: str, version: int | None = None) -> None:
        """Wait until just these codes are published for a document, in this version of it."""
        self.wait(
            lambda: (
                uri in self.diagnostics
                and self.codes(uri) == sorted(codes)
                and (
                    version is None
                    or next(p.get("version") for p in reversed(self.published) if p["uri"] == uri) == version
                )
            )
        )
