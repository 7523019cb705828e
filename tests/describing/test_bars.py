"""A bar is as long as its number says."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from explorer.describing.bars import bar, stacked

NUMBERS = st.integers(0, 3000)


def test_a_bar_is_exact_to_an_eighth_of_a_cell() -> None:
    assert [bar(number, 40, 5) for number in (0, 1, 8, 9, 20, 40)] == ["", "▏", "█", "█▏", "██▌", "█████"]


def test_one_of_many_can_be_seen_and_does_not_look_like_more() -> None:
    assert bar(1, 3000, 5) == "▏"
    assert bar(30, 30, 5) == "█████"


@given(NUMBERS, NUMBERS, st.integers(1, 60))
def test_a_bar_has_its_place_and_the_larger_number_the_longer_bar(one: int, other: int, cells: int) -> None:
    full = max(one, other)
    bars = [bar(number, full, cells) for number in (one, other)]
    assert [len(each) > 0 for each in bars] == [number > 0 for number in (one, other)]
    assert all(len(each) <= cells for each in bars)
    assert one > other or len(bars[0]) <= len(bars[1])


@given(st.lists(NUMBERS, max_size=4), st.integers(0, 5000), st.integers(1, 60))
def test_the_parts_of_a_bar_are_as_long_as_the_whole(numbers: list[int], more: int, cells: int) -> None:
    full = sum(numbers) + more
    lengths = stacked(numbers, full, cells)
    assert sum(lengths) == sum(stacked([sum(numbers)], full, cells))
    assert all(0 <= length <= cells for length in lengths)
    assert more or not full or sum(lengths) == cells
    for number, length in zip(numbers, lengths, strict=True):
        assert not number or abs(length - sum(lengths) * number / sum(numbers)) < 1
