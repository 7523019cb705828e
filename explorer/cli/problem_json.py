"""A problem as JSON: its place, how much it matters, its code, its message, and the record it concerns."""

from __future__ import annotations

from explorer.model.problems import Problem


def problem_json(problem: Problem) -> dict[str, object]:
    """A problem with its place as three values; `meant` is there when the problem has it."""
    place, meant = problem.place, problem.meant
    found: dict[str, object] = {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "severity": str(problem.severity),
        "code": problem.code,
        "message": problem.message,
        "ref": problem.ref,
    }
    if meant:
        found["meant"] = {"word": meant.word, "by": meant.by}
    return found
