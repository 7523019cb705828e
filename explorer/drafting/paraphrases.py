"""What somebody is said to have said without quotation marks: “the official said *China is taking steps*”.

The words that a verb of saying tells are found by their place: behind the verb, or before “, Ruiz said”.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from explorer.checking.passages import Passage
from explorer.checking.saying.clauses import Saying, inside
from explorer.checking.saying.tokens import QUOTED, Token
from explorer.drafting.contents import PARTING, Content, Contents
from explorer.drafting.datelines import behind_dateline
from explorer.drafting.endings import Endings
from explorer.drafting.reading import Reading, Sentence
from explorer.drafting.wording import wording

# How many words a paraphrase has at least; how many, when it is told within another one.
_LEAST, _LEAST_NESTED = 2, 3


class Paraphrase(msgspec.Struct, frozen=True):
    """Words that a saying tells. `relayed` is who tells of it. `plain`: the verb is of saying, and tells a clause."""

    passages: tuple[Passage, ...]
    saying: Saying
    relayed: Saying | None
    plain: bool


class Paraphrases:
    """Finds the paraphrases of an article."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def found(self) -> Iterator[Paraphrase]:
        """The paraphrases, in the order of the text."""
        for sentence in self._reading.sentences:
            if sentence.sayings:
                yield from _OfSentence(self._reading, sentence).found()


