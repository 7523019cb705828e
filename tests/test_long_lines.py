"""Thousands of topics, events and quotes, each below the next: what is asked of them costs as much as they are many.

Steps are counted rather than time: the lines that Python goes through.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from forests import archive_with, line

from explorer.checking import quote_problems, verifying
from explorer.checking.date_conflicts import date_conflicts
from explorer.checking.verification import Verification
from explorer.checking.verified_archive import VerifiedArchive
from explorer.cli.show_command import card
from explorer.model.archive import Archive
from explorer.model.problems import Problem, Severity
from explorer.model.records import AnyRecord, Event, Kind, Quote, Topic
from explorer.model.scope import Scope
from explorer.model.timeline import Moment, timeline
from explorer.reading.text.passages import SourceText
from explorer.search.index import SearchIndex
from explorer.snapshot import Snapshot
from explorer.sources import sources_matrix
from explorer.stats import overview

# Far more than Python calls within each other.
MANY = 1_100
# Twice the records may take up to so many times the steps: more than twice, since sorting and the way up a hierarchy
# take a little more for each, and far from the four times that it takes to ask each record about all others.
MOST = 2.6


def verified(archive: Archive) -> Mapping[str, Verification]:
    return verifying.verify(archive, {"a": SourceText("Words said.")})


def walk(archive: Archive, *trail: str) -> list[int]:
    """What all panes show of a trail."""
    scope = Scope(archive, trail)
    return [scope.count(record) for kind in Kind for record in scope.records(kind)]


def found(archive: Archive, query: str) -> list[str]:
    return [hit.ref for hit in SearchIndex(archive).search(query)]


def snapshot_of(archive: Archive) -> Snapshot:
    texts = {"a": SourceText("Words said.")}
    return Snapshot(root=Path(), archive=archive, texts=texts, verifications=verified(archive))


def cards(snapshot: Snapshot, records: Iterable[AnyRecord]) -> list[str]:
    return [card(snapshot, record) for record in records]


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Without the notes that nothing says who speaks."""
    return [problem for problem in problems if problem.severity is Severity.ERROR]


QUESTIONS: dict[str, Callable[[Archive], object]] = {
    "quotes of the top": lambda archive: [len(archive.quotes_of(top)) for top in tops(archive)],
    "counts of all": lambda archive: [archive.quote_count(entry.record) for entry in archive.entries.values()],
    "links of the top": lambda archive: [len(archive.linked_to(top)) for top in tops(archive)],
    "no trail": walk,
    "a topic": lambda archive: walk(archive, "topic/t0"),
    "the top topic and event": lambda archive: walk(archive, *(top.ref for top in tops(archive)[:2])),
    "a quote": lambda archive: walk(archive, "quote/q7"),
    "timeline": timeline,
    "overview": lambda archive: overview(archive, {}),
    "sources": lambda archive: sources_matrix(archive, {}),
    "dates": lambda archive: list(date_conflicts(archive)),
    "words": lambda archive: errors(
        quote_problems.problems(VerifiedArchive(archive=archive, verifications=verified(archive)))
    ),
    "filters": lambda archive: [found(archive, f"{field}:{tops(archive)[0].id}") for field in ("topic", "event")],
    "all topics by name": lambda archive: found(archive, "topic:topic kind:quote"),
    "a card": lambda archive: cards(snapshot_of(archive), tops(archive)),
}


def tops(archive: Archive) -> list[AnyRecord]:
    """The topic, the event and the quote that all others are below."""
    return [
        record
        for kind in (Topic, Event, Quote)
        for record in archive.of_kind(kind.kind).values()
        if archive.parent(record) is None
    ]


def steps(work: Callable[[], object]) -> int:
    """How many lines of Python some work goes through; a line counts each time that it is gone back to."""
    count = 0

    def trace(_: FrameType, event: str, __: object) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("question", [*QUESTIONS, "joining"])
def test_twice_the_records_take_about_twice_the_steps(question: str) -> None:
    taken = []
    for size in (150, 300):
        records = line(size)
        archive = archive_with(records)
        ask = QUESTIONS.get(question)
        taken.append(steps(lambda: ask(archive) if ask else archive_with(records)))  # noqa: B023 - called at once
    assert taken[1] < MOST * taken[0]


def test_the_steps_are_those_of_all_that_is_called() -> None:
    """Without this, the test above could pass by counting nothing."""

    def nested(size: int) -> list[int]:
        return [one * other for one in range(size) for other in range(size)]

    assert steps(lambda: nested(60)) > 3.5 * steps(lambda: nested(30))


# One worker has what is made once.
shared = pytest.mark.xdist_group("long-lines")


@pytest.fixture(scope="module", params=["line", "loop"])
def many(request: pytest.FixtureRequest) -> Archive:
    return archive_with(line(MANY, closed=request.param == "loop"))


@shared
@pytest.mark.parametrize("question", QUESTIONS)
def test_all_questions_are_answered_however_deep_the_records_lie(question: str, many: Archive) -> None:
    nothing_wrong = question in ("dates", "words")
    assert nothing_wrong == (QUESTIONS[question](many) == [])


@shared
def test_what_lies_deepest_counts_for_all_above_it(many: Archive) -> None:
    assert [MANY] * 3 == [many.quote_count(top) for top in tops(many)]
    assert MANY - 1 == max(row.depth for row in timeline(many) if isinstance(row, Moment))
    assert [*range(MANY)] == [row.depth for row in sources_matrix(many, {}).topics]


def test_the_message_of_a_long_loop_names_a_few_and_how_many_more() -> None:
    problems = archive_with(line(MANY, closed=True)).problems
    expected = "broader leads back to itself: t0 ▸ t1 ▸ t2 ▸ t3 ▸ … 1092 more … ▸ t1096 ▸ t1097 ▸ t1098 ▸ t1099 ▸ t0"
    assert expected == problems[0].message
    assert ["broader", "part_of", "within"] == [problem.message.partition(" ")[0] for problem in problems]
