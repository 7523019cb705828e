"""The queries that are kept between starts."""

from __future__ import annotations

import errno
import os
import sys
import unicodedata
from pathlib import Path
from typing import NoReturn

import pytest
import warm
from hypothesis import given
from hypothesis import strategies as st

from explorer.desk import kept_queries
from explorer.desk.kept_queries import LONGEST_NAME, MOST_EARLIER, Queries


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The reader's state folder."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    return tmp_path / "article-explorer"


def test_without_a_file_there_are_no_queries() -> None:
    assert Queries() == kept_queries.load()


def test_what_is_changed_is_there_at_the_next_start() -> None:
    kept_queries.update(lambda queries: queries.used("pier"))
    changed = kept_queries.update(lambda queries: queries.named("who:ruiz pier", "Ruiz on the pier"))

    assert Queries(("pier",), {"Ruiz on the pier": "who:ruiz pier"}) == changed == kept_queries.load()


def test_a_change_is_made_to_what_another_explorer_left() -> None:
    kept_queries.update(lambda queries: queries.used("pier"))
    kept_queries.update(lambda queries: queries.used("harbour"))

    assert ("harbour", "pier") == kept_queries.load().earlier


def test_the_latest_use_of_a_query_counts_once() -> None:
    queries = Queries().used("pier").used("harbour ").used(" pier")

    assert ("pier", "harbour") == queries.earlier


def test_the_oldest_queries_are_forgotten() -> None:
    queries = Queries()
    for number in range(MOST_EARLIER + 5):
        queries = queries.used(str(number))

    assert MOST_EARLIER == len(queries.earlier)
    assert "5" == queries.earlier[-1]


def test_a_query_has_one_name_and_a_name_one_query() -> None:
    queries = Queries().named("pier", "a").named("pier", "b").named("harbour", "b")

    assert {"b": "harbour"} == queries.saved
    assert "b" == queries.name_of(" harbour ")
    assert queries.name_of("pier") is None


def test_an_empty_name_takes_the_name_away() -> None:
    assert {"b": "harbour"} == Queries().named("pier", "a").named("harbour", "b").named("pier", " ").saved


@given(st.text(max_size=200))
def test_a_name_is_one_short_line_that_is_safe_to_show(name: str) -> None:
    for kept in Queries().named("pier", name).saved:
        assert not [c for c in kept if unicodedata.category(c) in ("Cc", "Cs", "Zl")]
        assert len(kept) <= LONGEST_NAME


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"earlier": 3}', b"\xff", b'{"saved": {"a": 1}}'])
def test_a_broken_file_is_put_aside_and_no_trouble(state: Path, content: bytes) -> None:
    state.mkdir()
    (state / "queries.json").write_bytes(content)
    kept_queries.update(lambda queries: queries.used("pier"))

    assert ("pier",) == kept_queries.load().earlier
    assert content == (state / "queries.broken").read_bytes()


def test_where_nothing_can_be_written_it_is_said_and_nothing_is_left(state: Path) -> None:
    (state / "queries.json").mkdir(parents=True)
    with pytest.raises(OSError, match=r"queries\.json"):
        kept_queries.update(lambda queries: queries.used("pier"))

    assert ["queries.json"] == [path.name for path in state.iterdir()]


def test_queries_that_can_not_be_read_are_not_written_over(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As when the disk fails for a moment: the reader's saved queries are still there."""
    kept_queries.update(lambda queries: queries.named("who:ruiz pier", "Ruiz"))
    before = (state / "queries.json").read_bytes()

    def fail(*_: object) -> NoReturn:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as broken:
        broken.setattr(kept_queries, "kept_content", fail)
        with pytest.raises(OSError, match="Input/output"):
            kept_queries.update(lambda queries: queries.used("pier"))
        assert Queries() == kept_queries.load()

    assert before == (state / "queries.json").read_bytes()


def test_a_full_disk_loses_nothing(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept_queries.update(lambda queries: queries.used("pier"))

    def full(_: int) -> NoReturn:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        kept_queries.update(lambda queries: queries.used("harbour"))

    assert ("pier",) == kept_queries.load().earlier
    assert ["queries.json"] == [path.name for path in state.iterdir()]


def test_of_many_explorers_at_once_none_loses_what_another_kept(state: Path) -> None:
    """Each is a process of its own, and all of them change the queries at the same time."""
    script = (
        "import sys\n"
        "from explorer.desk import kept_queries\n"
        "for n in range(10):\n"
        "    kept_queries.update(lambda queries: queries.named(f'q{sys.argv[1]}-{n}', f'{sys.argv[1]}-{n}'))\n"
    )
    explorers = [warm.Popen([sys.executable, "-c", script, str(n)]) for n in range(3)]

    assert [0, 0, 0] == [explorer.wait() for explorer in explorers]
    assert {f"{n}-{m}" for n in range(3) for m in range(10)} == set(kept_queries.load().saved)
    assert ["queries.json"] == [path.name for path in state.iterdir()]
