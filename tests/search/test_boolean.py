"""OR and brackets: what a query stands for."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.search.language import MOST_WAYS, Query, alternatives, filters_in, parse

LETTERS = "abcde"
# A query, and whether a set of words answers it.
Asked = tuple[str, Callable[[frozenset[str]], bool]]


def word(letter: str) -> Asked:
    return letter, lambda words: letter in words


def beside(first: Asked, second: Asked) -> Asked:
    return f"({first[0]}) ({second[0]})", lambda words: first[1](words) and second[1](words)


def either(first: Asked, second: Asked) -> Asked:
    return f"{first[0]} OR {second[0]}", lambda words: first[1](words) or second[1](words)


def without(asked: Asked) -> Asked:
    return f"-({asked[0]})", lambda words: not asked[1](words)


def combined(inner: st.SearchStrategy[Asked]) -> st.SearchStrategy[Asked]:
    return st.builds(beside, inner, inner) | st.builds(either, inner, inner) | st.builds(without, inner)


asked = st.recursive(st.builds(word, st.sampled_from(LETTERS)), combined, max_leaves=6)


def answers(query: Query, words: frozenset[str]) -> bool:
    return words.issuperset(query.words) and not any(words.issuperset(excluded) for excluded in query.excluded)


@given(asked, st.frozensets(st.sampled_from(LETTERS)))
def test_a_query_is_answered_by_what_answers_an_alternative(asked: Asked, words: frozenset[str]) -> None:
    text, is_answered = asked
    queries = alternatives(text)
    if not any(query.remarks for query in queries):
        assert is_answered(words) is any(answers(query, words) for query in queries if query.words or query.excluded)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a OR b c", [("a",), ("b", "c")]),
        ("(a OR b) c", [("a", "c"), ("b", "c")]),
        ("a OR", [("a",)]),
        ("OR a", [("a",)]),
        ("a OR OR b", [("a",), ("b",)]),
        ("(a OR b", [("a",), ("b",)]),
        ("a) OR b", [("a",), ("b",)]),
        ("() a", [("a",)]),
        ("a or b", [("a", "or", "b")]),
        ("Ruiz (42) said", [("ruiz", "42", "said")]),
        ("(((", [()]),
        ("OR", [()]),
    ],
)
def test_what_is_half_typed_has_no_effect(text: str, expected: list[tuple[str, ...]]) -> None:
    assert expected == [query.words for query in alternatives(text)]


@given(st.text(st.sampled_from('ab ()-"ORwho:1'), max_size=60))
def test_whatever_is_typed_stands_for_something(text: str) -> None:
    queries = alternatives(text)
    assert 1 <= len(queries) <= MOST_WAYS
    assert {word for query in queries for word in query.words} <= set(parse(text).words) | {
        word for words in parse(text).excluded for word in words
    }


def test_a_query_with_too_many_alternatives_says_so() -> None:
    queries = alternatives(" ".join(f"(a{n} OR b{n})" for n in range(10)))
    assert len(queries) == MOST_WAYS
    assert any(str(MOST_WAYS) in remark for remark in queries[0].remarks)


def test_brackets_without_an_end_are_read_in_no_time() -> None:
    assert [query.words for query in alternatives("(" * 4_000 + "a")] == [()]
    assert [query.words for query in alternatives("(a" * 1_000 + ")" * 1_000)] == [("a",) * 1_000]


def test_a_date_does_not_reach_over_an_or() -> None:
    first, second = alternatives("nov OR 14 who:xi")
    assert not second.dates
    assert [given.field for given in second.filters] == ["who"]
    assert not first.filters


@pytest.mark.parametrize("text", ["a OR who:xi", "-(who:xi b)"])
def test_filters_of_a_query_with_or_are_not_kept(text: str) -> None:
    """Alone they would ask for something else."""
    assert not filters_in(text)
