"""Problems: what is wrong in an archive, and where."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import chain, groupby
from operator import attrgetter

import msgspec

# From this many records on, a shared problem mentions their number.
_MANY = 2
_PLACE = attrgetter("place")


class Severity(StrEnum):
    """How much a problem matters. Only an error makes `explorer check` exit with 1."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Place(msgspec.Struct, frozen=True, order=True, array_like=True):
    """A place in a file of the archive.

    `file` is relative to the archive's folder, with forward slashes. `line` and `column` count from 1, columns in
    Unicode code points.
    """

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Replacement(msgspec.Struct, frozen=True):
    """The word at a problem's place, and what was probably meant; None if the item should be removed."""

    word: str
    by: str | None


class Problem(msgspec.Struct, frozen=True):
    """Something wrong in the archive.

    `ref` is the record that it concerns, and `meant` a suggested replacement, if there is one.
    """

    place: Place
    severity: Severity
    code: str
    message: str
    ref: str | None = None
    meant: Replacement | None = None

    def __str__(self) -> str:
        return f"{self.place}: {self.severity}: {self.message}"


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """Find the choice most similar to a word, preferring those that contain it; None if none is similar."""
    from rapidfuzz import fuzz, process

    every = list(choices)
    longer = [choice for choice in every if f"-{word}-" in f"-{choice}-"]
    found = process.extractOne(word, longer or every, scorer=fuzz.ratio, score_cutoff=0 if longer else 60)
    return found[0] if found else None


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """Return the end of a message that suggests the choice nearest to `word`; empty if none is near."""
    return said_meant(meant(word, choices))


def meant(word: str, choices: Iterable[str]) -> Replacement | None:
    """Return the choice nearest to `word` as a replacement; None if none is near."""
    choice = nearest(word, choices)
    return Replacement(word, choice) if choice is not None else None


def said_meant(meant: Replacement | None) -> str:
    """Return the end of a message that suggests a replacement; empty for None."""
    return f"; did you mean “{meant.by}”?" if meant and meant.by is not None else ""


def merge_equal(problems: Iterable[Problem], place_of: Callable[[str | None], Place]) -> list[Problem]:
    """Sort problems (see `in_order`), merging equal ones of the same place.

    The merged problem says how many records it concerns. Many records may take their value from one place, such as a
    default or an alias. `place_of` gives the place of a record.
    """
    found: list[Problem] = []
    for group in _by_place(problems, place_of):
        if len(group) > 1:
            same: dict[tuple[str, str], list[Problem]] = {}
            for problem in group:
                same.setdefault((problem.code, problem.message), []).append(problem)
            found += map(_with_records, same.values())
        else:
            found += group
    return found


def in_order(problems: Iterable[Problem], place_of: Callable[[str | None], Place]) -> Iterator[Problem]:
    """Sort problems by place; in one place by code, then by the places of their records."""
    return chain.from_iterable(_by_place(problems, place_of))


def _by_place(problems: Iterable[Problem], place_of: Callable[[str | None], Place]) -> Iterator[list[Problem]]:
    for _, in_place in groupby(sorted(problems, key=_PLACE), key=_PLACE):
        group = list(in_place)
        if len(group) > 1:
            group.sort(key=lambda problem: (problem.code, place_of(problem.ref), problem.ref or ""))
        yield group


def _with_records(group: list[Problem]) -> Problem:
    first = group[0]
    refs = list(dict.fromkeys(problem.ref for problem in group if problem.ref))
    if len(refs) < _MANY:
        return first
    return msgspec.structs.replace(first, message=f"{first.message} (in {refs[0]} and {len(refs) - 1} more)")


def any_of(choices: Iterable[str]) -> str:
    """Join choices for a message: `a, b or c`."""
    *most, last = choices
    return f"{', '.join(most)} or {last}" if most else last


def some_of(names: Sequence[str], most: int, total: int | None = None) -> str:
    """Join at most `most` names, with the number of others, counting all or a given `total`: `a, b and 3 more`."""
    total = len(names) if total is None else total
    more = f" and {total - most} more" if total > most else ""
    return f"{', '.join(names[:most])}{more}"
