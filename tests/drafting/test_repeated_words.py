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
)
SIZE = 1_200


def calls(work: Callable[[], Any]) -> int:
    """How many functions of the explorer are called, as a measure of work that no busy machine changes."""
    count = 0

    def counted(frame: FrameType, event: str, _: object) -> None:
        nonlocal count
        count += event == "call" and "explorer" in frame.f_code.co_filename

    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_text_four_times_as_long_is_drafted_with_four_times_the_work(pattern: str) -> None:
    """Within a factor of two, and but for what any text costs."""

    def work(size: int) -> int:
        text = SourceText((pattern * (size // len(pattern) + 1))[:size] + "\n")
        return calls(lambda: draft(Article(id="a", file="a.txt", headline="x", language="en"), text))

    assert work(4 * SIZE) <= 8 * work(SIZE) + 10_000
