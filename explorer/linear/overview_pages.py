"""Pages on the whole archive: overview, events by date, sources, statements over time, problems, edits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from explorer.changes.edits import Edit
from explorer.describing import statements as describing
from explorer.describing.articles_named import has_several
from explorer.describing.counting import counted
from explorer.describing.edits import HOW_TO_EDIT, NO_EDITS, EditHead, EditRow, edit_rows
from explorer.describing.fields import Part, RecordLink, Value
from explorer.describing.glance import heading
from explorer.describing.glance import in_words as bar_in_words
from explorer.describing.how_read import all_problems, time_of, why_none
from explorer.describing.quote_counts import counted as quotes_counted
from explorer.describing.quote_counts import spread_over
from explorer.display import one_line
from explorer.linear.commands import NotUnderstoodError
from explorer.linear.pages import RECORD, Lazy, Line, Page, Target, block_of, number_of
from explorer.linear.wording import HOW_TO_TAG, PROPOSES, in_words, quote_line, sentence, when, words_of
from explorer.model.archive import Archive, RecordT
from explorer.model.history import PanesView, ResultsView, ScreenView
from explorer.model.named import NotNamedError, named
from explorer.model.problems import Problem, Severity
from explorer.model.records import Kind, Person, Topic, is_draft
from explorer.model.timeline import Announced, Gap, Moment, Said, Undated
from explorer.snapshot import Snapshot
from explorer.sources import SourcesMatrix, Tally, TopicSources
from explorer.statements import Statement, Statements, statements
from explorer.stats import overview


def said_page(snapshot: Snapshot, view: ScreenView) -> Page:
    """What a person said on a topic; a number leads to the quote, or to another one with its words.

    The view is at the topic and the person, and at the quote that was opened last.
    """
    topic, person = (snapshot.archive.find(ref) for ref in view.at[:2])
    if not isinstance(topic, Topic) or not isinstance(person, Person):
        gone = [ref for ref in view.at[:2] if snapshot.archive.find(ref) is None]
        return Page("said", (f"There is no {' and no '.join(gone)} in this archive any more.",))
    history = statements(snapshot, person, topic)
    targets: list[Target] = []
    entries = list(_entries(snapshot, history, targets))
    if history.relayed:
        targets.append(PanesView((topic.ref, person.ref), Kind.QUOTE))
        entries.append((Line(f"{describing.relayed(history)}; this opens all.", len(targets)),))
    opened = next((n for n, quote in enumerate(history.quotes) if quote.ref in view.at[2:]), None)
    here = in_words(describing.heading(history))
    summary = describing.summary(snapshot, history) if history.all else describing.none_said(history)
    return Page(
        here,
        (f"{here}: {sentence(summary)}" if history.all else sentence(summary),),
        entries,
        targets,
        start=block_of(opened),
        at=None if opened is None else targets.index(RecordLink(history.quotes[opened].ref)) + 1,
        about=person.ref,
    )


def topic_and_person(archive: Archive, words: str, trail: Sequence[str]) -> tuple[str, str]:
    """Find the refs of a topic and a person from words that name the person first; without words, from the trail.

    Raises:
        NotUnderstoodError: they name none, or it is not clear which.
    """
    if not words:
        steps = {ref.partition("/")[0]: ref for ref in trail}
        if not {Kind.TOPIC, Kind.PERSON} <= steps.keys():
            raise NotUnderstoodError("Who, and on what? Type said, a person and a topic.")
        return steps[Kind.TOPIC], steps[Kind.PERSON]
    typed = words.split()
    unclear: list[list[NotNamedError]] = []
    # Names may have several words: split the words where both parts are names.
    for end in range(1, len(typed)):
        person, topic = _meant(archive, Person, typed[:end]), _meant(archive, Topic, typed[end:])
        if isinstance(person, Person) and isinstance(topic, Topic):
            return topic.ref, person.ref
        unclear.append([each for each in (person, topic) if isinstance(each, NotNamedError)])
    if not unclear or isinstance(_meant(archive, Person, typed), Person):
        raise NotUnderstoodError("said takes a person and a topic.")
    raise NotUnderstoodError(sentence(str(min(unclear, key=len)[0])))


def _meant(archive: Archive, cls: type[RecordT], words: Sequence[str]) -> RecordT | NotNamedError:
    try:
        return named(archive, cls, " ".join(words).strip('"“”'))
    except NotNamedError as error:
        return error


def _entries(snapshot: Snapshot, history: Statements, targets: list[Target]) -> Iterator[tuple[Line, ...]]:
    """The lines of each statement, with the changes since those before. Adds its numbers' targets to `targets`."""
    before: list[Line] = []
    for row in history.rows:
        if not isinstance(row, Statement):
            before.append(Line(sentence(describing.parting(row))))
            continue
        quote = row.quote
        dated, how = _spoken(describing.dated(snapshot, row)), _spoken(describing.how_said(snapshot, quote))
        where = f"in {in_words(describing.where(snapshot, quote))}"
        targets.append(RecordLink(quote.ref))
        lines = [*before, Line(f"{dated}: {how}, {where}: {words_of(quote)}", len(targets))]
        for value in describing.said_again(snapshot, history, row):
            if isinstance(value.link, RecordLink):
                # The view lists only the statements, so this is not a link of a list.
                targets.append(ScreenView(RECORD, (value.link.ref,)))
            lines.append(Line(sentence(value.spoken), len(targets) if value.link else None))
        yield tuple(lines)
        before = []


