"""Tell reporting verbs from words that only look like one: “high hopes”, “was expected”, “the labeled dose”."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from explorer.reading.languages.lexicon import Lexicon
from explorer.reading.languages.wording import Wording, together, without
from explorer.reading.text.tokens import QUOTED, Token

# A headline has capitals in this share of its words that are longer than this.
_CAPITALS, _SHORT = 0.8, 3


class VerbClassifier:
    """Tells which words of a sentence are verbs. All places are indices."""

    def __init__(self, tokens: Sequence[Token], own: Lexicon) -> None:
        self._tokens = tokens
        self._own = own
        self._words: Wording = own.telling

    def _word(self, at: int) -> str:
        return self._tokens[at].word if 0 <= at < len(self._tokens) else ""

    def is_none(self, at: int, *, follows: bool) -> bool:
        """Whether a word is no reporting verb here: “high hopes”, “was expected”, “was told”, “accused of”.

        `follows`: whoever speaks stands behind it.
        """
        word = self._word(at)
        if word not in self._words.verbs:
            return False
        if at and self._tokens[at].is_capital and not self._is_headline:
            return True  # the United States
        if (
            self._word(at - 1) == "to"
            and self._word(at - 2) not in self._own.before_to
            and self._word(at - 2)[-2:] != "ly"
        ):
            return True  # “the need to maintain”
        if not follows and self.is_passive(at):
            return True
        if self._own.with_adverb.get(word, self._word(at + 1)) != self._word(at + 1):
            return True  # “37 points”
        if word.endswith("ed") and self._word(at - 1) in without(self._words.determiners, self._words.pronouns):
            return True  # “the labeled dose”
        if word in self._own.often_nouns and self._is_noun(at):
            return True
        if word in self._own.with_of and self._word(at + 1) == "of":
            return True
        is_named = word == "called" and self._tokens[at - 1].word != "who" and not self._tokens[at - 1].is_capital
        return is_named and at + 1 < len(self._tokens) and self._tokens[at + 1].is_capital

    @cached_property
    def _is_headline(self) -> bool:
        """Whether nearly all words have a capital."""
        words = [token for token in self._tokens if len(token.text) > _SHORT and token.is_word and token.word != QUOTED]
        return sum(token.is_capital for token in words) > _CAPITALS * len(words)

    def is_passive(self, at: int) -> bool:
        """Whether what stands before a verb is what it tells of: “was expected”, “surveyed by”."""
        begin = at
        skipped = together(self._words.auxiliaries, self._own.intensifying)
        while begin and (self._word(begin - 1) in skipped or self._word(begin - 1).endswith("ly")):
            begin -= 1
        if self._words.passives.isdisjoint(self._word(n) for n in range(begin, at)):
            return self._word(at + 1) in self._words.by
        is_quoted = self._word(at) in self._words.as_saying and self._word(at + 1) == "as"
        return not is_quoted and not self._word(at).endswith("ing")

    def _is_noun(self, at: int) -> bool:
        word, before, behind = self._word(at), self._tokens[at - 1] if at else None, self._word(at + 1)
        if before is None or not before.is_word:
            return before is None or before.word not in (",", ")", QUOTED)
        words = self._words
        if before.word in without(words.pronouns, words.determiners):
            return False
        is_led = before.word in words.determiners or (before.word in words.prepositions and before.word != "as")
        if is_led or before.is_possessive:
            return before.word not in words.pronouns
        if word.endswith("ed") or behind in words.that:
            return False
        objects = together(self._own.questioning, words.determiners, words.pronouns)
        is_object = behind in objects or behind in ("to", "$") or self._is_name(at + 1)
        if word.endswith("s"):
            return not is_object and (
                behind in words.prepositions or behind in self._own.finite or not behind[:1].isalnum()
            )
        many = before.word.endswith("s") or before.word in together(self._own.plural, words.pronouns, words.auxiliaries)
        if behind == "," and self._word(at + 2) in words.prepositions:
            return not many  # “expect, on average, a rise”
        return not many or not (is_object or behind[:1].isalnum()) or (behind in words.prepositions and behind != "to")

    def _is_name(self, at: int) -> bool:
        return at < len(self._tokens) and (self._tokens[at].is_capital or self._tokens[at].text[0].isdigit())
