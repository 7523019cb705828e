"""The bins of the time fit its length, and every date has its place in them."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.model import dates
from explorer.stats.bins import Unit, bins_for, place

DATES = ["2023-11-14", "2023-11-15?", "2023-11", "2023", "2022~", "2023-23", "202X", "19XX", "2023-11-14/2023-11-17"]
OPEN = ["2023/..", "../2021", "2023-11-15/", "/1950-01-01"]


def binned(*given: str) -> tuple[Unit, list[str]]:
    unit, bins = bins_for(Counter(given))
    return unit, [each.date for each in bins]


def test_two_days_are_two_bins() -> None:
    assert binned("2023-11-14", "2023-11-15") == (Unit.DAY, ["2023-11-14", "2023-11-15"])


def test_twenty_years_are_twenty_bins_and_empty_ones_are_among_them() -> None:
    assert binned("2003-02-01", "2022-12-31") == (Unit.YEAR, [str(year) for year in range(2003, 2023)])


@pytest.mark.parametrize(
    ("first", "last", "unit", "date", "label"),
    [
        ("2023-11-01", "2023-11-30", "day", "2023-11-01", "Wed 1 Nov 2023"),
        ("2023-11-01", "2024-03-01", "week", "2023-10-30/2023-11-05", "week of 30 Oct 2023"),
        ("2023-11-01", "2025-03-01", "month", "2023-11", "Nov 2023"),
        ("2019-11-01", "2025-03-01", "quarter", "2019-10/2019-12", "Oct–Dec 2019"),
        ("1989-11-01", "2025-03-01", "year", "1989", "1989"),
        ("1789-07-14", "2025-03-01", "decade", "178X", "1780s"),
        ("0800-12-25", "2025-03-01", "century", "08XX", "0800s"),
    ],
)
def test_a_bin_is_as_long_as_fits_the_time(first: str, last: str, unit: str, date: str, label: str) -> None:
    found, bins = bins_for(Counter([first, last]))

    assert (found, bins[0].date, bins[0].label) == (unit, date, label)
    assert len(bins) <= 40


def test_a_wide_date_around_narrow_ones_does_not_widen_the_time() -> None:
    """One quote of “2023” does not spread two days over a year."""
    assert binned("2023-11-14", "2023-11-15", "2023", "2023/..") == (Unit.DAY, ["2023-11-14", "2023-11-15"])


def test_dates_that_are_all_wide_have_bins_as_wide() -> None:
    assert binned("2022", "2023", "2023") == (Unit.YEAR, ["2022", "2023"])
    assert binned("2023-10", "2023-11") == (Unit.MONTH, ["2023-10", "2023-11"])


def test_without_dates_there_are_no_bins() -> None:
    assert binned() == (Unit.DAY, [])


def test_the_first_and_the_last_day_that_there_can_be_have_bins() -> None:
    assert len(bins_for(Counter(["0001-01-01", "9999-12-31"]))[1]) == 100
    assert binned("9999-12-31") == (Unit.DAY, ["9999-12-31"])
    assert binned("0001-01-01") == (Unit.DAY, ["0001-01-01"])


@given(st.lists(st.sampled_from(DATES + OPEN) | st.dates().map(str), min_size=1, max_size=8))
def test_bins_follow_each_other_and_every_date_lies_in_some(given: list[str]) -> None:
    _, bins = bins_for(Counter(given))

    for before, after in pairwise(bins):
        assert (after.span.earliest - before.span.latest).days == 1
    for text in given:
        assert len(place(dates.span(text), bins)) > 0
    assert [dates.span(each.date) for each in bins] == [each.span for each in bins]
