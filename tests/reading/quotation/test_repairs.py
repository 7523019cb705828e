"""What was read into marks that are wrong is said, and of those that are right nothing."""

from __future__ import annotations

import pytest

from explorer.reading.quotation.detection import quoted_spans
from explorer.reading.quotation.repairs import repairs
from explorer.reading.text.passages import Passage, SourceText


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“It goes, Bell said.", "its closing mark is missing: taken to end before “Bell said.”"),
        ("“It goes.\n\nBell came.", "its closing mark is missing: taken to end with its paragraph"),
        ('“It goes," Bell said.', 'its marks are mixed: “ is taken to be closed by "'),
        ("\"It goes,'' Bell said.", "its marks are mixed: \" is taken to be closed by ''"),
        ('"It goes. "It leaks," said Bell.', "more marks open than close: taken to begin at the first of them"),
        ("“It goes,” Bell said.", ""),
        ("« Oui », dit-il. „Ja“, sagte er.", ""),
        ("“It goes.\n\n“It leaks,” said Bell.", ""),
        ("BELL: It goes.\n\nRUIZ: It leaks.", ""),
    ],
)
def test_the_repair_that_was_chosen_is_said(text: str, expected: str) -> None:
    spans = quoted_spans(SourceText(text))
    assert expected == repairs(text, spans, [Passage(0, len(text))])
    assert "" == repairs(text, spans, [])
