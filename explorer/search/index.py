"""The index of an archive, and the search of it.

Words are matched, not records: each word of the query against the archive's distinct words, and the records then by
the words that they have.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from itertools import islice
from typing import Protocol

import numpy as np

from explorer.checking.differences import shortened
from explorer.checking.verification import Verification
from explorer.model.archive import Archive
from explorer.model.records import AnyRecord, Kind, title
from explorer.search import language
from explorer.search.explaining import explain
from explorer.search.filters import Filters, Narrowing
from explorer.search.hits import Hit, Results
from explorer.search.parts import Part
from explorer.search.ranking import KINDS, PRECISION, Found, found_in, joined
from explorer.search.scoring import Scorer
from explorer.search.segment import Segment
from explorer.search.suggesting import Suggestion, suggest
from explorer.search.terms import Reader, Terms
from explorer.search.vocabulary import Floats, Ints

# Hits with less than this share of the best hit's words, by rarity and likeness, are noise.
_SHOWN = 0.7
_MOST_APPRAISED = 500
_MOST_NAMES = 100
_MOST_RERANKED = 30
# How many records of each kind an index that is growing has at first, and then.
_STEPS = (1_000, 30_000)
# With more changes than this share of it, an index is made anew at once, and with more than a few when that is done.
_MOST_CHANGED = 0.05
_FEW = 200


class Verified(Protocol):
    """An archive with how the words of its records stand in their articles, by ref: a snapshot has both."""

    @property
    def archive(self) -> Archive: ...
    @property
    def verifications(self) -> Mapping[str, Verification]: ...


class SearchIndex:
    """An archive, ready to be searched from any thread. It never changes.

    `statuses` has, by ref, how the words of the records that rest on an article stand in it. `missing` is the number
    of the archive's records that are not in the index yet, and `changes` that of those that were added to it later.
    """

    def __init__(
        self,
        archive: Archive,
        statuses: Mapping[str, str] | None = None,
        pause: Callable[[], None] = lambda: None,
        *,
        parts: Collection[Part] | None = None,
    ) -> None:
        self.archive = archive
        self._statuses = statuses or {}
        if parts is None:
            segment = Segment(_records(archive, None), archive, pause)
            parts = [Part(segment, self._statuses, pause)]
        self._parts = list(parts)
        self.missing = len(archive.entries) - sum(part.size for part in self._parts)
        self.changes = sum(len(part.segment) for part in self._parts[1:])
        self._reader = Reader(self._parts)
        self._filters = Filters(archive, self._parts, self._reader)

    # Making one

    @classmethod
    def of(cls, snapshot: Verified) -> SearchIndex:
        """The index of all that a snapshot has."""
        return cls(snapshot.archive, {ref: found.status for ref, found in snapshot.verifications.items()})

    @classmethod
    def following(
        cls,
        previous: SearchIndex | None,
        archive: Archive,
        statuses: Mapping[str, str],
        pause: Callable[[], None],
    ) -> Iterator[SearchIndex]:
        """Indexes of an archive, each better than the one before; the last has all of it in one piece, or nearly so.

        Without a `previous` index, the first have a part of the archive each. From one of an earlier state, what did
        not change is taken over. `pause` is called between steps of about a millisecond, so that other threads may run.
        """
        if previous is None:
            largest = max(len(archive.of_kind(kind)) for kind in Kind)
            for step in _STEPS:
                if largest > 2 * step:
                    segment = Segment(_records(archive, step), archive, pause)
                    yield cls(archive, statuses, pause, parts=[Part(segment, statuses, pause)])
            yield cls(archive, statuses, pause)
            return
        updated = previous.updated(archive, statuses, pause)
        if updated is not None:
            yield updated
        if updated is None or updated.changes > _FEW:
            yield cls(archive, statuses, pause)

    def updated(
        self, archive: Archive, statuses: Mapping[str, str], pause: Callable[[], None] = lambda: None
    ) -> SearchIndex | None:
        """An index of a later state of the archive that takes over what did not change; None when too much did."""
        base = self._parts[0].segment
        changed = _changed({record.ref: record for record in base.records}, self.archive, archive)
        # What was taken anew once is not as it stands in the base: a quote whose speaker is gone has not changed since.
        changed |= {record.ref for part in self._parts[1:] for record in part.segment.records}
        if self.missing or len(changed) > max(_FEW, _MOST_CHANGED * len(base)):
            return None
        entries = archive.entries
        fresh = [entries[ref].record for ref in changed if ref in entries]
        fresh.sort(key=lambda record: KINDS.index(record.kind))
        parts = [Part(base, statuses, pause, gone=changed)]
        parts.append(Part(Segment(fresh, archive, pause), statuses, pause))
        return SearchIndex(archive, statuses, pause, parts=parts)

    # Searching

    def search(self, query: str, kind: Kind | None = None, limit: int | None = None) -> Results:
        """The records that answer a query, of one kind or of all, best first.

        A record with all the words comes before one without; words that nothing has are ignored, and remarked. The
        last word may be unfinished. A query of filters alone lists what they leave. At most 500 ranked hits are given.
        """
        parsed = language.parse(query)
        narrowing = self._filters.narrow(parsed, kind)
        terms = self._reader.terms(parsed)
        remarks = [*parsed.remarks, *narrowing.remarks, *_said_of(terms)]
        if terms.terms:
            scorers = [Scorer(part.segment, terms, number) for number, part in enumerate(self._parts)]
            candidates, total = self._candidates(scorers, narrowing)
            found = self._ranked(scorers, candidates)
        elif not parsed.words and (narrowing.labels or parsed.excluded):
            found = self._listed(narrowing)
            total = sum(int(mask.sum()) for mask in narrowing.masks)
        else:
            found, total = joined(()), 0
        size = len(found.records) if limit is None else min(limit, len(found.records))
        return Results(
            size,
            lambda n: self._record(found, n).ref,
            lambda n: self._hit(found, n, terms),
            total,
            remarks,
            narrowing.labels,
        )

    def suggest(self, query: str, at: int) -> list[Suggestion]:
        """What may be typed at a place in a query: a filter's name or value, the likeliest first."""
        return suggest(query, at, self.archive, self._filters)

    def _candidates(self, scorers: list[Scorer], narrowing: Narrowing) -> tuple[list[Ints], int]:
        """For each part the records with most of the query's words, by rarity and likeness; and how many have as much
        as the best of them call for."""
        totals = [scorer.totals(mask) for scorer, mask in zip(scorers, narrowing.masks, strict=True)]
        least = _SHOWN * max(float(values.max(initial=0.0)) for values in totals)
        if least <= 0:
            return [np.zeros(0, np.int32) for _ in totals], 0
        shown = [np.flatnonzero(values >= least).astype(np.int32) for values in totals]
        total = sum(map(len, shown))
        if total > _MOST_APPRAISED:
            shown = [
                _best(values, records, part.segment)
                for values, records, part in zip(totals, shown, self._parts, strict=True)
            ]
        return shown, total

    def _ranked(self, scorers: list[Scorer], candidates: list[Ints]) -> Found:
        """The candidates, best first."""
        found = joined(
            found_in(number, records, scorer.appraise(records), self._parts[number].segment)
            for number, (scorer, records) in enumerate(zip(scorers, candidates, strict=True))
            if len(records)
        ).ranked()
        for n in range(min(_MOST_RERANKED, len(found.records))):
            found.scores[n] += scorers[found.parts[n]].likeness(int(found.records[n]))
        return found.ranked().taken(slice(_MOST_APPRAISED))

    def _listed(self, narrowing: Narrowing) -> Found:
        """What filters leave, by kind and then as in the archive."""
        kept = [np.flatnonzero(mask).astype(np.int32) for mask in narrowing.masks]
        return joined(
            found_in(number, records, np.zeros(len(records), np.float32), self._parts[number].segment)
            for number, records in enumerate(kept)
        ).ranked()

    def _record(self, found: Found, at: int) -> AnyRecord:
        return self._parts[int(found.parts[at])].segment.records[int(found.records[at])]

    def _hit(self, found: Found, at: int, terms: Terms) -> Hit:
        number, record = int(found.parts[at]), self._record(found, at)
        matches = explain(self._parts[number].segment, int(found.records[at]), terms, number)
        return Hit(record.ref, record.kind, title(record), round(float(found.scores[at]), PRECISION), matches)


