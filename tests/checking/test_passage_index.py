"""Of many passages, those that a span touches are found as they would be by looking at all of them."""

from __future__ import annotations

from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from explorer.checking.passage_index import PassageIndex
from explorer.reading.text.passages import Passage, overlap

passages = st.builds(lambda start, size: Passage(start, start + size), st.integers(0, 40), st.integers(1, 15))


@given(st.lists(passages, max_size=30), passages)
def test_what_touches_a_span_is_found_in_the_order_of_the_text(there: list[Passage], span: Passage) -> None:
    numbered = [(passage, number) for number, passage in enumerate(there)]
    expected = sorted((item for item in numbered if overlap(item[0], span)), key=lambda item: item[0])

    assert PassageIndex(numbered).touching(span) == expected


def test_spans_that_only_meet_do_not_touch() -> None:
    index = PassageIndex([(Passage(3, 5), "a")])

    assert index.touching(Passage(0, 3)) == index.touching(Passage(5, 9)) == []


def test_a_look_costs_what_it_finds_and_not_what_there_is() -> None:
    """Counted, not timed: of 10,000 passages a handful is compared."""
    there = [(Passage(10 * n, 10 * n + 12), n) for n in range(10_000)]
    with patch("explorer.checking.passage_index.overlap", wraps=overlap) as looks:
        assert [n for _, n in PassageIndex(there).touching(Passage(50_000, 50_020))] == [4999, 5000, 5001]

    assert looks.call_count < 10
