"""`explorer serve`: serve the explorer, read-only, to browsers."""

from __future__ import annotations

import argparse
import asyncio
import errno
import socket

from explorer.cli import output
from explorer.cli.arguments import CommandParser, number
from explorer.cli.folders import archive_folder
from explorer.cli.output import UsageError

_NEEDED = "the explorer in a browser needs more packages: pip install 'article-explorer[web]'"


def add_arguments(parser: CommandParser) -> None:
    parser.add_argument("--host", metavar="HOST", default="127.0.0.1", help="the address to listen at; 127.0.0.1")
    port, sessions, idle = number("--port", 0, 65535), number("--sessions", 1, 10_000), number("--idle", 1, 10_000)
    parser.add_argument("--port", metavar="N", type=port, default=8000, help="the port; 8000, and 0 is any free one")
    parser.add_argument("--sessions", metavar="N", type=sessions, default=8, help="how many may look at once; 8")
    parser.add_argument(
        "--idle", metavar="MINUTES", type=idle, default=30, help="after how long without a key a visit ends; 30"
    )
    parser.add_argument(
        "--public-url",
        metavar="URL",
        type=_url,
        help="the address that browsers use, where a proxy stands before this server",
    )
    parser.epilog = """\
Prints the address to open, and serves until Ctrl+C or SIGTERM. Whoever opens the address reads the archive in the
explorer, each in one of their own. Nothing can be written, and no other file read.

127.0.0.1 is for the browsers of this computer alone. With another --host, everybody who reaches that address can read
the archive: there is no password, and no encryption. docs/serving.md says how a proxy adds both."""


def run(arguments: argparse.Namespace) -> int:
    root = archive_folder(arguments.archive)
    try:
        from explorer.serving.child import homes
        from explorer.serving.guard import Guard
        from explorer.serving.limits import Limits
        from explorer.serving.server import application, listening, serve
    except ImportError:
        raise UsageError(_NEEDED) from None
    host, port = arguments.host, arguments.port
    try:
        at = listening(host, port)
    except (OSError, UnicodeError) as error:
        raise UsageError(_why_not(host, port, error)) from None
    _tell(arguments, at.getsockname()[1])
    limits = Limits(sessions=arguments.sessions, idle=arguments.idle * 60)
    guard = Guard(host, arguments.public_url)
    with homes() as folder:
        app = application(root, folder, guard, limits, lambda told: output.narrate(f"explorer: {told}"))
        asyncio.run(serve(app, at, limits))
    return 0


def _tell(arguments: argparse.Namespace, port: int) -> None:
    """Print the address to open, and a warning if other computers can connect."""
    from explorer.serving.guard import is_loopback

    host = f"[{arguments.host}]" if ":" in arguments.host else arguments.host
    output.write(f"{arguments.public_url or f'http://{host}:{port}/'}\n")
    output.narrate("explorer: open this address in a browser; Ctrl+C ends the server and all visits")
    if not is_loopback(arguments.host):
        output.narrate(
            "explorer: everybody who reaches this address can read the archive: there is no password, and no encryption"
        )


def _why_not(host: str, port: int, error: OSError | UnicodeError) -> str:
    match error:
        case OSError(errno=errno.EADDRINUSE):
            return f"port {port} of {host} is in use; --port N names another one, and --port 0 any free one"
        case OSError(errno=errno.EACCES):
            return f"port {port} is not for everybody to take; --port N names another one, such as 8000"
        case socket.gaierror() | UnicodeError():
            return f"“{host}” is no address of this computer"
    return f"it can’t listen at {host}, port {port}: {error.strerror}"


def _url(word: str) -> str:
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(word)
        is_url = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        is_url = False
    if not is_url:
        raise UsageError(f"“{word}” is no address such as https://news.example/archive/")
    return word
