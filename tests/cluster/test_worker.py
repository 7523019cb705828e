"""What a worker answers, asked in this process."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
import pytest

from explorer.cluster import worker
from explorer.cluster.worker import Answer, Asked, edition, serve
from explorer.processes import Away, File, Work


def joined(files: Mapping[str, bytes], path: str) -> str:
    return (files["all.txt"] + files[path]).decode()


def packed(_: Mapping[str, bytes]) -> tuple[None, Sequence[File]]:
    return None, ()


def opened(_: bytes, files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    return files


def sent(_: Mapping[str, bytes], path: str) -> tuple[str, Sequence[File]]:
    return path, ()


WORK = Work(joined, result=str, away=Away(packed, opened, sent))


def file(path: str, content: str) -> File:
    return File(path, hashlib.sha256(content.encode()).hexdigest())


@pytest.fixture(autouse=True)
def _has_nothing_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "_open", {})


def asked(root: Path, given: dict[str, bytes] | None = None, more: dict[str, bytes] | None = None) -> Answer:
    ask = Asked(
        edition(),
        "key",
        str(root),
        pickle.dumps(WORK),
        [file("all.txt", "of all: ")],
        pickle.dumps(["one.txt"]),
        [file("one.txt", "one")],
        given or {},
    )
    value = msgspec.msgpack.encode((b"", more or {}))
    return msgspec.msgpack.decode(serve(msgspec.msgpack.encode(ask), value), type=Answer)


def test_it_reads_the_very_files_where_they_are(tmp_path: Path) -> None:
    (tmp_path / "all.txt").write_text("of all: ", encoding="utf-8")
    (tmp_path / "one.txt").write_text("one", encoding="utf-8")
    assert (["of all: one"], None) == WORK.received(asked(tmp_path).outcome)


def test_it_asks_for_files_that_are_not_there_or_are_others(tmp_path: Path) -> None:
    """And is given them: those of all once, and its own with what it has to do."""
    (tmp_path / "one.txt").write_text("another one", encoding="utf-8")
    lacking = [file("one.txt", "one"), file("all.txt", "of all: ")]
    assert Answer(lacking=lacking) == asked(tmp_path)
    given = asked(tmp_path, {"one.txt": b"one"}, {"all.txt": b"of all: "})
    assert (["of all: one"], None) == WORK.received(given.outcome)
    # What is open stays so.
    assert (["of all: one"], None) == WORK.received(asked(tmp_path, {"one.txt": b"one"}).outcome)


def test_it_works_for_the_same_edition_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "edition", lambda: "article-explorer 0.0.1")
    assert Answer(edition="article-explorer 0.0.1") == asked(tmp_path)
