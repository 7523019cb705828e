"""The order of hits, which are stored as arrays of numbers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from explorer.model.records import Kind
from explorer.search.segment import Segment
from explorer.search.vocabulary import Floats, Ints

# The order of equal hits by kind.
KIND_ORDER = (Kind.PERSON, Kind.TOPIC, Kind.EVENT, Kind.QUOTE, Kind.ARTICLE)
# Scores count as equal when they are the same to this many decimal places.
PRECISION = 5
_RANKS = {kind: rank for rank, kind in enumerate(KIND_ORDER)}


class Found(NamedTuple):
    """Hits, with an array for each property: number of the part, number of the record in it, rank of kind, score."""

    parts: Ints
    records: Ints
    ranks: Ints
    scores: Floats

    def taken(self, at: NDArray[np.int64] | slice) -> Found:
        return Found(self.parts[at], self.records[at], self.ranks[at], self.scores[at])

    def ranked(self) -> Found:
        """Sort hits, the best first; equal ones by kind, then in the order of the archive."""
        return self.taken(self.order())

    def order(self) -> NDArray[np.int64]:
        """Return the indexes of the hits in ranked order."""
        return np.lexsort((self.records, self.parts, self.ranks, -np.round(self.scores, PRECISION)))


def found_in(part: int, records: Ints, scores: Floats, segment: Segment) -> Found:
    """Create hits from some records of one part."""
    ranks = np.fromiter((_RANKS[kind] for kind in segment.attributes.kinds(records)), np.int32, len(records))
    return Found(np.full(len(records), part, np.int32), records, ranks, scores)


def joined(found: Iterable[Found]) -> Found:
    """Join the hits of several parts."""
    none = np.zeros(0, np.int32)
    parts = [Found(none, none, none, np.zeros(0, np.float32)), *found]
    return Found(
        np.concatenate([part.parts for part in parts]),
        np.concatenate([part.records for part in parts]),
        np.concatenate([part.ranks for part in parts]),
        np.concatenate([part.scores for part in parts]),
    )
