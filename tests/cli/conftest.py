"""What the tests of the command line share."""

from __future__ import annotations

from pathlib import Path

import pytest
from archives import stamped, write_archive
from cli.running import Explorer

from explorer.cli import opening
from explorer.snapshot import Snapshot, read_snapshot


@pytest.fixture
def explorer(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Explorer:
    root = write_archive(tmp_path / "archive")
    monkeypatch.chdir(root)
    return Explorer(capsys, root)


@pytest.fixture
def read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many commands a test gives, an archive is read once for as long as its files stay as they are."""
    known: dict[object, Snapshot] = {}

    def kept(folder: Path, *_: object, **__: object) -> Snapshot:
        key = stamped(folder)
        if key not in known:
            known[key] = read_snapshot(folder)
        return known[key]

    monkeypatch.setattr(opening, "read_kept", kept)
