"""Access control: only pages of this server, under one of its known names, may make requests.

A foreign page may send a browser here in two ways: by its own name that resolves to this address (DNS rebinding), which
the Host header shows, and by opening a web socket, which the Origin header shows.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Awaitable, Callable, Collection
from urllib.parse import urlsplit

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

# Headers of every response: load nothing from elsewhere, no framing, no referrer, no guessing of types.
# The terminal writes its style sheets while it runs.
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
        "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "Server": "explorer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


# Without encryption, browsers accept this header from their own computer only, and otherwise log a warning.
_APART = {"Cross-Origin-Opener-Policy": "same-origin"}


class Guard:
    """Knows the names of a server that listens on `host`. Behind a proxy, it also has its `public` address."""

    def __init__(self, host: str, public: str | None = None) -> None:
        self._own = {"localhost", host.lower()}
        self._is_open = not is_loopback(host)
        if self._is_open:
            self._own.add(socket.gethostname().lower())
        self._public = _origin(public) if public else None
        if self._public:
            self._own.add(urlsplit(self._public).hostname or "")

    def knows(self, request: web.BaseRequest) -> bool:
        """Whether a request names this server in its Host header."""
        named = [*request.headers.getall("Host", []), *_named_by(request.raw_path)]
        hosts = [_host(each) for each in named]
        return bool(hosts) and all(host is not None and (host in self._own or self._is_address(host)) for host in hosts)

    def is_safe(self, request: web.BaseRequest) -> bool:
        """Whether nobody between the browser and this server can read or change the traffic."""
        is_encrypted = self._public is not None and self._public.startswith("https:")
        return is_encrypted or is_loopback(_host(request.headers.get("Host", "")) or "")

    def _is_address(self, host: str) -> bool:
        """Whether it is, or may be, an address of this machine. A bare address can't be used for DNS rebinding."""
        try:
            address = ipaddress.ip_address(host)
        except ValueError:
            return False
        return self._is_open or address.is_loopback

    def is_own_page(self, request: web.BaseRequest) -> bool:
        """Whether the page that opens a web socket belongs to this server."""
        told = request.headers.getall("Origin", [])
        origin = _origin(told[0]) if len(told) == 1 else None
        own: Collection[str | None] = [_origin(f"{scheme}://{request.headers['Host']}") for scheme in ("http", "https")]
        return origin is not None and (origin in own or origin == self._public)


def is_loopback(host: str) -> bool:
    """Whether only programs on this machine can connect to the host."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


@web.middleware
async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse requests under a name that is not this server's."""
    if not request.app[GUARD].knows(request):
        raise web.HTTPForbidden(text="This is not the name of this server. explorer serve --help says what names it.\n")
    return await handler(request)


async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Add the security headers to every response."""
    response.headers.update(HEADERS)
    if request.app[GUARD].is_safe(request):
        response.headers.update(_APART)
    response.headers.setdefault("Cache-Control", "no-store")


GUARD = web.AppKey("guard", Guard)


def _named_by(target: str) -> list[str]:
    """The host in a request's target, as sent to a proxy: `GET http://host/`."""
    scheme, parts, rest = target.partition("://")
    return [rest.partition("/")[0]] if parts and scheme.isalpha() else []


def _host(named: str) -> str | None:
    """The host in a Host header, without port and brackets; None if invalid."""
    try:
        parts = urlsplit(f"//{named}")
        _ = parts.port
    except ValueError:
        return None
    return parts.hostname if parts.netloc == named and "@" not in named else None


def _origin(address: str) -> str | None:
    """The origin of an address, as browsers write it: scheme, host, and the port unless it is the default."""
    try:
        parts = urlsplit(address)
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    return f"{parts.scheme}://{parts.hostname}:{port}"
