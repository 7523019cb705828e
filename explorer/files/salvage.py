"""Reading the sound records of a data file that is not YAML as a whole.

The lines of faulty records are blanked, and the rest is read as usual, so that places, anchors and defaults stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from explorer.files import yaml_text
from explorer.files.faults.explaining import explained
from explorer.files.faults.suspect import SyntaxFault, field_names, spliced
from explorer.files.lines import Lines
from explorer.files.yaml_records import DEFAULTS, KINDS
from explorer.files.yaml_text import YamlValue
from explorer.model.problems import Place, Problem, Severity
from explorer.model.records import SLUG_PATTERN

_SECTIONS = frozenset({*KINDS, DEFAULTS})
# A key at the start of a line, where only sections of a data file have one.
_SECTION = re.compile(r"([\"']?)([A-Za-z_]+)\1[ \t]*:(?:[ \t]|$)")
# A key that lacks its colon, or is indented by less than a field would be.
_BARE = re.compile(r"(?P<indent>[ \t]*)(?P<key>[A-Za-z_]+)[ \t]*(?P<colon>:?)[ \t]*")
_RECORD_ITEM = re.compile(r"([ \t]*)-(?:[ \t]|$)")
# The start of a record at any indentation: a record begins with its id, and nothing inside a record has an id.
_RECORD = re.compile(r"([ \t]*)-[ \t]*(?:\{[ \t]*)?id[ \t]*:")
_SLUG = SLUG_PATTERN.strip("^$")
_ID = re.compile(rf"(?:^|[{{,]|-)[ \t]*id[ \t]*:[ \t]*([\"']?)({_SLUG})\1(?:[ \t,}}\r]|$)", re.MULTILINE)
# An item may be indented by this much more than the others of its list and still be one of them.
_ASKEW = 3


@dataclass
class Piece:
    """The lines of a file from `first` to `end` (exclusive), which form one record if it `is_record`."""

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
        """The number of characters by which its first line is indented."""
        line = self.lines.line(self.first)
        return len(line) - len(line.lstrip(" \t"))

    @property
    def id(self) -> str | None:
        """The record's id, if it can be found."""
        found = _ID.search(self.text) if self.is_record else None
        return found[2] if found else None


def _pieces(lines: Lines) -> list[Piece]:
    """Split a file into the headers of its sections and its records, in order, covering every line."""
    found = [Piece("", 1, 1, is_record=False, lines=lines)]
    indent: int | None = None
    for number in range(1, len(lines.starts) + 1):
        line = lines.line(number)
        section, item = _SECTION.match(line), _RECORD_ITEM.match(line)
        record = _RECORD.match(line)
        if section and (section[2] in _SECTIONS or section[2] not in field_names()):
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


# After this many faulty records, report the parser's own messages: the file is probably something else.
_MOST_EXPLAINED = 50
# Reread the rest at most this often, each time without another faulty record.
_MOST_READINGS = 20
Read = Callable[[str, str], tuple[YamlValue | None, list[Problem]]]
_CONFLICT = re.compile(r"<{7}(?: |$)|\|{7}(?: |$)|={7}$|>{7}(?: |$)")
_DOCUMENT = re.compile(r"(?:---|\.\.\.)[ \t]*")
_ITEM = re.compile(r"[ \t]*-(?:\s|$)")
_UNDEFINED = "found undefined alias"


class Hurt(NamedTuple):
    """A line that can't be read, whatever the parser makes of it: the column of the fault, and what it is."""

    column: int
    code: str
    message: str


class Lost(NamedTuple):
    """A record that can't be read: the plural of its kind, its id if it can be found, and its lines."""

    section: str
    id: str | None
    text: str


@dataclass
class Salvaged:
    """The value of the rest of a file, the file's problems, and the records that are missing in the value."""

    value: YamlValue | None
    problems: list[Problem]
    lost: list[Lost]


def salvaged(
    text: str, file: str, hurt: Mapping[int, Hurt] = MappingProxyType({}), read: Read = yaml_text.read
) -> Salvaged | None:
    """Read the rest of a file; None if its records can't be told apart, or something that all need is faulty.

    `hurt` has unreadable lines by number. `read` reads the YAML of the rest.
    """
    return _Salvage(text, file, dict(hurt), read).rest()


