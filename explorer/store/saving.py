"""A snapshot → the store of its archive."""

from __future__ import annotations

import os
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, repeat
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from explorer.files.belonging import SEEDS
from explorer.files.data_files import DataFile
from explorer.files.seed_files import SeedFile
from explorer.model.amended import amendments_of, base_of, have_same_keys
from explorer.model.archive import Archive
from explorer.model.hierarchy import FlatHierarchy
from explorer.model.listed import Amended
from explorer.model.records import AnyRecord, Article, Entry, Kind, ids_of, kind_of, ref
from explorer.model.scope import Scope
from explorer.model.timeline import Announced, Gap, Moment, Row, Said, Undated
from explorer.snapshot import Snapshot
from explorer.store.database import write
from explorer.store.keys import Packed, packed
from explorer.store.layout import PAIR_SIZE, PAIRS, Head, Seed, edition
from explorer.store.stamping import Stamped, stamped
from explorer.store.stored import Stored, Table
from explorer.store.stored_archive import KINDS, NUMBERS, RecordsAt, StoredEntries, StoredFile, Where

if TYPE_CHECKING:
    from explorer.checking.repeats.pairs import Chunk

Value = TypeVar("Value")


def save(snapshot: Snapshot, path: Path, pause: Callable[[], None] = lambda: None) -> str:
    """Write the store of an archive into a file. Returns what it is called, which no other store is.

    Raises OSError when it can't be written, UnicodeEncodeError when something can't be encoded, such as a half of a
    surrogate pair; DamagedError when the store that the snapshot rests on turns out to be damaged.
    """
    archive = snapshot.archive
    numbers = {kind: {id: n for n, id in enumerate(archive.of_kind(kind))} for kind in KINDS}
    places = snapshot.repeats.places
    mappings: dict[str, Mapping[str, object]] = {
        "files": {name: replace(file, entries=()) for name, file in snapshot.files.items()},
        "seeds": snapshot.seeds,
        "verifications": snapshot.verifications,
        "coverage": snapshot.coverage,
        "omissions": snapshot.omissions,
        "also": snapshot.repeats.also,
        "again": places.found if places else {},
        "problems_of": snapshot.problems_of,
        "told": snapshot.told,
    }
    tables: dict[str, Iterable[object]] = {name: _values(mapping) for name, mapping in mappings.items()}
    tables["seeds"] = _values(snapshot.seeds, _seed)
    tables["problems"] = snapshot.problems
    lists: dict[str, object] = {f"keys_{name}": _keys(mapping) for name, mapping in mappings.items()}
    head = _head(snapshot, numbers)
    lists["head"] = head
    lists["stamps"] = stamped(snapshot.root, dict(_as_read(snapshot)), snapshot.began)
    lists["texts"] = {article.id: article.file for article in archive.all(Article) if article.id in snapshot.texts}
    _add_records(archive, numbers, tables, lists)
    _add_scope(snapshot.scope(), numbers, lists)
    lists["first_pairs"] = (firsts := bytearray())
    tables[PAIRS] = _noted(places.searched.index.chunks() if places else (), firsts)
    write(path, tables, lists, pause)
    return head.token


def _noted(chunks: Iterable[Chunk], firsts: bytearray) -> Iterator[Chunk]:
    """The chunks of an index, of each of which the first pair is noted when it is written."""
    for chunk in chunks:
        firsts += chunk.pairs[:PAIR_SIZE]
        yield chunk


def _head(snapshot: Snapshot, numbers: Mapping[Kind, Mapping[str, int]]) -> Head:
    spread, odd = _spread(snapshot.files, snapshot.archive)
    return Head(
        os.urandom(8).hex(),
        edition(),
        spread,
        odd,
        [_coded(row, numbers) for row in snapshot.timeline],
        list(snapshot.accepted),
        list(snapshot.unread_texts),
        snapshot.held,
        dict(snapshot.astray),
        sorted(snapshot.stale),
        dict(snapshot.severities),
        list(snapshot.hurt),
        list(snapshot.failures),
    )


