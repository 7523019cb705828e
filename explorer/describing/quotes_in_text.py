"""The quotes of an article in the order of its text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence

from explorer.checking.passage_index import PassageIndex
from explorer.checking.verification import Verification
from explorer.model.amended import several
from explorer.model.records import Quote
from explorer.reading.text.passages import Passage


class QuotesInText:
    """The quotes found in an article, in the order of its text. Of two that begin together, the longer comes first.

    A quote whose words are not found is not included; `nearest` gives the passages that its words must come from.
    """

    def __init__(self, quotes: Iterable[Quote] = (), verifications: Mapping[str, Verification] | None = None) -> None:
        self._verifications = verifications or {}
        quotes = list(quotes)
        known = several(self._verifications, [quote.ref for quote in quotes])
        found = ((known[quote.ref].placed, quote) for quote in quotes)
        # The quotes in order, each with the passages of its words.
        self.placed = sorted((item for item in found if item[0]), key=lambda item: (item[0][0].start, -item[0][-1].end))
        self.ordered: Sequence[Quote] = [quote for _, quote in self.placed]
        self._numbers = {quote.ref: number for number, quote in enumerate(self.ordered)}
        self._starts = [passages[0].start for passages, _ in self.placed]
        self._index = PassageIndex((passage, quote) for passages, quote in self.placed for passage in passages)

    def __len__(self) -> int:
        return len(self.ordered)

    def number(self, quote: Quote) -> int | None:
        """The position of a quote in the order, from 0; None if its words are not in the text."""
        return self._numbers.get(quote.ref)

    def passages(self, quote: Quote) -> Sequence[Passage]:
        """The passages of a quote's words."""
        return self._verifications[quote.ref].placed

    def nearest(self, quote: Quote) -> list[Passage]:
        """The passages that the words of a quote must come from, if they are not in the text."""
        return [found.nearest for found in self._verifications[quote.ref].segments if found.nearest]

    def places(self, quote: Quote) -> Sequence[Passage]:
        """The passages of a quote's words, or else those that the words must come from."""
        return self.passages(quote) or self.nearest(quote)

    def touching(self, span: Passage) -> list[tuple[Passage, Quote]]:
        """The quotes with words in a span, each with its passages, in the order of the text."""
        return self._index.touching(span)

    def shortest_at(self, span: Passage) -> Quote | None:
        """The shortest quote with words in a span: it may be nested in another one."""
        here = [quote for _, quote in self.touching(span)]
        return min(here, key=lambda quote: sum(map(len, quote.segments)), default=None)

    def next_from(self, offset: int, step: int) -> Quote:
        """The first quote that begins at or after an offset; with step -1, the last one that begins before it.

        The order is circular. There must be at least one quote.
        """
        at = bisect_left(self._starts, offset)
        return self.ordered[(at if step > 0 else at - 1) % len(self.ordered)]

    def next_to(self, quote: Quote, step: int) -> Quote:
        """The quote that is `step` steps away from another one in the text; the order is circular."""
        return self.ordered[(self._numbers[quote.ref] + step) % len(self.ordered)]
