"""Reading a large archive in another process that stores it: first the records, then the results of the checks.

This keeps the interface responsive and uses all processors, while this process holds only what is looked at. If an
earlier reading is stored, only what has changed since is read and checked.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from pathlib import Path
from subprocess import Popen

import msgspec
from msgspec.structs import replace

from explorer.model.pausing import Pause, Progress
from explorer.processes import EVERY_CORE, exit_with_first_process
from explorer.search.index import SearchIndex
from explorer.snapshot import ArchiveError, Snapshot, check, read_unchecked
from explorer.store.database import DamagedError
from explorer.store.kept import as_kept, keep, keep_indexed, read_kept
from explorer.store.kept_index import forget_index, keep_index
from explorer.store.layout import path_of
from explorer.store.opening import Store
from explorer.store.other_process import exit_with_parent, heard, started
from explorer.store.saving import save

# The store of an archive's records before they are checked.
_RECORDS = "records"
# As soon as there is something to look at, the user's process has priority.
_NICE = 5


class _Word(msgspec.Struct, frozen=True, omit_defaults=True):
    """A message of the reading process: its progress, that the records are stored, the final store, or an error."""

    progress: Progress | None = None
    has_records: bool = False
    kept: str | None = None
    error: str | None = None


def read_in_process(root: Path, pause: Pause, show: Callable[[Snapshot], None]) -> Snapshot | None:
    """Read, check and store the archive in `root` in another process.

    `show` receives the records before they are checked. None if there can be no such process, or it stores nothing.

    Raises:
        ArchiveError: `root` has no `data` folder, or it can't be read.
    """
    return read_kept(root, pause, retrying=False) if _is_kept_beside(root, pause, show) else None


def reread_in_process(root: Path, pause: Pause) -> Snapshot | None:
    """Read and store in another process what has changed in the archive in `root` since it was stored.

    Later changes are left to the next reading. Return None if there can be no such process, or it stores nothing.

    Raises:
        ArchiveError: `root` has no `data` folder, or it can't be read.
    """
    with suppress(OSError, DamagedError):
        if _is_kept_beside(root, pause, lambda _: None):
            return Store(root).snapshot()
    return None


def _is_kept_beside(root: Path, pause: Pause, show: Callable[[Snapshot], None]) -> bool:
    """Whether another process has read and stored an archive; meanwhile, `show` its records."""
    with suppress(OSError), reader(root) as process:
        progress = Progress("files", 0, 0)
        for word in _words(process):
            progress = (word and word.progress) or progress
            pause(progress)
            if word is None:
                continue
            if word.error is not None:
                raise ArchiveError(word.error)
            if word.has_records:
                # They are removed once everything is checked.
                with suppress(OSError, DamagedError):
                    show(Store(root, path_of(root, _RECORDS)).unchecked())
            if word.kept is not None:
                return bool(word.kept)
    return False


@contextmanager
def reader(root: Path) -> Iterator[Popen[bytes]]:
    """Start the process that reads an archive; it ends with the context."""
    try:
        with started(__name__, str(root.absolute())) as process:
            yield process
    finally:
        with suppress(OSError):
            path_of(root, _RECORDS).unlink()


def _words(process: Popen[bytes]) -> Iterator[_Word | None]:
    """Yield the messages of a process until it ends; None whenever it is silent for a while."""
    said, decode = b"", msgspec.json.Decoder(_Word).decode
    for some in heard(process):
        if not some:
            yield None
        *lines, said = (said + some).split(b"\n")
        for line in lines:
            # Ignore what the user's own `sitecustomize` prints when Python starts.
            with suppress(msgspec.MsgspecError):
                yield decode(line)


def _tell(word: _Word) -> None:
    sys.stdout.buffer.write(msgspec.json.encode(word) + b"\n")
    sys.stdout.buffer.flush()


def main() -> None:
    """Read and store the archive in the given folder."""
    # What is read is kept to the end, so garbage collection would only waste time.
    gc.disable()
    root = Path(sys.argv[1])
    exit_with_parent()

    def pause(progress: Progress) -> None:
        _tell(_Word(progress))

    try:
        kept = _read_again(root, pause) if as_kept(root) else _read(root, pause)
    except ArchiveError as error:
        _tell(_Word(error=str(error)))
    else:
        _tell(_Word(kept=kept))


def _read(root: Path, pause: Pause) -> str:
    """Read an archive that is not stored yet, store it with its search index, and return the name of the store."""
    snapshot = read_unchecked(root, pause, executor=EVERY_CORE)
    forget_index(root)
    showing = get_context("fork").Process(target=_keep_records, args=(snapshot,), daemon=True)
    showing.start()
    os.nice(_NICE)
    snapshot = check(snapshot, pause, EVERY_CORE)
    showing.join()
    return keep_indexed(snapshot)


def _read_again(root: Path, pause: Pause) -> str:
    """Read what has changed in a stored archive, store it, and return the name of the store."""
    os.nice(_NICE)
    return keep(read_kept(root, pause, executor=EVERY_CORE))


def _keep_records(snapshot: Snapshot) -> None:
    """Store the records of an archive, report that, and create their search index, during the checks."""
    # Otherwise it would go on when nobody needs it, and whoever reads the first process's output would wait for it.
    exit_with_first_process()
    try:
        token = save(replace(snapshot, verifications={}), path_of(snapshot.root, _RECORDS))
    except (OSError, UnicodeEncodeError):
        _tell(_Word(kept=""))
        return
    _tell(_Word(has_records=True))
    os.nice(_NICE)
    keep_index(snapshot.root, token, SearchIndex.of(snapshot))


if __name__ == "__main__":
    main()
