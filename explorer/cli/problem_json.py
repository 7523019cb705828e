"""A problem as JSON: its place, how much it matters, its code, its message, and the record it concerns."""

from __future__ import annotations

from explorer.model.problems import Problem


def problem_json(problem: Problem) -> dict[str, object]:
    """A problem with its place as three values; `meant` and `excerpt` are there when the problem has them."""
    place, meant, excerpt = problem.place, problem.meant, problem.excerpt
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
    if excerpt:
        found["excerpt"] = {"text": excerpt.text, "at": excerpt.at}
    return found
