"""Long lists on several pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from explorer.exporting.site.addresses import numbered

ItemT = TypeVar("ItemT")


class Slice(NamedTuple, Generic[ItemT]):
    """A part of a list, for one page: its things, the number of the page, how many pages there are, and of the list."""

    items: Sequence[ItemT]
    number: int
    pages: int
    total: int
    path: str

    def address(self, number: int) -> str:
        """The path of another page of the list, within its folder."""
        return numbered(self.path, number).rpartition("/")[2]

    @property
    def nearby(self) -> list[int | None]:
        """The numbers of the pages to offer: the first, the last and those around this one; None where some are left
        out."""
        near = sorted({1, self.pages, *range(max(1, self.number - 2), min(self.pages, self.number + 2) + 1)})
        offered: list[int | None] = []
        for number in near:
            last = offered[-1] if offered else None
            if last is not None and number > last + 1:
                offered.append(None)
            offered.append(number)
        return offered


def slices(items: Sequence[ItemT], path: str, size: int) -> Iterator[Slice[ItemT]]:
    """The pages of a list, at least one."""
    pages = max(1, -(-len(items) // size))
    for number in range(1, pages + 1):
        start = (number - 1) * size
        yield Slice(items[start : start + size], number, pages, len(items), path)
