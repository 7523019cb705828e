"""Index the people of an archive by the words of their names.

People without a name (“officials”, “a spokesman”) are not indexed: they belong to their articles, and a large archive
has very many of them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from itertools import chain

from explorer.model.failures import Guard, unguarded
from explorer.model.name_forms import may_be_of_any
from explorer.model.records import Person
from explorer.reading.text.word_forms import UNCASED, folded, singular, words_of

# The fields with a person's names and descriptions, grouped as they are looked up.
FIELDS = (("name", "aliases"), ("role",), ("affiliation",))


# Returns words for a person.
WordsFor = Callable[[Person], Iterable[str]]


class PersonIndex:
    """The people of an archive by the words of their names, whatever the language."""

    def __init__(self, people: Iterable[Person], guard: Guard = unguarded) -> None:
        self.people = {person.id: person for person in people}
        self._guard = guard
        self._ids = list(self.people)
        self._sets: dict[tuple[str, str], frozenset[int]] = {}
        self._tables: dict[str, tuple[WordsFor, dict[str, list[int]]]] = {}

    def following(
        self, people: Mapping[str, Person], changed: Collection[str], guard: Guard = unguarded
    ) -> PersonIndex:
        """The index of `people` by their ids. Only people who `changed`, or were added or removed, are processed."""
        known = self.people
        index = PersonIndex((people[id] if id in changed else known[id] for id in people), guard)
        numbers = {id: n for n, id in enumerate(index._ids)}
        were, are = ([each[id] for id in changed if id in each] for each in (known, index.people))
        taken = [-1 if id in changed else numbers[id] for id in self._ids]
        others = sorted(numbers[person.id] for person in are)
        have_moved = self._ids != index._ids
        for name, (words_for, table) in self._tables.items():
            touched = _words(words_for, are).union(table if have_moved else _words(words_for, were))
            moved = {**table, **{word: [taken[n] for n in table.get(word, ()) if taken[n] >= 0] for word in touched}}
            index._tables[name] = words_for, index._with(words_for, moved, others)
            for word in touched:
                moved[word].sort()
                if not moved[word]:
                    del moved[word]
        if "unspaced" in vars(self):
            same = (each for each in self.unspaced if each[1].id not in changed)
            index.unspaced = sorted(chain(same, index._unspaced(are)), key=lambda each: numbers[each[1].id])
        return index

    def with_all(self, words: Iterable[str], name: str = "", words_for: WordsFor | None = None) -> frozenset[int]:
        """The sorted numbers of all people with all of these words in their names; empty without words.

        With `words_for`, as in `by_words`, people must have these among the words that it returns.
        """
        sets = sorted((self.numbers(word, name, words_for) for word in words), key=len)
        return sets[0].intersection(*sets[1:]) if sets else frozenset()

    def numbers(self, word: str, name: str = "", words_for: WordsFor | None = None) -> frozenset[int]:
        """The numbers of all people with a word in a name, or among the words stored under `name`."""
        found = self._sets.get((name, word))
        if found is None:
            by_word = self.by_words(name, words_for or words_of_names)
            found = self._sets[name, word] = frozenset(by_word.get(word, ()))
        return found

    def id_of(self, number: int) -> str:
        return self._ids[number]

    def by_words(self, name: str, words_for: WordsFor) -> Mapping[str, Sequence[int]]:
        """The sorted numbers of people by the words that `words_for` returns; people for whom it fails have none.

        This is cached under a name. `words_for` must not refer to anything that depends on this index.
        """
        if name not in self._tables:
            self._tables[name] = words_for, self._with(words_for, {}, range(len(self._ids)))
        return self._tables[name][1]

    def _with(self, words_for: WordsFor, table: dict[str, list[int]], numbers: Iterable[int]) -> dict[str, list[int]]:
        """Add some people at the end of a table, and return it."""
        for number in numbers:
            person = self.people[self._ids[number]]
            with self._guard(person.ref):
                for word in dict.fromkeys(words_for(person)):
                    table.setdefault(word, []).append(number)
        return table

    def add(self, people: Collection[Person]) -> None:
        """Add people in place, after all others. This is as fast in a large index."""
        begin = len(self._ids)
        for person in people:
            if person.id not in self.people:
                self._ids.append(person.id)
            self.people[person.id] = person
        for name, (words_for, table) in self._tables.items():
            self._with(words_for, table, range(begin, len(self._ids)))
            for word in chain.from_iterable(map(words_for, people)):
                self._sets.pop((name, word), None)
        if "unspaced" in vars(self):
            self.unspaced.extend((name, person) for person in people for name in unspaced_names(person))

    @cached_property
    def unspaced(self) -> list[tuple[str, Person]]:
        """The names in scripts without spaces between words."""
        return self._unspaced(self.people.values())

    def _unspaced(self, people: Iterable[Person]) -> list[tuple[str, Person]]:
        found = []
        for person in people:
            with self._guard(person.ref):
                found += [(name, person) for name in unspaced_names(person)]
        return found


def _words(words_for: WordsFor, people: Iterable[Person]) -> set[str]:
    """The words for some people; none for those for whom this fails."""
    found = set[str]()
    for person in people:
        with suppress(Exception):
            found.update(words_for(person))
    return found


def parts_of(name: str) -> tuple[str, ...]:
    """The words of a name as written, without anything in brackets."""
    return tuple(name.split("(", maxsplit=1)[0].split()) or (name,)


def words_of_person(person: Person, fields: Collection[str] = tuple(chain.from_iterable(FIELDS))) -> set[str]:
    """All words of some fields of a person's record, also in the singular."""
    words = set(words_of(person.affiliation or "")) if "affiliation" in fields else set[str]()
    for field in fields:
        if field != "affiliation":
            value = getattr(person, field) or ""
            called = (value,) if isinstance(value, str) else value
            words.update(word for name in called for part in parts_of(name) for word in words_of(part))
    return words.union(map(singular, words))


def words_of_names(person: Person) -> Collection[str]:
    """All words of a person's names, also in the singular; without words that only describe them."""
    is_described = person.type == "anonymous" or (person.type != "named" and may_be_of_any(person.name))
    return words_of_person(person, FIELDS[0]) if person.aliases or not is_described else ()


def unspaced_names(person: Person) -> Iterator[str]:
    """The folded names of a person in scripts without spaces between words."""
    names = map(folded, (person.name, *person.aliases))
    return (name for name in names if len(name) > 1 and name[0] >= UNCASED)
