"""What to be careful about: the records of each caution, and the problems that checking has found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from explorer.exporting.cautions import Caution
from explorer.exporting.site.addresses import numbered
from explorer.exporting.site.frame import Frame, NamedFile
from explorer.exporting.site.overviews import Line, line_of
from explorer.exporting.site.paging import slices
from explorer.exporting.site.quote_lines import QuoteLine, quote_line
from explorer.exporting.site.rendering import shortened
from explorer.model.problems import Problem, Severity
from explorer.model.records import AnyRecord, Quote, title

# How many records, and how many problems, are on a page.
_RECORDS, _PROBLEMS = 50, 100
# So many characters of a record’s name stand below a problem.
_NAME = 120

MEANINGS = {
    Caution.NOT_VERIFIED: "The words are not in the article as they are given, or not said there by this speaker.",
    Caution.DISPUTED: "Those who made this archive do not agree about the record.",
    Caution.DRAFT: "Nobody has accepted the record yet.",
    Caution.RELAYED: "Someone other than the speaker told the article of the words.",
    Caution.STALE: "The record can’t be read now; it is shown as it was last read.",
    Caution.LEAVES_OUT: "The article has more words of this speech than the quote; what is left out is shown with it.",
}
_SEVERITIES = {
    Severity.ERROR: "Wrong or unreadable",
    Severity.WARNING: "Worth a look",
    Severity.NOTE: "Still open",
}


class Care(NamedTuple):
    """A caution: what it means, and how many records it is about, and how many of these are quotes."""

    name: str
    meaning: str
    path: str
    number: int
    quotes: int


class Found(NamedTuple):
    """A problem: how much it matters, what it is, and the record it is about."""

    severity: str
    message: str
    name: str
    address: str | None
    place: str


class Cautioned(NamedTuple):
    """The records of each caution."""

    records: dict[Caution, list[AnyRecord]]

    @classmethod
    def of(cls, frame: Frame) -> Cautioned:
        entries, in_doubt = frame.archive.entries, frame.extract.in_doubt
        return cls({caution: [entries[ref].record for ref in refs] for caution, refs in in_doubt.items()})

    def summary(self) -> list[Care]:
        return [self._care(caution) for caution in Caution]

    def _care(self, caution: Caution) -> Care:
        records = self.records[caution]
        quotes = sum(isinstance(record, Quote) for record in records)
        return Care(str(caution), MEANINGS[caution], _path(caution), len(records), quotes)


def care_files(frame: Frame, cautioned: Cautioned) -> Iterator[NamedFile]:
    """The page about all cautions, the list of each, and the problems."""
    severities = list(Severity)
    problems = sorted(frame.snapshot.problems, key=lambda problem: severities.index(problem.severity))
    counts = Counter(problem.severity for problem in problems)
    severe = [(name, counts[severity]) for severity, name in _SEVERITIES.items()]
    cares = cautioned.summary()
    yield frame.page("care.html", "care.html", "With care", cares=cares, problems=len(problems), severities=severe)
    for caution, records in cautioned.records.items():
        if records:
            yield from _cautioned(frame, caution, records)
    if problems:
        for part in slices(problems, "problems.html", _PROBLEMS):
            found = [_found(frame, problem) for problem in part.items]
            yield frame.page(numbered(part.path, part.number), "problems.html", "Problems", slice=part, problems=found)


def _path(caution: Caution) -> str:
    return f"care-{caution.replace(' ', '-')}.html"


def _cautioned(frame: Frame, caution: Caution, records: Sequence[AnyRecord]) -> Iterator[NamedFile]:
    for part in slices(records, _path(caution), _RECORDS):
        lines: list[tuple[QuoteLine | None, Line | None]] = [
            (quote_line(frame.snapshot, frame.addresses, record), None)
            if isinstance(record, Quote)
            else (None, line_of(frame, record, frame.addresses))
            for record in part.items
        ]
        heading = str(caution).capitalize()
        meaning = MEANINGS[caution]
        path = numbered(part.path, part.number)
        yield frame.page(path, "cautioned.html", heading, slice=part, lines=lines, meaning=meaning)


def _found(frame: Frame, problem: Problem) -> Found:
    record = frame.archive.find(problem.ref) if problem.ref else None
    name = title(record) if record else ""
    address = frame.addresses.to(problem.ref) if problem.ref else None
    return Found(_SEVERITIES[problem.severity], problem.message, shortened(name, _NAME), address, str(problem.place))
