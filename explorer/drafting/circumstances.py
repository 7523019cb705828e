"""When, where, how and to whom words were said, as far as the words of saying tell it; and what they touch on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from explorer.checking.interpreters import interpreters_in
from explorer.drafting.attribution import medium_in
from explorer.drafting.dates import reckoned_from, said_on
from explorer.drafting.drafted import SURE
from explorer.drafting.events import Events
from explorer.drafting.known import Known
from explorer.drafting.people import Persons
from explorer.drafting.topics import Topics
from explorer.model.records import Topic
from explorer.reading.article import Reading
from explorer.reading.entities.index import EntityIndex
from explorer.reading.languages.lexicon import lexicon_of
from explorer.reading.saying.clauses import ReportingClause
from explorer.reading.saying.mentions import Mention
from explorer.reading.saying.settings import Settings
from explorer.reading.text.passages import Passage


class Circumstances:
    """Reads the circumstances of an article's quotes, in the order of its text."""

    def __init__(self, reading: Reading, entities: EntityIndex, persons: Persons, known: Known) -> None:
        self._reading = reading
        self._entities = entities
        self._persons = persons
        self._own = lexicon_of(reading.wording.code)
        self._reckoning = reckoned_from(reading.article, reading.text.text)
        self.events = Events(reading, entities, self._own, known, self._reckoning)
        self._topics = Topics(known.all(Topic))
        self._interpreted = interpreters_in(reading.text)

    def of(
        self, saying: ReportingClause | None, attribution: Passage | None, speaker: str, p: float, texts: Sequence[str]
    ) -> dict[str, Any]:
        """The fields of a quote that tell of its circumstances. `p` is how probable it is that the speaker says it."""
        topics = self._topics.named_in(" ".join(texts))
        if attribution is None:
            return {"topics": topics}
        said = self._reading.words(attribution)
        when = said_on(said, self._reckoning)
        is_named = saying is not None and any(not mention.is_pronoun for mention in saying.mentions)
        is_there = (is_named or p >= SURE) and self._persons.may_take_part(speaker)
        addressees = dict.fromkeys(self._addressees(saying)) if saying else {}
        return {
            "topics": topics,
            "interpreted": self._is_interpreted(attribution),
            "medium": medium_in(said, self._own),
            "event": self.events.of(saying, attribution, speaker, is_there=is_there),
            "addressees": tuple(id for id in addressees if id != speaker),
            "date": when.date if when else None,
            "date_basis": when.basis if when else None,
            "date_because": when.because if when else None,
        }

    def _is_interpreted(self, attribution: Passage) -> bool:
        sentence = self._reading.sentence_at(attribution.start)
        return sentence is not None and any(sentence.start <= at.start < sentence.end for at in self._interpreted)

    def _addressees(self, saying: ReportingClause) -> Iterator[str]:
        """Who is spoken to by name, or as a group that the archive has: “told *Marsh*”, “told *reporters*”."""
        sentence = self._reading.sentence_at(saying.verb.start)
        verb = sentence.index_at(saying.verb.start) if sentence else 0
        if sentence is None or sentence.tokens[verb].word not in self._own.with_listener:
            return
        tokens = sentence.tokens
        end = Settings(tokens, self._reading.wording, self._own).past_listener(verb + 1, len(tokens))
        if end == verb + 1 or saying.mentions[0].start > saying.verb.start:
            return
        named = self._entities.within(tokens[verb + 1].start, tokens[end - 1].end)
        if named:
            yield from (self._persons.id_of(each.entity) for each in named if each.entity.is_person)
            return
        words = tuple(token.text for token in tokens[verb + 1 : end] if token.is_word)
        known = self._persons.known_as(Mention(words, words, tokens[verb + 1].start, tokens[end - 1].end))
        if known:
            yield known
