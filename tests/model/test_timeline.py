"""Events stand in the order of their dates, and no date is made out to be surer than it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.model import dates
from explorer.model.archive import Archive
from explorer.model.problems import Place
from explorer.model.records import AnyRecord, Article, Entry, Event, Evidence, Quote
from explorer.model.timeline import Announced, Gap, Moment, Row, Said, Undated, timeline
from explorer.snapshot import Snapshot

DATES = ["2022", "2022-11", "2023-11-15", "2023-11-15/2023-11-17", "2023-11~", "2023-23", "202X", "2023/..", "../2021"]


def rows_of(*records: AnyRecord) -> list[Row]:
    return timeline(Archive(Entry(record, Place("data/all.yaml")) for record in records))


def event(id: str, date: str | None = None, part_of: str | None = None) -> Event:
    return Event(id=id, name=id, date=date, part_of=part_of)


def told(rows: list[Row]) -> list[str]:
    """Each row in a word: an event's id, indented below what it is part of."""
    return [f"{'  ' * row.depth}{row.event.id}" if isinstance(row, Moment) else str(row) for row in rows]


def test_events_are_in_the_order_of_their_dates_and_the_undated_last() -> None:
    rows = rows_of(event("unknown"), event("second", "2023-11-15"), event("first", "2023-11-14"))

    assert rows == [
        Moment(event("first", "2023-11-14"), 0, 0),
        Moment(event("second", "2023-11-15"), 0, 0),
        Undated(1),
        Moment(event("unknown"), 0, 0),
    ]


def test_a_wide_date_stands_where_it_begins() -> None:
    """A year before its months, a month before its days."""
    rows = rows_of(event("day", "2023-01-01"), event("month", "2023-01"), event("year", "2023"))

    assert told(rows) == ["day", "month", "year"]
    assert told(rows_of(event("later", "2023-01-02"), event("year", "2023"))) == ["year", "later"]


def test_parts_follow_their_whole_when_they_have_its_date() -> None:
    talks, opening, walk = event("talks", "2023"), event("a-walk", "2023", "talks"), event("step", "2023", "a-walk")

    assert told(rows_of(walk, opening, event("m", "2023"), talks)) == ["m", "talks", "  a-walk", "    step"]


def test_a_part_of_another_date_stands_by_itself() -> None:
    rows = rows_of(event("talks", "2023-11-15/2023-11-16"), event("dinner", "2023-11-16", "talks"))

    assert told(rows) == ["talks", "dinner"]


@pytest.mark.parametrize(
    ("first", "second", "gap"),
    [
        ("2023-11-14", "2023-11-15", None),
        ("2023-10-14", "2023-11-15", None),
        ("2023-10-13", "2023-11-15", "1 month or more"),
        ("2023-01-01", "2023-11-15", "10 months or more"),
        ("2023", "2023-11-15", None),
        ("2022", "2023-11-15", "10 months or more"),
        ("2022~", "2024-11-15", "1 year or more"),
        ("2021", "2024", "2 years or more"),
        ("2021/2023-12", "2024", None),
        ("2021/..", "2024", None),
    ],
)
def test_a_gap_is_as_long_as_the_dates_leave_no_doubt_of(first: str, second: str, gap: str | None) -> None:
    """From the latest day of what was before to the earliest of what comes next."""
    rows = rows_of(event("first", first), event("second", second))

    assert told(rows) == (["first", gap, "second"] if gap else ["first", "second"])


def test_a_gap_begins_where_the_longest_event_before_it_ends() -> None:
    rows = rows_of(event("long", "2021/2023"), event("short", "2021-05"), event("next", "2024-01"))

    assert told(rows) == ["long", "short", "next"]


def test_the_quotes_of_parts_are_counted() -> None:
    said = Quote(id="q", article="a", speech="direct", text="x", speaker="p", event="opening")
    rows = rows_of(event("talks", "2023"), event("opening", "2023", "talks"), said)

    assert [row.quotes for row in rows if isinstance(row, Moment)] == [1, 1]


