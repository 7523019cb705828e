"""The symbols of a file (its records), and a search for records of the whole archive."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from explorer.display import one_line, shortened
from explorer.lsp.texts import FileText, Texts
from explorer.model.records import AnyRecord, Kind, title
from explorer.reading.text.passages import Passage
from explorer.snapshot import Snapshot

if TYPE_CHECKING:
    from explorer.search.index import SearchIndex

# The maximum number of records listed.
_MOST = 200
# In characters: a quote is too long for a name.
_LONGEST = 80


class Symbol(NamedTuple):
    """A record in a list: its kind, name and ref, its range, and that of its id."""

    kind: Kind
    name: str
    ref: str
    file: str
    whole: Passage
    id: Passage


def of_file(snapshot: Snapshot, file: FileText) -> list[Symbol]:
    """The records of a data file, in the order of its lines."""
    known = snapshot.files.get(file.name)
    entries = sorted(known.entries if known else [], key=lambda entry: entry.place)
    starts = [file.offset(entry.place) for entry in entries]
    found = []
    for entry, start, after in zip(entries, starts, [*starts, len(file.text)][1:], strict=True):
        id = file.word(entry.place_of("id"))
        said = file.text[start:after].rstrip().removesuffix("-").rstrip()
        end = max(start + len(said), id.end)
        found.append(_symbol(entry.record, file.name, Passage(min(start, id.start), end), id))
    return found


def of_archive(snapshot: Snapshot, index: SearchIndex, texts: Texts, query: str) -> Iterator[Symbol]:
    """The records that match a query, best first; without a query, the first records of the archive."""
    entries = snapshot.archive.entries
    refs = index.search(query, limit=_MOST).refs if query.strip() else list(entries)[:_MOST]
    for entry in (entries[ref] for ref in refs if ref in entries):
        file = texts[entry.place.file]
        if file:
            id = file.word(entry.place_of("id"))
            yield _symbol(entry.record, file.name, id, id)


def _symbol(record: AnyRecord, file: str, whole: Passage, id: Passage) -> Symbol:
    name = shortened(one_line(title(record)), _LONGEST)
    return Symbol(record.kind, name or record.id, record.ref, file, whole, id)
