"""Find the archive, the kind or the record that a word on the command line names."""

from __future__ import annotations

from collections.abc import Iterable

from explorer.cli import output
from explorer.cli.folders import archive_folder
from explorer.cli.output import NotFound, UsageError
from explorer.describing.how_read import how_far, what_is_left_out
from explorer.display import shortened
from explorer.model.archive import Archive
from explorer.model.pausing import Progress, without_gc
from explorer.model.problems import did_you_mean, nearest, some_of
from explorer.model.records import AnyRecord, Kind, ref
from explorer.processes import EVERY_CORE, Executor, Shard
from explorer.snapshot import ArchiveError, Snapshot, read_snapshot
from explorer.store import read_kept, told_unkept

# The maximum number of unreadable records named.
_NAMED = 5
_KINDS = {str(kind): kind for kind in Kind} | {kind.plural: kind for kind in Kind}


def open_archive(
    given: str | None, *, as_last_read: bool = True, executor: Executor = EVERY_CORE, shard: Shard | None = None
) -> Snapshot:
    """Read the archive requested, and report what is left out of it.

    Unchanged files are not read and checked again. Unreadable records are as they were last read, or left out for a
    command that reports each problem. With a `shard`, only results that belong to it are valid. Raises UsageError if
    it is not an archive or can't be read.
    """
    folder = archive_folder(given)
    try:
        with output.progress() as tell, without_gc():

            def pause(progress: Progress) -> None:
                tell(how_far(progress))

            unkept = list[OSError]()
            snapshot = read_kept(folder, pause, executor=executor, keeping=True, shard=shard, unkept=unkept.append)
            if not as_last_read and snapshot.unread:
                snapshot = read_snapshot(folder, pause=pause, executor=executor, shard=shard)
    except ArchiveError as error:
        raise UsageError(str(error)) from None
    for why in unkept:
        output.narrate(f"explorer: {told_unkept(folder, why)}")
    if as_last_read and (left_out := what_is_left_out(snapshot)):
        output.narrate(f"explorer: {left_out}")
    # Report the checks that failed, and say so.
    if snapshot.failures:
        # Imported here because it is rarely needed.
        from explorer.desk import crash_report

        for line in crash_report.report_checks(snapshot.failures):
            output.narrate(f"explorer: {line}")
    return snapshot


def tell_stale(snapshot: Snapshot, refs: Iterable[str]) -> None:
    """Report which of some records can't be read now and are shown as last read."""
    stale = [ref for ref in refs if ref in snapshot.stale]
    if stale:
        output.narrate(f"explorer: can’t be read now, and is as last read: {some_of(stale, _NAMED)}")


def kind_named(word: str) -> Kind:
    """The kind that a word names, in the singular or plural. Raises UsageError if there is no such kind."""
    kind = _KINDS.get(word.lower())
    if kind is None:
        hint = did_you_mean(word.lower(), _KINDS) or f"; known are {', '.join(Kind)}"
        raise UsageError(f"unknown kind “{shortened(word)}”{hint}")
    return kind


def ref_named(word: str) -> str:
    """A ref in the archive's spelling. Raises UsageError if it is ambiguous or its kind is unknown."""
    if [word] != word.split():
        raise UsageError(f"“{shortened(word)}” is no REF, which has no white space: each REF is a word of its own")
    kind, _, id = word.partition("/")
    return ref(kind_named(kind), id)


def record_named(archive: Archive, word: str) -> AnyRecord:
    """The record with a ref.

    Raises:
        UsageError: the kind is unknown.
        NotFound: there is no such record; the message suggests the nearest.
    """
    name = ref_named(word) if "/" in word else word
    record = archive.find(name)
    if record is None:
        nearest_ref = _nearest_ref(archive, name)
        raise NotFound(
            f"there is no {shortened(name, 100)}" + (f"; did you mean “{nearest_ref}”?" if nearest_ref else "")
        )
    return record


def _nearest_ref(archive: Archive, name: str) -> str | None:
    """The record of any kind with the same id, or else the record of the same kind with the most similar id."""
    named, _, id = name.rpartition("/")
    # Compare ids without reading the records, of which there may be very many.
    kinds = {kind: archive.of_kind(kind) for kind in Kind}
    same_id = next((ref(kind, id) for kind, records in kinds.items() if id in records), None)
    ids = {id: ref(kind, id) for kind, records in kinds.items() if named in ("", kind) for id in records}
    return same_id or ids.get(nearest(id, ids) or "")
