"""A session is kept for each archive, and what can't be read is no session."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs
import pytest

from explorer.desk import sessions
from explorer.desk.sessions import Session
from explorer.model.history import PanesView, ReadingView, ResultsView, ScreenView
from explorer.model.records import Kind

PANES = PanesView(("topic/harbour",), Kind.QUOTE, {Kind.QUOTE: "quote/q"})
SESSION = Session(
    ReadingView("pier", "quote/q", 12, "find"),
    (PanesView(), ResultsView("budget “x”", "quote/q", PANES)),
    (ScreenView("timeline", ("event/e",)),),
    {"problems": ScreenView("problems", ("data/a.yaml:1:2", "dangling"), "words")},
)


@pytest.fixture(autouse=True)
def own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def test_a_session_is_read_as_it_was_saved(tmp_path: Path) -> None:
    sessions.save(tmp_path, SESSION)

    assert sessions.load(tmp_path) == SESSION


def test_each_archive_has_its_own(tmp_path: Path) -> None:
    sessions.save(tmp_path / "one", SESSION)

    assert sessions.load(tmp_path / "two") is None


def test_an_archive_is_the_same_by_whatever_path_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "one")
    sessions.save(tmp_path / "one", SESSION)

    assert sessions.load(tmp_path / "link") == SESSION


@pytest.mark.parametrize(
    "content", [b"", b"{", b'{"view": {"type": "no-such-view"}}', b"[]", b"\xff\xfe", b'{"view": 1}']
)
def test_a_file_that_is_no_session_is_none(tmp_path: Path, content: bytes) -> None:
    sessions.save(tmp_path, SESSION)
    (file,) = (platformdirs.user_state_path("article-explorer") / "sessions").iterdir()
    file.write_bytes(content)

    assert sessions.load(tmp_path) is None


def test_a_folder_that_can_not_be_written_is_no_mistake(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file is in the way")
    sessions.save(tmp_path, SESSION)

    assert sessions.load(tmp_path) is None


def test_sessions_of_archives_left_long_ago_are_deleted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "_MOST_KEPT", 2)
    for number, name in enumerate(("one", "two")):
        sessions.save(tmp_path / name, SESSION)
        for file in (platformdirs.user_state_path("article-explorer") / "sessions").iterdir():
            os.utime(file, (file.stat().st_atime, file.stat().st_mtime - 100 + number))
    sessions.save(tmp_path / "three", SESSION)

    assert [name for name in ("one", "two", "three") if sessions.load(tmp_path / name)] == ["two", "three"]
