"""The quotes of an article in the order of its text, and those at a place in it."""

from __future__ import annotations

from explorer.describing.quotes_in_text import QuotesInText
from explorer.model.records import Article, Quote
from explorer.reading.text.passages import Passage
from explorer.snapshot import Snapshot


def of(snapshot: Snapshot) -> QuotesInText:
    article = next(snapshot.archive.all(Article))
    return QuotesInText(snapshot.archive.quotes_of(article), snapshot.verifications)


def test_they_are_in_the_order_of_the_text_and_the_longer_first(shipped: Snapshot) -> None:
    quotes = of(shipped)
    starts = [(quotes.passages(quote)[0].start, -quotes.passages(quote)[-1].end) for quote in quotes.ordered]

    assert len(quotes) == 35
    assert starts == sorted(starts)
    assert [quotes.number(quote) for quote in quotes.ordered] == list(range(35))


def test_walking_round_comes_to_each_once_in_both_directions(shipped: Snapshot) -> None:
    quotes = of(shipped)
    for step in (1, -1):
        at, seen = quotes.ordered[0], []
        for _ in range(len(quotes)):
            seen.append(at.ref)
            at = quotes.next_to(at, step)
        assert at is quotes.ordered[0]
        assert len(set(seen)) == len(quotes)


def test_from_a_place_the_next_and_the_one_before_are_those_around_it(shipped: Snapshot) -> None:
    quotes = of(shipped)
    second = quotes.passages(quotes.ordered[1])[0].start

    assert quotes.next_from(second, 1) is quotes.ordered[1]
    assert quotes.next_from(second, -1) is quotes.ordered[0]
    assert quotes.next_from(0, -1) is quotes.ordered[-1]
    assert quotes.next_from(1_000_000, 1) is quotes.ordered[0]


def test_at_every_place_it_is_the_shortest_that_has_words_there(shipped: Snapshot) -> None:
    quotes = of(shipped)
    size = max(quotes.passages(quote)[-1].end for quote in quotes.ordered)
    for at in range(0, size, 37):
        span = Passage(at, at + 1)
        here = [
            quote
            for quote in quotes.ordered
            if any(passage.start < span.end and span.start < passage.end for passage in quotes.passages(quote))
        ]
        expected = min(map(length, here), default=None)
        found = quotes.shortest_at(span)
        assert (found and length(found)) == expected


def length(quote: Quote) -> int:
    return sum(map(len, quote.segments))


def test_without_quotes_there_is_nothing_anywhere() -> None:
    assert len(QuotesInText()) == 0
    assert QuotesInText().shortest_at(Passage(0, 10)) is None
