"""The query language: what a query is taken to mean."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.model.queries import ALIASES
from explorer.search.language import FIELDS, Clause, Filter, Query, clause_at, parse

DOCS = Path(__file__).parents[2] / "docs" / "search.md"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ice wall", Query(words=("ice", "wall"), unfinished=True)),
        ("ice wall ", Query(words=("ice", "wall"))),
        ('"ice wall" pier', Query(words=("pier",), unfinished=True, phrases=(("ice", "wall"),))),
        ("“ice wall” ", Query(phrases=(("ice", "wall"),))),
        ("„ice wall“ pier ", Query(words=("pier",), phrases=(("ice", "wall"),))),
        ("„ice wall” -„east pier“", Query(phrases=(("ice", "wall"),), excluded=(("east", "pier"),))),
        ("« ice wall » »pier«", Query(phrases=(("ice", "wall"), ("pier",)))),
        ("”ice wall” x ", Query(words=("x",), phrases=(("ice", "wall"),))),
        ("who:“ana ruiz” about:«ice, wall»", Query(filters=(Filter("who", "ana ruiz"), Filter("about", "ice, wall")))),
        ('“the "ice" wall”', Query(phrases=(("the", "ice", "wall"),))),
        ('"the “ice” wall"', Query(phrases=(("the", "ice", "wall"),))),
        ('ice -wall -"east pier"', Query(words=("ice",), excluded=(("wall",), ("east", "pier")))),
        ("counter-narcotics - x", Query(words=("counter", "narcotics", "x"), unfinished=True)),
        ("who:ruiz ice", Query(words=("ice",), unfinished=True, filters=(Filter("who", "ruiz"),))),
        ('WHO:"ana ruiz"', Query(filters=(Filter("who", "ana ruiz"),))),
        ("-kind:quote,event", Query(filters=(Filter("kind", "quote,event", excluded=True),))),
        ("who: ice", Query(words=("ice",), unfinished=True)),
        ("at 12:30 https://pier.example ", Query(words=("at", "12", "30", "https", "pier", "example"))),
        ('he said:"the ice" ', Query(words=("he", "said", "the", "ice"))),
        ('"" -"" “”', Query()),
    ],
)
def test_a_query_is_taken_apart(text: str, expected: Query) -> None:
    assert expected == parse(text)


@pytest.mark.parametrize(
    ("text", "remark", "words"),
    [
        (
            "ice AND wall",
            "AND is a word like others: what stands side by side must all be there without it",
            ("ice", "and", "wall"),
        ),
        ("ice NOT ", "NOT is a word like others: a - before a word leaves out what has it", ("ice", "not")),
        (f"ice {'x' * 3995} wall", "only its first 4,000 characters are read", ("ice", "x" * 3995)),
        ("foo:bar ice", "there is no field “foo”", ("ice",)),
        ("topik:harbour ice", "there is no field “topik”; did you mean “topic”?", ("ice",)),
        ('"the ice', "the quotation mark is not closed: its words are searched for one by one", ("the", "ice")),
        ("“the ice", "the quotation mark is not closed: its words are searched for one by one", ("the", "ice")),
        ("ice «", "the quotation mark is not closed: its words are searched for one by one", ("ice",)),
        ('ice "', "the quotation mark is not closed: its words are searched for one by one", ("ice",)),
    ],
)
def test_what_can_not_be_meant_is_said_and_the_rest_is_kept(text: str, remark: str, words: tuple[str, ...]) -> None:
    assert ((remark,), words) == (parse(text).remarks, parse(text).words)


def test_a_filter_that_is_being_typed_in_quotation_marks_counts_already() -> None:
    for mark in '"“„«':
        assert (Filter("who", "ana ru"),) == parse(f"who:{mark}ana ru").filters


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        ("who:ru", 6, Clause(0, 6, "who", "ru")),
        ("ice -who:ru", 11, Clause(5, 11, "who", "ru")),
        ("ice wh", 6, Clause(4, 6)),
        ("ice ", 4, Clause(4, 4)),
        ("", 0, Clause(0, 0)),
        ('who:"ana ruiz" x', 8, Clause(0, 14, "who", "ana ruiz")),
        ("“ice” who:„ana ruiz“ x", 14, Clause(6, 20, "who", "ana ruiz")),
    ],
)
def test_the_clause_at_a_place_is_the_one_that_is_being_typed(text: str, at: int, expected: Clause) -> None:
    assert expected == clause_at(text, at)


@given(st.text(st.characters(codec=None) | st.sampled_from('"-:, who“”„«»'), max_size=40))
def test_whatever_is_typed_has_a_meaning(text: str) -> None:
    """No word is lost: what is no filter, phrase or exclusion is searched for."""
    query = parse(text)
    assert all(word and word.strip() == word for word in query.words)
    assert all(given.field in FIELDS and given.values for given in query.filters)
    for at in range(len(text) + 1):
        clause = clause_at(text, at)
        assert 0 <= clause.start <= clause.end <= len(text)


def test_every_field_is_documented() -> None:
    page = DOCS.read_text(encoding="utf-8")
    for field in FIELDS:
        assert f"| `{field}:` |" in page
    for alias in ALIASES:
        assert f"`{alias}:`" in page
