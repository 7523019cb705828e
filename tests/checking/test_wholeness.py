"""Whether quotes hold all that was said in one go, and which words they leave out."""

from __future__ import annotations

import pytest
from archives import archive_of

from explorer.checking import coverage, verification
from explorer.checking.passages import SourceText
from explorer.checking.wholeness import problems, reading
from explorer.checking.wholeness.omissions import Omission, Omissions
from explorer.snapshot import Snapshot

HEAD = "articles: [{id: a, file: a.txt, headline: Pier}]\npeople: [{id: p, name: Ana Ruiz}]\nquotes:\n"


def quote(text: str | list[str], speech: str = "direct", attribution: str = "", id: str = "q", more: str = "") -> str:
    words = "".join(f"\n  - {segment!r}" for segment in text) if isinstance(text, list) else f" {text!r}"
    said = f"\n  attribution: {attribution!r}" if attribution else ""
    return f"- id: {id}\n  article: a\n  speech: {speech}\n  speaker: p\n  text:{words}{said}{more}\n"


def left_out(article: str, *quotes: str) -> Omissions:
    """What the first quote leaves out of an article."""
    archive, texts = archive_of(HEAD + "".join(quotes)), {"a": SourceText(article)}
    verifications = verification.verify(archive, texts)
    covered = coverage.cover(archive, texts, verifications)
    return dict(reading.omissions(archive, texts, verifications, covered)).get("quote/q", Omissions())


def told(article: str, *quotes: str) -> list[tuple[str, str, str]]:
    """The severity, code and message of each problem of wholeness."""
    archive, texts = archive_of(HEAD + "".join(quotes)), {"a": SourceText(article)}
    verifications = verification.verify(archive, texts)
    covered = coverage.cover(archive, texts, verifications)
    omissions = dict(reading.omissions(archive, texts, verifications, covered))
    return [(str(p.severity), p.code, p.message) for p in problems.problems(archive, texts, omissions)]


def words(article: str, *omissions: Omission | None) -> list[str]:
    return [omission.words(article) if omission else "" for omission in omissions]


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


def test_whole_sentences_left_out_are_a_note_and_a_short_one_is_weighed() -> None:
    article = "“Not yet. We build it now, and nobody knows how long we will be busy with it. It may rain,” Ruiz said.\n"
    found = left_out(article, quote("We build it now, and nobody knows how long we will be busy with it."))
    assert found.before
    assert found.after
    assert ("Not", "yet") == found.before.weighty
    assert ("may",) == found.after.weighty
    longer = article.replace("It may rain", "It may rain on the day that we open it again")
    found = left_out(longer, quote("We build it now, and nobody knows how long we will be busy with it."))
    assert found.after
    assert () == found.after.weighty


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


XI = "Xi, the official said, suggested peace is well and good but at some point, there needs to be a move.\n"


def test_the_rest_of_a_paraphrase_is_told() -> None:
    said = "Xi, the official said, suggested"
    whole = "peace is well and good but at some point, there needs to be a move"
    assert not left_out(XI, quote(whole, "indirect", said))
    found = left_out(XI, quote("peace is well and good", "indirect", said))
    assert ["", "but at some point, there needs to be a move"] == words(XI, found.before, found.after)
    ((severity, code, message),) = told(XI, quote("peace is well and good", "indirect", said))
    assert ("warning", "words-left-out") == (severity, code)
    assert "“but”" in message


@pytest.mark.parametrize(
    ("sentence", "text", "said", "before", "after"),
    [
        ("Ruiz said not all piers will close.", "all piers will close", "Ruiz said", "not", ""),
        ("Ruiz said reportedly 40 piers will close.", "40 piers will close", "Ruiz said", "reportedly", ""),
        ("Ruiz said about 40 piers will close.", "40 piers will close", "Ruiz said", "about", ""),
        ("Ruiz said it is not true that piers close.", "piers close", "Ruiz said", "it is not true that", ""),
        ("Unless it rains, the pier opens, Ruiz said.", "the pier opens", "Ruiz said", "Unless it rains", ""),
        ("The pier opens, Ruiz said, but not before May.", "The pier opens", "Ruiz said", "", "but not before May"),
        ("The pier opens if it is dry, Ruiz said.", "The pier opens", "Ruiz said", "", "if it is dry"),
        ("The pier, Ruiz said, may never open.", "may never open", "Ruiz said", "The pier", ""),
        ("Ruiz said the pier opens, possibly in May.", "the pier opens", "Ruiz said", "", "possibly in May"),
    ],
)
def test_words_of_the_clause_are_told(sentence: str, text: str, said: str, before: str, after: str) -> None:
    article = f"Pier\n\nThe sun shone. {sentence} It was late.\n"
    found = left_out(article, quote(text, "indirect", said))
    assert [before, after] == words(article, found.before, found.after)


@pytest.mark.parametrize(
    ("sentence", "text", "said"),
    [
        ("Ruiz said that the pier opens.", "the pier opens", "Ruiz said"),
        ("Ruiz said Tuesday the pier opens.", "the pier opens", "Ruiz said"),
        ("Ruiz told reporters on 5 May that the pier opens.", "the pier opens", "Ruiz told"),
        ("On Tuesday, Ruiz said the pier opens.", "the pier opens", "Ruiz said"),
        ("But the pier opens, Ruiz said.", "the pier opens", "Ruiz said"),
        ("The pier opens, said Ana Ruiz, who has been mayor for 12 years.", "The pier opens", "said Ana Ruiz"),
        ("Ruiz said the pier opens, adding that nobody was hurt.", "the pier opens", "Ruiz said"),
        ("Ruiz said the pier opens, and the crowd did not cheer.", "the pier opens", "Ruiz said"),
        ("Ruiz said the pier opens, a plan that 300 people oppose.", "the pier opens", "Ruiz said"),
        ("Ruiz said the pier opens, calling it “not my plan”.", "the pier opens", "Ruiz said"),
        ("“Yes,” Ruiz said, and the pier opens, which Dr. Okafor denied.", "the pier opens", "Ruiz said"),
    ],
)
def test_what_is_no_part_of_the_clause_is_not(sentence: str, text: str, said: str) -> None:
    article = f"Pier\n\nThe sun shone. {sentence} It was late.\n"
    assert not left_out(article, quote(text, "indirect", said))


def test_what_another_quote_holds_is_another_clause() -> None:
    article = "Ruiz said that the pier opens and the old bridge will not close.\n"
    first, second = (
        quote("the pier opens", "indirect", "Ruiz said"),
        quote("the old bridge will not close", "indirect", "Ruiz said", id="other"),
    )
    assert left_out(article, first)
    assert not left_out(article, first, second)
    assert not left_out(
        article,
        quote("the old bridge will not close", "indirect", "Ruiz said"),
        quote("the pier opens", "indirect", "Ruiz said", id="other"),
    )


def test_a_fragment_is_no_other_clause_of_the_paraphrase_that_it_is_within() -> None:
    article = "Ruiz said the pier is “not safe” for boats.\n"
    fragment = quote("not safe", "partial", "Ruiz said", id="other", more="\n  within: q")
    found = left_out(article, quote("the pier is", "indirect", "Ruiz said"), fragment)
    assert ["", "“not safe” for boats"] == words(article, found.before, found.after)
    assert not left_out(article, quote("the pier is “not safe” for boats", "indirect", "Ruiz said"), fragment)
