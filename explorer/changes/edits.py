"""What an edit meant as a whole: which records it changed, and how that affected others."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import accumulate, takewhile

import msgspec

from explorer.changes.change import Change
from explorer.changes.comparing import changes
from explorer.checking.verification import Status
from explorer.files.data_files import DataFile
from explorer.model.amended import may_differ
from explorer.model.archive import Archive
from explorer.model.problems import Problem
from explorer.model.records import Kind, Quote, Topic, kind_of
from explorer.model.references import references
from explorer.snapshot import Snapshot

# The maximum number of edits to remember, and of changes in all of them.
MOST_EDITS, MOST_CHANGES = 100, 5_000
# The fields of an edit that may be long.
_MANY = ("changes", "stands", "unread", "read", "lost", "got", "new", "gone", "filled")
# A position in a message, which may change although nothing else does.
_WHERE = re.compile(r":\d+:\d+|\bline \d+")
# The folder of the data files: a problem there concerns a record, and not a passage.
_OF_RECORDS = "data/"


class Stands(msgspec.Struct, frozen=True):
    """A quote whose words have another status in their article now."""

    ref: str
    before: Status
    after: Status


class Filled(msgspec.Struct, frozen=True):
    """A topic whose query other quotes match now: the refs of those that were added and removed."""

    ref: str
    came: tuple[str, ...]
    went: tuple[str, ...]


class Edit(msgspec.Struct, frozen=True):
    """What changed from one state of an archive to the next, which was read `at` a moment.

    `changes` are those of the records, heaviest first. `lost` and `got` have the refs of records that lost their last
    quote, or got their first one; `filled` has the topics whose query other quotes match; `stands` the quotes whose
    words have another status, worst first; `unread` the records that can't be read any more and are shown as last read,
    `read` those that can again; `new` and `gone` the problems. `left_out` is the number of changes that are not
    remembered.
    """

    at: datetime
    changes: Sequence[Change] = ()
    stands: Sequence[Stands] = ()
    unread: Sequence[str] = ()
    read: Sequence[str] = ()
    lost: Sequence[str] = ()
    got: Sequence[str] = ()
    new: Sequence[Problem] = ()
    gone: Sequence[Problem] = ()
    filled: Sequence[Filled] = ()
    left_out: int = 0

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in _MANY)


def remembered(edits: Sequence[Edit], edit: Edit) -> list[Edit]:
    """Add an edit, the latest first, and forget the oldest ones beyond the limits."""
    kept = {name: getattr(edit, name)[:MOST_CHANGES] for name in _MANY}
    left_out = len(edit.changes) - len(kept["changes"])
    both = [msgspec.structs.replace(edit, **kept, left_out=left_out), *edits]
    both.sort(key=lambda one: one.at, reverse=True)
    sizes = accumulate(sum(len(getattr(one, name)) for name in _MANY) for one in both)
    within = sum(1 for size in sizes if size <= MOST_CHANGES)
    return both[: min(MOST_EDITS, max(1, within))]


def edit_between(before: Snapshot, after: Snapshot, at: datetime) -> Edit:
    """Find what changed between two states of an archive. Only records of files that were read again are compared."""
    unread = {file.name for state in (before, after) for file in state.unread if not file.shown}
    texts, among = (before.texts, after.texts), _read_anew(before, after)
    found = changes(before.archive, after.archive, unread, texts=texts, among=among)
    lost, got = _quoted_otherwise(before.archive, after.archive, found)
    new, gone = problems_changed(before.problems, after.problems)
    ranks = list(Status)
    return Edit(
        at,
        found,
        sorted(_stand_otherwise(before, after, found), key=lambda one: ranks.index(one.after), reverse=True),
        sorted(set(after.stale) - set(before.stale)),
        sorted(ref for ref in _unreadable(before) - _unreadable(after) if ref in after.archive.entries),
        lost,
        got,
        new,
        gone,
        list(_filled_otherwise(before.archive, after.archive, found)),
    )


def _unreadable(state: Snapshot) -> set[str]:
    """Return the refs of the records that can't be read, whether or not their last version is there."""
    entries = state.archive.entries
    return {*state.stale, *(ref for ref in state.archive.left_out if ref not in entries)}


def _read_anew(before: Snapshot, after: Snapshot) -> Iterator[str]:
    """Yield the refs of the records in files that changed. A file that has not changed is not read again."""
    for state, other in ((before, after), (after, before)):
        for name, file in state.files.items():
            if not _are_same(other.files.get(name), file):
                yield from (entry.record.ref for entry in file.entries)


def _are_same(one: DataFile | None, other: DataFile) -> bool:
    """Whether two readings of a file are known, without looking at the records, to have the same ones."""
    if one is None or one is other:
        return one is other
    return one.sha256 == other.sha256 != "" and one.kept == other.kept


