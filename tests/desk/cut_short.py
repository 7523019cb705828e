"""Writing into a file that is cut short."""

from __future__ import annotations

from pathlib import Path

import pytest

from explorer.files import writing


def cut_short(monkeypatch: pytest.MonkeyPatch, at: float, error: BaseException) -> None:
    """Have the next writing into a file end, when room was made and a part of the content is there.

    After an error, what is written next is written; after a kill, nothing is.
    """
    real = writing._write_into  # noqa: SLF001

    def nothing(*_: Path) -> None:
        raise error

    def write(path: Path, draft: Path) -> None:
        monkeypatch.setattr(writing, "_write_into", real if isinstance(error, Exception) else nothing)
        old, new = path.read_bytes(), draft.read_bytes()
        done = int(len(old) * at)
        path.write_bytes((new[:done] + old[done:]).ljust(len(new), b"\0"))
        raise error

    monkeypatch.setattr(writing, "_write_into", write)
