"""Events of one date are in the order in which the text tells of them, unless a record says otherwise."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from explorer.model import dates
from explorer.model.archive import Archive
from explorer.model.event_order import Places, in_order
from explorer.model.problems import Place
from explorer.model.records import Entry, Event, Quote

DATES = [None, "2022", "2022?", "2023-11", "2023-11-14", "2023-11-15", "2023-11-15/2023-11-17", "2023-12-01"]


def event(id: str, date: str | None = "2023-11-15", after: str | None = None, part_of: str | None = None) -> Event:
    return Event(id=id, name=id, date=date, after=after, part_of=part_of)


def order(*events: Event, places: Places | None = None) -> list[str]:
    """The ids, each indented below its whole."""
    archive = Archive(Entry(each, Place("data/all.yaml")) for each in events)
    return [f"{'  ' * item.depth}{item.record.id}" for item in in_order(archive, places or {})]


def test_the_first_place_of_the_words_decides() -> None:
    places = {"event/a": (0, 90), "event/b": (0, 10), "event/c": (1, 0)}

    assert order(event("a"), event("c"), event("b"), event("nowhere"), places=places) == ["b", "a", "c", "nowhere"]


def test_a_whole_stands_where_the_first_of_its_parts_is_told() -> None:
    places = {"event/talks": (0, 90), "event/walk": (0, 10), "event/briefing": (0, 50)}
    found = order(event("talks"), event("walk", part_of="talks"), event("briefing"), places=places)

    assert found == ["talks", "  walk", "briefing"]


def test_after_decides_against_the_place() -> None:
    places = {"event/a": (0, 10), "event/b": (0, 20), "event/c": (0, 30)}

    assert order(event("a", after="b"), event("b", after="c"), event("c"), places=places) == ["c", "b", "a"]
    assert order(event("a", after="c"), event("b"), event("c"), places=places) == ["b", "c", "a"]


def test_a_wide_date_goes_after_the_day_that_it_is_said_to_come_after() -> None:
    assert order(event("month", "2023-11", after="day"), event("day"), event("next", "2023-11-16")) == [
        "day",
        "month",
        "next",
    ]


def test_a_day_goes_after_a_wider_date_that_it_is_said_to_come_after() -> None:
    assert order(event("day", "2023-11-14", after="days"), event("days", "2023-11-14/2023-11-16")) == ["days", "day"]


def test_an_after_against_the_dates_has_no_effect() -> None:
    assert order(event("a", "2023-11-14", after="b"), event("b")) == ["a", "b"]
    through = order(event("a", "2023-11-14", after="m"), event("m", "2023-11", after="b"), event("b"))
    assert through == ["a", "b", "m"]


def test_what_comes_after_an_undated_event_keeps_its_date() -> None:
    """What that one comes after still counts."""
    found = order(event("a", after="u"), event("u", None, after="b"), event("b"), event("v", None, after="a"))

    assert found == ["b", "a", "u", "v"]


def test_a_part_that_comes_after_what_is_no_part_takes_its_whole_along() -> None:
    places = {"event/talks": (0, 10), "event/early": (0, 90)}
    found = order(event("talks"), event("walk", part_of="talks", after="early"), event("early"), places=places)

    assert found == ["early", "talks", "  walk"]


def test_parts_of_two_wholes_that_come_after_each_other_leave_the_wholes_where_they_are() -> None:
    found = order(
        event("a"),
        event("a1", part_of="a", after="b2"),
        event("a2", part_of="a"),
        event("b"),
        event("b1", part_of="b", after="a2"),
        event("b2", part_of="b"),
    )

    assert found == ["a", "  a1", "  a2", "b", "  b1", "  b2"]


def test_quotes_are_among_the_events_by_the_place_of_their_words() -> None:
    said = Quote(id="q", article="a", speech="direct", text="x", speaker="p", date="2023-11-15")
    records = (event("first"), event("second"), said)
    archive = Archive(Entry(record, Place("data/all.yaml")) for record in records)
    places = {"event/first": (0, 10), "quote/q": (0, 20), "event/second": (0, 30)}

    assert [item.record.id for item in in_order(archive, places, [said])] == ["first", "q", "second"]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(DATES), st.none() | st.integers(0, 7), st.none() | st.integers(0, 7), st.integers(0, 3)
        ),
        max_size=8,
    )
)
def test_whatever_the_records_say_each_event_has_its_place_and_dates_are_kept(
    given: list[tuple[str | None, int | None, int | None, int]],
) -> None:
    """Each is there once, and ends no earlier than any before it begins, but for what its whole has along."""
    events = [
        Event(
            id=f"e{n}",
            name=f"e{n}",
            date=date,
            after=None if after is None else f"e{after}",
            part_of=None if whole is None else f"e{whole}",
        )
        for n, (date, after, whole, _) in enumerate(given)
    ]
    archive = Archive(Entry(each, Place("data/all.yaml")) for each in events)
    places = {f"event/e{n}": (0, place) for n, (*_, place) in enumerate(given)}
    found = in_order(archive, places)

    assert sorted(item.record.id for item in found) == sorted(each.id for each in events)
    spans = [dates.span(item.record.date) for item in found if item.record.date]
    assert [item.record.date is None for item in found] == sorted(item.record.date is None for item in found)
    for n, span in enumerate(spans):
        assert all(before.earliest <= span.latest for before in spans[:n])
