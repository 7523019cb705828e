"""The language server: protocol messages in, answers out. It writes no files and makes no network requests."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import re
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple
from uuid import uuid4

from lsprotocol import types
from pygls.capabilities import get_capability
from pygls.exceptions import JsonRpcException
from pygls.io_ import StdoutWriter
from pygls.lsp.server import LanguageServer
from pygls.progress import Progress as Channel
from pygls.protocol import LanguageServerProtocol, lsp_method

import explorer
from explorer.display import clean
from explorer.lsp import renaming, wire
from explorer.lsp.diagnosing import Diagnosis
from explorer.lsp.finding import Address, path_of
from explorer.lsp.live import LiveArchive
from explorer.lsp.marking import Marked
from explorer.lsp.positions import Document, Edit, Encoding, Position
from explorer.lsp.session import Published, Session
from explorer.lsp.texts import FileText, Texts
from explorer.model.pausing import Progress
from explorer.snapshot import Snapshot

_INVALID = int(types.ErrorCodes.InvalidRequest)
NO_JSON = types.ResponseError(int(types.ErrorCodes.ParseError), "this is no JSON")
# After invalid input, a message header may begin anywhere in a line; a body has no line end after such a number.
_LENGTH = re.compile(rb"content-length[ \t]*:[ \t]*(\d{1,12})[ \t]*\r?\n", re.IGNORECASE)
# In bytes. Real messages are far shorter.
_LONGEST, _LONGEST_LINE = 1 << 28, 1 << 16
# A body that is refused because it is not JSON.
_NO_MESSAGE = b"?"


def bodies(stream: BinaryIO) -> Iterator[bytes]:
    """The bodies of an editor's messages. Unlike pygls, accept any spelling of the header, among others.

    A message without a valid length becomes a body that is refused; then the next message is looked for.
    """
    length, has_head, is_lost = 0, False, False
    while line := stream.readline(_LONGEST_LINE):
        if found := _LENGTH.search(line):
            length, is_lost = int(found[1]), False
        if line.strip():
            has_head = True
        elif 0 < length <= _LONGEST:
            body = stream.read(length)
            if len(body) < length:
                return
            length, has_head = 0, False
            yield body
        elif has_head and not is_lost:
            is_lost = True
            yield _NO_MESSAGE


class Protocol(LanguageServerProtocol):
    """pygls's protocol, except that documents are ours, and that every refused request is answered.

    pygls, like Python, ends lines at U+2028 and others; the protocol does not.
    """

    _server: ExplorerServer

    def structure_message(self, data: dict[str, Any]) -> Any:
        """Parse a message. The sender of an unreadable request gets an error instead of waiting."""
        try:
            return super().structure_message(data)
        except JsonRpcException as error:
            if "id" in data and "method" in data:
                self._send_response(data["id"], error=error.to_response_error())
            raise

    def handle_message(self, message: Any) -> None:
        """Handle a message; refuse invalid ones, and those after the shutdown request."""
        if getattr(message, "jsonrpc", "") != self.VERSION:
            self.refuse(message, types.ResponseError(_INVALID, "this is no message of JSON-RPC 2.0"))
            return
        if self._server.is_ending and getattr(message, "method", types.EXIT) != types.EXIT:
            if hasattr(message, "id"):
                error = types.ResponseError(_INVALID, "the server is shutting down")
                self._send_response(message.id, error=error)
            return
        super().handle_message(message)

    def refuse(self, message: Any, error: types.ResponseError) -> None:
        """Answer an invalid message, with its id if there is one."""
        id = message.get("id") if isinstance(message, dict) else getattr(message, "id", None)
        known = id if isinstance(id, int | str) else None
        self._send_data({"jsonrpc": self.VERSION, "id": known, "error": error})

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> None:
        document = params.text_document
        self._server.session.opened(Document(document.uri, document.version, document.text))

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> None:
        document = params.text_document
        self._server.session.changed(document.uri, document.version, [_edit(each) for each in params.content_changes])

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> None:
        self._server.session.closed(params.text_document.uri)


def _edit(change: types.TextDocumentContentChangeEvent) -> Edit:
    if isinstance(change, types.TextDocumentContentChangePartial):
        start, end = change.range.start, change.range.end
        return Edit(change.text, Position(start.line, start.character), Position(end.line, end.character))
    return Edit(change.text)


# Seconds. Shorter readings show no progress.
_LONG = 1.0
# Seconds between two reports.
_BETWEEN = 0.3


class ReadingProgress:
    """Reports the progress of one archive's readings. `channel` is None for an editor that does not show progress."""

    def __init__(self, name: str, channel: Channel | None) -> None:
        self._title = f"Checking {name}"
        self._channel = channel
        self._loop = asyncio.get_running_loop()
        self._began: float | None = None
        self._said = 0.0
        self._token = ""
        # Whether the editor agreed to show it.
        self._is_shown = False
        self._asking: asyncio.Task[None] | None = None

    def __call__(self, now: Progress | None) -> None:
        """Report, from any thread, the progress of a reading; None at its end."""
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


