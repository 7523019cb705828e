"""An archive with only the records of an extract, so that nothing on a page leads out of it or is counted beyond it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from explorer.checking import text_order
from explorer.checking.repeats.also import Also
from explorer.exporting.extract import Extract
from explorer.model.archive import Archive
from explorer.model.timeline import timeline
from explorer.snapshot import Snapshot


def limited(extract: Extract) -> Snapshot:
    """The snapshot of an extract, as if the archive had no other records."""
    snapshot, refs = extract.snapshot, extract.refs
    if len(refs) == len(snapshot.archive.entries):
        return snapshot
    entries = snapshot.archive.entries
    archive = Archive((entry for ref, entry in entries.items() if ref in refs), left_out=entries.keys() - refs)
    return replace(
        snapshot,
        archive=archive,
        problems=[problem for problem in snapshot.problems if problem.ref in refs],
        timeline=timeline(archive, text_order.first_places(archive, snapshot.verifications)),
        repeats=replace(snapshot.repeats, also=dict(_also(snapshot, refs))),
    )


def _also(snapshot: Snapshot, refs: frozenset[str]) -> Iterator[tuple[str, tuple[Also, ...]]]:
    """The other places of words, without those in records that are left out."""
    with_none = {None, *refs}
    for ref, places in snapshot.repeats.also.items():
        if ref in refs:
            yield ref, tuple(one for one in places if f"article/{one.article}" in refs and one.quote in with_none)
