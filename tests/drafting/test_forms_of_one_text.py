"""A text is read alike in one line, as many collections of news have it, and in paragraphs."""

from __future__ import annotations

import pytest

from explorer.drafting.drafted import ArticleDraft
from explorer.drafting.drafting import draft
from explorer.model.records import Article
from explorer.reading.text.passages import SourceText

LEAD = (
    "The town looked on when the dam was opened at last, and for the whole of the day it rained on all who were there"
)


def drafted(text: str, language: str) -> ArticleDraft:
    return draft(
        Article(id="a", file="a.txt", headline="Dam", published="2021-05-07", language=language), SourceText(text)
    )


@pytest.mark.parametrize("separator", ["\n\n", " "])
def test_words_are_nobodys_in_a_text_without_a_headline(separator: str) -> None:
    lead = (
        "Llovía aquel día, y la gente que vive junto a la presa estaba en la plaza con todo lo que tenía, donde Ana Ruiz "
        "presentó su libro titulado «Los Olmos del Norte», que es el segundo."
    )
    paragraphs = [lead, "«Se mantiene, y de eso estamos muy contentos», dijo Ana Ruiz."]
    assert ["Los Olmos del Norte"] == [one.words for one in drafted(separator.join(paragraphs) + "\n", "es").nobodys]


@pytest.mark.parametrize("separator", ["\n\n", " "])
def test_events_are_drafted_in_a_text_without_a_headline(separator: str) -> None:
    paragraphs = [f"{LEAD}, when Ana Ruiz said in a speech in Lisbon on Wednesday that it holds.", "She left."]
    found = drafted(separator.join(paragraphs) + "\n", "en").events
    assert ["Speech in Lisbon, 5 May 2021"] == [event.name for event in found]
