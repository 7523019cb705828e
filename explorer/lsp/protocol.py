"""The messages between editor and server, where pygls's own way with them is not ours."""

from __future__ import annotations

import re
from typing import Any, BinaryIO

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, lsp_method

from explorer.lsp.documents import Document, Edit
from explorer.lsp.positions import Position
from explorer.lsp.session import Session

_INVALID = int(types.ErrorCodes.InvalidRequest)
NO_JSON = types.ResponseError(int(types.ErrorCodes.ParseError), "this is no JSON")
# Behind what is none, a message's head begins anywhere in a line. A body has no line end behind such a number.
_LENGTH = re.compile(rb"content-length[ \t]*:[ \t]*(\d{1,12})[ \t]*\r?\n", re.IGNORECASE)
# In bytes. The texts of files are far shorter.
_LONGEST, _LONGEST_LINE = 1 << 28, 1 << 16
# What is refused for not being JSON.
_NO_MESSAGE = b"?"


class Input:
    """An editor's messages, as pygls reads them, which knows one spelling of one header and loses its way without it.

    What has no length that it could have becomes a message that is refused, and the next one is looked for.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._lines: list[bytes] = []
        self._body = _NO_MESSAGE
        self._is_lost = False

    def readline(self) -> bytes:
        """A line of a message's head; nothing at the end."""
        if not self._lines and self._is_there():
            self._lines = [b"\r\n", b"Content-Length: %d\r\n" % len(self._body)]
        return self._lines.pop() if self._lines else b""

    def read(self, _: int) -> bytes:
        """The message's body."""
        return self._body

    def _is_there(self) -> bool:
        """Read the next message, if there is one."""
        length, has_head = 0, False
        while line := self._stream.readline(_LONGEST_LINE):
            if found := _LENGTH.search(line):
                length, self._is_lost = int(found[1]), False
            if line.strip():
                has_head = True
            elif 0 < length <= _LONGEST:
                self._body = self._stream.read(length)
                return len(self._body) == length
            elif has_head and not self._is_lost:
                self._body, self._is_lost = _NO_MESSAGE, True
                return True
        return False


class SessionServer(LanguageServer):
    """A server with what messages change."""

    session: Session
    is_ending: bool


class Protocol(LanguageServerProtocol):
    """pygls's protocol, except that the texts of documents are ours, and that whatever is refused is answered.

    For pygls, as for Python, U+2028 and others end a line; for the protocol they do not.
    """

    _server: SessionServer

    def structure_message(self, data: dict[str, Any]) -> Any:
        """Read a message. Who asks for what can't be read is told so, and does not wait."""
        try:
            return super().structure_message(data)
        except JsonRpcException as error:
            if "id" in data and "method" in data:
                self._send_response(data["id"], error=error.to_response_error())
            raise

    def handle_message(self, message: Any) -> None:
        """Handle a message; one that is none, or comes after the end was asked for, is refused."""
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
        """Answer what is no message; who sent it is told as far as they said what it is called."""
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
