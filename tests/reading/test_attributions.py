"""What a sentence attributes, and to whom: cues, sources and the clauses that are told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.reading import features
from explorer.reading.attributions import Attribution, attributions
from explorer.reading.languages import language
from explorer.reading.languages.wording import wording
from explorer.reading.model import shipped
from explorer.reading.text.tokens import Token, tokens
from explorer.reading.words import Words
from training.examples import NAMES, STAGES

V = TypeVar("V", int, list[str])


def read(text: str, code: str = "en") -> tuple[list[Token], list[Attribution]]:
    known = language(code)
    assert known
    found = tokens(text, wording(code))
    return found, list(attributions(Words(found, shipped(), known.glossary), shipped()))


def told(text: str, code: str = "en") -> list[tuple[str, str, str]]:
    """The probable clauses of a sentence, each with its source and cue."""
    found, all_of_them = read(text, code)

    def words(begin: int, end: int) -> str:
        return text[found[begin].start : found[end - 1].end]

    return [
        (words(*each.source), found[each.cue].text, words(*content.span))
        for each in all_of_them
        for content in each.contents
        if each.source and content.p >= 0.5
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The mayor said that the dam would hold.", ("The mayor", "said", "that the dam would hold")),
        ("The dam will hold, said Ana Ruiz, the mayor.", ("Ana Ruiz", "said", "The dam will hold")),
        ("According to Marsh, the rate fell.", ("Marsh", "According", "the rate fell")),
        ("A spokesman for the governor said the dam was safe.", ("A spokesman", "said", "the dam was safe")),
        ("Ana Ruiz, who runs the lab, said the test was flawed.", ("Ana Ruiz", "said", "the test was flawed")),
        ("The study, led by Ana Ruiz, says that the dam leaks.", ("The study", "says", "that the dam leaks")),
        (
            "Ana Ruiz, who sails with Tom Hale, Joe Lind and others, tweeted that the dam leaks.",
            ("Ana Ruiz", "tweeted", "that the dam leaks"),
        ),
        ("He’s warning that the dam may leak.", ("He’s", "warning", "that the dam may leak")),
    ],
)
def test_what_is_told_has_its_cue_and_its_source(text: str, found: tuple[str, str, str]) -> None:
    assert [found] == told(text)


def test_a_verb_that_news_seldom_has_stands_for_one_that_it_has() -> None:
    assert [("Ana Ruiz", "reckons", "that the dam may leak")] == told("Ana Ruiz reckons that the dam may leak.")


@pytest.mark.parametrize(
    ("code", "text", "found"),
    [
        ("fr", "Le maire a déclaré que la digue tenait.", ("Le maire", "déclaré", "que la digue tenait")),
        ("es", "La alcaldesa dijo que el dique aguanta.", ("La alcaldesa", "dijo", "que el dique aguanta")),
    ],
)
def test_other_languages_are_read_by_the_words_that_theirs_stand_for(
    code: str, text: str, found: tuple[str, str, str]
) -> None:
    assert [found] == told(text, code)


WORDS = "the dam said Ruiz that , . “It holds,” he told according to 12 claims"


@given(st.lists(st.sampled_from(WORDS.split()), max_size=40))
def test_all_places_are_in_the_sentence_and_probabilities_between_0_and_1(words: list[str]) -> None:
    found, all_of_them = read(" ".join(words))
    for each in all_of_them:
        spans = [content.span for content in each.contents] + ([each.source] if each.source else [])
        assert all(0 <= begin < end <= len(found) for begin, end in spans)
        assert 0 <= each.cue < len(found)
        ps = [each.p, each.source_p, *(p for content in each.contents for p in (content.p, content.exact))]
        assert all(0 <= p <= 1 for p in ps)
        assert all(content.exact <= content.p + 1e-9 for content in each.contents)


@given(st.lists(st.sampled_from([*WORDS.split(), "|", "<", "’s"]), min_size=1, max_size=30))
def test_each_feature_weighs_what_the_weights_have_under_its_name(words: list[str]) -> None:
    model, found = shipped(), tokens(" ".join(words), wording("en"))
    s = Words(found, model, {})
    weighed = {stage: features_of(s, stage, model.weights(stage)) for stage in STAGES}
    named = {stage: features_of(s, stage, NAMES) for stage in STAGES}
    assert weighed == {stage: [model.score(stage, each) for each in named[stage]] for stage in STAGES}


def features_of(s: Words, stage: str, weights: features.FeatureWeights[V]) -> list[V]:
    """The features of every candidate of a stage, for each word that may be a cue."""
    return [each for cue in s.cues for each in features_for(s, cue, stage, weights)]


def features_for(s: Words, cue: int, stage: str, weights: features.FeatureWeights[V]) -> Iterator[V]:
    begins, ends = features.begins(s, cue), features.fronted_ends(s, cue)
    match stage:
        case "cue":
            yield from features.of_cues(s, [cue], weights)
        case "source":
            mentions = [each for each in features.mentions(s) if not each[0] <= cue < each[1]]
            yield from features.of_sources(s, cue, mentions, weights)
        case "begin":
            yield from features.of_begins(s, cue, begins, weights)
            yield from features.at_begins(s, range(s.size), weights)
        case "end":
            for at in begins:
                yield from features.of_ends(s, cue, at, features.ends(s, at), weights)
            yield from features.at_ends(s, range(1, s.size + 1), weights)
        case "fronted end":
            yield from features.of_fronted_ends(s, cue, ends, weights)
        case _:
            for end in ends:
                yield from features.of_fronted_begins(s, end, features.fronted_begins(s, end), weights)
