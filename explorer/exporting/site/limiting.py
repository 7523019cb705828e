"""An archive with only the records of an extract, so that nothing on a page leads out of it or is counted beyond it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from msgspec.structs import replace

from explorer.checking import text_order
from explorer.checking.repeats.found import Also
from explorer.exporting.extract import Extract
from explorer.model.archive import Archive
from explorer.model.records import Entry, Event, Kind, Person, Quote
from explorer.model.references import references
from explorer.model.timeline import timeline
from explorer.snapshot import Snapshot


def limited(extract: Extract) -> Snapshot:
    """The snapshot of an extract, as if the archive had no other records, but for the names of people."""
    snapshot, refs = extract.snapshot, extract.refs
    if len(refs) == len(snapshot.archive.entries):
        return snapshot
    entries = snapshot.archive.entries
    kept = [_without_drafts(snapshot.archive, entry, refs) for ref, entry in entries.items() if ref in refs]
    named = {f"{kind}/{id}" for entry in kept for _, kind, id in references(entry.record) if kind == Kind.PERSON}
    kept += [_by_name(entries[ref]) for ref in entries if ref in named - refs]
    archive = Archive(kept, left_out=entries.keys() - refs - named)
    return replace(
        snapshot,
        archive=archive,
        problems=[problem for problem in snapshot.problems if problem.ref in refs],
        timeline=timeline(archive, text_order.first_places(archive, snapshot.verifications)),
        repeats=replace(snapshot.repeats, also=dict(_also(snapshot, refs))),
    )


def _without_drafts(archive: Archive, entry: Entry, refs: Collection[str]) -> Entry:
    """A record that refers to no event that is left out: what it is called, and when it was, nobody has accepted."""
    record = entry.record
    if (
        isinstance(record, Quote)
        and record.event
        and (event := archive.get(Event, record.event))
        and event.ref not in refs
    ):
        return replace(entry, record=replace(record, event=None))
    return entry


def _by_name(entry: Entry) -> Entry:
    """A person who is left out and spoke all the same: the bare name, without a page."""
    person = entry.record
    if not isinstance(person, Person):
        return entry
    return replace(entry, record=Person(id=person.id, name=person.name, type=person.type, review=person.review))


def _also(snapshot: Snapshot, refs: frozenset[str]) -> Iterator[tuple[str, tuple[Also, ...]]]:
    """The other places of words, without those in records that are left out."""
    with_none = {None, *refs}
    for ref, places in snapshot.repeats.also.items():
        if ref in refs:
            yield ref, tuple(one for one in places if f"article/{one.article}" in refs and one.quote in with_none)
