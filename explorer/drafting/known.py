"""The records that drafts may refer to: those of an archive, and of articles as they are added to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain, pairwise
from typing import TypeVar, cast

from explorer.checking.speakers.person_index import PersonIndex
from explorer.model.archive import Archive
from explorer.model.name_forms import may_be_of_any
from explorer.model.problems import Place
from explorer.model.records import AnyRecord, Article, Event, Kind, Person, Rejection, Topic
from explorer.reading.text.word_forms import folded, words_of

RecordT = TypeVar("RecordT", Article, Person, Topic, Event)


class KnownRecords:
    """The articles, people, topics and events of an archive, to which more are added in place.

    Quotes, most of an archive, do not affect drafts. All else is loaded at the start, as another process that replaced
    the store would force a reading of the whole archive. Adding records is as fast in a large archive.
    """

    def __init__(self, archive: Archive | None = None) -> None:
        self._archive = archive or Archive()
        self._records: dict[Kind, dict[str, AnyRecord]] = {
            kind: dict(self._archive.of_kind(kind).items()) for kind in Kind if kind is not Kind.QUOTE
        }
        # The places of the records that were added.
        self._places: dict[str, Place] = {}

    @property
    def rejected(self) -> Sequence[Rejection]:
        return self._archive.rejected

    def get(self, cls: type[RecordT], id: str | None) -> RecordT | None:
        """The record of this kind with this id, or None."""
        return self._records[cls.kind].get(id or "")  # type: ignore[return-value]

    def all(self, cls: type[RecordT]) -> Iterator[RecordT]:
        """Every record of a kind: first those of the archive, then the others in the order they were added."""
        return cast("Iterator[RecordT]", iter(self._records[cls.kind].values()))

    def records(self) -> Iterator[AnyRecord]:
        """All records, kind by kind."""
        return chain.from_iterable(each.values() for each in self._records.values())

    def place_of(self, ref: str) -> Place:
        """The place of a record."""
        return self._places.get(ref) or self._archive.place_of(ref)

    @cached_property
    def people(self) -> PersonIndex:
        """All people, indexed by their names."""
        return PersonIndex(self.all(Person))

    def add(self, records: Iterable[AnyRecord], place: Place) -> None:
        """Add records from a place. A record that is there already keeps its own place, but is replaced."""
        people = []
        for record in records:
            before = self._records[record.kind].get(record.id)
            if before == record:
                continue
            self._records[record.kind][record.id] = record
            if before is None:
                self._places[record.ref] = place
                people += [record] if isinstance(record, Person) else []
            elif isinstance(record, Person):
                vars(self).pop("people", None)
        if "people" in vars(self):
            self.people.add(people)

    def named_in(self, text: str) -> list[Person]:
        """The people whose proper name occurs in a text."""
        if not self.people.people:
            return []
        begins, words = self.people.by_words("beginnings", _beginnings), words_of(text)
        pairs = (f"{one} {other}" for one, other in pairwise(words))
        numbers = {number for each in {*words, *pairs} for number in begins.get(each, ())}
        ids = dict.fromkeys(map(self.people.id_of, sorted(numbers)))
        if self.people.unspaced:
            whole = folded(text)
            ids |= {person.id: None for name, person in self.people.unspaced if name in whole}
        return [person for id in ids if is_named_in(text, person := self.people.people[id])]


def is_named_in(text: str, person: Person) -> bool:
    """Whether a person's proper name occurs in a text."""
    return any(name in text for name in _names(person))


def _names(person: Person) -> tuple[str, ...]:
    is_named = person.type in ("named", "collective") and not may_be_of_any(person.name)
    return (person.name, *person.aliases) if is_named else ()


def _beginnings(person: Person) -> Iterator[str]:
    """The first two words of each name of a person."""
    return (" ".join(words_of(name)[:2]) for name in _names(person))
