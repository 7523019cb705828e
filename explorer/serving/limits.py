"""How much a visitor may ask of the server, and what the address of a page may ask to open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from multidict import MultiMapping

# Bytes of one message from a browser; what is typed or pasted comes in smaller pieces.
LONGEST_MESSAGE = 1 << 16
# Letters that may wait for the explorer to take them: several times the longest paste.
MOST_WAITING = 1 << 22
# The smallest and the largest window, in columns and rows.
SMALLEST, LARGEST = (20, 6), (600, 250)


class Limits(msgspec.Struct, frozen=True):
    """How many visitors there may be at once, and after how many seconds without a key a visit ends.

    `longest` is how long a visit may be in all. `patience` is how long a visitor who takes or sends nothing is waited
    for, `silent` a connection that asks for nothing, or half of it, and `grace` how long an explorer may take to end.
    """

    sessions: int = 8
    idle: float = 30 * 60
    longest: float = 12 * 3600
    patience: float = 20
    silent: float = 20
    grace: float = 2

    @property
    def connections(self) -> int:
        """How many connections there may be at once: many times those of as many browsers as there is room for."""
        return 200 + 8 * self.sessions


def within(size: tuple[int, int]) -> tuple[int, int]:
    """A size of a window that is no smaller and no larger than is served."""
    (least_width, least_height), (most_width, most_height) = SMALLEST, LARGEST
    width, height = size
    return max(least_width, min(width, most_width)), max(least_height, min(height, most_height))


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
