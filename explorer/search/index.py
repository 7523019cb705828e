"""The index of an archive, and the search of it.

Words are matched, not records: each word of the query against the archive's distinct words, and the records then by
the words that they have.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from itertools import islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from explorer.archive import Archive
from explorer.records import AnyRecord, Event, Kind, Person, Topic, title
from explorer.search import language
from explorer.search.explaining import explain
from explorer.search.filters import Filters, Narrowing
from explorer.search.hits import Hit, Results
from explorer.search.language import Query
from explorer.search.parts import Part
from explorer.search.scoring import Scorer
from explorer.search.segment import Segment
from explorer.search.terms import Reader, Terms
from explorer.search.vocabulary import Floats, Ints

# Equal hits come in this order.
_KINDS = (Kind.PERSON, Kind.TOPIC, Kind.EVENT, Kind.QUOTE, Kind.ARTICLE)
_RANKS = {kind: rank for rank, kind in enumerate(_KINDS)}
# Hits with less than this share of the best hit's words, by rarity and likeness, are noise.
_SHOWN = 0.7
_MOST_APPRAISED = 500
_MOST_NAMES = 100
_MOST_RERANKED = 30
_PRECISION = 5
# How many records of each kind an index that is growing has at first, and then.
_STEPS = (1_000, 30_000)
# An index with more changes than this share of it, or this number, is better made anew.
_MOST_CHANGED = 0.02
_FEW = 500


class Found(NamedTuple):
    """Hits: the number of the part that each is in, that of its record there, its kind's rank, and its score."""

    parts: Ints
    records: Ints
    ranks: Ints
    scores: Floats

    def size(self) -> int:
        return len(self.records)

    def taken(self, at: NDArray[np.int64] | slice) -> Found:
        return Found(*(values[at] for values in self))

    def ranked(self) -> Found:
        """The best first; equal ones by kind, then as in the archive."""
        order = (self.records, self.parts, self.ranks, -np.round(self.scores, _PRECISION))
        return self.taken(np.lexsort(order))


class SearchIndex:
    """An archive, ready to be searched from any thread. It never changes.

    `statuses` has, by ref, how the words of the records that rest on an article stand in it. `missing` is the number
    of the archive's records that are not in the index yet.
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
        size = sum(int(part.live.sum()) for part in self._parts)
        self.missing = len(archive.entries) - size
        self._reader = Reader([part.segment for part in self._parts], size)
        self._filters = Filters(archive, self._parts, self._reader)

    # Making one

    @classmethod
    def growing(
        cls, archive: Archive, statuses: Mapping[str, str], pause: Callable[[], None]
    ) -> Iterator[SearchIndex]:
        """Indexes of a part of an archive, each of a larger one, and last that of all of it."""
        largest = max(len(archive.of_kind(kind)) for kind in Kind)
        for step in _STEPS:
            if largest > 2 * step:
                segment = Segment(_records(archive, step), archive, pause)
                yield cls(archive, statuses, pause, parts=[Part(segment, statuses, pause)])
        yield cls(archive, statuses, pause)

    def updated(
        self, archive: Archive, statuses: Mapping[str, str], pause: Callable[[], None] = lambda: None
    ) -> SearchIndex | None:
        """An index of a later state of the archive that has what did not change from this one.

        None when so much changed that an index made anew is better.
        """
        base = self._parts[0].segment
        changed = _changed({record.ref: record for record in base.records}, self.archive, archive)
        if self.missing or len(changed) > max(_FEW, _MOST_CHANGED * len(base)):
            return None
        entries = archive.entries
        fresh = [entries[ref].record for ref in changed if ref in entries]
        fresh.sort(key=lambda record: _RANKS[record.kind])
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
            found, total = _joined([]), 0
        size = found.size() if limit is None else min(limit, found.size())
        return Results(size, lambda n: self._hit(found, n, terms), total, remarks, narrowing.labels)

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
        found = _joined(
            [
                _found(number, records, scorer.appraise(records), self._parts[number].segment)
                for number, (scorer, records) in enumerate(zip(scorers, candidates, strict=True))
                if len(records)
            ]
        ).ranked()
        for n in range(min(_MOST_RERANKED, found.size())):
            found.scores[n] += scorers[found.parts[n]].likeness(int(found.records[n]))
        return found.ranked().taken(slice(_MOST_APPRAISED))

    def _listed(self, narrowing: Narrowing) -> Found:
        """What filters leave, by kind and then as in the archive."""
        kept = [np.flatnonzero(mask).astype(np.int32) for mask in narrowing.masks]
        return _joined(
            [
                _found(number, records, np.zeros(len(records), np.float32), self._parts[number].segment)
                for number, records in enumerate(kept)
            ]
        ).ranked()

    def _hit(self, found: Found, at: int, terms: Terms) -> Hit:
        number, record_at = int(found.parts[at]), int(found.records[at])
        segment = self._parts[number].segment
        record = segment.records[record_at]
        matches = explain(segment, record_at, terms, number)
        return Hit(record.ref, record.kind, title(record), round(float(found.scores[at]), _PRECISION), matches)


def _records(archive: Archive, most: int | None) -> list[AnyRecord]:
    """The records of each kind, or the first of them, in the order in which equal hits come."""
    return [record for kind in _KINDS for record in islice(archive.of_kind(kind).values(), most)]


def _changed(indexed: Mapping[str, AnyRecord], before: Archive, after: Archive) -> set[str]:
    """The refs of the records that are new, gone or other than they were indexed, or that name one that is."""
    changed = {ref for ref, record in indexed.items() if after.find(ref) is not record}
    changed |= after.entries.keys() - indexed.keys()
    named = [(archive, archive.find(ref)) for ref in changed for archive in (before, after)]
    for archive, record in named:
        if isinstance(record, Person | Topic | Event):
            changed |= {quote.ref for quote in archive.quotes_of(record)}
    return changed


def _found(number: int, records: Ints, scores: Floats, segment: Segment) -> Found:
    ranks = np.fromiter((_RANKS[segment.records[n].kind] for n in records.tolist()), np.int32, len(records))
    return Found(np.full(len(records), number, np.int32), records, ranks, scores)


def _joined(found: list[Found]) -> Found:
    if not found:
        return Found(*(np.zeros(0, kind) for kind in (np.int32, np.int32, np.int32, np.float32)))
    return Found(*(np.concatenate(values) for values in zip(*found, strict=True)))


def _best(values: Floats, records: Ints, segment: Segment) -> Ints:
    """The best of many records, and of those that are no quotes some more: few of them are named so."""
    worth = values[records] + segment.brevity[records]
    best = records[np.argpartition(-worth, min(_MOST_APPRAISED, len(records) - 1))[:_MOST_APPRAISED]]
    names = ~segment.attributes.having("kind", [Kind.QUOTE])[records]
    named = records[names][np.argsort(-worth[names], kind="stable")[:_MOST_NAMES]]
    return np.union1d(best, named)


def _said_of(terms: Terms) -> list[str]:
    """What to say of words that nothing has."""
    unknown = ", ".join(f"“{word}”" for word in terms.unknown)
    return [f"nothing is like {unknown}"] if unknown else []
