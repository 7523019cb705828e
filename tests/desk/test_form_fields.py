"""What a field of a form shows says the value of the record again, whatever is in it."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.desk.form_fields import How, fields_of
from explorer.files.yaml_records import checked_fields
from explorer.files.yaml_values import Value
from explorer.model.records import Kind

# What a form itself puts between texts, what YAML and terminals take for something else, and blanks of all kinds.
_PIECES = ["a", "b c", "\n", "\n\n", " ", "  ", "\t", ",", ", ", ":", ": ", ";", "\\", "\\n", '"', "“", "- ", "#", "|"]
_PIECES += ["\r", "\r\n", "\x85", "\u2028", "\x0b", "\x1c", "\x07", "\x1b[2J", "\xa0", "\u200b", "\u202e", "é", "true"]
TEXTS = st.lists(st.sampled_from(_PIECES), max_size=8).map("".join)
NEEDED: dict[Kind, dict[str, Value]] = {
    Kind.ARTICLE: {"id": "x", "file": "x.txt", "headline": "X"},
    Kind.PERSON: {"id": "x", "name": "X"},
    Kind.TOPIC: {"id": "x", "label": "X"},
    Kind.EVENT: {"id": "x", "name": "X"},
    Kind.QUOTE: {"id": "x", "article": "x", "speech": "direct", "text": "x", "speaker": "x"},
}
# A field of each sort.
FIELDS = list(
    {
        (field.how, field.to is None, field.parts, field.may_be_one): (kind, name)
        for kind in Kind
        for name, field in fields_of(kind).items()
        if name != "id"
    }.values()
)


def values_of(kind: Kind, name: str) -> st.SearchStrategy[Any]:
    """Values for a field: those that no record can have are left out later."""
    field = fields_of(kind)[name]
    match field.how:
        case How.LINES if field.may_be_one:
            return TEXTS | st.lists(TEXTS)
        case How.LINES | How.REFERENCES:
            return st.lists(TEXTS)
        case How.PAIRS:
            return st.lists(st.fixed_dictionaries(dict.fromkeys(field.parts, TEXTS)))
        case How.PARTS:
            return st.fixed_dictionaries({}, optional=dict.fromkeys(field.parts, TEXTS))
        case How.CHOICE:
            return st.sampled_from(field.choices)
        case How.BOOLEAN:
            return st.booleans()
        case How.DATE:
            return st.sampled_from(["2024", "2024-03-05", "2024-03~", "[2024-03-05..2024-03-09]"])
    return TEXTS


@given(data=st.data())
def test_what_a_field_shows_is_read_as_the_value_that_it_shows(data: st.DataObject) -> None:
    kind, name = data.draw(st.sampled_from(FIELDS))
    record, _ = checked_fields(kind, {**NEEDED[kind], name: data.draw(values_of(kind, name))})
    value = getattr(record, name) if record else None
    given, field = msgspec.json.decode(msgspec.json.encode(value)), fields_of(kind)[name]
    assert (given or None) == field.meant(field.shown(value), given)
    assert field.shown(value) == field.shown(given)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("one\n\ntwo\n  goes on\n\n  and on\nthree ", ["one", "two\ngoes on\n\nand on", "three"]),
        ("  one\n  two\n    goes on", ["one", "two\ngoes on"]),
        ("\n one\n two", ["one", "two"]),
        ("  \n  ", None),
    ],
)
def test_a_text_of_a_list_goes_on_in_the_lines_that_are_indented(text: str, meant: Value) -> None:
    """However far all of what is pasted is indented."""
    assert meant == fields_of(Kind.PERSON)["aliases"].meant(text)


def test_a_part_that_is_said_twice_is_no_text() -> None:
    said = {"prefix": ["a", "b"], "suffix": "c: d"}
    assert said == fields_of(Kind.QUOTE)["at"].meant("prefix: a\nsuffix: c: d\nprefix: b")
