"""A suspicion: what may be wrong with a text, and how it would be put right."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from explorer.model.records import RECORD_TYPES, Accepted, Anchor, Evidence


class SyntaxFault(Exception):
    """A text is no YAML: what the parser says of it, and the line and column where it gave up.

    `began` is where that began which the parser was reading, if it says so.
    """

    def __init__(self, line: int, column: int, problem: str, began: tuple[int, int] | None = None) -> None:
        super().__init__(problem)
        self.line = line
        self.column = column
        self.problem = problem
        self.began = began


# Other words between two offsets of a text.
Splice = tuple[int, int, str]


class Suspect(NamedTuple):
    """What may be wrong: the offset it is at, in words, and what puts it right, in one or several ways."""

    at: int
    message: str
    mended: tuple[Splice, ...]


@cache
def field_names() -> frozenset[str]:
    """The names of all fields that a record, or a part of one, can have."""
    structs = (*RECORD_TYPES.values(), Evidence, Anchor, Accepted)
    return frozenset(field for struct in structs for field in struct.__struct_fields__)


def spliced(text: str, start: int, end: int, by: str) -> str:
    """A text with other words between two offsets."""
    return text[:start] + by + text[end:]
