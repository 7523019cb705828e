"""Who may ask the server for what: hosts, origins, paths and methods."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from aiohttp.test_utils import TestClient, TestServer
from archives import write_archive

from explorer.serving.guard import Guard
from explorer.serving.limits import Limits
from explorer.serving.server import application

Client = TestClient[aiohttp.web.Request, aiohttp.web.Application]


@pytest.fixture
async def client(tmp_path: Path) -> AsyncIterator[Client]:
    """A server for 127.0.0.1, behind a proxy that is known as news.example."""
    guard = Guard("127.0.0.1", "https://news.example/archive/")
    app = application(write_archive(tmp_path / "<b>pier"), tmp_path, guard, Limits(), lambda _: None)
    async with TestClient(TestServer(app)) as made:
        yield made


KNOWN = ("127.0.0.1", "localhost:8000", "LOCALHOST", "[::1]:80", "news.example", "127.1.2.3:1")
FOREIGN = (
    "evil.example",
    "127.0.0.1.evil.example",
    "192.168.1.5",
    "localhost@evil.example",
    "",
    "::1",
    "a b",
    "localhost:x",
)
FOREIGN_ORIGINS = (
    *(None, "null", "http://evil.example", "http://127.0.0.1.evil.example"),
    *("file://", "https://news.example:444", "http://["),
)
NOT_SERVED = (
    *("/static", "/data/archive.yaml", "/page.css/", "/..%2f..%2fetc/passwd"),
    *("/%2e%2e/guard.py", "/page.js%00"),
)


@pytest.mark.parametrize(("host", "status"), [*((each, 200) for each in KNOWN), *((each, 403) for each in FOREIGN)])
async def test_only_its_own_names_are_answered(client: Client, host: str, status: int) -> None:
    """A name of somebody else's that leads here is refused, so that no page elsewhere reads the archive."""
    async with client.get("/", headers={"Host": host}) as answer:
        assert (answer.status, "Article Explorer" in await answer.text()) == (status, status == 200)


@pytest.mark.parametrize("origin", FOREIGN_ORIGINS)
async def test_a_foreign_page_opens_no_web_socket(client: Client, origin: str | None) -> None:
    """Nor does a program that does not say where it comes from."""
    with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
        await client.ws_connect("/visit", origin=origin)


def test_the_origin_is_that_of_the_host() -> None:
    """With its port. Behind a proxy it is that of the public address, too."""
    guard = Guard("127.0.0.1", "https://news.example/archive/")

    def is_own(origin: str, host: str = "localhost:8000") -> bool:
        request = aiohttp.test_utils.make_mocked_request("GET", "/visit", headers={"Host": host, "Origin": origin})
        return guard.knows(request) and guard.is_own_page(request)

    assert is_own("http://localhost:8000")
    assert is_own("http://LOCALHOST:8000")
    assert is_own("https://news.example")
    assert is_own("https://news.example", "news.example")
    assert not is_own("http://localhost")
    assert not is_own("http://127.0.0.1:8000")
    assert not is_own("http://news.example")


@pytest.mark.parametrize(
    ("listens", "host", "known"),
    [("0.0.0.0", "192.168.1.5:8000", True), ("0.0.0.0", "evil.example", False), ("myhost.lan", "myhost.lan", True)],
)
def test_an_open_server_is_known_by_its_addresses(listens: str, host: str, known: bool) -> None:
    """An address leads to one machine only; a name that nobody told the server is refused there, too."""
    request = aiohttp.test_utils.make_mocked_request("GET", "/", headers={"Host": host})
    assert Guard(listens).knows(request) is known


@pytest.mark.parametrize(("asked", "status"), [("127.0.0.1", 200), ("evil.example", 403), ("evil.example:80", 403)])
async def test_a_request_that_names_a_host_itself_is_held_to_it(client: Client, asked: str, status: int) -> None:
    """As it would name one to a proxy, whatever it says besides."""
    reader, writer = await asyncio.open_connection("127.0.0.1", client.port)
    writer.write(f"GET http://{asked}/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
    assert f" {status} ".encode() in await reader.readline()
    writer.close()


async def test_nothing_but_the_page_is_served(client: Client) -> None:
    """Whatever is asked for, and however: no folder is listed, and no way leads out of it."""
    for path in NOT_SERVED:
        async with client.get(path, allow_redirects=False) as answer:
            assert answer.status == 404, path
    for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"):
        async with client.request(method, "/") as answer:
            assert answer.status == 405, method
    async with client.get("/visit") as answer:
        assert answer.status == 403


async def test_each_answer_says_what_a_browser_may_do(client: Client) -> None:
    """Refusals too. The name of the archive is text in the page."""
    for path, headers in (("/", {}), ("/page.js", {}), ("/nothing", {}), ("/", {"Host": "evil.example"})):
        async with client.get(path, headers=headers) as answer:
            policy = answer.headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "frame-ancestors 'none'" in policy
            assert "unsafe-eval" not in policy
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Referrer-Policy"] == "no-referrer"
            assert answer.headers["Cache-Control"] == ("no-cache" if path == "/page.js" else "no-store")
            assert answer.headers["Server"] == "explorer"
    async with client.get("/") as answer:
        assert "<title>&lt;b&gt;pier – Article Explorer</title>" in await answer.text()


@pytest.mark.parametrize(
    ("public", "host", "safe"),
    [
        (None, "127.0.0.1:8000", True),
        (None, "[::1]:8000", True),
        (None, "192.168.1.5:8000", False),
        ("http://news.example/", "news.example", False),
        ("https://news.example/", "news.example", True),
    ],
)
def test_where_others_could_read_along(public: str | None, host: str, safe: bool) -> None:
    """There a browser would complain of what it heeds only where nobody can."""
    request = aiohttp.test_utils.make_mocked_request("GET", "/", headers={"Host": host})
    assert Guard("0.0.0.0", public).is_safe(request) is safe
