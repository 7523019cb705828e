"""What the parser says of a text that is no YAML."""

from __future__ import annotations


class SyntaxFault(Exception):
    """A text is no YAML: what the parser says of it, and the line and column where it gave up.

    `began` is where that began which the parser was reading, if it says so.
    """

    def __init__(self, line: int, column: int, problem: str, began: tuple[int, int] | None = None) -> None:
        super().__init__(problem)
        self.line = line
        self.column = column
        self.problem = problem
        self.began = began
