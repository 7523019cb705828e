"""Apply the curator's answers: problems that a record `accepts`, and answers that match no problem."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

import msgspec

from explorer.model.archive import Archive
from explorer.model.failures import CODE as CHECK_FAILED
from explorer.model.problems import Problem, Severity, meant, said_meant
from explorer.model.records import AnyRecord, Entry, Kind, Quote, kind_of, ref
from explorer.model.references import references


class Answered(NamedTuple):
    """The problems that are still open, and those that were accepted."""

    open: list[Problem]
    accepted: list[Problem]


def answered(archive: Archive, problems: Iterable[Problem], texts: Collection[str]) -> Answered:
    """Separate the problems that their record accepts, and add problems of the answers themselves.

    An article's answers also apply to its quotes. An error can't be accepted unless it depends on the reading of who
    speaks: the quote itself can accept that, which turns it into a note with the reason. `texts` has the ids of the
    articles that could be read: for others, as after a failed check, an unused answer is not reported.
    """
    answers = {name: archive.entries[name] for name in archive.accepting}
    if not answers:
        return Answered(list(problems), [])
    codes = {answer.code for entry in answers.values() for answer in entry.record.accepts}
    are_of_articles = any(kind_of(name) is Kind.ARTICLE for name in answers)
    open, accepted = [], []
    used: set[tuple[str, str]] = set()
    failed: set[str | None] = set()
    for problem in problems:
        if problem.code == CHECK_FAILED:
            failed.update(_holders(archive, problem) or [None])
        may_be = problem.code in codes and (problem.ref in answers or are_of_articles)
        found = _answer(archive, problem, answers) if may_be else None
        if found is None:
            open.append(problem)
        else:
            holder, because = found
            accepted.append(_seen(problem, because) if problem.severity is Severity.ERROR else problem)
            used.add((holder, problem.code))
    for entry in answers.values():
        known = failed.isdisjoint((None, entry.record.ref)) and _is_known(entry.record, texts)
        open += _wrong(entry, used, may_be_unused=known)
    return Answered(open, accepted)


def _answer(archive: Archive, problem: Problem, answers: dict[str, Entry]) -> tuple[str, str] | None:
    """The ref of the record that accepts a problem, and the reason; None if no record does."""
    holders = _holders(archive, problem)
    if problem.severity is Severity.ERROR:
        if not (isinstance(archive.find(problem.ref or ""), Quote) and _is_read(problem.code)):
            return None
        holders = holders[:1]
    for holder in holders:
        for answer in answers[holder].record.accepts if holder in answers else ():
            if answer.code == problem.code:
                return holder, answer.because
    return None


def _holders(archive: Archive, problem: Problem) -> list[str]:
    """The refs of the records that may accept a problem: its own record, and a quote's article."""
    record = archive.find(problem.ref or "")
    article = [ref(Kind.ARTICLE, record.article)] if isinstance(record, Quote) else []
    return [problem.ref, *article] if problem.ref else []


def _is_read(code: str) -> bool:
    # Imported here because few records have answers.
    from explorer.model.problem_codes import CODES

    return CODES[code].is_read


def _seen(problem: Problem, because: str) -> Problem:
    """Turn an accepted error into a note with the reason."""
    message = f"accepted: {because} ({problem.message})"
    return msgspec.structs.replace(problem, severity=Severity.NOTE, message=message)


def _wrong(entry: Entry, used: set[tuple[str, str]], *, may_be_unused: bool) -> Iterator[Problem]:
    """An error for each answer to a code that is unknown or can't be accepted; a note for each that is unused."""
    # Imported here because few records have answers.
    from explorer.model.problem_codes import CODES, problem

    for n, answer in enumerate(entry.record.accepts):
        path, code = f"accepts[{n}].code", CODES.get(answer.code)
        if code is None:
            nearest = meant(answer.code, (known for known, code in CODES.items() if code.can_be_accepted))
            message = f"there is no code “{answer.code}”{said_meant(nearest)}"
            yield problem(entry, "wrong-code", path, message, meant=nearest)
        elif not code.can_be_accepted:
            message = f"“{answer.code}” is an error, which has to be put right and can't be accepted"
            yield problem(entry, "wrong-code", path, message)
        elif code.is_read and not isinstance(entry.record, Quote):
            message = f"“{answer.code}” is an error, which only the quote that has it can accept"
            yield problem(entry, "wrong-code", path, message)
        elif may_be_unused and (entry.record.ref, answer.code) not in used:
            yield problem(
                entry, "accepts-unused", path, f"there is no “{answer.code}” here to accept; the answer can go"
            )


def _is_known(record: AnyRecord, texts: Collection[str]) -> bool:
    """Whether all articles that a record refers to could be read."""
    articles = {id for _, kind, id in references(record) if kind is Kind.ARTICLE}
    if record.kind is Kind.ARTICLE:
        articles.add(record.id)
    return all(id in texts for id in articles)
