"""An editor's messages are read whatever stands between them: what is none is refused once, and the next is read."""

from __future__ import annotations

from io import BytesIO

import pytest

from explorer.lsp.server import bodies

NONE = b"?"


def read(*sent: bytes) -> list[bytes]:
    return list(bodies(BytesIO(b"".join(sent))))


def message(body: bytes, head: bytes = b"Content-Length: %d\r\n\r\n") -> bytes:
    return (head % len(body) if b"%d" in head else head) + body


A, B = b'{"method": "a"}', b'{"method": "b", "text": "content-length: 3"}'


@pytest.mark.parametrize(
    "head",
    [
        b"Content-Length: %d\r\n\r\n",
        b"content-length:%d\r\n\r\n",
        b"CONTENT-LENGTH : %d \n\n",
        b"Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: %d\r\n\r\n",
        b"Content-Length: %d\r\nContent-Type: x\r\n\r\n",
        b"\r\n\r\nContent-Length: %d\r\n\r\n",
        b"noise\r\nContent-Length: %d\r\n\r\n",
    ],
)
def test_a_head_may_be_written_in_any_way(head: bytes) -> None:
    assert [A, B, A] == read(message(A, head), message(B, head), message(A))


@pytest.mark.parametrize(
    "head",
    [
        b"Content-Length: abc\r\n\r\n",
        b"Content-Length: -5\r\n\r\n",
        b"Content-Length: 1.5\r\n\r\n",
        b"Content-Length: 0\r\n\r\n",
        b"Content-Length: 99999999999\r\n\r\n",
        b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n",
        b"Content-Length:\r\n\r\n",
        b"Content-Type: x\r\n\r\n",
        b"\xff\x00" * 100_000 + b"\r\n\r\n",
    ],
)
@pytest.mark.parametrize("body", [B, b'{\r\n\r\n"text":\r\n\r\n""}\r\n', b""])
def test_a_message_without_a_length_that_it_could_have_ends_alone(head: bytes, body: bytes) -> None:
    assert [A, NONE, A, B] == read(message(A), message(body, head), message(A), message(B))


def test_a_length_that_is_wrong_costs_no_more_than_the_next_message() -> None:
    assert [B[:5], NONE, A] == read(message(B, b"Content-Length: 5\r\n\r\n"), b"\r\n\r\n", message(A))
    assert [B[:5], A] == read(message(B, b"Content-Length: 5\r\n\r\n"), message(A))
    too_long = message(A, b"Content-Length: %d\r\n\r\n" % (len(A) + 20)), message(B), message(A)
    assert B not in read(*too_long)
    assert A == read(*too_long)[-1]


def test_what_ends_amid_a_message_is_the_end() -> None:
    assert [A] == read(message(A), message(B)[:-1])
    assert [] == read(b"Content-Length: 5\r\n")
