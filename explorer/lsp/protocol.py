"""The messages between editor and server, where pygls's own way with them is not ours."""

from __future__ import annotations

import re
from collections.abc import Iterator
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


def bodies(stream: BinaryIO) -> Iterator[bytes]:
    """The bodies of an editor's messages, up to the end; pygls knows one spelling of one header alone.

    What has no length that it could have becomes a body that is refused, and the next one is looked for.
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
