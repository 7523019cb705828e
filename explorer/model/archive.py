"""All records of an archive, joined. Every relation between records is asked for here."""

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

# Who told of words, when the text does not say.
UNNAMED = "someone who is not named"


class Archive:
    """The joined records. Built once from entries and never changed.

    `entries` has the records by their refs, `quotes` all quotes in the order of the files, and `problems` what joining
    them brought to light. `uncut` has those that lead back to themselves, with all that their YAML has. `left_out` has
    the refs of records that could not be read: that is a problem already, so a reference to one is not. `rejected` has
    the drafts that are not to be proposed again, `rejected_topics` the labels of topics that are not.
    """

    entries: Mapping[str, Entry]
    uncut: Mapping[str, Entry]
    problems: Sequence[Problem]
    quotes: Sequence[Quote]
    # Of the quotes in the store that it rests on.
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
        """What an archive `before` has worked out of entries that are the same is taken over.

        A `splice` says how the entries differ from those of a store, on which that archive rests. Entries by their refs
        are known to have taken no id; and to have no `problems` but these, if there are any.
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
        """Take the quotes of the store that an earlier archive rests on, but for those that are others or elsewhere."""
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
        """Make the relations of quotes anew, of which none is worked out yet."""
        self._topic_ids = TopicIds(by_query)
        self._belonging = belonging(self._topic_ids)
        self._quotes_of: QuotesOf = QuotesRead(self.quotes, self._hierarchies, self._belonging)
        self._counts: CountsOfAll = self.counts(self.quotes)

    def with_topics(self, by_query: Mapping[str, Sequence[str]], changed: Collection[str] | None = None) -> Archive:
        """The same archive, in which quotes also belong to the topics whose query they answer.

        `by_query` has the ids of these by the quote's id, for the quotes that have any. `changed` has the ids of the
        quotes for which it may be another than here; without it, any may be.
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
        """Take over what an earlier archive has worked out, but for what rests on the entries that are `fresh` or gone.

        `again` has the refs of all entries whose references may lead elsewhere now, or that are gone. Where it
        `has_same_ids`, each record has the place that it had.
        """
        changed = [(old, now) for name in fresh if (old := before.find(name)) and (now := self.find(name))]
        self._hierarchies.take_over(before._hierarchies, changed, again, has_same_ids=has_same_ids)
        self._take_over_drafts(before, fresh, gone)
        self._links.take_over(before._links, ((before.find(name), self.find(name)) for name in chain(fresh, gone)))
        if has_same_ids and before.knows_utterances and all(_joins(old) == _joins(now) for old, now in changed):
            self.utterances = before.utterances.following(self._by_kind[Kind.QUOTE], ids_of(Kind.QUOTE, fresh))

    def _take_over_kept(self, before: Archive, again: Collection[str]) -> None:
        """Take over which quotes belong to which records from an archive that rests on a store."""
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
        """Take over what an earlier archive has counted of reviews, but for the entries that are `fresh` or gone."""
        known = vars(before)
        entries = [entry for name in fresh if (entry := self.entries.get(name))]
        earlier = [entry for name in chain(fresh, gone) if (entry := before.entries.get(name))]
        counts = {"drafts": _drafts_in, "draft_quotes": _is_draft_quote, "reviews_told": _tells_review}
        for name, count in counts.items():
            if name in known:
                setattr(self, name, known[name] + sum(map(count, entries)) - sum(map(count, earlier)))
        if "accepting" in known:
            others = {entry.record.ref for entry in entries if entry.record.accepts}
            self.accepting = others.union(name for name in before.accepting if name not in fresh and name not in gone)

    @cached_property
    def _places(self) -> Mapping[str, int]:
        """The place of each quote among all quotes, by its id."""
        return {id: place for place, id in enumerate(self._by_kind[Kind.QUOTE])}

    def _places_of(self, ids: Iterable[str]) -> list[int]:
        """The places of the quotes with some ids, in order."""
        return sorted({self._places[id] for id in ids if id in self._places})

    def _shift(self, before: Archive, ids: Iterable[str], kinds: Iterable[Kind]) -> None:
        """Take over which quotes belong to which records, but for some quotes."""
        known, counts = before._quotes_of, before._counts
        shifts = Shifts()
        if isinstance(known, QuotesShifted) and isinstance(counts, CountsShifted):
            shifts, known, counts = known.shifts.copied(), known.before, counts.before
        kinds = [kind for kind in kinds if kind is not Kind.QUOTE]  # what lies within a quote is known by itself
        for id in ids:
            shifts.add(id, before._refs_of(id, kinds), self._refs_of(id, kinds))
        order = order_of(self._by_kind[Kind.QUOTE])
        assert order is not None
        self._quotes_of = QuotesShifted(known, shifts, self.quotes, self._hierarchies, order)
        self._counts = CountsShifted(counts, shifts, self._by_kind, self._hierarchies)

    def _refs_of(self, id: str, kinds: Iterable[Kind]) -> set[str]:
        """The refs of the records of some kinds that a quote belongs to, if there is one with this id."""
        quote = self.get(Quote, id)
        return refs_of(quote, self._belonging, self._hierarchies, kinds) if quote else set()

    @property
    def _is_kept(self) -> bool:
        """Whether it rests on a store, so that what belongs together is looked up there."""
        return isinstance(self._quotes_of, QuotesShifted)

    def otherwise(self, kind: Kind, known: Mapping[str, AnyRecord]) -> Collection[str] | None:
        """The ids of the records of a kind that are others than those known, or that other quotes belong to.

        Some of them may be gone, or not be known. None where it may be any, since the archive does not rest on what is
        known.
        """
        records = self._by_kind[kind]
        if not (isinstance(self._counts, CountsShifted) and base_of(records) is known):
            return None
        shifts = self._counts.shifts
        return {*may_differ(known, records), *ids_of(kind, chain(shifts.came, shifts.went))}

    def fresh_since(self, before: Archive) -> Collection[str]:
        """The refs of the entries that an earlier archive does not have just so: others may be equal to those there."""
        if self._follows is not None and self._follows() is before:
            return self._fresh
        return [name for name, entry in self.entries.items() if before.entries.get(name) is not entry]

    # Looking up

    def get(self, cls: type[RecordT], id: str | None) -> RecordT | None:
        """The record of this kind with this id; None when there is none."""
        return self._by_kind[cls.kind].get(id) if id is not None else None  # type: ignore[return-value]

    def joined_with(self, refs: Iterable[str]) -> Iterable[str]:
        """The refs of the quotes that are of one utterance with any of some quotes."""
        quotes = (quote for name in refs if isinstance(quote := self.find(name), Quote))
        return (each.ref for quote in quotes for each in self.utterances.of(quote))

    def find(self, ref: str) -> AnyRecord | None:
        """The record that a ref names; None when there is none."""
        entry = self.entries.get(ref)
        return entry.record if entry else None

    def referring_to(self, refs: Collection[str]) -> list[AnyRecord]:
        """The records that refer to any of some others, in the order of the files. Among very many it takes a while."""
        near = perhaps_mentioning(self.entries, {name.partition("/")[2] for name in refs})
        found = [each for each in near if any(ref(kind, id) in refs for _, kind, id in references(each.record))]
        found.sort(key=lambda entry: (entry.place.file.split("/"), entry.place.line))
        return [entry.record for entry in found]

    def as_written(self, ref: str) -> Entry | None:
        """The entry of a record with all that its YAML has, also where that leads back to itself."""
        return self.uncut.get(ref) or self.entries.get(ref)

    def place_of(self, ref: str | None) -> Place:
        """Where a record stands; for one that there is not, a place before all others."""
        entry = self.entries.get(ref or "")
        return entry.place if entry else Place("")

    def all(self, cls: type[RecordT]) -> Iterator[RecordT]:
        """Every record of a kind, in the order of the files."""
        yield from self._by_kind[cls.kind].values()  # type: ignore[misc]

    def of_kind(self, kind: Kind) -> Mapping[str, AnyRecord]:
        """The records of a kind by id, in the order of the files."""
        return self._by_kind[kind]

    def in_order(self, kind: Kind, ids: Collection[str]) -> dict[str, AnyRecord]:
        """The records of a kind with some ids, in the order of the files. An id that none has is passed over."""
        records, number = self._by_kind[kind], self._hierarchies[kind].number
        if kind in UPWARD:
            in_order = [id for id in records if id in ids]
        else:
            in_order = sorted(filter(number.__contains__, ids), key=number.__getitem__)
        return several(records, in_order)

    # Relations

    def quotes_of(self, record: AnyRecord) -> Sequence[Quote]:
        """The quotes that belong to a record.

        A topic has those of its narrower topics too, an event those of its parts, a paraphrase those within it. A
        person has what they said, what others relayed of them, and what they relayed of others.
        """
        return self._quotes_of[record]

    def quote_places(self, record: AnyRecord) -> Sequence[int]:
        """The places of these quotes among all quotes, from 0."""
        return self._quotes_of.places(record)

    def quote_refs_of(self, kind: Kind, ids: Sequence[str]) -> Iterator[str]:
        """The refs of the quotes of some records, perhaps several times. This is cheaper than gathering them."""
        return (ref(Kind.QUOTE, self.quote_ids[place]) for place in self.quote_places_of(kind, ids))

    def quote_places_of(self, kind: Kind, ids: Sequence[str]) -> Iterator[int]:
        """The places of these quotes among all quotes, from 0."""
        return chain.from_iterable(map(self.quote_places, several(self.of_kind(kind), ids).values()))

    @cached_property
    def quote_ids(self) -> Sequence[str]:
        """The ids of all quotes, each in the place that it has among them."""
        return list(self._by_kind[Kind.QUOTE])

    def tally(self, record: AnyRecord) -> Tally:
        """How many quotes belong to a record, by their kinds. This is cheaper than gathering them."""
        return tally(map(self.codes.__getitem__, self.quote_places(record)))

    def utterance_count(self, record: AnyRecord) -> int:
        """Of how many utterances these quotes are."""
        places, joined = self.quote_places(record), self._joined
        groups = [joined[place] for place in places if place in joined] if joined else []
        return len(places) - len(groups) + len(set(groups))

    @cached_property
    def _joined(self) -> Mapping[int, int]:
        """The number of the utterance of each quote that has others in it, by the quote's place."""
        return {self._places[quote.id]: n for n, group in enumerate(self.utterances.joined) for quote in group}

    @cached_property
    def codes(self) -> bytes:
        """What is counted of each quote, in their order."""
        return bytes(map(code_of, self.quotes))

    @property
    def timed_quotes(self) -> Sequence[Quote]:
        """The quotes that have a date or an event, in the order of the files."""
        places = [place for place, code in enumerate(self.codes) if code & TIMED]
        return cast("Sequence[Quote]", picked(self.quotes, places))

    def some_quotes_of(self, record: AnyRecord, most: int) -> Iterator[Quote]:
        """Up to so many of the quotes that belong to a record. This is cheaper than gathering all."""
        return islice(self._quotes_of.each(record), most)

    def some_quotes_naming(self, topic: Topic, most: int) -> Iterator[Quote]:
        """Up to so many of the quotes that name a topic, or a narrower one, in their own fields."""
        return islice(self._quotes_of.named(topic), most)

    def quote_count(self, record: AnyRecord) -> int:
        """How many quotes belong to a record. This is cheaper than gathering them: all records are counted together."""
        return self._counts[record]

    def quote_counts(self, kind: Kind, ids: Sequence[str]) -> Iterable[int]:
        """The same of several records of a kind."""
        return map(self.quote_count, several(self.of_kind(kind), ids).values())

    def unquoted(self, kind: Kind) -> Iterable[str]:
        """The ids of the records of a kind to which no quote belongs."""
        return self._counts.unquoted(kind)

    def of_most_quotes(self, kind: Kind, most: int) -> Iterable[str]:
        """The ids of those records of a kind, so many, to which the most quotes belong; perhaps of others, too."""
        return self.of_kind(kind)

    def most_quotes(self, kind: Kind) -> int:
        """How many quotes belong to the record of a kind to which the most do."""
        return self._counts.most(kind)

    @cached_property
    def largest_topic(self) -> int:
        """The number of quotes of the topic that has the most."""
        return self.most_quotes(Kind.TOPIC)

    def counts(self, quotes: Collection[Quote]) -> QuoteCounts:
        """Of the given quotes, how many belong to each record."""
        return QuoteCounts(quotes, self._hierarchies, self._belonging, quotes_of=self._quotes_of)

    def count_ahead(self) -> None:
        """Count what each view of the archive shows, and keep that: a worker does so before it is on a screen."""
        for kind in Kind:
            self.most_quotes(kind)
        for name in ("codes", "drafts", "draft_quotes", "reviews_told", "utterances"):
            getattr(self, name)

    def read_ahead_to_narrow(self) -> None:
        """Read what is needed to narrow the archive to very many quotes, where that is stored. It is kept, too."""
        counts = self.counts(self.quotes)
        for kind in Kind:
            counts.of_few(kind)

    @cached_property
    def drafts(self) -> int:
        """How many records nobody has accepted yet, and how many items of `not_quoted`."""
        return sum(map(_drafts_in, self.entries.values()))

    @cached_property
    def draft_quotes(self) -> int:
        """How many quotes nobody has accepted yet."""
        return sum(map(is_draft, self.quotes))

    @cached_property
    def accepting(self) -> AbstractSet[str]:
        """The refs of the records that accept problems."""
        return {name for name, entry in self.entries.items() if entry.record.accepts}

    @cached_property
    def reviews_told(self) -> int:
        """Of how many quotes the review is written."""
        # This is asked before the first frame: no quote is looked up by its ref.
        return sum(map(_tells_review, self.entries.values()))

    @property
    def tells_drafts(self) -> bool:
        """Whether the review of any quote is written. If not, all are drafts, and to say so of each tells nothing."""
        return self.reviews_told > 0

    def quotes_with(self, ids: Iterable[str]) -> list[Quote]:
        """The quotes with some ids, in the order of the files. An id that none has is passed over."""
        return [self.quotes[place] for place in self._places_of(ids)]

    def quotes_in_order(self, refs: Iterable[str]) -> list[str]:
        """The refs of quotes, those that there are, in the order of the files."""
        places = ((self._places.get(name.partition("/")[2]), name) for name in refs)
        return [name for place, name in sorted((place, name) for place, name in places if place is not None)]

    def review_of(self, record: AnyRecord) -> str:
        """`draft` or `disputed`, where that is to be said of a record; else empty."""
        if isinstance(record, Quote) and not self.tells_drafts:
            return ""
        return record.review if isinstance(record, Quote | Person | Event) and record.review != "reviewed" else ""

    def drafts_among(self, quotes: Iterable[Quote]) -> int:
        """How many of some quotes are drafts, where that is to be said."""
        return sum(map(is_draft, quotes)) if self.tells_drafts else 0

    @property
    def draft_quotes_said(self) -> int:
        """How many of all quotes are drafts, where that is to be said."""
        return self.draft_quotes if self.tells_drafts else 0

    @cached_property
    def utterances(self) -> Utterances:
        """Which quotes are of one utterance."""
        return Utterances({quote.id: quote for quote in self.all(Quote)})

    @property
    def knows_utterances(self) -> bool:
        """Whether it is known already which quotes are of one utterance, or is known at once."""
        return "utterances" in vars(self)

    def utterance_counts(self, quotes: Collection[Quote]) -> QuoteCounts:
        """Of what the given quotes say, how many utterances belong to each record."""
        joined = self.utterances.joined
        together = [group for group in self.utterances.grouped(quotes) if len(group) > 1] if joined else ()
        return QuoteCounts(quotes, self._hierarchies, self._belonging, together)

    def linked(self, record: AnyRecord, other: AnyRecord) -> bool:
        """Whether two records belong together without a quote, as an event and a participant do (see `links`)."""
        return self._links.between(record, other)

    @property
    def naming(self) -> Mapping[str, Sequence[str]]:
        """The refs of the events and people that name a record in their own fields, by its ref."""
        return self._links.naming

    def linked_to(self, record: AnyRecord) -> Collection[str]:
        """The refs of all records for which `linked` holds with this one."""
        return self._links.to(record)

    def parent(self, record: AnyRecord) -> AnyRecord | None:
        """The broader topic, the whole event, or the paraphrase that a record stands in."""
        field = UPWARD.get(record.kind)
        return self._by_kind[record.kind].get(getattr(record, field)) if field else None

    def children(self, record: AnyRecord) -> list[AnyRecord]:
        """The narrower topics, the parts of an event, or the quotes within a paraphrase."""
        records = self._by_kind[record.kind]
        return [records[id] for id in self.nesting(record.kind).children(record.id)]

    def nesting(self, kind: Kind) -> Hierarchy:
        """The hierarchy of a kind; of quotes, which are most, without those that are neither above nor below others."""
        return self._hierarchies.nesting(kind) if kind is Kind.QUOTE else self._hierarchies[kind]

    def hierarchy(self, kind: Kind) -> Hierarchy:
        """Which records of a kind lie below which, by their ids."""
        return self._hierarchies[kind]

    def is_within(self, record: AnyRecord, other: AnyRecord) -> bool:
        """Whether a record is the other one, or lies below it."""
        return record.ref == other.ref or (
            record.kind is other.kind and self.nesting(record.kind).is_within(record.id, other.id)
        )

    def top(self, quote: Quote) -> str:
        """The id of the outermost paraphrase that a quote stands in; its own when it stands in none."""
        nesting = self._hierarchies.nesting(Kind.QUOTE)
        return nesting.top(quote.id) if quote.id in nesting.number else quote.id

    def lineage(self, record: AnyRecord) -> Iterator[AnyRecord]:
        """A record, then its parent, its parent's parent …"""
        at: AnyRecord | None = record
        while at is not None:
            yield at
            at = self.parent(at)

    def speaker(self, quote: Quote) -> Person | None:
        return self.get(Person, quote.speaker)

    def speaker_name(self, quote: Quote) -> str:
        """What whoever speaks a quote is called; the id when no person has it."""
        speaker = self.speaker(quote)
        return speaker.name if speaker else quote.speaker

    def relayer(self, quote: Quote) -> Person | None:
        """Who told the article of the words, if not the speaker."""
        return self.get(Person, quote.relayed_by) if quote.is_relayed else None

    def teller(self, quote: Quote) -> Person | None:
        """Who told the article of the words: whoever relays them, or else the speaker."""
        return self.relayer(quote) if quote.is_relayed else self.speaker(quote)

    def teller_type(self, quote: Quote) -> PersonType | None:
        """How the teller is known; None for one without a record. Whoever is not named at all is anonymous."""
        teller = self.teller(quote)
        if teller is None:
            return "anonymous" if quote.is_relayed and quote.relayed_by is None else None
        return teller.type

    def told_by(self, quote: Quote) -> str:
        """The name of whoever relays a quote: their id when they have no record, and words when they have no name."""
        relayer = self.relayer(quote)
        return relayer.name if relayer else quote.relayed_by or UNNAMED

    def event_of(self, quote: Quote) -> Event | None:
        return self.get(Event, quote.event)

    def date_of(self, record: AnyRecord) -> str | None:
        """The date of a quote or else of its event, of an event, or of an article's publication; None for none."""
        match record:
            case Quote(date=None):
                event = self.event_of(record)
                return event.date if event else None
            case Quote(date=date) | Event(date=date) | Article(published=date):
                return date
        return None

    def topics_of(self, record: Quote | Event) -> list[Topic]:
        """The topics that a record names, and then those whose query a quote answers."""
        return self._present(Topic, self.topic_ids(record))

    def topic_ids(self, record: Quote | Event) -> Sequence[str]:
        """The ids of these topics, and of those that have no record."""
        return self._topic_ids.of(record) if isinstance(record, Quote) else record.topics

    @property
    def by_query(self) -> Mapping[str, Sequence[str]]:
        """The ids of the topics that a quote does not name, but whose query it answers, by the quote's id."""
        return self._topic_ids.by_query

    def answering_otherwise(self, before: Archive) -> set[str]:
        """The ids of the quotes that belong to other topics by query than in an earlier archive."""
        return differing(before.by_query, self.by_query)

    def not_topics(self, quote: Quote) -> list[Topic]:
        """The topics that a quote does not belong to, although it may answer their queries."""
        return self._present(Topic, quote.not_topics)

    def topics_by_query(self, quote: Quote) -> list[Topic]:
        """The topics that a quote does not name, but whose query it answers."""
        return self._present(Topic, self.by_query.get(quote.id, ()))

    def quotes_by_query(self, topic: Topic) -> int:
        """How many of the quotes of a topic belong to it, or to a narrower one, by a query alone."""
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
    """Whether an entry is a quote that has its review written, or one that can't be left out."""
    record = entry.record
    return isinstance(record, Quote) and (record.review != "draft" or "review" in entry.spots)


def _joins(record: AnyRecord) -> tuple[str | None, ...]:
    """What a quote says of the utterance that it is of."""
    return (record.within, record.same_as) if isinstance(record, Quote) else ()


def _is_draft_quote(entry: Entry) -> bool:
    return isinstance(entry.record, Quote) and is_draft(entry.record)


def _drafts_in(entry: Entry) -> int:
    """How many drafts an entry is, or has."""
    record = entry.record
    return len(record.nobodys_drafts) if isinstance(record, Article) else int(is_draft(record))
