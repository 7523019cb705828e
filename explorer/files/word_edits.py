"""Changing a value, or adding a field, at a place of a YAML file, without touching anything else."""

from __future__ import annotations

from explorer.files.splicing import Splicing
from explorer.files.text_changes import CannotSplice
from explorer.files.yaml_nodes import Node
from explorer.model.problems import Place

_NOT_THERE = "the file has changed: it has something else at this place now"


def replaced(content: bytes, place: Place, word: str, by: str) -> bytes:
    """Replace the key or value at a place, which has to be `word`, by `by`.

    The value keeps its quotation marks, if possible. White space around it is ignored.

    Raises:
        CannotSplice: the file is not YAML, has something else there, or can't be changed in that place alone.
    """
    splicing = Splicing(content)
    node = next((node for node in _at(splicing, place) if node.is_text), None)
    if node is None or (node.meaning.value or "").strip() != word:
        raise CannotSplice(_NOT_THERE)
    splicing.rewrite_word(node, by)
    return splicing.done()


def without(content: bytes, place: Place, word: str) -> bytes:
    """Remove the list item at a place, which has to be `word`; the only item of a list goes with the list's key.

    Raises:
        CannotSplice: as `replaced`.
    """
    splicing = Splicing(content)
    node = next((node for node in _at(splicing, place) if node.is_text), None)
    items = node.parent if node and node.parent and node.parent.is_list else None
    if node is None or items is None or (node.meaning.value or "").strip() != word:
        raise CannotSplice(_NOT_THERE)
    if len(items.items) > 1:
        splicing.drop_items(items, [items.items.index(node)])
    elif items.parent and items.parent.is_mapping:
        names = [key.meaning.value or "" for key, value in items.parent.fields if value is items]
        splicing.drop_fields(items.parent, names)
    return splicing.done()


def with_field(content: bytes, place: Place, after: str, name: str, value: str) -> bytes:
    """Add a field to the mapping at a place, after its field `after`, which holds one word.

    In a block it gets its own line, in `{…}` it follows a comma. If the field exists as null, it is filled.

    Raises:
        CannotSplice: as `replaced`, or the mapping has the field.
    """
    splicing = Splicing(content)
    mapping = next((node for node in _at(splicing, place) if node.is_mapping), None)
    there = mapping.value(name) if mapping else None
    if mapping is None or mapping.value(after) is None or (there and not there.is_null):
        raise CannotSplice(_NOT_THERE)
    splicing.set_field(mapping, name, value, (), (after, name))
    return splicing.done()


def _at(splicing: Splicing, place: Place) -> list[Node]:
    """Return the nodes that begin at a place."""
    spot = (place.line - 1, place.column - 1)
    root = splicing.document.root
    return [node for node in (root.all() if root else ()) if (node.line, node.column) == spot]
