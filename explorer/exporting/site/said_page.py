"""What somebody said on a topic over time: a page for each person and topic."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup

from explorer.describing import statements as describing
from explorer.describing.fields import Value
from explorer.exporting.site.addresses import file_stem, numbered
from explorer.exporting.site.frame import Frame, NamedFile
from explorer.exporting.site.paging import slices
from explorer.exporting.site.quote_lines import QuoteLine, quote_line
from explorer.exporting.site.values import value_html
from explorer.model.records import Person, Topic
from explorer.sources import SourcesMatrix
from explorer.statements import Gap, Row, Statement, Statements, Undated, statements

# How many statements are on a page, and from how many on there is one: of fewer the quote itself tells all.
_STATEMENTS, _LEAST = 50, 2
# For so many topics of a person, whose page has the links.
_TOPICS = 100


class Said(NamedTuple):
    """A statement: when, the quote, and the quotes with the same words; or what parts those above from those below."""

    dated: Markup
    quote: QuoteLine | None
    same: list[Markup]
    parted: str = ""


class SpokenOn(NamedTuple):
    """The topics that somebody speaks on, by their ids, with in how many quotes: those of most; and how many `more`."""

    topics: Mapping[str, int]
    more: int


_ON_NOTHING = SpokenOn({}, 0)


class SaidPages(NamedTuple):
    """Of which topics and people there are pages, by what each person has `spoken` on."""

    spoken: Mapping[str, SpokenOn]

    @classmethod
    def of(cls, matrix: SourcesMatrix) -> SaidPages:
        found: dict[str, dict[str, int]] = defaultdict(dict)
        for row in matrix.topics:
            for person, number in row.said_by_each().items():
                found[person][row.topic.id] = number
        return cls({person: _most(topics) for person, topics in found.items()})

    def spoken_by(self, person: str) -> SpokenOn:
        """What somebody speaks on, by their id."""
        return self.spoken.get(person, _ON_NOTHING)

    def path(self, topic: str, person: str) -> str | None:
        """Where it is told what somebody said on a topic, both by their ids; None where there is no such page.

        No name of a record's page has two dashes in a row.
        """
        number = self.spoken_by(person).topics.get(topic, 0)
        return f"said/{file_stem(topic)}--{file_stem(person)}.html" if number >= _LEAST else None


def _most(topics: Mapping[str, int]) -> SpokenOn:
    ids = sorted(topics, key=lambda id: -topics[id])
    return SpokenOn({id: topics[id] for id in ids[:_TOPICS]}, len(ids[_TOPICS:]))


def said_files(frame: Frame, topic: Topic, person: Person, path: str) -> Iterator[NamedFile]:
    """The pages of what a person said on a topic."""
    history = statements(frame.snapshot, person, topic)
    for part in slices(history.rows, path, _STATEMENTS):
        yield frame.page(
            numbered(path, part.number),
            "said.html",
            f"{person.name} on {topic.label}",
            slice=part,
            marks=[*_head(history, part.items), *(_mark(frame, history, row) for row in part.items)],
            summary=describing.summary(frame.snapshot, history),
            relayed=describing.relayed(history),
            person=(person.name, frame.below.to(person.ref)),
            topic=(topic.label, frame.below.to(topic.ref)),
        )


def _head(history: Statements, rows: Sequence[Row]) -> Iterator[Said]:
    """The head of what is undated once more, on a page that begins among that."""
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
