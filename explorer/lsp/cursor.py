"""Find the record, the field and the role (key or value) at an offset of a data file."""

from __future__ import annotations

import re
from bisect import bisect_right
from enum import Enum, auto
from typing import NamedTuple

from explorer.files.yaml_records import DEFAULTS, KINDS
from explorer.lsp import loose
from explorer.lsp.loose import BLANK, Key, Loose
from explorer.model.records import Kind

_SECTION = re.compile(r"^[\"']?([A-Za-z_]+)[\"']?[ \t]*:(?=[ \t\r\n]|$)", re.MULTILINE)
_ITEM = re.compile(r"^([ \t]*)-(?=[ \t\r\n]|$)", re.MULTILINE)
_TOP = re.compile(r"^[^\s#-]", re.MULTILINE)
# The first character of a line that is not blank and not only a comment.
_SAID = re.compile(r"^(?=[ \t]*[^\s#])[^\r\n]", re.MULTILINE)
# The maximum number of characters read of a section that is not a list with records on lines of their own.
_MOST = 200_000


class Role(Enum):
    """The role of the text at a place."""

    SECTION = auto()
    """A key of the file: `quotes`."""
    FIELD = auto()
    """A key of a record, or of what is in it."""
    VALUE = auto()
    NOTHING = auto()


class Cursor(NamedTuple):
    """The syntax element at a place.

    `path` has the names from the record down: `("evidence", "article")`; for a key, it is the path of its mapping.
    `start` and `end` are those of the key or value, `there` has the keys of its mapping, `item` is its index in a list,
    or -1, and `beside` has the other items. `id` is the id of the record as written.
    """

    role: Role
    kind: Kind | None = None
    id: str = ""
    path: tuple[str, ...] = ()
    start: int = 0
    end: int = 0
    there: frozenset[str] = frozenset()
    is_default: bool = False
    item: int = -1
    beside: frozenset[str] = frozenset()


_NOTHING = Cursor(Role.NOTHING)


class Region(NamedTuple):
    """The lines of one record, or of a section whose records have no lines of their own."""

    section: str
    start: int
    end: int


def at(text: str, offset: int) -> Cursor:
    """The syntax element at an offset of a data file."""
    line = text.rfind("\n", 0, offset) + 1
    region = Regions(text).at(offset)
    if region is None or offset > region.end or (offset == line and not text[line : line + 1].strip()):
        return _top(text, offset, line)
    text = text[: region.end]
    root = loose.read(text, region.start, region.end)
    found = _find(root, offset, text, (), of_records=True)
    if found is None:
        return _NOTHING if text[line : line + 1] in (" ", "\t", "-", "#") else _top(text, offset, line)
    return _named(found, region.section, root, text)


class _Section(NamedTuple):
    """A section, and the starts of its records if they have lines of their own."""

    name: str
    start: int
    end: int
    records: list[int]


