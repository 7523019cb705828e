"""Dates as people write them: what is one, what it means, and which records it finds."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.model.archive import Archive
from explorer.model.dates import Span
from explorer.model.problems import Place
from explorer.model.records import AnyRecord, Article, Entry, Event, Person, Quote
from explorer.search.index import SearchIndex
from explorer.search.written_dates import MONTHS, described, span_of, written_dates

YEARS = {2022, 2023}
DAY = Span(date(2023, 11, 14), date(2023, 11, 14))
BOTH_YEARS = [Span(date(2022, 11, 14), date(2022, 11, 14)), DAY]
MONTH = Span(date(2023, 11, 1), date(2023, 11, 30))


def quote(id: str, text: str, date: str | None = None, event: str | None = None, **fields: str) -> Quote:
    return Quote(id=id, article="pier", speech="direct", text=text, speaker="ruiz", date=date, event=event, **fields)  # type: ignore[arg-type]


RECORDS: list[AnyRecord] = [
    Article(id="pier", file="pier.txt", headline="Council closes pier", published="2023-11-16"),
    Person(id="ruiz", name="Ana Ruiz"),
    Event(id="walk", name="Walk on the quay", date="2023-11-14"),
    Event(id="visit", name="Visit to the quay", date="2023-11"),
    Event(id="works", name="Works on the quay", date="2022"),
    Event(id="repairs", name="Repairs", date="2019/.."),
    quote("own", "the ice holds", "2023-11-14"),
    quote("of-event", "the wall stands", event="walk"),
    quote("later", "the ice broke", "2023-11-15"),
    quote("telling", "they met on Nov. 14, all of them", "2023-12-20"),
    quote("may", "you may go", "2023-12-20"),
]
INDEX = SearchIndex(Archive(Entry(record, Place("data/test.yaml", line)) for line, record in enumerate(RECORDS, 1)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *((text, [DAY]) for text in ("2023-11-14", "2023/11/14", "14.11.2023", "14. 11. 2023", "14/11/2023")),
        *((text, [DAY]) for text in ("11/14/2023", "14-11-2023", "14 november 2023", "14 Nov 2023", "nov 14, 2023")),
        *((text, [DAY]) for text in ("November 14th, 2023", "14th of November 2023", "2023 nov 14", "14nov2023")),
        *((text, BOTH_YEARS) for text in ("nov 14", "14 nov", "Nov. 14", "14. november", "14.11.", "14/11")),
        *((text, [MONTH]) for text in ("nov 2023", "november 2023", "2023-11", "2023/11", "nov. 2023")),
        ("2023", [Span(date(2023, 1, 1), date(2023, 12, 31))]),
        ("november", [Span(date(2022, 11, 1), date(2022, 11, 30)), MONTH]),
        ("dec 2023", [Span(date(2023, 12, 1), date(2023, 12, 31))]),
        ("sept 3 2023", [Span(date(2023, 9, 3), date(2023, 9, 3))]),
        *((text, []) for text in ("", "31 feb 2023", "14.11", "9/11", "4/11/2023", "may", "march", "nov", "ice 2023")),
        *((text, []) for text in ("12:30", "nov 14 x", "14", "99/99", "0/0/2023", "2023-13", "marching 14")),
    ],
)
def test_what_is_a_date_and_what_it_means(text: str, expected: list[Span]) -> None:
    assert expected == span_of(text, YEARS)


def test_a_day_that_is_being_typed_may_be_any_that_begins_so() -> None:
    assert [1, *range(10, 20)] == [span.earliest.day for span in span_of("nov 1", {2023})]
    assert [3, 30] == [span.earliest.day for span in span_of("nov 3", {2023})]
    assert [1] == [span.earliest.day for span in span_of("nov 1st", {2023})]
    assert [4] == [span.earliest.day for span in span_of("nov 4", {2023})]


def test_dates_are_found_among_other_words() -> None:
    found, remarks = written_dates("ice on nov 14, 2023 and 2022-01-03")
    assert ([(7, 19), (24, 34)], []) == ([(given.start, given.end) for given in found], remarks)


def test_a_date_that_may_be_two_days_is_asked_about() -> None:
    found, remarks = written_dates("ice 4/11/2023")
    assert ([], ["4/11/2023 may be 2023-11-04 or 2023-04-11: write one of these"]) == (found, remarks)
    assert 1 == len(span_of("4/4/2023", YEARS))


def test_days_are_said_as_a_person_would() -> None:
    assert "Tue 14 Nov 2023" == described([DAY])
    assert "Nov 2023" == described([MONTH])
    assert "2023" == described(span_of("2023", YEARS))
    assert "Wed 1 Nov 2023 … Sun 19 Nov 2023" == described(span_of("nov 1", {2023}))


FORMS = ("{d} {m} {y}", "{m} {d}, {y}", "{y}-{n:02}-{d}", "{d}.{n}.{y}")


@given(st.dates(date(1000, 1, 1), date(2999, 12, 31)), st.sampled_from(FORMS))
def test_every_day_is_understood_in_every_form(day: date, form: str) -> None:
    written = form.format(d=f"{day.day:02}", m=MONTHS[day.month - 1], y=day.year, n=day.month)
    assert [Span(day, day)] == span_of(written, YEARS)


@given(st.text(st.sampled_from("0123456789 -./,novmayth"), max_size=20))
def test_no_text_is_too_odd(text: str) -> None:
    found, _ = written_dates(text)
    assert all(text[given.start : given.end].strip() and given.spans([2000]) for given in found)
    assert all(before.end <= after.start for before, after in pairwise(found))


def found(query: str) -> list[str]:
    return [hit.ref for hit in INDEX.search(query)]


@pytest.mark.parametrize("query", ["2023-11-14", "nov 14", "14 november", "14.11.2023", "november 14, 2023 "])
def test_a_date_finds_what_was_said_and_what_happened_then(query: str) -> None:
    """What is surely of that day comes first, then what may be."""
    answers = found(query)
    sure = {"event/walk", "quote/own", "quote/of-event"} | ({"quote/telling"} if "nov 14" in query else set())
    assert sure == set(answers[: len(sure)]) - {"quote/telling"} | sure
    assert "event/visit" in answers
    assert not {"quote/later", "event/works", "event/repairs", "quote/may"} & set(answers)


def test_a_date_among_words_finds_what_has_both() -> None:
    assert ["quote/own"] == found("ice nov 14")
    assert ["quote/later"] == found("2023-11-15 ice")


def test_a_text_that_tells_of_the_day_is_found_by_it() -> None:
    assert "quote/telling" in found("14 nov")
    assert "quote/telling" in found("november 14")


def test_a_month_finds_its_days() -> None:
    answers = found("november")
    assert {"event/walk", "event/visit", "quote/own", "quote/later", "article/pier"} <= set(answers)
    assert ["quote/may"] == found("may")


def test_a_hit_says_by_which_date_it_was_found() -> None:
    hit = next(hit for hit in INDEX.search("ice nov 14") if hit.ref == "quote/own")
    assert ("date", "nov 14", "2023-11-14", "date") in [
        (match.field, match.query, match.matched, match.how) for match in hit.matches
    ]
    assert not hit.approximate


def test_a_day_with_nothing_is_said_and_the_nearest_days_are_offered() -> None:
    results = INDEX.search("7 jun 2021")
    assert (0, ("nothing is dated “7 jun 2021”",)) == (len(results), results.remarks)
    ways = INDEX.ways_out("7 jun 2021")
    assert ("2022", 1) == (ways[0].query, ways[0].total)
    assert all(way.total == len(INDEX.search(way.query)) for way in ways)


def test_the_date_filter_takes_the_same_dates() -> None:
    expected = set(found("date:2023-11-14"))
    assert expected == set(found('date:"nov 14"')) == set(found("date:14.11.2023"))
    assert ("date: Tue 14 Nov 2023",) == INDEX.search('date:"nov 14"').filters
