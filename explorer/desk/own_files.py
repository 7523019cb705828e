"""Where the user's own files are that belong to one archive. This imports little: it is needed before anything else."""

from __future__ import annotations

import hashlib
from pathlib import Path

import platformdirs


def name_of(root: Path) -> str:
    """A name for what is kept of an archive. It tells nothing of the archive's folder, and is as long for every one."""
    return hashlib.sha256(str(root.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:24]


def session_file(root: Path) -> Path:
    """The file that says where the explorer was left in an archive."""
    return platformdirs.user_state_path("article-explorer") / "sessions" / f"{name_of(root)}.json"
