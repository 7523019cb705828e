"""Who speaks a passage of a text, by the words of saying that belong to it; without an archive, as for drafts."""

from __future__ import annotations

import pytest

from explorer.model.records import Article
from explorer.reading.article import Reading
from explorer.reading.nearby_clauses import Nearness, clause_near
from explorer.reading.text.passages import Passage, SourceText

ARTICLE = Article(id="a", file="a.txt", headline="", language="en")


def found(text: str, words: str) -> tuple[str, str, Nearness] | None:
    """Who speaks, all of the words that say so, and how near these are."""
    start = text.index(words)
    near = clause_near(Reading(ARTICLE, SourceText(text)), [Passage(start, start + len(words))])
    if near is None:
        return None
    mention, at = near.clause.mentions[0], near.clause.at
    return text[mention.start : mention.end], text[at.start : at.end], near.nearness


@pytest.mark.parametrize(
    ("text", "who", "at", "nearness"),
    [
        ("“It is safe,” Ana Ruiz said.", "Ana Ruiz", "Ana Ruiz said", Nearness.RIGHT_BESIDE),
        ("‘It is safe,’ said Ana Ruiz.", "Ana Ruiz", "said Ana Ruiz", Nearness.RIGHT_BESIDE),
        ("Ruiz told the BBC: “It is safe,”", "Ruiz", "Ruiz told", Nearness.RIGHT_BESIDE),
        ("“Yes,” Ruiz said. “It is safe,”", "Ruiz", "Ruiz said", Nearness.GOING_ON),
        (
            "Ruiz tweeted: “It is safe,” Okafor’s deputy, Lena Holm, said no.",
            "Ruiz",
            "Ruiz tweeted",
            Nearness.RIGHT_BESIDE,
        ),
        ('Marsh called it "a fool." "It is safe," Ruiz said.', "Ruiz", "Ruiz said", Nearness.RIGHT_BESIDE),
        ("Marsh said it was ``bad.'' ``It is safe,'' Ruiz said.", "Ruiz", "Ruiz said", Nearness.RIGHT_BESIDE),
        ("Ruiz said that all of it “It is safe,” to use.", "Ruiz", "Ruiz said", Nearness.SAME_SENTENCE),
        ("Ruiz said:\n\n“It is safe,”", "Ruiz", "Ruiz said", Nearness.RIGHT_BESIDE),
        (
            "Marsh left, citing what Ruiz described as “It is safe,”",
            "Ruiz",
            "Ruiz described",
            Nearness.RIGHT_BESIDE,
        ),
    ],
)
def test_the_words_of_saying_of_a_passage_are_found(text: str, who: str, at: str, nearness: Nearness) -> None:
    assert (who, at, nearness) == found(text, "It is safe,")


def test_the_words_of_saying_of_another_quote_are_not_those_of_this_one() -> None:
    assert found("“It is safe.” Ruiz left. “No,” Okafor said.", "It is safe.") is None
    assert found('It was "safe." "No," Okafor said.', "safe.") is None


def test_a_question_that_is_quoted_ends_no_sentence() -> None:
    assert found("“Will it hold?” Ana Ruiz said.", "Will it hold?") == (
        "Ana Ruiz",
        "Ana Ruiz said",
        Nearness.RIGHT_BESIDE,
    )


def test_others_claims_are_not_surely_of_whoever_tells_of_them() -> None:
    near = found("Okafor said Ruiz’s claim that it was safe was wrong.", "it was safe")
    assert near == ("Okafor", "Okafor said", Nearness.SAME_SENTENCE)
