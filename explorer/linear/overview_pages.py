"""The archive as a whole, as pages: at a glance, the events by date, on whose word topics rest, and the problems."""

from __future__ import annotations

from collections.abc import Iterator

from explorer.describing.counting import counted
from explorer.describing.fields import RecordLink
from explorer.describing.glance import heading
from explorer.describing.glance import in_words as bar_in_words
from explorer.describing.how_read import all_problems, why_none
from explorer.describing.quote_counts import counted as quotes_counted
from explorer.describing.quote_counts import spread_over
from explorer.display import one_line
from explorer.linear.pages import Lazy, Line, Page, Target, block_of, number_of
from explorer.linear.wording import HOW_TO_TAG, PROPOSES, in_words, quote_line, sentence, when
from explorer.model.history import PanesView, ResultsView, ScreenView
from explorer.model.problems import Problem, Severity
from explorer.model.records import Kind, Person, is_draft
from explorer.model.timeline import Announced, Gap, Moment, Said, Undated
from explorer.snapshot import Snapshot
from explorer.sources import SourcesMatrix, Tally, TopicSources, sources_matrix
from explorer.stats import overview

# What is said of a count in a tally.
_COUNTS = {
    "named": "by name",
    "collective": "of a collective",
    "anonymous": "anonymous",
    "document": "of a document",
    "relayed": "relayed by someone else",
    "interpreted": "through an interpreter",
    "paraphrase": "paraphrase only",
    "unverified": "not verified",
    "draft": "not reviewed",
}


def glance_page(snapshot: Snapshot) -> Page:
    """The archive at a glance: its quotes by topic, by speaker, over time and by how far they are checked."""
    counted_up = overview(snapshot.archive, snapshot.verifications)
    entries: list[tuple[Line, ...]] = []
    targets: list[Target] = []
    for section in counted_up.sections:
        bars = [bar for bar in section.bars if bar.spread.quotes or bar.perhaps]
        told = ", ".join(filter(None, (heading(counted_up, section.part), section.remark)))
        before = [Line(sentence(told))]
        if section.remark and not bars:
            entries.append((*before,))
        for bar in bars:
            target = RecordLink(bar.ref) if bar.ref else ResultsView(bar.query) if bar.query else None
            if target is not None:
                targets.append(target)
            said = f"{one_line(bar.label)}: {bar_in_words(bar, counted_up)}"
            entries.append((*before, Line(said, len(targets) if target else None)))
            before = []
    none = () if entries else (sentence(why_none(snapshot, Kind.QUOTE)),)
    return Page("overview", none, entries, targets, ("count", "counts"))


def timeline_page(snapshot: Snapshot, at: str | None = None) -> Page:
    """The events by date, and what lies between them."""
    entries: list[tuple[Line, ...]] = []
    targets: list[Target] = []
    before: list[Line] = []
    place = None
    for row in snapshot.timeline:
        match row:
            case Gap():
                before.append(Line(f"Then {row} without events."))
            case Announced(count):
                before.append(Line(f"Announced, and still to come then: {counted(count, 'event')}."))
            case Undated(count):
                before.append(Line(f"Not dated: {counted(count, 'event')}."))
            case Moment() | Said():
                if row.record.ref == at:
                    place = len(entries)
                targets.append(RecordLink(row.record.ref))
                entries.append((*before, Line(_dated(snapshot, row), len(targets))))
                before = []
    heading = () if entries else (sentence(why_none(snapshot, Kind.EVENT)),)
    noun = ("event", "events")
    if any(isinstance(row, Said) for row in snapshot.timeline):
        noun = ("dated quote", "events and dated quotes")
    return Page("timeline", heading, entries, targets, noun, "by date", start=block_of(place), at=number_of(place))


def _dated(snapshot: Snapshot, row: Moment | Said) -> str:
    if isinstance(row, Said):
        return f"{when(row.quote)}: quote, {quote_line(snapshot, row.quote)}"
    event = row.event
    where = f", {one_line(event.place)}" if event.place else ""
    review = snapshot.archive.review_of(event)
    name = ", ".join(filter(None, [one_line(event.name), review]))
    return f"{when(event)}: {name}{where}, {counted(row.quotes, 'quote')}"


