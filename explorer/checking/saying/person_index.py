"""Everybody whom an archive has, and the words of what they are called."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property

from explorer.model.failures import Guard, unguarded
from explorer.model.records import Person
from explorer.reading.text.word_forms import UNCASED, folded, singular, words_of


class PersonIndex:
    """All people of an archive, and who has which word in what they are called, whatever the language."""

    def __init__(self, people: Iterable[Person], guard: Guard = unguarded) -> None:
        self.people = {person.id: person for person in people}
        self._guard = guard
        self._ids = list(self.people)
        self._sets: dict[str, frozenset[int]] = {}

    def with_word(self, word: str) -> Sequence[str]:
        """The ids of all who have a word in what they are called."""
        return [self._ids[number] for number in self._by_word.get(word, ())]

    def with_all(self, words: Iterable[str]) -> frozenset[int]:
        """The numbers, in their order, of all who have all of some words in what they are called; nobody for none."""
        sets = sorted(map(self.numbers, words), key=len)
        return sets[0].intersection(*sets[1:]) if sets else frozenset()

    def numbers(self, word: str) -> frozenset[int]:
        """The numbers of all who have a word in what they are called."""
        found = self._sets.get(word)
        if found is None:
            found = self._sets[word] = frozenset(self._by_word.get(word, ()))
        return found

    def id_of(self, number: int) -> str:
        return self._ids[number]

    @cached_property
    def _by_word(self) -> dict[str, list[int]]:
        return self.by_words(words_of_person)

    def by_words(self, words_for: Callable[[Person], Iterable[str]]) -> dict[str, list[int]]:
        """The numbers of all people by some words for each; those for whom that fails have none."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, person in enumerate(self.people.values()):
            with self._guard(person.ref):
                for word in words_for(person):
                    found[word].append(number)
        return found

    @cached_property
    def unspaced(self) -> list[tuple[str, Person]]:
        """The names in scripts that don't part words."""
        found = []
        for person in self.people.values():
            with self._guard(person.ref):
                found += [(name, person) for name in _names(person) if _is_unspaced(name)]
        return found


def parts_of(name: str) -> tuple[str, ...]:
    """The words of a name as they are written, without what stands in brackets."""
    return tuple(name.split("(", maxsplit=1)[0].split()) or (name,)


def words_of_person(person: Person) -> set[str]:
    """All words of what somebody is called, in the singular, too."""
    called = (person.name, *person.aliases, person.role or "")
    words = {word for name in called for part in parts_of(name) for word in words_of(part)}
    words.update(words_of(person.affiliation or ""))
    return words.union(map(singular, words))


def _names(person: Person) -> Iterator[str]:
    yield from map(folded, (person.name, *person.aliases))


def _is_unspaced(name: str) -> bool:
    return len(name) > 1 and name[0] >= UNCASED
