"""Who may ask: pages of this server, under a name that it is known by. Everything else in a browser is kept out.

A page elsewhere may send a browser here in two ways: by a name of its own that leads to this address (DNS rebinding),
which the Host header tells, and by opening a web socket, which the Origin header tells.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Awaitable, Callable, Collection
from urllib.parse import urlsplit

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

# What each answer says: nothing from elsewhere in the page, the page in no other, no address told, no type guessed.
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


# Without encryption a browser heeds this from its own computer alone, and complains of it otherwise.
_APART = {"Cross-Origin-Opener-Policy": "same-origin"}


class Guard:
    """Knows the names of a server, which listens on `host`. Behind a proxy it is also known by its `public` address."""

    def __init__(self, host: str, public: str | None = None) -> None:
        self._own = {"localhost", host.lower()}
        self._is_open = not is_loopback(host)
        if self._is_open:
            self._own.add(socket.gethostname().lower())
        self._public = _origin(public) if public else None
        if self._public:
            self._own.add(urlsplit(self._public).hostname or "")

    def knows(self, request: web.BaseRequest) -> bool:
        """Whether a request names this server as the one that it asks."""
        named = [*request.headers.getall("Host", []), *_named_by(request.raw_path)]
        hosts = [_host(each) for each in named]
        return bool(hosts) and all(host is not None and (host in self._own or self._is_address(host)) for host in hosts)

    def is_safe(self, request: web.BaseRequest) -> bool:
        """Whether nobody between the browser and this server can read along or change what is said."""
        is_encrypted = self._public is not None and self._public.startswith("https:")
        return is_encrypted or is_loopback(_host(request.headers.get("Host", "")) or "")

    def _is_address(self, host: str) -> bool:
        """Whether it is an address of this machine, or may be one. An address can't be a name that leads elsewhere."""
        try:
            address = ipaddress.ip_address(host)
        except ValueError:
            return False
        return self._is_open or address.is_loopback

    def is_own_page(self, request: web.BaseRequest) -> bool:
        """Whether it is a page of this server that opens a web socket."""
        told = request.headers.getall("Origin", [])
        origin = _origin(told[0]) if len(told) == 1 else None
        own: Collection[str | None] = [_origin(f"{scheme}://{request.headers['Host']}") for scheme in ("http", "https")]
        return origin is not None and (origin in own or origin == self._public)


def is_loopback(host: str) -> bool:
    """Whether only programs of this machine reach what listens there."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


@web.middleware
async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse what is asked under a name that is not this server's."""
    if not request.app[GUARD].knows(request):
        raise web.HTTPForbidden(text="This is not the name of this server. explorer serve --help says what names it.\n")
    return await handler(request)


async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Let an answer of any kind say what a browser may do with it."""
    response.headers.update(HEADERS)
    if request.app[GUARD].is_safe(request):
        response.headers.update(_APART)
    response.headers.setdefault("Cache-Control", "no-store")


GUARD = web.AppKey("guard", Guard)


def _named_by(target: str) -> list[str]:
    """The host that a request names in what it asks for, as it does of a proxy: `GET http://host/`."""
    scheme, parts, rest = target.partition("://")
    return [rest.partition("/")[0]] if parts and scheme.isalpha() else []


def _host(named: str) -> str | None:
    """The host of a Host header, without its port and without brackets; None when it is none."""
    try:
        parts = urlsplit(f"//{named}")
        _ = parts.port
    except ValueError:
        return None
    return parts.hostname if parts.netloc == named and "@" not in named else None


def _origin(address: str) -> str | None:
    """The origin of an address, as browsers write it: scheme, host, and the port if it is not the usual one."""
    try:
        parts = urlsplit(address)
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    return f"{parts.scheme}://{parts.hostname}:{port}"
