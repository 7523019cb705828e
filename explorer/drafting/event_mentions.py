"""Find the event mentions of a text: the names of events, and where and when they were, if the text says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from explorer.drafting.dates import ReferenceDate, ResolvedDate, resolved_date
from explorer.reading.article import Reading, Sentence
from explorer.reading.entities.index import EntityIndex
from explorer.reading.languages.occasions import OccasionWords
from explorer.reading.languages.wording import together
from explorer.reading.text.date_words import MONTHS, NEAR_DAYS, ORDINALS, WEEKDAYS, is_date_word
from explorer.reading.text.passages import Passage
from explorer.reading.text.tokens import Token

# The maximum numbers of words of a name before its noun, of its complements after it, and of a day.
_BEFORE, _BEHIND, _DAY = 6, 7, 4
# Search this many words after an event for a verb that shows that it is still to come.
_AHEAD = 4
_NUMBER = re.compile(rf"\d{{1,2}}(?:{ORDINALS})?|(?:19|20)\d\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
# How a record calls the place of the words for its day.
_WHERE = "its evidence"
_IN_NAMES = ("&", "of", "for", "and", "the", "de", "du", "des", "la", "le", "del", "della", "do", "da")


class EventMention(NamedTuple):
    """A mention of an event in a sentence. `kind` is its noun, in lower case.

    `is_proper`: it has a proper name (“the Lisbon Summit”); `is_named`: that, or words that tell it from others of its
    kind at the time (“the G8 meeting”). `is_known`: the text presents it as known (“the debate”). `name` excludes
    article and day; `where` is the place with its preposition. `start` and `end` are indices of its words, including
    the preposition before it and all complements; `is_there`: the preposition means that somebody was there.
    """

    kind: str
    name: str
    is_proper: bool
    is_named: bool
    is_known: bool
    is_there: bool
    place: str | None
    where: str
    day: ResolvedDate | None
    start: int
    end: int

    @property
    def is_told_apart(self) -> bool:
        """Whether the text identifies it by a name, a day or a place."""
        return self.is_named or self.place is not None or (self.day is not None and self.day.is_exact)


class _Premodifiers(NamedTuple):
    """The words before a noun, without those for the day, the place or the owner."""

    words: tuple[Token, ...]
    day: str
    place: str | None
    is_owned: bool


class _Postmodifiers(NamedTuple):
    """The complements after a noun: whose it is, where and when; `end` is the index after all of them."""

    whose: str
    place: str | None
    where: str
    day: str
    year: str
    end: int


class EventMentionFinder:
    """Find the event mentions in the sentences of an article."""

    def __init__(
        self, reading: Reading, entities: EntityIndex, words: OccasionWords, reference: ReferenceDate | None
    ) -> None:
        self._reading, self._entities = reading, entities
        self._own, self._words = reading.lexicon, words
        self._reference = reference

    def may_be_in(self, sentence: Sentence) -> bool:
        """Whether a sentence has any noun for an event; most don't."""
        words = self._words
        if not words.nouns.isdisjoint([token.word for token in sentence.tokens]):
            return True
        return words.has_compounds and any(token.word.endswith(words.endings) for token in sentence.tokens)

    def in_sentence(self, sentence: Sentence) -> Sequence[EventMention]:
        """The event mentions of a sentence, in order."""
        tokens, mentions = sentence.tokens, list[EventMention]()
        at = 0
        while at < len(tokens):
            noun = self._noun(tokens, at) if self._may_be_noun(tokens[at]) else None
            one = self._occasion(tokens, *noun) if noun else None
            at = max(at + 1, one.end if one else 0)
            if one:
                mentions.append(one)
        return mentions

    def _may_be_noun(self, token: Token) -> bool:
        words = self._words
        if self._is_day(token) or (not token.is_capital and self._reading.wording.capital_nouns):
            return False  # “in March”
        return token.word in words.nouns or (words.has_compounds and token.word.endswith(words.endings))

    def _noun(self, tokens: Sequence[Token], at: int) -> tuple[int, int, str] | None:
        """The first and last word of an event's noun at an index, and its kind; None if there is none."""
        words = self._words
        found = None
        for first in range(max(0, at - words.longest + 1), at + 1):
            for last in range(at, min(len(tokens), first + words.longest)):
                phrase = " ".join(token.word for token in tokens[first : last + 1])
                is_noun = phrase in words.kinds or (words.has_whole_names and phrase in words.names)
                if is_noun and (found is None or last - first > found[1] - found[0]):
                    found = first, last, phrase
        is_name = not words.has_whole_names and tokens[at].word in words.names
        if found is None and is_name and tokens[at].is_capital:
            found = at, at, tokens[at].word
        if found is None and words.has_compounds:
            kind = max((each for each in words.endings if tokens[at].word.endswith(each)), key=len, default="")
            found = (at, at, kind) if kind else None
        return found

    def _occasion(self, tokens: Sequence[Token], first: int, last: int, kind: str) -> EventMention | None:
        if self._words.is_noun_last and not self._words.has_compounds and not self._is_head(tokens, last):
            return None
        begin = self._begin(tokens, first)
        determiner = tokens[begin - 1].word if begin and tokens[begin - 1].word in self._determiners else ""
        start = begin - bool(determiner)
        before = tokens[start - 1].word if start else ""
        is_led = start > 1 and tokens[start - 2].word in self._words.leading
        is_there = is_led or not {before, determiner}.isdisjoint((*self._words.at, *self._own.with_listener))
        start -= before in self._words.at
        from_capital = self._first_capital(tokens, begin, first)
        is_proper = self._is_proper(tokens, from_capital, first, last)
        premodifiers = self._premodifiers(tokens[from_capital if is_proper else begin : first])
        behind = self._behind(tokens, last + 1, is_proper=is_proper)
        is_known = determiner not in ("", *self._words.indefinite) or premodifiers.is_owned
        name = " ".join(token.text for token in (*premodifiers.words, *tokens[first : last + 1]))
        if is_proper:
            name = self._text(tokens, from_capital, last + 1)
        is_away = any(token.word in self._words.away for token in (*tokens[start:first], *tokens[last + 1 : last + 2]))
        has_name = any(token.is_capital or token.text[0].isdigit() for token in premodifiers.words)  # “the G8 meeting”
        is_named = is_known and kind not in self._words.hosted and has_name
        earlier, *before_it = self._before(tokens, start) if not is_proper else ("", None, "")
        place, where = self._place_of(premodifiers, behind, before_it)
        if behind.whose not in ("", where) and not is_proper:
            name = f"{name} {behind.whose}"
        day = premodifiers.day or behind.day or earlier
        when = resolved_date(day, None if self._is_to_come(tokens, start, behind.end) else self._reference, _WHERE)
        year = behind.year or next((token.text for token in tokens[begin:first] if _YEAR.fullmatch(token.text)), "")
        if when is None and year:
            when = ResolvedDate(year, "stated", f"The date stands in {_WHERE}.")
        return EventMention(
            kind=kind,
            name=name[:1].upper() + name[1:],
            is_proper=is_proper and not is_away,
            is_named=(is_proper or is_named) and not is_away,
            is_known=is_known,
            is_there=is_there,
            place=place,
            where=where,
            day=when,
            start=start,
            end=behind.end,
        )

    def _place_of(
        self, premodifiers: _Premodifiers, behind: _Postmodifiers, before: Sequence[str | None]
    ) -> tuple[str | None, str]:
        """The place of an event, and its words with a preposition; a place after the noun takes precedence."""
        if behind.place:
            return behind.place, behind.where
        if premodifiers.place:
            return premodifiers.place, f"{self._words.place} {premodifiers.place}"
        place, where = before
        return place, where or ""

    def _is_to_come(self, tokens: Sequence[Token], start: int, end: int) -> bool:
        """Whether a sentence presents an event as still to come: “will speak at a rally on Friday”.

        The content of what is said there does not count: “said at a rally on Friday that it would rain”.
        """
        verbs = [n for n, token in enumerate(tokens) if token.word in self._own.of_speech]
        first = max((n for n in verbs if n < start), default=-1)
        last = end if first >= 0 else min([n for n in verbs if n >= end] + [end + _AHEAD])
        return any(token.word in self._words.future for token in tokens[first + 1 : last])

    @property
    def _determiners(self) -> frozenset[str]:
        return self._words.definite | self._words.indefinite

    def _text(self, tokens: Sequence[Token], first: int, end: int) -> str:
        return " ".join(self._reading.words(Passage(tokens[first].start, tokens[end - 1].end)).split())

    def _is_head(self, tokens: Sequence[Token], last: int) -> bool:
        """Whether a noun is the last one of its name: not in “the conference call”, “the Election Commission”."""
        if last + 1 >= len(tokens):
            return True
        after, wording, own = tokens[last + 1], self._reading.wording, self._own
        if not after.is_word:
            return after.text != "-" or after.start > tokens[last].end
        if after.is_capital and not self._is_day(after):
            return not tokens[last].is_capital
        stops = together(wording.outside_names, wording.auxiliaries, wording.telling, own.grammar, own.of_speech)
        is_verbal = after.word.endswith(wording.verb_endings) or wording.is_adverb(after.word)
        return after.word in stops or is_verbal

    def _begin(self, tokens: Sequence[Token], first: int) -> int:
        """The start of the words before a noun that belong to it."""
        wording = self._reading.wording
        begin = first
        if not self._words.is_noun_last:
            return begin - (begin > 0 and tokens[begin - 1].word in self._words.passing)
        while begin and first - begin < _BEFORE:
            token = tokens[begin - 1]
            if not token.is_word or token.word in self._determiners or token.word in wording.determiners:
                break
            is_part = self._is_day(token) or token.is_possessive or token.word in self._words.passing
            if not is_part and token.word in wording.ends:
                break
            begin -= 1
        return begin

    def _premodifiers(self, before: Sequence[Token]) -> _Premodifiers:
        """Select the words before a noun that are part of the event's name."""
        kept: list[Token] = []
        days: list[str] = []
        is_owned = False
        for token in before:
            bare = token.owner.text
            if self._is_day_word(bare):
                days.append(bare)
            elif token.is_possessive and token.word not in self._words.passing:
                is_owned = True
                owner = [*(each for each in kept if each.is_capital), token] if token.is_capital else []
                kept = [each for each in kept if each not in owner]
            elif self._is_passing(token):
                is_owned = is_owned or token.is_possessive
            else:
                kept.append(token)
        place = self._place_among(kept)
        words = [token for token in kept if token not in place]
        named = " ".join(token.text for token in place)
        return _Premodifiers(tuple(words), " ".join(days), named or None, is_owned)

    def _is_passing(self, token: Token) -> bool:
        """Whether a word only points to an event from the article's point of view."""
        is_said = token.word in self._words.passing and (token.text.islower() or token.is_possessive)
        return is_said or _is_number(token)

    def _place_among(self, words: Sequence[Token]) -> list[Token]:
        """The place name before a noun: “the *Las Vegas* rally”."""
        capitals = [token for token in words if token.is_capital]
        for first in range(len(capitals)):
            for end in range(len(capitals), first, -1):
                some = capitals[first:end]
                if self._is_place(some):
                    return some
        return []

    def _is_place(self, tokens: Sequence[Token]) -> bool:
        """Whether a name is a place's, with or without a possessive ending: “Lima’s”."""
        name = " ".join(token.owner.text for token in tokens)
        if name.lower() in self._own.places:
            return True
        mentions = self._entities.within(tokens[0].start, tokens[-1].end)
        return any(mention.entity.is_place and mention.entity.name == name for mention in mentions)

    def _is_proper(self, tokens: Sequence[Token], first: int, noun: int, last: int) -> bool:
        """Whether an event has a proper name: its noun and the word before it are capitalised, or the name is known."""
        if self._words.has_whole_names:
            return " ".join(token.word for token in tokens[noun : last + 1]) in self._words.names
        if not tokens[last].is_capital or tokens[last].word not in self._words.names:
            return False
        return 0 < first < noun

    def _first_capital(self, tokens: Sequence[Token], begin: int, first: int) -> int:
        """The start of a capitalised name: “the *London Critics’ Circle Awards*”."""
        at = first
        while at > begin and tokens[at - 1].is_capital:
            at -= 1
        return at

    def _behind(self, tokens: Sequence[Token], at: int, *, is_proper: bool) -> _Postmodifiers:
        whose, where, day, year = "", "", "", ""
        place: str | None = None
        end = at
        while at < len(tokens):
            at += tokens[at].word == "," and at + 1 < len(tokens)
            if not day and (past := self._past_day(tokens, at)) > at:
                day, at = self._text(tokens, at, past), past
            elif not year and self._is_year(tokens, at):
                year, at = tokens[at + 1].text, at + 2
            elif (
                place is None
                and (found := self._place(tokens, at))
                and (not is_proper or found[1].startswith(self._words.place))
            ):
                place, where, at = found
            elif end == at and not whose and not day and place is None and tokens[at].word in self._words.of:
                past = self._past_words(tokens, at + 1)
                if past == at + 1:
                    break
                whose, at = self._text(tokens, at, past), past
            elif place is None and not day and tokens[at].word in self._words.beside:
                past = self._past_words(tokens, at + 1)
                if past >= len(tokens) or not (self._place(tokens, past) or self._past_day(tokens, past) > past):
                    break
                at = past
                continue
            else:
                break
            end = at
        return _Postmodifiers(whose, place, where, day, year, end)

    def _is_year(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a year follows: “in 2002”."""
        return (
            at + 1 < len(tokens)
            and tokens[at].word in self._words.within
            and _YEAR.fullmatch(tokens[at + 1].text) is not None
        )

    def _past_words(self, tokens: Sequence[Token], at: int) -> int:
        """The index after the words of a phrase, which ends at a place, a day, a mark or a verb."""
        begin = at
        while at < len(tokens) and at - begin < _BEHIND and tokens[at].is_word:
            token = tokens[at]
            is_verb = token.word in self._own.of_clauses or token.word in self._reading.wording.telling
            if is_verb or token.word in self._reading.wording.relatives or token.word in self._words.speaking:
                break
            if self._past_day(tokens, at) > at or self._place(tokens, at):
                break
            if at > begin and token.word in together(self._words.within, self._words.at, self._words.beside):
                break
            if token.word in self._reading.wording.joiners and token.word not in self._reading.wording.conjunctions:
                break
            at += 1
        return at

    def _place(self, tokens: Sequence[Token], at: int) -> tuple[str, str, int] | None:
        """A place after a preposition at an index, its words with the preposition, and the index after them."""
        if at + 1 >= len(tokens) or tokens[at].word not in self._words.within:
            return None
        begin = at + 1
        begin += tokens[begin].word in self._words.definite and begin + 1 < len(tokens)
        end = begin
        while end < len(tokens) and self._is_of_place(tokens, begin, end):
            end += 1
        if end == begin or (end < len(tokens) and tokens[end].is_word and tokens[end].word in self._words.nouns):
            return None
        name = self._text(tokens, begin, end)
        if tokens[end - 1].is_possessive or self._may_be_noun(tokens[end - 1]):
            return None
        past = end
        is_wider = end + 1 < len(tokens) and tokens[end].word == "," and tokens[end + 1].is_capital
        if is_wider and (self._is_place([tokens[end + 1]]) or tokens[end + 1].text.endswith(".")):
            past = end + 2
        return name, f"{tokens[at].word} {self._text(tokens, at + 1, end)}", past

    def _is_of_place(self, tokens: Sequence[Token], begin: int, at: int) -> bool:
        token = tokens[at]
        if token.is_word and token.is_capital:
            return not self._is_day(token)
        return (
            at > begin
            and at + 1 < len(tokens)
            and token.word in _IN_NAMES
            and tokens[at + 1].is_capital
            and token.word not in ("and", "&")
        )

    def _before(self, tokens: Sequence[Token], start: int) -> tuple[str, str | None, str]:
        """The day and the place right before an event: “said *Thursday* at a rally”, “*in Lima* at a forum”."""
        at = start
        at -= bool(at) and tokens[at - 1].word == ","
        for begin in range(max(0, at - _BEHIND), at):
            found = self._place(tokens, begin)
            if found and found[2] == at:
                return "", found[0], found[1]
            if self._past_day(tokens, begin) == at:
                return self._text(tokens, begin, at), None, ""
        return "", None, ""

    def _past_day(self, tokens: Sequence[Token], at: int) -> int:
        """The index after a day that begins at an index, or the same index if none does."""
        end, is_day = at, False
        while end < len(tokens) and end - at < _DAY:
            token = tokens[end]
            if self._is_day(token) or (is_day and token.word in self._reading.wording.others):
                is_day = True
            elif not _is_number(token) and not (end == at and token.word in self._words.on):
                is_inside = token.text in (".", ",") and end > at and end + 1 < len(tokens)
                if not (is_inside and (_is_number(tokens[end + 1]) or self._is_day(tokens[end + 1]))):
                    break
            end += 1
        return end if is_day else at

    def _is_day(self, token: Token) -> bool:
        """Whether a word is a weekday, a month, or a day relative to the article's."""
        return self._is_day_word(token.text) or (token.word in MONTHS and is_date_word(token.text))

    def _is_day_word(self, text: str) -> bool:
        word = text.lower()
        return (word in WEEKDAYS and is_date_word(text)) or word in NEAR_DAYS


def _is_number(token: Token) -> bool:
    return _NUMBER.fullmatch(token.text) is not None
