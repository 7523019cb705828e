"""Rereading a data file while it is being edited: only changed records are parsed.

The file is split by its lines into sections, whose keys start in the first column, and records, which start with a
dash. A file with another layout, or with anchors, is read as a whole, with the same result.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from explorer.files import yaml_text
from explorer.files.faults.suspect import SyntaxFault
from explorer.files.lines import Lines
from explorer.files.yaml_records import ReadRecord
from explorer.files.yaml_text import TOO_DEEP, Fields, Items, YamlValue
from explorer.model.problems import Place, Problem

# What needs the whole file: anchors, aliases, tags, documents, line breaks that only YAML knows, and characters that
# YAML does not allow, not even in a comment.
_OF_THE_WHOLE = re.compile(
    r"(?:^|[ \t\[{,])[&*!%][^\s]|^(?:---|\.\.\.)"
    r"|[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]",
    re.MULTILINE,
)
_FIRST_COLUMN = re.compile(r"^[^\s#].*", re.MULTILINE)
_SECTION = re.compile(r"([a-z_]+):[ \t]*(?:(?<=[ \t])#.*)?")
# Lines with content, and their indentation.
_SAID = re.compile(r"^([ \t]*)([^\s#].*)", re.MULTILINE)
# Lines without content: blank ones, and comments.
_NOTHING = re.compile(r"(?: *(?:#.*)?(?:\n|\Z))*")
_ITEM = re.compile(r"-(?:[ \t]|$)")
# This many records before and after an edited one show the file's writing style.
_AROUND = 20
# Remember the records of at most this many files.
MOST_FILES = 8


class _Piece(NamedTuple):
    """Some lines as they were parsed: a list with a single record, or a file with a single section."""

    value: Items | Fields
    problems: list[Problem]


class _Section(NamedTuple):
    """A section: its name, its start and end, and the start of each of its records."""

    name: str
    start: int
    end: int
    records: list[int]


@dataclass
class Memory:
    """A file as it was last read: its pieces, by first line and text, and its records."""

    pieces: dict[tuple[int, str], _Piece] = field(default_factory=dict)
    records: dict[int, ReadRecord] = field(default_factory=dict)


_memories: dict[str, Memory] = {}


def memory_of(name: str) -> Memory:
    """Return what is remembered of a data file, keeping only the most recently read files."""
    memory = _memories.pop(name, None) or Memory()
    _memories[name] = memory
    for oldest in list(_memories)[:-MOST_FILES]:
        _memories.pop(oldest, None)
    return memory


def read(text: str, file: str, memory: Memory) -> tuple[YamlValue | None, list[Problem]]:
    """Read a data file as `yaml_text.read` does, parsing only what has changed since the last time."""
    lines = text.replace("\r\n", "\n")
    sections = _parts(lines)
    if not sections:
        return yaml_text.read(text, file)
    try:
        return _joined(lines, file, sections, memory)
    except (SyntaxFault, _Unlike):
        return yaml_text.read(text, file)


class Excerpt(NamedTuple):
    """Some records of a file's text, from `start` to `end`, and what must precede them to read them alone."""

    above: str
    start: int
    end: int


def excerpt(text: str, defaults: str, lines: Collection[int]) -> Excerpt | None:
    """Return the records that start at some lines, with their neighbours; None if they are not found in one list.

    `defaults` is the name of the section that the others depend on.
    """
    sections = None if "\r" in text else _parts(text)
    starts = set(map(Lines(text).start, lines))
    for section in sections or ():
        if starts <= {*section.records}:
            numbers = [section.records.index(start) for start in starts]
            first, after = max(0, min(numbers) - _AROUND), max(numbers) + 1 + _AROUND
            bounds = [*section.records, section.end]
            shared = "".join(text[other.start : other.end] for other in sections or () if other.name == defaults)
            above = f"{shared}{text[section.start : bounds[0]]}"
            return Excerpt(above, bounds[first], bounds[min(after, len(bounds) - 1)])
    return None


@lru_cache(2)
def _parts(text: str) -> list[_Section] | None:
    return None if _OF_THE_WHOLE.search(text) else _sections(text)


class _Unlike(Exception):
    """Some lines are not what they appear to be."""


def _joined(text: str, file: str, sections: list[_Section], memory: Memory) -> tuple[YamlValue, list[Problem]]:
    pieces, problems = dict[tuple[int, str], _Piece](), list[Problem]()
    whole: Fields | None = None
    line, at = 1, 0
    for section in sections:
        line, at = line + text.count("\n", at, section.start), section.start
        place = Place(file, line)
        whole = whole or Fields(place)
        whole.keys[section.name] = place
        items: Items | None = None
        bounds = [*(section.records or [section.start]), section.end]
        for start, end in pairwise(bounds):
            line, at = line + text.count("\n", at, start), start
            key = line, text[start:end]
            piece = pieces[key] = memory.pieces.get(key) or _piece(*key, file, is_record=bool(section.records))
            problems += piece.problems
            if isinstance(piece.value, Fields):
                whole.values[section.name] = piece.value.values[section.name]
            else:
                items = items or Items(piece.value.place, [])
                items.values.extend(piece.value.values)
        if items:
            whole.values[section.name] = items
    assert whole
    memory.pieces = pieces
    return whole, problems


def _piece(line: int, text: str, file: str, *, is_record: bool) -> _Piece:
    value, problems = yaml_text.read(text, file, line, depth=int(is_record))
    if any(problem.code == TOO_DEEP for problem in problems):
        raise _Unlike  # reported once for a whole file
    if is_record and isinstance(value, Items) and len(value.values) == 1:
        return _Piece(value, problems)
    if not is_record and isinstance(value, Fields) and len(value.values) == 1:
        return _Piece(value, problems)
    raise _Unlike


def _sections(text: str) -> list[_Section] | None:
    """Find the sections of a file; None if its lines don't show them."""
    starts = list[tuple[str, int, int]]()
    for said in _FIRST_COLUMN.finditer(text):
        header = _SECTION.fullmatch(said[0])
        if header:
            starts.append((header[1], said.start(), said.end()))
        elif not _ITEM.match(said[0]):
            return None
    if (
        not starts
        or len({name for name, _, _ in starts}) < len(starts)
        or not _NOTHING.fullmatch(text, 0, starts[0][1])
    ):
        return None
    ends = [*(start for _, start, _ in starts[1:]), len(text)]
    found = [_section(text, *start, end) for start, end in zip(starts, ends, strict=True)]
    return None if None in found else [section for section in found if section]


def _section(text: str, name: str, start: int, body: int, end: int) -> _Section | None:
    """Find the records of a section; None if its lines don't show where they start."""
    lines = list(_SAID.finditer(text, body, end))
    if not lines or not _ITEM.match(lines[0][2]):
        return None if any(not line[1] for line in lines) else _Section(name, start, end, [])
    indent = lines[0][1]
    if any(len(line[1]) < len(indent) for line in lines) or not _NOTHING.fullmatch(text, body, lines[0].start()):
        return None
    records = [line.start() for line in lines if line[1] == indent]
    return _Section(name, start, end, records) if all(_ITEM.match(text, at + len(indent)) for at in records) else None
