"""Words typed on the command line → the archive, the kind or the record that they name."""

from __future__ import annotations

from collections.abc import Iterable

from explorer.cli import output
from explorer.cli.folders import archive_folder
from explorer.cli.output import NotFound, UsageError
from explorer.describing.how_read import how_far, what_is_left_out
from explorer.display import shortened
from explorer.model.archive import Archive
from explorer.model.pausing import Progress, uncollected
from explorer.model.problems import did_you_mean, nearest, some_of
from explorer.model.records import AnyRecord, Kind, ref
from explorer.processes import EVERY_CORE, Executor, Shard
from explorer.snapshot import ArchiveError, Snapshot, read_snapshot
from explorer.store import read_kept, told_unkept

# How many records that can't be read are named.
_NAMED = 5
_KINDS = {str(kind): kind for kind in Kind} | {kind.plural: kind for kind in Kind}


def open_archive(
    given: str | None, *, as_last_read: bool = True, executor: Executor = EVERY_CORE, shard: Shard | None = None
) -> Snapshot:
    """Read the archive that was asked for, and say what is left out of it.

    What has not changed since the last reading is not read and checked again. What can't be read now is as it was last
    read; or left out, for a command that tells each problem. Of a `shard` only what is told there
    is worth anything. Raises UsageError when it is not an archive, or can't be
    read.
    """
    folder = archive_folder(given)
    try:
        with output.progress() as tell, uncollected():

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
        # Imported here: it is rarely needed.
        from explorer.desk import crash_report

        for line in crash_report.report_checks(snapshot.failures):
            output.narrate(f"explorer: {line}")
    return snapshot


def tell_stale(snapshot: Snapshot, refs: Iterable[str]) -> None:
    """Say which of some records can't be read now, and are as they were last read."""
    stale = [ref for ref in refs if ref in snapshot.stale]
    if stale:
        output.narrate(f"explorer: can’t be read now, and is as last read: {some_of(stale, _NAMED)}")


def kind_named(word: str) -> Kind:
    """The kind that a word names, in the singular or the plural. Raises UsageError when it names none."""
    kind = _KINDS.get(word.lower())
    if kind is None:
        hint = did_you_mean(word.lower(), _KINDS) or f"; known are {', '.join(Kind)}"
        raise UsageError(f"unknown kind “{shortened(word)}”{hint}")
    return kind


def ref_named(word: str) -> str:
    """A ref as the archive writes it. Raises UsageError when it is several, or its kind is unknown."""
    if [word] != word.split():
        raise UsageError(f"“{shortened(word)}” is no REF, which has no white space: each REF is a word of its own")
    kind, _, id = word.partition("/")
    return ref(kind_named(kind), id)


def record_named(archive: Archive, word: str) -> AnyRecord:
    """The record that a REF names.

    Raises:
        UsageError: the kind is unknown.
        NotFound: there is no such record; the message names the nearest.
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
    """The record of any kind with the same id, or else the one of the same kind with the most similar id."""
    named, _, id = name.rpartition("/")
    # Their ids are known without reading the records, of which there may be very many.
    kinds = {kind: archive.of_kind(kind) for kind in Kind}
    same_id = next((ref(kind, id) for kind, records in kinds.items() if id in records), None)
    ids = {id: ref(kind, id) for kind, records in kinds.items() if named in ("", kind) for id in records}
    return same_id or ids.get(nearest(id, ids) or "")
