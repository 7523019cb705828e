"""The search index is kept, and finds just what a new one finds."""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from multiprocessing import active_children
from pathlib import Path

import numpy as np
import pytest
from archives import write_archive
from msgspec.structs import replace
from test_reading_again import Newsroom
from trying import tries

from explorer.model.records import Kind
from explorer.search.index import SearchIndex
from explorer.search.packing import Arrays, packed
from explorer.snapshot import Snapshot, read_again, read_snapshot
from explorer.store import as_kept, keep, kept, kept_index, layout, read_kept
from explorer.store.kept_index import index_of, keep_index

QUERIES = (
    "taiwan",
    "hegseht",
    "peace and stability",
    '"one china"',
    "who:xi",
    "topic:taiwan -is:missing",
    "is:verbatim kind:quote",
    "date:2021",
    "chian polic",
    "zzzzqq",
    "article:000 trade",
)


@pytest.fixture
def stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shipped: Snapshot) -> Snapshot:
    """The example as it comes from the store, with its index beside that, of which most is left on disk."""
    monkeypatch.setattr(kept_index, "_MOST", 0)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    keep_index(shipped.root, keep(shipped), SearchIndex.of(shipped))
    return read_kept(shipped.root)


def answers(index: SearchIndex) -> list[object]:
    """All that there is to tell of what an index finds."""
    told: list[object] = []
    for query in QUERIES:
        for kind in (None, Kind.QUOTE, Kind.PERSON):
            results = index.search(query, kind)
            told.append((query, kind, list(results), results.total, results.remarks, results.filters))
        told.append((index.ways_out(query), index.suggest(query, len(query))))
    return [*told, index.among(["quote/none", "person/xi-jinping"]).masks[0].tolist(), index.missing]


def test_the_index_that_was_kept_finds_what_a_new_one_finds(shipped: Snapshot, stored: Snapshot) -> None:
    kept = kept_index.kept_index(stored)
    assert kept is not None
    assert answers(SearchIndex.of(shipped)) == answers(kept)
    assert answers(SearchIndex.of(shipped)) == answers(SearchIndex.of(stored))


def test_an_index_that_was_kept_follows_a_change_as_a_new_one_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = write_archive(tmp_path / "archive")
    whole = read_snapshot(root)
    keep_index(root, keep(whole), SearchIndex.of(whole))
    kept = kept_index.kept_index(read_kept(root))
    assert kept is not None
    (root / "data" / "zebras.yaml").write_text("topics: [{id: zebra, label: Zebras in Taiwan}]", encoding="utf-8")
    after = read_snapshot(root)
    statuses = {ref: str(found.status) for ref, found in after.verifications.items()}
    updated, new = kept.updated(after.archive, statuses), SearchIndex.of(after)
    assert updated is not None
    assert 1 == updated.changes
    for query in ("zebra", "taiwan", "pier", "ruiz"):
        assert new.search(query).refs == updated.search(query).refs


