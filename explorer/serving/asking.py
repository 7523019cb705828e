"""What the address of a page asks to open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from multidict import MultiMapping

# Refs, and letters of each and of a query.
_MOST_REFS, _LONGEST = 8, 400


class Asked(msgspec.Struct, frozen=True):
    """What is seen first: a trail of refs or a query, in light colours or dark ones. Whoever asks may ask anything."""

    refs: tuple[str, ...] = ()
    query: str = ""
    light: bool = False


def asked_in(query: MultiMapping[str]) -> Asked:
    """What the query of an address asks for, as far as it is short."""
    refs = [ref[:_LONGEST] for ref in query.getall("ref", [])[:_MOST_REFS]]
    return Asked(tuple(refs), query.get("query", "")[:_LONGEST], "light" in query)
