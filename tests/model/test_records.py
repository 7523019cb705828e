"""The records themselves, and the JSON Schema that follows from them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from explorer.files.schema import Schema, json_schema
from explorer.model.records import RECORD_TYPES, SLUG_PATTERN, Kind, Quote, Topic, kind_of, ref, title
from explorer.snapshot import shipped_archive


def test_a_ref_is_kind_and_id() -> None:
    assert "topic/taiwan" == ref(Kind.TOPIC, "taiwan") == Topic(id="taiwan", label="Taiwan").ref
    assert Kind.TOPIC is kind_of("topic/taiwan")


def test_a_ref_of_no_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="planet"):
        kind_of("planet/mars")


def test_every_kind_has_its_plural_and_its_type() -> None:
    assert ["articles", "people", "topics", "events", "quotes"] == [kind.plural for kind in Kind]
    assert list(Kind) == list(RECORD_TYPES) == [cls.kind for cls in RECORD_TYPES.values()]


def test_a_quote_in_one_piece_has_one_segment() -> None:
    quote = Quote(id="q", article="a", speech="direct", text="one", speaker="s")
    assert ("one",) == quote.segments
    assert ("one", "two") == msgspec.structs.replace(quote, text=("one", "two")).segments
    assert "one" == title(quote)


def test_every_field_says_what_it_means() -> None:
    for definition in json_schema()["$defs"].values():
        for name, field in definition["properties"].items():
            assert field.get("description"), name


def test_the_schema_knows_each_field_and_no_other() -> None:
    for kind, definition in json_schema()["$defs"].items():
        names = [field.name for field in msgspec.structs.fields(RECORD_TYPES[Kind(kind)])]
        assert names == list(definition["properties"])
        assert definition["additionalProperties"] is False


def test_the_schema_says_what_a_ref_refers_to() -> None:
    speaker = json_schema()["$defs"]["quote"]["properties"]["speaker"]
    assert "Whose words they are. The id of a person." == speaker["description"]
    assert SLUG_PATTERN == speaker["pattern"]


def test_the_schema_has_the_choices() -> None:
    assert {"direct", "partial", "indirect"} == set(json_schema()["$defs"]["quote"]["properties"]["speech"]["enum"])


class PlainLoader(yaml.SafeLoader):
    """Types scalars as an editor's YAML 1.2 parser does: truth values, numbers and null, but no dates."""


PlainLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def complaints(value: object, schema: Schema, root: Schema, path: str = "") -> Iterator[str]:
    """What a JSON Schema says against a value: of its keywords, those that the explorer's schema uses."""
    if "$ref" in schema:
        yield from complaints(value, root["$defs"][schema["$ref"].rpartition("/")[2]], root, path)
        return
    if "anyOf" in schema and all(list(complaints(value, choice, root, path)) for choice in schema["anyOf"]):
        yield f"{path}: none of the choices"
    yield from _complaints_about_itself(value, schema, path)
    if isinstance(value, list):
        for n, item in enumerate(value):
            yield from complaints(item, schema.get("items", {}), root, f"{path}[{n}]")
    if isinstance(value, dict):
        yield from (f"{path}: lacks {name}" for name in schema.get("required", []) if name not in value)
        known = schema.get("properties", {})
        if not schema.get("additionalProperties", True):
            yield from (f"{path}: unknown {name}" for name in value if name not in known)
        for name in value.keys() & known.keys():
            yield from complaints(value[name], known[name], root, f"{path}.{name}")
    for part in schema.get("allOf", []):
        if list(complaints(value, part["if"], root, path)):
            yield from complaints(value, part["else"], root, path)


def _complaints_about_itself(value: object, schema: Schema, path: str) -> Iterator[str]:
    if "enum" in schema and value not in schema["enum"]:
        yield f"{path}: not in the enum"
    if "type" in schema and not _is_of(value, schema["type"]):
        yield f"{path}: not of type {schema['type']}"
    if isinstance(value, str) and not re.search(schema.get("pattern", ""), value):
        yield f"{path}: not of the pattern"
    least: int = schema.get("minItems") or schema.get("minLength") or 0
    if isinstance(value, str | list) and len(value) < least:
        yield f"{path}: too short"


def _is_of(value: object, types: str | list[str]) -> bool:
    known: dict[str, Any] = {"string": str, "boolean": bool, "array": list, "object": dict, "null": type(None)}
    known["number"] = (int, float)
    return any(isinstance(value, known[name]) for name in ([types] if isinstance(types, str) else types))


@pytest.mark.parametrize("loader", [yaml.BaseLoader, PlainLoader])
@pytest.mark.parametrize("path", sorted((shipped_archive() / "data").rglob("*.yaml")), ids=lambda path: path.name)
def test_the_shipped_data_fit_the_schema(path: Path, loader: type[yaml.SafeLoader]) -> None:
    """Whether scalars are read as text or as what they look like."""
    schema = json_schema()
    assert [] == list(complaints(yaml.load(path.read_text(encoding="utf-8"), loader), schema, schema))


@pytest.mark.parametrize(
    "quote",
    [
        "{id: 2022, article: a, speech: direct, text: no, speaker: true, date: 2022, note: 1.5}",
        "{id: q, article: a, speech: direct, text: [x], speaker: s, date: null, topics: null, review: null, at: {}}",
        "{id: q, article: a, speech: direct, text: x, speaker: s, interpreted: true}",
    ],
)
def test_the_schema_takes_what_the_explorer_takes(quote: str) -> None:
    schema = json_schema()
    assert [] == list(complaints(yaml.load(f"quotes: [{quote}]", PlainLoader), schema, schema))


@pytest.mark.parametrize(
    "change",
    [
        "id: A b",
        "text: []",
        "text: ''",
        "speaker: null",
        "speech: shouted",
        "topics: [x y]",
        "topcs: [x]",
        "at: {pre: x}",
    ],
)
def test_the_schema_refuses_what_the_explorer_refuses(change: str) -> None:
    schema = json_schema()
    quote = {"id": "q", "article": "a", "speech": "direct", "text": "x", "speaker": "s"}
    quote |= yaml.load(change, PlainLoader)
    assert 1 == len(list(complaints({"quotes": [quote]}, schema, schema)))


def test_an_empty_file_fits_the_schema() -> None:
    schema = json_schema()
    assert [] == list(complaints(None, schema, schema))
    assert [] == list(complaints({"people": None}, schema, schema))


DEFAULT = {"quotes": {"article": "a", "speech": "direct", "speaker": "s"}}


@pytest.mark.parametrize(
    ("defaults", "lacks"),
    [
        (DEFAULT, 0),
        ({"quotes": {"article": "a"}}, 2),
        ({"events": {"place": "x"}}, 3),
        (None, 3),
        ({"quotes": None}, 3),
    ],
)
def test_in_the_schema_what_a_record_needs_may_come_from_the_defaults(defaults: object, lacks: int) -> None:
    schema = json_schema()
    document = {"defaults": defaults, "quotes": [{"id": "q", "text": "x"}]}
    assert lacks == len(list(complaints(document, schema, schema)))


@pytest.mark.parametrize("defaults", [{"quotes": {"text": "x"}}, {"events": {"id": "x"}}, {"qoutes": {}}, []])
def test_the_schema_refuses_defaults_that_make_no_sense(defaults: object) -> None:
    schema = json_schema()
    assert 1 == len(list(complaints({"defaults": defaults}, schema, schema)))
