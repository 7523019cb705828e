"""Limits on what a visitor may do, and what the address of a page may ask to open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from multidict import MultiMapping

# Bytes of one message from a browser; typed or pasted text arrives in smaller pieces.
LONGEST_MESSAGE = 1 << 16
# Characters that may wait for the explorer: several times the longest paste.
MOST_WAITING = 1 << 22
# The smallest and the largest window, in columns and rows.
SMALLEST, LARGEST = (20, 6), (600, 250)


class Limits(msgspec.Struct, frozen=True):
    """The maximum number of simultaneous visitors, and the seconds without a key after which a visit ends.

    All times are in seconds. `longest` limits a whole visit, `patience` the wait for a visitor who neither reads nor
    sends, `silent` a connection without a complete request, and `grace` the time that an explorer has to end.
    """

    sessions: int = 8
    idle: float = 30 * 60
    longest: float = 12 * 3600
    patience: float = 20
    silent: float = 20
    grace: float = 2

    @property
    def connections(self) -> int:
        """The maximum number of simultaneous connections: many times what browsers need for all possible visits."""
        return 200 + 8 * self.sessions


def within(size: tuple[int, int]) -> tuple[int, int]:
    """A window size, clamped to the sizes supported."""
    (least_width, least_height), (most_width, most_height) = SMALLEST, LARGEST
    width, height = size
    return max(least_width, min(width, most_width)), max(least_height, min(height, most_height))


# The maximum number of refs, and the maximum length of each ref and of a query.
_MOST_REFS, _LONGEST = 8, 400


class Asked(msgspec.Struct, frozen=True):
    """The first screen: a trail of refs or a query, in light or dark colours. The values are untrusted."""

    refs: tuple[str, ...] = ()
    query: str = ""
    light: bool = False


def asked_in(query: MultiMapping[str]) -> Asked:
    """Read the query string of an address, ignoring what is too long."""
    refs = [ref[:_LONGEST] for ref in query.getall("ref", [])[:_MOST_REFS]]
    return Asked(tuple(refs), query.get("query", "")[:_LONGEST], "light" in query)
