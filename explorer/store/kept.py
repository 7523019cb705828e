"""Reading an archive with the help of its store, and storing what was read."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from explorer.display import one_line
from explorer.files.belonging import DATA
from explorer.files.contents import Contents
from explorer.files.data_files import read_data_files
from explorer.model.archive import Archive
from explorer.model.failures import Failure
from explorer.model.pausing import Pause, go_on
from explorer.processes import ALONE, Executor, Shard, begin_forked, forked
from explorer.snapshot import Snapshot, archive_of, is_large, read_again, read_snapshot
from explorer.store.database import DamagedError
from explorer.store.layout import path_of
from explorer.store.opening import Store, StoredSnapshot
from explorer.store.saving import save

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

# Store what a command found if reading took more than this many seconds.
_LONG = 0.05
# With more records than this, creating a search index takes longer than starting a process.
_MANY = 20_000


# Called with the reason why a large archive can't be stored.
Unkept = Callable[[OSError], None]


def _never_mind(_: OSError) -> None: ...


def read_kept(
    root: Path,
    pause: Pause = go_on,
    contents: Contents | None = None,
    executor: Executor = ALONE,
    *,
    keeping: bool = False,
    shard: Shard | None = None,
    retrying: bool = True,
    unkept: Unkept = _never_mind,
) -> Snapshot:
    """Read the archive in `root` as `read_snapshot` does, reusing what is stored of an earlier reading and still valid.

    If no file has changed since, everything is read from the store on demand. `keeping`: store the result if reading
    took long, or report why that is impossible. With a `shard`, only what is reported there is valid: see `told_in`.
    Failed checks are tried again, unless not `retrying`.

    Raises:
        ArchiveError: `root` has no `data` folder, or it can't be read.
    """
    began = time.monotonic()
    store = _opened(root)
    is_current = store is not None and contents is None and store.is_current()
    if store and is_current and not (retrying and store.failures):
        return store.snapshot()
    if store:
        snapshot = read_again(store.snapshot(is_past=True), pause, contents, executor, shard)
    else:
        snapshot = read_snapshot(root, pause=pause, contents=contents, executor=executor, shard=shard)
    if store and is_current and _failed(snapshot.failures) == _failed(store.failures):
        return replace(snapshot, kept=store.token)
    if keeping and not shard and time.monotonic() - began > _LONG:
        is_first = store is None and len(snapshot.archive.entries) > _MANY
        return replace(snapshot, kept=(keep_indexed if is_first else keep)(snapshot, unkept=unkept))
    return snapshot


def _failed(failures: Iterable[Failure]) -> set[tuple[str, str | None]]:
    """Return which checks failed, for which records, ignoring the tracebacks, which may differ."""
    return {(failure.check, failure.ref) for failure in failures}


def as_kept(root: Path, current: str = "") -> Snapshot | None:
    """Return the archive in `root` from its store, without reading its files; None if it is not stored, or gone.

    It is marked as past if files have changed since, or checks failed. If there are very many files, none is looked at
    yet. `current` is the name of the store if it is already known to be up to date.
    """
    store = _opened(root)
    if store is None or not (root / DATA).is_dir():
        return None
    snapshot = store.snapshot()
    if store.token == current and not store.failures:
        return snapshot
    is_unseen = snapshot.has_many_files and not store.failures
    is_past = bool(store.failures) or is_unseen or not store.is_current()
    return replace(snapshot, is_past=is_past, is_unseen=is_unseen)


def is_current(snapshot: Snapshot) -> bool:
    """Whether the files of an archive are exactly those that a snapshot was read from."""
    if snapshot.kept:
        store = _opened(snapshot.root)
        return store is not None and store.token == snapshot.kept and store.is_current()
    return not changed_since(snapshot)


def changed_since(snapshot: Snapshot) -> set[str]:
    """Return the names of the files that changed, came or went since a snapshot was read."""
    # Imported lazily: no command needs it.
    from explorer.files.watching import Seen

    return Seen(snapshot.stamps, snapshot.began).differing(snapshot.root)


def looked_at(snapshot: Snapshot) -> Snapshot | None:
    """Mark a stored snapshot as current if the archive's files have not changed; None for any other snapshot."""
    return snapshot.looked_at() if isinstance(snapshot, StoredSnapshot) else None


def read_records(root: Path, executor: Executor = ALONE) -> Archive:
    """Read and join the records of the archive in `root`, without checks; what can't be read now comes from the store.

    Raises OSError when `root` has no `data` folder, or it can't be read.
    """
    store = _opened(root)
    if store and store.is_current():
        return store.snapshot().archive
    known = store.files() if store else {}
    return archive_of(dict(read_data_files(Contents(root), known, executor)))


def _opened(root: Path) -> Store | None:
    """Open the store of the archive in `root`; None if there is none of this version of the code, or it is damaged."""
    try:
        return Store(root)
    except (OSError, DamagedError):
        return None


def keep(snapshot: Snapshot, pause: Callable[[], None] = lambda: None, unkept: Unkept = _never_mind) -> str:
    """Store a snapshot for the next start, and return the name of the store; empty if it can't be written."""
    if not (snapshot.kept or snapshot.failure or snapshot.pending or snapshot.is_unchecked):
        with suppress(UnicodeEncodeError, DamagedError):
            try:
                return save(snapshot, path_of(snapshot.root), pause)
            except OSError as error:
                if is_large(snapshot.root):
                    unkept(error)
    return snapshot.kept


def keep_indexed(snapshot: Snapshot, unkept: Unkept = _never_mind) -> str:
    """Store a snapshot as `keep` does, and its search index, which another process creates meanwhile."""
    token: str | None = None
    # If no process can be started, there is no index.
    with suppress(_NotKeptError, OSError), forked(1, _keep_index, snapshot) as (pipe,):
        token = keep(snapshot, unkept=unkept)
        if not token:
            raise _NotKeptError
        # Nor if it was killed.
        with suppress(ConnectionError):
            pipe.send(token)
    return keep(snapshot, unkept=unkept) if token is None else token


def told_unkept(root: Path, error: OSError) -> str:
    """Explain why a large archive can't be stored."""
    path = one_line(str(path_of(root)))
    return f"{path} can’t be written ({error.strerror}): all of the archive is read and checked anew each time"


class _NotKeptError(Exception):
    """Nothing can be stored, so nobody waits for an index."""


def _keep_index(pipe: Connection, snapshot: Snapshot) -> None:
    """Create an index, and store it with the name that the store has got meanwhile."""
    begin_forked()
    # Imported lazily: importing numpy takes half as long as most commands.
    from explorer.search.index import SearchIndex
    from explorer.store.kept_index import keep_index

    index = SearchIndex.of(snapshot)
    keep_index(snapshot.root, pipe.recv(), index)
