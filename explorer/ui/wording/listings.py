"""What a list of records is called when it is copied or saved as a whole."""

from __future__ import annotations

from collections.abc import Sequence

from explorer.describing.counting import counted
from explorer.display import one_line
from explorer.model.records import AnyRecord, Kind
from explorer.ui.requests import ListedQuotes, Listing


def listing(kind: Kind, records: Sequence[AnyRecord], steps: Sequence[str] = ()) -> Listing:
    """Records of one kind; all of the archive's, or those that belong to the steps with these names."""
    refs = tuple(record.ref for record in records)
    return Listing(_called(kind, len(records), steps), refs, f"{_joined(steps)} {kind.plural}".strip())


def _called(kind: Kind, number: int, steps: Sequence[str]) -> str:
    what, names = counted(number, kind), _joined(steps)
    return f"{what} of {names}" if names else what


def _joined(steps: Sequence[str]) -> str:
    return " and ".join(map(one_line, steps))


def quotes_listed(quotes: Sequence[AnyRecord], steps: Sequence[str] = ()) -> ListedQuotes:
    """Quotes of a list: all of the archive's, or those that belong to the steps with these names."""
    what = _called(Kind.QUOTE, len(quotes), steps)
    return ListedQuotes(what, len(quotes), lambda: tuple(quote.ref for quote in quotes))


def quotes_found(refs: Sequence[str], query: str) -> ListedQuotes:
    """The quotes among the hits of a query, the best first."""
    what = f"{_called(Kind.QUOTE, len(refs), ())} found for “{one_line(query)}”"
    return ListedQuotes(what, len(refs), lambda: tuple(refs))


def results(refs: Sequence[str], total: int, query: str) -> Listing:
    """The hits of a query, the best first. There may be fewer than `total`."""
    best = f"the best {len(refs):,} of {total:,} results" if total > len(refs) else counted(len(refs), "result")
    return Listing(f"{best} for “{one_line(query)}”", tuple(refs), f"results {one_line(query)}")
