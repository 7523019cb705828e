"""What is speech in articles of many styles and languages, against what a reader says is speech in each."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from newsroom import Story, stories

from explorer.reading.quotation.detection import quoted_spans
from explorer.reading.text.passages import SourceText

EDGES = re.compile(r"^\W+|\W+$")


def bare(words: str) -> str:
    """Words without the marks at their ends: whether a comma belongs to a quote is a matter of style."""
    return EDGES.sub("", " ".join(words.split()))


def found_in(story: Story) -> Counter[str]:
    spans = quoted_spans(SourceText(story.text))
    return Counter(bare(story.text[part.start : part.end]) for span in spans for part in span.parts)


def truth_of(story: Story) -> Counter[str]:
    return Counter(bare(story.words(said)) for said in story.marked())


@pytest.mark.parametrize("story", stories(), ids=lambda story: story.name)
def test_most_speech_of_each_article_is_found(story: Story) -> None:
    """In none of the styles is it nothing."""
    truth = truth_of(story)
    assert (truth & found_in(story)).total() >= 0.8 * truth.total()


def test_nearly_all_speech_is_found_and_nearly_nothing_else() -> None:
    """What is in marks but nobody's words, such as a title, counts neither way: no mark tells it from speech."""
    hits = said = taken = 0
    for story in stories():
        truth, found = truth_of(story), found_in(story)
        found -= Counter(bare(story.words(each)) for each in story.said if each.how == "nobody")
        hits += (truth & found).total()
        said += truth.total()
        taken += found.total()
    assert hits >= 0.95 * said
    assert hits >= 0.9 * taken