def _as_read(snapshot: Snapshot) -> Iterator[tuple[str, Stamped]]:
    yield from ((name, Stamped(file.stamp, file.sha256)) for name, file in snapshot.files.items())
    yield from ((f"{SEEDS}/{name}", Stamped(file.stamp, file.sha256)) for name, file in snapshot.seeds.items())


def _spread(files: Mapping[str, DataFile], archive: Archive) -> tuple[list[tuple[int, int]], dict[str, list[Entry]]]:
    spread, odd, number = list[tuple[int, int]](), dict[str, list[Entry]](), 0
    for name, file in files.items():
        first = number
        if isinstance(file.entries, StoredFile):  # of an archive in which no id was taken, and nothing was cut
            number += len(file.entries)
            is_odd = bool(archive.uncut) and any(entry.record.ref in archive.uncut for entry in file.entries)
        else:
            number += sum(1 for entry in file.entries if _is_in(archive, entry))
            is_odd = any(archive.entries[entry.record.ref] is not entry for entry in file.entries)
        spread.append((first, number))
        if is_odd:
            odd[name] = list(file.entries)
    return spread, odd


def _is_in(archive: Archive, entry: Entry) -> bool:
    """Whether an entry of a file is in the archive, and no other one that has its id."""
    return archive.as_written(entry.record.ref) is entry


def _add_records(
    archive: Archive,
    numbers: Mapping[Kind, Mapping[str, int]],
    tables: dict[str, Iterable[object]],
    lists: dict[str, object],
) -> None:
    lists["kinds"] = _kinds(archive.entries)
    for kind in KINDS:
        records, hierarchy = archive.of_kind(kind), archive.hierarchy(kind)
        tables[kind] = _values(records)
        tables[f"where_{kind}"] = _where(archive.entries, records, kind)
        lists[f"ids_{kind}"] = _keys(records)
        lists[f"counts_{kind}"] = _counts(archive, kind).tobytes()
        if kind is not Kind.QUOTE:
            tables[f"quotes_of_{kind}"] = _quotes_of(archive, kind)
        above = () if isinstance(hierarchy, FlatHierarchy) else zip(hierarchy.ids, hierarchy.parent, strict=True)
        lists[f"parents_{kind}"] = {id: hierarchy.ids[n] for id, n in above if n >= 0}
    lists["naming"] = archive.naming
    by_query: dict[tuple[str, ...], int] = {(): 0}
    found = dict(archive.by_query.items())
    topics = map(found.get, archive.of_kind(Kind.QUOTE)) if found else repeat(None, len(archive.quotes))
    which = array(NUMBERS, (by_query.setdefault(tuple(each or ()), len(by_query)) for each in topics))
    lists["by_query"], lists["by_query_of"] = list(by_query), which.tobytes()
    lists["joined"] = [numbers[Kind.QUOTE][quote.id] for group in archive.utterances.joined for quote in group]
    lists["codes"] = archive.codes
    lists["uncut"], lists["joining"] = archive.uncut, archive.problems
    lists["left_out"], lists["rejected"] = sorted(archive.left_out), archive.rejected
    lists["rejected_topics"] = archive.rejected_topics
    lists["drafts"], lists["tells_drafts"] = archive.drafts, archive.tells_drafts
    lists["draft_quotes"], lists["accepting"] = archive.draft_quotes, list(archive.accepting)


def _keys(mapping: Mapping[str, object]) -> Packed:
    base = base_of(mapping)
    return base.order.packed if isinstance(base, Stored) and have_same_keys(mapping, base) else packed(mapping)


def _values(mapping: Mapping[str, Value], of: Callable[[Value], object] = lambda value: value) -> Iterable[object]:
    """The values of a mapping, as a store has them; what one has already, as it is there."""
    base, others = base_of(mapping), amendments_of(mapping)
    if not isinstance(base, Stored):
        return map(of, mapping.values())
    known = {key: base.number(key) for key in others}
    amended = {n: None if (value := others[key]) is None else of(value) for key, n in known.items() if n is not None}
    new = (of(value) for key, value in others.items() if known[key] is None and value is not None)
    return chain(base.table.written(amended), new)


