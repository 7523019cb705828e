"""What a list of records is called when it is copied or saved as a whole."""

from __future__ import annotations

from collections.abc import Sequence

from explorer.display import one_line
from explorer.model.records import AnyRecord, Kind
from explorer.ui.requests import Listing


def listing(kind: Kind, records: Sequence[AnyRecord], steps: Sequence[str] = ()) -> Listing:
    """Records of one kind; all of the archive's, or those that belong to the steps with these names."""
    names = " and ".join(map(one_line, steps))
    number = f"{len(records):,} {kind if len(records) == 1 else kind.plural}"
    refs = tuple(record.ref for record in records)
    return Listing(f"{number} of {names}" if names else number, refs, f"{names} {kind.plural}".strip())


def quotes_found(refs: Sequence[str], query: str) -> Listing:
    """The quotes among the hits of a query, the best first."""
    number = f"{len(refs):,} {Kind.QUOTE if len(refs) == 1 else Kind.QUOTE.plural}"
    return Listing(f"{number} found for “{one_line(query)}”", tuple(refs), f"quotes {one_line(query)}")


def results(refs: Sequence[str], total: int, query: str) -> Listing:
    """The hits of a query, the best first. There may be fewer than `total`."""
    number = f"{len(refs):,} result{'' if len(refs) == 1 else 's'}"
    best = f"the best {len(refs):,} of {total:,} results" if total > len(refs) else number
    return Listing(f"{best} for “{one_line(query)}”", tuple(refs), f"results {one_line(query)}")
