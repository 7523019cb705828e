"""The command that reopens a view."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path


def reopen_command(root: Path, trail: Sequence[str] = (), query: str = "") -> str:
    """The shell command that reopens a view on the archive in `root`. It may be run in any folder."""
    words = ["explorer", *trail, "--archive", str(root.absolute())]
    if query.startswith("-"):
        words.append(f"--query={query}")  # as a word of its own it would be taken for an option
    elif query:
        words += ["--query", query]
    return shlex.join(words)
