"""What is drafted of invented articles in many styles, against their truth: figures that changes must not lower."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest
from newsroom import Said, Story, stories

from explorer.checking.passages import Passage, SourceText
from explorer.drafting.drafted import ArticleDraft, DraftedQuote
from explorer.drafting.drafting import draft
from explorer.model.records import Article

_WORD = re.compile(r"\w+")
# What is no more than a title or an article in the name of a speaker.
_MERE = {"the", "a", "an", "of", "mr", "ms", "mrs", "dr", "sen", "capt", "judge"}


@cache
def drafted(story: Story) -> ArticleDraft:
    article = Article(id=story.name, file=f"{story.name}.txt", headline=story.text.split("\n")[0])
    return draft(article, SourceText(story.text))


def english() -> list[Story]:
    return [story for story in stories() if not re.match(r"(?:de|fr|es|it|pt|pl|ru|sv|ja|zh)-", story.name)]


def spans(story: Story) -> Iterator[tuple[Passage, DraftedQuote]]:
    for quote in drafted(story).quotes:
        if quote.quote.speech != "indirect":
            yield from ((passage, quote) for passage in quote.passages)


def bare(text: str, passage: Passage | Said) -> tuple[int, int]:
    """The ends of words without the comma that a quotation may hold."""
    words = text[passage.start : passage.end].rstrip(" ,.!?")
    return passage.start, passage.start + len(words)


def called(story: Story, quote: DraftedQuote) -> str:
    person = next((each for each in drafted(story).people if each.id == quote.quote.speaker), None)
    return " ".join([person.name, *person.aliases, person.role or ""]) if person and quote.speaker_at else ""


def is_speaker(who: str, name: str) -> bool:
    wanted, words = (set(_WORD.findall(each.casefold())) - _MERE for each in (who, name))
    return bool(wanted & words) and (wanted <= words or who.rsplit(maxsplit=1)[-1].casefold() in words)


def figures() -> dict[str, float]:
    """Exact spans, their speakers and the share of the sure ones that are right, over all English stories."""
    spoken = right = exact = sure = sure_right = found = 0
    for story in english():
        truth = {bare(story.text, said): said for said in story.marked()}
        found += len(truth)
        for passage, quote in spans(story):
            spoken += 1
            said = truth.get(bare(story.text, passage))
            exact += said is not None
            is_right = said is not None and is_speaker(said.who, called(story, quote))
            right += is_right
            sure += quote.confidence == "sure"
            sure_right += is_right and quote.confidence == "sure"
    return {
        "precision": exact / spoken,
        "recall": exact / found,
        "speaker": right / exact,
        "sure": sure / spoken,
        "sure and right": sure_right / sure,
    }


def test_quoted_spans_are_found_exactly_and_given_to_who_speaks_them() -> None:
    found = figures()
    assert found["precision"] >= 0.95, found
    assert found["recall"] >= 0.97, found
    assert found["speaker"] >= 0.83, found
    assert found["sure"] >= 0.5, found
    assert found["sure and right"] >= 0.88, found


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
