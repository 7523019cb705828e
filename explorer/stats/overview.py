"""The archive at a glance: sections of bars, each of which counts some of its quotes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from typing import get_args

import msgspec

from explorer.checking.verification import Status, Verification, status_of
from explorer.model import dates
from explorer.model.archive import Archive
from explorer.model.records import AnyRecord, Article, Person, Quote, Speech, Topic, is_draft, ref, title
from explorer.stats.bins import Unit, bins_for, is_certain, place


class Spread(msgspec.Struct, frozen=True):
    """The number of quotes of each kind of speech, and of each kind of source.

    `on_record` counts quotes from a named source (a person, a collective or a document), and `anonymous` the others; a
    source without a record counts as neither. Of all quotes, `draft` are not yet accepted by anyone, and `repeated`
    belong to an utterance already counted.
    """

    direct: int = 0
    partial: int = 0
    indirect: int = 0
    on_record: int = 0
    anonymous: int = 0
    draft: int = 0
    repeated: int = 0

    @property
    def quotes(self) -> int:
        return self.direct + self.partial + self.indirect

    @property
    def utterances(self) -> int:
        return self.quotes - self.repeated

    @property
    def by_speech(self) -> tuple[int, int, int]:
        return self.direct, self.partial, self.indirect


class Bar(msgspec.Struct, frozen=True):
    """A count of quotes: those of the record `ref`, or else the results of a search for `query`.

    `perhaps` is the number of further quotes that may belong here, given their imprecise dates.
    """

    label: str
    spread: Spread
    ref: str | None = None
    query: str | None = None
    perhaps: int = 0

    @property
    def key(self) -> str:
        """A key that identifies this bar within its section."""
        return self.ref or self.query or self.label


class Part(StrEnum):
    """The sections of an overview, in order."""

    ALL = "all"
    TOPICS = "topics"
    SPEAKERS = "speakers"
    TIME = "time"
    STANDING = "standing"
    ARTICLES = "articles"


class Section(msgspec.Struct, frozen=True):
    """Bars of one sort. `full` is the number of quotes at full length; `remark` mentions what no bar includes."""

    part: Part
    bars: tuple[Bar, ...]
    full: int
    remark: str = ""


class Overview(msgspec.Struct, frozen=True):
    """All sections, the number of quotes, the length of a time bin, and the number of quotes without a date.

    With `shows_drafts`, each bar must show how many of its quotes are drafts: not all quotes are.
    """

    sections: tuple[Section, ...] = ()
    total: Spread = Spread()
    unit: Unit = Unit.DAY
    undated: int = 0
    shows_drafts: bool = False

    def section(self, part: Part) -> Section:
        return next((section for section in self.sections if section.part is part), Section(part, (), 0))


def overview(archive: Archive, verifications: Mapping[str, Verification]) -> Overview:
    """Count the quotes of an archive.

    A topic includes the quotes of its narrower topics; a speaker only those that they said, not those that they
    relayed. The bars of topics, speakers, times and articles share one scale; the others are scaled to the number of
    all quotes.
    """
    return _Counting(archive, verifications).overview()


_Kind = tuple[Speech, str, bool]


class _Counting:
    def __init__(self, archive: Archive, verifications: Mapping[str, Verification]) -> None:
        self._archive = archive
        self._verifications = verifications
        self._quotes = list(archive.all(Quote))
        self._kinds: dict[_Kind, list[Quote]] = defaultdict(list)
        for quote in self._quotes:
            self._kinds[self._kind(quote)].append(quote)

    def overview(self) -> Overview:
        total = self._spreads(lambda _: ("",)).get("", Spread())
        unit, times, undated = self._times()
        topics, speakers = self._topics(), self._speakers()
        articles = self._articles()
        alike = (*topics, *speakers, *times, *articles)
        full = max((bar.spread.quotes + bar.perhaps for bar in alike), default=0)
        without = sum(not self._archive.topics_of(quote) for quote in self._quotes)
        return Overview(
            (
                Section(Part.ALL, tuple(self._all(total)), total.quotes, _said(total)),
                Section(Part.TOPICS, topics, full, f"{without} without a topic" if without else ""),
                Section(Part.SPEAKERS, speakers, full),
                Section(Part.TIME, times, full, f"{undated} undated" if undated else ""),
                Section(Part.STANDING, tuple(self._standing()), total.quotes),
                Section(Part.ARTICLES, articles, full),
            ),
            total,
            unit,
            undated,
            self._archive.shows_drafts,
        )

    def _kind(self, quote: Quote) -> _Kind:
        teller_type = self._archive.teller_type(quote)
        told = "" if teller_type is None else "anonymous" if teller_type == "anonymous" else "on_record"
        return quote.speech, told, is_draft(quote)

    def _spreads(self, keys: Callable[[Quote], Iterable[str]]) -> dict[str, Spread]:
        """The spread of the quotes with each key; a quote may have several keys."""
        return _joined(
            {kind: Counter(key for quote in quotes for key in keys(quote)) for kind, quotes in self._kinds.items()},
            self._repeated(keys),
        )

    def _repeated(self, keys: Callable[[Quote], Iterable[str]]) -> Mapping[str, int]:
        """For each key, the number of quotes that repeat an utterance of an earlier quote with this key."""
        repeated: Counter[str] = Counter()
        for group in self._archive.utterances.joined:
            counts = Counter(key for quote in group for key in keys(quote))
            repeated.update({key: count - 1 for key, count in counts.items() if count > 1})
        return repeated

    def _all(self, total: Spread) -> Iterator[Bar]:
        by_speech = self._spreads(lambda quote: (quote.speech,))
        for speech in get_args(Speech):
            yield Bar(speech, by_speech.get(speech, Spread()), query=f"speech:{speech}")
        told = self._spreads(lambda quote: (self._kind(quote)[1],))
        yield Bar("on the record", told.get("on_record", Spread()), query="kind:quote -source:anonymous")
        yield Bar("anonymous", told.get("anonymous", Spread()), query="kind:quote source:anonymous")

    def _topics(self) -> tuple[Bar, ...]:
        counts = {kind: self._archive.counts(quotes) for kind, quotes in self._kinds.items()}
        by_kind = {
            kind: {topic.ref: found[topic] for topic in self._archive.all(Topic)} for kind, found in counts.items()
        }
        said = self._archive.utterance_counts(self._quotes)
        repeated = {topic.ref: self._archive.quote_count(topic) - said[topic] for topic in self._archive.all(Topic)}
        return tuple(self._of_records(self._archive.all(Topic), _joined(by_kind, repeated)))

    def _speakers(self) -> tuple[Bar, ...]:
        spreads = self._spreads(lambda quote: (ref(Person.kind, quote.speaker),))
        unknown = (
            Bar(name.partition("/")[2], spread) for name, spread in spreads.items() if not self._archive.find(name)
        )
        people = [*self._of_records(self._archive.all(Person), spreads), *unknown]
        return tuple(sorted(people, key=lambda bar: -bar.spread.quotes))

    def _articles(self) -> tuple[Bar, ...]:
        spreads = self._spreads(lambda quote: (ref(Article.kind, quote.article),))
        return tuple(self._of_records(self._archive.all(Article), spreads, empty=True))

    def _of_records(
        self, records: Iterable[AnyRecord], spreads: Mapping[str, Spread], *, empty: bool = False
    ) -> list[Bar]:
        """A bar for each record, most quotes first; records without quotes only if `empty`."""
        bars = (Bar(title(record), spreads.get(record.ref, Spread()), record.ref) for record in records)
        wanted = [bar for bar in bars if empty or bar.spread.quotes]
        return sorted(wanted, key=lambda bar: (-bar.spread.quotes, bar.label.casefold()))

    def _standing(self) -> Iterator[Bar]:
        """How far the quotes are checked, starting with what is still to do."""
        by_status = self._spreads(lambda quote: (status_of(self._verifications.get(quote.ref)),))
        by_review = self._spreads(lambda quote: (quote.review,))
        statuses = {
            status: Bar(status, by_status.get(status, Spread()), query=f"kind:quote is:{status}") for status in Status
        }
        yield from (bar for status, bar in statuses.items() if not status.is_verified)
        yield from (
            Bar(each, by_review.get(each, Spread()), query=f"kind:quote review:{each}")
            for each in ("disputed", "draft")
        )
        yield from (bar for status, bar in statuses.items() if status.is_verified)
        yield Bar("reviewed", by_review.get("reviewed", Spread()), query="kind:quote review:reviewed")

    def _times(self) -> tuple[Unit, tuple[Bar, ...], int]:
        """The unit, a bar for each bin, and the number of quotes that have no date, not even from their event."""
        by_date = self._spreads(lambda quote: (self._archive.date_of(quote) or "",))
        undated = by_date.pop("", Spread()).quotes
        counted = {date: spread.quotes for date, spread in by_date.items()}
        unit, bins = bins_for(counted)
        inside: dict[str, str] = {}
        perhaps: Counter[str] = Counter()
        for date in by_date:
            over = place(dates.span(date), bins)
            if len(over) == 1 and is_certain(date) and bins[over[0]].span.holds(dates.span(date)):
                inside[date] = bins[over[0]].date
            else:
                perhaps.update({bins[n].date: counted[date] for n in over})
        date_of = self._archive.date_of
        spreads = self._spreads(lambda quote: filter(None, (inside.get(date_of(quote) or ""),)))
        bars = (
            Bar(
                each.label,
                spreads.get(each.date, Spread()),
                query=f"kind:quote date:{each.date}",
                perhaps=perhaps[each.date],
            )
            for each in bins
        )
        return unit, tuple(bars), undated


def _said(total: Spread) -> str:
    """The number of utterances, if it is lower than that of quotes, and the number of drafts."""
    said = f"{total.utterances} utterance{'' if total.utterances == 1 else 's'}" if total.repeated else ""
    drafts = "all drafts" if total.draft == total.quotes else f"{total.draft} draft{'' if total.draft == 1 else 's'}"
    return ", ".join(filter(None, (said, drafts if total.draft else "")))


def _joined(by_kind: Mapping[_Kind, Mapping[str, int]], repeated: Mapping[str, int]) -> dict[str, Spread]:
    """The spread for each key, from the counts of quotes of each kind and of repeated quotes."""
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for (speech, told, draft), counts in by_kind.items():
        for key, count in counts.items():
            found[key][speech] += count
            found[key]["draft"] += count * draft
            if told:
                found[key][told] += count
    return {key: Spread(**counts, repeated=repeated.get(key, 0)) for key, counts in found.items()}
