"""Entries → records that refer to each other, and what is wrong with how they do."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from msgspec import structs

from explorer.model.hierarchy import UPWARD
from explorer.model.problems import Place, Problem, Replacement, Severity, meant, said_meant
from explorer.model.records import AnyRecord, Entry, Kind, ref
from explorer.model.references import references

# How many ids of a cycle a message names.
_MOST_NAMED = 8
# How many ids are compared with those that there are not: it takes a few seconds.
_MOST_COMPARED = 20_000_000


class Joined:
    """The records of an archive by their refs, and by their kinds and ids.

    `problems` tells of duplicate ids, references to nothing, and records that lead back to themselves. Of two records
    with one id the first stays. A wrong reference is ignored, and its record stays. A cycle is cut at its first record;
    `uncut` has the entry of that as it came. A reference to a record that is `left_out` is none to nothing.
    """

    def __init__(self, entries: Iterable[Entry], left_out: Collection[str]) -> None:
        self.entries: dict[str, Entry] = {}
        self.by_kind: dict[Kind, dict[str, AnyRecord]] = {kind: {} for kind in Kind}
        self.uncut: dict[str, Entry] = {}
        self.problems: list[Problem] = []
        self._meant: dict[tuple[Kind, str], Replacement | None] = {}
        for entry in entries:
            self._add(entry)
        for entry in self.entries.values():
            self._check_references(entry, left_out)
        for kind, field in UPWARD.items():
            self._check_cycles(kind, field)
        self._check_cycles(Kind.EVENT, "after")
        self._check_cycles(Kind.QUOTE, "same_as")

    def _add(self, entry: Entry) -> None:
        record = entry.record
        first = self.entries.get(record.ref)
        if first is not None:
            message = f"the id “{record.id}” is taken; the first, at {first.place}, is used"
            self._report(entry.place_of("id"), "duplicate-id", message, record.ref)
            return
        self.entries[record.ref] = entry
        self.by_kind[record.kind][record.id] = record

    def _check_references(self, entry: Entry, left_out: Collection[str]) -> None:
        record = entry.record
        for path, kind, id in references(record):
            if id not in self.by_kind[kind] and ref(kind, id) not in left_out:
                nearest = self._nearest(kind, id)
                message = f"{path.partition('[')[0]}: there is no {kind} “{id}”{said_meant(nearest)}"
                self._report(entry.place_of(path), "dangling-reference", message, record.ref, nearest)

    def _nearest(self, kind: Kind, id: str) -> Replacement | None:
        """What was probably meant by an id that there is not. It is looked for once, and not of too many ids."""
        if (kind, id) not in self._meant:
            compared = len(self._meant) * len(self.by_kind[kind])
            self._meant[kind, id] = meant(id, self.by_kind[kind]) if compared < _MOST_COMPARED else None
        return self._meant[kind, id]

    def _check_cycles(self, kind: Kind, field: str) -> None:
        parents = {id: getattr(record, field) for id, record in self.by_kind[kind].items()}
        settled: set[str] = set()
        for start in parents:
            path: dict[str, None] = {}
            id = start
            while id in parents and id not in settled and id not in path:
                path[id] = None
                id = parents[id]
            if id in path:
                way = list(path)
                self._cut(kind, field, way[way.index(id) :])
            settled.update(path)

    def _cut(self, kind: Kind, field: str, loop: list[str]) -> None:
        entry = self.entries[ref(kind, loop[0])]
        message = f"{field} leads back to itself: {_way(loop)}"
        self._report(entry.place_of(field), "cycle", message, entry.record.ref)
        self._replace(structs.replace(entry, record=structs.replace(entry.record, **{field: None})))

    def _replace(self, entry: Entry) -> None:
        self.uncut.setdefault(entry.record.ref, self.entries[entry.record.ref])
        self.entries[entry.record.ref] = entry
        self.by_kind[entry.record.kind][entry.record.id] = entry.record

    def _report(self, place: Place, code: str, message: str, ref: str, meant: Replacement | None = None) -> None:
        self.problems.append(Problem(place, Severity.ERROR, code, message, ref, meant=meant))


def _way(loop: list[str]) -> str:
    """A cycle of ids in words, from one id back to itself. A long cycle is shortened in the middle."""
    if len(loop) > _MOST_NAMED:
        half = _MOST_NAMED // 2
        loop = [*loop[:half], f"… {len(loop) - _MOST_NAMED} more …", *loop[-half:]]
    return " ▸ ".join([*loop, loop[0]])
