"""An article is read in one way, whatever is asked of it first: a check of one quote tells what a check of all does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from newsroom import Story, stories
from trying import tries

from explorer.model.records import Article
from explorer.reading.analysis import Analysis
from explorer.reading.entities.entity import EntityMention
from explorer.reading.entities.pronouns import PronounResolver
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


def test_no_more_of_a_long_article_is_weighed_for_a_pronoun_than_of_a_short_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """For each pronoun of a whole book, all were gone through who had spoken before it, and all that names its hero."""
    told = "Ana Ruiz met the board of the port in the morning. She said the pier was safe.\n\n"
    weighed: list[int] = []
    told_before = PronounResolver.told_before

    def counted(resolver: PronounResolver, at: int) -> Iterator[EntityMention]:
        mentions = list(told_before(resolver, at))
        weighed.append(len(mentions))
        return iter(mentions)

    monkeypatch.setattr(PronounResolver, "told_before", counted)
    most = []
    for paragraphs in (20, 200):
        weighed.clear()
        story = Story("long", "The port\n\n" + told * paragraphs, ())
        analysis = _read(story)
        pronouns = [each for each in _tokens_of(analysis) if each.text == "She"]
        assert len(pronouns) == paragraphs
        meant = [
            _whom(analysis, Mention((one.text,), (one.text,), one.start, one.end, is_pronoun=True)) for one in pronouns
        ]
        assert all(names[0] == "Ana Ruiz" for names in meant)
        most.append(max(weighed))
    assert most[0] == most[1]


def _tokens_of(analysis: Analysis) -> Iterator[Token]:
    return (token for sentence in analysis.reading.sentences for token in sentence.tokens)


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
