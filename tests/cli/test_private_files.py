"""What is kept of an archive between starts is the user's alone, whatever their mask says."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from cli.running import Explorer

from explorer.cli import stats_command
from explorer.desk import clipboard, kept_queries, own_settings, sessions
from explorer.desk.changing import SetFields, change
from explorer.desk.sessions import Session
from explorer.model.history import PanesView
from explorer.snapshot import read_snapshot


def test_caches_reports_and_all_else_that_is_kept_can_be_read_by_nobody_else(
    explorer: Explorer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ValueError

    for name in ("CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / "kept" / name))
    monkeypatch.setattr(stats_command, "open_archive", fail)
    before = os.umask(0)
    try:
        (tmp_path / "kept").mkdir(mode=0o700)
        assert 0 == explorer("search", "pier").code
        assert 0 == explorer("completion", "fish", "explorer show person/").code
        assert 70 == explorer("stats").code
        change(read_snapshot(explorer.root), [SetFields("topic/pier", {"label": "Pier"})], "A step")
        sessions.save(explorer.root, Session(PanesView()))
        kept_queries.update(lambda queries: queries.used("pier"))
        own_settings.choose_theme("nord")
        clipboard.keep("words")
    finally:
        os.umask(before)
    modes = {path: path.stat().st_mode & 0o777 for path in (tmp_path / "kept").rglob("*")}
    assert {0o600} == {mode for path, mode in modes.items() if path.is_file()}
    assert {0o700} == {mode for path, mode in modes.items() if path.is_dir()}
    found = {path.parent.name if path.parent.parent.name == "undo" else path.name.split("-")[0] for path in modes}
    assert {"completion", "crash", "sessions", "undo", "queries.json", "theme.json", "copied.txt"} <= found
