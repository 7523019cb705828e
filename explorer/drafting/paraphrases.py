"""What somebody is said to have said without quotation marks: “the official said *China is taking steps*”.

The words that a verb of saying tells are found by their place: behind “that”, behind the verb, or before “, Ruiz said”.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from explorer.checking.passages import Passage
from explorer.checking.saying.clauses import Saying, inside
from explorer.checking.saying.tokens import QUOTED, Token
from explorer.drafting.reading import Reading, Sentence
from explorer.drafting.wording import wording

_ENDS = (".", "!", "?", ";", "…", ":")
_PARTING = (",", "—", "–", "--")
# How many words may stand between a verb and “that”, and how many a paraphrase has at least.
_TO_THAT, _LEAST = 16, 3
# Within how many words a clause without “that” has to have its verb.
_TO_VERB = 14


class Paraphrase(msgspec.Struct, frozen=True):
    """Words that a saying tells. `plain`: by “that”, “according to” or a verb that tells of nothing but words."""

    passages: tuple[Passage, ...]
    saying: Saying
    relayed: Saying | None
    plain: bool


class Paraphrases:
    """Finds the paraphrases of an article."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._saying = reading.wording
        self._own = wording(reading.wording.code)

    def found(self) -> Iterator[Paraphrase]:
        """The paraphrases, in the order of the text."""
        for sentence in self._reading.sentences:
            yield from self._in_sentence(sentence)

    def _in_sentence(self, sentence: Sentence) -> Iterator[Paraphrase]:
        sayings = sentence.sayings
        taken = 0
        for number, saying in enumerate(sayings):
            if saying.at.start < taken:
                continue  # told within what somebody else tells
            inner = list(inside(saying, sayings))
            if any(saying in list(inside(other, sayings)) for other in sayings):
                continue  # who relays what the outer one says: “Xi, the official said, suggested”
            following = sayings[number + 1] if number + 1 < len(sayings) else None
            passages, plain = self._told(sentence, saying, following)
            if passages:
                taken = max(taken, passages[-1].end)
                yield Paraphrase(passages, saying, inner[0] if inner else None, plain)

    def _told(self, sentence: Sentence, saying: Saying, following: Saying | None) -> tuple[tuple[Passage, ...], bool]:
        tokens = sentence.tokens
        first, behind = sentence.index_at(saying.at.start), self._behind(sentence, saying)
        verb = tokens[sentence.index_at(saying.verb.start)].word
        if verb in self._saying.frame_starts and verb not in self._saying.verbs:
            return self._framed(tokens, first, behind), True
        found, plain = self._leading(sentence, saying, first, behind, following)
        if found:
            return found, plain
        return self._trailing(tokens, first, behind, saying), verb in self._own.bare

    def _behind(self, sentence: Sentence, saying: Saying) -> int:
        """The index of the first word behind a saying."""
        at = sentence.index_at(saying.at.end - 1)
        return at + 1 if at < len(sentence.tokens) and sentence.tokens[at].start < saying.at.end else at

    def _framed(self, tokens: Sequence[Token], first: int, behind: int) -> tuple[Passage, ...]:
        """What stands around “according to Ruiz”: behind it where it begins a sentence, else before it."""
        if not any(token.is_word for token in tokens[:first]) or first == 0:
            return self._passage(tokens, behind, len(tokens))
        return self._passage(tokens, self._clause_begin(tokens, first), first)

    def _clause_begin(self, tokens: Sequence[Token], at: int) -> int:
        """Where the sentence begins for what stands before an index, without “but” or quoted words that end before."""
        begin = 0
        for n in range(at - 1, -1, -1):
            if tokens[n].word == ";":
                begin = n + 1
                break
        while begin < at and (tokens[begin].word in self._saying.conjunctions or not tokens[begin].is_word):
            if tokens[begin].word == QUOTED:
                break
            begin += 1
        return begin

    def _leading(
        self, sentence: Sentence, saying: Saying, first: int, behind: int, following: Saying | None
    ) -> tuple[tuple[Passage, ...], bool]:
        """What stands behind a verb of saying."""
        tokens = sentence.tokens
        verb = tokens[sentence.index_at(saying.verb.start)].word
        end = self._end(sentence, behind, following)
        that = self._that(tokens, behind, end)
        if that is not None:
            return self._passage(tokens, that + 1, end), True
        before = tokens[first - 1] if first else None
        if (
            before
            and (before.word == QUOTED or (before.word in _PARTING and first > 1))
            and not self._opens(tokens, first)
        ):
            return (), False
        begin = self._past_setting(tokens, behind, end, verb)
        if begin >= end or tokens[begin].word in (QUOTED, *_ENDS, *_PARTING):
            return (), False
        if tokens[begin].word == "to" and verb in self._own.infinitive:
            return self._passage(tokens, begin, end), False
        if verb not in self._own.bare or not self._is_clause(tokens[begin:end]):
            return (), False
        return self._passage(tokens, begin, end), True

    def _opens(self, tokens: Sequence[Token], first: int) -> bool:
        """Whether all before a saying only sets the scene: “In a statement, the company said”."""
        before = [token for token in tokens[:first] if token.is_word]
        if any(token.word == QUOTED for token in tokens[:first]):
            return False
        if not before:
            return True
        opening = before[0].word in self._saying.prepositions | self._saying.others | self._saying.joiners
        opening = opening or before[0].word in self._saying.conjunctions or before[0].word.endswith("ly")
        return opening or before[0].word in ("asked", "speaking", "meanwhile", "reached")

    def _that(self, tokens: Sequence[Token], begin: int, end: int) -> int | None:
        """The index of the “that” behind a verb, with nothing before it but who is spoken to, and where."""
        for n in range(begin, min(end, begin + _TO_THAT)):
            word = tokens[n].word
            if word in self._saying.that and word != "how":
                return n
            if word in (QUOTED, ":", ";") or (word in self._own.finite and n > begin):
                return None
            if word in _PARTING and n == begin:
                continue
        return None

    def _past_setting(self, tokens: Sequence[Token], at: int, end: int, verb: str) -> int:
        """Where the words begin that are told: behind who is spoken to, when and where."""
        if verb in (
            "told",
            "tells",
            "tell",
            "telling",
            "reminded",
            "assured",
            "informed",
            "asked",
            "urged",
            "advised",
            "ordered",
            "warned",
            "asks",
            "urges",
            "urging",
            "asking",
            "instructed",
            "begged",
        ):
            at = self._past_listener(tokens, at, end)
        while at < end:
            word = tokens[at].word
            if word in self._saying.others and not self._is_subject(tokens, at, end):
                at += 1
                continue
            if word in self._saying.prepositions and word in self._own.settings:
                after = self._past_phrase(tokens, at, end)
                if after == at:
                    return at
                at = after
                continue
            return at
        return at

    def _is_subject(self, tokens: Sequence[Token], at: int, end: int) -> bool:
        return at + 1 < end and tokens[at + 1].word in self._own.finite

    def _past_listener(self, tokens: Sequence[Token], at: int, end: int) -> int:
        """Behind whoever is spoken to: “told *reporters*”, “told *the Daily Star*”, “told *a crowd of supporters*”."""
        begin = at
        while at < end and at - begin < 8:
            token = tokens[at]
            if not token.is_word or token.word == QUOTED:
                break
            if token.word in self._own.listeners:
                at += 1
                if at < end and tokens[at].word in ("of", "and"):
                    continue
                return at
            known = token.is_capital or token.word in self._saying.determiners | self._own.settings
            if not known and token.word not in self._saying.roles and token.word not in ("of", "and", "about"):
                return at + 1 if at > begin else at
            at += 1
        return at

    def _past_phrase(self, tokens: Sequence[Token], at: int, end: int) -> int:
        """Behind a phrase such as “in a telephone interview”, “on Monday”; where it begins when it is none."""
        for n in range(at + 1, min(end, at + 6)):
            token = tokens[n]
            if token.word in self._own.setting_nouns or token.word in self._saying.others:
                return n + 1
            if (
                not token.is_word
                or token.word in self._own.finite
                or token.word in self._saying.pronouns - self._saying.determiners
            ):
                return at
        return at

    def _is_clause(self, words: Sequence[Token]) -> bool:
        """Whether words have a verb of their own."""
        near = [token for token in words[:_TO_VERB] if token.is_word]
        if any(token.word in self._own.finite for token in near):
            return True
        return (
            any(token.word.endswith(("ed", "s")) and not token.is_capital for token in near[1:]) and len(near) > _LEAST
        )

    def _end(self, sentence: Sentence, begin: int, following: Saying | None) -> int:
        """Where the words end that begin behind a verb: at the end of the sentence, or where the next one speaks."""
        tokens = sentence.tokens
        if following is None or following.at.start < tokens[min(begin, len(tokens) - 1)].start:
            return len(tokens)
        verb = sentence.index_at(following.verb.start)
        at = sentence.index_at(following.at.start)
        start = max(begin, min(at, verb))
        word = tokens[verb].word
        joined = start > begin and tokens[start - 1].word in (
            *_PARTING,
            ";",
            *self._saying.conjunctions,
            *self._saying.contrasts,
        )
        is_participle = (
            word in self._saying.participles
            and verb > begin
            and tokens[verb - 1].word in (",", *self._saying.conjunctions)
        )
        if is_participle:
            start = verb
        if not joined and not is_participle and tokens[verb - 1].word not in self._saying.conjunctions:
            return len(tokens)
        if tokens[verb - 1].word in self._saying.conjunctions:
            start = verb
        while start > begin and (
            tokens[start - 1].word in self._saying.conjunctions | self._saying.contrasts
            or tokens[start - 1].word in _PARTING
        ):
            start -= 1
        return start

    def _trailing(self, tokens: Sequence[Token], first: int, behind: int, saying: Saying) -> tuple[Passage, ...]:
        """What stands before “, Ruiz said”; with what goes on behind it."""
        if first < _LEAST or tokens[first - 1].word not in _PARTING:
            return ()
        begin = self._clause_begin(tokens, first - 1)
        before = self._passage(tokens, begin, first - 1)
        if self._opens(tokens, first - 1) and not any(token.word in self._own.finite for token in tokens[begin:first]):
            return ()  # “Through an interpreter, Xi called …”
        if not before or all(token.word == QUOTED or not token.is_word for token in tokens[begin : first - 1]):
            return ()
        goes_on = behind < len(tokens) and tokens[behind].word in _PARTING and saying.verb.end == saying.at.end
        after = self._passage(tokens, behind + 1, len(tokens)) if goes_on else ()
        return (*before, *after)

    def _passage(self, tokens: Sequence[Token], begin: int, end: int) -> tuple[Passage, ...]:
        """The words between two indices, without marks at the ends; nothing when they are too few or all quoted."""
        while begin < end and not tokens[begin].is_word and tokens[begin].word not in (QUOTED, "$", "£", "€", "("):
            begin += 1
        while end > begin and not tokens[end - 1].is_word and tokens[end - 1].word not in (QUOTED, ")", "%"):
            end -= 1
        words = [token for token in tokens[begin:end] if token.is_word]
        if len(words) < 2:
            return ()
        return (Passage(tokens[begin].start, tokens[end - 1].end),)
