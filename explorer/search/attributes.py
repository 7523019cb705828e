"""The attributes that some filters test: a record's kind, speech, source, review, status and date."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from explorer.model import dates
from explorer.model.archive import Archive
from explorer.model.records import AnyRecord, Kind
from explorer.search.values import STATUS_NAMES, VALUES, values_of

# Each value is one bit in a record's attributes.
_BITS = {pair: 1 << n for n, pair in enumerate((field, value) for field in VALUES for value in VALUES[field])}
_STATUS_CODES = {status: code for code, status in enumerate(STATUS_NAMES, 1)}
_RECORDS_AT_ONCE = 500
# In days. A date in a query does not match records with wider dates than this.
_WIDEST = 31
_NEVER = np.iinfo(np.int32).max

Mask = NDArray[np.bool_]


class Attributes:
    """The attributes of a list of records.

    `bits` has the bits of each record's filter values (see `VALUES`); `date_codes` the index of its date in `dates`.
    """

    def __init__(self, bits: NDArray[np.uint32], date_codes: NDArray[np.int32], dates: list[str]) -> None:
        self.bits = bits
        self.date_codes = date_codes
        self.dates = dates
        self._spans = [_span(date) for date in dates]
        self._first = np.array([span.earliest.toordinal() if span else _NEVER for span in self._spans], np.int32)
        self._last = np.array([span.latest.toordinal() if span else 0 for span in self._spans], np.int32)

    @classmethod
    def of(cls, records: Sequence[AnyRecord], archive: Archive, pause: Callable[[], None]) -> Attributes:
        """Collect the attributes of some records of an archive."""
        bits, date_codes = np.zeros(len(records), np.uint32), np.zeros(len(records), np.int32)
        codes: dict[str, int] = {"": 0}
        for start in range(0, len(records), _RECORDS_AT_ONCE):
            for n, record in enumerate(records[start : start + _RECORDS_AT_ONCE], start):
                bits[n] = sum(_BITS[pair] for pair in set(values_of(record, archive)))
                date_codes[n] = codes.setdefault(archive.date_of(record) or "", len(codes))
            pause()
        return cls(bits, date_codes, list(codes))

    def having(self, field: str, values: Sequence[str]) -> Mask:
        """Find the records that have any of these values in a field of `VALUES`."""
        wanted = np.uint32(sum(_BITS[field, value] for value in values))
        mask: Mask = (self.bits & wanted) != 0
        return mask

    def dated(self, span: dates.Span) -> Mask:
        """Find the records with a date that may lie within a span."""
        return self._of_records(self._overlaps(span))

    def dated_within(self, spans: Sequence[dates.Span]) -> tuple[Mask, Mask]:
        """Find the records whose date surely lies within a span, and those whose date of at most a month may.

        A wider date, such as 2019, is not a good match for a certain day.
        """
        within, possible = np.zeros((2, len(self._spans)), np.bool_)
        for span in spans:
            within |= (span.earliest.toordinal() <= self._first) & (self._last <= span.latest.toordinal())
            within &= self._first <= self._last
            possible |= self._overlaps(span)
        possible &= self._last - self._first <= _WIDEST
        return self._of_records(within), self._of_records(possible)

    def date_of(self, record: int) -> str:
        """Return the date of a record in EDTF; empty if it has none."""
        return self.dates[int(self.date_codes[record])]

    def dates_counted(self, among: Mask) -> dict[str, int]:
        """Count the records of a mask by date."""
        counts = np.bincount(self.date_codes[among], minlength=len(self.dates))
        return {
            date: int(count)
            for date, span, count in zip(self.dates, self._spans, counts, strict=True)
            if span is not None and count
        }

    @property
    def years(self) -> set[int]:
        """The years of all dates of at most a month."""
        spans = [span for span in self._spans if span and (span.latest - span.earliest).days <= _WIDEST]
        return {year for span in spans for year in (span.earliest.year, span.latest.year)}

    def _overlaps(self, span: dates.Span) -> Mask:
        overlaps: Mask = (self._first <= span.latest.toordinal()) & (span.earliest.toordinal() <= self._last)
        return overlaps

    def _of_records(self, of_dates: Mask) -> Mask:
        mask: Mask = of_dates[self.date_codes]
        return mask

    def kinds(self, records: NDArray[np.integer]) -> Iterator[Kind]:
        """Return the kinds of some records."""
        kind_of = {_BITS["kind", kind]: kind for kind in Kind}
        bits = self.bits[records] & np.uint32(sum(kind_of))
        return map(kind_of.__getitem__, bits.tolist())


def with_codes(
    codes: NDArray[np.uint8],
    statuses: Mapping[str, str | None],
    number: Callable[[str], int | None],
    pause: Callable[[], None],
) -> NDArray[np.uint8]:
    """Update the status codes of records, with 0 for a record that does not rest on an article.

    `statuses` has the changed statuses by ref, or None, and `number` returns the index of a record by its ref.
    """
    codes = codes.copy()
    for count, (ref, status) in enumerate(statuses.items()):
        if (n := number(ref)) is not None:
            codes[n] = _STATUS_CODES[status] if status is not None else 0
        if count % _RECORDS_AT_ONCE == 0:
            pause()
    return codes


def with_status(codes: NDArray[np.uint8], statuses: Sequence[str]) -> Mask:
    """Find the records with any of these statuses, given the codes of `with_codes`."""
    return np.isin(codes, [_STATUS_CODES[status] for status in statuses])


def _span(date: str) -> dates.Span | None:
    return dates.span(date) if date else None
