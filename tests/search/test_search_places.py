"""Where the words of a query stand together in an article, and which part of a query are filters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.model.records import Kind
from explorer.search.highlighting import highlights, places
from explorer.search.hits import Hit, Match
from explorer.search.language import filters_in, parse

FAR = " … ".join(["and so it went on for a long while"] * 4)


def match(word: str, how: str = "exact") -> Match:
    return Match("text", word, word, how)


def places_of(text: str, *words: str) -> list[list[str]]:
    return [[text[start:end] for start, end in spans] for spans in places(text, [match(word) for word in words])]


def test_each_place_of_one_word_counts() -> None:
    assert [["pier"], ["Pier"]] == places_of(f"The pier. {FAR} Pier!", "pier")


def test_words_that_stand_together_somewhere_count_only_there() -> None:
    text = f"Frank. {FAR} It was frank and forthright, {FAR}"

    assert [["frank", "and", "forthright"]] == places_of(text, "frank", "and", "forthright")


def test_a_place_has_no_words_that_add_nothing() -> None:
    assert [["frank", "and", "forthright"]] == places_of("And and frank and forthright", "frank", "and", "forthright")


def test_of_places_that_overlap_the_shortest_counts() -> None:
    assert [["rebuild", "pier"]] == places_of("The pier. We will rebuild the pier", "rebuild", "pier")


def test_words_that_stand_nowhere_together_count_each() -> None:
    assert [["Pier"], ["harbour"]] == places_of(f"Pier {FAR} harbour", "pier", "harbour")


def test_where_nothing_matches_there_is_no_place() -> None:
    assert [] == places("A quay", [match("pier")])
    assert [] == places("A quay", [])


@given(st.text(max_size=80), st.lists(st.sampled_from(["a", "b", "and", "the pier"]), max_size=4))
def test_places_are_marks_in_order_and_apart(text: str, words: list[str]) -> None:
    text = f"{text} and a pier, {text} b the pier"
    matches = tuple(match(word) for word in words)
    found = places(text, matches)
    spans = [span for place in found for span in place]
    marked = highlights(text, Hit("quote/x", Kind.QUOTE, "x", 1.0, matches))

    assert sorted(spans) == spans
    assert all(any(start <= s and e <= end for start, end in marked) for s, e in spans)
    assert bool(found) == bool(marked)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("pier who:ruiz rebuilt", "who:ruiz"),
        ('-topic:harbour "the pier" -mayor Who:"ana ruiz"', '-topic:harbour Who:"ana ruiz"'),
        ("who: colour:red pier", ""),
        ("", ""),
    ],
)
def test_the_filters_of_a_query_are_kept_as_typed(query: str, expected: str) -> None:
    assert expected == filters_in(query)


@given(st.text(max_size=60))
def test_the_filters_of_a_query_mean_what_they_did(text: str) -> None:
    query = f"{text} who:ruiz"

    assert parse(query).filters == parse(filters_in(query)).filters