def _stand_otherwise(before: Snapshot, after: Snapshot, found: Iterable[Change]) -> Iterator[Stands]:
    """Find the quotes that existed before, under any id, and have another status now."""
    was = {change.ref: change.was for change in found if change.was != change.ref}
    known = before.verifications
    for ref in may_differ(known, after.verifications):
        now, earlier = after.verifications.get(ref), known.get(was.get(ref) or ref)
        if now is not None and earlier is not None and kind_of(ref) is Kind.QUOTE and earlier.status is not now.status:
            yield Stands(ref, earlier.status, now.status)


def _quoted_otherwise(before: Archive, after: Archive, found: Iterable[Change]) -> tuple[list[str], list[str]]:
    """Return the refs of records, in both states, that lost their last quote, and of those that got their first."""
    names = {change.was: change.ref for change in found if change.was and change.change == "renamed"}
    earlier = {now: was for was, now in names.items()}
    held = (ref for change in found for ref in _holding(before, after, change))
    lost, got = [], []
    for ref in dict.fromkeys(earlier.get(ref, ref) for ref in held):
        was, now = before.find(ref), after.find(names.get(ref, ref))
        if was is None or now is None or isinstance(now, Quote):
            continue
        had, has = before.quote_count(was), after.quote_count(now)
        if had and not has:
            lost.append(now.ref)
        elif has and not had:
            got.append(now.ref)
    return lost, got


def _filled_otherwise(before: Archive, after: Archive, found: Iterable[Change]) -> Iterator[Filled]:
    """Yield the topics, in both states, whose query matches other quotes now. A renamed quote is the same one."""
    names = {change.was: change.ref for change in found if change.was and change.change == "renamed"}
    changed = after.quotes_with_changed_topics(before)
    was, now = _by_topic(before, changed, names), _by_topic(after, changed, {})
    for topic in after.all(Topic) if changed else ():
        if topic.matches is not None:
            had, has = was.get(topic.ref, set()), now.get(topic.ref, set())
            came, went = tuple(sorted(has - had)), tuple(sorted(had - has))
            if came or went:
                yield Filled(topic.ref, came, went)


def _by_topic(archive: Archive, ids: Iterable[str], names: Mapping[str, str]) -> dict[str, set[str]]:
    """Map each topic to those of some quotes that match its query; both by their new refs."""
    found: dict[str, set[str]] = defaultdict(set)
    for id in ids:
        quote = f"{Kind.QUOTE}/{id}"
        for topic in archive.by_query.get(id, ()):
            ref = f"{Kind.TOPIC}/{topic}"
            found[names.get(ref, ref)].add(names.get(quote, quote))
    return found


def _holding(before: Archive, after: Archive, change: Change) -> Iterator[str]:
    """Yield the refs of all records that the quote of a change may belong to, before or after."""
    for archive, ref in ((before, change.was), (after, change.ref)):
        record = archive.find(ref) if ref else None
        for _, kind, id in references(record) if record else ():
            yield from (f"{kind}/{above}" for above in archive.hierarchy(kind).above(id))


def problems_changed(before: Sequence[Problem], after: Sequence[Problem]) -> tuple[list[Problem], list[Problem]]:
    """Return the new problems and those that are gone, ignoring their positions in the files.

    If a problem of a record is only worded differently, it is neither.
    """
    was, now = _differing(before, after)
    was, now = _without_common(was, now, lambda found: (found.code, found.ref, _WHERE.sub("", found.message)))
    was, now = _without_common(was, now, _of_record)
    return now, was


def _of_record(found: Problem) -> object:
    """Return a key shared by problems of a record with one code; unique for a problem of a passage."""
    return (found.code, found.ref) if found.ref and found.place.file.startswith(_OF_RECORDS) else found


def _differing(before: Sequence[Problem], after: Sequence[Problem]) -> tuple[list[Problem], list[Problem]]:
    """Remove the common start and end of two lists, which is nearly everything after one edit."""
    first = sum(1 for _ in takewhile(_alike, zip(before, after, strict=False)))
    was, now = before[first:], after[first:]
    last = sum(1 for _ in takewhile(_alike, zip(reversed(was), reversed(now), strict=False)))
    return list(was[: len(was) - last]), list(now[: len(now) - last])


def _alike(pair: tuple[Problem, Problem]) -> bool:
    return pair[0] == pair[1]


def _without_common(
    before: Sequence[Problem], after: Sequence[Problem], key: Callable[[Problem], object]
) -> tuple[list[Problem], list[Problem]]:
    """Remove the problems that two lists have in common by a key."""
    was, now = Counter(map(key, before)), Counter(map(key, after))
    return list(_left(before, was - now, key)), list(_left(after, now - was, key))


def _left(problems: Iterable[Problem], left: Counter[object], key: Callable[[Problem], object]) -> Iterator[Problem]:
    for found in problems:
        if left[key(found)] > 0:
            left[key(found)] -= 1
            yield found
