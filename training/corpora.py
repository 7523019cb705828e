"""The files of a corpus, which is a folder or a bare git repository."""

from __future__ import annotations

import subprocess
from pathlib import Path


def files(corpus: Path, folder: str) -> dict[str, str]:
    """The text of each file of a folder, by its name. Raises OSError if the corpus or the folder is missing."""
    if (corpus / folder).is_dir():
        return {path.name: path.read_text(encoding="utf-8") for path in (corpus / folder).iterdir()}
    git = ["git", "--git-dir", str(corpus)]
    listed = subprocess.run([*git, "ls-tree", "-r", "-z", "HEAD", f"{folder}/"], capture_output=True, check=False)
    if listed.returncode or not listed.stdout:
        raise FileNotFoundError(f"{corpus} has no {folder}")
    entries = [line.split("\t", 1) for line in listed.stdout.decode().split("\0")[:-1]]
    names = [Path(path).name for _, path in entries]
    asked = "\n".join(entry.split()[2] for entry, _ in entries).encode()
    told = subprocess.run([*git, "cat-file", "--batch"], input=asked, capture_output=True, check=True).stdout
    found: dict[str, str] = {}
    at = 0
    for name in names:
        end = told.index(b"\n", at)
        head, at = told[at:end].decode().split(), end + 1
        if head[-1] != "missing":
            size = int(head[2])
            found[name] = told[at : at + size].decode("utf-8")
            at += size + 1
    return found
