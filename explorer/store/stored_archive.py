"""The archive in a store: each record is read on demand."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from functools import cached_property, partial
from heapq import nlargest
from itertools import chain, compress
from typing import Any, cast

import msgspec

from explorer.checking.repeats.pairs import QuotesByWords, Words
from explorer.model.amended import base_of
from explorer.model.archive import Archive
from explorer.model.hierarchy import UPWARD, Hierarchies
from explorer.model.history import Found
from explorer.model.keys_in_order import SplicedKeys, order_of
from explorer.model.lazy import Numbers
from explorer.model.links import Links
from explorer.model.listed import Listed, amended
from explorer.model.orders import is_passing, name_key
from explorer.model.problems import Place, Problem
from explorer.model.quotes_of import CountedAt, QuotesOf, TopicIds, belonging
from explorer.model.records import (
    AnyRecord,
    Article,
    Comment,
    Entry,
    Event,
    Kind,
    Person,
    Quote,
    Rejection,
    Topic,
    ref,
)
from explorer.model.scope import Scope
from explorer.model.splicing import KeptEntries
from explorer.model.utterances import Utterances
from explorer.store.database import AT_ONCE, DamagedError, Database
from explorer.store.keys import Keys, Packed
from explorer.store.stored import Stored, Table, written_otherwise

# The kinds of records, in the order of their codes in the store.
CLASSES: tuple[type[AnyRecord], ...] = (Article, Person, Topic, Event, Quote)
KINDS = tuple(cls.kind for cls in CLASSES)
# The type code of unsigned numbers in the store's arrays.
NUMBERS = "I"
# The type code of signed numbers in arrays derived from these, and the number for no record.
_SIGNED, _NOBODY = "i", -1
# The table with the words by which each quote is searched for in all texts, and its value if they could not be
# determined: a word that no quote is searched for by.
WORDS = "words"
UNTOLD = array(NUMBERS, (0,))
# If more records of a kind than this have changed, all are sorted again.
_MOST_OTHERS = 500

# Cache lists of up to this many records when they have been read.
_MOST_KEPT = 10_000

Records = Mapping[Kind, Stored[AnyRecord]]


class Where(msgspec.Struct, frozen=True, array_like=True):
    """What an entry has besides its record."""

    place: Place
    spots: dict[str, tuple[int, int]]
    comments: dict[str, Comment]


class RecordsAt(Listed):
    """Some records of a kind, by their distinct places in the store."""

    def __init__(self, records: Stored[AnyRecord], places: Sequence[int]) -> None:
        self.stored, self.places = records, places
        # The records of a scope are usually iterated over several times.
        self._read: list[AnyRecord] | None = None

    def __len__(self) -> int:
        return len(self.places)

    def at(self, row: int) -> AnyRecord:
        return self.stored.at(self.places[row])

    def picked(self, rows: Sequence[int]) -> RecordsAt:
        is_whole = isinstance(self.places, range) and self.places == range(len(self.places))
        return RecordsAt(self.stored, rows if is_whole else [self.places[row] for row in rows])

    def is_as(self, other: Sequence[AnyRecord]) -> bool:
        return isinstance(other, RecordsAt) and other.stored is self.stored and other.places == self.places

    @property
    def kept_in(self) -> tuple[object, Sequence[int]]:
        return self.stored, self.places

    def __iter__(self) -> Iterator[AnyRecord]:
        if self._read is None and len(self) <= _MOST_KEPT:
            self._read = list(self._all())
        return self._all() if self._read is None else iter(self._read)

    def _all(self) -> Iterator[AnyRecord]:
        for first in range(0, len(self), AT_ONCE):
            yield from self.stored.some(self.places[first : first + AT_ONCE])

    def row_of(self, ref: str) -> int | None:
        place = self.stored.number(ref.partition("/")[2])
        return self.places.index(place) if place is not None and place in self.places else None


class StoredScope(Scope):
    """The scope of an archive that is based on a store: records are read when they are shown, not to sort them.

    They keep their stored order, except those that have changed.
    """

    def __init__(
        self,
        archive: Archive,
        database: Database,
        trail: Sequence[str] = (),
        events: Sequence[Event] | None = None,
        found: Found | None = None,
    ) -> None:
        super().__init__(archive, trail, events, found)
        self._is_stored = isinstance(archive, StoredArchive)
        self._database = database

    @cached_property
    def utterances(self) -> int:
        return self._database.value("utterances", int) if self._is_stored and not self.is_narrow else super().utterances

    def _in_order(self, kind: Kind) -> Sequence[AnyRecord]:
        if kind is Kind.QUOTE:
            return self.quotes
        known, others = self._stored(kind)
        is_ordered = kind is Kind.EVENT and self._events is not None
        if is_ordered or known is None:
            return super()._in_order(kind)
        if self.is_narrow:
            return self._narrowed(kind, known, others)
        return self._with(kind, known, others, self._places(f"listed_{kind}"), self._listing_key)

    def _narrowed(self, kind: Kind, known: Stored[AnyRecord], others: Collection[str]) -> Sequence[AnyRecord]:
        counted = self._counts.of_few(kind)
        counts = counted.counts if isinstance(counted, CountedAt) else {}
        if kind is Kind.TOPIC or (kind is Kind.PERSON and not counts):
            # There are few of these.
            return super()._in_order(kind)
        ids = chain(self._linked(kind), () if counts else self._counts.ids(kind))
        held = {*counts, *(id if (number := known.number(id)) is None else number for id in ids)}
        in_order = self._places("people_by_name" if kind is Kind.PERSON else f"listed_{kind}")
        places = [place for place in in_order if place in held]
        if kind is Kind.PERSON:
            named = bisect_left(places, True, key=lambda place: is_passing(cast("Person", known.at(place))))
            parts = places[:named], places[named:]
            places = [place for part in parts for place in sorted(part, key=lambda place: -counts.get(place, 0))]
        there = [id for id in others if id in held or known.number(id) in held]
        return self._with(kind, known, there, places, self._listing_key)

    @property
    def people_by_name(self) -> Sequence[AnyRecord]:
        known, others = self._stored(Kind.PERSON)
        if known is None:
            return super().people_by_name
        return self._with(Kind.PERSON, known, others, self._places("people_by_name"), name_key)

    def _stored(self, kind: Kind) -> tuple[Stored[AnyRecord] | None, Collection[str]]:
        """Return the stored records of a kind, and the ids of those that have changed; None if these are many."""
        known = base_of(self.archive.of_kind(kind))
        others = () if self._is_stored else self.archive.otherwise(kind, known)
        if isinstance(known, Stored) and others is not None and len(others) <= _MOST_OTHERS:
            return known, others
        return None, ()

    def _places(self, name: str) -> Sequence[int]:
        """Return the places in the store of all records of a kind, in one of its stored orders."""
        return _numbers(self._database.value(name, bytes))

    def _with(
        self,
        kind: Kind,
        known: Stored[AnyRecord],
        ids: Collection[str],
        places: Sequence[int],
        key_of: Callable[[Any], tuple[object, ...]],
    ) -> Sequence[AnyRecord]:
        """Insert changed records into a list where they belong now, and remove the deleted ones."""
        if not ids:
            return RecordsAt(known, places)
        records = self.archive.of_kind(kind)
        order, numbers = order_of(records), {id: known.number(id) for id in ids}
        away = {number for number in numbers.values() if number is not None}
        others = [record for id in numbers if (record := records.get(id))]
        kept = [place for place in places if place not in away]

        def key(at: int) -> tuple[object, ...]:
            """Return the sort key of a place in the store, or of a changed record, numbered from -1 down."""
            record, row = (
                (known.at(at), at) if at >= 0 else (others[-1 - at], order and order.number(others[-1 - at].id))
            )
            return (*key_of(record), order.row(at) if at >= 0 and isinstance(order, SplicedKeys) else row)

        for n in range(-len(others), 0):
            kept.insert(bisect_right(kept, key(n), key=key), n)
        rows = {row: others[-1 - at] for row, at in enumerate(kept) if at < 0}
        of = [at if at >= 0 else -1 if (number := numbers[others[-1 - at].id]) is None else number for at in kept]
        return amended(RecordsAt(known, range(len(known))), rows, of)


class StoredQuotes(Stored[AnyRecord], QuotesByWords):
    """All quotes in a store."""

    def words_in_order(self) -> Sequence[Words] | None:
        try:
            words = list(Table(self.table.database, WORDS, _numbers).all())
        except DamagedError:
            return None
        return None if UNTOLD in words else words

    def id_at(self, row: int) -> str:
        return self.order.at(row)


class StoredArchive(Archive):
    """The records in a store. `anew` reads the archive from its files if the store turns out to be damaged."""

    def __init__(self, database: Database, anew: Callable[[], Archive]) -> None:
        self._database = database
        self._anew = anew
        self.left_out = frozenset(database.value("left_out", list[str]))
        self.rejected = database.value("rejected", list[Rejection])
        self.rejected_topics = database.value("rejected_topics", list[str])
        self._records = {cls.kind: self._stored(cls) for cls in CLASSES}
        self._by_kind = self._records
        self.stored_entries = StoredEntries(database, self._records, lambda: anew().entries)
        self.entries = self.stored_entries
        self._hierarchies = _StoredHierarchies(database, self._records)
        self._links = _StoredLinks(database, self._records, self._hierarchies)
        self._topic_ids = TopicIds(_ByQuery(self._records[Kind.QUOTE], database))
        self._belonging = belonging(self._topic_ids)
        self._counts = _StoredCounts(database, self._records)
        self.quotes = cast("Sequence[Quote]", RecordsAt(quotes := self._records[Kind.QUOTE], range(len(quotes))))
        self._places, self.quote_ids = Numbers(quotes.order), quotes.order
        self._quotes_of = self._stored_quotes = _StoredQuotesOf(
            self.quotes, self._hierarchies, self._records, database, anew
        )
        self.drafts = database.value("drafts", int)
        self.explicit_reviews = database.value("explicit_reviews", int)
        self.draft_quotes = database.value("draft_quotes", int)
        self.accepting = database.value("accepting", set[str])

    def _stored(self, cls: type[AnyRecord]) -> Stored[AnyRecord]:
        table: Table[AnyRecord] = Table(self._database, cls.kind, msgspec.msgpack.Decoder(cls).decode)
        ids = Keys(self._database.value(f"ids_{cls.kind}", Packed))
        anew = self._anew  # not `self`, so that the store is closed as soon as the archive is no longer used
        of_kind = StoredQuotes if cls is Quote else Stored
        return of_kind(ids, table, lambda: anew().of_kind(cls.kind))

    @cached_property
    def codes(self) -> bytes:
        return self._database.value("codes", bytes)

    @property
    def _kept_codes(self) -> bytes:  # type: ignore[override]
        return self.codes

    @cached_property
    def problems(self) -> list[Problem]:  # type: ignore[override]
        return self._database.value("joining", list[Problem])

    @cached_property
    def uncut(self) -> Mapping[str, Entry]:  # type: ignore[override]
        return self._database.value("uncut", dict[str, Entry])

    def find(self, ref: str) -> AnyRecord | None:
        kind, _, id = ref.partition("/")
        return self._records[Kind(kind)].get(id) if kind in KINDS else None

    def quote_places_of(self, kind: Kind, ids: Sequence[str]) -> Iterator[int]:
        known = self._stored_quotes.places_of(kind, ids) if self._quotes_of is self._stored_quotes else None
        return super().quote_places_of(kind, ids) if known is None else known

    def quote_counts(self, kind: Kind, ids: Sequence[str]) -> Iterable[int]:
        if not isinstance(self._counts, _StoredCounts):
            return super().quote_counts(kind, ids)
        counts, records = self._counts.of(kind), self._records[kind]
        return (0 if (number := records.number(id)) is None else counts[number] for id in ids)

    def of_most_quotes(self, kind: Kind, most: int) -> Iterable[str]:
        if not isinstance(self._counts, _StoredCounts):
            return super().of_most_quotes(kind, most)
        counts, ids = self._counts.of(kind), self._records[kind].order
        least = min(nlargest(most, counts), default=0)
        return (ids.at(n) for n, count in enumerate(counts) if count >= least)

    def stored(self, kind: Kind) -> Stored[AnyRecord]:
        """Return the records of a kind by id, in file order, with the place of each."""
        return self._records[kind]

    def in_order(self, kind: Kind, ids: Collection[str]) -> dict[str, AnyRecord]:
        records = self._records[kind]
        numbers = sorted(number for id in ids if (number := records.number(id)) is not None)
        return {record.id: record for record in records.some(numbers)}

    # Relations

    @property
    def knows_utterances(self) -> bool:
        return True

    @cached_property
    def utterances(self) -> Utterances:
        numbers = sorted(self._database.value("joined", list[int]))
        quotes = cast("Sequence[Quote]", RecordsAt(self._records[Kind.QUOTE], numbers))
        return Utterances({quote.id: quote for quote in quotes})


class _StoredQuotesOf(QuotesOf):
    def __init__(
        self,
        quotes: Sequence[Quote],
        hierarchies: Hierarchies,
        records: Records,
        database: Database,
        anew: Callable[[], Archive],
    ) -> None:
        super().__init__(quotes, hierarchies)
        self._records, self._anew = records, anew
        self._held: dict[Kind, Sequence[Sequence[int]]] = {}
        self._numbers: dict[Kind, Table[Sequence[int]]] = {
            kind: Table(database, f"quotes_of_{kind}", _numbers) for kind in KINDS if kind != Kind.QUOTE
        }

    def places(self, record: AnyRecord) -> Sequence[int]:
        number, quotes = self._records[record.kind].number(record.id), self._records[Kind.QUOTE]
        if number is None:
            return ()
        if isinstance(record, Quote):
            return self.places_within(record, quotes.order)
        try:
            return self._numbers[record.kind][number]
        except DamagedError:
            found = (quotes.number(quote.id) for quote in self._anew().quotes_of(record))
            return [n for n in found if n is not None]

    def counted(self, kind: Kind, kept: object, numbers: Set[int | str]) -> CountedAt | None:
        if kind not in self._numbers or kept is not self._records[Kind.QUOTE]:
            return None
        places = [number for number in numbers if isinstance(number, int)]
        counts = Counter[int | str]()
        try:
            if kind in UPWARD:
                # A quote may belong to a long chain of them.
                of = frozenset(places).intersection
                counts.update({number: len(of(held)) for number, held in enumerate(self._numbers[kind].all())})
            else:
                for holders in self._holders(kind):
                    counts.update(map(holders.__getitem__, places))
        except DamagedError:
            return None
        return CountedAt(self._records[kind].order, {key: n for key, n in counts.items() if n and key != _NOBODY})

    def _holders(self, kind: Kind) -> Sequence[Sequence[int]]:
        """Return the number of the record of a kind that each quote belongs to; then of a second one, and so on."""
        if kind not in self._held:
            held: list[array[int]] = []
            for number, places in enumerate(self._numbers[kind].all()):
                for place in places:
                    for holders in held:
                        if holders[place] == _NOBODY:
                            holders[place] = number
                            break
                    else:
                        held.append(array(_SIGNED, (_NOBODY,)) * len(self._records[Kind.QUOTE]))
                        held[-1][place] = number
            self._held[kind] = held
        return self._held[kind]

    def places_of(self, kind: Kind, ids: Sequence[str]) -> Iterator[int] | None:
        """Return the indexes of the quotes of some records of a kind; None if that turns out to be damaged."""
        numbers = [number for id in ids if (number := self._records[kind].number(id)) is not None]
        try:
            return chain.from_iterable(self._numbers[kind].some(numbers))
        except (KeyError, DamagedError):
            return None


class StoredEntries(KeptEntries):
    """The entries of the records in a store by ref, in file order.

    The number of an entry, from 0, is its position in this order.
    """

    def __init__(self, database: Database, records: Records, anew: Callable[[], Mapping[str, Entry]]) -> None:
        self._database, self.records, self._anew = database, records, anew
        self.where = {kind: Table(database, f"where_{kind}", msgspec.msgpack.Decoder(Where).decode) for kind in KINDS}

    @property
    def by_kind(self) -> Records:
        return self.records

    @property
    def tables(self) -> Sequence[Table[Where]]:
        """The tables that it is read from, besides those of the records."""
        return tuple(self.where.values())

    def may_differ(self, other: Mapping[str, Entry]) -> Iterable[str] | None:
        if not isinstance(other, StoredEntries):
            return None
        found = list[str]()
        for kind, records in self.records.items():
            its = other.records[kind]
            for one, another in ((records.table, its.table), (self.where[kind], other.where[kind])):
                ids = written_otherwise(records.order, one, its.order, another)
                if ids is None:
                    return None
                found += (ref(kind, id) for id in ids)
        return found

    @cached_property
    def kinds(self) -> bytes:
        """The code of the kind of each entry."""
        return self._database.value("kinds", bytes)

    @cached_property
    def _places(self) -> tuple[array[int], ...]:
        """For each kind, the numbers of its entries."""
        places = tuple(array(NUMBERS) for _ in KINDS)
        for number, code in enumerate(self.kinds):
            places[code].append(number)
        return places

    def number(self, ref: str) -> int | None:
        kind, _, id = ref.partition("/")
        place = self.records[Kind(kind)].number(id) if kind in KINDS else None
        return None if place is None else self._places[KINDS.index(Kind(kind))][place]

    def number_in_kind(self, kind: Kind, number: int) -> int:
        return bisect_left(self._places[KINDS.index(kind)], number)

    def refs(self, first: int, after: int) -> Sequence[str]:
        counts = [self.number_in_kind(kind, first) for kind in KINDS]
        found = list[str]()
        for code in self.kinds[first:after]:
            found.append(ref(KINDS[code], self.records[KINDS[code]].order.at(counts[code])))
            counts[code] += 1
        return found

    def mentioning(self, ids: Collection[str]) -> Iterator[str]:
        words = [id.encode(errors="surrogatepass") for id in ids]
        for kind, records in self.records.items() if words else ():
            try:
                numbers = records.table.mentioning(words)
            except DamagedError:
                numbers = range(len(records))
            yield from (ref(kind, records.order.at(number)) for number in numbers)

    def __len__(self) -> int:
        return len(self.kinds)

    def __contains__(self, key: object) -> bool:
        kind, _, id = key.partition("/") if isinstance(key, str) else ("", "", "")
        return kind in KINDS and id in self.records[Kind(kind)]

    def __getitem__(self, key: str) -> Entry:
        kind, _, id = key.partition("/")
        number = self.records[Kind(kind)].number(id) if kind in KINDS else None
        if number is None:
            raise KeyError(key)
        try:
            where = self.where[Kind(kind)][number]
        except DamagedError:
            return self._anew()[key]
        return _entry(self.records[Kind(kind)][id], where)

    def __iter__(self) -> Iterator[str]:
        names = [(kind, iter(self.records[kind])) for kind in KINDS]
        return (ref(names[code][0], next(names[code][1])) for code in self.kinds)

    def between(self, first: int, after: int) -> Iterator[Entry]:
        """Iterate over the entries from one number to another (exclusive), in order."""
        rows = []
        for kind, places in zip(KINDS, self._places, strict=True):
            start, end = bisect_right(places, first - 1), bisect_right(places, after - 1)
            rows.append(zip(self.records[kind].each(start, end), self.where[kind].all(start, end), strict=True))
        try:
            for number in range(first, after):
                yield _entry(*next(rows[self.kinds[number]]))
        except DamagedError:
            # Nobody uses one that is gone now.
            anew, refs = self._anew(), self.refs(number, after)
            yield from (anew.get(ref) for ref in refs)  # type: ignore[misc]

    def values(self) -> Any:
        return self.between(0, len(self))

    def items(self) -> Any:
        return zip(self, self.between(0, len(self)), strict=True)


class _ByQuery(Mapping[str, Sequence[str]]):
    """The ids of the topics that quotes belong to by the topics' queries, by quote id."""

    def __init__(self, quotes: Stored[AnyRecord], database: Database) -> None:
        self._quotes, self._database = quotes, database

    @cached_property
    def _topics(self) -> Sequence[Sequence[str]]:
        """All distinct sets of topics that quotes have, the empty one first."""
        return self._database.value("by_query", list[tuple[str, ...]])

    @cached_property
    def _of(self) -> Sequence[int]:
        """The index of each quote's set of topics."""
        return _numbers(self._database.value("by_query_of", bytes))

    def __getitem__(self, id: str) -> Sequence[str]:
        number = self._quotes.number(id)
        if number is None or not self._of[number]:
            raise KeyError(id)
        return self._topics[self._of[number]]

    def items(self) -> Any:
        return compress(zip(self._quotes, map(self._topics.__getitem__, self._of), strict=True), self._of)

    def __len__(self) -> int:
        return sum(map(bool, self._of))

    def __iter__(self) -> Iterator[str]:
        return compress(self._quotes, self._of)


