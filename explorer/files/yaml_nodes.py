"""A YAML text as a tree of nodes, each with its meaning and its span in the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import yaml

BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
BLANKS = " \t\r\n\x85\u2028\u2029"
NULLS = frozenset({"", "~", "null", "Null", "NULL"})
# Words that do not mean a text when they are not in quotation marks.
_WORDS = NULLS | {"true", "True", "TRUE", "false", "False", "FALSE"}
_BOM = "\ufeff"
# An anchor and a tag in front of a node.
_PROPERTIES = re.compile(rf"(?:[&!][^{BLANKS},\[\]{{}}]*[{BLANKS}]*)*")


class NotYaml(Exception):
    """A text is not YAML, or not UTF-8."""


class Meaning(NamedTuple):
    """What a step of a YAML text means: a scalar, an alias, or the beginning or end of a list or a mapping.

    `is_word` means that it is null, true or false, and not a text of these letters.
    """

    type: type[yaml.Event]
    value: str | None = None
    anchor: str | None = None
    tag: str | None = None
    is_word: bool = False


@dataclass(slots=True, eq=False)
class Node:
    """A value or a key, with its steps and its place in code points.

    A block ends with its last character. `style` is the kind of a scalar's marks; empty without any. A list has
    `items`, a mapping has `fields` (pairs of a key and a value), and an alias a `target`, unless that contains it.
    """

    meaning: Meaning
    first: int
    start: int
    line: int
    column: int
    style: str = ""
    is_flow: bool = False
    end: int = 0
    after: int = 0
    parent: Node | None = None
    items: list[Node] = field(default_factory=list)
    fields: list[tuple[Node, Node]] = field(default_factory=list)
    target: Node | None = None

    @property
    def is_alias(self) -> bool:
        return self.meaning.type is yaml.AliasEvent

    @property
    def is_text(self) -> bool:
        return self.meaning.type is yaml.ScalarEvent

    @property
    def is_list(self) -> bool:
        return self.meaning.type is yaml.SequenceStartEvent

    @property
    def is_mapping(self) -> bool:
        return self.meaning.type is yaml.MappingStartEvent

    @property
    def is_null(self) -> bool:
        return self.is_text and self.meaning.is_word and self.meaning.value in NULLS

    @property
    def is_block(self) -> bool:
        """Whether it is a list or a mapping without brackets."""
        return not self.is_flow and (self.is_list or self.is_mapping)

    @property
    def key(self) -> Node | None:
        """The key of this value in its mapping."""
        return next((key for key, value in self.parent.fields if value is self), None) if self.parent else None

    def value(self, name: str) -> Node | None:
        """Return the value of a field, or None. The first of several fields with the same name counts."""
        return next((value for key, value in self.fields if key.meaning.value == name), None)

    def children(self) -> Iterator[Node]:
        yield from self.items
        for pair in self.fields:
            yield from pair

    def all(self) -> Iterator[Node]:
        """Iterate over the node and everything in it."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(node.children())


