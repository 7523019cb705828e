"""Reading a large archive in a process beside this one, which keeps it: the records first, then what the checks find.

So keys are heeded meanwhile, all processors work, and this process has of the archive what is looked at. Where an
earlier reading is kept, only what has changed since is read and checked.
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
from explorer.processes import EVERY_CORE, end_with_the_first
from explorer.search.index import SearchIndex
from explorer.snapshot import ArchiveError, Snapshot, check, read_unchecked
from explorer.store.apart import end_with_whoever_started, heard, started
from explorer.store.database import DamagedError
from explorer.store.kept import as_kept, keep, keep_indexed, read_kept
from explorer.store.kept_index import forget_index, keep_index
from explorer.store.layout import path_of
from explorer.store.opening import Store
from explorer.store.saving import save

# The store of an archive's records, of which nothing is checked.
_RECORDS = "records"
# As soon as there is something to look at, whoever looks at it comes first.
_NICE = 5


class _Word(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the process that reads says: how far it is, that the records are kept, what all is kept as, or why not."""

    progress: Progress | None = None
    has_records: bool = False
    kept: str | None = None
    error: str | None = None


def read_beside(root: Path, pause: Pause, show: Callable[[Snapshot], None]) -> Snapshot | None:
    """Have another process read, check and keep the archive in `root`.

    `show` is given the records before they are checked. None where there can be no such process, or it keeps nothing.

    Raises:
        ArchiveError: `root` has no `data` folder, or it can't be read.
    """
    return read_kept(root, pause, retrying=False) if _is_kept_beside(root, pause, show) else None


def read_again_beside(root: Path, pause: Pause) -> Snapshot | None:
    """Have another process read what has changed of the archive in `root` since it was kept, and keep that.

    What changes meanwhile is for the next reading. None where there can be no such process, or it keeps nothing.

    Raises:
        ArchiveError: `root` has no `data` folder, or it can't be read.
    """
    with suppress(OSError, DamagedError):
        if _is_kept_beside(root, pause, lambda _: None):
            return Store(root).snapshot()
    return None


def _is_kept_beside(root: Path, pause: Pause, show: Callable[[Snapshot], None]) -> bool:
    """Whether another process has read and kept an archive, on top of what is kept of it; else `show` its records."""
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
                # When all is checked by now, they are gone.
                with suppress(OSError, DamagedError):
                    show(Store(root, path_of(root, _RECORDS)).unchecked())
            if word.kept is not None:
                return bool(word.kept)
    return False


@contextmanager
def reader(root: Path) -> Iterator[Popen[bytes]]:
    """The process that reads an archive: it ends with the context."""
    try:
        with started(__name__, str(root.absolute())) as process:
            yield process
    finally:
        with suppress(OSError):
            path_of(root, _RECORDS).unlink()


def _words(process: Popen[bytes]) -> Iterator[_Word | None]:
    """What a process says, until it ends; None whenever it has said nothing for a while."""
    said, decode = b"", msgspec.json.Decoder(_Word).decode
    for some in heard(process):
        if not some:
            yield None
        *lines, said = (said + some).split(b"\n")
        for line in lines:
            # What the user's own `sitecustomize` writes when a Python starts is no word.
            with suppress(msgspec.MsgspecError):
                yield decode(line)


def _tell(word: _Word) -> None:
    sys.stdout.buffer.write(msgspec.json.encode(word) + b"\n")
    sys.stdout.buffer.flush()


def main() -> None:
    """Read the archive in the folder that is named, and keep it."""
    # What is read is kept to the end: to look for garbage among it takes much of the time.
    gc.disable()
    root = Path(sys.argv[1])
    end_with_whoever_started()

    def pause(progress: Progress) -> None:
        _tell(_Word(progress))

    try:
        kept = _read_again(root, pause) if as_kept(root) else _read(root, pause)
    except ArchiveError as error:
        _tell(_Word(error=str(error)))
    else:
        _tell(_Word(kept=kept))


def _read(root: Path, pause: Pause) -> str:
    """Read an archive of which nothing is kept, and keep it and its search index. Returns what the store is called."""
    snapshot = read_unchecked(root, pause, executor=EVERY_CORE)
    forget_index(root)
    showing = get_context("fork").Process(target=_keep_records, args=(snapshot,), daemon=True)
    showing.start()
    os.nice(_NICE)
    snapshot = check(snapshot, pause, EVERY_CORE)
    showing.join()
    return keep_indexed(snapshot)


def _read_again(root: Path, pause: Pause) -> str:
    """Read what has changed of an archive since it was kept, and keep it. Returns what the store is called."""
    os.nice(_NICE)
    return keep(read_kept(root, pause, executor=EVERY_CORE))


def _keep_records(snapshot: Snapshot) -> None:
    """Keep the records of an archive, say so, and make their search index, while they are checked."""
    # Else it would go on where nobody wants them any more, and who listens to the first one would wait for it.
    end_with_the_first()
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
