"""Completion: keys, fields, ids by any name, values and file names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import Enum, auto
from typing import NamedTuple

from explorer.describing.counting import counted
from explorer.display import one_line
from explorer.files.scalars import can_be_plain, in_double_marks, quoted
from explorer.files.yaml_records import DEFAULTS
from explorer.lsp import cursor as cursors
from explorer.lsp import format as formats
from explorer.lsp.cursor import Cursor, Role
from explorer.model.records import AnyRecord, Article, Kind, Person, names_of, title
from explorer.snapshot import Snapshot

# The maximum number of records offered; typing more narrows them down.
_MOST = 500
# Short text fields that offer the values already used in the archive.
_REPEATED = frozenset({"medium", "publisher", "byline", "language", "place", "affiliation", "role"})
_MOST_VALUES = 100
# The closing counterpart of whatever opens a value.
_CLOSING = str.maketrans({"[": "]", "{": "}", "-": "", " ": ""})
# Text that may follow a key or value on its line.
_BEHIND = re.compile(r"[ \t]*(?:[\r\n,:}\]]|\Z)|[ \t]+#")


class Sort(Enum):
    """The kind of a proposal."""

    SECTION = auto()
    FIELD = auto()
    RECORD = auto()
    VALUE = auto()
    FILE = auto()


class Offer(NamedTuple):
    """A proposal: `insert` replaces what is typed, and `closing` follows the cursor.

    `sought` has all words that it can be found by.
    """

    sort: Sort
    label: str
    insert: str
    detail: str = ""
    about: str = ""
    sought: str = ""
    closing: str = ""


class Offers(NamedTuple):
    """The proposals, the likeliest first, and the offsets of the text they replace.

    `is_partial` says that typing more will reveal further proposals.
    """

    offers: list[Offer]
    start: int
    end: int
    is_partial: bool = False


def offers_at(snapshot: Snapshot, text: str, offset: int, texts: Iterable[str] = ()) -> Offers:
    """The proposals at an offset of a data file. `texts` are the names of the files below `seeds/`."""
    cursor = cursors.at(text, offset)
    start, end = _extent(cursor, offset)
    # Replace only text within a line, and only if what follows does not become part of it.
    if cursor.role is Role.NOTHING or "\n" in text[start:end] or not _BEHIND.match(text, end):
        return Offers([], offset, offset)
    if cursor.role is Role.VALUE and cursor.kind is not None:
        return _values(snapshot, text, offset, cursor, cursor.kind, texts)
    if text[:start].rstrip(" \t").endswith(":"):
        # A list or mapping begins on a line of its own.
        return Offers([], start, end)
    behind = "" if text[end:].lstrip(" \t").startswith(":") else ":"
    if cursor.role is Role.SECTION:
        named = formats.sections()
        found = [
            Offer(Sort.SECTION, name, f"{name}{behind}", about=about)
            for name, about in named.items()
            if name not in cursor.there and not (cursor.is_default and name == DEFAULTS)
        ]
        return Offers(found, start, end)
    if cursor.kind is None:
        return Offers([], start, end)
    found = list(_fields(cursor, cursor.kind, behind))
    if _is_dash(text, start, end):
        found = [offer._replace(insert=f" {offer.insert}") for offer in found]
    return Offers(found, start, end)


def _is_dash(text: str, start: int, end: int) -> bool:
    """Whether the dash of a list is followed by nothing, not even a blank."""
    return start == end and text[text.rfind("\n", 0, start) + 1 : start].lstrip(" ") == "-"


def _extent(cursor: Cursor, offset: int) -> tuple[int, int]:
    """The range of what is already typed; empty at the offset if nothing is."""
    return (cursor.start, cursor.end) if cursor.start <= offset <= cursor.end else (offset, offset)


def _fields(cursor: Cursor, kind: Kind, behind: str) -> Iterator[Offer]:
    properties = formats.fields_at(kind, cursor.path, is_default=cursor.is_default)
    needed = [name for name in properties if formats.is_needed(kind, (*cursor.path, name))]
    for name in dict.fromkeys([*needed, *properties]):
        if name in cursor.there:
            continue
        schema = properties[name]
        space = " " if behind and not formats.has_fields(schema) else ""
        detail = "needed" if name in needed else ""
        yield Offer(Sort.FIELD, name, f"{name}{behind}{space}", detail, formats.about(schema))


def _values(snapshot: Snapshot, text: str, offset: int, cursor: Cursor, kind: Kind, texts: Iterable[str]) -> Offers:
    start, end = _extent(cursor, offset)
    typed = text[start:offset]
    mark = text[start : start + 1] if text[start : start + 1] in ("'", '"') and end > start else ""
    if mark:
        within = start + 1, end - 1 if end - 1 > start and text[end - 1] == mark else end
        # Before the opening mark or after the closing one, replace the whole text.
        start, end, mark = (*within, mark) if within[0] <= offset <= within[1] else (start, end, "")
    space = " " if not mark and (text[:start].endswith(":") or _is_dash(text, start, end)) else ""
    if not formats.is_many(formats.field_at(kind, cursor.path)) and _is_below_key(text[:start]):
        return Offers([], start, end)
    to, is_partial = formats.referred(kind, cursor.path), False
    if to is not None:
        found, is_partial = _records(snapshot, to, typed.strip("\"' "), cursor)
    elif kind is Kind.ARTICLE and cursor.path == ("file",):
        found = list(_files(snapshot, texts, mark))
    elif formats.has_fields(formats.field_at(kind, cursor.path)):
        # The value is a mapping, so its fields come next.
        before = _before_field(text[:start], cursor, formats.field_at(kind, cursor.path))
        closing = before[::-1].translate(_CLOSING)
        found = [
            offer._replace(insert=f"{space}{before}{offer.insert}", closing=closing)
            for offer in _fields(cursor, kind, ":")
        ]
        return Offers(found, start, end)
    else:
        choices = formats.values_of(kind, cursor.path)
        found = [Offer(Sort.VALUE, value, value, about=about) for value, about in choices.items()]
        found += _repeated(snapshot, kind, cursor.path, mark)
    if cursor.item < 0 and not mark and formats.is_many(formats.field_at(kind, cursor.path)):
        found = [offer._replace(insert=_in_list(text[:start], offer.insert)) for offer in found]
    if space:
        found = [offer._replace(insert=f"{space}{offer.insert}") for offer in found]
    return Offers([offer for offer in found if offer.label not in cursor.beside], start, end, is_partial)


def _is_below_key(before: str) -> bool:
    """Whether a new line is indented no deeper than the key above: only a list is possible there."""
    above, _, indent = before.rpartition("\n")
    key = above.rstrip().rpartition("\n")[2]
    return key.endswith(":") and not indent.strip(" ") and len(indent) <= len(key) - len(key.lstrip(" -"))


def _before_field(before: str, cursor: Cursor, schema: formats.Schema) -> str:
    """The text that opens a mapping, or a list of mappings, before its first field."""
    behind = before.rstrip()
    if behind.endswith(("[", ",")):
        return "{"
    if cursor.item >= 0:
        return ""
    if "\n" in before[len(behind) :]:
        return "- " if formats.is_many(schema) else ""
    return "[{" if formats.is_many(schema) else "{"


def _in_list(before: str, item: str) -> str:
    """A list item: alone in an open list, otherwise with a dash or in brackets."""
    behind = before.rstrip()
    if behind.endswith(("[", ",")):
        return item
    return f"- {item}" if "\n" in before[len(behind) :] else f"[{item}]"


def _records(snapshot: Snapshot, kind: Kind, typed: str, cursor: Cursor) -> tuple[list[Offer], bool]:
    archive = snapshot.archive
    records = [record for id, record in archive.of_kind(kind).items() if not (kind is cursor.kind and id == cursor.id)]
    is_partial = len(records) > _MOST
    if is_partial:
        records = _alike(records, typed)
    records.sort(key=lambda record: -archive.quote_count(record))
    return [_record(record) for record in records], is_partial


def _alike(records: list[AnyRecord], typed: str) -> list[AnyRecord]:
    """The records whose id, name or alias matches what is typed."""
    if not typed:
        return records[:_MOST]
    sought = typed.casefold()
    found = [record for record in records if any(sought in name.casefold() for name in _names(record))]
    if not found:
        from explorer.search.called_alike import Names

        known = {record.id: record for record in records}
        alike = Names({record.id: _names(record) for record in records}).called_alike(typed, _MOST)
        found = [known[id] for id in alike]
    return found[:_MOST]


def _names(record: AnyRecord) -> list[str]:
    return [record.id, *names_of(record)]


def _record(record: AnyRecord) -> Offer:
    names = " ".join(map(one_line, _names(record)))
    role = record.role if isinstance(record, Person) else None
    return Offer(Sort.RECORD, record.id, record.id, one_line(title(record)), one_line(role or ""), names)


def _files(snapshot: Snapshot, texts: Iterable[str], mark: str) -> Iterator[Offer]:
    """The files below `seeds/`, with those of no article first."""
    taken = {article.file for article in snapshot.archive.all(Article)}
    for name in sorted(texts, key=lambda name: (name in taken, name.casefold())):
        yield Offer(Sort.FILE, one_line(name), _written(name, mark), "has a record" if name in taken else "")


def _repeated(snapshot: Snapshot, kind: Kind, path: tuple[str, ...], mark: str) -> Iterator[Offer]:
    """The values that other records have in this field, the most frequent first."""
    if len(path) == 1 and path[0] in _REPEATED:
        records = snapshot.archive.of_kind(kind).values()
        values = Counter(value for record in records if (value := getattr(record, path[0])))
        for value, times in values.most_common(_MOST_VALUES):
            yield Offer(Sort.VALUE, one_line(value), _written(value, mark), f"in {counted(times, 'record')}")


def _written(value: str, mark: str) -> str:
    """A text as YAML: within existing quotation marks, or with new ones where needed."""
    if mark:
        return quoted(value, mark)[1:-1]
    return value if can_be_plain(value, in_flow=True) else in_double_marks(value, escapes_no_break=True)