class Document:
    """A file's text, with at most one YAML document, as nodes.

    `mark` is the byte order mark, if there is one; it is not in `text`.
    """

    def __init__(self, content: bytes) -> None:
        """Raises NotYaml."""
        try:
            text = content.decode("utf-8")
            self.text = text.removeprefix(_BOM)
            self.mark = text[: len(text) - len(self.text)]
            self.meanings: list[Meaning] = []
            # The start of the line that marks the end of the document.
            self.end = len(self.text)
            self.root = self._read()
        except (UnicodeDecodeError, yaml.YAMLError) as error:
            raise NotYaml from error
        if sum(meaning.type is yaml.DocumentStartEvent for meaning in self.meanings) > 1:
            raise NotYaml

    def _read(self) -> Node | None:
        root: Node | None = None
        at: Node | None = None
        keys: dict[Node, Node] = {}
        named: dict[str | None, Node] = {}
        for event in yaml.parse(self.text, Loader=yaml.CBaseLoader):
            value, anchor, tag = (getattr(event, name, None) for name in ("value", "anchor", "tag"))
            is_word = isinstance(event, yaml.ScalarEvent) and not event.style and value in _WORDS
            self.meanings.append(Meaning(type(event), value, anchor, tag, is_word))
            if isinstance(event, yaml.DocumentEndEvent) and event.explicit and event.start_mark:
                self.end = event.start_mark.index
            if isinstance(event, yaml.CollectionEndEvent):
                assert at and event.end_mark
                at.after = len(self.meanings)
                at.end = event.end_mark.index if at.is_flow else max(child.end for child in at.children())
                at = at.parent
            elif isinstance(event, yaml.NodeEvent):
                node = self._node(event, at)
                root = root or node
                if node.is_alias:
                    target = named.get(event.anchor)
                    node.target = target if target and target.after else None
                elif event.anchor:
                    named[event.anchor] = node
                if at and at.is_list:
                    at.items.append(node)
                elif at and at in keys:
                    at.fields.append((keys.pop(at), node))
                elif at:
                    keys[at] = node
                at = node if isinstance(event, yaml.CollectionStartEvent) else at
        return root

    def _node(self, event: yaml.NodeEvent, parent: Node | None) -> Node:
        start, end = event.start_mark, event.end_mark
        assert start and end
        style, is_flow = getattr(event, "style", None) or "", bool(getattr(event, "flow_style", False))
        first, end_at = len(self.meanings) - 1, self._end(start.index, end.index, style)
        node = Node(self.meanings[-1], first, start.index, start.line, start.column, style, is_flow, end_at)
        node.after, node.parent = 0 if isinstance(event, yaml.CollectionStartEvent) else first + 1, parent
        return node

    def _end(self, start: int, end: int, style: str) -> int:
        """Return the end of a scalar. The parser ends a block where the next line begins."""
        if style not in ("|", ">"):
            return end
        said = self.text[start:end]
        return start + len(said[:-1].removesuffix("\r") if _keeps_blanks(said) else said.rstrip(BLANKS))

    def keeps_blanks(self, node: Node) -> bool:
        """Whether blank lines after a node are part of it."""
        last = max(node.all(), key=lambda inner: (inner.end, inner.first))
        return last.style in ("|", ">") and _keeps_blanks(self.text[last.start : last.end])

    def body(self, node: Node) -> int:
        """Return where a node begins after its anchor and its tag."""
        if node.meaning.anchor is None and node.meaning.tag is None:
            return node.start
        found = _PROPERTIES.match(self.text, node.start)
        return found.end() if found else node.start

    def line_start(self, at: int) -> int:
        """Return where the line of an offset begins."""
        while at and self.text[at - 1] not in BLANKS[2:]:
            at -= 1
        return at

    def line_end(self, at: int) -> int:
        """Return where the line of an offset ends, including its line break."""
        found = BREAK.search(self.text, at)
        return found.end() if found else len(self.text)

    def aliases(self) -> set[str]:
        """Return the names that aliases use."""
        return {meaning.anchor or "" for meaning in self.meanings if meaning.type is yaml.AliasEvent}


def scalar(value: str, *, is_word: bool = False) -> Meaning:
    """Return the meaning of a scalar."""
    return Meaning(yaml.ScalarEvent, value, is_word=is_word)


def in_list(items: Iterable[Iterable[Meaning]]) -> list[Meaning]:
    """Return the meanings of a list, given those of its items."""
    said = [meaning for item in items for meaning in item]
    return [Meaning(yaml.SequenceStartEvent), *said, Meaning(yaml.SequenceEndEvent)]


def in_mapping(fields: Iterable[tuple[str, Iterable[Meaning]]]) -> list[Meaning]:
    """Return the meanings of a mapping, given those of its fields."""
    said = [meaning for key, value in fields for meaning in (scalar(key), *value)]
    return [Meaning(yaml.MappingStartEvent), *said, Meaning(yaml.MappingEndEvent)]


def in_document(said: Iterable[Meaning]) -> list[Meaning]:
    """Return the meanings of a document, given those of its content."""
    return [Meaning(yaml.DocumentStartEvent), *said, Meaning(yaml.DocumentEndEvent)]


def _keeps_blanks(block: str) -> bool:
    """Whether the head of a block scalar says that the blank lines at its end belong to it."""
    return "+" in BREAK.split(block, 1)[0].partition("#")[0]
