"""The occasions that an article names where somebody speaks: “at a news conference on Tuesday”, “during the debate”."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from explorer.drafting.dates import Reckoning, said_on
from explorer.drafting.naming import free, slug
from explorer.model.records import Event, Evidence
from explorer.reading.article import Reading
from explorer.reading.languages.lexicon import Lexicon
from explorer.reading.text.passages import Passage
from explorer.reading.text.tokens import Token

# How many words an occasion's name may have, and what stands before it when somebody speaks on it, not after it.
_MOST = 6
_ON = ("at", "in", "during", "from")
_PLACE = ("in", "at", "outside")


class _Occasion(NamedTuple):
    """An occasion as it is named: its noun, its name, where it was, and whether the text knows it (“the debate”)."""

    noun: str
    name: str
    place: str | None
    is_known: bool


class Events:
    """Gives the words of saying that name an occasion an event."""

    def __init__(
        self, reading: Reading, own: Lexicon, known: Iterable[Event], reckoning: Reckoning | None = None
    ) -> None:
        self._reading = reading
        self._own = own
        self._taken = {event.id for event in known}
        self._reckoning = reckoning
        # Which event of the article a noun last meant, and that of each speaker's occasions.
        self._last: dict[str, int] = {}
        self._own_of: dict[tuple[str, str], int] = {}
        self.new: list[Event] = []

    def of(self, attribution: Passage, speaker: str, *, is_there: bool = True) -> str | None:
        """The id of the event that words of saying name; None when they name none.

        `is_there`: the speaker may take part, as a report or somebody unknown does not.
        """
        sentence = self._reading.sentence_at(attribution.start)
        if sentence is None:
            return None
        inside = [token for token in sentence.tokens if attribution.start <= token.start < attribution.end]
        occasion = self._occasion(inside)
        if occasion is None:
            return None
        at = self._last.get(occasion.noun) if occasion.is_known else self._own_of.get((occasion.name.lower(), speaker))
        if at is None and "’" in occasion.name.replace("'", "’"):  # “Monday’s debate” is one, whoever speaks there
            at = next((n for n, event in enumerate(self.new) if event.name == occasion.name), None)
        if at is None:
            at = self._made(occasion, self._reading.words(attribution))
        self._last[occasion.noun] = self._own_of[occasion.name.lower(), speaker] = at
        event = self.new[at]
        if is_there and speaker not in event.participants:
            self.new[at] = msgspec.structs.replace(event, participants=(*event.participants, speaker))
        return event.id

    def _occasion(self, tokens: Sequence[Token]) -> _Occasion | None:
        """The occasion that some words name: from behind a preposition and an article to its noun."""
        for n, token in enumerate(tokens):
            if token.word not in _ON:
                continue
            for end in range(n + 1, min(len(tokens), n + _MOST)):
                if not tokens[end].is_word or tokens[end].word in _ON:
                    break
                if tokens[end].is_capital and tokens[end].word in self._reading.wording.others:
                    break  # “in March”
                two = f"{tokens[end].word} {tokens[end + 1].word}" if end + 1 < len(tokens) else ""
                end += two in self._own.occasions
                if tokens[end].word in self._own.occasions or two in self._own.occasions:
                    return self._named(tokens, n + 1, end)
        return None

    def _named(self, tokens: Sequence[Token], begin: int, end: int) -> _Occasion:
        determiner = tokens[begin].word if tokens[begin].word in self._reading.wording.determiners else ""
        begin += bool(determiner) and end > begin
        name = " ".join(self._reading.words(Passage(tokens[begin].start, tokens[end].end)).split())
        is_known = determiner not in ("", "a", "an", "another", "one")
        return _Occasion(tokens[end].word, name[:1].upper() + name[1:], self._place(tokens, end + 1), is_known)

    def _place(self, tokens: Sequence[Token], at: int) -> str | None:
        """Where an occasion was, when a name follows it: “a rally *in Cedar Rapids*”."""
        if at >= len(tokens) or tokens[at].word not in _PLACE:
            return None
        end = at + 1
        while end < len(tokens) and tokens[end].is_word and tokens[end].is_capital:
            if tokens[end].word in self._reading.wording.others:
                break
            end += 1
        found = Passage(tokens[at + 1].start, tokens[end - 1].end) if end > at + 1 else None
        return self._reading.words(found) if found else None

    def _made(self, occasion: _Occasion, words: str) -> int:
        when = said_on(words, self._reckoning)
        id = free(f"{slug(occasion.name) or 'event'}-{self._reading.article.id}", self._taken.__contains__)
        self._taken.add(id)
        self.new.append(
            Event(
                id=id,
                name=occasion.name,
                date=when.date if when else None,
                date_basis=when.basis if when else None,
                date_because=when.because if when else None,
                place=occasion.place,
                evidence=(Evidence(article=self._reading.article.id, text=" ".join(words.split())),),
                review="draft",
            )
        )
        return len(self.new) - 1
