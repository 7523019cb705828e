"""What the tests of the command line share."""

from __future__ import annotations

from pathlib import Path

import pytest
from archives import write_archive
from cli.running import Explorer


@pytest.fixture
def explorer(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Explorer:
    root = write_archive(tmp_path / "archive")
    monkeypatch.chdir(root)
    return Explorer(capsys, root)
