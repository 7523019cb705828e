"""Which records only got another id: what was removed is compared with what was added."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from explorer.model.archive import Archive
from explorer.model.records import AnyRecord, Event, Kind, Person, Quote, Topic, title
from explorer.model.references import references

# From so much likeness on (0 to 1), a record that is gone and one that is new are the same.
_ALIKE = 0.72
# How much of the likeness is what the record is called or says; the rest are its fields and what refers to it.
_CALLED, _FIELDS, _REFERRERS = 0.6, 0.2, 0.2
# A topic or an event, whose name is the curator's own, is the same when all that referred to it refers to the new one,
# and these are so many.
_ENOUGH = 2
# More pairs than this are not compared one by one: only records that are called exactly the same are then followed.
_MOST_PAIRS = 100_000


def renamed(before: Archive, after: Archive, touched: Collection[str]) -> dict[str, str]:
    """The new ref of each record whose id changed, by its old one. `touched` has all refs that changed at all."""
    found: dict[str, str] = {}
    gone, new = ({ref for ref in touched if ref not in other.entries} for other in (after, before))
    for kind in Kind:
        old = [record for ref in touched if ref in gone and (record := before.find(ref)) and record.kind is kind]
        others = [record for ref in touched if ref in new and (record := after.find(ref)) and record.kind is kind]
        if old and others:
            found.update(_pairs(old, others, _Referrers(before, touched, found), _Referrers(after, touched, {})))
    return found


class _Referrers:
    """What refers to each record of an archive, by names that are the same before and after.

    Only what changed is asked: what refers to an id that changed must have changed as well, or leads nowhere now.
    """

    def __init__(self, archive: Archive, touched: Iterable[str], names: Mapping[str, str]) -> None:
        self._to: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for ref in touched:
            record = archive.find(ref)
            for path, kind, id in references(record) if record else ():
                self._to[f"{kind}/{id}"].add((names.get(ref, ref), path.partition("[")[0]))

    def to(self, record: AnyRecord) -> set[tuple[str, str]]:
        return self._to[record.ref]


def _pairs(
    old: Sequence[AnyRecord], new: Sequence[AnyRecord], before: _Referrers, after: _Referrers
) -> Iterator[tuple[str, str]]:
    """The pairs of one kind that are alike, the most alike first; each record is in one."""
    scores = sorted(
        ((_likeness(was, now, before.to(was), after.to(now)), was.ref, now.ref) for was, now in _candidates(old, new)),
        key=lambda pair: (-pair[0], pair[1:]),
    )
    taken: set[str] = set()
    for score, was, now in scores:
        if score >= _ALIKE and was not in taken and now not in taken:
            taken |= {was, now}
            yield was, now


def _candidates(old: Sequence[AnyRecord], new: Sequence[AnyRecord]) -> Iterator[tuple[AnyRecord, AnyRecord]]:
    if len(old) * len(new) <= _MOST_PAIRS:
        yield from ((was, now) for was in old for now in new)
        return
    called: dict[str, list[AnyRecord]] = defaultdict(list)
    for now in new:
        called[title(now)].append(now)
    for was in old:
        # More of one name than this tell nothing apart.
        yield from ((was, now) for now in called[title(was)][:10])


def _likeness(was: AnyRecord, now: AnyRecord, before: set[Any], after: set[Any]) -> float:
    """How alike two records of one kind are, from 0 to 1. What neither has does not count."""
    called = _called_alike(was, now)
    names = [name for name in was.__struct_fields__ if name not in ("id", "note", "accepts")]
    pairs = [(getattr(was, name), getattr(now, name)) for name in names]
    told = [mine == other for mine, other in pairs if mine or other]
    parts = [(_CALLED, called)]
    parts += [(_FIELDS, sum(told) / len(told))] if told else []
    if isinstance(was, Topic | Event) and before == after and len(before) >= _ENOUGH:
        return 1.0
    parts += [(_REFERRERS, len(before & after) / len(before | after))] if before | after else []
    return sum(weight * part for weight, part in parts) / sum(weight for weight, _ in parts)


def _called_alike(was: AnyRecord, now: AnyRecord) -> float:
    """How alike two records are by what they say, or are called: a person may have a part of their name only."""
    from rapidfuzz import fuzz

    if isinstance(was, Quote):
        return fuzz.ratio(title(was), title(now)) / 100
    alike = fuzz.token_set_ratio if isinstance(was, Person) else fuzz.ratio
    return max(alike(title(was), title(now)), fuzz.ratio(was.id, now.id)) / 100
