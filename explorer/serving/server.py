"""The server: a page, the few files it needs, and a web socket for each visit."""

from __future__ import annotations

import asyncio
import html
import logging
import signal
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path

import textual_serve
from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from explorer.serving.guard import GUARD, Guard, Handler, add_headers, guarded
from explorer.serving.limits import LONGEST_MESSAGE, Limits, asked_in
from explorer.serving.visits import Visits

_OWN = Path(str(files("explorer.serving"))) / "page"
_TERMINAL = Path(textual_serve.__file__).parent / "static"
# All files served, by their names in the page.
_FILES = {
    "page.css": _OWN / "page.css",
    "page.js": _OWN / "page.js",
    "terminal.css": _TERMINAL / "css" / "xterm.css",
    "terminal.js": _TERMINAL / "js" / "textual.js",
    "mono.ttf": _TERMINAL / "fonts" / "RobotoMono-VariableFont_wght.ttf",
    "mono-italic.ttf": _TERMINAL / "fonts" / "RobotoMono-Italic-VariableFont_wght.ttf",
}
VISITS = web.AppKey("visits", Visits)
# Seconds between checks that a browser is still connected.
_HEARTBEAT = 15


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens at an address; port 0 means any free port. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    # Prefer IPv4 where a name has both kinds of address: every client supports it.
    family, _, _, _, address = min(found, key=lambda one: one[0] != socket.AF_INET)
    return socket.create_server(address[:2], family=family, reuse_port=False)


def application(
    root: Path, homes: Path, guard: Guard, limits: Limits, narrate: Callable[[str], object]
) -> web.Application:
    """The web application. Visits have folders of their own in `homes`.

    `narrate` tells the server's user about visits that ended with an error.
    """
    app = web.Application(middlewares=[guarded])
    app[GUARD] = guard
    app[VISITS] = Visits(root, homes, limits, narrate)
    app.on_response_prepare.append(add_headers)
    page = (_OWN / "index.html").read_text("utf-8").replace("{archive}", html.escape(root.resolve().name))
    app.router.add_get("/", _text(page))
    app.router.add_get("/visit", _visit, allow_head=False)
    for name, file in _FILES.items():
        app.router.add_get(f"/{name}", _file(file))
    return app


async def serve(app: web.Application, at: socket.socket, limits: Limits) -> None:
    """Serve until SIGINT, SIGTERM or SIGHUP ends all visits; SIGHUP has no effect if it is ignored (nohup)."""
    log = logging.getLogger(__name__)
    log.addFilter(_is_ours)
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if number == signal.SIGINT or signal.getsignal(number) is not signal.SIG_IGN:
            loop.add_signal_handler(number, stop.set)
    async with answering(app, at, limits, log):
        await stop.wait()


@asynccontextmanager
async def answering(
    app: web.Application, at: socket.socket, limits: Limits, log: logging.Logger
) -> AsyncIterator[None]:
    """Answer requests at a socket; at the end, tell all visits that the server was stopped."""
    runner = web.AppRunner(app, access_log=None, logger=log, shutdown_timeout=5, keepalive_timeout=limits.silent)
    await runner.setup()
    server = runner.server
    assert server is not None
    heard = await asyncio.get_running_loop().create_server(
        lambda: server() if len(server.connections) < limits.connections else _Refused(), sock=at, backlog=128
    )
    try:
        yield
    finally:
        heard.close()
        app[VISITS].stop()
        await runner.cleanup()


class _Refused(asyncio.Protocol):
    """Reject a connection that exceeds the limit."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        transport.close()


def _is_ours(record: logging.LogRecord) -> bool:
    """Whether a log record is about an error of this server, rather than about invalid HTTP from a client."""
    return not (record.exc_info and isinstance(record.exc_info[1], HttpProcessingError))


def _text(page: str) -> Handler:
    """Serve a page that is the same for everybody."""

    async def answer(_: web.Request) -> web.StreamResponse:
        return web.Response(text=page, content_type="text/html", charset="utf-8")

    return answer


def _file(file: Path) -> Handler:
    """Serve one file. A browser must check each time whether its copy is still current."""

    async def answer(_: web.Request) -> web.StreamResponse:
        return web.FileResponse(file, headers={"Cache-Control": "no-cache"})

    return answer


async def _visit(request: web.Request) -> web.StreamResponse:
    """A visit, from beginning to end."""
    if not request.app[GUARD].is_own_page(request):
        raise web.HTTPForbidden(text="Only a page of this server may begin a visit.\n")
    connection = web.WebSocketResponse(heartbeat=_HEARTBEAT, max_msg_size=LONGEST_MESSAGE, timeout=1)
    if not connection.can_prepare(request).ok:
        raise web.HTTPUpgradeRequired(text="This is for web sockets.\n")
    await connection.prepare(request)
    size = _number(request.query.get("width")), _number(request.query.get("height"))
    await request.app[VISITS].visit(connection, size, asked_in(request.query))
    return connection


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 6 else 0
