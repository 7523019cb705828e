"""A problem: what is wrong in an archive, and its place there."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

import msgspec


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


class Problem(msgspec.Struct, frozen=True):
    """Something wrong in the archive. `ref` is the record it concerns, where there is one."""

    place: Place
    severity: Severity
    code: str
    message: str
    ref: str | None = None

    def __str__(self) -> str:
        return f"{self.place}: {self.severity}: {self.message}"


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """The choice that is most similar to a word, or None when none is similar."""
    from rapidfuzz import fuzz, process

    found = process.extractOne(word, list(choices), scorer=fuzz.ratio, score_cutoff=60)
    return found[0] if found else None


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """The end of a message: it names the choice nearest to `word`, and is empty when none is near."""
    choice = nearest(word, choices)
    return f"; did you mean “{choice}”?" if choice is not None else ""


def any_of(choices: Iterable[str]) -> str:
    """The choices in a message: `a, b or c`."""
    *most, last = choices
    return f"{', '.join(most)} or {last}" if most else last
