"""All records of an archive, joined. This module answers every question about how records are related."""

from __future__ import annotations

import weakref
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from copy import copy
from functools import cached_property
from itertools import chain, islice
from typing import TypeVar, cast

from explorer.model.amended import amendments_of, base_of, differing, have_same_keys, may_differ, several, without
from explorer.model.hierarchy import UPWARD, Hierarchies, Hierarchy
from explorer.model.joining import Joined, perhaps_mentioning
from explorer.model.keys_in_order import SplicedKeys, order_of
from explorer.model.lazy import Numbers
from explorer.model.links import Links
from explorer.model.listed import amended, picked
from explorer.model.listed import base_of as base_of_list
from explorer.model.problems import Place, Problem
from explorer.model.quotes_of import (
    CountsOfAll,
    CountsShifted,
    QuoteCounts,
    QuotesOf,
    QuotesRead,
    QuotesShifted,
    Shifts,
    TopicIds,
    belonging,
    refs_of,
)
from explorer.model.records import (
    AnyRecord,
    Article,
    Entry,
    Event,
    Kind,
    Person,
    PersonType,
    Quote,
    Rejection,
    Topic,
    ids_of,
    is_draft,
    ref,
)
from explorer.model.references import references
from explorer.model.splicing import Splice
from explorer.model.tallies import TIMED, Tally, code_of, tally
from explorer.model.utterances import Utterances

RecordT = TypeVar("RecordT", Article, Person, Topic, Event, Quote)

# The person who reported words, when the text does not name one.
UNNAMED = "someone who is not named"


