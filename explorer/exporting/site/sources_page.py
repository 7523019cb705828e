"""Who says so: on whose word, and on what kind of words, the quotes of each topic rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from explorer.describing import signs
from explorer.exporting.site.addresses import numbered
from explorer.exporting.site.frame import Frame, NamedFile
from explorer.exporting.site.paging import slices
from explorer.exporting.site.said_page import SaidPages
from explorer.model.records import Person
from explorer.sources import COUNTS, SourcesMatrix, Tally, TopicSources

# How many topics are on a page, and how many people are columns of the matrix.
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
    """How many quotes someone has on a topic, what is to be known of them, and where they are told over time."""

    quotes: int
    about: str
    address: str | None


class Grounded(NamedTuple):
    """A topic with what its quotes rest on."""

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
            numbered(_PATH, part.number),
            "sources.html",
            "Who says so",
            slice=part,
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
    """How many of someone’s quotes are second-hand or unsure, and in which way; which are drafts, if not all are."""
    untold = ("anonymous",) if frame.archive.tells_drafts else ("anonymous", "draft")
    kinds = (name for name in signs.SOURCES if name not in untold)
    return ", ".join(f"{number:,} {signs.SOURCES[name].called}" for name in kinds if (number := getattr(tally, name)))
