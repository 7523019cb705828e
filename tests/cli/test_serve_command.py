"""`explorer serve`: what it says before it serves. How it serves is tested in `serving` and in a browser."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator

import pytest
from cli.running import Explorer


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[socket.socket]]:
    """The sockets that would be served, which is not done."""
    sockets: list[socket.socket] = []

    async def serve(_: object, at: socket.socket, _limits: object) -> None:
        sockets.append(at)

    monkeypatch.setattr("explorer.serving.server.serve", serve)
    yield sockets
    for at in sockets:
        at.close()


def test_the_address_is_data(explorer: Explorer, served: list[socket.socket]) -> None:
    """It is all of stdout, and only this computer's own browsers reach it."""
    result = explorer("serve", "--port", "0", "--archive", str(explorer.root))
    host, port = served[0].getsockname()
    assert (result.code, result.out) == (0, f"http://{host}:{port}/\n")
    assert host == "127.0.0.1"
    assert "password" not in result.err


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_a_server_for_everybody_says_what_that_means(
    explorer: Explorer, served: list[socket.socket], host: str
) -> None:
    """Whichever address that is."""
    result = explorer("serve", "--port=0", f"--host={host}", "--archive", str(explorer.root))
    port = served[0].getsockname()[1]
    assert result.out == f"http://{f'[{host}]' if ':' in host else host}:{port}/\n"
    assert (
        "everybody who reaches this address can read the archive: there is no password, and no encryption" in result.err
    )


@pytest.mark.usefixtures("served")
def test_the_address_of_a_proxy_is_told(explorer: Explorer) -> None:
    result = explorer("serve", "--port=0", "--public-url=https://news.example/a/", "--archive", str(explorer.root))
    assert result.out == "https://news.example/a/\n"


def test_a_port_in_use_is_said(explorer: Explorer) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = explorer("serve", "--port", str(port), "--archive", str(explorer.root))
    assert (result.code, result.out) == (2, "")
    assert f"port {port} of 127.0.0.1 is in use; --port N names another one" in result.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--port", "70000"), "--port takes a number from 0 to 65535, not “70000”"),
        (("--port", "-1"), "--port takes a number from 0 to 65535, not “-1”"),
        (("--sessions", "0"), "--sessions takes a number from 1 to 10000, not “0”"),
        (("--idle", "1.5"), "--idle takes a number from 1 to 10000, not “1.5”"),
        (("--host", "no.such.host.invalid"), "“no.such.host.invalid” is no address of this computer"),
        (("--host", "a" * 70), "is no address of this computer"),
        (("--public-url", "news.example"), "“news.example” is no address such as https://"),
        (("--public-url", "file:///etc"), "is no address such as https://"),
        (("--archive", "/nowhere"), "“/nowhere” is not an archive: there is no such folder"),
        (("extra",), "“extra” is one word too many"),
    ],
)
def test_what_can_not_be_served_is_said(explorer: Explorer, words: tuple[str, ...], told: str) -> None:
    result = explorer("serve", *words)
    assert (result.code, result.out) == (2, "")
    assert told in result.err


def test_the_extra_that_it_needs_is_named(explorer: Explorer, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("explorer.serving.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "aiohttp", None)
    result = explorer("serve", "--archive", str(explorer.root))
    assert (result.code, result.out) == (2, "")
    assert "pip install 'article-explorer[web]'" in result.err
