"""A part of an index: a segment with current statuses, without the records that have changed since."""

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
    """A segment without the records that are `gone`, given by ref. `statuses` has the codes of `with_codes`.

    `live` is a mask of the remaining records, `size` their number, and `frequency` how many of them have each word.
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
        """Create a part with statuses by ref; other records keep those of `codes`, if given."""
        codes = np.zeros(len(segment), np.uint8) if codes is None else codes
        return cls(segment, with_codes(codes, statuses, segment.records.number, pause), gone)

    def words(self) -> Iterator[str]:
        """Return the words that occur in the live records."""
        return compress(self.segment.vocabulary.words, self.frequency[1:])

    def number(self, word: str) -> int:
        """Return the number of a word; 0 when no live record has it."""
        number = self.segment.vocabulary.number(word)
        return number if self.frequency[number] else 0

    def expand(self, word: str, unfinished: bool) -> Expansion:
        """Return the words in live records that a word may mean."""
        return self._left(self.segment.vocabulary.expand(word, unfinished))

    def slips(self, word: str) -> Expansion:
        """Return the words in live records that may be meant by a word that is similar to none in any part."""
        return self._left(self.segment.vocabulary.slips(word))

    def _left(self, expansion: Expansion) -> Expansion:
        known = self.frequency[expansion.ids] > 0
        return Expansion(expansion.ids[known], expansion.similarities[known], expansion.ways[known])

    def phrase(self, words: Sequence[str]) -> tuple[Ints, Floats]:
        """Find the records with these words in sequence, each with the weight of the best field that has them."""
        records, weights = self.segment.phrase([self.number(word) for word in words])
        left = self.live[records]
        return records[left], weights[left]

    def having(self, words: Sequence[str]) -> Mask:
        """Find the records with these words in sequence."""
        mask = np.zeros(len(self.segment), np.bool_)
        mask[self.phrase(words)[0]] = True
        return mask

    def some_with(self, runs: Sequence[Run]) -> list[int]:
        """Return the numbers of the records that contain any of some runs, in order."""
        return sorted(
            {n for run in runs for words in product(*map(self._known, run)) for n in self.phrase(words)[0].tolist()}
        )

    def _known(self, words: Iterable[str]) -> list[str]:
        return [word for word in words if self.number(word)]

    def valued(self, field: str, values: Sequence[str]) -> Mask:
        """Find the records with any of these values of a filter with few values."""
        if field == "is":
            reviews = [value for value in values if value in VALUES["review"]]
            statuses = [value for value in values if value not in reviews]
            return with_status(self.statuses, statuses) | self.segment.attributes.having("review", reviews)
        return self.segment.attributes.having(field, values)

    def _frequency_of(self, records: Places) -> Ints:
        """Count how many of these records have each word."""
        segment = self.segment
        sizes = segment.offsets[records + 1] - segment.offsets[records]
        words = segment.tokens[ranges(segment.offsets[records], sizes)].astype(np.int64)
        owned = np.unique(np.repeat(records, sizes) << 32 | words)
        frequency = np.bincount(owned & 0xFFFFFFFF, minlength=len(segment.frequency)).astype(np.int32)
        frequency[0] = 0
        return frequency
