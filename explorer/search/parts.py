"""A part of an index: a segment, without the records that changed since, and with the statuses that hold now."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import compress, product

import numpy as np

from explorer.search.attributes import Mask, with_codes, with_status
from explorer.search.runs import Run
from explorer.search.segment import Places, Segment, ranges
from explorer.search.values import VALUES
from explorer.search.vocabulary import Bytes, Expansion, Floats, Ints


class IndexPart:
    """A segment without the records that are `gone`, by their refs. `statuses` has the codes of `with_codes`.

    `live` says which records are left, `size` how many, and `frequency` how many of them have each word.
    """

    def __init__(self, segment: Segment, statuses: Bytes, gone: Collection[str] = ()) -> None:
        self.segment = segment
        self.gone = gone
        self.live = ~segment.mask_of(gone)
        self.size = int(self.live.sum())
        self.frequency: Ints = segment.frequency
        if gone:
            self.frequency = np.subtract(segment.frequency, self._frequency_of(np.flatnonzero(~self.live)))
        self.statuses = statuses

    @classmethod
    def of(
        cls,
        segment: Segment,
        statuses: Mapping[str, str | None],
        pause: Callable[[], None],
        gone: Collection[str] = (),
        codes: Bytes | None = None,
    ) -> IndexPart:
        """The part with the statuses that records have by their refs; the others have theirs of `codes`, or none."""
        codes = np.zeros(len(segment), np.uint8) if codes is None else codes
        return cls(segment, with_codes(codes, statuses, segment.records.number, pause), gone)

    def words(self) -> Iterator[str]:
        """The words that the records left have."""
        return compress(self.segment.vocabulary.words, self.frequency[1:])

    def number(self, word: str) -> int:
        """The number of a word; 0 when none of the records left has it."""
        number = self.segment.vocabulary.number(word)
        return number if self.frequency[number] else 0

    def expand(self, word: str, unfinished: bool) -> Expansion:
        """The words that a word may stand for, of those that the records left have."""
        return self._left(self.segment.vocabulary.expand(word, unfinished))

    def slips(self, word: str) -> Expansion:
        """The words that a word may stand for which is like none of all parts, of those that the records left have."""
        return self._left(self.segment.vocabulary.slips(word))

    def _left(self, expansion: Expansion) -> Expansion:
        known = self.frequency[expansion.ids] > 0
        return Expansion(expansion.ids[known], expansion.similarities[known], expansion.ways[known])

    def phrase(self, words: Sequence[str]) -> tuple[Ints, Floats]:
        """The records with these words one after the other, each with the weight of its best field that has them."""
        records, weights = self.segment.phrase([self.number(word) for word in words])
        left = self.live[records]
        return records[left], weights[left]

    def having(self, words: Sequence[str]) -> Mask:
        """Which records have these words one after the other."""
        mask = np.zeros(len(self.segment), np.bool_)
        mask[self.phrase(words)[0]] = True
        return mask

    def some_with(self, runs: Sequence[Run]) -> list[int]:
        """The numbers of the records that have any of some runs, in order."""
        return sorted(
            {n for run in runs for words in product(*map(self._known, run)) for n in self.phrase(words)[0].tolist()}
        )

    def _known(self, words: Iterable[str]) -> list[str]:
        return [word for word in words if self.number(word)]

    def valued(self, field: str, values: Sequence[str]) -> Mask:
        """Which records have any of these values of a filter with few values."""
        if field == "is":
            reviews = [value for value in values if value in VALUES["review"]]
            statuses = [value for value in values if value not in reviews]
            return with_status(self.statuses, statuses) | self.segment.attributes.having("review", reviews)
        return self.segment.attributes.having(field, values)

    def _frequency_of(self, records: Places) -> Ints:
        """For each word, how many of these records have it."""
        segment = self.segment
        sizes = segment.offsets[records + 1] - segment.offsets[records]
        words = segment.tokens[ranges(segment.offsets[records], sizes)].astype(np.int64)
        owned = np.unique(np.repeat(records, sizes) << 32 | words)
        frequency = np.bincount(owned & 0xFFFFFFFF, minlength=len(segment.frequency)).astype(np.int32)
        frequency[0] = 0
        return frequency
