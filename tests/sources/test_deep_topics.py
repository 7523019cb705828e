"""The matrix of topics below each other at random, against one that counts the quotes of each topic anew."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from forests import Walked, forests
from hypothesis import given

from explorer.model.archive import Archive, RecordT
from explorer.model.orders import sort_key
from explorer.model.records import Person, Quote, Topic
from explorer.sources import TopicSources, sources_matrix
from explorer.sources.tally import Grounds, caveats, grounds_of, tally


class Recounted:
    """The rows of the matrix, the plain way."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.walked = Walked(archive)

    def most_quoted_first(self, records: Iterable[RecordT]) -> list[RecordT]:
        return sorted(records, key=lambda record: (-len(self.walked.quotes_of(record.ref)), sort_key(record)))

    def rows(self, parent: Topic | None = None, depth: int = 0) -> Iterator[TopicSources]:
        below = (topic for topic in self.archive.all(Topic) if self.archive.parent(topic) is parent)
        for topic in self.most_quoted_first(below):
            yield self.row(topic, depth)
            yield from self.rows(topic, depth + 1)

    def row(self, topic: Topic, depth: int) -> TopicSources:
        found = (self.archive.find(ref) for ref in self.walked.quotes_of(topic.ref))
        quotes = [quote for quote in found if isinstance(quote, Quote)]
        counted = Counter(grounds_of(self.archive, quote, None) for quote in quotes)
        people: dict[str, dict[Grounds, int]] = defaultdict(dict)
        for grounds, number in counted.items():
            for id in (grounds.speaker, grounds.relayer):
                if id is not None:
                    people[id][grounds] = number
        cells = {
            id: tally(of_person, self.repeated(quote for quote in quotes if id in (quote.speaker, quote.relayed_by)))
            for id, of_person in people.items()
        }
        total = tally(counted, self.repeated(quotes))
        return TopicSources(
            topic, depth, total, cells, tuple(caveats(self.archive, topic, counted, total)), {}, counted
        )

    def repeated(self, quotes: Iterable[Quote]) -> int:
        refs = [quote.ref for quote in quotes]
        return len(refs) - self.walked.utterances(refs)


@given(forests())
def test_each_topic_rests_on_its_own_quotes_and_those_of_all_below_it_each_once(archive: Archive) -> None:
    expected = Recounted(archive)
    matrix = sources_matrix(archive, {})
    assert tuple(expected.rows()) == matrix.topics
    told = {id for row in matrix.topics for id in row.cells}
    people = [person for person in archive.all(Person) if person.id in told]
    assert expected.most_quoted_first(people) == list(matrix.people)
