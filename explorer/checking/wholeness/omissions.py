"""The omissions of a quote: what it leaves out of the words that were said in one go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from explorer.reading.text.passages import Passage


class Omission(msgspec.Struct, frozen=True, gc=False):
    """Words of an article that a quote leaves out at one place.

    `passages` says where they stand, in order: without the quotation marks around them, and in several parts where the
    article puts words of its own, such as the attribution, in between. `weighty` has those of them without which the
    rest may mean something else, in order and as the article has them: negations, modals, hedges, conditions, numbers.
    """

    passages: tuple[Passage, ...]
    weighty: tuple[str, ...] = ()

    def words(self, text: str) -> str:
        """The words as the article has them."""
        return " … ".join(text[passage.start : passage.end] for passage in self.passages)


class Omissions(msgspec.Struct, frozen=True, gc=False):
    """All omissions of one quote.

    `before` its first segment and `after` its last one, as far as the quoted span or the clause goes. `between` has one
    item for each two segments that follow each other: None where nothing is left out, however the article
    interrupts the speech there. So “[…]” belongs where there is an omission, and nowhere else; an ellipsis that
    stands in the article is part of a segment.
    """

    before: Omission | None = None
    between: tuple[Omission | None, ...] = ()
    after: Omission | None = None

    def __iter__(self) -> Iterator[Omission]:
        """The omissions in the order of the article."""
        return (omission for omission in (self.before, *self.between, self.after) if omission)

    def __bool__(self) -> bool:
        return any(True for _ in self)


def stripped(text: str, start: int, end: int, marks: str = "") -> Passage:
    """A passage without white space, or any of `marks`, at its ends."""
    while start < end and (text[start].isspace() or text[start] in marks):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in marks):
        end -= 1
    return Passage(start, end)


# What each quote leaves out, by its ref. A quote that leaves out nothing, as far as can be told, is not in it.
OmissionsByRef = Mapping[str, Omissions]