def _records(archive: Archive, most: int | None) -> list[AnyRecord]:
    """The records of each kind, or the first of them, in the order in which equal hits come."""
    return [record for kind in KINDS for record in islice(archive.of_kind(kind).values(), most)]


def _changed(indexed: Mapping[str, AnyRecord], before: Archive, after: Archive) -> set[str]:
    """The refs of the records that are new, gone or other than they were indexed, or that name one that is."""
    changed = {ref for ref, record in indexed.items() if after.find(ref) is not record}
    changed |= after.entries.keys() - indexed.keys()
    return changed.union(*(_naming(changed, archive) for archive in (before, after)))


def _naming(refs: Collection[str], archive: Archive) -> Iterator[str]:
    """The refs of the quotes that name any of some people, topics and events, or what is below these."""
    records = [record for ref in refs if (record := archive.find(ref)) is not None]
    for kind in (Kind.PERSON, Kind.TOPIC, Kind.EVENT):
        for id in archive.hierarchy(kind).tops(record.id for record in records if record.kind is kind):
            yield from (quote.ref for quote in archive.quotes_of(archive.of_kind(kind)[id]))


def _best(values: Floats, records: Ints, segment: Segment) -> Ints:
    """The best of many records, and of those that are no quotes some more: few of them are named so."""
    worth = values[records] + segment.brevity[records]
    best = records[np.argpartition(-worth, min(_MOST_APPRAISED, len(records) - 1))[:_MOST_APPRAISED]]
    names = ~segment.attributes.having("kind", [Kind.QUOTE])[records]
    named = records[names][np.argsort(-worth[names], kind="stable")[:_MOST_NAMES]]
    return np.union1d(best, named)


def _said_of(terms: Terms) -> list[str]:
    """What to say of words that nothing has."""
    unknown = ", ".join(f"“{shortened(word)}”" for word in terms.unknown)
    return [f"nothing is like {unknown}"] if unknown else []