_FAILED = int(types.LSPErrorCodes.RequestFailed)
_NOT_STARTED = int(types.ErrorCodes.ServerNotInitialized)
_OF_THE_EDITOR = (int(types.ErrorCodes.MethodNotFound), int(types.ErrorCodes.InvalidParams))
# Seconds between checks that the editor is still running.
_LOOK = 2.0


def refusal(message: str) -> JsonRpcException:
    """The error response to a request that can't be fulfilled."""
    return JsonRpcException(message, _FAILED)


class Asked(NamedTuple):
    """The subject of a request: a file of an archive, with its current text, and the archive as it is known.

    `texts` has that text, and the other files as they were last read.
    """

    archive: LiveArchive
    name: str
    file: FileText
    snapshot: Snapshot
    texts: Texts

    def offset(self, position: types.Position) -> int:
        return self.file.positions.offset(position.line, position.character)


class ExplorerServer(LanguageServer):
    """The server for one editor."""

    protocol: Protocol

    def __init__(self, given: Path | None) -> None:
        super().__init__("explorer", explorer.__version__, protocol_cls=Protocol)
        self.session = Session(given, self._publish, self._show, self._failed, self._far)
        self.is_ending = False
        self.ended_by_exit = False
        self._opened: types.InitializeParams | None = None
        self._parent: asyncio.Task[None] | None = None

    def open(self, params: types.InitializeParams) -> None:
        """Store what the editor says about itself."""
        self._opened = params
        encodings_known = get_capability(params.capabilities, "general.position_encodings", [])
        known = [str(getattr(each, "value", each)) for each in encodings_known]
        # Choose as pygls does, which tells the client: the client's first preference.
        encodings: tuple[Encoding, ...] = ("utf-8", "utf-16", "utf-32")
        ours = {str(each): each for each in encodings}
        self.session.encoding = next((ours[each] for each in known if each in ours), "utf-16")

    # What is read

    def start_io(self, stdin: BinaryIO | None = None, stdout: BinaryIO | None = None) -> None:
        """Handle all messages of an editor. pygls would switch threads three times for each message."""
        self.protocol.set_writer(StdoutWriter(stdout or sys.stdout.buffer))
        # Never closed: a thread still reads from it at the end.
        stream = open((stdin or sys.stdin).fileno(), "rb", closefd=False)  # noqa: SIM115
        with suppress(BrokenPipeError, SystemExit):
            asyncio.run(self._converse(stream))

    async def _converse(self, stream: BinaryIO) -> None:
        loop, read = asyncio.get_running_loop(), asyncio.Queue[bytes | None]()

        def listen() -> None:
            with suppress(RuntimeError):  # the server has ended
                for body in bodies(stream):
                    loop.call_soon_threadsafe(read.put_nowait, body)
                loop.call_soon_threadsafe(read.put_nowait, None)

        threading.Thread(target=listen, daemon=True, name="messages of the editor").start()
        while (body := await read.get()) is not None:
            try:
                message = json.loads(body, object_hook=self.protocol.structure_message)
                self.protocol.handle_message(message)
            except Exception as error:  # noqa: BLE001 - whatever it is, the next message is handled
                self.report_server_error(error, JsonRpcException)
            else:
                if hasattr(message, "id"):
                    await asyncio.sleep(0)  # it begins with the texts as they are now

    # What is told

    def _publish(self, published: Published) -> None:
        found = self.diagnostics(published.uri, published.marked)
        self.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(published.uri, found, version=published.version)
        )

    def diagnostics(self, uri: str, marked: Marked | None) -> list[types.Diagnostic]:
        """The diagnostics of a file."""
        if marked is None:
            return []
        both = zip(marked.diagnoses, self._nearest(uri, marked.diagnoses), strict=True)
        return [wire.diagnostic(marked.file, diagnosis, near) for diagnosis, near in both]

    @property
    def must_be_asked(self) -> bool:
        """Whether the client only pulls diagnostics. One that also takes pushed ones would show them twice."""
        known = self.client_capabilities
        is_asking = get_capability(known, "text_document.diagnostic") is not None
        return is_asking and get_capability(known, "text_document.publish_diagnostics") is None

    def _nearest(self, uri: str, diagnoses: Sequence[Diagnosis]) -> list[types.Location | None]:
        """The related article passage of each problem of a file; None for a client that does not support it."""
        takes = get_capability(self.client_capabilities, "text_document.publish_diagnostics.related_information")
        file = self.session.file(uri) if takes else None
        if file is None:
            return [None] * len(diagnoses)
        texts, address = self.texts(file.archive), self.address(file.archive)
        passages = (diagnosis.passage for diagnosis in diagnoses)
        return [wire.location(texts, address, *passage) if passage else None for passage in passages]

    def _far(self, root: Path) -> ReadingProgress:
        """The progress reporter for the readings of an archive."""
        takes = get_capability(self.client_capabilities, "window.work_done_progress")
        return ReadingProgress(root.name, self.work_done_progress if takes else None)

    def _show(self, message: str) -> None:
        self.window_show_message(types.ShowMessageParams(types.MessageType.Warning, clean(message)))

    def _failed(self, error: Exception) -> None:
        """Report an error; the server continues."""
        # An editor's invalid message is not an error of this server, so omit the traceback.
        at = None if isinstance(error, JsonRpcException) and error.code in _OF_THE_EDITOR else error
        logging.getLogger(__name__).error("%s: %s", type(error).__name__, error, exc_info=at)
        said = clean(f"explorer: {type(error).__name__}: {error}")
        self.window_log_message(types.LogMessageParams(types.MessageType.Error, said))

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Report an error in answering. Deliberate refusals are only in the answer."""
        if isinstance(error, json.JSONDecodeError | UnicodeDecodeError):
            self.protocol.refuse(None, NO_JSON)
            return
        if not (isinstance(error, JsonRpcException) and error.code in (_FAILED, _NOT_STARTED)):
            self._failed(error)

    # What is asked

    async def asked(self, uri: str, *, at_once: bool = False, settled: bool = False) -> Asked | None:
        """The file of a request, with its archive. None if it belongs to no archive or can't be read.

        `at_once` takes the archive as last read, `settled` waits until all changes are read.
        """
        if self._opened is None:
            raise JsonRpcException("the server is not initialized yet", _NOT_STARTED)
        found = self.session.file(uri)
        if found is None:
            return None
        archive, name = found
        snapshot: Snapshot | None
        if at_once:
            snapshot = await archive.at_once()
        elif settled:
            snapshot = await archive.settled()
        else:
            snapshot = await archive.current(name)
        texts = self.texts(archive)
        document = self.session.document(uri)
        if document:
            texts.show(FileText(name, document.text, self.session.encoding))
        file = texts[name]
        return Asked(archive, name, file, snapshot, texts) if file and snapshot else None

    def texts(self, archive: LiveArchive) -> Texts:
        """The texts of an archive's files, as they were last read."""
        return Texts(archive.contents, self.session.encoding)

    @property
    def takes_snippets(self) -> bool:
        """Whether the client supports snippets, with a cursor position in completed text."""
        path = "text_document.completion.completion_item.snippet_support"
        return bool(get_capability(self.client_capabilities, path))

    @property
    def takes_markdown(self) -> bool:
        """Whether the client shows Markdown in hovers."""
        formats = get_capability(self.client_capabilities, "text_document.hover.content_format")
        return not formats or types.MarkupKind.Markdown in formats

    def address(self, archive: LiveArchive) -> Address:
        return self.session.address(archive.root)

    def edit(self, asked: Asked, changes: renaming.Changes) -> types.WorkspaceEdit:
        can = get_capability(self.client_capabilities, "workspace.workspace_edit.document_changes", default=False)
        address = self.address(asked.archive)
        return wire.workspace_edit(asked.texts, address, self.session.version, changes, with_versions=can)

    # Beginning and ending

    def begin(self) -> None:
        """Open the archives, and watch for the end of the editor."""
        self.session.begin(self.folders())
        if self.process_id is not None and _is_alive(self.process_id):
            self._parent = asyncio.get_running_loop().create_task(_end_with(self.process_id))

    def folders(self) -> list[Path]:
        """The folders that the editor has open."""
        several = [folder.uri for folder in self.workspace.folders.values()]
        uris = several or [self.workspace.root_uri or ""]
        return [path for uri in uris if (path := path_of(uri))]


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


async def _end_with(process: int) -> None:
    """Exit when the editor has ended. Our stdin may still be open then, so the process must be watched."""
    while _is_alive(process):  # noqa: ASYNC110  # no event tells of the end of another process
        await asyncio.sleep(_LOOK)
    # There is nothing to save, and a thread that waits for input can't be stopped.
    os._exit(1)
