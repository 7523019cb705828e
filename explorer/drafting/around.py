"""Words that stand before or around the words of saying that tell them: “*The dam*, Ruiz said, *will hold*”."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from explorer.checking.passages import Passage
from explorer.checking.saying.clauses import Saying
from explorer.checking.saying.tokens import QUOTED, Token
from explorer.checking.saying.wording import Wording
from explorer.drafting.contents import PARTING
from explorer.drafting.datelines import behind_dateline
from explorer.drafting.endings import Endings
from explorer.drafting.reading import Sentence
from explorer.drafting.wording import Wording as DraftWording

# How many words are told at least.
_LEAST = 2


class Around:
    """Finds what stands around the words of saying of one sentence. All places are indices."""

    def __init__(self, sentence: Sentence, words: Wording, own: DraftWording, endings: Endings) -> None:
        self._sentence = sentence
        self._tokens = sentence.tokens
        self._words = words
        self._own = own
        self._endings = endings
        self.begin = behind_dateline(sentence.tokens)

    def _word(self, at: int) -> str:
        return self._tokens[at].word if 0 <= at < len(self._tokens) else ""

    def framed(self, saying: Saying, first: int, behind: int) -> tuple[Passage, ...]:
        """What stands around “according to Ruiz”: behind it where it begins a sentence, else before it."""
        begins = self._tokens[first].is_capital or not any(one.is_word for one in self._tokens[self.begin : first])
        if not begins:
            return self.passage(self._clause_begin(first), first)
        while behind < len(self._tokens) and self._tokens[behind].is_word and self._tokens[behind].word != QUOTED:
            if "," not in [token.word for token in self._tokens[behind:]]:
                break
            behind += 1
        found = self.passage(behind, len(self._tokens))
        # What looked like words about the source may be what it tells: “According to Ruiz, the rate fell.”
        return found or self.passage(self._sentence.index_at(saying.mentions[0].end), len(self._tokens))

    def trailing(self, first: int, behind: int, saying: Saying, following: Sequence[Saying]) -> tuple[Passage, ...]:
        """What stands before “, Ruiz said”; with what goes on behind it."""
        verb = self._sentence.index_at(saying.verb.start)
        while first <= verb and self._word(first - 1) in self._words.auxiliaries:
            first -= 1  # “…, a dit le maire”
        if first < _LEAST or self._word(first - 1) not in PARTING:
            return ()
        if self._is_matter(first) or self._has_object(verb, behind) or self._is_relative(first, verb):
            return ()
        if self._is_apposed(saying, first, verb):
            return ()
        begin = self._clause_begin(first - 1)
        goes_on = self._word(behind) in PARTING and saying.verb.end == saying.at.end
        if goes_on and any(self._sentence.index_at(each.verb.start) == behind + 1 for each in following):
            goes_on = False  # “…, Ruiz said, *adding that*”
        after = self.passage(behind + 1, self._endings.of(behind + 1, saying, following)) if goes_on else ()
        before = self.passage(begin, first - 1, 1 if after else _LEAST)
        told = [token for token in self._tokens[begin : first - 1] if token.is_word]
        if not before or all(token.word == QUOTED for token in told):
            return ()
        if self.opens(begin, first - 1):  # “In a statement, Ruiz said, the dam”
            is_told = after and self._word(behind + 1) != QUOTED
            return after if is_told else ()
        if not goes_on and self.is_subordinate(first - 1):
            return ()  # “When it rained, Ruiz said.”
        return (*before, *after)

    def is_subordinate(self, at: int) -> bool:
        """Whether an index is in a clause that a sentence opens with, such as “When Ruiz asked them to leave, …”."""
        if self._word(self.begin) not in self._words.contrasts - {"but"} | self._own.scenes:
            return False
        return not any(self._word(n) in PARTING for n in range(self.begin, at))

    def _is_apposed(self, saying: Saying, first: int, verb: int) -> bool:
        """Whether whoever speaks only is whom others tell of: “Ruiz said that its head, *Lionel Strang*, had left”."""
        at = verb
        while self._word(at - 1) in self._words.auxiliaries:
            at -= 1
        told = self._tokens[first].start
        earlier = any(each.verb.start < told for each in self._sentence.sayings)
        return self._word(at - 1) in PARTING and len(saying.mentions) == 1 and earlier

    def _has_object(self, verb: int, behind: int) -> bool:
        """Whether what a verb tells stands behind it: marked words, or a noun: “…, the company reported a loss”."""
        word = self._word(behind)
        if word in (":", QUOTED):
            return True
        is_setting = word in self._words.others | self._words.prepositions | self._own.settings
        is_free = self._word(verb) in self._own.free | self._own.with_listener
        return behind == verb + 1 and word[:1].isalnum() and not is_setting and not is_free

    def _is_relative(self, first: int, verb: int) -> bool:
        """Whether a verb is of a clause about somebody: “the man *who predicted* it”, “whom polls *show* ahead”."""
        if self._word(verb - 1) in PARTING:
            return False
        return any(token.word in self._words.relatives for token in self._tokens[first:verb])

    def _is_matter(self, first: int) -> bool:
        """Whether whoever speaks stands behind a noun for what is told: “a charge Osterhout denied”."""
        if self._word(first) not in self._words.determiners:
            return False
        near = self._tokens[first + 1 : first + 4]
        matters = self._own.matters | self._words.claims
        return any(token.word in matters and after.is_capital for token, after in pairwise(near))

    def opens(self, begin: int, end: int) -> bool:
        """Whether words before a saying only set the scene: “In a statement, the company said”."""
        if self._word(begin) in self._own.scenes:
            return True
        if self._word(begin) not in self._words.prepositions | self._words.others and self._word(begin)[-2:] != "ly":
            return False
        return not any(token.word in self._own.of_clauses for token in self._tokens[begin:end])

    def _clause_begin(self, at: int) -> int:
        """Where the sentence begins for what stands before an index, without “but” or a dateline."""
        begin = next((n + 1 for n in range(at - 1, self.begin - 1, -1) if self._word(n) == ";"), self.begin)
        while begin < at and (self._word(begin) in self._words.conjunctions or not self._tokens[begin].is_word):
            if self._word(begin) == QUOTED:
                break
            begin += 1
        return begin

    def passage(self, begin: int, end: int, least: int = _LEAST) -> tuple[Passage, ...]:
        """The words between two indices, without marks at the ends; nothing when they are too few or all quoted."""
        tokens: Sequence[Token] = self._tokens
        while begin < end and not tokens[begin].is_word and tokens[begin].word not in (QUOTED, "$", "£", "€", "("):
            begin += 1
        while end > begin and not tokens[end - 1].is_word and tokens[end - 1].word not in (QUOTED, ")", "%"):
            end -= 1
        words = [token for token in tokens[begin:end] if token.is_word]
        if len(words) < least and not (words and begin < end and len(tokens[begin].text.split()) > _LEAST):
            return ()
        return (Passage(tokens[begin].start, tokens[end - 1].end),)
