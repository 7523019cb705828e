"""Verifications of an archive before all are made: the records that the user looks at come first."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from explorer.checking.verification import Verification, texts_of, unchecked
from explorer.model.archive import Archive
from explorer.model.records import AnyRecord

# How many of the most recently viewed records are verified first.
_MOST = 500


class Unverified(Mapping[str, Verification]):
    """Verifications of records whose words have not been searched for, except known ones.

    Getting a record by its ref marks it as viewed: `take_asked` returns those to verify next. Iterating over all
    records marks none.
    """

    # Comparing them would take as long as iterating over all.
    __eq__, __hash__ = object.__eq__, object.__hash__

    def __init__(
        self,
        archive: Archive,
        known: Mapping[str, Verification] | None = None,
        asked: deque[str] | None = None,
    ) -> None:
        self._archive = archive
        self._known = known or {}
        self._asked = deque[str](maxlen=_MOST) if asked is None else asked

    def knowing(self, found: Mapping[str, Verification]) -> Unverified:
        """The same with more of them known. Refs requested from it can be taken from this one, too."""
        return Unverified(self._archive, {**self._known, **found}, self._asked)

    def take_asked(self) -> list[str]:
        """The unknown refs requested since the last call, each once, the last one first."""
        asked: list[str] = []
        # Other threads may request or take refs meanwhile.
        with suppress(IndexError):
            while True:
                asked.append(self._asked.pop())
        return list(dict.fromkeys(asked))

    def __getitem__(self, ref: str) -> Verification:
        if ref not in self._known:
            verification = self._none_of(ref)
            self._asked.append(ref)
            return verification
        return self._known[ref]

    def __iter__(self) -> Iterator[str]:
        return (name for name, entry in self._archive.entries.items() if _has_words(entry.record))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def items(self) -> Any:
        """All of them, without marking any as viewed."""
        return ((name, self._known.get(name) or self._none_of(name)) for name in self)

    def values(self) -> Any:
        """All of them, without marking any as viewed."""
        return (found for _, found in self.items())

    def _none_of(self, ref: str) -> Verification:
        record = self._archive.find(ref)
        if record is None or not _has_words(record):
            raise KeyError(ref)
        return Verification(tuple(unchecked(path, words) for path, words, _ in texts_of(record)))


def _has_words(record: AnyRecord) -> bool:
    """Whether a record has words that should be in an article."""
    return any(True for _ in texts_of(record))
