"""An archive as a git repository has it at a revision, written into a folder to be read like any other.

Git is asked by its own command, and nothing in the repository is changed.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

from explorer.files.belonging import DATA, SEEDS, belongs

# The modes by which git lists files; links and other repositories have other ones, and are passed over.
_FILES = (b"100644", b"100755")


class RevisionError(Exception):
    """The archive can't be had at that revision; the message says why."""


def write_revision(root: Path, revision: str, folder: Path) -> None:
    """Write the files that the archive in `root` had at a revision into an empty folder.

    Raises:
        RevisionError: there is no git, no repository or no such revision, or the archive was not in it then.
    """
    (folder / DATA).mkdir()
    listed = list(_listed(root, revision))
    if not any(name.startswith(f"{DATA}/") for name, _ in listed):
        raise RevisionError(f"there was no archive in this folder at {revision}")
    contents = _contents(root, [id for _, id in listed])
    for (name, _), content in zip(listed, contents, strict=True):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def require_repository(root: Path) -> None:
    """Raises RevisionError when the archive in `root` is in no git repository."""
    _git(root, "rev-parse", "--git-dir", otherwise=f"{root} is in no git repository: nothing tells what it was before")


def named_revisions(root: Path) -> list[str]:
    """The branches and tags of the repository that the archive in `root` is in; none where there is none."""
    asked = ("for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/tags", "refs/remotes")
    try:
        listed = _git(root, *asked, otherwise="there is no repository")
    except RevisionError:
        return []
    return ["HEAD", *listed.decode(errors="replace").splitlines()]


def _listed(root: Path, revision: str) -> Iterator[tuple[str, bytes]]:
    """The archive's files at a revision: their names, relative to its folder, and the ids of what they had in them."""
    require_repository(root)
    commit = _git(
        root,
        *("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"),
        otherwise=f"git knows no revision “{revision}”" + (": nothing is committed yet" if revision == "HEAD" else ""),
    )
    tree = _git(
        root, "ls-tree", "-r", "-z", commit.decode().strip(), DATA, SEEDS, otherwise=f"git can't list {revision}"
    )
    for line in tree.split(b"\0"):
        if line:
            about, _, raw = line.partition(b"\t")
            mode, _, id = about.split(b" ")
            name = raw.decode(errors="surrogateescape")
            if mode in _FILES and belongs(name):
                yield name, id


def _contents(root: Path, ids: list[bytes]) -> Iterator[bytes]:
    found = _git(root, "cat-file", "--batch", otherwise="git can't read its files", given=b"\n".join([*ids, b""]))
    at = 0
    for _ in ids:
        end = found.index(b"\n", at)
        size = int(found[at:end].split(b" ")[2])
        yield found[end + 1 : end + 1 + size]
        at = end + 1 + size + 1


def _git(root: Path, *words: str, otherwise: str, given: bytes = b"") -> bytes:
    """What a git command prints. Raises RevisionError, with what to say otherwise, when it fails."""
    try:
        done = subprocess.run(["git", "-C", str(root), *words], input=given, capture_output=True, check=False)
    except OSError:
        raise RevisionError("git is not installed, and nothing else tells what the archive was before") from None
    if done.returncode:
        raise RevisionError(otherwise)
    return done.stdout
