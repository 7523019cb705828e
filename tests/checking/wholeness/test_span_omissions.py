"""Whether quotes hold all that was said in one go, and which words they leave out."""

from __future__ import annotations

import pytest
from omitting import left_out, quote, told, words

from explorer.snapshot import Snapshot

SPAN = "“We will not close the pier before May,” Ruiz said. “It is old, about 40 years. Nobody doubts that.”\n"


def test_the_shipped_archive_leaves_out_nothing(shipped: Snapshot) -> None:
    assert {} == shipped.omissions


def test_a_quote_of_all_that_stands_between_the_marks_is_whole() -> None:
    assert not left_out(SPAN, quote("We will not close the pier before May,"))
    assert not left_out(
        SPAN, quote(["We will not close the pier before May,", "It is old, about 40 years. Nobody doubts that."])
    )


def test_words_before_and_after_are_told_and_weighed() -> None:
    found = left_out(SPAN, quote("close the pier"))
    assert ["We will not", "before May,"] == words(SPAN, found.before, found.after)
    assert found.before
    assert ("will", "not") == found.before.weighty
    assert found.after
    assert () == found.after.weighty, "the month of May is no “may”"


def test_about_weighs_before_a_number() -> None:
    found = left_out(SPAN, quote("40 years. Nobody doubts that."))
    assert found.before
    assert ("about",) == found.before.weighty
    article = SPAN.replace("about 40 years", "let us talk about boats")
    found = left_out(article, quote("boats. Nobody doubts that."))
    assert found.before
    assert () == found.before.weighty


def test_whole_sentences_are_left_out_and_weighed_too() -> None:
    article = "“Not yet. We build it now. The sun is out,” Ruiz said.\n"
    found = left_out(article, quote("We build it now."))
    assert ["Not yet.", "The sun is out,"] == words(article, found.before, found.after)
    assert [("Not", "yet"), ()] == [omission.weighty for omission in found]


@pytest.mark.parametrize(
    ("segments", "between"),
    [
        (["We will", "close the pier before May,"], "not"),
        (["We will not close the pier", "It is old, about 40 years. Nobody doubts that."], "before May,"),
        (["We will not close the pier before May,", "Nobody doubts that."], "It is old, about 40 years."),
    ],
)
def test_words_left_out_between_segments_are_spliced(segments: list[str], between: str) -> None:
    found = left_out(SPAN, quote(segments, attribution="Ruiz said"))
    assert [between] == words(SPAN, *found.between)
    ((severity, code, message),) = told(SPAN, quote(segments, attribution="Ruiz said"))
    assert ("error", "words-spliced") == (severity, code)
    assert f"“{between}”" in message


def test_an_attribution_inside_of_the_marks_may_be_left_out() -> None:
    article = "« C’est fini, répète-t-elle, et bien fini », dit-on.\n"
    assert not left_out(article, quote(["C’est fini,", "et bien fini"], attribution="répète-t-elle"))
    found = left_out(article, quote(["C’est fini,", "bien fini"], attribution="répète-t-elle"))
    assert found.between[0]
    assert "et" in found.between[0].words(article)


def test_a_title_between_two_spans_is_no_speech() -> None:
    article = "“It is old,” said Ruiz, whose boat is called “Aurelia”. “We will mend it.”\n"
    assert not left_out(article, quote(["It is old,", "We will mend it."], attribution="said Ruiz"))
    other = article.replace("called “Aurelia”", "gone, “and lost,” she said")
    assert left_out(other, quote(["It is old,", "We will mend it."], attribution="said Ruiz"))


def test_words_in_marks_of_their_own_are_whole_in_these() -> None:
    article = "“They told me ‘never again, not here’ and left,” Ruiz said.\n"
    assert not left_out(article, quote("never again, not here"))
    found = left_out(article, quote("never again", "partial"))
    assert ["", ", not here"] == words(article, found.before, found.after)


@pytest.mark.parametrize(
    ("article", "text", "before", "after"),
    [
        ("“The pier is safe,” Ruiz said, “unless it rains. Go.”", "The pier is safe,", "", "unless it rains."),
        ("“Perhaps,” Ruiz said, “we will close it.”", "we will close it.", "Perhaps,", ""),
        ("„Die Brücke hält“, sagte Ruiz, „aber nicht lange.“", "Die Brücke hält", "", "aber nicht lange."),
        ("‘The pier is safe’, Ruiz said, ‘if it is dry.’", "The pier is safe", "", "if it is dry."),
        ("“It rained. Not one boat,” Ruiz said, “came back.”", "came back.", "Not one boat,", ""),
    ],
)
def test_the_other_part_of_an_interrupted_sentence_is_told_if_it_weighs(
    article: str, text: str, before: str, after: str
) -> None:
    found = left_out(article, quote(text, attribution="Ruiz"))
    assert [before, after] == words(article, found.before, found.after)
    assert all(omission.weighty for omission in found)


@pytest.mark.parametrize(
    ("article", "text"),
    [
        ("“The pier is safe,” Ruiz said, “as all of you can see.”", "as all of you can see."),
        ("“The pier is safe,” Ruiz said. “We will not close it.”", "The pier is safe,"),
        ("“The pier is safe.” Ruiz stood up. “we will not close it.”", "The pier is safe."),
        ("“The pier is safe,” Ruiz said, and Okafor said, “No, it is not.”", "The pier is safe,"),
    ],
)
def test_another_sentence_or_one_that_does_not_weigh_is_none(article: str, text: str) -> None:
    assert not left_out(article, quote(text, attribution="Ruiz"))


def test_what_another_quote_has_of_an_interrupted_sentence_is_not_left_out() -> None:
    article = "“The pier is safe,” Ruiz said, “unless it rains.”"
    assert not left_out(article, quote("The pier is safe,"), quote("unless it rains.", id="other"))


def test_a_span_between_two_segments_may_be_of_another_quote() -> None:
    article = "“It is old,” said Ruiz. “No, it is not!” cried Okafor. “We will mend it,” said Ruiz.\n"
    segments = quote(["It is old,", "We will mend it,"])
    assert ["No, it is not!"] == words(article, *left_out(article, segments).between)
    assert not left_out(article, segments, quote("No, it is not!", id="other"))


def test_a_word_that_is_mentioned_between_two_spans_is_no_speech() -> None:
    article = "“It is old,” said Ruiz, who calls it the “grey lady” of Porto. “We will mend it.”\n"
    assert not left_out(article, quote(["It is old,", "We will mend it."], attribution="said Ruiz"))


def test_what_another_quote_has_of_a_span_is_not_left_out_around_a_quote() -> None:
    article = "“It is old. We will mend it. Nobody doubts that,” Ruiz said.\n"
    first, second = quote("It is old."), quote("Nobody doubts that,", id="other")
    found = left_out(article, first, second)
    assert ["", "We will mend it."] == words(article, found.before, found.after)
    assert not left_out(article, quote("It is old. We will mend it."), second)


def test_a_fragment_within_a_quote_must_be_whole_itself() -> None:
    article = "“It is not old, I think,” Ruiz said.\n"
    found = left_out(
        article, quote("old", "partial", more="\n  within: whole"), quote("It is not old, I think,", id="whole")
    )
    assert ["It is not", ", I think,"] == words(article, found.before, found.after)
