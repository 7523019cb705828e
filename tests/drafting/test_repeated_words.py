"""Texts without punctuation, or with nothing else, as of a scan: the work grows as they do, and no faster."""

from __future__ import annotations

import pytest
from work import calls

from explorer.drafting.drafting import draft
from explorer.model.records import Article
from explorer.reading import article as reading
from explorer.reading.reporting import clauses
from explorer.reading.text.passages import SourceText

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
SIZE = 300
# How far is read, at most, in a text without marks. All of it by a fourth, a short text shows how the work grows.
BOUNDS = (
    (reading, "LONGEST"),
    (clauses, "_STRETCH"),
)


def _word(n: int) -> str:
    """A word of its own for each number, of letters."""
    return "".join("abcdefghij"[int(digit)] for digit in str(n))


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_text_eight_times_as_long_is_drafted_with_eight_times_the_work(
    pattern: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Within a factor of two, and but for what any text costs."""
    for module, name in BOUNDS:
        monkeypatch.setattr(module, name, getattr(module, name) // 4)

    def work(size: int) -> int:
        words = "".join(pattern.format(_word(n)) for n in range(size // len(pattern) + 1))
        text = SourceText(words[:size] + "\n")
        return calls(lambda: draft(Article(id="a", file="a.txt", headline="x", language="en"), text))

    work(SIZE)  # reads the lists of words
    assert work(8 * SIZE) <= 16 * work(SIZE) + 2_500
