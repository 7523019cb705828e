"""What a trail narrows the archive to."""

from __future__ import annotations

import pytest
from archives import PIER_YAML, archive_of, record_of
from hypothesis import given
from hypothesis import strategies as st

from explorer.model.records import Kind
from explorer.model.scope import Scope

PIER = archive_of(PIER_YAML)


def in_scope(*trail: str) -> dict[Kind, list[str]]:
    scope = Scope(PIER, trail)
    return {kind: [record.id for record in scope.records(kind)] for kind in Kind}


def test_without_a_trail_everything_is_in_scope() -> None:
    for kind, ids in in_scope().items():
        assert set(PIER.of_kind(kind)) == set(ids)


def test_a_topic_narrows_every_kind() -> None:
    expected = {
        Kind.ARTICLE: ["pier"],
        Kind.PERSON: ["ana-ruiz", "ben-okafor", "city-aide"],
        Kind.TOPIC: ["harbour", "pier"],
        Kind.EVENT: ["briefing"],
        Kind.QUOTE: ["ruiz-rebuild", "okafor-told-in-march"],
    }
    found = in_scope("topic/harbour")
    assert expected == found | {Kind.PERSON: sorted(found[Kind.PERSON])}


def test_the_quotes_are_read_first_and_where_there_are_none_the_events() -> None:
    assert Scope(PIER, ["topic/harbour"]).first_kind is Kind.QUOTE
    unquoted = archive_of("topics: [{id: t, label: T}]\nevents: [{id: e, name: E, topics: [t]}]\n")
    assert Scope(unquoted, ["topic/t"]).first_kind is Kind.EVENT


def test_a_second_step_keeps_only_what_belongs_to_both() -> None:
    found = in_scope("topic/harbour", "person/ana-ruiz")
    assert ["ruiz-rebuild"] == found[Kind.QUOTE]
    assert ["ana-ruiz"] == found[Kind.PERSON]


def test_the_order_of_the_trail_does_not_matter() -> None:
    assert in_scope("topic/harbour", "person/ana-ruiz") == in_scope("person/ana-ruiz", "topic/harbour")


def test_steps_that_share_no_quote_leave_none() -> None:
    found = in_scope("topic/city-budget", "person/ben-okafor")
    assert [] == found[Kind.QUOTE]
    assert [] == found[Kind.ARTICLE]


def test_who_takes_part_in_an_event_is_in_scope_without_a_quote() -> None:
    yaml = "people: [{id: p, name: P}, {id: q, name: Q}]\nevents: [{id: e, name: E, participants: [p]}]"
    scope = Scope(archive_of(yaml), ["event/e"])
    assert ["person/p"] == [record.ref for record in scope.records(Kind.PERSON)]
    assert ["event/e"] == [record.ref for record in scope.records(Kind.EVENT)]


def test_counts_are_of_quotes_in_scope() -> None:
    ruiz = record_of(PIER, "person/ana-ruiz")
    assert 2 == Scope(PIER).count(ruiz)
    assert 1 == Scope(PIER, ["topic/harbour"]).count(ruiz)
    assert 0 == Scope(PIER, ["person/ben-okafor"]).count(ruiz)


def test_the_most_quoted_come_first_and_equals_by_name() -> None:
    assert ["ana-ruiz", "city-aide", "ben-okafor"] == in_scope()[Kind.PERSON]


def test_a_step_that_is_no_longer_there_is_left_out() -> None:
    assert in_scope("topic/harbour") == in_scope("topic/gone", "topic/harbour")


@given(st.lists(st.sampled_from(sorted(PIER.entries)), max_size=4))
def test_a_count_is_the_number_of_quotes_that_going_in_shows(trail: list[str]) -> None:
    """What a pane says beside a record is what the reader gets on Enter."""
    scope = Scope(PIER, trail)
    for kind in Kind:
        for record in scope.records(kind):
            assert len(Scope(PIER, [*trail, record.ref]).quotes) == scope.count(record)


@pytest.mark.parametrize("kind", Kind)
def test_records_in_scope_are_each_there_once(kind: Kind) -> None:
    ids = in_scope("topic/harbour")[kind]
    assert len(set(ids)) == len(ids)
