"""Adding files to the archive that is shown: each with its drafts, and none of them in part."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from explorer.drafting.adding import Added, added
from explorer.drafting.given_files import source_of
from explorer.drafting.intake.source import NotTakenError
from explorer.drafting.shelves import read_shelf, shelf_of
from explorer.snapshot import Snapshot


class Outcome(msgspec.Struct, frozen=True):
    """What became of one file: it was added, or `why` says why not."""

    file: str
    done: Added | None = None
    why: str = ""


def add_files(snapshot: Snapshot, files: Sequence[str], before_each: Callable[[int], None]) -> list[Outcome]:
    """Add files. `before_each` is told how many are done; when it raises, the rest is left out.

    Raises OSError when the archive can't be read.
    """
    shelf = read_shelf(snapshot.root) if snapshot.pending or snapshot.failure else shelf_of(snapshot)
    outcomes: list[Outcome] = []
    for number, file in enumerate(files):
        before_each(number)
        try:
            source = source_of(file)
            done = added(source, file, shelf)
        except NotTakenError as error:
            outcomes.append(Outcome(file, why=str(error)))
            continue
        shelf = shelf.with_new(done.draft, source)
        outcomes.append(Outcome(file, done))
    return outcomes


def told(done: Added) -> str:
    """What was added, in a sentence."""
    count = len(done.draft.quotes)
    drafts = {0: "no quotes were found in it", 1: "with 1 draft of a quote"}.get(
        count, f"with {count} drafts of quotes"
    )
    return f"Added {done.draft.article.ref}, {drafts}."
