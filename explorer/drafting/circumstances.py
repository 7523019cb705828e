"""Find when, where, how and to whom words were said, by the reporting clause, and which topics they name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from explorer.checking.interpreters import interpreters_in
from explorer.drafting.attribution_extent import medium_in
from explorer.drafting.dates import reference_date_of, resolved_date
from explorer.drafting.drafted import SURE
from explorer.drafting.entity_linking import EntityLinker
from explorer.drafting.events import EventLinker
from explorer.drafting.known import KnownRecords
from explorer.model.records import Topic
from explorer.reading.article import Reading
from explorer.reading.entities.index import EntityIndex
from explorer.reading.languages.wording import together
from explorer.reading.reporting.clauses import ReportingClause
from explorer.reading.text.passages import Passage
from explorer.reading.text.word_forms import folded, singular

# Search this many words after a verb for the addressee.
_LISTENER = 9


class CircumstanceReader:
    """Find the circumstances of an article's quotes, in the order of its text."""

    def __init__(
        self, reading: Reading, entities: EntityIndex, entity_linker: EntityLinker, known: KnownRecords
    ) -> None:
        self._reading = reading
        self._entities = entities
        self._entity_linker = entity_linker
        self._own = reading.lexicon
        self._reference = reference_date_of(reading.article, reading.text.text)
        self.events = EventLinker(reading, entities, known, self._reference)
        self._topics = TopicLabels(known.all(Topic))
        self._interpreted = reading.text.kept(interpreters_in)

    def of(
        self, clause: ReportingClause | None, attribution: Passage | None, speaker: str, p: float, texts: Sequence[str]
    ) -> dict[str, Any]:
        """The fields of a quote for its circumstances. `p` is the probability that the speaker says it."""
        topics = self._topics.named_in(" ".join(texts))
        if attribution is None:
            return {"topics": topics}
        said = self._reading.words(attribution)
        when = resolved_date(said, self._reference)
        is_named = clause is not None and any(not mention.is_pronoun for mention in clause.mentions)
        is_there = (is_named or p >= SURE) and self._entity_linker.may_take_part(speaker)
        addressees = dict.fromkeys(self._addressees(clause)) if clause else {}
        return {
            "topics": topics,
            "interpreted": self._is_interpreted(attribution),
            "medium": medium_in(said, self._own),
            "event": self.events.of(clause, attribution, speaker, is_there=is_there),
            "addressees": tuple(id for id in addressees if id != speaker),
            "date": when.date if when else None,
            "date_basis": when.basis if when else None,
            "date_because": when.because if when else None,
        }

    def _is_interpreted(self, attribution: Passage) -> bool:
        sentence = self._reading.sentence_at(attribution.start)
        return sentence is not None and any(sentence.start <= at.start < sentence.end for at in self._interpreted)

    def _addressees(self, clause: ReportingClause) -> Iterator[str]:
        """The people named right after the verb, even with a title: “told *Marsh*”, “told Prime Minister *Marsh*”."""
        sentence = self._reading.sentence_at(clause.verb.start)
        verb, tokens = (sentence.index_at(clause.verb.start), sentence.tokens) if sentence else (0, ())
        if (
            not tokens
            or tokens[verb].word not in self._own.with_listener
            or clause.mentions[0].start > tokens[verb].start
        ):
            return
        end = tokens[min(len(tokens), verb + _LISTENER) - 1].end
        near = (mention for mention in self._entities.within(tokens[verb].end, end) if mention.entity.is_person)
        roles = together(self._reading.wording.articles, self._reading.wording.roles)
        for named in islice(near, 1):
            before = (token for token in tokens[verb + 1 :] if token.start < named.start)
            if all(token.is_capital or token.word in roles for token in before):
                yield self._entity_linker.id_of(named.entity)


_WORD = re.compile(r"\w+(?:[-’']\w+)*")
# The minimum length of a one-word label, and the maximum number of topics proposed.
_SHORT, _MOST = 5, 3


class TopicLabels:
    """Find topics by their labels."""

    def __init__(self, topics: Iterable[Topic]) -> None:
        self._labels = [(topic.id, _words(topic.label)) for topic in topics]

    def named_in(self, text: str) -> tuple[str, ...]:
        """The ids of the topics whose labels occur in a text as whole words, the longest labels first."""
        if not self._labels:
            return ()
        words = f" {' '.join(_words(text))} "
        found = [
            (id, label)
            for id, label in self._labels
            if label and (len(label) > 1 or len(label[0]) >= _SHORT) and f" {' '.join(label)} " in words
        ]
        found.sort(key=lambda each: -len(each[1]))
        return tuple(id for id, _ in found[:_MOST])


def _words(text: str) -> list[str]:
    """The words of a text, in the singular and in lower case."""
    return [singular(folded(word)) for word in _WORD.findall(text)]
