"""A problem as JSON: its place, how much it matters, its code and its message."""

from __future__ import annotations

from explorer.model.problems import Problem


def problem_json(problem: Problem) -> dict[str, object]:
    """A problem with its place as three values."""
    place = problem.place
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "severity": str(problem.severity),
        "code": problem.code,
        "message": problem.message,
    }
