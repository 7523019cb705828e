"""Checks that fail by a mistake in the program: each costs what it was done for, one record, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from types import TracebackType
from typing import TypeVar

import msgspec

from explorer.model.archive import Archive
from explorer.model.problems import Place, Problem, Severity

FoundT = TypeVar("FoundT")
# Given the ref of a record, or None for what is no single record's: a context in which work on it may fail.
Guard = Callable[[str | None], AbstractContextManager[bool | None]]

CODE = "check-failed"


class Failure(msgspec.Struct, frozen=True):
    """A check that failed: for a record, or as a whole where `ref` is None.

    `error` names the exception, and `calls` has the calls that led to it, without any text of the archive.
    """

    check: str
    ref: str | None
    error: str
    calls: str


class Failures:
    """What failed during one reading, each check once for a record. When `raising`, exceptions go to the caller."""

    def __init__(self, *, raising: bool = False) -> None:
        self.raising = raising
        self._found: dict[tuple[str, str | None], Failure] = {}
        # Many records may fail in one way.
        self._calls: dict[str, str] = {}

    @property
    def found(self) -> tuple[Failure, ...]:
        return tuple(self._found.values())

    def guard(self, check: str) -> Guard:
        """The guard of a check: an exception inside of its context is a failure, and goes no further."""
        return unguarded if self.raising else lambda ref: _Guarded(self, check, ref)

    def add(self, failures: Iterable[Failure]) -> None:
        """Add failures, of another process perhaps."""
        for failure in failures:
            calls = self._calls.setdefault(failure.calls, failure.calls)
            self._found.setdefault((failure.check, failure.ref), msgspec.structs.replace(failure, calls=calls))

    def apart(self) -> Failures:
        """A collection of its own, for another process to fill."""
        return Failures(raising=self.raising)

    def take(self) -> tuple[Failure, ...]:
        """What failed since this was last called, for another to add."""
        found, self._found = self.found, {}
        return found

    def of(self, check: str, work: Callable[..., Iterator[FoundT]]) -> Iterator[FoundT]:
        """What a check finds, which is given its `guard`. It ends early when it fails outside of that."""
        guard = self.guard(check)
        with guard(None):
            yield from work(guard=guard)


class _Guarded:
    __slots__ = ("_check", "_failures", "_ref")

    def __init__(self, failures: Failures, check: str, ref: str | None) -> None:
        self._failures = failures
        self._check = check
        self._ref = ref

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, calls: TracebackType | None
    ) -> bool:
        if not isinstance(error, Exception):
            return False
        # Imported here: a reading that goes well needs none of it.
        from explorer import tracebacks

        told = "\n".join(tracebacks.lines(error))
        self._failures.add([Failure(self._check, self._ref, tracebacks.name_of(error), told)])
        return True


_NOTHING = nullcontext()


def unguarded(_: str | None) -> AbstractContextManager[bool | None]:
    """The guard of a caller to whom exceptions should come."""
    return _NOTHING


def problems(failures: Iterable[Failure], archive: Archive) -> Iterator[Problem]:
    """An error for each failure, at its record."""
    for failure in failures:
        entry = archive.entries.get(failure.ref or "")
        whose = "for this record" if entry else "for the archive"
        message = f"the check “{failure.check}” failed {whose} ({failure.error}), by a mistake in the explorer itself"
        yield Problem(entry.place if entry else Place("data"), Severity.ERROR, CODE, message, failure.ref)
