"""The matrix of topics and people: how many quotes each person has on each topic, and what these rest on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import msgspec

from explorer.checking.verification import Verification
from explorer.model.archive import Archive, RecordT
from explorer.model.orders import sort_key
from explorer.model.quotes_of import surplus
from explorer.model.records import Kind, Person, Quote, Topic
from explorer.sources.tally import Caveat, Grounds, Spread, Tally, caveats, grounds_of, tally


class TopicSources(msgspec.Struct, frozen=True):
    """What the quotes of one topic and its narrower topics rest on.

    `depth` is the number of enclosing topics. `cells` has a tally, by id, for each person who said or relayed some of
    the quotes; a relayed quote counts for both its speaker and its relayer. `spreads` has the number of articles and
    reports that contain the quotes: of each person by id, and of all by None. `counted` has the number of quotes with
    the same grounds.
    """

    topic: Topic
    depth: int
    total: Tally
    cells: Mapping[str, Tally]
    caveats: tuple[Caveat, ...]
    spreads: Mapping[str | None, Spread] = {}
    counted: Mapping[Grounds, int] = {}

    def quotes_of_others(self, ids: Collection[str]) -> int:
        """Count the quotes that anyone other than these people said or relayed."""
        return sum(
            number
            for grounds, number in self.counted.items()
            if any(id is not None and id not in ids for id in (grounds.speaker, grounds.relayer))
        )

    def speaker_of(self, id: str) -> int:
        """Count the quotes of a person's own words, without those relayed from others."""
        return sum(number for grounds, number in self.counted.items() if grounds.speaker == id)

    def said_by_each(self) -> Counter[str]:
        """Count the quotes of everyone's own words, by person id."""
        found = Counter[str]()
        for grounds, number in self.counted.items():
            if grounds.speaker is not None:
                found[grounds.speaker] += number
        return found

    def spread(self, id: str | None = None) -> Spread:
        """Return how many articles and reports contain the quotes of a person, or all quotes."""
        return self.spreads.get(id, Spread())


class SourcesMatrix(msgspec.Struct, frozen=True):
    """All topics, each followed by its narrower ones, and all people who said or relayed quotes on them.

    Those with the most quotes come first. With `shows_drafts`, drafts are to be shown, as not all quotes are drafts.
    """

    topics: tuple[TopicSources, ...] = ()
    people: tuple[Person, ...] = ()
    shows_drafts: bool = False

    def row_of(self, topic: Topic) -> TopicSources | None:
        return next((row for row in self.topics if row.topic.ref == topic.ref), None)


def sources_matrix(
    archive: Archive, verifications: Mapping[str, Verification], reports: Mapping[str, str] | None = None
) -> SourcesMatrix:
    """Count what the quotes of every topic rest on.

    `reports` maps the id of each article that is the same report as another to the id of that one. Without it, articles
    are not counted.
    """
    topics = tuple(_Counting(archive, verifications, reports).rows())
    ids = {id for row in topics for id in row.cells}
    people = _most_quoted_first(archive, (person for person in archive.all(Person) if person.id in ids))
    return SourcesMatrix(topics, tuple(people), archive.shows_drafts)


def _most_quoted_first(archive: Archive, records: Iterable[RecordT]) -> list[RecordT]:
    by_title = sorted(records, key=sort_key)
    return sorted(by_title, key=archive.quote_count, reverse=True)


class _Resting:
    """The number of quotes for each kind of grounds, and the index of the first one among all quotes.

    `repeated` has the number of quotes that repeat an earlier utterance, of all (None) and of each person; `articles`
    has the ids of their articles.
    """

    def __init__(self) -> None:
        self.counts: dict[Grounds, int] = {}
        self.first: dict[Grounds, int] = {}
        self.repeated: Counter[str | None] = Counter()
        self.articles: dict[str | None, set[str]] = defaultdict(set)

    def add(self, grounds: Grounds, count: int, place: int) -> None:
        self.counts[grounds] = self.counts.get(grounds, 0) + count
        self.first[grounds] = min(self.first.get(grounds, place), place)

    def joined(self, other: _Resting) -> _Resting:
        """Return the sum of both. To save time, the larger one is changed and returned."""
        less, more = sorted((self, other), key=lambda resting: len(resting.counts))
        for grounds, count in less.counts.items():
            more.add(grounds, count, less.first[grounds])
        more.repeated.update(less.repeated)
        for id, articles in less.articles.items():
            more.articles[id] |= articles
        return more

    def in_order(self) -> dict[Grounds, int]:
        """Return the counts, ordered by the first quote of each."""
        return {grounds: self.counts[grounds] for grounds in sorted(self.counts, key=self.first.__getitem__)}


