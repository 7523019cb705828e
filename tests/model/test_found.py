"""What a search found as the first step of a trail."""

from __future__ import annotations

from archives import PIER_YAML, archive_of
from hypothesis import given
from hypothesis import strategies as st

from explorer.model.history import Found
from explorer.model.records import Kind, Quote
from explorer.model.scope import Scope

PIER = archive_of(PIER_YAML)
QUOTES = [quote.ref for quote in PIER.all(Quote)]


def scope_of(*hits: str, trail: tuple[str, ...] = ()) -> Scope:
    return Scope(PIER, trail, None, Found.of("x", hits, len(hits), PIER))


def test_quotes_stand_for_themselves_and_bring_what_they_belong_to() -> None:
    scope = scope_of("quote/ruiz-rebuild")
    assert ["quote/ruiz-rebuild"] == [quote.ref for quote in scope.quotes]
    assert ["person/ana-ruiz"] == [record.ref for record in scope.records(Kind.PERSON)]
    assert 1 == scope.count(scope.records(Kind.TOPIC)[0])


def test_a_record_without_any_of_its_quotes_brings_them_all() -> None:
    person = PIER.of_kind(Kind.PERSON)["ana-ruiz"]
    assert PIER.quotes_of(person) == scope_of("person/ana-ruiz").quotes


def test_a_record_beside_one_of_its_quotes_brings_no_other() -> None:
    scope = scope_of("person/ana-ruiz", "quote/ruiz-rebuild")
    assert ["quote/ruiz-rebuild"] == [quote.ref for quote in scope.quotes]


def test_it_is_gone_into_further() -> None:
    scope = scope_of(*QUOTES[:3], trail=("person/ana-ruiz",))
    assert {quote.ref for quote in scope.quotes} <= set(QUOTES[:3])
    assert all(PIER.speaker(quote).id == "ana-ruiz" for quote in scope.quotes)  # type: ignore[union-attr]
    assert ["results of “x” (3)", "Ana Ruiz"] == scope.steps


def test_what_was_found_only_within_a_trail_brings_nothing_from_outside_of_it() -> None:
    among = Scope(PIER, ("topic/harbour",)).refs
    found = Found.of("x", ["person/ana-ruiz"], 1, PIER, among)
    assert {ref for ref in found.refs if ref.startswith("quote/")} <= among


def test_what_is_gone_from_the_archive_is_gone_from_it() -> None:
    assert [] == scope_of("quote/gone").quotes
    assert [] == scope_of("quote/gone").records(Kind.TOPIC)


def test_it_says_when_not_all_of_it_was_found() -> None:
    assert "results of “ice” (best 500 of 1,200)" == Found("ice", 500, 1200, ()).name


@given(st.lists(st.sampled_from(sorted(PIER.entries)), unique=True))
def test_every_hit_is_in_scope_and_no_quote_but_those_that_belong_to_one(hits: list[str]) -> None:
    scope = scope_of(*hits)
    assert set(hits) <= scope.refs
    for quote in scope.quotes:
        assert any(quote in PIER.quotes_of(PIER.entries[hit].record) for hit in hits)
