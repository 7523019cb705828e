"""The records of a data file by its lines alone, for a file that is no YAML as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from explorer.files.lines import Lines
from explorer.model.records import SLUG_PATTERN

# A key at the start of a line, of which only the sections of a data file have any.
_SECTION = re.compile(r"([\"']?)([A-Za-z_]+)\1[ \t]*:(?:[ \t]|$)")
# One that lacks its colon, or is indented by less than a field would be.
_BARE = re.compile(r"(?P<indent>[ \t]*)(?P<key>[A-Za-z_]+)[ \t]*(?P<colon>:?)[ \t]*")
_ITEM = re.compile(r"([ \t]*)-(?:[ \t]|$)")
# A record begins with its id, so this is one at any indentation; nothing inside of a record has an id.
_RECORD = re.compile(r"([ \t]*)-[ \t]*(?:\{[ \t]*)?id[ \t]*:")
_SLUG = SLUG_PATTERN.strip("^$")
_ID = re.compile(rf"(?:^|[{{,]|-)[ \t]*id[ \t]*:[ \t]*([\"']?)({_SLUG})\1(?:[ \t,}}\r]|$)", re.MULTILINE)
# By how much an item may be indented more than the others of its list and still be one of them.
_ASKEW = 3


@dataclass
class Piece:
    """Some lines of a file: from `first` up to, and without, `end`. They are of one record if it `is_record`."""

    section: str
    first: int
    end: int
    is_record: bool
    lines: Lines = field(repr=False)

    @property
    def text(self) -> str:
        return self.lines.text[self.lines.start(self.first) : self.lines.start(self.end)]

    @property
    def indent(self) -> int:
        """By how many characters its first line is indented."""
        line = self.lines.line(self.first)
        return len(line) - len(line.lstrip(" \t"))

    @property
    def id(self) -> str | None:
        """The record's id, if it can be told."""
        found = _ID.search(self.text) if self.is_record else None
        return found[2] if found else None


def broken_sections(lines: Lines, sections: frozenset[str]) -> Iterator[tuple[int, int, str, str]]:
    """The lines that are meant to begin a section: line, column, what is wrong there, and the line as it is meant."""
    for number in range(1, len(lines.starts) + 1):
        found = _BARE.fullmatch(lines.line(number))
        if found is None or found["key"] not in sections or len(found["indent"]) > 1:
            continue
        key = found["key"]
        if not found["colon"]:
            yield number, found.end("key") + 1, f"the “:” after “{key}” is missing", f"{key}:"
        elif found["indent"]:
            yield number, 1, f"“{key}” must begin in column 1, with nothing before it", f"{key}:"


def pieces(lines: Lines, sections: frozenset[str], fields: frozenset[str]) -> list[Piece]:
    """The sections' beginnings and their records, in order, with every line of the file in one of them."""
    found = [Piece("", 1, 1, is_record=False, lines=lines)]
    indent: int | None = None
    for number in range(1, len(lines.starts) + 1):
        line = lines.line(number)
        section, item = _SECTION.match(line), _ITEM.match(line)
        record = _RECORD.match(line)
        if section and (section[2] in sections or section[2] not in fields):
            found.append(Piece(section[2], number, number, is_record=False, lines=lines))
            indent = None
        elif found[-1].section and (
            (item and indent in (None, len(item[1]))) or (record and len(record[1]) <= (indent or 0) + _ASKEW)
        ):
            begins = item or record
            assert begins
            indent = len(begins[1]) if indent is None else indent
            found.append(Piece(found[-1].section, number, number, is_record=True, lines=lines))
        found[-1].end = number + 1
    return found