def sources_page(snapshot: Snapshot, view: ScreenView) -> Page:
    """On whose word each topic rests; or, of the one topic that the view is at, how much of it is on whose word."""
    matrix = sources_matrix(snapshot.archive, snapshot.verifications, snapshot.reports)
    row = next((row for row in matrix.topics if row.topic.ref in view.at), None)
    return _people_page(snapshot, matrix, row) if row else _topics_page(snapshot, matrix)


def _topics_page(snapshot: Snapshot, matrix: SourcesMatrix) -> Page:
    rows = matrix.topics
    heading = () if rows else (sentence(why_none(snapshot, Kind.TOPIC, HOW_TO_TAG, PROPOSES)),)
    return Page(
        "sources",
        heading,
        Lazy(
            len(rows), lambda n: (Line(f"{one_line(rows[n].topic.label)}: {_told(rows[n], matrix, snapshot)}", n + 1),)
        ),
        Lazy(len(rows), lambda n: ScreenView("sources", (rows[n].topic.ref,))),
        ("topic", "topics"),
        "each with its sources",
    )


def _people_page(snapshot: Snapshot, matrix: SourcesMatrix, row: TopicSources) -> Page:
    people = [person for person in matrix.people if person.id in row.cells]
    return Page(
        f"sources of {one_line(row.topic.label)}",
        (f"sources of {one_line(row.topic.label)}: {_told(row, matrix, snapshot)}",),
        Lazy(len(people), lambda n: (Line(_person(people[n], row.cells[people[n].id], matrix), n + 1),)),
        Lazy(len(people), lambda n: _said(row, people[n])),
        ("person who said or relayed quotes on it", "people who said or relayed quotes on it"),
        about=row.topic.ref,
    )


def _said(row: TopicSources, person: Person) -> ScreenView | PanesView:
    """What somebody said on a topic; of whom nothing is told but what they relayed of others, the quotes."""
    trail = (row.topic.ref, person.ref)
    return ScreenView("said", trail) if row.said_by(person.id) else PanesView(trail, Kind.QUOTE)


def _person(person: Person, tally: Tally, matrix: SourcesMatrix) -> str:
    kind = f", {person.type}" if person.type != "named" else ""
    draft = ", draft" if is_draft(person) else ""
    return f"{one_line(person.name)}{kind}{draft}: {', '.join(_numbers(tally, matrix, with_types=False))}"


def _told(row: TopicSources, matrix: SourcesMatrix, snapshot: Snapshot) -> str:
    caveats = "".join(f" {in_words(caveat.message)}" for caveat in row.caveats)
    several = len(snapshot.archive.of_kind(Kind.ARTICLE)) > 1 and row.total.quotes > 0
    first, *others = _numbers(row.total, matrix)
    spread = [spread_over(row.spread().articles, row.spread().reports)] if several else []
    return f"{', '.join([first, *spread, *others])}.{caveats}"


def _numbers(tally: Tally, matrix: SourcesMatrix, *, with_types: bool = True) -> Iterator[str]:
    yield quotes_counted(tally.quotes, tally.utterances)
    left_out = () if with_types else ("named", "collective", "anonymous", "document")
    for name, meaning in _COUNTS.items():
        number = getattr(tally, name)
        if number and name not in left_out and (name != "draft" or matrix.tells_drafts):
            yield f"{number} {meaning}"


def problems_page(snapshot: Snapshot) -> Page:
    """What is wrong in the archive, the gravest first."""
    problems = _by_severity(snapshot)
    return Page(
        "problems",
        () if problems else ("No problems.",),
        Lazy(len(problems), lambda n: (Line(_problem(problems[n]), n + 1),)),
        problems,
        ("problem", "problems"),
        "the gravest first; edit and a number opens your editor there",
    )


def _by_severity(snapshot: Snapshot) -> list[Problem]:
    """The problems, the gravest first."""
    problems = all_problems(snapshot)
    severities = list(Severity)
    return sorted(problems, key=lambda problem: severities.index(problem.severity))


def _problem(problem: Problem) -> str:
    place = problem.place
    where = f"{one_line(place.file)}, line {place.line}, column {place.column}"
    return f"{problem.severity}: {in_words(problem.message)}; in {where}"