class Archive:
    """The joined records of an archive, built once from entries and never changed.

    `entries` holds the records by ref, `quotes` all quotes in file order, and `problems` what joining them found.
    `uncut` holds the entries whose references form a cycle, with everything that their YAML says. `left_out` holds the
    refs of records that could not be read: that is reported already, so references to them are not. `rejected` holds
    the drafts that must not be proposed again, `rejected_topics` the labels of such topics.
    """

    entries: Mapping[str, Entry]
    uncut: Mapping[str, Entry]
    problems: Sequence[Problem]
    quotes: Sequence[Quote]
    # The codes of the quotes in the underlying store.
    _kept_codes: bytes | None = None

    def __init__(
        self,
        entries: Iterable[Entry] | Mapping[str, Entry] = (),
        left_out: Collection[str] = (),
        rejected: Sequence[Rejection] = (),
        rejected_topics: Sequence[str] = (),
        before: Archive | None = None,
        problems: Sequence[Problem] | None = None,
        splice: Splice | None = None,
    ) -> None:
        """Join entries, reusing what an archive `before` has computed from entries that are the same.

        A `splice` says how the entries differ from those of the store that the archive `before` is based on. Entries
        given as a mapping are known to have no duplicate ids. If `problems` are given, there are no others.
        """
        joined = Joined(entries, left_out, before, problems, splice)
        self.left_out = left_out
        self.rejected = rejected
        self.rejected_topics = rejected_topics
        self.problems = joined.problems
        self.entries = joined.entries
        self.uncut = joined.uncut
        self._by_kind: Mapping[Kind, Mapping[str, AnyRecord]] = joined.by_kind
        self._hierarchies = Hierarchies(self._by_kind)
        self._links = Links(self._by_kind, self._hierarchies)
        self._fresh = joined.fresh
        self._follows = weakref.ref(before) if before is not None else None
        if before is not None and splice:
            self._splice_quotes(before)
        else:
            self.quotes = cast("list[Quote]", list(self._by_kind[Kind.QUOTE].values()))
        self._relate(before.by_query if before is not None else {})
        if before is not None:
            gone = without(before.entries, self.entries)
            again = dict.fromkeys(chain(joined.again or (), joined.uncut, gone))
            has_same_ids = have_same_keys(before.entries, self.entries)
            self._take_over(before, joined.fresh, gone, again, has_same_ids=has_same_ids)
            if splice:
                self._take_over_kept(before, again)

    def _splice_quotes(self, before: Archive) -> None:
        """Take the quotes of the store that an earlier archive is based on, except those that changed or moved."""
        quotes = self._by_kind[Kind.QUOTE]
        order = order_of(quotes)
        assert order is not None
        self.quote_ids, self._places, of = order, Numbers(order), None
        others = {order.number(id) or 0: record for id, record in amendments_of(quotes).items() if record}
        self._kept_codes = known = before._kept_codes or b""
        codes = bytearray(known)
        if isinstance(order, SplicedKeys):
            of = array("q", chain.from_iterable((-1,) if isinstance(each, str) else each for each in order.pieces))
            codes = order.spliced(known)
        for place, quote in others.items():
            codes[place] = code_of(cast("Quote", quote))
        self.codes = bytes(codes)
        self.quotes = cast("Sequence[Quote]", amended(base_of_list(before.quotes), others, of))

    def _relate(self, by_query: Mapping[str, Sequence[str]]) -> None:
        """Reset the relations of quotes, so that they are computed when next needed."""
        self._topic_ids = TopicIds(by_query)
        self._belonging = belonging(self._topic_ids)
        self._quotes_of: QuotesOf = QuotesRead(self.quotes, self._hierarchies, self._belonging)
        self._counts: CountsOfAll = self.counts(self.quotes)

    def with_topics(self, by_query: Mapping[str, Sequence[str]], changed: Collection[str] | None = None) -> Archive:
        """Return a copy of this archive in which quotes also belong to the topics whose query they match.

        `by_query` maps the id of each such quote to the ids of the topics. `changed` has the ids of the quotes whose
        topics may differ from those in this archive; without it, any may.
        """
        archive = copy(self)
        archive.__dict__.pop("largest_topic", None)
        Archive._relate(archive, by_query)
        if changed is not None and self._is_kept:
            Archive._shift(archive, self, changed, (Kind.TOPIC,))
        return archive

    def _take_over(
        self,
        before: Archive,
        fresh: Collection[str],
        gone: Collection[str],
        again: Collection[str],
        *,
        has_same_ids: bool,
    ) -> None:
        """Reuse what an earlier archive computed, except what depends on entries that are `fresh` or gone.

        `again` has the refs of all entries that are gone or whose references may lead elsewhere now. If it
        `has_same_ids`, each record is in the same place as before.
        """
        changed = [(old, now) for name in fresh if (old := before.find(name)) and (now := self.find(name))]
        self._hierarchies.take_over(before._hierarchies, changed, again, has_same_ids=has_same_ids)
        self._take_over_drafts(before, fresh, gone)
        self._links.take_over(before._links, ((before.find(name), self.find(name)) for name in chain(fresh, gone)))
        if has_same_ids and before.knows_utterances and all(_joins(old) == _joins(now) for old, now in changed):
            self.utterances = before.utterances.following(self._by_kind[Kind.QUOTE], ids_of(Kind.QUOTE, fresh))

    def _take_over_kept(self, before: Archive, again: Collection[str]) -> None:
        """Reuse the quotes of each record from an archive that is based on a store."""
        if "utterances" not in vars(self) and before.knows_utterances:
            self.utterances = before.utterances.with_others(
                self._by_kind[Kind.QUOTE], ids_of(Kind.QUOTE, again), self._places
            )
        quotes = dict.fromkeys(ids_of(Kind.QUOTE, again))
        for kind in UPWARD:
            if kind is not Kind.QUOTE and kind not in self._hierarchies.taken_over:
                moved = list(self._hierarchies.moved(before._hierarchies, kind, again))
                places = before.quote_places_of(kind, moved)
                quotes.update(dict.fromkeys(before.quote_ids[place] for place in places))
        self._shift(before, quotes, tuple(Kind))

    def _take_over_drafts(self, before: Archive, fresh: Collection[str], gone: Collection[str]) -> None:
        """Reuse the review counts of an earlier archive, adjusted for the entries that are `fresh` or gone."""
        known = vars(before)
        entries = [entry for name in fresh if (entry := self.entries.get(name))]
        earlier = [entry for name in chain(fresh, gone) if (entry := before.entries.get(name))]
        counts = {"drafts": _drafts_in, "draft_quotes": _is_draft_quote, "explicit_reviews": _tells_review}
        for name, count in counts.items():
            if name in known:
                setattr(self, name, known[name] + sum(map(count, entries)) - sum(map(count, earlier)))
        if "accepting" in known:
            others = {entry.record.ref for entry in entries if entry.record.accepts}
            self.accepting = others.union(name for name in before.accepting if name not in fresh and name not in gone)

    @cached_property
    def _places(self) -> Mapping[str, int]:
        """The index of each quote among all quotes, by id."""
        return {id: place for place, id in enumerate(self._by_kind[Kind.QUOTE])}

    def _places_of(self, ids: Iterable[str]) -> list[int]:
        """Return the sorted indexes of the quotes with some ids."""
        return sorted({self._places[id] for id in ids if id in self._places})

    def _shift(self, before: Archive, ids: Iterable[str], kinds: Iterable[Kind]) -> None:
        """Reuse the quotes of each record, adjusted for some quotes."""
        known, counts = before._quotes_of, before._counts
        shifts = Shifts()
        if isinstance(known, QuotesShifted) and isinstance(counts, CountsShifted):
            shifts, known, counts = known.shifts.copied(), known.before, counts.before
        kinds = [kind for kind in kinds if kind is not Kind.QUOTE]  # the quotes within a quote are found without this
        for id in ids:
            shifts.add(id, before._refs_of(id, kinds), self._refs_of(id, kinds))
        order = order_of(self._by_kind[Kind.QUOTE])
        assert order is not None
        self._quotes_of = QuotesShifted(known, shifts, self.quotes, self._hierarchies, order)
        self._counts = CountsShifted(counts, shifts, self._by_kind, self._hierarchies)

    def _refs_of(self, id: str, kinds: Iterable[Kind]) -> set[str]:
        """Return the refs of the records of some kinds that a quote belongs to; empty if there is no such quote."""
        quote = self.get(Quote, id)
        return refs_of(quote, self._belonging, self._hierarchies, kinds) if quote else set()

    @property
    def _is_kept(self) -> bool:
        """Whether the archive is based on a store, where the quotes of a record are looked up."""
        return isinstance(self._quotes_of, QuotesShifted)

    def otherwise(self, kind: Kind, known: Mapping[str, AnyRecord]) -> Collection[str] | None:
        """Return the ids of the records of a kind that differ from the known ones or whose quotes differ.

        They may include ids that are gone or unknown. None if any record may differ, because the archive is not based
        on the known records.
        """
        records = self._by_kind[kind]
        if not (isinstance(self._counts, CountsShifted) and base_of(records) is known):
            return None
        shifts = self._counts.shifts
        return {*may_differ(known, records), *ids_of(kind, chain(shifts.came, shifts.went))}

    def fresh_since(self, before: Archive) -> Collection[str]:
        """Return the refs of the entries that are not the same objects as in an earlier archive; they may be equal."""
        if self._follows is not None and self._follows() is before:
            return self._fresh
        return [name for name, entry in self.entries.items() if before.entries.get(name) is not entry]

    # Looking up

    def get(self, cls: type[RecordT], id: str | None) -> RecordT | None:
        """Return the record of this kind with this id, or None."""
        return self._by_kind[cls.kind].get(id) if id is not None else None  # type: ignore[return-value]

    def joined_with(self, refs: Iterable[str]) -> Iterable[str]:
        """Return the refs of all quotes that share an utterance with one of some quotes."""
        quotes = (quote for name in refs if isinstance(quote := self.find(name), Quote))
        return (each.ref for quote in quotes for each in self.utterances.of(quote))

    def find(self, ref: str) -> AnyRecord | None:
        """Return the record with this ref, or None."""
        entry = self.entries.get(ref)
        return entry.record if entry else None

    def referring_to(self, refs: Collection[str]) -> list[AnyRecord]:
        """Find the records that refer to any of some others, in file order. This is slow in a very large archive."""
        near = perhaps_mentioning(self.entries, {name.partition("/")[2] for name in refs})
        found = [each for each in near if any(ref(kind, id) in refs for _, kind, id in references(each.record))]
        found.sort(key=lambda entry: (entry.place.file.split("/"), entry.place.line))
        return [entry.record for entry in found]

    def as_written(self, ref: str) -> Entry | None:
        """Return the entry of a record with everything its YAML says, even if its references form a cycle."""
        return self.uncut.get(ref) or self.entries.get(ref)

    def place_of(self, ref: str | None) -> Place:
        """Return the place of a record in the files; for an unknown record, a place before all others."""
        entry = self.entries.get(ref or "")
        return entry.place if entry else Place("")

    def all(self, cls: type[RecordT]) -> Iterator[RecordT]:
        """Iterate over the records of a kind in file order."""
        yield from self._by_kind[cls.kind].values()  # type: ignore[misc]

    def of_kind(self, kind: Kind) -> Mapping[str, AnyRecord]:
        """Return the records of a kind by id, in file order."""
        return self._by_kind[kind]

    def in_order(self, kind: Kind, ids: Collection[str]) -> dict[str, AnyRecord]:
        """Return the records of a kind with some ids, in file order, ignoring unknown ids."""
        records, number = self._by_kind[kind], self._hierarchies[kind].number
        if kind in UPWARD:
            in_order = [id for id in records if id in ids]
        else:
            in_order = sorted(filter(number.__contains__, ids), key=number.__getitem__)
        return several(records, in_order)

    # Relations

    def quotes_of(self, record: AnyRecord) -> Sequence[Quote]:
        """Return the quotes that belong to a record.

        A topic includes the quotes of its narrower topics, an event those of its parts, and a paraphrase those within
        it. A person has the quotes that they said, that others relayed from them, and that they relayed from others.
        """
        return self._quotes_of[record]

    def quote_places(self, record: AnyRecord) -> Sequence[int]:
        """Return the indexes of a record's quotes among all quotes, from 0."""
        return self._quotes_of.places(record)

    def quote_refs_of(self, kind: Kind, ids: Sequence[str]) -> Iterator[str]:
        """Iterate over the refs of some records' quotes, maybe with repeats. Cheaper than collecting the quotes."""
        return (ref(Kind.QUOTE, self.quote_ids[place]) for place in self.quote_places_of(kind, ids))

    def quote_places_of(self, kind: Kind, ids: Sequence[str]) -> Iterator[int]:
        """Iterate over the indexes of the quotes of some records among all quotes, from 0, maybe with repeats."""
        return chain.from_iterable(map(self.quote_places, several(self.of_kind(kind), ids).values()))

    @cached_property
    def quote_ids(self) -> Sequence[str]:
        """The ids of all quotes, in order."""
        return list(self._by_kind[Kind.QUOTE])

    def tally(self, record: AnyRecord) -> Tally:
        """Count the quotes of a record by sort. Cheaper than collecting the quotes."""
        return tally(map(self.codes.__getitem__, self.quote_places(record)))

    def utterance_count(self, record: AnyRecord) -> int:
        """Count the distinct utterances among a record's quotes."""
        places, joined = self.quote_places(record), self._joined
        groups = [joined[place] for place in places if place in joined] if joined else []
        return len(places) - len(groups) + len(set(groups))

    @cached_property
    def _joined(self) -> Mapping[int, int]:
        """The number of the utterance of each quote that shares one with other quotes, by the quote's index."""
        return {self._places[quote.id]: n for n, group in enumerate(self.utterances.joined) for quote in group}

    @cached_property
    def codes(self) -> bytes:
        """The code of each quote for tallies (see `tallies`), in order."""
        return bytes(map(code_of, self.quotes))

    @property
    def timed_quotes(self) -> Sequence[Quote]:
        """The quotes that have a date or an event, in file order."""
        places = [place for place, code in enumerate(self.codes) if code & TIMED]
        return cast("Sequence[Quote]", picked(self.quotes, places))

    def some_quotes_of(self, record: AnyRecord, most: int) -> Iterator[Quote]:
        """Iterate over at most `most` quotes of a record. Cheaper than collecting all of them."""
        return islice(self._quotes_of.each(record), most)

    def some_quotes_naming(self, topic: Topic, most: int) -> Iterator[Quote]:
        """Iterate over at most `most` quotes that name a topic, or a narrower one, in their own fields."""
        return islice(self._quotes_of.named(topic), most)

    def quote_count(self, record: AnyRecord) -> int:
        """Count the quotes of a record. Cheaper than collecting them: all records are counted together."""
        return self._counts[record]

    def quote_counts(self, kind: Kind, ids: Sequence[str]) -> Iterable[int]:
        """Count the quotes of each of several records of a kind."""
        return map(self.quote_count, several(self.of_kind(kind), ids).values())

    def unquoted(self, kind: Kind) -> Iterable[str]:
        """Return the ids of the records of a kind that have no quotes."""
        return self._counts.unquoted(kind)

    def of_most_quotes(self, kind: Kind, most: int) -> Iterable[str]:
        """Return the ids of the `most` records of a kind with the most quotes, and perhaps of others, too."""
        return self.of_kind(kind)

    def most_quotes(self, kind: Kind) -> int:
        """Return the largest number of quotes that a record of a kind has."""
        return self._counts.most(kind)

    @cached_property
    def largest_topic(self) -> int:
        """The largest number of quotes that a topic has."""
        return self.most_quotes(Kind.TOPIC)

    def counts(self, quotes: Collection[Quote]) -> QuoteCounts:
        """Count the given quotes by record."""
        return QuoteCounts(quotes, self._hierarchies, self._belonging, quotes_of=self._quotes_of)

    def count_ahead(self) -> None:
        """Compute and cache the counts that the views show, in a worker before the archive is on screen."""
        for kind in Kind:
            self.most_quotes(kind)
        for name in ("codes", "drafts", "draft_quotes", "explicit_reviews", "utterances"):
            getattr(self, name)

    def read_ahead_to_narrow(self) -> None:
        """Read and cache what narrowing the archive to very many quotes needs, if the archive is in a store."""
        counts = self.counts(self.quotes)
        for kind in Kind:
            counts.of_few(kind)

    @cached_property
    def drafts(self) -> int:
        """The number of records, and of items of `not_quoted`, that nobody has accepted yet."""
        return sum(map(_drafts_in, self.entries.values()))

    @cached_property
    def draft_quotes(self) -> int:
        """The number of quotes that nobody has accepted yet."""
        return sum(map(is_draft, self.quotes))

    @cached_property
    def accepting(self) -> AbstractSet[str]:
        """The refs of the records that accept problems."""
        return {name for name, entry in self.entries.items() if entry.record.accepts}

    @cached_property
    def explicit_reviews(self) -> int:
        """The number of quotes whose review status is written out."""
        # Needed before the first frame, so this avoids looking quotes up by ref.
        return sum(map(_tells_review, self.entries.values()))

    @property
    def shows_drafts(self) -> bool:
        """Whether any quote's review status is written out. If not, all are drafts, which need not be said of each."""
        return self.explicit_reviews > 0

    def quotes_with(self, ids: Iterable[str]) -> list[Quote]:
        """Return the quotes with some ids, in file order, ignoring unknown ids."""
        return [self.quotes[place] for place in self._places_of(ids)]

    def quotes_in_order(self, refs: Iterable[str]) -> list[str]:
        """Sort the refs of quotes in file order, leaving out those that do not exist."""
        places = ((self._places.get(name.partition("/")[2]), name) for name in refs)
        return [name for place, name in sorted((place, name) for place, name in places if place is not None)]

    def review_of(self, record: AnyRecord) -> str:
        """Return `draft` or `disputed` if the record's status should be shown, otherwise an empty string."""
        if isinstance(record, Quote) and not self.shows_drafts:
            return ""
        return record.review if isinstance(record, Quote | Person | Event) and record.review != "reviewed" else ""

    def drafts_among(self, quotes: Iterable[Quote]) -> int:
        """Count the drafts among some quotes; 0 if drafts should not be shown."""
        return sum(map(is_draft, quotes)) if self.shows_drafts else 0

    @property
    def shown_draft_count(self) -> int:
        """The number of drafts among all quotes; 0 if drafts should not be shown."""
        return self.draft_quotes if self.shows_drafts else 0

    @cached_property
    def utterances(self) -> Utterances:
        """The quotes grouped by utterance."""
        return Utterances({quote.id: quote for quote in self.all(Quote)})

    @property
    def knows_utterances(self) -> bool:
        """Whether the utterances are already computed, or need no computing."""
        return "utterances" in vars(self)

    def utterance_counts(self, quotes: Collection[Quote]) -> QuoteCounts:
        """Count the utterances of the given quotes by record."""
        joined = self.utterances.joined
        together = [group for group in self.utterances.grouped(quotes) if len(group) > 1] if joined else ()
        return QuoteCounts(quotes, self._hierarchies, self._belonging, together)

    def linked(self, record: AnyRecord, other: AnyRecord) -> bool:
        """Whether two records are related without a quote, as an event and its participant are (see `links`)."""
        return self._links.between(record, other)

    @property
    def naming(self) -> Mapping[str, Sequence[str]]:
        """The refs of the events and people that name a record in their own fields, by its ref."""
        return self._links.naming

    def linked_to(self, record: AnyRecord) -> Collection[str]:
        """Return the refs of all records for which `linked` holds with this one."""
        return self._links.to(record)

    def parent(self, record: AnyRecord) -> AnyRecord | None:
        """Return the broader topic, the whole event or the enclosing paraphrase of a record."""
        field = UPWARD.get(record.kind)
        return self._by_kind[record.kind].get(getattr(record, field)) if field else None

    def children(self, record: AnyRecord) -> list[AnyRecord]:
        """Return the narrower topics, the parts of an event, or the quotes within a paraphrase."""
        records = self._by_kind[record.kind]
        return [records[id] for id in self.nesting(record.kind).children(record.id)]

    def nesting(self, kind: Kind) -> Hierarchy:
        """Return the hierarchy of a kind; for quotes, the most numerous kind, without those with no parent or child."""
        return self._hierarchies.nesting(kind) if kind is Kind.QUOTE else self._hierarchies[kind]

    def hierarchy(self, kind: Kind) -> Hierarchy:
        """Return the hierarchy of all records of a kind, by id."""
        return self._hierarchies[kind]

    def is_within(self, record: AnyRecord, other: AnyRecord) -> bool:
        """Whether a record is the other one, or below it in the hierarchy."""
        return record.ref == other.ref or (
            record.kind is other.kind and self.nesting(record.kind).is_within(record.id, other.id)
        )

    def top(self, quote: Quote) -> str:
        """Return the id of the outermost paraphrase that encloses a quote, or the quote's own id."""
        nesting = self._hierarchies.nesting(Kind.QUOTE)
        return nesting.top(quote.id) if quote.id in nesting.number else quote.id

    def lineage(self, record: AnyRecord) -> Iterator[AnyRecord]:
        """Iterate over a record, its parent, its parent's parent …"""
        at: AnyRecord | None = record
        while at is not None:
            yield at
            at = self.parent(at)

    def speaker(self, quote: Quote) -> Person | None:
        return self.get(Person, quote.speaker)

    def speaker_name(self, quote: Quote) -> str:
        """Return the name of a quote's speaker, or the speaker's id if no person has it."""
        speaker = self.speaker(quote)
        return speaker.name if speaker else quote.speaker

    def relayer(self, quote: Quote) -> Person | None:
        """Return the person who relayed the words to the article, if not the speaker."""
        return self.get(Person, quote.relayed_by) if quote.is_relayed else None

    def teller(self, quote: Quote) -> Person | None:
        """Return the person who gave the words to the article: the relayer, or else the speaker."""
        return self.relayer(quote) if quote.is_relayed else self.speaker(quote)

    def teller_type(self, quote: Quote) -> PersonType | None:
        """Return the type of the teller: `anonymous` if nobody is named, None if the person has no record."""
        teller = self.teller(quote)
        if teller is None:
            return "anonymous" if quote.is_relayed and quote.relayed_by is None else None
        return teller.type

    def told_by(self, quote: Quote) -> str:
        """Return the name of a quote's relayer: the id if they have no record, `UNNAMED` if nobody is named."""
        relayer = self.relayer(quote)
        return relayer.name if relayer else quote.relayed_by or UNNAMED

    def event_of(self, quote: Quote) -> Event | None:
        return self.get(Event, quote.event)

    def date_of(self, record: AnyRecord) -> str | None:
        """Return the date of a quote (or else of its event), of an event, or of an article's publication, or None."""
        match record:
            case Quote(date=None):
                event = self.event_of(record)
                return event.date if event else None
            case Quote(date=date) | Event(date=date) | Article(published=date):
                return date
        return None

    def topics_of(self, record: Quote | Event) -> list[Topic]:
        """Return the topics that a record names, then those whose query a quote matches."""
        return self._present(Topic, self.topic_ids(record))

    def topic_ids(self, record: Quote | Event) -> Sequence[str]:
        """Return the ids of a record's topics, including topics that have no record."""
        return self._topic_ids.of(record) if isinstance(record, Quote) else record.topics

    @property
    def by_query(self) -> Mapping[str, Sequence[str]]:
        """The ids of the topics that a quote does not name but whose query it matches, by the quote's id."""
        return self._topic_ids.by_query

    def quotes_with_changed_topics(self, before: Archive) -> set[str]:
        """Return the ids of the quotes that match the queries of other topics than in an earlier archive."""
        return differing(before.by_query, self.by_query)

    def not_topics(self, quote: Quote) -> list[Topic]:
        """Return the topics that are excluded for a quote, even if it matches their queries."""
        return self._present(Topic, quote.not_topics)

    def topics_by_query(self, quote: Quote) -> list[Topic]:
        """Return the topics that a quote does not name but whose query it matches."""
        return self._present(Topic, self.by_query.get(quote.id, ()))

    def quotes_by_query(self, topic: Topic) -> int:
        """Count the quotes that belong to a topic, or a narrower one, only because they match a query."""
        hierarchy = self._hierarchies[Kind.TOPIC]
        if not self.by_query:
            return 0
        own = (any(hierarchy.is_within(id, topic.id) for id in quote.topics) for quote in self.quotes_of(topic))
        return sum(not each for each in own)

    def participants(self, event: Event) -> list[Person]:
        return self._present(Person, event.participants)

    def addressees(self, quote: Quote) -> list[Person]:
        return self._present(Person, quote.addressees)

    def possibly_same_as(self, person: Person) -> list[Person]:
        return self._present(Person, person.possibly_same_as)

    def _present(self, cls: type[RecordT], ids: Iterable[str]) -> list[RecordT]:
        return [record for id in ids if (record := self.get(cls, id)) is not None]


def _tells_review(entry: Entry) -> bool:
    """Whether the entry is a quote whose review status is written out, as any but `draft` has to be."""
    record = entry.record
    return isinstance(record, Quote) and (record.review != "draft" or "review" in entry.spots)


def _joins(record: AnyRecord) -> tuple[str | None, ...]:
    """Return the fields that join a quote with others into an utterance."""
    return (record.within, record.same_as) if isinstance(record, Quote) else ()


def _is_draft_quote(entry: Entry) -> bool:
    return isinstance(entry.record, Quote) and is_draft(entry.record)


def _drafts_in(entry: Entry) -> int:
    """Count the drafts in an entry: itself, or the unaccepted items of an article's `not_quoted`."""
    record = entry.record
    return len(record.nobodys_drafts) if isinstance(record, Article) else int(is_draft(record))
