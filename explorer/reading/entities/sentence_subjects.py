"""Find the description that is the subject of a sentence: “*A man* in the last row”, “Privately, *aides* despaired”."""

from __future__ import annotations

from collections.abc import Sequence

from explorer.reading.article import Sentence
from explorer.reading.entities.entity import is_plural
from explorer.reading.languages.lexicon import Lexicon
from explorer.reading.languages.wording import Wording, together
from explorer.reading.reporting.mentions import Mention
from explorer.reading.text.tokens import Token
from explorer.reading.text.word_forms import singular

# The maximum number of words in a description; the minimum in a sentence that begins with an adverb.
_WORDS, _FEW = 8, 3


class SentenceSubjectFinder:
    """Finds the subjects of sentences in one language. `roles` are the nouns for people."""

    def __init__(self, words: Wording, own: Lexicon) -> None:
        self._words = words
        self._own = own
        self.roles = together(words.roles, own.roles, own.describing)
        self._nouns = together(self.roles, words.collectives, own.organisations)

    def of(self, sentence: Sentence) -> Mention | None:
        """The description of people that a sentence begins with, if any."""
        tokens = sentence.tokens
        begin = 2 if len(tokens) > _FEW and tokens[1].word == "," and self._words.is_adverb(tokens[0].word) else 0
        tokens = tokens[begin:]
        if self._words.capital_nouns or not tokens or not self._begins(tokens[0]):
            return None
        words = self._described(tokens)
        if not words or len(words) == len(tokens) or not self._is_noun(words[-1]):
            return None
        if words[-1].is_possessive or (words[-1].is_capital and len(words) > 1):
            return None
        behind = tokens[len(words) : len(words) + 2]
        if len(behind) > 1 and behind[0].word == "," and behind[1].word in self._words.pronouns:
            return None  # “A former teacher, she …”
        texts = tuple(token.text for token in words)
        return Mention(texts, texts, words[0].start, words[-1].end)

    def is_verb(self, token: Token) -> bool:
        known = token.word in self._own.finite or token.word in self._own.past or token.word in self._words.verbs
        return known and token.word not in self._own.described and token.word not in self._words.roles

    def _described(self, tokens: Sequence[Token]) -> Sequence[Token]:
        for n, token in enumerate(tokens[:_WORDS]):
            is_held = n > 1 and self._words.is_adverb(tokens[n - 1].word)  # “the closely held company”
            if not token.is_word or token.word in self._words.ends or (self.is_verb(token) and not is_held):
                return tokens[:n]
            if token.is_possessive or (self._is_noun(token) and self._is_verbal(tokens, n + 1)):
                return tokens[: n + 1]
        return tokens[:_WORDS]

    def _is_verbal(self, tokens: Sequence[Token], at: int) -> bool:
        return at < len(tokens) and (self.is_verb(tokens[at]) or tokens[at].word.endswith(self._words.past_endings))

    def _begins(self, token: Token) -> bool:
        is_many = token.word in self._own.plural or (is_plural(token.word) and singular(token.word) in self.roles)
        return token.word in self._words.determiners or is_many

    def _is_noun(self, token: Token) -> bool:
        return token.word in self._nouns or singular(token.word) in self.roles
