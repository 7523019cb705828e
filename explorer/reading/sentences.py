"""Find the attributions of a sentence in any language: by the model, or by rules where word order is another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from explorer.reading.attributions import Attribution, attributions
from explorer.reading.case_marked_mentions import NounClassifier
from explorer.reading.features import Span
from explorer.reading.inversion import inverted
from explorer.reading.languages import Language
from explorer.reading.model import Model
from explorer.reading.verb_second import VerbSecondSentence
from explorer.reading.words import TokenLike, Words


def attributions_in(
    tokens: Sequence[TokenLike], model: Model, language: Language, nouns: NounClassifier
) -> Iterable[Attribution]:
    """Find the attributions of a sentence, in order. A quoted span is one token, and may be part of a content."""
    words = Words(tokens, model, language.glossary)
    if language.has_final_verbs:
        return VerbSecondSentence(list(tokens), words, language, nouns).attributions()
    found = attributions(words, model)
    return found if language.is_taught else inverted(found, words, has_commas=language.has_commas)


def subject_of(tokens: Sequence[TokenLike], model: Model, language: Language, nouns: NounClassifier) -> Span | None:
    """The subject of a sentence, where rules read it: the first mention that may be one, of somebody who may speak."""
    if not language.has_final_verbs:
        return None
    return VerbSecondSentence(list(tokens), Words(tokens, model, language.glossary), language, nouns).about()
