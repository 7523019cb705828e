"""Where the user's own files for one archive are. This imports little: it is needed before anything else."""

from __future__ import annotations

import hashlib
from pathlib import Path

import platformdirs


def name_of(root: Path) -> str:
    """Make a name for what is kept about an archive. It does not reveal the folder, and has a fixed length."""
    return hashlib.sha256(str(root.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:24]


def session_file(root: Path) -> Path:
    """The file that says where the user left the explorer in an archive."""
    return platformdirs.user_state_path("article-explorer") / "sessions" / f"{name_of(root)}.json"