class _StoredHierarchies(Hierarchies):
    def __init__(self, database: Database, records: Records) -> None:
        super().__init__(records)
        self._kept = {kind: partial(database.value, f"parents_{kind}", dict[str, str]) for kind in KINDS}


class _StoredLinks(Links):
    def __init__(self, database: Database, records: Records, hierarchies: Hierarchies) -> None:
        super().__init__(records, hierarchies)
        self._database = database

    @property
    def is_made(self) -> bool:
        return True

    @cached_property
    def naming(self) -> Mapping[str, Sequence[str]]:
        return self._database.value("naming", dict[str, list[str]])


class _StoredCounts:
    """The number of quotes of each record."""

    def __init__(self, database: Database, records: Records) -> None:
        self._database, self._records = database, records
        self._made: dict[Kind, Sequence[int]] = {}

    def __getitem__(self, record: AnyRecord) -> int:
        number = self._records[record.kind].number(record.id)
        return 0 if number is None else self.of(record.kind)[number]

    def most(self, kind: Kind) -> int:
        return max(self.of(kind), default=0)

    def unquoted(self, kind: Kind) -> Iterable[str]:
        ids = self._records[kind].order
        return (ids.at(n) for n, count in enumerate(self.of(kind)) if not count)

    def of(self, kind: Kind) -> Sequence[int]:
        """Return the numbers for all records of a kind, in file order."""
        if kind not in self._made:
            self._made[kind] = _numbers(self._database.value(f"counts_{kind}", bytes))
        return self._made[kind]


def _numbers(content: bytes | memoryview) -> Sequence[int]:
    return array(NUMBERS, msgspec.msgpack.decode(content, type=bytes) if isinstance(content, memoryview) else content)


def _entry(record: AnyRecord, where: Where) -> Entry:
    return Entry(record, where.place, where.spots, where.comments)