class _OfSentence:
    def __init__(self, reading: Reading, sentence: Sentence) -> None:
        self._reading = reading
        self._sentence = sentence
        self._tokens = sentence.tokens
        self._words = reading.wording
        self._own = wording(reading.wording.code)
        self._contents = Contents(sentence.tokens, self._words, self._own)
        self._endings = Endings(sentence, self._words, self._own)
        self._begin = behind_dateline(sentence.tokens)

    def found(self) -> Iterator[Paraphrase]:
        found: list[Paraphrase] = []
        for number, saying in enumerate(self._sentence.sayings):
            one = self._told(saying, self._sentence.sayings[number + 1 :])
            if one and not self._is_repeated(one, found):
                found.append(one)
        for one in found:
            outer = next((each for each in found if each is not one and _holds(each, one.saying.at)), None)
            if outer is None:
                yield one
            elif self._is_anothers(one, outer):
                word = self._word(self._sentence.index_at(outer.saying.verb.start))
                relayed = outer.saying if word in self._words.telling else None
                yield msgspec.structs.replace(one, relayed=relayed, plain=False)

    def _is_repeated(self, one: Paraphrase, found: Sequence[Paraphrase]) -> bool:
        return any(each.passages == one.passages for each in found)

    def _is_anothers(self, one: Paraphrase, outer: Paraphrase) -> bool:
        """Whether a paraphrase within another one is somebody else’s, and long enough: “he said *Marsh* denied”."""
        mention = one.saying.mentions[0]
        if mention.is_pronoun or set(one.saying.mentions) & set(outer.saying.mentions):
            return False
        words = self._reading.words(one.passages[0]).split()
        return len(words) >= _LEAST_NESTED and one.plain

    def _told(self, saying: Saying, following: Sequence[Saying]) -> Paraphrase | None:
        sayings = self._sentence.sayings
        if any(saying in list(inside(other, sayings)) for other in sayings):
            return None  # who relays what the outer one says: “Xi, the official said, suggested”
        relayer = next(inside(saying, sayings), None)
        verb = self._sentence.index_at(saying.verb.start)
        first, behind = self._sentence.index_at(saying.at.start), self._behind(saying)
        word = self._tokens[verb].word
        if self._is_turned(verb) or self._word(first - 1) in self._words.supposing:
            return None
        if word in self._words.frame_starts and word not in self._words.verbs:
            return self._made(self._framed(saying, first, behind), saying, None, plain=True)
        content = self._leading(saying, verb, first, behind, following)
        if content:
            end = self._endings.of(content.begin, saying, following)
            if content.how in ("words", "infinitive"):
                end = self._endings.of_phrase(content.begin, end)
            plain = content.how in ("that", "clause") and word in self._own.bare
            return self._made(self._passage(content.begin, end), saying, relayer, plain=plain)
        if word not in self._own.bare or self._is_apart(saying, verb):
            return None
        return self._made(self._trailing(first, behind, saying, following), saying, relayer, plain=True)

    def _made(
        self, passages: tuple[Passage, ...], saying: Saying, relayer: Saying | None, *, plain: bool
    ) -> Paraphrase | None:
        return Paraphrase(passages, saying, relayer, plain) if passages else None

    def _is_turned(self, verb: int) -> bool:
        """Whether a verb tells that nothing is said: “did not say”, “declined to say”."""
        at = verb - 1
        while at >= 0 and self._tokens[at].is_word and at > verb - 4:
            word = self._tokens[at].word
            if word in self._words.turned or word.endswith("n't") or word in self._own.unwilling:
                return self._word(at + 1) not in self._words.not_turning
            if word not in self._words.auxiliaries and word != "to":
                return False
            at -= 1
        return False

    def _word(self, at: int) -> str:
        return self._tokens[at].word if 0 <= at < len(self._tokens) else ""

    def _behind(self, saying: Saying) -> int:
        """The index of the first word behind a saying."""
        at = self._sentence.index_at(saying.at.end - 1)
        at += at < len(self._tokens) and self._tokens[at].start < saying.at.end
        at += self._word(at) == "out"  # “pointed out”
        if self._word(at) == "as" and self._word(at + 1) in self._words.participles:
            at += 2  # “was quoted as saying”
        return at + (self._word(at) == "." and at + 1 < len(self._tokens))

    # Where told words stand

    def _leading(
        self, saying: Saying, verb: int, first: int, behind: int, following: Sequence[Saying]
    ) -> Content | None:
        """What stands behind a verb of saying; nothing where words before it, or marked ones, are what it tells."""
        is_inverted = first == verb and saying.mentions[0].start > saying.verb.start
        before = self._word(first - 1)
        end = self._endings.of(max(behind, verb + 1), saying, following)
        if (is_inverted and verb > self._begin) or before == QUOTED:
            is_that = self._word(behind) in self._words.that
            return Content(behind + 1, "that") if is_that else None
        opened = self._opens(self._begin, first - 1) or self._word(self._begin) in self._words.contrasts
        apart = before in PARTING and verb not in self._participles() and not opened
        return self._contents.after(verb, behind, end, apart=apart)

    def _participles(self) -> set[int]:
        """The indices of forms such as “saying”, which a comma stands before."""
        return {n for n, token in enumerate(self._tokens) if token.word in self._own.telling.participles}

    def _is_apart(self, saying: Saying, verb: int) -> bool:
        """Whether another one speaks between a verb and whoever it is of: “he says, she shook hands and told him”."""
        start = self._tokens[verb].start
        return any(saying.at.start < other.verb.start < start for other in self._sentence.sayings)

    def _framed(self, saying: Saying, first: int, behind: int) -> tuple[Passage, ...]:
        """What stands around “according to Ruiz”: behind it where it begins a sentence, else before it."""
        if any(token.is_word for token in self._tokens[self._begin : first]):
            return self._passage(self._clause_begin(first), first)
        while behind < len(self._tokens) and self._tokens[behind].is_word and self._tokens[behind].word != QUOTED:
            if "," not in [token.word for token in self._tokens[behind:]]:
                break
            behind += 1
        found = self._passage(behind, len(self._tokens))
        # What looked like words about the source may be what it tells: “According to Ruiz, the rate fell.”
        return found or self._passage(self._sentence.index_at(saying.mentions[0].end), len(self._tokens))

    def _trailing(self, first: int, behind: int, saying: Saying, following: Sequence[Saying]) -> tuple[Passage, ...]:
        """What stands before “, Ruiz said”; with what goes on behind it."""
        if first < _LEAST or self._word(first - 1) not in PARTING:
            return ()
        verb = self._sentence.index_at(saying.verb.start)
        if (
            self._word(behind) in (":", QUOTED)
            or self._is_matter(first)
            or self._word(verb - 1) in self._words.relatives
        ):
            return ()
        begin = self._clause_begin(first - 1)
        before = self._passage(begin, first - 1)
        if self._opens(begin, first - 1):
            return ()  # “Through an interpreter, Xi called …”
        told = [token for token in self._tokens[begin : first - 1] if token.is_word]
        if not before or all(token.word == QUOTED for token in told):
            return ()
        goes_on = self._word(behind) in PARTING and saying.verb.end == saying.at.end
        if goes_on and any(self._sentence.index_at(each.verb.start) == behind + 1 for each in following):
            goes_on = False  # “…, Ruiz said, *adding that*”
        after = self._passage(behind + 1, self._endings.of(behind + 1, saying, following)) if goes_on else ()
        return (*before, *after)

    def _is_matter(self, first: int) -> bool:
        """Whether whoever speaks stands behind a noun for what is told: “a charge Osterhout denied”."""
        if self._word(first) not in self._words.determiners:
            return False
        near = self._tokens[first + 1 : first + 4]
        matters = self._own.matters | self._words.claims
        return any(token.word in matters and after.is_capital for token, after in pairwise(near))

    def _opens(self, begin: int, end: int) -> bool:
        """Whether words before a saying only set the scene: “In a statement, the company said”."""
        if self._word(begin) in self._own.scenes:
            return True
        if self._word(begin) not in self._words.prepositions | self._words.others and self._word(begin)[-2:] != "ly":
            return False
        return not any(token.word in self._own.finite | self._own.past for token in self._tokens[begin:end])

    def _clause_begin(self, at: int) -> int:
        """Where the sentence begins for what stands before an index, without “but” or a dateline."""
        begin = next((n + 1 for n in range(at - 1, self._begin - 1, -1) if self._word(n) == ";"), self._begin)
        while begin < at and (self._word(begin) in self._words.conjunctions or not self._tokens[begin].is_word):
            if self._word(begin) == QUOTED:
                break
            begin += 1
        return begin

    def _passage(self, begin: int, end: int) -> tuple[Passage, ...]:
        """The words between two indices, without marks at the ends; nothing when they are too few or all quoted."""
        tokens: Sequence[Token] = self._tokens
        while begin < end and not tokens[begin].is_word and tokens[begin].word not in (QUOTED, "$", "£", "€", "("):
            begin += 1
        while end > begin and not tokens[end - 1].is_word and tokens[end - 1].word not in (QUOTED, ")", "%"):
            end -= 1
        words = [token for token in tokens[begin:end] if token.is_word]
        if len(words) < _LEAST and not (words and begin < end and len(tokens[begin].text.split()) > _LEAST):
            return ()
        return (Passage(tokens[begin].start, tokens[end - 1].end),)


def _holds(outer: Paraphrase, at: Passage) -> bool:
    return any(each.start <= at.start and at.end <= each.end for each in outer.passages)
