"""The names of lists of records that are copied, saved or tagged as a whole."""

from __future__ import annotations

from collections.abc import Sequence

from explorer.describing.counting import counted
from explorer.display import one_line
from explorer.model.records import AnyRecord, Kind, kind_of
from explorer.ui.requests import Listing


def listing(kind: Kind, records: Sequence[AnyRecord], steps: Sequence[str] = ()) -> Listing:
    """The records of one kind: all of the archive's, or those that belong to the steps with these names."""
    what, names = counted(len(records), kind), " and ".join(map(one_line, steps))
    called = f"{what} of {names}" if names else what
    name = f"{names} {kind.plural}".strip()
    return Listing(called, len(records), frozenset([kind]), lambda: (record.ref for record in records), name)


def quotes_found(refs: Sequence[str], query: str) -> Listing:
    """The quotes among the hits of a query, the best first."""
    quotes = [ref for ref in refs if kind_of(ref) is Kind.QUOTE]
    return _found(f"{counted(len(quotes), Kind.QUOTE)} found", quotes, query)


def results(refs: Sequence[str], total: int, query: str) -> Listing:
    """The hits of a query, the best first. There may be fewer than `total`."""
    best = f"the best {len(refs):,} of {total:,} results" if total > len(refs) else counted(len(refs), "result")
    return _found(best, refs, query)


def _found(what: str, refs: Sequence[str], query: str) -> Listing:
    asked, kinds = one_line(query), frozenset(map(kind_of, refs))
    return Listing(f"{what} for “{asked}”", len(refs), kinds, lambda: refs, f"results {asked}")
