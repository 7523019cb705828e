"""The matrix of topics and people: who says how much about what, and on what it rests."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

import msgspec

from explorer.archive import Archive, sort_key
from explorer.records import Person, Quote, Topic
from explorer.sources.caveats import Caveat, caveats
from explorer.sources.tally import Grounds, Tally
from explorer.verification import Verification


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


class SourcesMatrix:
    """All topics, each followed by its narrower ones, and all people whose words or accounts they hold.

    Topics and people with the most quotes come first.
    """

    def __init__(self, archive: Archive, verifications: Mapping[str, Verification]) -> None:
        self._archive = archive
        self._grounds = Grounds(archive, verifications)

    @cached_property
    def topics(self) -> tuple[TopicSources, ...]:
        tops = [topic for topic in self._archive.all(Topic) if self._archive.parent(topic) is None]
        return tuple(self._rows(tops, 0))

    @cached_property
    def people(self) -> tuple[Person, ...]:
        """Who has a cell in some topic."""
        ids = {id for row in self.topics for id in row.cells}
        found = sorted((person for person in self._archive.all(Person) if person.id in ids), key=sort_key)
        return tuple(sorted(found, key=lambda person: len(self._archive.quotes_of(person)), reverse=True))

    def _rows(self, topics: list[Topic], depth: int) -> Iterator[TopicSources]:
        by_name = sorted(topics, key=sort_key)
        for topic in sorted(by_name, key=lambda topic: len(self._archive.quotes_of(topic)), reverse=True):
            yield self._row(topic, depth)
            narrower = [child for child in self._archive.children(topic) if isinstance(child, Topic)]
            yield from self._rows(narrower, depth + 1)

    def _row(self, topic: Topic, depth: int) -> TopicSources:
        quotes = self._archive.quotes_of(topic)
        by_person: dict[str, list[Quote]] = defaultdict(list)
        for quote in quotes:
            people = (self._archive.speaker(quote), self._archive.relayer(quote))
            for id in {person.id for person in people if person}:
                by_person[id].append(quote)
        return TopicSources(
            topic,
            depth,
            self._grounds.tally(quotes),
            {id: self._grounds.tally(said) for id, said in by_person.items()},
            tuple(caveats(self._archive, self._grounds, topic, quotes)),
        )
