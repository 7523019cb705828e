"""Link pronouns that speak (“she said”) to person records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from explorer.checking.speakers.linking import PersonLinker, PersonMatch
from explorer.checking.speakers.speaker_finding import CandidateNames
from explorer.model.records import Person
from explorer.reading.analysis import Analysis
from explorer.reading.entities.entity import Entity, EntityMention
from explorer.reading.reporting.mentions import Mention
from explorer.reading.text.passages import Passage, occurrences, overlap

# Search this many paragraphs before that of a pronoun for a mention of its referent.
_BACK = 3
# How many sentences before a pronoun to search for a name of the speaker that the reading missed, and how many after it
# for the first one that it found.
_BEFORE, _BEHIND = 6, 1


class PronounLink(msgspec.Struct, frozen=True):
    """Whether a pronoun may mean a person; if not, the ids of its possible referents, best first."""

    is_possible: bool
    others: tuple[str, ...] = ()


_YES, _NO = PronounLink(is_possible=True), PronounLink(is_possible=False)


class PronounLinker:
    """Link the pronouns of an article that speak to person records.

    The reading finds the antecedent in the article; this finds the antecedent's person record. Where the reading may
    have missed a mention, the speaker passes, since users who get false errors stop looking.
    """

    def __init__(self, analysis: Analysis, people: PersonLinker) -> None:
        self.analysis = analysis
        # Possible referents of pronouns, by their places: those known already, so that the article is read only if they
        # are not enough, and those that were used.
        self.known: Mapping[int, CandidateNames] = {}
        self.asked: dict[int, CandidateNames] = {}
        self.people = people
        self._mentions: dict[str, Mention] = {}

    def link(self, pronoun: Mention, speaker: Person) -> PronounLink:
        """Link a pronoun to a speaker, if it may mean them."""
        known = self.known.get(pronoun.start, ())
        if self._is_among(speaker, known):
            self.asked[pronoun.start] = known
            return _YES
        meant = self.analysis.antecedent_of(pronoun)
        if meant:
            candidates = self.asked[pronoun.start] = tuple(map(_names_of, (meant.entity, *meant.others)))
            if self._is_among(speaker, candidates):
                return _YES
        told = {id(mention.entity): mention.entity for mention in self.analysis.entities.seen}
        own = {key for key, entity in told.items() if self._is_among(speaker, (_names_of(entity),))}
        seen = [mention for mention in self.analysis.entities.seen if id(mention.entity) in own]
        if meant is None:
            gender = self.analysis.reading.wording.gender_of(pronoun.head[0].lower())
            is_other = gender and seen and all(mention.entity.gender not in ("", gender) for mention in seen)
            return _NO if is_other else _YES
        if self._is_missed_before(pronoun.start, speaker) or self._may_be_of_one(pronoun, speaker, seen):
            return _YES
        if self._is_first_behind(pronoun.start, seen, meant.entity):
            return _YES
        is_one = meant.entity.is_person or meant.alone
        return PronounLink(is_possible=False, others=self._people_of(meant.entity)) if is_one else _NO

    def _is_missed_before(self, at: int, speaker: Person) -> bool:
        """Whether a name of the speaker shortly before a pronoun was not recognised as a person by the reading."""
        reading = self.analysis.reading
        begin = reading.sentences[max(0, reading.index_at(at) - _BEFORE)].start
        read = [mention for mention in self.analysis.entities.seen if mention.entity.is_person]
        return any(not any(overlap(mention, place) for mention in read) for place in self._named(speaker, begin, at))

    def _is_first_behind(self, at: int, seen: Sequence[EntityMention], meant: Entity) -> bool:
        """Whether a speaker is first named right after a pronoun, and its likely antecedent is not right before it."""
        reading = self.analysis.reading
        first = min((mention.start for mention in seen), default=-1)
        if not at < first or reading.number_at(first) != reading.number_at(at):
            return False
        before = (each.start for each in self.analysis.entities.seen if each.entity is meant and each.start < at)
        number, last = reading.index_at(at), reading.index_at(max(before, default=-1))
        return reading.index_at(first) - number <= _BEHIND < number - last

    def _may_be_of_one(self, pronoun: Mention, speaker: Person, seen: list[EntityMention]) -> bool:
        """Whether a plural pronoun may mean one speaker without a name nearby: “a witness said … *they* said”."""
        if speaker.type != "anonymous" or pronoun.head[0].lower() not in self.analysis.reading.wording.epicene:
            return False
        text = self.analysis.reading.text
        begin = text.paragraphs[max(0, text.paragraph_at(pronoun.start) - 1 - _BACK)].start
        return any(begin <= mention.start < pronoun.start for mention in seen)

    def _named(self, speaker: Person, start: int, end: int) -> Iterator[Passage]:
        """The places of the last word of a speaker's name in a stretch of the text."""
        name = speaker.name.split()[-1] if speaker.type == "named" else ""
        places = occurrences(self.analysis.reading.text.text, name, start, end)
        return (Passage(at, at + len(name)) for at in places)

    def _is_among(self, person: Person, candidates: CandidateNames) -> bool:
        """Whether any of some candidates may be a person."""
        return any(self.people.match(person.id, self._mention(form)) for forms in candidates for form in forms)

    def people_called(self, entity: Entity) -> frozenset[str]:
        """The ids of the people whose name or description is, word for word, a form of an entity."""
        return frozenset(match.person.id for match in self._matches(entity) if match.exact)

    def _people_of(self, entity: Entity) -> tuple[str, ...]:
        """The ids of the people that an entity may be, exact matches first."""
        matches = sorted(self._matches(entity), key=lambda match: (not match.exact, match.person.id))
        return tuple(dict.fromkeys(match.person.id for match in matches))

    def _matches(self, entity: Entity) -> Iterator[PersonMatch]:
        mentions = map(self._mention, _names_of(entity))
        return (match for mention in mentions for match in self.people.matches(mention))

    def _mention(self, form: str) -> Mention:
        mention = self._mentions.get(form)
        if mention is None:
            words = tuple(form.split())
            mention = self._mentions[form] = Mention(words, words, 0, 1)
        return mention


def _names_of(entity: Entity) -> tuple[str, ...]:
    """The forms of an entity without duplicates, regardless of spacing."""
    return tuple(dict.fromkeys(" ".join(form.split()) for form in (entity.name, *entity.forms) if form))
