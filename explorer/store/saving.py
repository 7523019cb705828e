"""Writing a snapshot to the store of its archive."""

from __future__ import annotations

import os
from array import array
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec
from msgspec.structs import replace

from explorer.files.belonging import SEEDS
from explorer.files.data_files import DataFile
from explorer.files.seed_files import SeedFile
from explorer.model.amended import amendments_of, base_of, have_same_keys, places_of_new
from explorer.model.archive import Archive
from explorer.model.hierarchy import FlatHierarchy
from explorer.model.joining import has_taken_ids
from explorer.model.keys_in_order import SplicedKeys, order_of
from explorer.model.lazy import Numbered
from explorer.model.listed import parts
from explorer.model.records import AnyRecord, Article, Entry, Kind, Quote, ids_of, kind_of, ref
from explorer.model.scope import Scope
from explorer.model.splicing import KeptEntries, Stretch
from explorer.model.timeline import Announced, Gap, Moment, Row, Said, Undated
from explorer.snapshot import Snapshot
from explorer.store.database import Run, write
from explorer.store.keys import Packed, packed
from explorer.store.layout import PAIR_SIZE, PAIRS, Head, Seed, edition
from explorer.store.stamping import Stamped, stamped
from explorer.store.stored import Stored, Table, spliced
from explorer.store.stored_archive import KINDS, NUMBERS, UNTOLD, WORDS, RecordsAt, StoredEntries, Where
from explorer.store.stored_lookups import LOOKED_UP, lookups_of

if TYPE_CHECKING:
    from explorer.checking.repeats.pairs import Chunk

Value = TypeVar("Value")


def save(snapshot: Snapshot, path: Path, pause: Callable[[], None] = lambda: None) -> str:
    """Write the store of an archive to a file, and return its unique name.

    Raises OSError when it can't be written, UnicodeEncodeError when something can't be encoded, such as half of a
    surrogate pair; DamagedError when the store that the snapshot is based on turns out to be damaged.
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
    tables[LOOKED_UP] = lookups_of(snapshot)
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
    """Yield the chunks of an index, adding the first pair of each to `firsts` when it is written."""
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
        sorted(snapshot.unsettled),
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
    # Files are odd if they have an entry whose id is now taken by an earlier one, or whose record was cut.
    has_taken = has_taken_ids(archive)
    cut = _numbers_of([*archive.uncut, *(places_of_new(archive.entries) if has_taken else ())], archive)
    is_kept = isinstance(base_of(archive.entries), KeptEntries) and not has_taken
    others = {*amendments_of(archive.entries), *archive.uncut} if is_kept else None
    for name, file in files.items():
        first, entries = number, file.entries
        is_odd, is_whole = False, isinstance(entries, Stretch)
        if isinstance(entries, Stretch):
            is_whole = bisect_left(cut, entries.first) == bisect_left(cut, entries.after)
        number += len(entries)
        if not is_whole:
            # An entry that was read twice is another object. One that the store has unchanged is equal.
            compared = [each for each in entries if others is None or each.record.ref in others]
            is_odd = any(archive.entries[each.record.ref] != each for each in compared)
            number -= sum(archive.as_written(each.record.ref) != each for each in compared)
        spread.append((first, number))
        if is_odd:
            odd[name] = list(entries)
    return spread, odd


def _numbers_of(refs: Iterable[str], archive: Archive) -> list[int]:
    """Return the sorted numbers of some entries in the store that an archive is based on."""
    base = base_of(archive.entries)
    numbers = map(base.number, refs) if isinstance(base, KeptEntries) else ()
    return sorted(number for number in numbers if number is not None)


def _add_records(
    archive: Archive,
    numbers: Mapping[Kind, Mapping[str, int]],
    tables: dict[str, Iterable[object]],
    lists: dict[str, object],
) -> None:
    lists["kinds"] = _kinds(archive.entries)
    tables[WORDS] = _words(archive.of_kind(Kind.QUOTE))
    for kind in KINDS:
        records, nesting = archive.of_kind(kind), archive.nesting(kind)
        tables[kind] = _values(records)
        tables[f"where_{kind}"] = _where(archive.entries, records, kind)
        lists[f"ids_{kind}"] = _keys(records)
        lists[f"counts_{kind}"] = _counts(archive, kind, numbers[kind]).tobytes()
        if kind is not Kind.QUOTE:
            tables[f"quotes_of_{kind}"] = _quotes_of(archive, kind)
        above = () if isinstance(nesting, FlatHierarchy) else zip(nesting.ids, nesting.parent, strict=True)
        lists[f"parents_{kind}"] = {id: nesting.ids[n] for id, n in above if n >= 0}
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
    lists["drafts"], lists["explicit_reviews"] = archive.drafts, archive.explicit_reviews
    lists["draft_quotes"], lists["accepting"] = archive.draft_quotes, sorted(archive.accepting)


def _keys(mapping: Mapping[str, object]) -> Packed:
    base = base_of(mapping)
    return base.order.packed if isinstance(base, Stored) and have_same_keys(mapping, base) else packed(mapping)


def _values(mapping: Mapping[str, Value], of: Callable[[Value], object] = lambda value: value) -> Iterable[object]:
    """Yield the values of a mapping as a store has them, copying unchanged ones from the present store."""
    base = base_of(mapping)
    if not isinstance(base, Stored):
        return map(of, mapping.values())
    return spliced(mapping, base, base.table, amendments_of(mapping), lambda key: of(mapping[key]))


def _kinds(entries: Mapping[str, Entry]) -> bytes:
    """Return the code of each entry's kind."""
    base = base_of(entries)
    if isinstance(base, StoredEntries) and have_same_keys(entries, base):
        return base.kinds
    codes = {kind: code for code, kind in enumerate(KINDS)}
    return bytes(codes[kind_of(name)] for name in entries)


