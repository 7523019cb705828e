"""Work on a large archive that is kept, in a process of its own.

So keys are heeded meanwhile, and what it takes of memory ends with it.
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

# An archive of more records than that is large: another process takes less time to start than the work does.
_MANY = 20_000
# So many values of a mapping are kept here.
_KEPT = 500_000
# Seconds without a word from the other process after which to see whether its work is still wanted.
_PATIENCE = 0.1
# What comes before an answer: something may be written when a Python starts, by the user's own `sitecustomize`.
_ANSWER = b"\0answer\0"


def is_apart(snapshot: Snapshot) -> bool:
    """Whether work on an archive is better done apart."""
    return len(snapshot.archive.entries) > _MANY


def indexed(snapshot: Snapshot, pause: Callable[[], None]) -> SearchIndex | None:
    """Have the search index of a kept archive made and kept; None where that can't be done."""
    if not isinstance(snapshot, StoredSnapshot):
        # Of what was read again, as where checks failed, the index is no kept one.
        return None
    answer("index", snapshot.root, snapshot.kept, pause)
    return kept_index(snapshot)


def proposed(snapshot: Snapshot, store: str, pause: Callable[[], None]) -> list[Proposal]:
    """The topics that an archive proposes, which is kept in a `store`; where it isn't any more, they are found here."""
    found: list[Proposal] | None = answer("topics", snapshot.root, store, pause)
    return proposed_topics(snapshot, MOST, lambda _: pause()) if found is None else found


def answer(what: str, root: Path, store: str, pause: Callable[[], None]) -> Any:
    """What comes of the work of a name on what a store has.

    None where the archive is not kept there (any more), or no process can be started.
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
    """What a process says, piece by piece until it ends; nothing whenever it was silent for a while."""
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
    """Another process that runs a module: it ends with the context. Nothing is imported from this one's folder (-P).

    Ctrl+C does not reach it, which may be meant for an editor that has the terminal.
    """
    command = [sys.executable, "-P", "-m", module, *arguments]
    with Popen(command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, start_new_session=True) as process:
        try:
            yield process
        finally:
            process.kill()
            process.wait()


def end_with_whoever_started() -> None:
    """End this process as soon as the one that started it ends, whatever it ends by."""
    Thread(target=_wait_and_end, daemon=True).start()


def _wait_and_end() -> None:
    os.read(sys.stdin.fileno(), 1)
    os._exit(1)


def main() -> None:
    """Do the work that is named on what is kept of the archive in a folder, and answer with what came of it."""
    end_with_whoever_started()
    # Most of what is read is kept to the end, and to look for garbage among it would take much of the time.
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
