"""The parts of a view that is said: a heading, then entries of lines. A line with a number can be opened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import msgspec

from explorer.describing.fields import ArticleLink, RecordLink
from explorer.model.history import View
from explorer.model.lazy import ByRow
from explorer.model.problems import Problem

ItemT = TypeVar("ItemT")

# The target of a number. A problem leads to its record, and to its place in the YAML.
Target = RecordLink | ArticleLink | Problem | View

# The name of the view that describes one record.
RECORD = "record"

# The number of list entries, and of paragraphs of an article, that are said at once.
AT_ONCE, PARAGRAPHS_AT_ONCE = 10, 4


class Line(msgspec.Struct, frozen=True):
    """A line to be said, with the number that opens it, if it has one."""

    text: str
    number: int | None = None

    def __str__(self) -> str:
        return self.text if self.number is None else f"{self.number}. {self.text}"


class Lazy(ByRow[ItemT]):
    """A sequence whose items are made when needed: a list may be long, and little of it is ever said."""

    def __init__(self, size: int, make: Callable[[int], ItemT]) -> None:
        self._size = size
        self._make = make

    def __len__(self) -> int:
        return self._size

    def at(self, row: int) -> ItemT:
        return self._make(row)


Entries = Sequence[tuple[Line, ...]]


class Page(msgspec.Struct, frozen=True):
    """A view in words.

    `here` names the view, for the prompt. Number n opens target n - 1. `noun` names the entries, in the singular and
    the plural, and `order` their order; without a noun their number is not said. Of the heading, the first line is
    enough for someone who returns. `start` is the entry to begin with, and `at` the number that was opened last.
    `about` is the ref of the record that the view is about.
    """

    here: str
    heading: tuple[str, ...] = ()
    entries: Entries = ()
    targets: Sequence[Target] = ()
    noun: tuple[str, str] | None = None
    order: str = ""
    start: int = 0
    at: int | None = None
    at_once: int = AT_ONCE
    about: str | None = None


def listed(here: str, refs: Sequence[str], say: Callable[[int], str], place: int | None = None) -> Page:
    """A page that lists records: a numbered line for each. `place` is the place of the one that was opened last."""
    return Page(
        here,
        entries=Lazy(len(refs), lambda n: (Line(say(n), n + 1),)),
        targets=Lazy(len(refs), lambda n: RecordLink(refs[n])),
        start=block_of(place),
        at=number_of(place),
    )


def block_of(place: int | None) -> int:
    """Where the part of a list begins that is said at once and includes a place."""
    return (place or 0) // AT_ONCE * AT_ONCE


def number_of(place: int | None) -> int | None:
    """The number at a place."""
    return None if place is None else place + 1
