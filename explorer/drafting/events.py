"""The occasions that an article names where somebody speaks: “at a news conference on Tuesday”, “during the debate”."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from explorer.checking.passages import Passage
from explorer.checking.saying.tokens import Token
from explorer.drafting.dates import published_on, said_on
from explorer.drafting.people import slug
from explorer.drafting.reading import Reading
from explorer.drafting.wording import Wording
from explorer.model.records import Event, Evidence

# How many words an occasion's name may have.
_MOST = 6
_AT = ("at", "in", "during", "after", "before", "from")


class Events:
    """Gives the words of saying that name an occasion an event."""

    def __init__(self, reading: Reading, own: Wording, known: Iterable[Event]) -> None:
        self._reading = reading
        self._own = own
        self._taken = {event.id for event in known}
        self._published = published_on(reading.article.published)
        self._by_name: dict[str, str] = {}
        self.new: list[Event] = []

    def of(self, attribution: Passage) -> str | None:
        """The id of the event that words of saying name; None when they name none."""
        words = self._reading.words(attribution)
        sentence = self._reading.sentence_at(attribution.start)
        if sentence is None:
            return None
        inside = [token for token in sentence.tokens if attribution.start <= token.start < attribution.end]
        name = self._name(inside)
        if name is None:
            return None
        text = " ".join(self._reading.words(name).split())
        key = text.lower()
        if key not in self._by_name:
            self._by_name[key] = self._made(text, words)
        return self._by_name[key]

    def _name(self, tokens: Sequence[Token]) -> Passage | None:
        """Where an occasion is named: from behind a preposition and an article to its noun."""
        for n, token in enumerate(tokens):
            if token.word not in _AT:
                continue
            for end in range(n + 1, min(len(tokens), n + _MOST)):
                two = f"{tokens[end - 1].word} {tokens[end].word}"
                if not tokens[end].is_word or (tokens[end].word in _AT):
                    break
                if tokens[end].word in self._own.occasions or two in self._own.occasions:
                    begin = n + 2 if tokens[n + 1].word in self._reading.wording.determiners and end > n + 1 else n + 1
                    return Passage(tokens[begin].start, tokens[end].end)
        return None

    def _made(self, name: str, words: str) -> str:
        when = said_on(words, self._published) if self._published else None
        stem = f"{slug(name) or 'event'}-{self._reading.article.id}"
        free, n = stem, 2
        while free in self._taken:
            free, n = f"{stem}-{n}", n + 1
        self._taken.add(free)
        self.new.append(
            Event(
                id=free,
                name=name[:1].upper() + name[1:],
                date=when[0] if when else None,
                date_basis="inferred" if when else None,
                date_because=when[1] if when else None,
                evidence=(Evidence(article=self._reading.article.id, text=" ".join(words.split())),),
                review="draft",
            )
        )
        return free
