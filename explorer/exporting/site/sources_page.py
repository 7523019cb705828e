"""The sources that each topic rests on, and what each person said on it over time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup

from explorer.describing import signs
from explorer.describing import statements as describing
from explorer.describing.fields import Value
from explorer.exporting.site.frame import Frame, NamedFile, file_stem, slices
from explorer.exporting.site.values import QuoteLine, quote_line, value_html
from explorer.model.records import Person, Topic
from explorer.sources import COUNTS, SourcesMatrix, Tally, TopicSources
from explorer.statements import Gap, Row, Statement, Statements, Undated, statements

# The number of statements on a page, and the minimum for a page: with fewer, the quote's own page says everything.
_STATEMENTS, _LEAST = 50, 2
# The maximum number of a person's topics that link to such pages.
_SPOKEN_ON = 100


class Said(NamedTuple):
    """A statement: its date, the quote, and the quotes with the same words; or a separator between statements."""

    dated: Markup
    quote: QuoteLine | None
    same: list[Markup]
    parted: str = ""


class SpokenOn(NamedTuple):
    """A person's topics by id with their numbers of quotes, the highest first; and how many `more` there are."""

    topics: Mapping[str, int]
    more: int


_ON_NOTHING = SpokenOn({}, 0)


class SaidPages(NamedTuple):
    """The topics and people that have pages of statements, by what each person has `spoken` on."""

    spoken: Mapping[str, SpokenOn]

    @classmethod
    def of(cls, matrix: SourcesMatrix) -> SaidPages:
        found: dict[str, dict[str, int]] = defaultdict(dict)
        for row in matrix.topics:
            for person, number in row.said_by_each().items():
                found[person][row.topic.id] = number
        return cls({person: _most(topics) for person, topics in found.items()})

    def spoken_by(self, person: str) -> SpokenOn:
        """The topics that a person, given by id, speaks on."""
        return self.spoken.get(person, _ON_NOTHING)

    def path(self, topic: str, person: str) -> str | None:
        """The page of a person's statements on a topic, both given by id; None if there is no such page.

        The name of a record's page never has two dashes in a row.
        """
        number = self.spoken_by(person).topics.get(topic, 0)
        return f"said/{file_stem(topic)}--{file_stem(person)}.html" if number >= _LEAST else None


def _most(topics: Mapping[str, int]) -> SpokenOn:
    ids = sorted(topics, key=lambda id: -topics[id])
    return SpokenOn({id: topics[id] for id in ids[:_SPOKEN_ON]}, len(ids[_SPOKEN_ON:]))


def said_files(frame: Frame, topic: Topic, person: Person, path: str) -> Iterator[NamedFile]:
    """The pages of what a person said on a topic."""
    history = statements(frame.snapshot, person, topic)
    for part in slices(history.rows, path, _STATEMENTS):
        yield frame.page(
            part,
            "said.html",
            f"{person.name} on {topic.label}",
            marks=[*_head(history, part.items), *(_mark(frame, history, row) for row in part.items)],
            summary=describing.summary(frame.snapshot, history),
            relayed=describing.relayed(history),
            person=(person.name, frame.below.to(person.ref)),
            topic=(topic.label, frame.below.to(topic.ref)),
        )


def _head(history: Statements, rows: Sequence[Row]) -> Iterator[Said]:
    """Repeat the head of the undated statements on a page that begins among them."""
    if isinstance(rows[0], Statement) and rows[0].date is None:
        yield from (_parting(row) for row in history.rows if isinstance(row, Undated))


def _parting(row: Gap | Undated) -> Said:
    return Said(Markup(""), None, [], describing.parting(row))


def _mark(frame: Frame, history: Statements, row: Row) -> Said:
    if not isinstance(row, Statement):
        return _parting(row)
    snapshot, below = frame.snapshot, frame.below
    return Said(
        value_html(snapshot, below, Value(describing.dated_below(snapshot, row))),
        quote_line(snapshot, below, row.quote)._replace(date=""),
        [value_html(snapshot, below, value) for value in describing.said_again(snapshot, history, row)],
    )


# The number of topics on a page, and of people with a column in the matrix.
_TOPICS, _PEOPLE = 50, 8
_PATH = "sources.html"
_HEADS = {
    "quotes": "Quotes",
    "utterances": "Utterances",
    "named": "By name",
    "collective": "Groups",
    "anonymous": "Anonymous",
    "document": "Documents",
    "relayed": "Relayed",
    "interpreted": "Interpreted",
    "paraphrase": "Paraphrase only",
    "unverified": "Not verified",
    "draft": "Drafts",
}


class Cell(NamedTuple):
    """A person's number of quotes on a topic, remarks on them, and the link to their statements."""

    quotes: int
    about: str
    address: str | None


class Grounded(NamedTuple):
    """A topic with the sources of its quotes."""

    name: str
    address: str | None
    depth: int
    counts: list[int]
    articles: int
    reports: int
    cells: list[Cell]
    others: int
    caveats: list[str]


def sources_files(frame: Frame, matrix: SourcesMatrix) -> Iterator[NamedFile]:
    """The pages of the matrix."""
    people, said = matrix.people[:_PEOPLE], SaidPages.of(matrix)
    for part in slices(matrix.topics, _PATH, _TOPICS) if matrix.topics else ():
        yield frame.page(
            part,
            "sources.html",
            "Who says so",
            topics=[_grounded(frame, row, people, said) for row in part.items],
            people=[(person.name, frame.addresses.to(person.ref)) for person in people],
            more=len(matrix.people) - len(people),
            heads=[_HEADS[name] for name in COUNTS],
        )


def _grounded(frame: Frame, row: TopicSources, people: Sequence[Person], said: SaidPages) -> Grounded:
    spread, shown = row.spread(), {person.id for person in people}
    return Grounded(
        row.topic.label,
        frame.addresses.to(row.topic.ref),
        min(4, row.depth),
        [getattr(row.total, name) for name in COUNTS],
        spread.articles,
        spread.reports,
        [_cell(frame, row, person, said) for person in people],
        row.quotes_of_others(shown),
        [caveat.message for caveat in row.caveats],
    )


def _cell(frame: Frame, row: TopicSources, person: Person, said: SaidPages) -> Cell:
    tally, path = row.cells.get(person.id, Tally()), said.path(row.topic.id, person.id)
    return Cell(tally.quotes, in_doubt(frame, tally), frame.addresses.top(path) if path else None)


def in_doubt(frame: Frame, tally: Tally) -> str:
    """How many of a person’s quotes are second-hand or unsure, and why; and which are drafts, unless all are."""
    untold = ("anonymous",) if frame.archive.shows_drafts else ("anonymous", "draft")
    kinds = (name for name in signs.SOURCES if name not in untold)
    return ", ".join(f"{number:,} {signs.SOURCES[name].called}" for name in kinds if (number := getattr(tally, name)))
