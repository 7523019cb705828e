"""YAML values as plain texts, lists and mappings: converting them from nodes, and to what should be written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from explorer.files.scalars import word
from explorer.files.yaml_nodes import Meaning, Node, in_list, in_mapping, scalar

# Null, true or false, a text, a list or a mapping.
Value = str | bool | Sequence["Value"] | Mapping[str, "Value"] | None


def meant(value: Value) -> list[Meaning]:
    """Return the meanings of a value, step by step."""
    match value:
        case None | bool():
            return [scalar(word(value), is_word=True)]
        case str():
            return [scalar(value.strip())]
        case Mapping():
            return in_mapping((name, meant(item)) for name, item in value.items())
    return in_list(meant(item) for item in value)


def said(node: Node) -> Value:
    """Return the value of a node. An alias has the value of its target, unless that contains it."""
    if node.target:
        return said(node.target)
    if node.is_list:
        return [said(item) for item in node.items]
    if node.is_mapping:
        return {key.meaning.value or "": said(value) for key, value in reversed(node.fields)}
    if node.is_null:
        return None
    if node.is_text:
        word = node.meaning.value or ""
        return word.lower() == "true" if node.meaning.is_word else word
    return object()  # type: ignore[return-value]


def same(one: Value, other: Value) -> bool:
    """Whether two values mean the same."""
    return essence(one) == essence(other)


def essence(value: Value) -> object:
    """Return a key that is equal for values that mean the same."""
    match value:
        case Mapping():
            return ("fields", frozenset((name, essence(item)) for name, item in value.items()))
        case str():
            return value.strip()
        case None | bool():
            return ("word", value)
        case Sequence():
            return tuple(essence(item) for item in value)
    return value
