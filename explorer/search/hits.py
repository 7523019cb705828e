"""The results of a search: the hits, and why each was found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

import msgspec

from explorer.model.lazy import ByRow
from explorer.model.records import Kind

_MOST_SOUGHT = 1_000


class Match(msgspec.Struct, frozen=True):
    """A word of the query, found in a record.

    `field` is the field's name in the YAML. `query` and `matched` are folded: lower case, without accents, apostrophes
    and punctuation; a hyphen compound that was typed as one word is joined. `how` is one of:

    - exact, or alias or id when the word stands exactly in one of these;
    - phrase: all the words that were typed in quotation marks;
    - prefix: the word still being typed, at the start of a longer one;
    - stem: a longer word that begins with a finished one, `restart` in `restarting`, or another form of it, `city` for
      `cities`;
    - infix: inside a longer word;
    - typo: misspelt, by `distance` letters that are wrong, left out, added, or swapped with the next;
    - date: a date in the query on which the record's own, `matched`, is or may be;
    - value: a word that is the value of a filter, which the record has; `field` is the filter;
    - joined: typed as one word, and two in the record, with a space between them in `matched`; or typed as two, and one
      in the record.
    """

    field: str
    query: str
    matched: str
    how: str
    distance: int = 0


class Hit(msgspec.Struct, frozen=True):
    """A record that a search found.

    `score` compares the hits of one search and has no meaning beyond that. `matches` are in the order of the query's
    words, each word's best match first.
    """

    ref: str
    kind: Kind
    title: str
    score: float
    matches: tuple[Match, ...] = ()

    @property
    def approximate(self) -> bool:
        """Whether any word of the query matched only by a typo."""
        sure = {match.query for match in self.matches if match.how != "typo"}
        return any(match.query not in sure for match in self.matches)


class Results(ByRow[Hit]):
    """The hits of a search, best first, each explained on demand.

    `total` is the number of matching records; there are fewer hits when only the best are given. `remarks` explain what
    in the query has no meaning, and `filters` describes each filter.
    """

    def __init__(
        self,
        size: int,
        ref_at: Callable[[int], str],
        hit_at: Callable[[int], Hit],
        total: int = 0,
        remarks: Sequence[str] = (),
        filters: Sequence[str] = (),
    ) -> None:
        self._size = size
        self._ref_at = ref_at
        self._hit_at = lru_cache(maxsize=256)(hit_at)
        self.total = total
        self.remarks = tuple(remarks)
        self.filters = tuple(filters)

    def __len__(self) -> int:
        return self._size

    def at(self, row: int) -> Hit:
        return self._hit_at(row)

    @property
    def refs(self) -> list[str]:
        """The refs of all hits, best first, without explaining them."""
        return [self._ref_at(n) for n in range(self._size)]

    def find(self, ref: str) -> int | None:
        """Return the position of a record among the first `_MOST_SOUGHT` hits, or None."""
        return next((n for n in range(min(self._size, _MOST_SOUGHT)) if self._ref_at(n) == ref), None)
