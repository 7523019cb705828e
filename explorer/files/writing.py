"""Replacing a file whole: whoever reads it gets what was there before or all that is new, never a part of it."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from threading import Lock

_DRAFTS: set[Path] = set()
_LOCK = Lock()


def replace_file(path: Path, content: bytes) -> None:
    """Write a file by way of a draft beside it, which is removed when anything goes wrong. Raises OSError."""
    with _LOCK:
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        draft = Path(name)
        _DRAFTS.add(draft)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        draft.replace(path)
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        with _LOCK:
            _DRAFTS.discard(draft)


def discard_drafts() -> None:
    """Remove the drafts that are being written, before the process is ended by force."""
    with _LOCK:
        for draft in _DRAFTS:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
