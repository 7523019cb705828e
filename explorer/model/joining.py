"""Join entries into records that refer to each other, and find what is wrong with the references."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, Protocol

from msgspec import structs

from explorer.model.amended import Amended, amended, amendments_of, base_of, have_same_keys, without
from explorer.model.hierarchy import UPWARD
from explorer.model.problems import Place, Problem, Replacement, Severity, in_order, meant, said_meant
from explorer.model.records import RECORD_TYPES, AnyRecord, Entry, Kind, kind_of, ref
from explorer.model.references import reference_fields, references
from explorer.model.splicing import KeptEntries, Splice

DANGLING = "dangling-reference"
# Name at most this many ids of a cycle in a message.
_MOST_NAMED = 8
# Make at most this many comparisons of ids with unknown ones, which takes a few seconds.
_MOST_COMPARED = 20_000_000
# Searching a store for this many ids takes as long as reading all records.
_MOST_SOUGHT = 12


class Before(Protocol):
    """What an earlier archive had joined."""

    @property
    def entries(self) -> Mapping[str, Entry]: ...
    @property
    def uncut(self) -> Mapping[str, Entry]: ...
    @property
    def left_out(self) -> Collection[str]: ...
    @property
    def problems(self) -> Sequence[Problem]: ...
    def of_kind(self, kind: Kind) -> Mapping[str, AnyRecord]: ...
    def joined_with(self, refs: Collection[str]) -> Iterable[str]: ...


class Joined:
    """The records of an archive by ref, and by kind and id.

    `problems` reports duplicate ids, dangling references and cycles. Of two records with one id, the first stays. A
    wrong reference is ignored, and its record stays. A cycle is cut at its first record; `uncut` has the original entry
    of that record. A reference to a record that is `left_out` is not reported. What an earlier archive, `before`, found
    for unchanged entries is not checked again. Entries given as a mapping are known to have distinct ids; if their
    `problems` are given, too, they are not checked.
    """

    def __init__(
        self,
        entries: Iterable[Entry] | Mapping[str, Entry],
        left_out: Collection[str],
        before: Before | None = None,
        problems: Sequence[Problem] | None = None,
        splice: Splice | None = None,
    ) -> None:
        self.entries: Mapping[str, Entry] = {}
        self.by_kind: dict[Kind, Mapping[str, AnyRecord]] = {kind: {} for kind in Kind}
        self.uncut: dict[str, Entry] = {}
        self.problems: list[Problem] = []
        self._meant: dict[tuple[Kind, str], Replacement | None] = {}
        self.fresh: Collection[str] = ()
        self.again: Collection[str] | None = None
        if problems is not None:
            self._add(entries)
            self.problems = list(problems)
            return
        if before and splice:
            self._splice(splice, before)
        else:
            self._add(entries)
            known = before.entries if before else {}
            self.fresh = {name for name, entry in self.entries.items() if known.get(name) is not entry}
        again = self.again = self._to_check(left_out, before) if before else None
        if before and self._are_too_many(before):
            again = None
        for name in self.entries if again is None else again:
            self._check_references(self.entries[name], left_out)
        if before and again is not None:
            self.problems += (each for each in _dangling(before) if each.ref in self.entries and each.ref not in again)
        for kind, field in (*UPWARD.items(), (Kind.EVENT, "after"), (Kind.QUOTE, "same_as")):
            if before is None or self._may_lead_back(kind, field, before):
                self._check_cycles(kind, field)
        self.problems = list(in_order(self.problems, lambda name: self.entries[name or ""].place))

    def _add(self, entries: Iterable[Entry] | Mapping[str, Entry]) -> None:
        known: dict[str, Entry] = {}
        by_kind: dict[Kind, dict[str, AnyRecord]] = {kind: {} for kind in Kind}
        self.entries, self.by_kind = known, {**by_kind}
        if isinstance(entries, Mapping):
            self.entries = entries
            for record in (entry.record for entry in entries.values()):
                by_kind[record.kind][record.id] = record
            return
        for entry in entries:
            record = entry.record
            if known.setdefault(record.ref, entry) is entry:
                by_kind[record.kind][record.id] = record
            else:
                self._report_taken(entry)

    def _report_taken(self, entry: Entry) -> None:
        first, record = self.entries[entry.record.ref], entry.record
        message = f"the id “{record.id}” is taken; the first, at {first.place}, is used"
        self._report(entry.place_of("id"), "duplicate-id", message, record.ref)

    def _splice(self, splice: Splice, before: Before) -> None:
        """Take the entries of a store with the changes of a splice."""
        base, others = splice.base, splice.others
        records: dict[Kind, dict[str, AnyRecord | None]] = defaultdict(dict)
        new: dict[Kind, dict[str, int]] = defaultdict(dict)
        for name, entry in others.items():
            kind, _, id = name.partition("/")
            records[Kind(kind)][id] = entry.record if entry else None
        for name, at in splice.new.items():
            kind, _, id = name.partition("/")
            new[Kind(kind)][id] = base.number_in_kind(Kind(kind), at)
        self.entries = Amended(base, others, splice.new) if others else base
        self.by_kind = {
            kind: Amended(known, records[kind], new[kind]) if kind in records else known
            for kind, known in base.by_kind.items()
        }
        then = amendments_of(before.entries)
        no_longer = (name for name in then if name not in others and name in self.entries)
        others_now = (name for name, entry in others.items() if entry and then.get(name) is not entry)
        # Kept in order, so that reading them from a store follows the order of its records.
        self.fresh = dict.fromkeys(chain(no_longer, others_now))
        for entry in splice.taken:
            self._report_taken(entry)

    def _put(self, instead: Iterable[Entry]) -> None:
        """Replace the entries that have the same ids."""
        others = {entry.record.ref: entry for entry in instead}
        records: dict[Kind, dict[str, AnyRecord]] = defaultdict(dict)
        for entry in others.values():
            records[entry.record.kind][entry.record.id] = entry.record
        self.entries = amended(self.entries, others)
        self.by_kind.update((kind, amended(self.by_kind[kind], some)) for kind, some in records.items())

    def _are_too_many(self, before: Before) -> bool:
        """Whether there were so many dangling references that the search for similar ids would soon be given up."""
        return len({problem.message for problem in _dangling(before)}) * len(self.entries) > _MOST_COMPARED

    def _to_check(self, left_out: Collection[str], before: Before) -> Collection[str]:
        """Return the refs of the records whose references may lead elsewhere than before."""
        old, dangling = before.entries, _dangling(before)
        again = dict.fromkeys(self.fresh)
        came = sum(name not in old for name in again)
        gone = without(old, self.entries) if len(old) + came > len(self.entries) else []
        # A reference to a record that was left out is not dangling.
        no_longer, now = set(before.left_out).difference(left_out), set(left_out).difference(before.left_out)
        if dangling and (came or gone or now or not have_same_keys(old, self.entries)):
            again.update(dict.fromkeys(problem.ref or "" for problem in dangling))
        if gone or no_longer:
            again.update(dict.fromkeys(self._referring_to(gone, no_longer, before)))
        return dict.fromkeys(name for name in again if name in self.entries)

    def _referring_to(self, gone: Collection[str], left_out: Collection[str], before: Before) -> Iterator[str]:
        """Find the refs of the records that refer to any record that the earlier archive had, or had left out."""
        ids: dict[Kind, set[str]] = defaultdict(set)
        for name in chain(gone, left_out):
            ids[kind_of(name)].add(name.partition("/")[2])
        for record in self._perhaps_referring_to(gone, left_out, before):
            for field, kind, inner in reference_fields(type(record)):
                if kind in ids and (value := getattr(record, field)) and _is_any_of(value, inner, ids[kind]):
                    yield record.ref
                    break

    def _perhaps_referring_to(
        self, gone: Collection[str], left_out: Collection[str], before: Before
    ) -> Iterator[AnyRecord]:
        """Find the records that may refer to any of those with these refs; in a store, this reads only a few."""
        # Which quotes name a quote is known already, and quotes are the most numerous kind.
        quotes = [name for name in gone if kind_of(name) is Kind.QUOTE]
        others = {*(name for name in gone if kind_of(name) is not Kind.QUOTE), *left_out}
        if not isinstance(base_of(self.entries), KeptEntries) or len(others) > _MOST_SOUGHT:
            kinds = set(map(kind_of, chain(gone, left_out)))
            for cls in RECORD_TYPES.values():
                if any(kind in kinds for _, kind, _ in reference_fields(cls)):
                    yield from self.by_kind[cls.kind].values()
            return
        ids = {name.partition("/")[2] for name in others}
        yield from (entry.record for entry in perhaps_mentioning(self.entries, ids))
        joined = (self.entries.get(name) for name in before.joined_with(quotes))
        yield from (entry.record for entry in joined if entry)

    def _check_references(self, entry: Entry, left_out: Collection[str]) -> None:
        record = entry.record
        for path, kind, id in references(record):
            if id not in self.by_kind[kind] and ref(kind, id) not in left_out:
                nearest = self._nearest(kind, id)
                message = f"{path.partition('[')[0]}: there is no {kind} “{id}”{said_meant(nearest)}"
                self._report(entry.place_of(path), DANGLING, message, record.ref, nearest)

    def _nearest(self, kind: Kind, id: str) -> Replacement | None:
        """Find the id most similar to an unknown one, once for each, and only for a limited number of ids."""
        if (kind, id) not in self._meant:
            compared = len(self._meant) * len(self.by_kind[kind])
            self._meant[kind, id] = meant(id, self.by_kind[kind]) if compared < _MOST_COMPARED else None
        return self._meant[kind, id]

    def _may_lead_back(self, kind: Kind, field: str, before: Before) -> bool:
        """Whether records of a kind may form a cycle, given that earlier ones were checked."""
        return bool(before.uncut) or any(
            self._leads_back(kind, field, name) for name in self.fresh if kind_of(name) is kind
        )

    def _leads_back(self, kind: Kind, field: str, name: str) -> bool:
        """Whether following a field from a record runs into a cycle."""
        records, way = self.by_kind[kind], set[str]()
        id: str | None = name.partition("/")[2]
        while id is not None and id not in way:
            way.add(id)
            id = getattr(records.get(id), field, None)
        return id is not None

    def _check_cycles(self, kind: Kind, field: str) -> None:
        records = self.by_kind[kind]
        parents = {id: above for id, record in records.items() if (above := getattr(record, field)) is not None}
        settled: set[str] = set()
        cut: list[Entry] = []
        for start in parents:
            path: dict[str, None] = {}
            id = start
            while id in parents and id not in settled and id not in path:
                path[id] = None
                id = parents[id]
            if id in path:
                way = list(path)
                cut.append(self._cut(kind, field, way[way.index(id) :]))
            settled.update(path)
        for entry in cut:
            self.uncut.setdefault(entry.record.ref, self.entries[entry.record.ref])
        self._put(cut)

    def _cut(self, kind: Kind, field: str, loop: list[str]) -> Entry:
        """Return the first record of a cycle, without the reference that closes the cycle."""
        entry = self.entries[ref(kind, loop[0])]
        message = f"{field} leads back to itself: {_way(loop)}"
        self._report(entry.place_of(field), "cycle", message, entry.record.ref)
        return structs.replace(entry, record=structs.replace(entry.record, **{field: None}))

    def _report(self, place: Place, code: str, message: str, ref: str, meant: Replacement | None = None) -> None:
        self.problems.append(Problem(place, Severity.ERROR, code, message, ref, meant=meant))


def perhaps_mentioning(entries: Mapping[str, Entry], ids: Collection[str]) -> Iterator[Entry]:
    """Yield the entries that have any of some ids in their fields, and others: from a store, only a few others."""
    base = base_of(entries)
    if isinstance(base, KeptEntries):
        names = {*base.mentioning(ids), *amendments_of(entries)}
        yield from (entry for name in names if (entry := entries.get(name)))
    else:
        yield from entries.values()


def has_taken_ids(before: Before) -> bool:
    """Whether two of the joined entries had the same id."""
    return any(problem.code == "duplicate-id" for problem in before.problems)


def _dangling(before: Before) -> list[Problem]:
    return [problem for problem in before.problems if problem.code == DANGLING]


def _is_any_of(value: str | Sequence[Any], inner: str, ids: Collection[str]) -> bool:
    """Whether a field that refers to records, perhaps within each of its items, names any of some ids."""
    if isinstance(value, str):
        return value in ids
    return any((getattr(item, inner) if inner else item) in ids for item in value)


def _way(loop: list[str]) -> str:
    """Format a cycle of ids, from one id back to itself, shortening a long cycle in the middle."""
    if len(loop) > _MOST_NAMED:
        half = _MOST_NAMED // 2
        loop = [*loop[:half], f"… {len(loop) - _MOST_NAMED} more …", *loop[-half:]]
    return " ▸ ".join([*loop, loop[0]])
