"""Values are written in block style, and read back as what they were, whatever is in them."""

from __future__ import annotations

from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trying import tries

from explorer.files import yaml_text
from explorer.files.yaml_blocks import flow, record_lines, scalar
from explorer.files.yaml_text import Fields, Items, Text, YamlValue
from explorer.files.yaml_values import Value

LETTERS = st.text(st.characters(blacklist_categories=["Cs"]), max_size=30)
TRICKY = st.lists(st.sampled_from([*" -:#'\"\\,[]{}&*!|>%@`?~\t\n\r\xa0\u2028“é習a1"]), max_size=12).map("".join)
VALUES = st.recursive(
    LETTERS | TRICKY,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "text", "at"]), inner, min_size=1)
    ),
    max_leaves=6,
)


def read(lines: str) -> object:
    document, problems = yaml_text.parse(lines, "new.yaml")
    assert [] == problems
    return plain(document)


def plain(value: YamlValue | None) -> object:
    match value:
        case Text():
            return None if value.is_null else value.value
        case Items(values=values):
            return [plain(one) for one in values]
        case Fields(values=fields):
            return {key: plain(one) for key, one in fields.items()}
    return None


@given(st.dictionaries(st.sampled_from(["id", "text", "note", "topics"]), VALUES, min_size=1))
@settings(max_examples=tries(60))
def test_any_record_reads_back_as_it_was(fields: dict[str, Value]) -> None:
    assert [fields] == read("\n".join(record_lines(fields)))
    assert fields == read(flow(fields))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("pier-report", "pier-report"),
        ("2024-03-05", '"2024-03-05"'),
        ("Ruiz, the mayor, said", "Ruiz, the mayor, said"),
        ("https://example.org/a?b=1&c=2", "https://example.org/a?b=1&c=2"),
        ("习近平", "习近平"),
        ("no", '"no"'),
        ("null", '"null"'),
        ("Pier: what now?", '"Pier: what now?"'),
        ("50 # more", '"50 # more"'),
        ("- a dash", '"- a dash"'),
        ('She said "no"', "'She said \"no\"'"),
        ("It’s \"no\", isn't it, 'cause", '"It’s \\"no\\", isn\'t it, \'cause"'),
        ("their\xa0last meeting", '"their\\_last meeting"'),
        ("\u202eevil\x1b[2J", '"\\u202Eevil\\u001B[2J"'),
        (" ", '" "'),
        ("", '""'),
    ],
)
def test_a_text_has_quotation_marks_where_it_needs_them(value: str, expected: str) -> None:
    assert expected == scalar(value)


def test_short_lists_are_on_one_line_and_others_below_their_key() -> None:
    fields = {
        "id": "pier",
        "topics": ["harbour", "city-budget"],
        "aliases": ["Mayor Ruiz", "Ms. Ruiz"],
        "text": [
            "We will rebuild the east pier before summer, and not a day later,",
            "It is not a promise; it’s a plan.",
        ],
        "evidence": [{"article": "pier", "text": "on Tuesday"}],
        "at": {"prefix": "said", "suffix": "again"},
        "announced": True,
    }
    assert """\
- id: pier
  topics: [harbour, city-budget]
  aliases: [Mayor Ruiz, "Ms. Ruiz"]
  text:
  - "We will rebuild the east pier before summer, and not a day later,"
  - It is not a promise; it’s a plan.
  evidence:
  - article: pier
    text: on Tuesday
  at:
    prefix: said
    suffix: again
  announced: true""" == "\n".join(record_lines(cast("dict[str, Value]", fields)))
