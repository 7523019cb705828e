"""Where the words end that somebody is said to say: with the sentence, or where another one speaks in it."""

from __future__ import annotations

from collections.abc import Sequence

from explorer.checking.saying.clauses import Saying
from explorer.checking.saying.tokens import Token
from explorer.checking.saying.wording import Wording
from explorer.drafting.contents import PARTING
from explorer.drafting.reading import Sentence
from explorer.drafting.wording import Wording as DraftWording

# Within how many words behind a comma a noun such as “a charge” leads to whoever denies it.
_TO_MATTER = 10


class Endings:
    """Finds where told words of one sentence end."""

    def __init__(self, sentence: Sentence, words: Wording, own: DraftWording) -> None:
        self._sentence = sentence
        self._tokens: Sequence[Token] = sentence.tokens
        self._words = words
        self._own = own

    def of_phrase(self, begin: int, end: int) -> int:
        """Where words that are no clause end: before a comma with which another clause begins, or an aside."""
        for n in range(begin + 1, end):
            if self.word(n) in (",", ";") and (self.word(n + 1) in self._own.lesser or self.word(n + 1)[-3:] == "ing"):
                return n
        return end

    def of_opening(self, begin: int, end: int) -> int:
        """Where what a clause that opens the sentence tells ends: “Asked by Ruiz whether it held, he nodded”."""
        return next((n for n in range(begin, end) if self.word(n) == ","), end)

    def of(self, begin: int, saying: Saying, following: Sequence[Saying]) -> int:
        """The index behind the words that a saying tells from an index on."""
        ends = [len(self._tokens), self._of_relative(begin, saying)]
        for other in following:
            verb = self._sentence.index_at(other.verb.start)
            if verb > begin:
                ends.append(self._cut(begin, verb, saying, other))
        ends.append(self._at_semicolon(begin))
        return min(ends)

    def _of_relative(self, begin: int, saying: Saying) -> int:
        """Where what is told in a clause such as “who predicted a flood, …” ends, as its sentence goes on."""
        verb = self._sentence.index_at(saying.verb.start)
        is_relative = self.word(verb - 1) in self._words.relatives or (
            self.word(self._sentence.index_at(saying.at.start) - 1) == "what"
        )
        ends = (n for n in range(begin, len(self._tokens)) if self.word(n) in PARTING)
        return next(ends, len(self._tokens)) if is_relative else len(self._tokens)

    def word(self, at: int) -> str:
        return self._tokens[at].word if 0 <= at < len(self._tokens) else ""

    def _cut(self, begin: int, verb: int, saying: Saying, other: Saying) -> int:
        """Where told words end because of another saying behind them; the end of the sentence when it is told, too."""
        whole = len(self._tokens)
        if other.mentions == saying.mentions or other.at.start < self._tokens[begin].start:
            return self._goes_on(begin, verb)
        first = min(verb, self._sentence.index_at(other.at.start))
        if self.word(verb) in self._words.frame_starts and self.word(verb) not in self._words.verbs:
            return first - 1 if first > begin and self.word(first - 1) in PARTING else whole
        while first > begin and self._is_led(first):
            first -= 1
        matter = self._matter(begin, verb)
        if matter is not None:
            return matter
        before = self.word(first - 1)
        if before in self._joining and self.word(verb) in self._own.bare | self._own.having:
            is_apart = self.word(first - 2) in PARTING
            if before == "and" and not is_apart and self.word(verb) not in self._words.speaking:
                return whole
            return first - 2 if is_apart else first - 1 if before != "and" or self._is_second(begin, first) else whole
        if before in PARTING and self.word(verb) in self._own.bare | self._words.participles:
            return whole if self._is_apposed(verb) else first - 1
        return whole

    def _is_apposed(self, verb: int) -> bool:
        """Whether whoever speaks stands in an apposition to what the told words are about: “its head, Ruiz, said”."""
        at = verb
        while self.word(at - 1) in self._words.auxiliaries:
            at -= 1
        return self.word(at - 1) in PARTING

    @property
    def _joining(self) -> frozenset[str]:
        return self._words.conjunctions | self._words.contrasts | self._words.contrasting

    def _is_second(self, begin: int, first: int) -> bool:
        """Whether enough is told before an “and” for it to join two sayings, rather than what one of them tells."""
        return first - begin > 2

    def _is_led(self, first: int) -> bool:
        """Whether a word before whoever speaks belongs to them: an article, an adjective, “privately”."""
        before = self._tokens[first - 1]
        return (
            before.is_word
            and before.word not in self._joining | self._words.that | self._own.finite
            and (before.word in self._words.determiners | self._words.others or before.word.endswith("ly"))
        )

    def _goes_on(self, begin: int, verb: int) -> int:
        """Where told words end before another verb of whoever says them: “…, *and* promised”, “…, *adding*”."""
        at = verb
        while at > begin and (self.word(at - 1) in self._words.auxiliaries or self.word(at - 1).endswith("ly")):
            at -= 1
        before = self.word(at - 1)
        if before in PARTING:
            return at - 1
        if before in self._joining:
            at -= 1
            while at > begin and (self.word(at - 1) in PARTING or self.word(at - 1) in self._joining):
                at -= 1
            return at
        return len(self._tokens)

    def _matter(self, begin: int, verb: int) -> int | None:
        """Where a noun for the told words begins of which another one tells: “…, *a charge* Osterhout denied”."""
        comma = next((n for n in range(verb - 1, max(begin, verb - _TO_MATTER), -1) if self.word(n) in PARTING), None)
        if comma is None:
            return None
        matters = self._words.claims | self._own.matters
        if self.word(comma + 1) in ("which", "something") or any(
            self.word(n) in matters for n in range(comma + 2, verb)
        ):
            return comma
        return None

    def _at_semicolon(self, begin: int) -> int:
        """Where a semicolon parts a new sentence from what is told, rather than the parts of a list."""
        found = [n for n in range(begin, len(self._tokens)) if self.word(n) == ";"]
        if (
            len(found) != 1
            or self.word(found[0] + 1) in self._words.conjunctions
            or self.word(found[0] + 1) in self._words.that
        ):
            return len(self._tokens)
        return found[0]
