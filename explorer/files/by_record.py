"""A data file that is read again while somebody edits it: only the records that have changed are read.

A file is told apart by its lines: sections in the first column, and the records below them, each with a dash. A file
that is written in any other way, or that has anchors, is read as a whole; what comes of it is the same.
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

# What only the whole file tells: anchors, aliases, tags, documents, what ends a line for YAML alone, and what YAML does
# not allow, not even in a comment.
_OF_THE_WHOLE = re.compile(
    r"(?:^|[ \t\[{,])[&*!%][^\s]|^(?:---|\.\.\.)"
    r"|[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]",
    re.MULTILINE,
)
_FIRST_COLUMN = re.compile(r"^[^\s#].*", re.MULTILINE)
_SECTION = re.compile(r"([a-z_]+):[ \t]*(?:(?<=[ \t])#.*)?")
# Lines that say something, with their indentation.
_SAID = re.compile(r"^([ \t]*)([^\s#].*)", re.MULTILINE)
# Lines that say nothing: blank ones, and comments.
_NOTHING = re.compile(r"(?: *(?:#.*)?(?:\n|\Z))*")
_ITEM = re.compile(r"-(?:[ \t]|$)")
# So many records before and behind one show how it is to be written.
_AROUND = 20
# The records of so many files are kept.
MOST_FILES = 8


class _Piece(NamedTuple):
    """Some lines as they were read: a record, as the only one of its list, or the only section of a file."""

    value: Items | Fields
    problems: list[Problem]


class _Section(NamedTuple):
    """A section: its name, from where to where it stands, and where its records begin."""

    name: str
    start: int
    end: int
    records: list[int]


@dataclass
class Memory:
    """A file as it was read the last time: its pieces, by their first line and their text, and its records."""

    pieces: dict[tuple[int, str], _Piece] = field(default_factory=dict)
    records: dict[int, ReadRecord] = field(default_factory=dict)


_memories: dict[str, Memory] = {}


def memory_of(name: str) -> Memory:
    """What is kept of a data file. Of many files, that of the ones that were read last is."""
    memory = _memories.pop(name, None) or Memory()
    _memories[name] = memory
    for oldest in list(_memories)[:-MOST_FILES]:
        _memories.pop(oldest, None)
    return memory


def read(text: str, file: str, memory: Memory) -> tuple[YamlValue | None, list[Problem]]:
    """Read a data file as `yaml_text.read` does, but of what it was the last time only what has changed."""
    lines = text.replace("\r\n", "\n")
    sections = _parts(lines)
    if not sections:
        return yaml_text.read(text, file)
    try:
        return _joined(lines, file, sections, memory)
    except (SyntaxFault, _Unlike):
        return yaml_text.read(text, file)


class Excerpt(NamedTuple):
    """Some records of a file's text, from `start` to `end`, and what has to stand above them to read them alone."""

    above: str
    start: int
    end: int


def excerpt(text: str, defaults: str, lines: Collection[int]) -> Excerpt | None:
    """The records that begin at some lines, with those around; None where they are not of one list, told by its lines.

    `defaults` is the section that the others rest on.
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
    """Some lines are not what they look like."""


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
        raise _Unlike  # of a whole file it is told once
    if is_record and isinstance(value, Items) and len(value.values) == 1:
        return _Piece(value, problems)
    if not is_record and isinstance(value, Fields) and len(value.values) == 1:
        return _Piece(value, problems)
    raise _Unlike


def _sections(text: str) -> list[_Section] | None:
    """The sections of a file; None when its lines do not tell them."""
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
    """A section; None when its lines do not tell where its records begin."""
    lines = list(_SAID.finditer(text, body, end))
    if not lines or not _ITEM.match(lines[0][2]):
        return None if any(not line[1] for line in lines) else _Section(name, start, end, [])
    indent = lines[0][1]
    if any(len(line[1]) < len(indent) for line in lines) or not _NOTHING.fullmatch(text, body, lines[0].start()):
        return None
    records = [line.start() for line in lines if line[1] == indent]
    return _Section(name, start, end, records) if all(_ITEM.match(text, at + len(indent)) for at in records) else None
