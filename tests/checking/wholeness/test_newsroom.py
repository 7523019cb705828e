"""Articles in many styles and languages, each speech of them a quote: hardly any is taken to leave out words."""

from __future__ import annotations

import pytest
from newsroom import Story, analysed, stories

from explorer.checking import covering, verifying
from explorer.checking.verified_archive import VerifiedArchive
from explorer.checking.wholeness import finding
from explorer.checking.wholeness.omissions import OmissionsByRef
from explorer.model.archive import Archive
from explorer.model.problems import Place
from explorer.model.records import Article, Entry, Person, Quote
from explorer.reading.text.passages import SourceText

# The articles are read once for all that ask who speaks in them.
pytestmark = pytest.mark.xdist_group("newsroom")


def quotes_of(story: Story) -> list[Quote]:
    """A quote for each speech whose words stand in the article once. It is not said where the attribution stands."""
    text = SourceText(story.text)
    return [
        Quote(id=f"q{n}", article="a", speech="indirect" if said.how == "told" else "direct", speaker="p", text=words)
        for n, said in enumerate(story.said)
        for words in [story.words(said)]
        if said.how != "nobody" and len(text.find(words)) == 1
    ]


def left_out(story: Story, quotes: list[Quote]) -> OmissionsByRef:
    records: list[Article | Person | Quote] = [
        Article(id="a", file="a.txt", headline="Headline"),
        Person(id="p", name="P"),
    ]
    records += quotes
    archive = Archive([Entry(record, Place("data/a.yaml", n)) for n, record in enumerate(records, 1)])
    texts = {"a": SourceText(story.text)}
    verifications = verifying.verify(archive, texts, analysis_of=lambda *_: analysed(story))
    covered = dict(covering.covered(archive, texts, verifications))
    results = VerifiedArchive(archive=archive, texts=texts, verifications=verifications, coverage=covered)
    return dict(finding.omissions(results))


def test_whole_quotes_and_paraphrases_are_hardly_ever_told() -> None:
    """A paraphrase is told of more often: which words are those of saying, these records do not say."""
    quotes = {(story.name, f"quote/{each.id}"): each for story in stories() for each in quotes_of(story)}
    told = [quotes[story.name, ref] for story in stories() for ref in left_out(story, quotes_of(story))]
    for speech, share in (("direct", 0.01), ("indirect", 0.12)):
        all_of_it = [each for each in quotes.values() if each.speech == speech]
        assert len([each for each in told if each.speech == speech]) <= share * len(all_of_it)
