"""Texts without punctuation, or with nothing else, as of a scan: the work grows as they do, and no faster."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from explorer.checking.passages import SourceText
from explorer.drafting.drafting import draft
from explorer.model.records import Article

PATTERNS = (
    *(
        "who said, “",
        "the official said ",
        "said ",
        "Ruiz ",
        "word ",
        "“it” ",
        "“ ",
        "” ",
        '" ',
        "( ",
        ", ",
        ": ",
        "; ",
    ),
    *("- ", "— ", "... ", "1. ", "and ", "that ", "he said that ", "according to ", "Ana Ruiz said ", "said Ruiz, "),
    *('"No," he said ', "“No,” she said. ", "a, b, c, ", "told reporters ", "to ", "of the ", "Mr. ", "A. ", "A: "),
    *("’s ", "mayor of ", "the mayor who ", "Ruiz and ", "«oui» dit-il ", "Q: no A: yes ", "The man said, “No. "),
    "called the dam “a mess” and ",
    # Whom an article tells of grows with it, too.
    *("Ana R{0} said that it rained. ", "R{0} said it. ", "S{0}: It rained.\n\n"),
)
SIZE = 1_200


def calls(work: Callable[[], Any]) -> int:
    """How many functions of the explorer are called, as a measure of work that no busy machine changes."""
    count = 0

    def counted(frame: FrameType, *_: object) -> None:
        nonlocal count
        count += "explorer" in frame.f_code.co_filename

    # Unlike a profiler, this is called for no function of C.
    before = sys.gettrace()
    sys.settrace(counted)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def _word(n: int) -> str:
    """A word of its own for each number, of letters."""
    return "".join("abcdefghij"[int(digit)] for digit in str(n))


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_text_four_times_as_long_is_drafted_with_four_times_the_work(pattern: str) -> None:
    """Within a factor of two, and but for what any text costs."""

    def work(size: int) -> int:
        words = "".join(pattern.format(_word(n)) for n in range(size // len(pattern) + 1))
        text = SourceText(words[:size] + "\n")
        return calls(lambda: draft(Article(id="a", file="a.txt", headline="x", language="en"), text))

    assert work(4 * SIZE) <= 8 * work(SIZE) + 10_000
