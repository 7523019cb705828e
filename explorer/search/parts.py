"""A segment in use: which of its records still are as they were, and how their words stand in their articles."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

import numpy as np

from explorer.search.attributes import Mask, with_status
from explorer.search.segment import Segment


class Part:
    """A segment, without the records that are `gone`; `statuses` has those of records that rest on words, by ref."""

    def __init__(
        self, segment: Segment, statuses: Mapping[str, str], pause: Callable[[], None], gone: Collection[str] = ()
    ) -> None:
        self.segment = segment
        self.live = ~segment.attributes.mask_of(gone)
        self._statuses = segment.attributes.statuses(statuses, pause)

    def having(self, words: Sequence[str]) -> Mask:
        """Which records have some words one after the other."""
        numbers = [self.segment.vocabulary.number(word) for word in words]
        mask = np.zeros(len(self.segment), np.bool_)
        mask[self.segment.phrase(numbers)[0]] = True
        return mask

    def valued(self, field: str, values: Sequence[str]) -> Mask:
        """Which records have any of some values of a field that has few."""
        if field == "is":
            return with_status(self._statuses, values)
        return self.segment.attributes.having(field, values)
