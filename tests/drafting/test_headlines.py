"""What a headline quotes is drafted once: where the article quotes it, which says more of it."""

from __future__ import annotations

import pytest

from explorer.drafting.drafting import draft
from explorer.model.records import Article
from explorer.reading.text.passages import SourceText

BELOW = "The pier closed on Monday.\n\n“It is a shaky old pier, and it may fall,” Mayor Ana Ruiz said on Tuesday.\n"


def drafted(headline: str, below: str = BELOW) -> list[str]:
    text = SourceText(f"{headline}\n\n{below}")
    found = draft(Article(id="a", file="a.txt", headline=headline, language="en"), text)
    return [text.text[at.start : at.end] for each in found.quotes for at in each.passages]


@pytest.mark.parametrize("quoted", ["‘Shaky Old Pier’", "‘shaky, old pier.’", "“It May Fall!”"])
def test_words_that_are_quoted_below_are_no_draft_of_their_own(quoted: str) -> None:
    assert drafted(f"Mayor Ana Ruiz on the pier: {quoted}") == drafted("The pier") != []


def test_words_that_nothing_below_quotes_are_one() -> None:
    headline = "Mayor Ana Ruiz says of the pier: “It may fall, and nobody will pay for it.”"
    assert "It may fall, and nobody will pay for it" in drafted(headline)[0]
    below = "The pier may fall, and nobody will pay for it. “We wait,” Mayor Ana Ruiz said on Tuesday.\n"
    assert "nobody will pay" in drafted("Mayor Ana Ruiz says of the pier: “Nobody will pay for it.”", below)[0].lower()


def test_the_same_words_further_below_are_drafted_each_time() -> None:
    below = f"{BELOW}\n“It is a shaky old pier,” Ana Ruiz said again on Friday.\n"
    assert sum("shaky old pier" in words for words in drafted("The pier", below)) == 2