def _kinds(entries: Mapping[str, Entry]) -> bytes:
    """The code of the kind of each entry."""
    base = base_of(entries)
    if isinstance(base, StoredEntries) and have_same_keys(entries, base):
        return base.kinds
    codes = {kind: code for code, kind in enumerate(KINDS)}
    return bytes(codes[kind_of(name)] for name in entries)


def _where(entries: Mapping[str, Entry], records: Mapping[str, AnyRecord], kind: Kind) -> Iterable[object]:
    """Where the records of a kind stand."""
    base = base_of(entries)
    if not isinstance(base, StoredEntries) or not have_same_keys(entries, base):
        return (_where_of(entries[ref(kind, id)]) for id in records)
    numbers = {id: base.records[kind].number(id) for id in ids_of(kind, amendments_of(entries))}
    others = {n: _where_of(entries[ref(kind, id)]) for id, n in numbers.items() if n is not None}
    return base.where[kind].written(others)


def _where_of(entry: Entry) -> Where:
    return Where(entry.place, entry.spots, entry.comments)


def _counts(archive: Archive, kind: Kind) -> array[int]:
    """How many quotes belong to each record of a kind."""
    records = archive.of_kind(kind)
    base, others = _otherwise(archive, kind)
    if base is None:
        return array(NUMBERS, map(archive.quote_count, records.values()))
    counts = array(NUMBERS, base.table.database.value(f"counts_{kind}", bytes))
    for id, number in others.items():
        counts[number] = archive.quote_count(records[id])
    return counts


def _quotes_of(archive: Archive, kind: Kind) -> Iterable[object]:
    """The places of the quotes that belong to each record of a kind."""
    records = archive.of_kind(kind)
    base, others = _otherwise(archive, kind)
    if base is None:
        return (array(NUMBERS, archive.quote_places(record)).tobytes() for record in records.values())
    places = {number: array(NUMBERS, archive.quote_places(records[id])).tobytes() for id, number in others.items()}
    return Table(base.table.database, f"quotes_of_{kind}", bytes).written(places)


def _otherwise(archive: Archive, kind: Kind) -> tuple[Stored[AnyRecord] | None, Mapping[str, int]]:
    """The records of a kind in the store that an archive rests on, and the places of those that are others now, or have
    other quotes, by their ids; no such records where all may."""
    base = base_of(archive.of_kind(kind))
    if not isinstance(base, Stored) or (others := archive.otherwise(kind, base)) is None:
        return None, {}
    return base, {id: number for id in others if (number := base.number(id)) is not None}


def _add_scope(scope: Scope, numbers: Mapping[Kind, Mapping[str, int]], lists: dict[str, object]) -> None:
    for kind in KINDS:
        if kind is not Kind.QUOTE:
            lists[f"listed_{kind}"] = array(NUMBERS, _listed(scope.records(kind), numbers[kind])).tobytes()
    lists["utterances"] = scope.utterances


def _listed(records: Sequence[AnyRecord], numbers: Mapping[str, int]) -> Iterable[int]:
    """The numbers of some records, in their order."""
    base = records.base if isinstance(records, Amended) else records
    return base.places if isinstance(base, RecordsAt) else (numbers[record.id] for record in records)


def _seed(file: SeedFile) -> Seed:
    return Seed(file.stamp, file.sha256, file.text.text if file.text else None, file.problem)


def _coded(row: Row, numbers: Mapping[Kind, Mapping[str, int]]) -> tuple[str, int, int, int]:
    match row:
        case Moment(event, depth, quotes):
            return "m", numbers[Kind.EVENT][event.id], depth, quotes
        case Said(quote):
            return "s", numbers[Kind.QUOTE][quote.id], 0, 0
        case Gap(days):
            return "g", days, 0, 0
        case Announced(count):
            return "a", count, 0, 0
        case Undated(count):
            return "u", count, 0, 0
