"""What is written is read as the same by other programs: in YAML 1.1 and 1.2, in each way and place of writing it."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
import yaml
import yaml12
from hypothesis import example, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from trying import tries

from explorer.files.composing import composed
from explorer.files.record_edits import AddRecord, Edit, SetFields, edited
from explorer.files.scalars import can_be_plain
from explorer.files.yaml_blocks import flow, record_lines
from explorer.model.records import Kind, Person

INDICATORS = "? - : , # & * ! % @ ` --- ... = << ~ | > ' \" \\ [ ] { } / _ ."
NO_TEXTS = (
    "null Null yes No on y true FALSE 2024 2024-03-05 1_000 0x1F 0o7 017 0b1 1e3 1.5 -1 +2 .inf -.INF 12:30 1:2:3.4"
)
NEAR_THEM = "a b Why? a? ?a -a a- :a a: a:b a#b #a nulla 2024a 1,5 http://x.org/?a=1,2 😀 👩\u200d👧 习近平 “so” naïve"
BLANKS = [" ", "  ", *"\t\n\r\x85\u2028\u2029\xa0\ufeff\u200b\x07\x7f", "\n\n"]
LONG = "a long text that goes on and on, " * 5
WORDS = st.sampled_from([*INDICATORS.split(), *NO_TEXTS.split(), *NEAR_THEM.split(), *BLANKS, LONG])
# White space around a value does not count.
TEXTS = st.lists(WORDS, min_size=1, max_size=6).map(lambda words: "".join(words).strip()) | st.text().map(str.strip)
TEXTS = TEXTS.filter(lambda text: bool(text) and not any("\ud800" <= letter <= "\udfff" for letter in text))
FILES = {
    "block": "people:\n- id: ana\n  name: Ana\n  aliases:\n  - A\n  - B\n  note: N\n",
    "marks": "people:\n- id: ana\n  name: 'Ana'\n  aliases:\n  - 'A'\n  - \"B\"\n  note: \"N\"\n",
    "flow": "people: [{id: ana, name: Ana, aliases: [A, B], note: N}]\n",
    "lines": "people:\n- id: ana\n  name: >-\n    Ana\n  aliases:\n  - |-\n    A\n  - >\n    B\n  note: |\n    N\n",
    "deep": "people:\n    -   id: ana\n        name: Ana # hers\n        aliases: [A, B] # two\n        note: N\n",
}


def readings(content: bytes) -> dict[str, Any]:
    """What other programs read."""
    return {
        "PyYAML": yaml.safe_load(content),
        "libyaml": yaml.load(content, yaml.CSafeLoader),
        "ruamel.yaml": YAML(typ="safe", pure=True).load(BytesIO(content)),
        "YAML 1.2": yaml12.parse_yaml(content.decode("utf-8-sig")),
    }


def assert_read(expected: Any, content: bytes) -> None:
    """The white space around a text stays as the file has it, and does not count."""
    for reader, found in readings(content).items():
        assert expected == stripped(found), (reader, content)


def stripped(value: Any) -> Any:
    if isinstance(value, dict):
        return {stripped(key): stripped(item) for key, item in value.items()}
    return (
        [stripped(item) for item in value]
        if isinstance(value, list)
        else value.strip()
        if isinstance(value, str)
        else value
    )


@pytest.mark.parametrize("style", FILES)
@given(texts=st.lists(TEXTS, min_size=2, max_size=12))
@settings(max_examples=tries(12))
@example(["Why?", "-", "?", "2024-03-05", "a: b"])
def test_values_that_are_set_and_records_that_are_added(style: str, texts: list[str]) -> None:
    one, other, *_ = texts
    fields: dict[str, Any] = {"name": one, "aliases": texts, "role": other, "note": one}
    new: dict[str, Any] = {"id": "ben", "name": other, "aliases": texts, "evidence": [{"article": "pier", "text": one}]}
    edits: list[Edit] = [SetFields("person/ana", fields), AddRecord("data/x.yaml", Kind.PERSON, new)]
    assert_read({"people": [{"id": "ana", **fields}, new]}, edited(FILES[style].encode(), edits))


@given(texts=st.lists(TEXTS, min_size=2, max_size=12))
@settings(max_examples=tries(20))
def test_a_file_that_is_composed(texts: list[str]) -> None:
    one, other, *_ = texts
    fields: dict[str, Any] = {
        "id": "ana",
        "name": one,
        "aliases": texts,
        "note": other,
        "at": {"prefix": one, "suffix": other},
    }
    assert_read([fields], "\n".join(record_lines(fields)).encode())
    assert_read(fields, flow(fields).encode())
    person = Person(id="ana", name=one, type="named", aliases=tuple(texts), note=other)
    said = {"id": "ana", "name": one, "type": "named", "aliases": texts, "review": "reviewed", "note": other}
    assert_read({"people": [said]}, composed([person], heading=one, remarks={"person/ana": other}).encode())


@given(text=TEXTS)
@settings(max_examples=tries(300))
@example("Why?")
@example("-")
def test_what_can_be_without_marks(text: str) -> None:
    """In a block and in brackets."""
    if can_be_plain(text, in_flow=False):
        assert_read({"a": [text], "b": text}, f"a:\n- {text}\nb: {text}\n".encode())
    if can_be_plain(text, in_flow=True):
        assert_read([text, {"a": text}, {text: text}], f"[{text}, {{a: {text}}}, {{{text}: {text}}}]".encode())


def test_a_date_stands_without_marks_where_a_date_belongs_and_nowhere_else() -> None:
    """As curators write it, though some programs make a date of it."""
    content = b"events:\n- {id: talks, name: Talks}\n"
    fields = {"name": "2024", "date": "2024-03-05", "date_because": "2024-03-05"}
    assert b'events:\n- {id: talks, name: "2024", date: 2024-03-05, date_because: "2024-03-05"}\n' == edited(
        content, [SetFields("event/talks", fields)]
    )
    assert ['- id: "2024"', "  date: 2024-03-05", '  note: "2024-03-05"'] == list(
        record_lines({"id": "2024", "date": "2024-03-05", "note": "2024-03-05"})
    )
