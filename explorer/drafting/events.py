"""Draft the events of an article that have a name, a day or a place: “the Lisbon Summit”."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property

import msgspec

from explorer.drafting.dates import ReferenceDate, day_of, resolved_date
from explorer.drafting.event_mentions import EventMention, EventMentionFinder
from explorer.drafting.known import KnownRecords
from explorer.drafting.record_ids import first_free_id, slug
from explorer.drafting.same_events import are_same, may_be_one_place, merged, signature_of
from explorer.model.records import Article, Event, Evidence, is_draft
from explorer.reading.article import Reading, Sentence
from explorer.reading.entities.index import EntityIndex
from explorer.reading.languages.occasions import OccasionWords, occasions_of
from explorer.reading.reporting.clauses import ReportingClause
from explorer.reading.reporting.datelines import behind_dateline
from explorer.reading.text.passages import Passage, holds
from explorer.reading.text.word_forms import folded

# A sentence of at most this many characters is used as evidence in full.
_WHOLE = 400


class _ArticleEvent(msgspec.Struct):
    """An event of the article: what its mentions say of it together, and the passages that say when or where it was.

    `id` is that of its record, once it has one.
    """

    told: EventMention
    at: list[Passage]
    id: str = ""


class EventLinker:
    """Link the events of an article to records: to the same events of the archive, or to new ones."""

    def __init__(
        self, reading: Reading, entities: EntityIndex, known: KnownRecords, reference: ReferenceDate | None
    ) -> None:
        self._reading, self._own = reading, reading.lexicon
        self._words: OccasionWords = occasions_of(reading.wording.code)
        self._occasions = EventMentionFinder(reading, entities, self._words, reference)
        self._archived = known
        self._reference = reference
        self._found: dict[str, Event] = {}
        self._is_new: dict[str, bool] = {}

    @property
    def new(self) -> tuple[Event, ...]:
        """The events that the archive lacks."""
        return tuple(event for id, event in self._found.items() if self._is_new[id])

    @property
    def grown(self) -> tuple[Event, ...]:
        """The draft events of the archive to which this article adds something."""
        return tuple(
            event
            for id, event in self._found.items()
            if not self._is_new[id] and is_draft(event) and event != self._archived.get(Event, id)
        )

    def of(
        self, clause: ReportingClause | None, attribution: Passage, speaker: str, *, is_there: bool = True
    ) -> str | None:
        """The id of the event at which something was said, by the words around it; None if they mention none.

        `is_there`: the speaker may take part, unlike a report or an unknown speaker.
        """
        sentence = self._reading.sentence_at(clause.verb.start) if clause and self._words.kinds else None
        if clause is None or sentence is None:
            return None
        there = self._told_in.get(_place(sentence), ())
        mention = next((one for one in there if self._is_said_at(one, sentence, clause, attribution)), None)
        event = self._mentions.get((*_place(sentence), mention.start)) if mention else None
        if mention is None or event is None:
            return None
        said = resolved_date(self._reading.words(attribution), self._reference)
        if event.told.day is None and said and not event.id and not event.told.is_proper:
            event.told = event.told._replace(day=said)
            event.at.append(attribution)
        if not event.told.is_told_apart:
            return None
        return self._recorded(event, attribution, speaker if is_there else None)

    def draft_all(self) -> None:
        """Draft each event that the article mentions outside its quotes by name, or with place and day.

        Somebody must have been there or be there: “won at the Lisbon Festival”, not “before the Lisbon Festival”.
        """
        # In the order in which the article mentions them.
        for event in {id(event): event for event in self._mentions.values() if event}.values():
            told = event.told
            is_whole = told.is_proper or (told.place and told.day and told.day.is_exact)
            if is_whole and told.is_there and not event.id:
                self._recorded(event, event.at[0])

    def _is_said_at(self, one: EventMention, sentence: Sentence, clause: ReportingClause, attribution: Passage) -> bool:
        """Whether an event is the setting of a reporting clause: “said at a rally”, “At a rally, Ruiz said”."""
        tokens, words = sentence.tokens, self._words
        if one.start and tokens[one.start - 1].word in words.speaking:
            return True
        if not one.is_there:
            return False
        verb = sentence.index_at(clause.verb.start)
        if one.start > verb:
            is_told = tokens[one.start].start >= attribution.end
            return not is_told and not any(self._leads_away(token.word) for token in tokens[verb + 1 : one.start])
        begin = behind_dateline(tokens)
        while begin < one.start and (tokens[begin].word in self._reading.wording.ends or not tokens[begin].is_word):
            begin += 1
        after = tokens[one.end : verb + 1]
        return begin >= one.start and not any(self._leads_away(token.word) for token in after[:-1])

    def _leads_away(self, word: str) -> bool:
        """Whether a word between a reporting verb and an event begins the content."""
        wording = self._reading.wording
        is_preposition = word in wording.prepositions and word not in self._words.around
        return is_preposition or word in wording.relatives or word in wording.that or word in self._own.of_clauses

    def _in(self, sentence: Sentence) -> Sequence[EventMention]:
        """The event mentions of a sentence; none in a headline, which is capitalised differently from a text."""
        is_first = self._reading.is_headline(sentence.number) and len(self._reading.text.paragraphs) > 1
        if is_first or not sentence.is_body or not self._occasions.may_be_in(sentence):
            return ()
        return self._occasions.in_sentence(sentence)

    @cached_property
    def _told_in(self) -> dict[tuple[int, int], Sequence[EventMention]]:
        """The event mentions of each sentence that has any, by its place."""
        sentences = self._reading.sentences if self._words.kinds else ()
        return {_place(sentence): found for sentence in sentences if (found := self._in(sentence))}

    @cached_property
    def _mentions(self) -> dict[tuple[int, int, int], _ArticleEvent | None]:
        """The event of each mention, by its sentence's place and its first word; None if it can't be identified."""
        found: dict[tuple[int, int, int], _ArticleEvent | None] = {}
        last: dict[str, _ArticleEvent | None] = {}
        for sentence in self._reading.sentences if self._told_in else ():
            for one in self._told_in.get(_place(sentence), ()):
                kind = self._words.one_kind.get(one.kind, one.kind)
                event = self._known(one, last.get(one.name if one.is_named else kind))
                if event is None and (one.is_told_apart or not one.is_known):
                    event = _ArticleEvent(one, [])
                if event:
                    self._add_mention(event, one, sentence)
                found[*_place(sentence), one.start] = last[kind] = last[one.name] = event
        return found

    def _known(self, one: EventMention, last: _ArticleEvent | None) -> _ArticleEvent | None:
        """The earlier event that a mention means: one with its name, or the last one of its kind (“the debate”)."""
        if last is None or not _may_be(one, last.told):
            return None
        if one.is_proper or one.is_named:
            return last if one.name == last.told.name else None
        return last if one.is_known else None

    def _add_mention(self, event: _ArticleEvent, one: EventMention, sentence: Sentence) -> None:
        """Add to an event the information in one mention of it."""
        told = event.told
        is_news = not event.at or (one.day and not told.day) or (one.place and not told.place)
        if one.is_told_apart and is_news:
            event.at.append(self._around(one, sentence))
        if one.place and not told.place:
            told = told._replace(place=one.place, where=one.where)
        if one.day and (told.day is None or not told.day.is_exact):
            told = told._replace(day=one.day)
        event.told = told._replace(is_there=told.is_there or one.is_there)

    def _around(self, one: EventMention, sentence: Sentence) -> Passage:
        """The sentence of a mention, or just the mention if that is long."""
        if sentence.end - sentence.start <= _WHOLE:
            return Passage(sentence.start, sentence.end)
        return Passage(sentence.tokens[one.start].start, sentence.tokens[one.end - 1].end)

    def _recorded(self, event: _ArticleEvent, at: Passage, speaker: str | None = None) -> str:
        """Record an event, as the same one of the archive or a new one, and return its id."""
        participants = (speaker,) if speaker else ()
        if event.id:
            known = self._found[event.id]
            self._found[event.id] = merged(known, msgspec.structs.replace(known, participants=participants))
            return event.id
        article = self._reading.article.id
        evidence = tuple(
            Evidence(article=article, text=" ".join(self._reading.words(passage).split()))
            for passage in _apart((*event.at, at))
        )
        name, day = self._name(event.told), event.told.day
        new = Event(
            id=first_free_id(slug(name) or f"event-{article}", self._is_taken),
            name=name,
            date=day.date if day else None,
            date_basis=day.basis if day else None,
            date_because=day.because if day else None,
            place=event.told.place,
            participants=participants,
            evidence=evidence,
            review="draft",
        )
        same = self._same(new)
        found = merged(same, new) if same else new
        self._found[found.id] = found
        self._is_new.setdefault(found.id, same is None)
        event.id = found.id
        return event.id

    def _name(self, event: EventMention) -> str:
        """The name of an event in its record: its proper name, or its noun with place and day."""
        day = event.day if event.day and not (event.is_proper and event.day.is_exact) else None
        named = event.name if event.is_proper or not event.where else f"{event.name} {event.where}"
        return f"{named}, {self._words.said(day.date)}" if day else named

    def _is_taken(self, id: str) -> bool:
        return id in self._found or self._archived.get(Event, id) is not None

    def _same(self, new: Event) -> Event | None:
        """The only event, of this article or of the archive, that is the same as a new one."""
        known = {event.id: event for event in self._archived.all(Event)} | self._found
        one = signature_of(new, self._words, self._days_around(new))
        longest = max(one.words, key=len, default="")
        events = [
            event
            for event in known.values()
            if not set(event.evidence).isdisjoint(new.evidence)
            or (event.id in self._found and event.name == new.name)
            or (
                longest in folded(event.name)
                and are_same(one, signature_of(event, self._words, self._days_around(event)))
            )
        ]
        return events[0] if len(events) == 1 else None

    def _days_around(self, event: Event) -> Iterator[date]:
        """The days of the articles that mention an event."""
        for id in dict.fromkeys(each.article for each in event.evidence):
            if id == self._reading.article.id:
                day = self._reference.day if self._reference else None
            else:
                article = self._archived.get(Article, id)
                day = day_of(article.published) if article and article.published else None
            if day:
                yield day


def _may_be(one: EventMention, event: EventMention) -> bool:
    """Whether a mention may be of an event, as nothing contradicts it."""
    if not may_be_one_place(one.place, event.place):
        return False
    if one.day is None or event.day is None:
        return not any(day and not day.is_exact for day in (one.day, event.day))  # “the 1976 convention” is another
    return one.day.may_be(event.day)


def _place(sentence: Sentence) -> tuple[int, int]:
    """A key for a sentence: two begin at the same mark where a quotation continues in the next paragraph."""
    return sentence.number, sentence.start


def _apart(passages: Sequence[Passage]) -> Iterator[Passage]:
    """Passages without duplicates, and without those that are inside another."""
    for one in dict.fromkeys(passages):
        if not any(holds(passage, one) for passage in passages if passage != one):
            yield one
