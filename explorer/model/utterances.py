"""Which quotes are one utterance: something said once, however many quotes and reports repeat it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy

from explorer.model.records import AnyRecord, Quote


class Utterances:
    """The quotes of an archive grouped by utterance.

    Two quotes share an utterance when one is the `same_as` the other, or is `within` it: a fragment of a paraphrase
    says nothing that the paraphrase does not. Both relations are transitive. A quote without either is an utterance by
    itself. `joined` has the groups of several quotes, in file order.
    """

    def __init__(self, quotes: Mapping[str, Quote]) -> None:
        """`quotes` are by id. References to unknown quotes are ignored."""
        self._first: dict[str, str] = {}
        for quote in quotes.values():
            for id in (quote.within, quote.same_as):
                if id is not None and id in quotes:
                    self._join(quote.id, id)
        together: dict[str, list[Quote]] = defaultdict(list)
        for id in quotes if self._first else ():
            if id in self._first:
                together[self._first_of(id)].append(quotes[id])
        self.joined: Sequence[tuple[Quote, ...]] = tuple(map(tuple, together.values()))
        self._of = {quote.id: group for group in self.joined for quote in group}

    def following(self, quotes: Mapping[str, AnyRecord], changed: Iterable[str]) -> Utterances:
        """Return the utterances after some quotes changed, but not the fields that join them."""
        others = self._of.keys() & set(changed)
        if not others:
            return self
        now = {id: quote for id in others if isinstance(quote := quotes[id], Quote)}
        again = {id(group): tuple(now.get(each.id, each) for each in group) for group in map(self._of.__getitem__, now)}
        later: Utterances = copy(self)
        later.joined = [again.get(id(group), group) for group in self.joined]
        later._of = self._of | {quote.id: group for group in again.values() for quote in group}
        return later

    def with_others(
        self, quotes: Mapping[str, AnyRecord], again: Iterable[str], places: Mapping[str, int]
    ) -> Utterances:
        """Return the utterances after some quotes were joined differently or deleted; `again` has all these."""
        ids, others = {*self._of}, set(again)
        for id in others:
            quote = quotes.get(id)
            ids.update(each for each in (id, getattr(quote, "within", None), getattr(quote, "same_as", None)) if each)
        in_order = sorted((id for id in ids if id in quotes), key=places.__getitem__)
        return Utterances(dict(self._now(in_order, quotes, others)))

    def _now(
        self, ids: Iterable[str], quotes: Mapping[str, AnyRecord], others: Collection[str]
    ) -> Iterator[tuple[str, Quote]]:
        """Yield the quotes with some ids, in this order, looking up only those that may have changed or are unknown."""
        known = {quote.id: quote for group in self.joined for quote in group}
        for id in ids:
            quote = quotes[id] if id in others else known.get(id) or quotes[id]
            if isinstance(quote, Quote):
                yield id, quote

    def _join(self, id: str, other: str) -> None:
        first, second = self._first_of(id), self._first_of(other)
        self._first.update({first: second, second: second})

    def _first_of(self, id: str) -> str:
        """Return the id that represents all quotes joined with this one so far."""
        way = []
        while (following := self._first.get(id, id)) != id:
            way.append(id)
            id = following
        self._first.update(dict.fromkeys(way, id))
        return id

    def of(self, quote: Quote) -> tuple[Quote, ...]:
        """Return all quotes of a quote's utterance, including itself."""
        return self._of.get(quote.id, (quote,))

    def are_one(self, quote: Quote, other: Quote) -> bool:
        """Whether two quotes share an utterance."""
        return quote.id == other.id or (quote.id in self._of and self._of[quote.id] is self._of.get(other.id))

    def count(self, quotes: Collection[Quote]) -> int:
        """Count the utterances of some quotes."""
        known = self._of
        joined = [id(known[quote.id]) for quote in quotes if quote.id in known] if known else []
        return len(quotes) - len(joined) + len(set(joined))

    def count_of_all(self, quotes: int) -> int:
        """Count the utterances of all quotes, given the number of quotes."""
        return quotes - sum(len(group) - 1 for group in self.joined)

    def grouped(self, quotes: Iterable[Quote]) -> Iterable[Sequence[Quote]]:
        """Group quotes by utterance, each group at the position of its first quote."""
        groups: dict[str, list[Quote]] = {}
        for quote in quotes:
            groups.setdefault(self.of(quote)[0].id, []).append(quote)
        return groups.values()
