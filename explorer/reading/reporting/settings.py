"""Find what stands between a reporting verb and what is said: to whom, when, where and how."""

from __future__ import annotations

from collections.abc import Sequence

from explorer.reading.languages.lexicon import Lexicon
from explorer.reading.languages.wording import Wording, together, without
from explorer.reading.text.tokens import QUOTED, Token

# How many words a phrase such as “in a telephone interview” may have, and how many name who is spoken to.
_PHRASE, _LISTENER = 7, 9


class SettingFinder:
    """Finds the settings in a sentence."""

    def __init__(self, tokens: Sequence[Token], words: Wording, own: Lexicon) -> None:
        self._tokens = tokens
        self._words = words
        self._own = own

    def past(self, at: int, end: int, verb: str) -> int:
        """Where settings end that begin at an index, behind a verb."""
        if verb in self._own.with_listener:
            at = self.past_listener(at, end)
        while at < end:
            token = self._tokens[at]
            after = at
            if token.word in without(self._words.others, self._own.no_setting):
                after = at if self._is_subject(at, end) else at + 1
            elif token.word == "to" and not self._is_place(at, end):
                return at
            elif token.word in self._words.prepositions and token.word in self._own.settings:
                after = self._past_phrase(at, end)
            elif token.word in self._own.settings and token.word not in self._words.determiners:
                after = at + 1
            if after == at:
                return at
            at = after
        return at

    def _is_place(self, at: int, end: int) -> bool:
        """Whether “to” leads to somebody or to a place, rather than to a verb."""
        after = self._tokens[at + 1] if at + 1 < end else None
        return after is not None and (
            after.is_capital or after.word in self._words.determiners or after.word in self._own.listeners
        )

    def _is_subject(self, at: int, end: int) -> bool:
        return at + 1 < end and self._tokens[at + 1].word in self._own.finite

    def past_listener(self, at: int, end: int) -> int:
        """Behind whoever is spoken to: “told *reporters*”, “told *the Daily Star*”, “told *a crowd of supporters*”."""
        begin = at
        while at < end and at - begin < _LISTENER:
            token = self._tokens[at]
            if not token.is_word or token.word == QUOTED:
                break
            if token.word in self._own.listeners:
                at += 1
                if at < end and self._tokens[at].word in ("of", "and", "from"):
                    continue
                return at
            if token.word in self._words.determiners and at > begin and self._tokens[at - 1].is_capital:
                return at  # “told the Guardian *the memo*”
            known = token.is_capital or token.word in together(self._words.determiners, self._own.settings)
            if not known and token.word not in self._words.roles and token.word not in ("of", "and", "about"):
                is_noun = token.word not in self._words.pronouns and (at > begin or self._is_listener(at, end))
                return at + is_noun
            at += 1
            if token.word in self._words.roles and not self._goes_on(at, end):
                return at
        return at

    def _is_listener(self, at: int, end: int) -> bool:
        """Whether a noun that stands alone is spoken to: “told *directors* the company”."""
        after = self._tokens[at + 1].word if at + 1 < end else ""
        return self._tokens[at].word.endswith("s") and after in together(self._words.determiners, self._words.pronouns)

    def _goes_on(self, at: int, end: int) -> bool:
        return at < end and (self._tokens[at].word in ("of", "and", "for") or self._tokens[at].is_capital)

    def _past_phrase(self, at: int, end: int) -> int:
        """Behind a phrase such as “in a telephone interview”, “on Monday”; where it begins when it is none."""
        first = at + 1
        if first < end and self._tokens[first].word in self._words.determiners:
            first += 1
        if first < end and self._tokens[first].is_capital and self._tokens[at].word != "as":
            return self._past_capitals(first, end)
        for n in range(at + 1, min(end, at + _PHRASE)):
            token = self._tokens[n]
            if (
                token.word in self._own.setting_nouns
                or token.word in self._words.others
                or token.word in self._own.listeners
            ):
                follows = self._tokens[n + 1].word if n + 1 < end else ""
                if follows in self._own.setting_nouns or follows in self._words.others or follows == "of":
                    continue
                return n + 1
            is_subject = token.word in without(self._words.pronouns, self._words.determiners)
            if not token.is_word or token.word in self._own.finite or is_subject:
                return at
        return at

    def _past_capitals(self, at: int, end: int) -> int:
        while at < end and self._tokens[at].is_word and self._tokens[at].is_capital:
            at += 1
        return at
