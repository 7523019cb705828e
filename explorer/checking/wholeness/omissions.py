"""The omissions of a quote: the words it leaves out of those that were said in one go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from explorer.reading.text.passages import Passage


class Omission(msgspec.Struct, frozen=True, gc=False):
    """Words of an article that a quote leaves out at one place.

    `passages` has their places in order, without the quotation marks around them, and in several parts where the
    article inserts words of its own, such as the attribution. `weighty` has those without which the rest may mean
    something else, in order and as in the article: negations, modals, hedges, conditions, numbers.
    """

    passages: tuple[Passage, ...]
    weighty: tuple[str, ...] = ()

    def words(self, text: str) -> str:
        """The words as the article has them."""
        return " … ".join(text[passage.start : passage.end] for passage in self.passages)


class Omissions(msgspec.Struct, frozen=True, gc=False):
    """All omissions of one quote.

    `before` its first segment and `after` its last one, up to the ends of the quoted span or the clause. `between` has
    one item for each two consecutive segments: None if nothing is left out, even if the article interrupts the speech
    there. So “[…]” belongs where there is an omission, and nowhere else; an ellipsis in the article is part of a
    segment.
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


# The omissions of each quote, by its ref. Quotes without known omissions are not included.
OmissionsByRef = Mapping[str, Omissions]
