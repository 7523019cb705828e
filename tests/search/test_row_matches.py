"""A list is narrowed to the rows that have what is typed, from its first letter on, misspelt words too."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.search.row_matches import RowMatches

ROWS = ["Joe Biden, President", "Xi Jinping", "John Kirby", "Zoë Müller-O’Hara", "official (after the talks)"]


@pytest.mark.parametrize(
    ("typed", "rows"),
    [
        ("", [0, 1, 2, 3, 4]),
        ("  ", [0, 1, 2, 3, 4]),
        ("j", [0, 1, 2]),
        ("JO", [0, 2]),
        ("den", [0]),
        ("john kir", [2]),
        ("kirby john", [2]),
        ("zoe muller", [3]),
        ("ohara", [3]),
        ("“after”", [4]),
        ("kirbey", [2]),
        ("presidnt", [0]),
        ("jo presidnt", [0]),
        ("qqq", []),
        ("q", []),
    ],
)
def test_rows_are_found(typed: str, rows: list[int]) -> None:
    assert RowMatches(ROWS).rows(typed) == rows


@given(st.lists(st.text(max_size=20), max_size=8), st.text(max_size=8))
def test_rows_stay_in_order_and_each_is_there_once(texts: list[str], typed: str) -> None:
    found = RowMatches(texts).rows(typed)
    assert found == sorted(set(found))


@given(st.lists(st.text("abcd ", max_size=20), max_size=8), st.text("abcd", min_size=1, max_size=3))
def test_a_row_that_has_the_word_is_always_found(texts: list[str], word: str) -> None:
    having = [row for row, text in enumerate(texts) if word in text]
    assert not having or RowMatches(texts).rows(word) == having