def _spoken(parts: Sequence[Part]) -> str:
    return in_words(Value(tuple(parts)).spoken)


# How to say a count of a tally.
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
    """An overview of the archive: its quotes by topic, by speaker, over time and by how far they are checked."""
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


def sources_page(snapshot: Snapshot, view: ScreenView, matrix: SourcesMatrix) -> Page:
    """The sources of each topic; for a view at one topic, its sources with the number of their quotes."""
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
    """What a person said on a topic; the quotes themselves if they only relayed others."""
    trail = (row.topic.ref, person.ref)
    return ScreenView("said", trail) if row.speaker_of(person.id) else PanesView(trail, Kind.QUOTE)


def _person(person: Person, tally: Tally, matrix: SourcesMatrix) -> str:
    kind = f", {person.type}" if person.type != "named" else ""
    draft = ", draft" if is_draft(person) else ""
    return f"{one_line(person.name)}{kind}{draft}: {', '.join(_numbers(tally, matrix, with_types=False))}"


def _told(row: TopicSources, matrix: SourcesMatrix, snapshot: Snapshot) -> str:
    caveats = "".join(f" {in_words(caveat.message)}" for caveat in row.caveats)
    several = has_several(snapshot.archive) and row.total.quotes > 0
    first, *others = _numbers(row.total, matrix)
    spread = [spread_over(row.spread().articles, row.spread().reports)] if several else []
    return f"{', '.join([first, *spread, *others])}.{caveats}"


def _numbers(tally: Tally, matrix: SourcesMatrix, *, with_types: bool = True) -> Iterator[str]:
    yield quotes_counted(tally.quotes, tally.utterances)
    left_out = () if with_types else ("named", "collective", "anonymous", "document")
    for name, meaning in _COUNTS.items():
        number = getattr(tally, name)
        if number and name not in left_out and (name != "draft" or matrix.shows_drafts):
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


def changes_page(edits: Sequence[Edit], archive: Archive, at: str | None = None) -> Page:
    """The records that changed; a number opens one that is still there. `at` is the ref of the one opened last."""
    rows: list[tuple[EditHead | None, EditRow, int | None]] = []
    targets: list[Target] = []
    head: EditHead | None = None
    for row in edit_rows(edits, archive):
        if isinstance(row, EditHead):
            head = row
            continue
        if row.ref is not None and archive.find(row.ref) is not None:
            targets.append(RecordLink(row.ref))
            rows.append((head, row, len(targets)))
        else:
            rows.append((head, row, None))
        head = None
    place = next((n for n, (_, row, _) in enumerate(rows) if row.ref == at), None) if at is not None else None
    heading = () if rows else (sentence(f"{NO_EDITS}{HOW_TO_EDIT}"),)
    entries = Lazy(len(rows), lambda n: tuple(_change_lines(*rows[n])))
    start, number = block_of(place), rows[place][2] if place is not None else None
    return Page("changes", heading, entries, targets, ("record", "records"), "the latest edit first", start, number)


def _change_lines(head: EditHead | None, row: EditRow, number: int | None) -> Iterator[Line]:
    if head is not None:
        yield Line(f"At {time_of(head.at)}: {head.said}.")
    yield Line(_change_words(row.head), number)
    yield from (Line(_change_words(line)) for line in row.lines())


def _change_words(parts: Sequence[Part]) -> str:
    return one_line(Value(tuple(parts)).spoken).replace(" · ", ", ")
