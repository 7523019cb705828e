"""The records of a pane in an order, narrowed to those with some words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from explorer.checking.verification import Status, status_of
from explorer.model import dates
from explorer.model.archive import Archive
from explorer.model.orders import Order, ordered
from explorer.model.records import AnyRecord, Article, Event, Person, Quote, title
from explorer.ui.navigation import PanesState

if TYPE_CHECKING:
    from explorer.search.row_matches import RowMatches

# Best first.
_STATUSES = list(Status)


class Arranged:
    """Some records in an order. Words are looked for in what a row shows of a record, and in its other names."""

    def __init__(self, listed: Sequence[AnyRecord], order: Order, state: PanesState) -> None:
        self.listed = listed
        self.order = order
        self._state = state

    def with_words(self, words: str) -> Sequence[AnyRecord]:
        """The records that have the words; all of them when there are none."""
        records = self._records
        return [records[row] for row in self._matches.rows(words)] if words.strip() else records

    @cached_property
    def _records(self) -> Sequence[AnyRecord]:
        if self.order is Order.AS_LISTED:
            return self.listed
        snapshot, scope = self._state.snapshot, self._state.scope
        verifications = snapshot.verifications
        return ordered(
            self.listed,
            self.order,
            snapshot.archive,
            count=scope.count,
            doubt=lambda record: _STATUSES.index(status_of(verifications.get(record.ref))),
        )

    @cached_property
    def _matches(self) -> RowMatches:
        from explorer.search.row_matches import RowMatches

        archive = self._state.snapshot.archive
        return RowMatches([" ".join(filter(None, _texts(archive, record))) for record in self._records])


def _texts(archive: Archive, record: AnyRecord) -> Iterator[str | None]:
    yield title(record)
    match record:
        case Quote():
            speaker = archive.speaker(record)
            yield speaker.name if speaker else record.speaker
            yield archive.told_by(record) if record.is_relayed else None
            yield record.medium
            yield from _when(record.date)
        case Person():
            yield from (*record.aliases, record.role, record.affiliation)
        case Event():
            yield record.place
            yield from _when(record.date)
        case Article():
            yield record.publisher
            yield from _when(record.published)


def _when(date: str | None) -> Iterator[str | None]:
    yield date
    yield dates.describe(date) if date else None
