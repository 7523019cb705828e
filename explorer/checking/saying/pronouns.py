"""Whom of an archive's people a pronoun means where it speaks: “she said”."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import msgspec

from explorer.checking.saying.people import People
from explorer.model.records import Person
from explorer.reading.analysis import Analysis
from explorer.reading.entities.entity import Entity, EntityMention
from explorer.reading.saying.mentions import Mention
from explorer.reading.text.passages import Passage


class Meant(msgspec.Struct, frozen=True):
    """Whether a pronoun may mean somebody; if not, who is meant, if that is known."""

    is_possible: bool
    other: str | None = None


_YES, _NO = Meant(is_possible=True), Meant(is_possible=False)


class Pronouns:
    """The pronouns of an article that speak.

    The reading says whom of the article one means; here is who of the archive that is. What the reading may have missed
    passes: a reader who is told of errors that are none stops reading.
    """

    def __init__(self, analysis: Analysis, people: People) -> None:
        self.analysis = analysis
        self._people = people
        # How the article calls somebody.
        self._called: dict[int, Sequence[Mention]] = {}

    def meant(self, pronoun: Mention, speaker: Person) -> Meant:
        """Whether a pronoun may mean a speaker."""
        meant = self.analysis.meant(pronoun)
        if meant and any(self._may_be(speaker, entity) for entity in (meant.entity, *meant.others)):
            return _YES
        told = {id(each.entity): each.entity for each in self.analysis.entities.seen}
        own = {key for key, entity in told.items() if self._may_be(speaker, entity)}
        seen = [each for each in self.analysis.entities.seen if id(each.entity) in own]
        if meant is None:
            gender = self.analysis.reading.wording.gender_of(pronoun.head[0].lower())
            is_other = gender and seen and all(each.entity.gender not in ("", gender) for each in seen)
            return _NO if is_other else _YES
        if self._may_be_missed(pronoun.start, speaker, seen):
            return _YES
        other = min(frozenset[str]().union(*self._persons_of(meant.entity)), default=None)
        return Meant(is_possible=False, other=other) if meant.entity.is_person or not meant.others else _NO

    def _may_be_missed(self, at: int, speaker: Person, seen: list[EntityMention]) -> bool:
        """Whether a speaker is named near where the reading has nobody, or first of all right behind a pronoun."""
        text = self.analysis.reading.text
        number = text.paragraph_at(at)
        begin, end = text.paragraphs[max(0, number - 2)].start, text.paragraphs[number - 1].end
        if seen and at < min(each.start for each in seen) < end:
            return True
        return any(not self._is_read(place) for place in self._named(speaker, begin, at))

    def _named(self, speaker: Person, start: int, end: int) -> Iterator[Passage]:
        """Where a stretch of the text has the last word of a speaker's name."""
        name = speaker.name.split()[-1]
        text = self.analysis.reading.text.text
        at = text.find(name, start, end) if speaker.type == "named" else -1
        while at >= 0:
            yield Passage(at, at + len(name))
            at = text.find(name, at + 1, end)

    def _is_read(self, place: Passage) -> bool:
        return any(each.start < place.end and place.start < each.end for each in self.analysis.entities.seen)

    def _may_be(self, person: Person, entity: Entity) -> bool:
        """Whether somebody of the article may be a person."""
        return any(person.id in ids for ids in self._persons_of(entity))

    def _persons_of(self, entity: Entity) -> Collection[frozenset[str]]:
        """The ids of all whom somebody of the article may be, by each way in which the article calls them."""
        mentions = self._called.get(id(entity))
        if mentions is None:
            mentions = self._called[id(entity)] = tuple(_mentions(entity))
        return set(map(self._people.ids_of, mentions))

    def called(self, entity: Entity) -> frozenset[str]:
        """The ids of those of them whose name or description, word for word, somebody of the article has."""
        found = (match for mention in _mentions(entity) for match in self._people.matches(mention))
        return frozenset(match.person.id for match in found if match.exact)


def _mentions(entity: Entity) -> Iterator[Mention]:
    """The ways in which an article calls somebody."""
    words = (tuple(form.split()) for form in (entity.name, *entity.forms) if form)
    return (Mention(each, each, 0, 1) for each in dict.fromkeys(words))
