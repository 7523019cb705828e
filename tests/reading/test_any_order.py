"""An article is read in one way, whatever is asked of it first: a check of one quote tells what a check of all does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from newsroom import Story, stories
from trying import tries

from explorer.model.records import Article
from explorer.reading.analysis import Analysis
from explorer.reading.reporting.mentions import Mention
from explorer.reading.text.passages import Passage, SourceText
from explorer.reading.text.tokens import Token

# Of so many articles, evenly among all of them, so many sentences each are asked about.
_ARTICLES, _SENTENCES = tries(len(stories())), 15


@pytest.mark.parametrize("story", stories()[:: len(stories()) // _ARTICLES], ids=lambda story: story.name)
def test_no_answer_depends_on_what_was_asked_before(story: Story) -> None:
    pronouns, halves = list(_pronouns(story)), list(_halves(story))
    one, other, last = (_read(story) for _ in range(3))
    forwards = [_whom(one, each) for each in pronouns], [_who(one, each) for each in halves]
    backwards = [_whom(other, each) for each in reversed(pronouns)], [_who(other, each) for each in halves]
    whom_last = [_who(last, each) for each in halves], [_whom(last, each) for each in pronouns]
    assert forwards == (backwards[0][::-1], backwards[1])
    assert forwards == whom_last[::-1]


def _read(story: Story) -> Analysis:
    return Analysis(Article(id=story.name, file=f"{story.name}.txt", headline="x"), SourceText(story.text))


def _tokens(story: Story) -> Iterator[Sequence[Token]]:
    return (sentence.tokens for sentence in _read(story).reading.sentences[:_SENTENCES])


def _pronouns(story: Story) -> Iterator[Mention]:
    """The pronouns of an article that may mean somebody."""
    pronouns = _read(story).reading.wording.pronouns
    for token in (token for tokens in _tokens(story) for token in tokens if token.word in pronouns):
        yield Mention((token.text,), (token.text,), token.start, token.end, is_pronoun=True)


def _halves(story: Story) -> Iterator[Passage]:
    """Halves of sentences, which need be nothing that is quoted or told: a record may have any words."""
    for tokens in _tokens(story):
        yield Passage(tokens[0].start, tokens[len(tokens) // 2].end)


def _whom(analysis: Analysis, pronoun: Mention) -> list[str]:
    meant = analysis.antecedent_of(pronoun)
    return [entity.name for entity in (meant.entity, *meant.others)] if meant else []


def _who(analysis: Analysis, passage: Passage) -> object:
    found = analysis.speaker_of([passage])
    entity = found.speaker.entity
    return entity and entity.name, found.speaker.basis, found.speaker.at, found.p
