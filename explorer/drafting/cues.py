"""Everybody who says, thinks or expects something in a sentence: whom the checks read there, and others.

A check has to be sure before it tells of a mistake; a draft may propose. So more verbs count here (“expects”, “fears”),
words such as “is confident that”, and whoever stands before any apposition: “Ruiz, chairman and chief executive, said”.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from explorer.checking.passages import Passage
from explorer.checking.saying.clauses import Saying, sayings
from explorer.checking.saying.mentions import Mention, Mentions
from explorer.checking.saying.tokens import QUOTED, Token
from explorer.checking.saying.wording import Wording
from explorer.drafting.datelines import behind_dateline
from explorer.drafting.wording import Wording as DraftWording

# Within how many words of “is” or “expressed” the word stands that tells of a belief: “was quietly confident that”.
_TO_STANCE = 3
_PARTING = (",", "—", "–")
# A headline has capitals in this share of its words that are longer than this. How far “quoted” is from “as saying”.
_CAPITALS, _SHORT, _QUOTED_BY = 0.8, 3, 10


def told_in(found: Sequence[Token], own: DraftWording) -> tuple[Saying, ...]:
    """Everybody who says something in the words of a sentence, in the order of the verbs."""
    # A point within a sentence only shortens a word: “Pruett Industries Inc. said”.
    begin = behind_dateline(found)
    plain = [token for n, token in enumerate(found) if n >= begin and (token.word != "." or n + 1 == len(found))]
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
            read = {at: self._own_mention(at, saying, read) for at, saying in sorted(read.items())}
            self._go_on(read)
            read |= self._claimed(read)
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
        if at and self._tokens[at].is_capital and not self._is_headline:
            return True  # the United States
        if not self._follows(saying) and self._is_passive(at):
            return True
        if word.endswith("ed") and self._word(at - 1) in self._words.determiners - self._words.pronouns:
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
        if behind == "," and self._word(at + 2) in words.prepositions:
            return not many  # “expect, on average, a rise”
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

    def _own_mention(self, at: int, saying: Saying, read: dict[int, Saying]) -> Saying:
        """A saying without the words of another one in what it calls its speaker: “papers show *a clerk* complained”."""
        mention = saying.mentions[0]
        if len(saying.mentions) > 1 or mention.end > saying.verb.start:
            return saying
        if self._word(at - 1) == "as" and (quoted := self._quoted(at)):
            return Saying((quoted,), saying.verb)
        if len(mention.whole) > 1 and mention.whole[0].lower() in self._words.pronouns - self._words.determiners:
            word = mention.whole[0]  # “He has long argued”
            return Saying((Mention((word,), (word,), mention.start, mention.start + len(word), True),), saying.verb)
        start, end = mention.start, mention.end
        verbs = [n for n in read if n < at and start < self._tokens[n].start < end]
        if not verbs:
            return saying
        begin = max(verbs) + 1
        begin += self._word(begin) in self._words.that
        last = next(n for n in range(at, begin - 1, -1) if self._tokens[n].end <= end or n == begin)
        found = self._mentions.subject(self._tokens[begin : last + 1])
        return Saying((found,), saying.verb) if found else saying

    def _quoted(self, at: int) -> Mention | None:
        """Whoever was quoted by another one “as saying”: “*Prowse* was quoted by the Ledger as saying”."""
        verb = next((n for n in range(at - 2, max(0, at - _QUOTED_BY), -1) if self._word(n) in self._words.as_saying), 0)
        if not verb or self._word(verb + 1) not in self._words.by or not self._is_passive(verb):
            return None
        found = self._subject(verb, {})
        return found[0] if found else None

    def _go_on(self, read: dict[int, Saying]) -> None:
        """Give verbs behind “and” to whoever speaks before them: “…, said it was fair and *predicted* a recovery”."""
        for at, token in enumerate(self._tokens):
            is_participle = token.word in self._words.participles
            if at in read or not (token.word in self._words.verbs or is_participle):
                continue
            begin = at
            while begin and (self._word(begin - 1) in self._words.auxiliaries or self._word(begin - 1)[-2:] == "ly"):
                begin -= 1
            earlier = [n for n in read if n < begin]
            if not earlier or not self._joins(begin - 1, max(earlier), is_participle=is_participle):
                continue
            one = Saying(read[max(earlier)].mentions, Passage(token.start, token.end))
            if not self._is_none(at, one):
                read[at] = one

    def _joins(self, at: int, verb: int, *, is_participle: bool) -> bool:
        """Whether a word joins a verb of saying to the one at an index: “and promised”, “, adding”."""
        if self._word(at) == ",":
            return is_participle
        if self._word(at) not in self._words.conjunctions | {"but"}:
            return False
        return not is_participle or self._word(verb) in self._words.participles

    def _claimed(self, read: dict[int, Saying]) -> dict[int, Saying]:
        """Whoever owns a noun for what is told, when that is not what the sentence is about: “denied *her claim* that”."""
        found = {}
        for at, token in enumerate(self._tokens[1:], 1):
            owner = self._tokens[at - 1]
            if token.word not in self._words.claims or self._word(at + 1) not in self._words.that:
                continue
            if not any(each.word in self._own.finite | self._own.past or n in read for n, each in enumerate(self._tokens[:at])):
                continue
            verb = Passage(token.start, token.end)
            if owner.word in self._words.his:
                mention = Mention((owner.text,), (owner.text,), owner.start, owner.end, is_pronoun=True)
                found[at] = Saying((mention,), verb)
            elif owner.is_possessive:
                bare = Token(owner.text[:-2], owner.word[:-2], owner.start, owner.end - 2)
                first = at - 1
                while first and self._tokens[first - 1].is_word and (
                    self._tokens[first - 1].is_capital or self._word(first - 1) in self._words.determiners
                ):
                    first -= 1
                named = self._mentions.strict([*self._tokens[first : at - 1], bare])
                if named:
                    found[at] = Saying((named,), verb)
        return found

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
