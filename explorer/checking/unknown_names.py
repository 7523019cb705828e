"""Which names in a text are nobody's of the archive."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import chain

from explorer.checking.named_speakers import bare_name
from explorer.model.failures import Guard, unguarded
from explorer.model.records import Person
from explorer.reading.text.passages import Passage, SourceText

# The words of a name.
Form = tuple[str, ...]


class KnownNames:
    """The names and aliases of all people, to look up a name that stands in a text."""

    def __init__(self, people: Iterable[Person], guard: Guard = unguarded, before: KnownNames | None = None) -> None:
        """Of people who were known `before`, nothing is read again."""
        self.of: dict[str, tuple[Person, tuple[Form, ...]]] = {}
        for person in people:
            with guard(person.ref):
                known, forms = before.of.get(person.id, (None, ())) if before else (None, ())
                if known is not person:
                    forms = tuple(map(bare_name, (person.name, *person.aliases)))
                self.of[person.id] = person, forms
        self._forms = set(chain.from_iterable(forms for _, forms in self.of.values()))
        self._with_word: dict[str, list[set[str]]] = defaultdict(list)
        for form in self._forms:
            for word in set(form):
                self._with_word[word].append(set(form))

    def unknown(self, names: Iterable[Passage], text: SourceText) -> Iterator[Passage]:
        """The names that are nobody's. A longer or shorter form of an earlier one is left out."""
        before = Forms()
        for name in names:
            words = bare_name(text.text[name.start : name.end])
            if words and not self._is_known(words) and not before.have(words):
                before.add(words)
                yield name

    def words_apart(self, other: KnownNames) -> set[str]:
        """The words of the names that only one of both has. To a name without any of these they say the same."""
        return set(chain.from_iterable(self._forms ^ other._forms))

    def _is_known(self, words: tuple[str, ...]) -> bool:
        """Whether a name is part of a person's name (Kirby), or ends with one (Defense Secretary Lloyd Austin)."""
        if any(words[n:] in self._forms for n in range(len(words))):
            return True
        return any(form.issuperset(words) for form in self._with_word.get(words[-1], ()))


def have_any(words: Collection[str], names: Iterable[Passage], text: SourceText) -> bool:
    """Whether names in a text may have any of some words."""
    told = (text.text[name.start : name.end].replace("’", "'").casefold() for name in names) if words else ()
    return any(word in name for name in told for word in words)


class Forms:
    """Earlier names, to tell whether another name is a longer or shorter form of one of them."""

    def __init__(self) -> None:
        self._by_word: dict[str, list[set[str]]] = defaultdict(list)
        self._by_longest_word: dict[str, list[set[str]]] = defaultdict(list)

    def add(self, words: tuple[str, ...]) -> None:
        form = set(words)
        for word in form:
            self._by_word[word].append(form)
        self._by_longest_word[max(words, key=len)].append(form)

    def have(self, words: tuple[str, ...]) -> bool:
        """Whether an earlier name has all words of this one, or this one has all words of an earlier name."""
        form = set(words)
        longer = min((self._by_word.get(word, []) for word in words), key=len)
        shorter = chain.from_iterable(self._by_longest_word.get(word, []) for word in form)
        return any(form <= other for other in longer) or any(other <= form for other in shorter)
