"""The problems of an archive as editor diagnostics: for each file, with their ranges."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from explorer.files.belonging import SEEDS
from explorer.files.rewording import common_ends
from explorer.lsp.aiming import article_of
from explorer.lsp.texts import FileText
from explorer.model.problems import Place, Problem
from explorer.model.records import Article
from explorer.reading.text.passages import Passage
from explorer.snapshot import Snapshot

# Problems of a whole record, or of something missing from it.
_OF_RECORDS = frozenset({"missing-field", "empty-archive", "wrong-type"})
# Problems that need the whole archive: about words and names in other files, and about answers to problems.
OF_THE_WHOLE = frozenset(
    {"same-words", "versions-differ", "same-as-unlike", "name-twice", "duplicate-id", "accepts-unused", "empty-archive"}
)


class Diagnosis(NamedTuple):
    """A problem, its range, and the passage of an article that it concerns."""

    problem: Problem
    start: int
    end: int
    passage: tuple[str, Passage] | None = None


def by_file(problems: Iterable[Problem]) -> dict[str, list[Problem]]:
    """The problems of each file."""
    found: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        found[problem.place.file].append(problem)
    return dict(found)


def diagnoses(snapshot: Snapshot, file: FileText, problems: Sequence[Problem]) -> list[Diagnosis]:
    """The problems of a file with their ranges in its text."""
    spans = dict(_spans(snapshot, file.name)) if file.name.startswith(f"{SEEDS}/") else {}
    return [_diagnosis(snapshot, file, problem, spans) for problem in problems]


def _diagnosis(snapshot: Snapshot, file: FileText, problem: Problem, spans: Mapping[int, int]) -> Diagnosis:
    place = problem.place
    if file.name.startswith(f"{SEEDS}/"):
        start = file.offset(place)
        end = spans.get(start)
        passage = file.whole(place) if end is None else Passage(start, end)
    else:
        passage = file.whole(place, is_record=_is_of_record(snapshot, problem))
    return Diagnosis(problem, passage.start, passage.end, _nearest(snapshot, problem))


def _is_of_record(snapshot: Snapshot, problem: Problem) -> bool:
    """Whether a problem is shown at the start of its record, rather than at one of its keys."""
    if problem.code in _OF_RECORDS:
        return True
    entry = snapshot.archive.entries.get(problem.ref or "")
    return entry is not None and entry.place == problem.place and problem.meant is None


def _spans(snapshot: Snapshot, name: str) -> Iterator[tuple[int, int]]:
    """The ranges of an article's speech and names that are not in its records."""
    file = name.removeprefix(f"{SEEDS}/")
    for article in snapshot.archive.all(Article):
        covered = snapshot.coverage.get(article.id) if article.file == file else None
        if covered:
            yield from ((span.passage.start, span.passage.end) for span in covered.open)
            yield from ((passage.start, passage.end) for passage in covered.unnamed)


def _nearest(snapshot: Snapshot, problem: Problem) -> tuple[str, Passage] | None:
    """The passage of the article that a problem's words must come from."""
    verification = snapshot.verifications.get(problem.ref or "")
    for finding in verification.findings if verification else ():
        if finding.message and finding.message == problem.message and finding.nearest:
            article = snapshot.archive.get(Article, article_of(snapshot, problem.ref or "", finding))
            return (f"{SEEDS}/{article.file}", finding.nearest) if article else None
    return None


def moved(before: str, after: str, problems: Iterable[Problem]) -> list[Problem]:
    """Move problems of an earlier text to their lines in a later one, leaving out those of changed lines."""
    import msgspec

    old, new = before.splitlines(), after.splitlines()
    same, rest = common_ends(old, new)
    found = []
    for problem in problems:
        place = problem.place
        if place.line <= same:
            found.append(problem)
        elif place.line > len(old) - rest:
            there = Place(place.file, place.line + len(new) - len(old), place.column)
            found.append(msgspec.structs.replace(problem, place=there))
    return found