@given(st.lists(st.none() | st.sampled_from(DATES), max_size=8))
def test_every_event_has_its_row_and_each_begins_no_earlier_than_the_one_before(given: list[str | None]) -> None:
    rows = rows_of(*(event(f"e-{n}", date) for n, date in enumerate(given)))

    moments = [row for row in rows if isinstance(row, Moment)]
    starts = [dates.span(row.event.date).earliest for row in moments if row.event.date]
    assert sorted(row.event.id for row in moments) == sorted(f"e-{n}" for n in range(len(given)))
    assert starts == sorted(starts)
    assert all(row.days > 31 for row in rows if isinstance(row, Gap))


def test_the_days_of_the_summit_are_far_from_the_year_before(shipped: Snapshot) -> None:
    rows = list(shipped.timeline)
    (gap,) = [n for n, row in enumerate(rows) if isinstance(row, Gap)]
    (announced,) = [n for n, row in enumerate(rows) if isinstance(row, Announced)]

    assert str(rows[gap]) == "10 months or more"
    assert {row.event.date for row in rows[:gap] if isinstance(row, Moment)} == {"2022", "2022?", "2022-11"}
    assert {row.event.date for row in rows[gap + 1 : announced] if isinstance(row, Moment)} == {
        "2023-11",
        "2023-11-14",
        "2023-11-15",
        "2023-11-15?",
    }
    assert {row.event.date for row in rows[announced:] if isinstance(row, Moment)} == {None}


def test_in_the_shipped_archive_the_day_of_the_talks_is_in_the_order_of_the_text(shipped: Snapshot) -> None:
    """The early remarks before the talks, what was said after them last."""
    dated = [row.event for row in shipped.timeline if isinstance(row, Moment) and row.event.date]
    day = [event.id for event in dated if event.date in ("2023-11-15", "2023-11-15?")]

    assert day == [
        "official-remarks-early-wednesday",
        "woodside-talks",
        "woodside-opening",
        "taiwan-exchange",
        "woodside-walk",
        "woodside-greeting",
        "biden-press-conference",
        "official-briefing-after-talks",
    ]


def test_a_dated_quote_without_an_event_is_in_its_place() -> None:
    first, last = event("first", "2023-11-14"), event("last", "2023-11-16")
    alone = Quote(id="q", article="a", speech="direct", text="x", speaker="p", date="2023-11-15")
    with_event = Quote(id="r", article="a", speech="direct", text="y", speaker="p", date="2023-11-15", event="first")
    undated = Quote(id="s", article="a", speech="direct", text="z", speaker="p")

    assert rows_of(undated, with_event, alone, last, first) == [Moment(first, 0, 1), Said(alone), Moment(last, 0, 0)]


def test_what_is_announced_stands_apart_between_the_dated_and_the_undated() -> None:
    """It is said to be, or all articles that tell of it were published before it."""
    told = (Evidence(article="a", text="x"),)
    records: list[AnyRecord] = [
        Article(id="a", file="a.txt", headline="A", published="2023-11-15"),
        event("unknown"),
        Event(id="planned", name="planned", announced=True),
        Event(id="tomorrow", name="tomorrow", date="2023-11-16", evidence=told),
        Event(id="today", name="today", date="2023-11-15", evidence=told),
        Event(id="this-month", name="this-month", date="2023-11", evidence=told),
    ]
    rows = rows_of(*records)

    assert [row if isinstance(row, Announced | Undated) else told_in_a_word(row) for row in rows] == [
        "this-month",
        "today",
        Announced(2),
        "tomorrow",
        "planned",
        Undated(1),
        "unknown",
    ]


@pytest.mark.parametrize("published", [None, "2023-11-16", "2023-11"])
def test_an_event_that_one_article_may_tell_of_afterwards_is_not_announced(published: str | None) -> None:
    records: list[AnyRecord] = [
        Article(id="a", file="a.txt", headline="A", published="2023-11-15"),
        Article(id="b", file="b.txt", headline="B", published=published),
        Event(
            id="e",
            name="e",
            date="2023-11-16",
            evidence=(Evidence(article="a", text="x"), Evidence(article="b", text="x")),
        ),
    ]

    assert told(rows_of(*records)) == ["e"]


def told_in_a_word(row: Row) -> str:
    return told([row])[0]