@pytest.mark.parametrize("seed", range(tries(3)))
def test_an_index_that_follows_edits_is_kept_as_a_new_one_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """Whatever came, went or moved: all that is kept of it is the same, of records that stay in the store, too."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(kept_index, "_LONG", -1)
    newsroom = Newsroom(tmp_path / "archive", seed)
    newsroom.write()
    snapshot = read_kept(newsroom.root, keeping=True)
    index_of(snapshot)
    followed = 0
    for _ in range(8):
        for _ in range(newsroom.random.choice((1, 1, 3))):
            newsroom.random.choice(newsroom.ways)()
        newsroom.write()
        edited = read_again(as_kept(newsroom.root) or snapshot)
        snapshot = replace(edited, kept=keep(edited))
        index = index_of(snapshot)
        assert kept_index.kept_index(as_kept(newsroom.root) or snapshot) is not None
        found, expected = packed(index), packed(SearchIndex.of(snapshot))
        assert found
        assert expected
        assert dated(found) == dated(expected)
        for name in expected.keys() - {"dates", "date_codes"}:
            assert np.array_equal(found[name], expected[name]), name
        followed += index.changes > 0
    assert followed


def dated(arrays: Arrays) -> list[bytes]:
    """The date of each record."""
    dates = arrays["dates"].tobytes().split(b"\n")
    return [dates[code] for code in arrays["date_codes"].tolist()]


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda content: content[: len(content) // 2],
        lambda content: content[:-1],
        lambda content: bytes(len(content)),
        lambda content: content[:-200] + bytes(200),
        lambda content: content.replace(b"taiwan", b"thaiwa"),
        lambda content: content.replace(b"<i4", b"<f4", 1),
        lambda content: content.replace(b"bags", b"bits", 1).replace(b"bits", b"bags", 1),
    ],
)
def test_an_index_that_is_damaged_is_made_anew(
    shipped: Snapshot, stored: Snapshot, damage: Callable[[bytes], bytes]
) -> None:
    path = layout.path_of(stored.root, "index")
    path.write_bytes(damage(path.read_bytes()))
    assert kept_index.kept_index(stored) is None
    assert answers(SearchIndex.of(shipped)) == answers(index_of(stored))


@pytest.mark.parametrize("page", [0, 1, -1])
def test_an_index_whose_words_turn_out_to_be_damaged_finds_what_it_found(
    shipped: Snapshot, stored: Snapshot, page: int
) -> None:
    """They are read when they are asked for: by then, anything may have been written into the file."""
    index, path = kept_index.kept_index(stored), layout.path_of(stored.root, "index")
    assert index is not None
    content = path.read_bytes()
    columns = SearchIndex.of(shipped).columns()
    assert columns is not None
    tokens = np.asarray(columns.words.tokens).tobytes()
    start = content.index(tokens) + (page * 4096 if page >= 0 else len(tokens) - 8)
    with path.open("r+b") as file:
        file.seek(start)
        file.write(bytes(4))
    assert answers(SearchIndex.of(shipped)) == answers(index)
    assert not path.exists()


def test_an_index_finds_what_it_found_when_its_file_is_cut_beneath_it(shipped: Snapshot, stored: Snapshot) -> None:
    index, path = kept_index.kept_index(stored), layout.path_of(stored.root, "index")
    assert index is not None
    os.truncate(path, 5)
    assert answers(SearchIndex.of(shipped)) == answers(index)


def test_an_index_goes_on_to_be_read_where_another_one_took_its_place(shipped: Snapshot, stored: Snapshot) -> None:
    index, path = kept_index.kept_index(stored), layout.path_of(stored.root, "index")
    assert index is not None
    (other := path.with_name("other")).write_bytes(b"another one")
    other.replace(path)
    assert answers(SearchIndex.of(shipped)) == answers(index)
    assert path.read_bytes() == b"another one"


def test_an_index_of_another_store_is_not_taken(stored: Snapshot, shipped: Snapshot) -> None:
    assert kept_index.kept_index(stored) is not None
    assert kept_index.kept_index(shipped) is None
    keep(shipped)
    assert kept_index.kept_index(read_kept(shipped.root)) is None


def test_an_index_that_took_long_is_kept(stored: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    path = layout.path_of(stored.root, "index")
    for long, is_kept in ((float("inf"), False), (0.0, True)):
        path.unlink(missing_ok=True)
        monkeypatch.setattr(kept_index, "_LONG", long)
        index_of(stored)
        assert is_kept is path.exists()


def test_the_first_reading_of_a_large_archive_keeps_its_index_too(
    shipped: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(kept, "_MANY", 0)
    monkeypatch.setattr(kept, "_LONG", 0)
    read_kept(shipped.root, keeping=True)
    index = kept_index.kept_index(read_kept(shipped.root))
    assert index is not None
    assert answers(SearchIndex.of(shipped)) == answers(index)


@pytest.fixture
def first(shipped: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A large archive that is read for the first time."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(kept, "_MANY", 0)
    monkeypatch.setattr(kept, "_LONG", 0)
    return shipped.root


def test_ctrl_c_is_for_the_process_that_keeps_the_archive_and_not_for_the_one_that_indexes_it(
    first: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would write a traceback to the terminal."""
    asked = multiprocessing.Event()

    def index(snapshot: Snapshot) -> SearchIndex:
        asked.set()
        time.sleep(0.2)
        return SearchIndex(snapshot.archive)

    def interrupted(snapshot: Snapshot, **_: object) -> str:
        (indexing,) = active_children()
        assert indexing.pid
        assert asked.wait(60)
        os.kill(indexing.pid, signal.SIGINT)
        return keep(snapshot)

    monkeypatch.setattr(SearchIndex, "of", index)
    monkeypatch.setattr(kept, "keep", interrupted)
    assert kept_index.kept_index(read_kept(first, keeping=True)) is None
    assert kept_index.kept_index(read_kept(first)) is not None


def test_of_what_can_not_be_kept_no_index_is_waited_for(
    first: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = tmp_path / "made"

    def index(_: Snapshot) -> SearchIndex:
        time.sleep(1)
        made.touch()
        raise AssertionError

    monkeypatch.setattr(SearchIndex, "of", index)
    monkeypatch.setattr(kept, "keep", lambda *_, **__: "")
    assert not read_kept(first, keeping=True).kept
    assert not made.exists()


def test_an_archive_is_kept_though_the_process_that_indexes_it_was_killed(
    first: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(snapshot: Snapshot, **_: object) -> str:
        (indexing,) = active_children()
        indexing.kill()
        indexing.join()
        return keep(snapshot)

    monkeypatch.setattr(kept, "keep", killed)
    assert read_kept(first, keeping=True).kept
    assert kept_index.kept_index(read_kept(first)) is None


def test_an_archive_is_kept_though_no_process_can_be_started(first: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none_started(*_: object) -> None:
        raise OSError(errno.ENOMEM, "no room for another process")

    monkeypatch.setattr(os, "fork", none_started)
    assert read_kept(first, keeping=True).kept
    assert read_kept(first).kept