class Regions:
    """The regions of a text, which is scanned once for all of them."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._sections = [_section(text, found) for found in _SECTION.finditer(text)]
        self._starts = [section.start for section in self._sections]

    def at(self, offset: int) -> Region | None:
        """The record or section that contains an offset; None above all sections."""
        number = bisect_right(self._starts, offset) - 1
        if number < 0:
            is_json = self._text.lstrip().startswith("{")
            return Region("", 0, min(len(self._text), _MOST)) if is_json else None
        name, start, end, records = self._sections[number]
        after = bisect_right(records, offset)
        if after == 0:
            return Region(name, start, min(end, start + _MOST))
        return Region(name, records[after - 1], records[after] if after < len(records) else end)


def _section(text: str, found: re.Match[str]) -> _Section:
    after = _TOP.search(text, found.end())
    end = after.start() if after else len(text)
    first = _ITEM.search(text, found.end(), end) if found[1] != DEFAULTS else None
    item = re.compile(rf"^{first[1]}-(?=[ \t\r\n]|$)", re.MULTILINE) if first else None
    records = [each.start() for each in item.finditer(text, found.end(), end)] if item else []
    return _Section(found[1], found.start(), end, records)


class _Found(NamedTuple):
    node: Loose
    key: Key | None
    path: tuple[str, ...]
    is_key: bool
    mapping: Loose | None
    item: int = -1


def _find(node: Loose, offset: int, text: str, path: tuple[str, ...], *, of_records: bool) -> _Found | None:
    """The innermost key or value at an offset, or the mapping to which a new key would belong."""
    for n, item in enumerate(node.items):
        if item.start <= offset <= _reach(item, text, node):
            inner = _find(item, offset, text, path, of_records=False)
            if inner is None and not (item.is_mapping or item.is_list):
                inner = _Found(item, None, path, is_key=False, mapping=None)
            if inner:
                return inner if inner.item >= 0 or of_records else inner._replace(item=n)
    for key, value in node.fields:
        if key.start <= offset <= key.end:
            return _Found(value, key, path, is_key=True, mapping=node)
        if key.has_colon and key.end < offset <= _reach(value, text, node) and not _is_beside(node, key, text, offset):
            is_list = of_records and not path and not node.is_list
            inner = _find(value, offset, text, (*path, key.name), of_records=is_list) if value.start <= offset else None
            if inner:
                return inner
            if not (value.is_mapping or value.is_list):
                return _Found(value, key, (*path, key.name), is_key=False, mapping=node)
    return _gap(node, offset, text, path)


def _is_beside(node: Loose, key: Key, text: str, offset: int) -> bool:
    """Whether a place on a line below a key is too far to the left to be in its value."""
    line = text.rfind("\n", 0, offset) + 1
    return not node.is_flow and line > key.end and not text[line:offset].strip(" ") and offset - line < node.column


def _gap(node: Loose, offset: int, text: str, path: tuple[str, ...]) -> _Found | None:
    """An empty place in a mapping, or in a list in brackets."""
    here = Loose(offset, offset, parent=node)
    if node.is_flow and node.start < offset <= node.end and (node.is_open or offset < node.end):
        if text[:offset].rstrip(BLANK)[-1:] not in ("{", "[", ","):
            return None
        if not node.is_open and text[_over(text, offset, BLANK)] not in ",]}#":
            return None
        return _Found(here, None, path, is_key=node.is_mapping, mapping=node if node.is_mapping else None)
    if node.is_mapping and not node.is_flow:
        before = text[text.rfind("\n", 0, offset) + 1 : offset]
        if not before.strip(" ") and len(before) == node.column:
            return _Found(here, None, path, is_key=True, mapping=node)
    return None


def _reach(node: Loose, text: str, parent: Loose) -> int:
    """The end of the area that belongs to a value: blanks after it, and below a block also blank lines."""
    last = max(inner.end for inner in node.all())
    if node.is_flow or parent.is_flow:
        return node.end if node.end > node.start else _over(text, node.end, " \t")
    is_text = not (node.is_mapping or node.is_list)
    return _over(text, last, " \t" if is_text and node.end > node.start else " \t\r\n")


def _over(text: str, at: int, blanks: str) -> int:
    """The next non-blank place from an offset on."""
    while at < len(text) and text[at] in blanks:
        at += 1
    return at


def _named(found: _Found, section: str, root: Loose, text: str) -> Cursor:
    """Translate what was found into a cursor in a record."""
    path = (section, *found.path) if root.is_list else found.path
    others = (
        [key.name for key, _ in found.mapping.fields if key is not found.key or not found.is_key]
        if found.mapping
        else []
    )
    there = frozenset(others) if found.is_key else frozenset[str]()
    place = found.key if found.is_key and found.key else found.node
    is_default = path[:1] == (DEFAULTS,)
    within = path[1:] if is_default else path
    if not within:
        return Cursor(Role.SECTION, None, "", (), place.start, place.end, there, is_default)
    kind = KINDS.get(within[0])
    if kind is None:
        return _NOTHING
    # An empty item, or a word, will become a record's first field.
    role = Role.FIELD if found.is_key or len(within) == 1 else Role.VALUE
    id = "" if is_default else _id(root, within[0], place.start, text)
    return Cursor(
        role, kind, id, within[1:], place.start, place.end, there, is_default, found.item, _beside(found.node, text)
    )


def _id(root: Loose, section: str, start: int, text: str) -> str:
    """The id of the record that contains an offset."""
    records = root if root.is_list else root.value(section)
    record = next((item for item in reversed(records.items) if item.start <= start), None) if records else None
    id = record.value("id") if record else None
    return words(text, id.start, id.end) if id else ""


def _beside(node: Loose, text: str) -> frozenset[str]:
    """The other items of a list of words."""
    items = node.parent.items if node.parent and node.parent.is_list else []
    return frozenset(words(text, item.start, item.end) for item in items if item is not node)


def words(text: str, start: int, end: int) -> str:
    """A key or a scalar value, without quotation marks."""
    return text[start:end].strip("\"' \t")


def _top(text: str, offset: int, line: int) -> Cursor:
    """A place in the first column, where a section may begin."""
    said = re.compile(r"[A-Za-z_]*").match(text, line)
    end = said.end() if said else line
    if offset > end or (end == line and _goes_on(text, line)):
        return _NOTHING
    there = frozenset(found[1] for found in _SECTION.finditer(text))
    return Cursor(Role.SECTION, start=line, end=end, there=there)


def _goes_on(text: str, line: int) -> bool:
    """Whether the block above a line can continue below it; a new section in between would break it."""
    below = _SAID.search(text, line)
    return below is not None and below[0] in " \t-" and _SAID.search(text, 0, line) is not None
