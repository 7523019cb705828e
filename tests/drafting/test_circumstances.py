"""When, where, how and to whom words were said, as a draft has it."""

from __future__ import annotations

from typing import Any

import pytest
from archives import archive_of

from explorer.drafting.dates import reference_date_of, resolved_date
from explorer.drafting.drafted import ArticleDraft
from explorer.drafting.drafting import draft
from explorer.drafting.known import KnownRecords
from explorer.model.archive import Archive
from explorer.model.records import Article, Quote
from explorer.reading.text.passages import SourceText

ARCHIVE = archive_of("""\
people:
- {id: elena-marsh, name: Elena Marsh, aliases: [Marsh]}
- {id: reporters, name: Reporters, type: collective}
topics:
- {id: spy-balloon, label: Spy balloon}
- {id: trade, label: Trade}
- {id: tax, label: Tax}
""")


def drafted(text: str, archive: Archive | None = None, **fields: Any) -> ArticleDraft:
    article = Article(
        **{"id": "a", "file": "a.txt", "headline": "A", "language": "en", "published": "2009-03-04"} | fields
    )
    return draft(article, SourceText(text + "\n"), KnownRecords(archive))


def quote(text: str, archive: Archive | None = None) -> Quote:
    return drafted(text, archive).quotes[0].quote


# The fourth of March 2009 was a Wednesday.
@pytest.mark.parametrize(
    ("words", "date", "basis"),
    [
        ("Ruiz said Tuesday", "2009-03-03", "inferred"),
        ("Ruiz said on Wednesday", "2009-03-04", "inferred"),
        ("Ruiz said last Wednesday", "2009-02-25", "inferred"),
        ("Ruiz said yesterday", "2009-03-03", "inferred"),
        ("Ruiz wrote on Feb. 12", "2009-02-12", "inferred"),
        ("Ruiz wrote on December 30", "2008-12-30", "inferred"),
        ("Ruiz wrote on March 1, 2005", "2005-03-01", "stated"),
    ],
)
def test_a_day_in_the_words_of_saying_is_reckoned_from_the_day_of_publication(
    words: str, date: str, basis: str
) -> None:
    article = Article(id="a", file="a.txt", headline="A", published="2009-03-04")
    when = resolved_date(words, reference_date_of(article, ""))
    assert when is not None
    assert (when.date, when.basis) == (date, basis)


@pytest.mark.parametrize("words", ["Ruiz said", "Ruiz said Monday and Tuesday", "Ruiz said next Friday", "Ruiz may 5"])
def test_words_that_name_no_day_or_several_give_none(words: str) -> None:
    article = Article(id="a", file="a.txt", headline="A", published="2009-03-04")
    assert resolved_date(words, reference_date_of(article, "")) is None


def test_without_a_day_of_publication_the_dateline_or_the_captions_have_one() -> None:
    bare = Article(id="a", file="a.txt", headline="A")
    dateline = reference_date_of(bare, "A headline\n\nWASHINGTON, March 3, 2009 -- The dam held.\n")
    assert dateline is not None
    assert dateline.day.isoformat() == "2009-03-03"
    captions = ("The dam on Tuesday, March 3, 2009. (AP Photo/Ana Ruiz)",)
    captioned = reference_date_of(Article(id="a", file="a.txt", headline="A", captions=captions), "The dam held.")
    assert captioned is not None
    assert captioned.day.isoformat() == "2009-03-03"
    assert reference_date_of(bare, "The dam held on March 3, 2009.") is None


def test_who_is_told_is_an_addressee_when_the_archive_or_the_article_has_them() -> None:
    assert quote("Ana Ruiz told Elena Marsh the dam was safe.", ARCHIVE).addressees == ("elena-marsh",)
    assert quote("Ana Ruiz told Elena Marsh the dam was safe.").addressees == ("elena-marsh",)
    assert quote("Ana Ruiz told Prime Minister Elena Marsh that the dam was safe.").addressees == ("elena-marsh",)
    assert quote("Ana Ruiz told reporters Elena Marsh was safe.", ARCHIVE).addressees == ()
    assert quote("Ana Ruiz told CNN that Elena Marsh was safe.").addressees == ()
    assert quote("Ana Ruiz told the crowd the dam was safe.", ARCHIVE).addressees == ()


def test_medium_and_interpreter_are_taken_from_the_words_of_saying() -> None:
    assert quote("“It held,” Ana Ruiz said in a telephone interview.").medium == "telephone interview"
    assert quote("Through an interpreter, Ana Ruiz said the dam held.").interpreted
    assert not quote("Ana Ruiz said the dam held.").interpreted


def test_a_setting_that_opens_the_sentence_belongs_to_the_attribution() -> None:
    assert quote("At the top of their talks, Ana Ruiz said the dam held.").attribution == (
        "At the top of their talks, Ana Ruiz said"
    )
    assert quote("When it rained, Ana Ruiz said the dam held.").attribution == "Ana Ruiz said"


def test_an_attribution_begins_where_its_word_does() -> None:
    article = "La maire de Brindas, Claire Vauquelin, parle.\n\n« Nous avons tenu parole », a-t-elle déclaré lundi."
    assert "a-t-elle déclaré lundi" == drafted(article, language="fr").quotes[0].quote.attribution


def test_topics_whose_labels_stand_in_the_words_are_proposed() -> None:
    assert quote("Ana Ruiz said spy balloons and trade were no taxes.", ARCHIVE).topics == ("spy-balloon", "trade")
    assert quote("Ana Ruiz said the spy lost a balloon.", ARCHIVE).topics == ()
