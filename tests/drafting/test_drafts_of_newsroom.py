"""What is drafted of invented articles in many styles, against their truth: figures that changes must not lower."""

from __future__ import annotations

from functools import cache

import pytest
from newsroom import Story, stories

from benchmarks.drafting import drafted as draft_of
from benchmarks.drafting import english, figures, is_speaker
from explorer.drafting.drafting import draft
from explorer.model.records import Article, Person, Quote
from explorer.reading.text.passages import SourceText
from explorer.snapshot import Snapshot

# Each article is drafted once for all of its tests.
pytestmark = pytest.mark.xdist_group("newsroom")

drafted = cache(draft_of)
_MARKS = " ,.…"


def test_quoted_spans_are_found_exactly_and_given_to_who_speaks_them() -> None:
    found = figures((story, drafted(story)) for story in english())
    assert found["span precision"] >= 0.965, found
    assert found["span recall"] >= 0.99, found
    assert found["speaker"] >= 0.9, found
    assert found["sure"] >= 0.65, found
    assert found["sure and right"] >= 0.96, found


def test_paraphrases_of_american_articles_are_found() -> None:
    found = figures((story, drafted(story)) for story in english() if story.name.startswith("us-"))
    assert found["paraphrase F1"] >= 0.8, found


@pytest.mark.parametrize("story", stories(), ids=lambda story: story.name)
def test_a_draft_says_nothing_that_its_article_does_not_have(story: Story) -> None:
    """Words of quotes, attributions and evidence stand in the article, and all that is referred to is there."""
    text, result = " ".join(story.text.split()), drafted(story)
    people, ids = {person.id for person in result.people}, [each.quote.id for each in result.quotes]
    assert len(ids) == len(set(ids))
    for each in result.quotes:
        words = [*each.quote.segments, each.quote.attribution or ""]
        assert all(" ".join(part.split()) in text or each.quote.speech == "direct" for part in words), words
        assert {each.quote.speaker, each.quote.relayed_by or each.quote.speaker} <= people
        assert each.because
    for event in result.events:
        assert all(evidence.text in text for evidence in event.evidence)


def test_drafting_twice_gives_the_same_draft() -> None:
    story = english()[0]
    article = Article(id=story.name, file=f"{story.name}.txt", headline="x")
    assert draft(article, SourceText(story.text)) == draft(article, SourceText(story.text))


def test_the_spans_and_speakers_of_the_given_article_are_those_of_its_curated_quotes(shipped: Snapshot) -> None:
    """Out of its text alone. Of its two readings of one span the longer one counts; one speaker may be wrong."""
    archive = shipped.archive
    (article,) = archive.all(Article)
    text = (shipped.root / "seeds" / article.file).read_text(encoding="utf-8")
    result = draft(Article(id="given", file=article.file, headline=article.headline), SourceText(text))
    names = {person.id: person.name for person in result.people}
    found = {
        words.strip(_MARKS): names[each.quote.speaker]
        for each in result.quotes
        if each.quote.speech != "indirect"
        for words in each.quote.segments
    }
    curated = {
        words.strip(_MARKS): archive.get(Person, each.speaker)
        for each in archive.all(Quote)
        if each.speech != "indirect"
        for words in each.segments
    }
    expected = {words: who for words, who in curated.items() if sum(words in other for other in curated) == 1}
    assert expected.keys() == found.keys()
    wrong = [words for words, who in expected.items() if who is None or not _is_called(who, found[words])]
    assert len(wrong) <= 1, wrong


def _is_called(person: Person, name: str) -> bool:
    return is_speaker(name, " ".join([person.name, *person.aliases, person.role or ""]))