class _Counting:
    def __init__(
        self, archive: Archive, verifications: Mapping[str, Verification], reports: Mapping[str, str] | None
    ) -> None:
        self._archive = archive
        self._reports = reports
        self._hierarchy = archive.hierarchy(Kind.TOPIC)
        self._resting = [_Resting() for _ in self._hierarchy.ids]
        for place, quote in enumerate(archive.all(Quote)):
            grounds = grounds_of(archive, quote, verifications.get(quote.ref))
            topics = archive.topic_ids(quote)
            for n, count in self._hierarchy.once(topics):
                self._resting[n].add(grounds, count, place)
            for topic in topics if reports is not None else ():
                if topic in self._hierarchy.number:
                    articles = self._resting[self._hierarchy.number[topic]].articles
                    for id in {None, grounds.speaker, grounds.relayer}:
                        articles[id].add(quote.article)
        for group in archive.utterances.joined:
            self._join(group)

    def _join(self, group: Sequence[Quote]) -> None:
        """Count the quotes of one utterance as repeated, except one in each topic, both overall and for each person."""
        of_people: dict[str | None, list[Quote]] = defaultdict(list, {None: list(group)})
        for quote in group:
            people = (self._archive.speaker(quote), self._archive.relayer(quote))
            for person in {person.id for person in people if person}:
                of_people[person].append(quote)
        for id, quotes in of_people.items():
            for n, count in surplus(self._hierarchy, map(self._archive.topic_ids, quotes)):
                self._resting[n].repeated[id] += count

    def rows(self) -> Iterator[TopicSources]:
        """Yield the row of each topic after that of its broader topic."""
        made = self._made()
        waiting = [topic for topic in self._archive.all(Topic) if self._archive.parent(topic) is None]
        waiting = _most_quoted_first(self._archive, waiting)[::-1]
        while waiting:
            topic = waiting.pop()
            yield made[topic.id]
            children = (child for child in self._archive.children(topic) if isinstance(child, Topic))
            waiting += reversed(_most_quoted_first(self._archive, children))

    def _made(self) -> dict[str, TopicSources]:
        """Create the row of each topic, by id. Narrower topics come first: their counts are added to broader ones."""
        made = {}
        resting, parents = self._resting, self._hierarchy.parent
        for n in range(len(resting) - 1, -1, -1):
            id = self._hierarchy.ids[n]
            topic = self._archive.get(Topic, id)
            assert topic is not None
            made[id] = self._row(topic, self._hierarchy.depth[n], resting[n])
            if parents[n] >= 0:
                resting[parents[n]] = resting[n].joined(resting[parents[n]])
        return made

    def _row(self, topic: Topic, depth: int, resting: _Resting) -> TopicSources:
        counted, repeated = resting.in_order(), resting.repeated
        by_person: dict[str, dict[Grounds, int]] = defaultdict(dict)
        for grounds, number in counted.items():
            for id in dict.fromkeys((grounds.speaker, grounds.relayer)):  # a set would have another order each time
                if id is not None:
                    by_person[id][grounds] = number
        cells = {id: tally(of_person, repeated[id]) for id, of_person in by_person.items()}
        total = tally(counted, repeated[None])
        said = tuple(caveats(self._archive, topic, counted, total))
        spreads = {id: self._spread(articles) for id, articles in resting.articles.items()}
        return TopicSources(topic, depth, total, cells, said, spreads, counted)

    def _spread(self, articles: set[str]) -> Spread:
        reports = self._reports or {}
        return Spread(len(articles), len({reports.get(id, id) for id in articles}))
