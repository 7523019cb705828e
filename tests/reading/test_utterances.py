"""Which sentences are read for what they tell around quoted words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from explorer.model.records import Article
from explorer.reading.analysis import Analysis
from explorer.reading.paraphrases import ParaphraseFinder
from explorer.reading.text.passages import SourceText

WORDS = "the dam that , – said warned told he Ruiz “safe” “It holds,” “No.” according to . will leak"


@given(st.lists(st.sampled_from(WORDS.split()), min_size=6, max_size=40))
def test_a_sentence_that_may_hold_no_quoted_words_tells_none(words: list[str]) -> None:
    text = SourceText("The mayor said it. " + " ".join(words))
    reading = Analysis(Article(id="a", file="a.txt", headline="", language="en"), text).reading
    told = ParaphraseFinder(reading)
    for number in range(len(reading.sentences)):
        for span in reading.spans:
            holds = any(
                at.start <= span.passage.start and span.passage.end <= at.end
                for each in told.of(number)
                for at in each.passages
            )
            assert told.may_hold(number, span.passage) or not holds


def test_who_says_a_quote_of_several_paragraphs_is_read_where_it_ends() -> None:
    """Each of the paragraphs has the whole quote as its first word, and the last alone says whose it is."""
    text = "“The dam holds.\n\n“Nobody looked after it.\n\n“We will mend it,” Ana Ruiz said."
    reading = Analysis(Article(id="a", file="a.txt", headline="", language="en"), SourceText(text)).reading
    backwards = [(one, reading.attributions_of(one)) for one in reversed(reading.sentences)]
    cues = [[one.tokens[each.cue].text for each in found] for one, found in reversed(backwards)]
    assert [[], [], ["said"]] == cues
    assert [found for _, found in reversed(backwards)] == [reading.attributions_of(one) for one in reading.sentences]


def test_who_says_a_quote_of_several_paragraphs_is_found() -> None:
    text = "“The dam holds.\n\n“Nobody looked after it.\n\n“We will mend it,” Ana Ruiz said."
    analysis = Analysis(Article(id="a", file="a.txt", headline="", language="en"), SourceText(text))
    assert [["said"]] == [
        [one.tokens[each.cue].text for each in found]
        for one in analysis.reading.sentences
        if (found := analysis.reading.attributions_of(one))
    ]
