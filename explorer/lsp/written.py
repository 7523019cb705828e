"""What is written in a data file, as far as it can be told: values, keys, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

# What begins and ends a text.
MARKS = ("'", '"')
BLANK = " \t\r\n\x85\u2028\u2029"
# What lies deeper than this is passed over.
DEEPEST = 50
# Stands before a value: its anchor, or its tag.
PROPERTY = re.compile(r"[&!][^\s,\[\]{}]*[ \t]+")
# A whole text in marks, by its first mark.
QUOTED = {'"': re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL), "'": re.compile(r"'(?:[^']|'')*'")}
_COMMENT = re.compile(r"[ \t]#")


@dataclass(slots=True, eq=False)
class Loose:
    """A value, and from where to where it stands. A mapping has `fields`, a list `items`; a text has neither."""

    start: int
    end: int
    column: int = -1
    parent: Loose | None = None
    is_mapping: bool = False
    is_list: bool = False
    is_flow: bool = False
    is_open: bool = False
    fields: list[tuple[Key, Loose]] = field(default_factory=list)
    items: list[Loose] = field(default_factory=list)

    def value(self, name: str) -> Loose | None:
        return next((value for key, value in self.fields if key.name == name), None)

    def all(self) -> Iterator[Loose]:
        """The value and all that is in it."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += [*node.items, *(value for _, value in node.fields)]


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a mapping; one without a colon may still become one."""

    name: str
    start: int
    end: int
    has_colon: bool = True


def unquoted(key: str) -> str:
    """A key without its quotation marks and the blanks behind it."""
    key = key.rstrip()
    return key[1:-1] if key[:1] in MARKS and len(key) > 1 else key


def plain_end(text: str, start: int, end: int) -> int:
    """Where a text without marks ends that goes on until `end` at most: before the blanks there, or a comment."""
    comment = _COMMENT.search(text, start, end)
    return start + len(text[start : comment.start() if comment else end].rstrip(BLANK))
