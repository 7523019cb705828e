"""An archive as it was at a revision of its git repository, written into a folder to be read like any other.

It runs the git command. It changes nothing in the repository, and runs nothing that the repository names.
"""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BufferedReader, RawIOBase
from pathlib import Path
from selectors import EVENT_READ, DefaultSelector
from subprocess import PIPE
from tempfile import TemporaryFile
from typing import IO, Any, BinaryIO

from explorer.files.belonging import DATA, SEEDS, belongs
from explorer.files.data_files import LARGEST_FILE

# The modes of regular files in git; links and submodules have others and are skipped.
_FILES = (b"100644", b"100755")
# A tree of a few hundred bytes may list more files than there are atoms.
_MOST_FILES = 1_000_000
_AT_ONCE = 1 << 20
# In seconds: how long git may print nothing.
PATIENCE = 30.0

# Disable what a repository's own configuration could make git run even without comparing, checking out or sending. The
# commands used here never run diff drivers, text conversions, filters, signature checks, editors or hooks.
_SETTINGS = (
    "protocol.allow=never",
    "core.fsmonitor=false",
    f"core.hooksPath={os.devnull}",
    "core.sshCommand=false",
    "core.askPass=",
    "core.alternateRefsCommand=false",
    "credential.helper=",
    "safe.bareRepository=explicit",
    "submodule.recurse=false",
    "maintenance.auto=false",
)
_VARIABLES = {
    "GIT_ALLOW_PROTOCOL": "none",  # unlike `protocol.allow`, overrides the repository's settings for a protocol
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_PROXY_COMMAND": "false",
    "GIT_SSH_COMMAND": "false",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
# The user's and the system's own configuration applies: it may say, for instance, whose repositories are trusted.
_KEPT = frozenset(
    {
        *("GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM", "GIT_EXEC_PATH"),
        *("GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM", "GIT_CONFIG_SYSTEM"),
    }
)

_INCOMPLETE = "the repository is damaged, or was cloned in part; complete it with git first"
_HANGS = f"git does not answer: it printed nothing for {PATIENCE:.0f} seconds"


class RevisionError(Exception):
    """The archive at that revision is not available; the message says why."""


class _GitFailed(RevisionError):
    """A git command failed; `said` is the first line of its error message."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.said = said


def write_revision(root: Path, revision: str, folder: Path) -> None:
    """Write the files that the archive in `root` had at a revision into an empty folder.

    Raises:
        RevisionError: there is no git, no repository or no such revision, the archive was not in it then, or the
            repository lacks a part of it.
    """
    (folder / DATA).mkdir()
    listed = list(_listed(root, revision, _commit(root, revision)))
    if not any(name.startswith(f"{DATA}/") for name, _ in listed):
        raise RevisionError(f"there was no archive in this folder at {revision}")
    try:
        _write(root, folder, revision, listed)
    except OSError as error:
        raise RevisionError(f"the archive at {revision} can't be laid out in {folder}: {error.strerror}") from None


def named_revisions(root: Path) -> list[str]:
    """List the branches and tags of the repository that contains the archive in `root`; empty without one."""
    asked = ("for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/tags", "refs/remotes")
    try:
        listed = _said(root, *asked)
    except RevisionError:
        return []
    return ["HEAD", *listed.decode(errors="replace").splitlines()]


def _commit(root: Path, revision: str) -> str:
    """Return the id of the commit that a revision names."""
    try:
        _said(root, "rev-parse", "--git-dir")
    except _GitFailed as failed:
        if "not a git repository" in failed.said:
            raise RevisionError(f"{root} is in no git repository: nothing tells what it was before") from None
        raise RevisionError(f"git can't read the repository of {root}: {failed.said}") from None
    asked = ("rev-parse", "--verify", "--quiet", "--end-of-options")
    try:
        named = _said(root, *asked, revision)
    except _GitFailed:
        named = b""
    if not named.strip().isalnum():  # such as ^main, which names what to exclude
        nothing = ": nothing is committed yet" if revision == "HEAD" else ""
        raise RevisionError(f"git knows no revision “{revision}”{nothing}")
    id = named.decode().strip()
    try:
        kind = _said(root, "cat-file", "-t", id).decode().strip()
        if kind not in ("commit", "tag"):
            raise RevisionError(f"“{revision}” is a {kind}, not a commit")
        return _said(root, *asked, f"{id}^{{commit}}").decode().strip()
    except _GitFailed:
        raise RevisionError(f"git does not have the commit of {revision}: {_INCOMPLETE}") from None


def _listed(root: Path, revision: str, commit: str) -> Iterator[tuple[str, bytes]]:
    """Yield the archive's files in a commit: their names, relative to its folder, and the ids of their content."""
    try:
        with _git(root, "ls-tree", "-r", "-z", commit, DATA, SEEDS) as answer:
            for number, line in enumerate(_split(answer), start=1):
                if number > _MOST_FILES:
                    raise RevisionError(f"there are more than {_MOST_FILES} files in this folder at {revision}")
                about, _, raw = line.partition(b"\t")
                mode, _, id = about.split(b" ")
                name = raw.decode(errors="surrogateescape")
                if mode in _FILES and belongs(name):
                    yield name, id
    except _GitFailed:
        raise RevisionError(f"git can't list the archive's files at {revision}: {_INCOMPLETE}") from None


def _split(answer: BufferedReader) -> Iterator[bytes]:
    """Split an answer into its NUL-terminated lines."""
    rest = b""
    while piece := answer.read1(_AT_ONCE):
        *lines, rest = (rest + piece).split(b"\0")
        yield from lines


def _write(root: Path, folder: Path, revision: str, listed: Sequence[tuple[str, bytes]]) -> None:
    """Write files into a folder, each with the content that git has for an id."""
    ids = b"".join(id + b"\n" for _, id in listed)
    try:
        with _git(root, "cat-file", "--batch", given=ids) as answer:
            for name, _ in listed:
                match answer.readline().split():
                    case _, b"blob", size:
                        path = folder / name
                        path.parent.mkdir(parents=True, exist_ok=True)
                        with path.open("xb") as file:
                            _copy(answer, file, int(size))
                        answer.read(1)
                    case _:
                        raise RevisionError(f"git does not have what {name} was at {revision}: {_INCOMPLETE}")
    except _GitFailed:
        raise RevisionError(f"git can't read all of the archive's files at {revision}: {_INCOMPLETE}") from None


def _copy(answer: BufferedReader, file: BinaryIO, size: int) -> None:
    """Copy `size` bytes, but of a file too large to be read only enough to show that it is."""
    for done in range(0, size, _AT_ONCE):
        piece = answer.read(min(_AT_ONCE, size - done))
        if done <= LARGEST_FILE:
            file.write(piece)


def _said(root: Path, *words: str) -> bytes:
    with _git(root, *words) as answer:
        return answer.read()


@contextmanager
def _git(root: Path, *words: str, given: bytes = b"") -> Iterator[BufferedReader]:
    """Run a git command and yield its output, which must be read to the end. Nothing else runs git.

    The repository may be a stranger's: nothing that its configuration, attributes or hooks name is run, and nothing is
    fetched or written. Raises _GitFailed when git fails, and RevisionError when it is missing or hangs.
    """
    settings = (word for setting in _SETTINGS for word in ("-c", setting))
    command = ["git", "--no-pager", "--no-replace-objects", *settings, "-C", str(root), *words]
    with TemporaryFile() as asked, TemporaryFile() as told:
        asked.write(given)
        asked.seek(0)
        git = None
        # Block Ctrl+C until git is known here: nothing else would end the process.
        held = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            try:
                git = _started(command, asked, told)
            finally:
                signal.pthread_sigmask(signal.SIG_SETMASK, held)
            assert git.stdout
            yield BufferedReader(_Patient(git.stdout.fileno()))
            code = git.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            raise RevisionError(_HANGS) from None
        finally:
            if git is not None:
                git.kill()
                with git:  # wait for its end
                    pass
        if code:
            told.seek(0)
            raise _GitFailed(told.readline().decode(errors="replace").strip().removeprefix("fatal: "))


def _started(command: Sequence[str], asked: IO[bytes], told: IO[bytes]) -> subprocess.Popen[bytes]:
    """Start git. Raises RevisionError when it is missing or can't be run."""
    try:
        return subprocess.Popen(command, bufsize=0, stdin=asked, stdout=PIPE, stderr=told, env=_environment())
    except FileNotFoundError:
        raise RevisionError("git is not installed, and nothing else tells what the archive was before") from None
    except OSError as error:
        raise RevisionError(f"git can't be run: {error.strerror}") from None


class _Patient(RawIOBase):
    """The reading end of a pipe that waits for data only for a limited time."""

    def __init__(self, pipe: int) -> None:
        self._pipe = pipe

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        with DefaultSelector() as waiting:
            waiting.register(self._pipe, EVENT_READ)
            if not waiting.select(PATIENCE):
                raise RevisionError(_HANGS)
        return os.readv(self._pipe, [buffer])


def _environment() -> dict[str, str]:
    """Return git's environment, without inherited variables that select a repository."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name in _KEPT}
    return inherited | _VARIABLES
