"""What somebody is said to have said without quotation marks: “the official said *China is taking steps*”.

The words that a verb of saying tells are found by their place: behind the verb, or before “, Ruiz said”.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from explorer.checking.passages import Passage
from explorer.checking.saying.clauses import Saying, inside
from explorer.checking.saying.tokens import QUOTED
from explorer.drafting.around import Around
from explorer.drafting.contents import PARTING, Content, Contents
from explorer.drafting.endings import Endings
from explorer.drafting.reading import Reading, Sentence
from explorer.drafting.wording import wording

# How many words a paraphrase within another one has at least.
_LEAST_NESTED = 3


class Clause(msgspec.Struct, frozen=True):
    """Words that a saying tells. `relayed` is who tells of it. `plain`: the verb is of saying, and tells a clause."""

    passages: tuple[Passage, ...]
    saying: Saying
    relayed: Saying | None
    plain: bool


class Clauses:
    """Finds the paraphrases of an article."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def found(self) -> Iterator[Clause]:
        """The paraphrases, in the order of the text."""
        for sentence in self._reading.sentences:
            self._reading.pause()
            if sentence.sayings:
                yield from _OfSentence(self._reading, sentence).found()


class _OfSentence:
    def __init__(self, reading: Reading, sentence: Sentence) -> None:
        self._reading = reading
        self._sentence = sentence
        self._tokens = sentence.tokens
        self._words = reading.wording
        self._own = wording(reading.wording.code)
        self._inserted = [each for saying in sentence.sayings for each in inside(saying, sentence.sayings)]
        verbs = {sentence.index_at(saying.verb.start) for saying in sentence.sayings}
        self._contents = Contents(sentence.tokens, self._words, self._own, verbs)
        self._endings = Endings(sentence, self._words, self._own)
        self._around = Around(sentence, self._words, self._own, self._endings)

    def found(self) -> Iterator[Clause]:
        found: list[Clause] = []
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

    def _is_repeated(self, one: Clause, found: Sequence[Clause]) -> bool:
        return any(each.passages == one.passages for each in found)

    def _is_anothers(self, one: Clause, outer: Clause) -> bool:
        """Whether a paraphrase within another one is somebody else’s, and long enough: “he said *Marsh* denied”."""
        mention = one.saying.mentions[0]
        if mention.is_pronoun or set(one.saying.mentions) & set(outer.saying.mentions):
            return False
        words = self._reading.words(one.passages[0]).split()
        return len(words) >= _LEAST_NESTED and one.plain

    def _told(self, saying: Saying, following: Sequence[Saying]) -> Clause | None:
        if saying in self._inserted:
            return None  # who relays what the outer one says: “Xi, the official said, suggested”
        relayer = next(inside(saying, self._sentence.sayings), None)
        verb = self._sentence.index_at(saying.verb.start)
        first, behind = self._sentence.index_at(saying.at.start), self._behind(saying)
        word = self._tokens[verb].word
        if (
            self._is_turned(verb)
            or self._is_unnamed(behind)
            or self._word(first - 1) in self._words.supposing | self._own.asked_of
        ):
            return None
        if word in self._words.frame_starts and word not in self._words.verbs:
            passages = self._around.framed(saying, first, behind)
            if passages and passages[0].start < saying.at.end:
                saying = Saying(saying.mentions[:1], saying.verb)  # what it tells looked like words about the source
            return self._made(passages, saying, None, plain=True)
        content = self._leading(saying, verb, first, behind, following)
        if content:
            end = self._endings.of(content.begin, saying, following)
            if verb == self._around.begin or self._around.is_subordinate(verb):
                end = self._endings.of_opening(content.begin, end)
            if content.how in ("words", "infinitive"):
                end = self._endings.of_phrase(content.begin, end)
            within = self._word(first - 1) in self._words.that | self._own.questioning  # “a fire that police say began”
            plain = content.how in ("that", "clause") and word in self._own.bare and not within
            return self._made(self._around.passage(content.begin, end), saying, relayer, plain=plain)
        if word not in self._own.bare or self._is_apart(saying, verb):
            return None
        return self._made(self._around.trailing(first, behind, saying, following), saying, relayer, plain=True)

    def _made(
        self, passages: tuple[Passage, ...], saying: Saying, relayer: Saying | None, *, plain: bool
    ) -> Clause | None:
        return Clause(passages, saying, relayer, plain) if passages else None

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

    def _is_unnamed(self, behind: int) -> bool:
        """Whether what a source says is only not to be named: “an aide who asked *to remain anonymous*”."""
        return any(all(self._word(behind + n) == word for n, word in enumerate(each)) for each in self._own.unnamed)

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

    def _leading(
        self, saying: Saying, verb: int, first: int, behind: int, following: Sequence[Saying]
    ) -> Content | None:
        """What stands behind a verb of saying; nothing where words before it, or marked ones, are what it tells."""
        is_inverted = first == verb and saying.mentions[0].start > saying.verb.start
        before = self._word(first - 1)
        end = self._endings.of(max(behind, verb + 1), saying, following)
        if (is_inverted and verb > self._around.begin) or before == QUOTED:
            is_that = self._word(behind) in self._words.that
            return Content(behind + 1, "that") if is_that else None
        opened = (
            self._around.opens(self._around.begin, first - 1) or self._word(self._around.begin) in self._words.contrasts
        )
        apart = before in PARTING and verb not in self._participles() and not opened
        return self._contents.after(verb, behind, end, apart=apart)

    def _participles(self) -> set[int]:
        """The indices of forms such as “saying”, which a comma stands before."""
        return {n for n, token in enumerate(self._tokens) if token.word in self._own.telling.participles}

    def _is_apart(self, saying: Saying, verb: int) -> bool:
        """Whether another one speaks between a verb and whoever it is of: “he says, she shook hands and told him”."""
        start = self._tokens[verb].start
        return any(saying.at.start < other.verb.start < start for other in self._sentence.sayings)


def _holds(outer: Clause, at: Passage) -> bool:
    return any(each.start <= at.start and at.end <= each.end for each in outer.passages)
