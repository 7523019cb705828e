"""Whom of an archive's people an article tells of, where, and as “he” or “she”: whom a pronoun may mean there."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate

import msgspec

from explorer.checking.saying.people import People
from explorer.reading.languages.wording import Wording
from explorer.reading.saying.clauses import Saying, sayings
from explorer.reading.saying.mentions import Mention, Mentions
from explorer.reading.speech import MARKS, Speech
from explorer.reading.text.passages import Passage
from explorer.reading.text.tokens import QUOTED, Token

_ENDS = (".", "!", "?", ";", "…")


class Telling(msgspec.Struct, frozen=True, gc=False):
    """Words that tell of somebody. `surely` has the ids of those whom they name, `perhaps` of all whom they may mean.

    `acts`: they are what a sentence is about, or whoever speaks in it. Without any ids it is nobody of the archive.
    """

    start: int
    end: int
    surely: frozenset[str]
    perhaps: frozenset[str]
    acts: bool


class ToldOf:
    """The tellings of an article, in order, but for those within what is quoted."""

    def __init__(self, speech: Speech, people: People, wording: Wording) -> None:
        self._speech, self._people, self._wording = speech, people, wording
        self._mentions = Mentions(wording)

    @cached_property
    def all(self) -> list[Telling]:
        """All tellings of the article."""
        return [telling for words in self._paragraphs for telling in self._in_paragraph(words)]

    def before(self, at: int) -> Sequence[Telling]:
        """All tellings before a place."""
        return self.all[: bisect_left(self._starts, at)]

    def within(self, start: int, end: int) -> Sequence[Telling]:
        """The tellings that begin between two places."""
        return self.all[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def pronouns(self, stretch: Passage) -> Iterator[tuple[int, str]]:
        """Where in a stretch pronouns stand that have a gender, and which, but for those within what is quoted."""
        for token in self._tokens_in(stretch):
            gender = self._wording.gender_of(token.word)
            if gender:
                yield token.start, gender

    def _tokens_in(self, stretch: Passage) -> Iterator[Token]:
        first = self._speech.text.paragraph_at(stretch.start) - 1
        for words in self._paragraphs[first:]:
            for token in words:
                if token.start >= stretch.end:
                    return
                if token.start >= stretch.start:
                    yield token

    @cached_property
    def titled(self) -> dict[str, set[str]]:
        """The genders by whose titles people are called, by id: “Ms. Ruiz”."""
        found: dict[str, set[str]] = defaultdict(set)
        for telling in self.all:
            words = self._speech.text.text[telling.start : telling.end].lower().split()
            for gender, titles in self._wording.titles_of.items():
                if len(telling.surely) == 1 and any(word.strip(".") in titles for word in words[:-1]):
                    found[next(iter(telling.surely))].add(gender)
        return found

    @cached_property
    def as_pronoun(self) -> dict[str, Counter[str]]:
        """In how many paragraphs a pronoun of each gender follows people, where these tell of nobody else before it."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for paragraph in self._speech.text.paragraphs:
            tellings = self.within(paragraph.start, paragraph.end)
            start, gender = next(self.pronouns(paragraph), (0, ""))
            before = [telling.perhaps for telling in tellings if telling.start < start]
            if before and set(before) == {before[0]} and len(before[0]) == 1:
                found[next(iter(before[0]))][gender] += 1
        return found

    def has_another(self, stretch: Passage) -> bool:
        """Whether a stretch tells of somebody else than who acts in it: “asked if she”, “showed her the way”."""
        words = [token for token in self._tokens_in(stretch) if token.is_word or token.word == QUOTED]
        outside = self._wording.ends | self._wording.determiners
        for n, token in enumerate(words):
            behind = words[n + 1] if n + 1 < len(words) else None
            if token.word in self._wording.asking:
                return True
            if token.word in self._wording.objective and (
                behind is None or not behind.is_word or behind.word in outside
            ):
                return True
        return False

    @cached_property
    def _starts(self) -> list[int]:
        return [telling.start for telling in self.all]

    @cached_property
    def _paragraphs(self) -> list[list[Token]]:
        return [self._speech.tokens(paragraph, self._wording) for paragraph in self._speech.text.paragraphs]

    def _in_paragraph(self, words: Sequence[Token]) -> list[Telling]:
        named = list(self._named(words))
        speaking = [self._telling(saying.mentions) for saying in sayings(words, self._wording) if _is_named(saying)]
        acting = [*speaking, *self._subjects(words, [*speaking, *named])]
        found = list({each.start: each for each in reversed(acting)}.values())
        found += _outside(found, named)
        found += _outside(found, list(self._described(words)))
        return sorted(found, key=lambda each: each.start)

    def _subjects(self, words: Sequence[Token], known: Sequence[Telling]) -> Iterator[Telling]:
        """Whoever the sentences of a paragraph are about, where that does not speak."""
        for sentence in _sentences(words):
            first = self._subject(sentence)
            if first is None or first.is_pronoun:
                continue
            telling = self._telling([first])
            named = next((each for each in known if each.surely and self._is_same(first, each, sentence)), None)
            if named and not telling.surely:
                telling = msgspec.structs.replace(named, acts=True)
            if telling.surely or not self._is_plural(first):
                yield telling

    def _subject(self, sentence: Sequence[Token]) -> Mention | None:
        """What a sentence begins with, perhaps after a setting: “In a statement, the Embassy of Oslo rejected”."""
        if sentence and sentence[0].word in self._wording.prepositions:
            comma = next((n for n, token in enumerate(sentence) if token.word == ","), len(sentence))
            sentence = sentence[comma + 1 :]
        first = self._mentions.first(sentence)
        if first is None:
            return None
        begin = next(n for n, token in enumerate(sentence) if token.start >= first.start)
        end = next((n for n, token in enumerate(sentence) if token.start >= first.end), len(sentence))
        whole = self._end_of_whole(sentence, end)
        return msgspec.structs.replace(first, whole=tuple(token.text for token in sentence[begin:whole]))

    def _end_of_whole(self, sentence: Sequence[Token], end: int) -> int:
        """Where a name ends that goes on with “of” and another: the Embassy of Norway."""
        at = end
        if at < len(sentence) and sentence[at].word in self._wording.prepositions:
            at += 1
            while at < len(sentence) and sentence[at].word in self._wording.articles:
                at += 1
            begin = at
            while at < len(sentence) and sentence[at].is_capital:
                at += 1
            return at if at > begin else end
        return end

    def _is_same(self, first: Mention, named: Telling, sentence: Sequence[Token]) -> bool:
        """Whether a name belongs to what a sentence begins with: “Local baker Ana Ruiz”, “The mayor, Ana Ruiz, was”."""
        if not first.start <= named.start < sentence[-1].end:
            return False
        between = [token for token in sentence if first.end <= token.start < named.start]
        behind = next((token.word for token in sentence if token.start >= named.end), "")
        if between and between[-1].word == ",":
            return behind in (",", "(") and all(token.is_word for token in between[:-1])
        return all(token.is_word and token.word not in self._wording.after_names for token in between)

    def _is_plural(self, mention: Mention) -> bool:
        """Whether a description seems to be of several."""
        last = mention.head[-1]
        return self._wording.code == "en" and last[0].islower() and last.endswith("s") and not last.endswith("ss")

    def _named(self, words: Sequence[Token]) -> Iterator[Telling]:
        """Whoever is named in a paragraph: every run of words with capitals."""
        run: list[Token] = []
        for token in (*words, None):
            is_part = token is not None and token.is_word and token.is_capital and (run or not self._is_outside(token))
            if is_part and token:
                run.append(token)
            if run and (not is_part or run[-1].is_possessive):
                parts = tuple(part.text for part in run)
                telling = self._telling([Mention(parts, parts, run[0].start, run[-1].end)], acts=False)
                if telling.perhaps:
                    yield telling
                run = []

    def _is_outside(self, token: Token) -> bool:
        """Whether a word belongs to no name, although it has a capital: it begins a sentence."""
        return token.word in self._wording.outside_names

    def _described(self, words: Sequence[Token]) -> Iterator[Telling]:
        """Whoever may be meant by a noun: “the aide”, “a farmer”."""
        for token in words:
            ids = self._people.described_by(token.word) if token.is_word and not token.is_capital else None
            if ids:
                yield Telling(token.start, token.end, frozenset(), ids, acts=False)

    def _telling(self, mentions: Sequence[Mention], *, acts: bool = True) -> Telling:
        """What mentions of the same person tell."""
        matches = [match for mention in mentions for match in self._people.matches(mention)]
        surely = frozenset(match.person.id for match in matches if match.is_by_name or match.exact)
        partly = (id for mention in mentions for id in self._people.named_partly(mention))
        perhaps = frozenset(match.person.id for match in matches).union(partly)
        start, end = min(mention.start for mention in mentions), max(mention.end for mention in mentions)
        return Telling(start, end, surely, perhaps, acts)


def _is_named(saying: Saying) -> bool:
    return not any(mention.is_pronoun for mention in saying.mentions)


def _outside(others: Sequence[Telling], tellings: Sequence[Telling]) -> list[Telling]:
    """The tellings that begin inside of none of the others."""
    in_order = sorted(others, key=lambda each: each.start)
    ends = [0, *accumulate((each.end for each in in_order), max)]
    return [
        one for one in tellings if ends[bisect_right(in_order, one.start, key=lambda each: each.start)] <= one.start
    ]


def _sentences(words: Sequence[Token]) -> Iterator[Sequence[Token]]:
    begin = 0
    for n, token in enumerate(words):
        if token.word in _ENDS or (token.word == QUOTED and token.text.rstrip(MARKS)[-1:] in _ENDS):
            yield words[begin:n]
            begin = n + 1
    yield words[begin:]
