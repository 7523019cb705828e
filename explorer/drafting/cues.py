"""Everybody who says, thinks or expects something in a sentence: whom the checks read there, and others.

A check has to be sure before it tells of a mistake; a draft may propose. So more verbs count here (“expects”, “fears”),
words such as “is confident that”, and whoever stands before any apposition: “Ruiz, chairman and chief executive, said”.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from explorer.checking.passages import Passage
from explorer.checking.saying.clauses import Saying, sayings
from explorer.checking.saying.mentions import Mention, Mentions
from explorer.checking.saying.tokens import QUOTED, Token
from explorer.checking.saying.wording import Wording
from explorer.drafting.wording import Wording as DraftWording

# Within how many words of “is” or “expressed” the word stands that tells of a belief: “was quietly confident that”.
_TO_STANCE = 3
_PARTING = (",", "—", "–")


def told_in(found: Sequence[Token], own: DraftWording) -> tuple[Saying, ...]:
    """Everybody who says something in the words of a sentence, in the order of the verbs."""
    # A point within a sentence only shortens a word: “Pruett Industries Inc. said”.
    plain = [token for n, token in enumerate(found) if token.word != "." or n + 1 == len(found)]
    return tuple(_Cues(plain, own).found()) if own.telling else ()


class _Cues:
    def __init__(self, tokens: Sequence[Token], own: DraftWording) -> None:
        self._tokens = tokens
        self._own = own
        self._words: Wording = own.telling
        self._mentions = Mentions(self._words)
        self._at = {token.start: n for n, token in enumerate(tokens)}

    def found(self) -> list[Saying]:
        read: dict[int, Saying] = {}
        for saying in sayings(self._tokens, self._words):
            read[self._at[saying.verb.start]] = saying
        if self._words.code == "en":
            for at, token in enumerate(self._tokens):
                if token.word in self._words.verbs and (at not in read or self._follows(read[at])):
                    apposed = self._apposed(at)
                    if apposed:
                        read[at] = Saying((apposed,), Passage(token.start, token.end))
            read = {at: saying for at, saying in read.items() if not self._is_none(at, saying)}
        for at, saying in self._stances(read):
            read[at] = saying
        return [read[at] for at in sorted(read)]

    def _word(self, at: int) -> str:
        return self._tokens[at].word if 0 <= at < len(self._tokens) else ""

    def _follows(self, saying: Saying) -> bool:
        """Whether whoever speaks is taken to stand behind the verb."""
        return saying.mentions[0].start > saying.verb.start

    # Words that look like verbs of saying

    def _is_none(self, at: int, saying: Saying) -> bool:
        """Whether a word is no verb of saying here: “high hopes”, “was expected”, “was told”, “accused of”."""
        word = self._word(at)
        if word not in self._words.verbs:
            return False
        if not self._follows(saying) and self._is_passive(at):
            return True
        if word in self._own.often_nouns and self._is_noun(at):
            return True
        if word in self._own.with_of and self._word(at + 1) == "of":
            return True
        is_named = word == "called" and self._tokens[at - 1].word != "who" and not self._tokens[at - 1].is_capital
        return is_named and at + 1 < len(self._tokens) and self._tokens[at + 1].is_capital

    def _is_passive(self, at: int) -> bool:
        begin = at
        while begin and (self._word(begin - 1) in self._words.auxiliaries or self._word(begin - 1).endswith("ly")):
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
        if before.word in words.determiners | words.prepositions - {"as"} or before.is_possessive:
            return before.word not in words.pronouns
        if word.endswith("ed") or behind in words.that:
            return False
        is_object = behind in words.determiners | words.pronouns | {"to", "$"} or self._is_name(at + 1)
        if word.endswith("s"):
            return not is_object and (
                behind in words.prepositions or behind in self._own.finite or not behind[:1].isalnum()
            )
        many = before.word.endswith("s") or before.word in self._own.plural | words.pronouns | words.auxiliaries
        return not many or not (is_object or behind[:1].isalnum()) or behind in words.prepositions - {"to"}

    def _is_name(self, at: int) -> bool:
        return at < len(self._tokens) and (self._tokens[at].is_capital or self._tokens[at].text[0].isdigit())

    # Whoever speaks, where the checks read nobody

    def _apposed(self, at: int) -> Mention | None:
        """Whoever begins a sentence, when words about them stand between commas before a verb."""
        begin = at
        while begin and self._word(begin - 1) in self._words.auxiliaries:
            begin -= 1
        if self._word(begin - 1) not in _PARTING:
            return None
        first = max((n + 1 for n in range(begin) if self._word(n) in (QUOTED, ";", ":")), default=0)
        while self._word(first) in self._words.conjunctions:
            first += 1
        comma = next((n for n in range(first, begin) if self._word(n) in _PARTING), begin)
        if comma >= begin - 1 or comma == first:
            return None
        inserted = self._tokens[comma + 1 : begin - 1]
        is_relative = inserted[0].word in self._words.relatives | {"whose", "which", "where"}
        if not is_relative and any(token.word in self._own.finite | self._words.verbs for token in inserted):
            return None
        named = self._tokens[first:comma]
        if any(token.word in self._own.finite | self._words.verbs for token in named[1:]):
            return None
        return self._mentions.strict(named) or self._mentions.subject(named)

    # Beliefs

    def _stances(self, read: dict[int, Saying]) -> Iterator[tuple[int, Saying]]:
        """Whoever is said to have a belief: “is confident that”, “expressed hope that”, “made clear Tuesday that”."""
        for at, token in enumerate(self._tokens):
            if token.word not in self._own.having:
                continue
            for n in range(at + 1, min(len(self._tokens), at + 1 + _TO_STANCE)):
                behind = n + 1 + (self._word(n + 1) in self._words.others)
                if self._word(n) in self._own.stances and self._word(behind) in self._words.that:
                    mentions = self._subject(at, read)
                    if mentions:
                        yield at, Saying(mentions, Passage(token.start, self._tokens[n].end))
                    break

    def _subject(self, at: int, read: dict[int, Saying]) -> tuple[Mention, ...]:
        begin = at
        while begin and self._word(begin - 1) in self._words.auxiliaries:
            begin -= 1
        if self._word(begin - 1) in self._words.conjunctions:
            before = max((n for n in read if n < at), default=-1)
            return read[before].mentions if before >= 0 else ()
        first = begin
        while first and self._tokens[first - 1].is_word and self._word(first - 1) not in self._words.before_names:
            first -= 1
        found = self._mentions.subject(self._tokens[first:begin])
        return (found,) if found else ()
