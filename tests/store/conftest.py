"""What the tests of the store share."""

from pathlib import Path
from subprocess import Popen

import pytest

from explorer.store import other_process


@pytest.fixture
def talking(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each Python that starts writes something, and does start."""
    monkeypatch.setattr(other_process, "Popen", Popen)
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "sitecustomize.py").write_text("print('hello')", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "own"))
