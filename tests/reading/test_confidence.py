"""What the probability of a draft is weighed by."""

from __future__ import annotations

import pytest

from explorer.model.records import Article
from explorer.reading import confidence
from explorer.reading.analysis import Analysis
from explorer.reading.text.passages import SourceText


def around(text: str) -> list[str]:
    """The features of the words around the first quoted words of a text, in order."""
    analysis = Analysis(Article(id="a", file="a.txt", headline="", language="en"), SourceText(text))
    features = confidence.speech_features(analysis.reading, analysis.utterances[0])
    return [each.removeprefix("word") for each in features if each.startswith(("word ", "words "))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor said that “it holds” because of the wall.", [" before=that", "s before=said|that"]),
        ("Then Zorbelak “it holds” because of the wall.", [" before=X", "s before=then|X"]),
        ("“It holds,” she said of the wall.", []),
    ],
)
def test_whether_quoted_words_are_speech_is_weighed_by_the_words_before_them(text: str, expected: list[str]) -> None:
    """By themselves where the model knows them, and by their shape where it does not."""
    assert expected == [each for each in around(text) if "before" in each]


def test_whether_quoted_words_are_speech_is_weighed_by_the_words_behind_them() -> None:
    assert [" behind=she", "s behind=she|said"] == around("“It holds,” she said of the wall.")
    assert [" behind=said", "s behind=said|^"] == around("“It holds,” said")
    assert [] == around("“Nobody asked us.”\n\nThe mayor left.")
