"""The matrix of topics and people: who says how much about what, and on what it rests."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from explorer.checking.verification import Verification
from explorer.model.archive import Archive, RecordT, sort_key
from explorer.model.records import Person, Quote, Topic
from explorer.sources.caveats import Caveat, caveats
from explorer.sources.tally import Grounds, Tally, grounds_of, tally


class TopicSources(msgspec.Struct, frozen=True):
    """What the quotes of one topic, those of its narrower topics included, rest on.

    `depth` is the number of topics that it is part of. `cells` has a tally for each person, by id, who said or relayed
    some of the quotes: words that someone relays count with both. `caveats` are what a reader should know of it.
    """

    topic: Topic
    depth: int
    total: Tally
    cells: Mapping[str, Tally]
    caveats: tuple[Caveat, ...]


class SourcesMatrix(msgspec.Struct, frozen=True):
    """All topics, each followed by its narrower ones, and all people whose words or accounts they hold.

    Topics and people with the most quotes come first.
    """

    topics: tuple[TopicSources, ...] = ()
    people: tuple[Person, ...] = ()


def sources_matrix(archive: Archive, verifications: Mapping[str, Verification]) -> SourcesMatrix:
    """Count what the quotes of every topic rest on."""
    tops = [topic for topic in archive.all(Topic) if archive.parent(topic) is None]
    topics = tuple(_Counting(archive, verifications).rows(tops, 0))
    ids = {id for row in topics for id in row.cells}
    people = _most_quoted_first(archive, (person for person in archive.all(Person) if person.id in ids))
    return SourcesMatrix(topics, tuple(people))


def _most_quoted_first(archive: Archive, records: Iterable[RecordT]) -> list[RecordT]:
    by_title = sorted(records, key=sort_key)
    return sorted(by_title, key=lambda record: len(archive.quotes_of(record)), reverse=True)


class _Counting:
    def __init__(self, archive: Archive, verifications: Mapping[str, Verification]) -> None:
        self._archive = archive
        self._grounds = {
            quote.id: grounds_of(archive, quote, verifications.get(quote.ref)) for quote in archive.all(Quote)
        }

    def rows(self, topics: Iterable[Topic], depth: int) -> Iterator[TopicSources]:
        for topic in _most_quoted_first(self._archive, topics):
            yield self._row(topic, depth)
            yield from self.rows(
                (child for child in self._archive.children(topic) if isinstance(child, Topic)), depth + 1
            )

    def _row(self, topic: Topic, depth: int) -> TopicSources:
        counted = Counter(self._grounds[quote.id] for quote in self._archive.quotes_of(topic))
        by_person: dict[str, dict[Grounds, int]] = defaultdict(dict)
        for grounds, number in counted.items():
            for id in {grounds.speaker, grounds.relayer}:
                if id is not None:
                    by_person[id][grounds] = number
        cells = {id: tally(of_person) for id, of_person in by_person.items()}
        return TopicSources(topic, depth, tally(counted), cells, tuple(caveats(self._archive, topic, counted)))
