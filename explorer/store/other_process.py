"""Work on a large stored archive in a separate process.

This keeps the interface responsive, and the memory that the work needs is freed afterwards.
"""

from __future__ import annotations

import gc
import os
import pickle
import select
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen
from threading import Thread
from typing import Any

from explorer.search.index import SearchIndex
from explorer.snapshot import Snapshot
from explorer.sources import SourcesMatrix, sources_matrix
from explorer.stats import Overview, overview
from explorer.store.kept_index import keep_index, kept_index
from explorer.store.kept_words import proposed_topics
from explorer.store.opening import Store, StoredSnapshot
from explorer.store.stored import Table
from explorer.topics.proposing import MOST, Proposal

# An archive with more records than this is large: the work takes longer than starting a process.
_MANY = 20_000
# Cache this many values of a table in the separate process.
_KEPT = 500_000
# Seconds of silence from the other process after which to check whether its work is still wanted.
_PATIENCE = 0.1
# Precedes an answer, since the user's own `sitecustomize` may print something when Python starts.
_ANSWER = b"\0answer\0"


def needs_other_process(snapshot: Snapshot) -> bool:
    """Whether work on an archive should be done in a separate process."""
    return len(snapshot.archive.entries) > _MANY


def indexed(snapshot: Snapshot, pause: Callable[[], None]) -> SearchIndex | None:
    """Create and store the search index of a stored archive in a separate process; None if that is impossible."""
    if not isinstance(snapshot, StoredSnapshot):
        # What was read again, for example because checks failed, has no stored index.
        return None
    answer("index", snapshot.root, snapshot.kept, pause)
    return kept_index(snapshot)


def proposed(snapshot: Snapshot, store: str, pause: Callable[[], None]) -> list[Proposal]:
    """Find the topics to propose for an archive in a `store`, in this process if it is no longer there."""
    found: list[Proposal] | None = answer("topics", snapshot.root, store, pause)
    return proposed_topics(snapshot, MOST, lambda _: pause()) if found is None else found


def answer(what: str, root: Path, store: str, pause: Callable[[], None]) -> Any:
    """Have a separate process do the named work on a store, and return the result.

    None if the archive is not in that store (any more), or no process can be started.
    """
    if not store:
        return None
    said = bytearray()
    with suppress(OSError), started(__name__, what, str(root.absolute()), store) as process:
        for some in heard(process):
            pause()
            said += some
        _, mark, pickled = said.partition(_ANSWER)
        return pickle.loads(pickled) if mark and process.wait() == 0 else None
    return None


def heard(process: Popen[bytes]) -> Iterator[bytes]:
    """Yield the output of a process until it ends; yield nothing whenever it is silent for a while."""
    assert process.stdout is not None
    while True:
        if not select.select([process.stdout], (), (), _PATIENCE)[0]:
            yield b""
        elif some := os.read(process.stdout.fileno(), 1 << 16):
            yield some
        else:
            return


@contextmanager
def started(module: str, *arguments: str) -> Iterator[Popen[bytes]]:
    """Start a process that runs a module and ends with the context. It imports nothing from the current folder (-P).

    Ctrl+C does not reach it, since it may be meant for an editor that has the terminal.
    """
    command = [sys.executable, "-P", "-m", module, *arguments]
    with Popen(command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, start_new_session=True) as process:
        try:
            yield process
        finally:
            process.kill()
            process.wait()


def exit_with_parent() -> None:
    """End this process as soon as the one that started it ends, for whatever reason."""
    Thread(target=_wait_and_end, daemon=True).start()


def _wait_and_end() -> None:
    os.read(sys.stdin.fileno(), 1)
    os._exit(1)


def main() -> None:
    """Do the named work on the stored archive of a folder, and answer with the result."""
    exit_with_parent()
    # Most of what is read is kept to the end, so garbage collection would only waste time.
    Table.most = _KEPT
    gc.disable()
    what, folder, token = sys.argv[1:]
    store = Store(Path(folder))
    if store.token != token:
        sys.exit(1)
    sys.stdout.buffer.write(_ANSWER + pickle.dumps(_WORK[what](store.snapshot())))


def _index(snapshot: Snapshot) -> None:
    keep_index(snapshot.root, snapshot.kept, SearchIndex.of(snapshot))


def _propose(snapshot: Snapshot) -> list[Proposal]:
    return proposed_topics(snapshot, MOST)


def _overview(snapshot: Snapshot) -> Overview:
    return overview(snapshot.archive, snapshot.verifications)


def _sources(snapshot: Snapshot) -> SourcesMatrix:
    return sources_matrix(snapshot.archive, snapshot.verifications, snapshot.reports)


_WORK: Mapping[str, Callable[[Snapshot], object]] = {
    "index": _index,
    "overview": _overview,
    "sources": _sources,
    "topics": _propose,
}

if __name__ == "__main__":
    main()