def _words(quotes: Mapping[str, AnyRecord]) -> Iterable[object]:
    """Yield the words by which each quote is searched for in all texts, as numbers; `UNTOLD` if that fails."""
    # Imported lazily: what is stored again has usually been checked.
    from explorer.checking.repeats.places import words_looked_for

    def of(id: str) -> bytes:
        quote = quotes[id]
        with suppress(Exception):
            return array(NUMBERS, words_looked_for(quote) if isinstance(quote, Quote) else ()).tobytes()
        return UNTOLD.tobytes()

    base = base_of(quotes)
    if not isinstance(base, Stored):
        return map(of, quotes)
    table: Table[bytes] = Table(base.table.database, WORDS, msgspec.msgpack.Decoder(bytes).decode)
    return spliced(quotes, base, table, amendments_of(quotes), of)


def _where(entries: Mapping[str, Entry], records: Mapping[str, AnyRecord], kind: Kind) -> Iterable[object]:
    """Yield the places of the records of a kind."""

    def of(id: str) -> Where:
        return _where_of(entries[ref(kind, id)])

    base, known = base_of(entries), base_of(records)
    if not isinstance(base, StoredEntries) or not isinstance(known, Stored):
        return map(of, records)
    return spliced(records, known, base.where[kind], ids_of(kind, amendments_of(entries)), of)


def _where_of(entry: Entry) -> Where:
    return Where(entry.place, entry.spots, entry.comments)


def _counts(archive: Archive, kind: Kind, numbers: Mapping[str, int]) -> array[int]:
    """Count the quotes of each record of a kind."""
    records, order = archive.of_kind(kind), order_of(archive.of_kind(kind))
    if kind is Kind.QUOTE:
        counts, nesting = array(NUMBERS, (1,)) * len(records), archive.nesting(kind)
        for n, id in enumerate(nesting.ids):
            counts[numbers[id]] = nesting.end[n] - n
        return counts
    base, others = _otherwise(archive, kind)
    if base is None:
        return array(NUMBERS, map(archive.quote_count, records.values()))
    known, counts = array(NUMBERS, base.table.database.value(f"counts_{kind}", bytes)), array(NUMBERS)
    for piece in order.pieces if isinstance(order, SplicedKeys) else (range(len(known)),):
        counts += array(NUMBERS, (0,)) if isinstance(piece, str) else known[piece.start : piece.stop]
    for id in others:
        counts[numbers[id]] = archive.quote_count(records[id])
    return counts


def _quotes_of(archive: Archive, kind: Kind) -> Iterable[object]:
    """Yield the indexes of the quotes of each record of a kind."""
    records, quotes = archive.of_kind(kind), order_of(archive.of_kind(Kind.QUOTE))
    base, others = _otherwise(archive, kind)
    if base is None:
        return (array(NUMBERS, archive.quote_places(record)).tobytes() for record in records.values())
    table: Table[bytes] = Table(base.table.database, f"quotes_of_{kind}", msgspec.msgpack.Decoder(bytes).decode)
    known = spliced(
        records, base, table, others, lambda id: array(NUMBERS, archive.quote_places(records[id])).tobytes()
    )
    return _renumbered(known, table, quotes) if isinstance(quotes, SplicedKeys) else known


def _renumbered(known: Iterable[object], table: Table[bytes], quotes: SplicedKeys) -> Iterator[object]:
    """Convert the indexes of quotes in runs from those in the old store."""
    for each in known:
        if isinstance(each, Run):
            for places in table.all(each.first, each.after):
                yield array(NUMBERS, quotes.rows(array(NUMBERS, places))).tobytes()
        else:
            yield each


def _otherwise(archive: Archive, kind: Kind) -> tuple[Stored[AnyRecord] | None, Collection[str]]:
    """Return the stored records of a kind, and the ids of those that changed or got other quotes, if known."""
    records = archive.of_kind(kind)
    base = base_of(records)
    if not isinstance(base, Stored) or (others := archive.otherwise(kind, base)) is None:
        return None, ()
    return base, [id for id in others if id in records]


def _add_scope(scope: Scope, numbers: Mapping[Kind, Mapping[str, int]], lists: dict[str, object]) -> None:
    in_order = {f"listed_{kind}": (kind, scope.records(kind)) for kind in KINDS if kind is not Kind.QUOTE}
    in_order["people_by_name"] = Kind.PERSON, scope.people_by_name
    for name, (kind, records) in in_order.items():
        listed = _listed(records, numbers[kind], order_of(scope.archive.of_kind(kind)))
        lists[name] = array(NUMBERS, listed).tobytes()
    lists["utterances"] = scope.utterances


def _listed(records: Sequence[AnyRecord], numbers: Mapping[str, int], order: Numbered | None) -> Iterable[int]:
    """Return the numbers of some records, in order."""
    base, others, of = parts(records)
    if not isinstance(base, RecordsAt):
        return (numbers[record.id] for record in records)
    row = order.row if isinstance(order, SplicedKeys) else lambda place: place
    places = (numbers[others[at].id] if at in others else row(base.places[place]) for at, place in enumerate(of))
    return (place for place in places if place is not None)


def _seed(file: SeedFile) -> Seed:
    return Seed(file.stamp, file.sha256, None if file.text is None else file.text.text, file.problem)


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
