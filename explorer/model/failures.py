"""Checks that fail because of a bug in the program: a failure loses only what the check would say about one record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from types import TracebackType
from typing import TypeVar

import msgspec

from explorer.model.archive import Archive
from explorer.model.problems import Place, Problem, Severity

FoundT = TypeVar("FoundT")
# Given the ref of a record, or None for work on no single record, a context that may catch failures.
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
    """The failures of one reading, at most one per check and record. If `raising`, exceptions are raised instead."""

    def __init__(self, *, raising: bool = False) -> None:
        self.raising = raising
        self._found: dict[tuple[str, str | None], Failure] = {}
        # The distinct tracebacks: many records may fail in the same way.
        self._calls: dict[str, str] = {}

    @property
    def found(self) -> tuple[Failure, ...]:
        return tuple(self._found.values())

    def guard(self, check: str) -> Guard:
        """Return the guard of a check, which records an exception in its context as a failure and suppresses it."""
        return unguarded if self.raising else lambda ref: _Guarded(self, check, ref)

    def add(self, failures: Iterable[Failure]) -> None:
        """Add failures, for example from another process."""
        for failure in failures:
            calls = self._calls.setdefault(failure.calls, failure.calls)
            self._found.setdefault((failure.check, failure.ref), msgspec.structs.replace(failure, calls=calls))

    def apart(self) -> Failures:
        """Return an empty collection for another process to fill."""
        return Failures(raising=self.raising)

    def take(self) -> tuple[Failure, ...]:
        """Return and clear the failures, so that another collection can add them."""
        found, self._found = self.found, {}
        return found

    def of(self, check: str, work: Callable[..., Iterator[FoundT]]) -> Iterator[FoundT]:
        """Yield what a check finds, passing it its `guard`. Stop early if it fails outside that guard."""
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
        # Imported lazily: a reading without failures does not need it.
        from explorer import tracebacks

        told = "\n".join(tracebacks.lines(error))
        self._failures.add([Failure(self._check, self._ref, tracebacks.name_of(error), told)])
        return True


_NOTHING = nullcontext()


def unguarded(_: str | None) -> AbstractContextManager[bool | None]:
    """Return the guard for a caller who wants exceptions raised."""
    return _NOTHING


def problems(failures: Iterable[Failure], archive: Archive) -> Iterator[Problem]:
    """Yield an error for each failure, at its record."""
    for failure in failures:
        entry = archive.entries.get(failure.ref or "")
        whose = "for this record" if entry else "for the archive"
        message = f"the check “{failure.check}” failed {whose} ({failure.error}), because of a bug in the explorer"
        yield Problem(entry.place if entry else Place("data"), Severity.ERROR, CODE, message, failure.ref)
