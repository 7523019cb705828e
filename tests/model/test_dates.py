"""EDTF dates: the days that they can mean, and what a reader is told."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.model.dates import EdtfError, Span, describe, span


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2023-11-15", "2023-11-15", "2023-11-15"),
        ("2023-11", "2023-11-01", "2023-11-30"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023", "2023-01-01", "2023-12-31"),
        ("2023-11-XX", "2023-11-01", "2023-11-30"),
        ("2023-XX-XX", "2023-01-01", "2023-12-31"),
        ("2023-XX", "2023-01-01", "2023-12-31"),
        ("202X", "2020-01-01", "2029-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("2023-21", "2023-03-01", "2023-05-31"),
        ("2023-24", "2023-12-01", "2024-02-29"),
        ("2022?", "2022-01-01", "2022-12-31"),
        ("2022-11~", "2022-11-01", "2022-11-30"),
        ("2022-11-03%", "2022-11-03", "2022-11-03"),
        ("2023-11-15/2023-11-17", "2023-11-15", "2023-11-17"),
        ("2023/2024-02", "2023-01-01", "2024-02-29"),
        ("2023-11/..", "2023-11-01", "9999-12-31"),
        ("2023-11/", "2023-11-01", "9999-12-31"),
        ("../2023-11", "0001-01-01", "2023-11-30"),
        ("/2023-11", "0001-01-01", "2023-11-30"),
    ],
)
def test_a_date_means_the_days_from_its_earliest_to_its_latest(text: str, earliest: str, latest: str) -> None:
    assert Span(date.fromisoformat(earliest), date.fromisoformat(latest)) == span(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2023-02-29", "there is no such day"),
        ("2023-13", "there is no such day"),
        ("2023-00", "there is no such day"),
        ("0000", "there is no such day"),
        ("9999-24", "there is no such day"),
        ("2023-21-05", "a season has no day"),
        ("2023-XX-05", "a day needs its month"),
        ("202X-11", "a month needs its year"),
        ("2023-11-17/2023-11-15", "the interval ends before it starts"),
        ("..", "not an EDTF date"),
        ("../..", "an interval needs at least one end"),
        ("/", "an interval needs at least one end"),
        ("2023-11-15/2023-11-16/2023-11-17", "not an EDTF date"),
        ("Nov. 15, 2023", "not an EDTF date"),
        ("15.11.2023", "not an EDTF date"),
        ("2023-1-5", "not an EDTF date"),
        ("2023-11-15T12:30", "not an EDTF date"),
        ("２０２３", "not an EDTF date"),
        ("2023-11-15 ", "not an EDTF date"),
        ("?", "not an EDTF date"),
        ("", "not an EDTF date"),
    ],
)
def test_what_is_no_date_is_refused_with_its_reason(text: str, why: str) -> None:
    with pytest.raises(EdtfError, match=why):
        span(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2023-11-15", "Wed 15 Nov 2023"),
        ("2023-11", "Nov 2023"),
        ("2023-11-XX", "Nov 2023"),
        ("2023", "2023"),
        ("202X", "2020s"),
        ("19XX", "1900s"),
        ("2023-23", "autumn 2023"),
        ("2022?", "2022 (uncertain)"),
        ("2022~", "about 2022"),
        ("2022%", "about 2022 (uncertain)"),
        ("2023-11-15/2023-11-17", "Wed 15 Nov 2023 to Fri 17 Nov 2023"),
        ("2023/..", "since 2023"),
        ("../2023", "until 2023"),
        ("some day", "some day"),
        ("2023-02-30", "2023-02-30"),
        ("", ""),
    ],
)
def test_a_date_is_said_as_a_reader_would_say_it(text: str, said: str) -> None:
    assert said == describe(text)


@given(st.dates())
def test_every_day_means_itself(day: date) -> None:
    assert Span(day, day) == span(day.isoformat())


@given(st.dates(), st.dates())
def test_an_interval_means_all_days_between_its_ends(one: date, other: date) -> None:
    first, last = sorted((one, other))
    assert Span(first, last) == span(f"{first}/{last}")


@given(st.text("0123456789-X/.?~% ") | st.text())
def test_any_text_is_a_date_or_refused_and_can_be_described(text: str) -> None:
    try:
        found = span(text)
    except EdtfError:
        assert text == describe(text)
    else:
        assert found.earliest <= found.latest
        assert describe(text)
