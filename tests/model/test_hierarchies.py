"""What belongs to a record when topics, events and quotes lie below each other: as walking up from each would find."""

from __future__ import annotations

from itertools import takewhile

from forests import Walked, forests
from hypothesis import given
from hypothesis import strategies as st

from explorer.model.archive import Archive
from explorer.model.orders import sort_key
from explorer.model.records import Event, Kind
from explorer.model.scope import Scope
from explorer.model.timeline import Moment, timeline


@given(forests())
def test_the_quotes_of_a_record_are_those_that_walking_up_leads_to(archive: Archive) -> None:
    walked = Walked(archive)
    for record in walked.records:
        assert walked.quotes_of(record.ref) == [quote.ref for quote in archive.quotes_of(record)]


@given(forests())
def test_children_are_those_whose_parent_a_record_is_in_the_order_of_the_files(archive: Archive) -> None:
    records = Walked(archive).records
    for record in records:
        expected = [child.ref for child in records if archive.parent(child) is record]
        assert expected == [child.ref for child in archive.children(record)]


@given(forests())
def test_records_are_linked_by_what_they_name_and_what_that_is_within(archive: Archive) -> None:
    walked = Walked(archive)
    for record in walked.records:
        expected = walked.linked_to(record.ref)
        assert expected == set(archive.linked_to(record))
        assert expected == {other.ref for other in walked.records if archive.linked(record, other)}


@given(forests(), st.data())
def test_a_scope_holds_and_counts_what_walking_up_does(archive: Archive, data: st.DataObject) -> None:
    trail = data.draw(st.lists(st.sampled_from(sorted(archive.entries)), max_size=3))
    scope = Scope(archive, trail)
    refs, counts = Walked(archive).in_scope(trail)
    assert refs == {record.ref for kind in Kind for record in scope.records(kind)}
    assert counts == {ref: scope.count(entry.record) for ref, entry in archive.entries.items()}


@given(forests())
def test_the_timeline_has_each_event_below_those_of_its_date_that_it_is_part_of(archive: Archive) -> None:
    walked = Walked(archive)

    def wholes(event: Event) -> list[Event]:
        above = (whole for whole in walked.above(event) if isinstance(whole, Event))
        return list(takewhile(lambda whole: whole.date == event.date, above))

    number = {event.ref: n for n, event in enumerate(archive.all(Event))}

    def order(event: Event) -> tuple[object, ...]:
        return (
            *sort_key(event)[:-1],
            [(whole.name.casefold(), number[whole.ref]) for whole in reversed(wholes(event))],
        )

    expected = [
        (event.ref, len(wholes(event)) - 1, len(walked.quotes_of(event.ref)))
        for event in sorted(archive.all(Event), key=order)
    ]
    moments = [row for row in timeline(archive) if isinstance(row, Moment)]
    assert expected == [(row.event.ref, row.depth, row.quotes) for row in moments]