@dataclass
class _Salvage:
    text: str
    file: str
    hurt: dict[int, Hurt]
    read: Read
    problems: list[Problem] = field(default_factory=list)
    blank: set[int] = field(default_factory=set)
    faulty: dict[int, Piece] = field(default_factory=dict)
    told: set[tuple[str, str | None]] = field(default_factory=set)

    def rest(self) -> Salvaged | None:
        self.lines = Lines(self.text)
        self._find_conflicts()
        self._find_documents()
        self._find_broken_sections()
        self.pieces = _pieces(self.lines)
        if not any(piece.is_record for piece in self.pieces) or not all(map(self._check, self.pieces)):
            return None
        found = self._read()
        if found is None:
            return None
        self._tell_hurt_beside_records()
        lost = {(piece.section, piece.id or n): piece for n, piece in self.faulty.items()}
        return Salvaged(
            found[0], self.problems + found[1], [Lost(piece.section, piece.id, piece.text) for piece in lost.values()]
        )

    def _find_conflicts(self) -> None:
        """Mark the lines of unfinished merges, in both versions, as unreadable."""
        first = 0
        for number in range(1, len(self.lines.starts) + 1):
            mark = _CONFLICT.match(self.lines.line(number))
            if mark and mark[0][0] == "<":
                first = number
            elif mark and mark[0][0] == ">" and first:
                message = (
                    f"a merge is not finished: of lines {first} to {number} keep one version, and delete the marks"
                )
                self.hurt.update(dict.fromkeys(range(first, number + 1), Hurt(1, "yaml-syntax", message)))
                first = 0

    def _find_documents(self) -> None:
        """Report and blank the lines that end a document before the file ends."""
        started = False
        for number in range(1, len(self.lines.starts) + 1):
            line = self.lines.line(number)
            if started and _DOCUMENT.fullmatch(line):
                self.blank.add(number)
                message = f"“{line[:3]}” ends the document, and a file has one: delete this line"
                self._report(number, 1, message)
            started = started or bool(line.strip() and not line.startswith(("#", "%")))

    def _find_broken_sections(self) -> None:
        """Report lines that begin a section but for a typing error, and correct them."""
        for number in range(1, len(self.lines.starts) + 1):
            found = _BARE.fullmatch(self.lines.line(number))
            if found is None or found["key"] not in _SECTIONS or len(found["indent"]) > 1:
                continue
            key = found["key"]
            if not found["colon"]:
                self._report(number, found.end("key") + 1, f"the “:” after “{key}” is missing")
            elif found["indent"]:
                self._report(number, 1, f"“{key}” must begin in column 1, with nothing before it")
            else:
                continue
            start, end = self.lines.start(number), self.lines.end(number)
            self.lines = Lines(spliced(self.lines.text, start, end, f"{key}:"))

    def _check(self, piece: Piece) -> bool:
        """Find the fault of a piece, if any. Return False if the file is unreadable without this piece."""
        hurt = next((n for n in range(piece.first, piece.end) if n in self.hurt), None)
        if hurt is not None:
            return self._leave_out_hurt(piece, hurt)
        text = "".join(self._left(piece.first, piece.end))
        fault = yaml_text.fault_of(text)
        if fault is None and piece.is_record and not _ITEM.match(piece.text):
            fault = SyntaxFault(1, 1, "did not find expected '-' indicator")
        if fault is None:
            return True
        self._explain(piece, fault)
        if not piece.is_record:
            of_section = (other for other in self.pieces if other.section == piece.section)
            if piece.section == DEFAULTS or any(other.is_record for other in of_section):
                return False
        self._leave_out(piece)
        return True

    def _leave_out(self, piece: Piece) -> None:
        self.faulty[piece.first] = piece
        self.blank.update(range(piece.first, piece.end))

    def _leave_out_hurt(self, piece: Piece, line: int) -> bool:
        column, code, message = self.hurt[line]
        if not piece.is_record:
            self.blank.update(n for n in range(piece.first, piece.end) if n in self.hurt)
            return piece.section != DEFAULTS
        # A merge has two versions of a record but is reported once.
        if piece.id is None or (piece.section, piece.id) not in self.told:
            self._report(line, column, message, piece, code)
            self.told.add((piece.section, piece.id))
        self._leave_out(piece)
        return True

    def _tell_hurt_beside_records(self) -> None:
        """Report unreadable lines outside records: every line with wrong bytes, but a merge only once."""
        messages = {problem.message for problem in self.problems}
        inside = {n for piece in self.faulty.values() for n in range(piece.first, piece.end)}
        for line, (column, code, message) in sorted(self.hurt.items()):
            if line not in inside and (code == "not-utf8" or message not in messages):
                self._report(line, column, message, None, code)
                messages.add(message)

    def _read(self) -> tuple[YamlValue | None, list[Problem]] | None:
        """Read the rest, leaving out pieces that are only faulty in combination with others."""
        for _ in range(_MOST_READINGS):
            try:
                return self.read("".join(self._left(1, len(self.lines.starts) + 1)), self.file)
            except SyntaxFault as fault:
                name = _alias_at(self.lines, fault)
                sound = (piece for piece in self.pieces if piece.first not in self.faulty)
                pieces = [piece for piece in sound if self._needs(piece, name, fault)]
                if not pieces or not all(piece.is_record for piece in pieces):
                    return None
                for piece in pieces:
                    self._tell(piece, name, fault)
                    self._leave_out(piece)
        return None

    def _needs(self, piece: Piece, name: str | None, fault: SyntaxFault) -> bool:
        if name is None:
            return piece.first <= fault.line < piece.end
        return f"*{name}" in piece.text and name in yaml_text.aliases_in("".join(self._left(piece.first, piece.end)))

    def _tell(self, piece: Piece, name: str | None, fault: SyntaxFault) -> None:
        if name is None:
            fault = SyntaxFault(fault.line - piece.first + 1, fault.column, fault.problem)
            # By itself the piece is YAML, so no correction of it could be tested.
            self._explain(piece, fault, quickly=True)
            return
        at = re.search(rf"\*{re.escape(name)}(?![\w-])", piece.text)
        anchor = re.compile(rf"&{re.escape(name)}(?![\w-])")
        source = next((found for found in self.faulty.values() if anchor.search(found.text)), None)
        line, column = Lines(piece.text).place(at.start() if at else 0)
        if source:
            message = f"this needs “&{name}”, which stands in a record that can’t be read (line {source.first})"
        else:
            message = (
                f"“*{name}” is read as an alias, and nothing has its name: if it is a text, put it in quotation marks"
            )
        self._report(piece.first + line - 1, column, message, piece)

    def _left(self, first: int, end: int) -> Iterator[str]:
        """Yield the lines from `first` to `end` (exclusive); of blanked lines only the line breaks."""
        for number in range(first, end):
            at = self.lines.end(number) if number in self.blank else self.lines.start(number)
            yield self.lines.text[at : self.lines.start(number + 1)]

    def _explain(self, piece: Piece, fault: SyntaxFault, *, quickly: bool = False) -> None:
        first = next(
            found for found in self.pieces if found.section == piece.section and found.is_record is piece.is_record
        )
        if piece.indent != first.indent:
            message = (
                f"this item begins in column {piece.indent + 1}, the first one of its list in column {first.indent + 1}"
            )
            self._report(piece.first, piece.indent + 1, message, piece)
            return
        quickly = quickly or len(self.faulty) > _MOST_EXPLAINED
        line, column, message = explained(piece.text, fault, yaml_text.fault_of, quickly=quickly)
        self._report(piece.first + line - 1, column, message, piece)

    def _report(
        self, line: int, column: int, message: str, piece: Piece | None = None, code: str = "yaml-syntax"
    ) -> None:
        kind = KINDS.get(piece.section) if piece else None
        ref = f"{kind}/{piece.id}" if piece and kind and piece.id else None
        self.problems.append(Problem(Place(self.file, line, column), Severity.ERROR, code, message, ref))


def _alias_at(lines: Lines, fault: SyntaxFault) -> str | None:
    """Return the name of the undefined alias that a fault is about, if it is about one."""
    if fault.problem != _UNDEFINED:
        return None
    found = re.compile(r"\*([\w-]+)").match(lines.text, lines.offset(fault.line, fault.column))
    return found[1] if found else None
