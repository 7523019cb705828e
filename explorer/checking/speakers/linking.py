"""Link mentions to person records: by name, alias, role, description or affiliation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache, partial
from itertools import chain

import msgspec

from explorer.checking.speakers.lookups import UNSPACED, Lookups, key_of_all, keys_that_find
from explorer.checking.speakers.person_index import (
    FIELDS,
    PersonIndex,
    parts_of,
    unspaced_names,
    words_of_names,
    words_of_person,
)
from explorer.checking.speakers.speaker_finding import MentionType
from explorer.model.name_forms import may_be_of_any
from explorer.model.records import Person
from explorer.reading.languages.wording import Wording, languages, wording
from explorer.reading.reporting.mentions import Mention
from explorer.reading.text.word_forms import UNCASED, folded, singular, words_of

# Templates of lookup keys: for people with a one-word name, groups with a word, groups with a name, and people whose
# full name occurs in a text.
_ALONE, _GROUP, _CALLED, _WHOLE = "alone:{}", "group:{}", "called:{}", "whole:{}"
# The number of names and descriptions whose reading is cached: an article repeats them.
_KEPT = 4_096


# The head and the whole of a mention.
_HeadAndWhole = tuple[tuple[str, ...], tuple[str, ...]]


class PersonMatch(msgspec.Struct, frozen=True, gc=False):
    """A person that a mention may mean. `exact`: it is a form of their name or a description, word for word."""

    person: Person
    how: MentionType
    exact: bool = False

    @property
    def is_by_name(self) -> bool:
        return self.how in (MentionType.NAME, MentionType.ALIAS)


class _Form(msgspec.Struct, frozen=True, gc=False):
    """A form of a name, or a description: its words, the words of the name, and the noun of a description."""

    words: tuple[str, ...]
    core: tuple[str, ...]
    noun: str

    @property
    def is_name(self) -> bool:
        return bool(self.core)


class PersonNames(msgspec.Struct, frozen=True):
    """All names, roles and descriptions of a person.

    `forms` has the name and the aliases, each with its type; `role_nouns` are those of the role, and `nouns` all nouns
    for the person.
    """

    person: Person
    name: _Form
    aliases: tuple[_Form, ...]
    forms: tuple[tuple[MentionType, _Form], ...]
    role: _Form
    affiliation: frozenset[str]
    role_nouns: frozenset[str]
    nouns: frozenset[str]

    def match(self, head: _Form, whole: _Form) -> PersonMatch | None:
        """Match a mention to this person; None if it can't mean them."""
        by_form = self._by_form(head, whole)
        if by_form and by_form.exact:
            return by_form
        described = None if head.is_name else self._described(head, whole)
        return described or by_form or self._belonging(head, whole)

    def _by_form(self, head: _Form, whole: _Form) -> PersonMatch | None:
        part: PersonMatch | None = None
        for how, form in self.forms:
            if form.words in (head.words, whole.words):
                return PersonMatch(self.person, self._kind(form, how), exact=True)
            if part is None and self._is_part(head, form):
                part = PersonMatch(self.person, self._kind(form, how))
        return part

    def _kind(self, form: _Form, how: MentionType) -> MentionType:
        if form.is_name:
            return MentionType.NAME if set(form.core) <= set(self.name.core) else how
        type = self.person.type
        if type == "anonymous" or (how is MentionType.NAME and type in ("collective", "document")):
            return MentionType.DESCRIPTION
        return MentionType.ROLE if form.noun in self.role_nouns else how

    def _is_part(self, head: _Form, form: _Form) -> bool:
        """Whether a name is a part of a form, such as the surname, or ends with the form."""
        if not head.is_name or not form.is_name:
            return False
        if set(head.core) <= set(form.core) or (len(self.name.core) == 1 and form.core[0] in head.core):
            return True
        front, rest = head.core[: -len(form.core)], head.core[-len(form.core) :]
        return rest == form.core and (len(rest) > 1 or set(front) <= set(self.role.words))

    def _described(self, head: _Form, whole: _Form) -> PersonMatch | None:
        if self.role.words and self.role.words in (head.words, whole.words[: len(self.role.words)]):
            return PersonMatch(self.person, MentionType.ROLE, exact=True)
        if any(form.noun == head.noun for form in (self.name, *self.aliases) if not form.is_name):
            return PersonMatch(
                self.person,
                MentionType.DESCRIPTION if self.person.type in ("anonymous", "document") else MentionType.ROLE,
            )
        return PersonMatch(self.person, MentionType.ROLE) if head.noun in self.role_nouns else None

    def _belonging(self, head: _Form, whole: _Form) -> PersonMatch | None:
        """Match a mention of a person's group to the person, or of a member to the group."""
        if self.affiliation and head.words and self.affiliation.issuperset(map(singular, head.words)):
            return PersonMatch(self.person, MentionType.DESCRIPTION)
        group = self.name.words if self.person.type == "collective" else ()
        return PersonMatch(self.person, MentionType.DESCRIPTION) if group and set(group) <= set(whole.words) else None


class PersonLinker:
    """Link mentions in one language to the people of an archive.

    A name may mean anybody; a role, a description or a group only those who belong to the article, or are `unattached`.
    Lookups are noted in `lookups`, except those by a person's id.
    """

    def __init__(
        self,
        person_index: PersonIndex,
        wording: Wording,
        lookups: Lookups | None = None,
        unattached: Collection[str] = (),
    ) -> None:
        self.person_index = person_index
        self._wording = wording
        self._lookups = lookups or Lookups()
        self._names: dict[str, PersonNames] = {}
        self._read: dict[_HeadAndWhole, tuple[_Form, _Form]] = {}
        self._unattached = unattached
        self._anywhere: dict[_HeadAndWhole, tuple[tuple[PersonMatch, ...], Collection[str]]] = {}
        # The people who belong to the current article, and its matches.
        self._ids: Collection[str] = ()
        self._own: list[PersonNames] = []
        self._matches: dict[_HeadAndWhole, tuple[tuple[PersonMatch, ...], Collection[str]]] = {}

    def in_article(self, ids: Collection[str]) -> None:
        """Set the article of the next mentions, by the ids of the people who belong to it."""
        if ids is not self._ids:
            self._ids, self._matches = ids, {}
            self._own = [self._names_of(id) for id in sorted(ids) if id in self.person_index.people]

    def match(self, id: str, mention: Mention) -> PersonMatch | None:
        """Match a mention to the person with this id; None if it can't mean them, or there is no such person."""
        if mention.is_pronoun or id not in self.person_index.people:
            return None
        return self._names_of(id).match(*self._forms(mention))

    def person(self, id: str) -> Person:
        """The person with this id."""
        return self.person_index.people[id]

    def described_by(self, noun: str) -> frozenset[str]:
        """The ids of the people that a noun may describe in the article."""
        bare = singular(folded(noun))
        here = chain(self._own, self._described.get(bare, ()))
        found = frozenset(names.person.id for names in here if bare in names.nouns)
        self._note((bare,), map(self.person, found))
        return found

    def groups_called(self, name: str) -> list[str]:
        """The ids of the groups with a name, whether it is a proper name or not: “the police”."""
        name = folded(name)
        self._note((_CALLED.format(name),), ())
        index = self.person_index
        return list(map(index.id_of, index.by_words("groups", _name_of_group).get(name, ())))

    def only_unspaced(self, words: str) -> str | None:
        """The id of the only person named in words of a script without spaces."""
        text = folded(words)
        unspaced = self.person_index.unspaced
        found = {person.id: person for name, person in unspaced if name in text and self._may_be_meant(person)}
        self._note((UNSPACED,), found.values())
        return next(iter(found)) if len(found) == 1 else None

    def matches(self, mention: Mention) -> Sequence[PersonMatch]:
        """All people that a mention may mean; none for a pronoun, which names nobody by itself."""
        if mention.is_pronoun:
            return ()
        key = (mention.head, mention.whole)
        kept = self._matches.get(key)
        if kept is None:
            kept = self._matches[key] = self._matches_here(mention)
        self._lookups.note(kept[1])
        return kept[0]

    def _matches_here(self, mention: Mention) -> tuple[tuple[PersonMatch, ...], Collection[str]]:
        """All people that a mention may mean in the article, and the keys of the lookups for that."""
        head, whole = self._forms(mention)
        key = (mention.head, mention.whole)
        kept = self._anywhere.get(key)
        if kept is None:
            all_ = (self._names_of(id).match(head, whole) for id in self._candidate_ids(head, whole))
            named = tuple(match for match in all_ if match and match.is_by_name)
            found = *named, *self._unattached_matches(head, whole)
            kept = self._anywhere[key] = found, {*_keys(head, whole), *(match.person.ref for match in found)}
        found, keys = kept
        ids = {match.person.id for match in found} if self._own else ()
        own = [match for names in self._own if names.person.id not in ids and (match := names.match(head, whole))]
        return ((*found, *own), {*keys, *(match.person.ref for match in own)}) if own else kept

    def _unattached_matches(self, head: _Form, whole: _Form) -> Iterator[PersonMatch]:
        """The unattached people that a mention may mean by a description, in any article."""
        words = dict.fromkeys((*head.words, *whole.words))
        words |= dict.fromkeys(map(singular, words))
        several = {names.person.id: names for word in words for names in self._described.get(word, ())}
        matches = (names.match(head, whole) for _, names in sorted(several.items()))
        return (match for match in matches if match and not match.is_by_name)

    @cached_property
    def _described(self) -> Mapping[str, Sequence[PersonNames]]:
        """The people who belong to no article, by all words that describe them."""
        found: defaultdict[str, list[PersonNames]] = defaultdict(list)
        for id in sorted(self._unattached):
            names = self._names_of(id)
            for word in words_of_person(names.person):
                found[word].append(names)
        return found

    def _candidate_ids(self, head: _Form, whole: _Form) -> Iterator[str]:
        """The ids of all people that a mention may name, by the words of each way in which `PersonNames.match` works.

        They are sorted by the first word of the mention that they have.
        """
        person_index = self.person_index
        singulars = [singular(word) for word in head.words]
        found = (
            person_index.with_all(head.words) | person_index.with_all(whole.words) | person_index.with_all(singulars)
        )
        if head.core:
            found = found.union(person_index.with_all(head.core), person_index.with_all(head.core[-2:]))
            found = found.union(*(self._of_one_word.get(word, ()) for word in head.core))
        words = list(dict.fromkeys((*head.words, *whole.words)))
        sets = [person_index.numbers(word) for word in dict.fromkeys((*words, *map(singular, words)))]
        for those in sets if found else ():
            yield from map(person_index.id_of, sorted(found & those))
            found -= those

    @cached_property
    def _of_one_word(self) -> Mapping[str, Sequence[int]]:
        """The people whose name may be a single word, apart from titles and the like, by each of their words."""
        return self.person_index.by_words(f"alone {self._wording.code}", partial(_words_if_alone, self._wording))

    @cached_property
    def _whole_names(self) -> Mapping[str, Sequence[int]]:
        """All people, by the longest (and so rarest) word of each of their names."""
        return self.person_index.by_words(f"names {self._wording.code}", partial(_longest_of_names, self._wording))

    def _names_of(self, id: str) -> PersonNames:
        names = self._names.get(id)
        if names is None:
            names = self._names[id] = _names_of(self.person_index.people[id], self._wording)
        return names

    def _forms(self, mention: Mention) -> tuple[_Form, _Form]:
        key = (mention.head, mention.whole)
        forms = self._read.get(key)
        if forms is None:
            head = _form(mention.head, self._wording)
            forms = self._read[key] = head, head if key[0] == key[1] else _form(mention.whole, self._wording)
        return forms

    def named_in(self, words: str) -> Iterator[PersonMatch]:
        """The people whose full name, or an alias that is a name, occurs in some words."""
        text = f" {' '.join(words_of(words))} "
        numbers = dict.fromkeys(number for word in text.split() for number in self._whole_names.get(word, ()))
        self._note((UNSPACED, *map(_WHOLE.format, text.split())), ())
        for id in map(self.person_index.id_of, numbers):
            names = self._names_of(id)
            for how, form in names.forms:
                is_pronoun = self._wording.pronouns.issuperset(form.words)
                if form.is_name and not is_pronoun and f" {' '.join(form.words)} " in text:
                    self._note((), (names.person,))
                    yield PersonMatch(names.person, how, exact=True)
                    break
        bare = folded(words) if self.person_index.unspaced else ""
        for name, person in self.person_index.unspaced:
            if name in bare and self._may_be_meant(person):
                self._note((), (person,))
                yield PersonMatch(person, MentionType.NAME, exact=True)

    def _may_be_meant(self, person: Person) -> bool:
        """Whether the article may mean a person whose name occurs there, which may be just a description."""
        return person.id in self._ids or person.id in self._unattached or bool(words_of_names(person))

    def _note(self, words: Iterable[str], people: Iterable[Person]) -> None:
        self._lookups.note(words)
        self._lookups.note(person.ref for person in people)


def affected_keys(versions: Sequence[Person]) -> Iterator[str]:
    """The keys of the lookups that a change of a person's record may affect.

    `versions` has the records of both, or the only one. The lookup may be in any language.
    """
    one, other = versions[0], versions[-1]
    is_another = len(versions) < 2 or one.type != other.type
    fields = [each for each in FIELDS if is_another or any(getattr(one, n) != getattr(other, n) for n in each)]
    for person in versions:
        yield from _keys_of(person, words_of_person(person, list(chain.from_iterable(fields))))
        yield from map(_GROUP.format, {word for each in _wordings() for word in _longest_of_group(each, person)})


def keys_by_name(person: Person) -> Iterator[str]:
    """The keys of the lookups that may find a person in articles that they do not belong to: by a name alone."""
    return _keys_of(person, words_of_names(person))


def _keys_of(person: Person, some: Collection[str]) -> Iterator[str]:
    """The keys of the lookups that may find a person by some of their words, or by a full name."""
    words = words_of_person(person)
    yield from keys_that_find(some, words)
    if any(_may_be_one(person, each) for each in _wordings()):
        yield from map(_ALONE.format, words)
    yield from map(_WHOLE.format, {word for each in _wordings() for word in _longest_of_names(each, person)})
    if any(unspaced_names(person)):
        yield UNSPACED


def _wordings() -> list[Wording]:
    return list(map(wording, languages()))


def affected_keys_elsewhere(person: Person) -> Iterator[str]:
    """The keys of the lookups for other articles that a new record of a person may affect."""
    yield from map(_CALLED.format, _name_of_group(person))
    if words_of_names(person):
        yield from affected_keys([person])


def _keys(head: _Form, whole: _Form) -> Iterator[str]:
    """The keys of the lookups of all candidates for a mention: see `PersonLinker._candidate_ids`."""
    for words in (head.words, whole.words, [singular(word) for word in head.words], head.core):
        yield from key_of_all(words)
    if not head.core:
        yield from key_of_all(whole.words[:1])
        yield from key_of_all((head.noun,) if head.words else ())
    yield from map(_ALONE.format, head.core)
    yield from map(_GROUP.format, whole.words)


def _words_if_alone(wording: Wording, person: Person) -> Collection[str]:
    return words_of_person(person) if _may_be_one(person, wording) else ()


def _name_of_group(person: Person) -> tuple[str, ...]:
    return (folded(person.name),) if person.type == "collective" else ()


def _longest_of_names(wording: Wording, person: Person) -> Iterator[str]:
    names = _names_of(person, wording)
    return (max(form.words, key=len) for form in (names.name, *names.aliases) if form.is_name and form.words)


def _longest_of_group(wording: Wording, person: Person) -> Iterator[str]:
    name = _form(parts_of(person.name), wording).words if person.type == "collective" else ()
    if name:
        yield max(name, key=len)


def _may_be_one(person: Person, wording: Wording) -> bool:
    """Whether a person's name may be a single word, apart from titles and the like."""
    parts = parts_of(person.name)
    if person.type == "anonymous" or len(parts) == 1:
        return person.type != "anonymous"
    return any(_may_stand_apart(part.lower(), part, wording) for part in parts)


def _names_of(person: Person, wording: Wording) -> PersonNames:
    name, *aliases = (_form(parts_of(name), wording) for name in (person.name, *person.aliases))
    if person.type == "anonymous":
        name, *aliases = (msgspec.structs.replace(form, core=()) for form in (name, *aliases))
    elif person.type in ("collective", "document") and may_be_of_any(person.name):
        name = msgspec.structs.replace(name, core=())
    elif person.type == "named" and not name.is_name:
        name = msgspec.structs.replace(name, core=name.words)
    role = _form(parts_of(person.role), wording) if person.role else _Form((), (), "")
    affiliation = frozenset(map(singular, words_of(person.affiliation or "")))
    role_nouns = frozenset(map(singular, role.words))
    nouns = frozenset(form.noun for form in (name, *aliases, role) if form is role or not form.is_name) - {""}
    forms = ((MentionType.NAME, name), *((MentionType.ALIAS, alias) for alias in aliases))
    return PersonNames(person, name, tuple(aliases), forms, role, affiliation, role_nouns, nouns)


@lru_cache(_KEPT)
def _form(parts: tuple[str, ...], wording: Wording) -> _Form:
    """The words of a name or a description, without articles and without titles such as Mr."""
    found = [(word, part.lower(), part) for part in parts for word in words_of(part)]
    bare = [each for each in found if not _is_bare_title(each[1], wording)]
    bare = [each for each in bare if not _is_article(each[1], wording)] or bare or found
    if not bare:
        return _Form((), (), "")
    words = tuple(word for word, _, _ in bare)
    _, lower, last = bare[-1]
    described = lower in wording.roles or not (last[0].isupper() or last[0] >= UNCASED)
    begin = max((n + 1 for n, each in enumerate(bare[:-1]) if _leads(each[1], each[2], wording)), default=0)
    cut = next((n for n, each in enumerate(bare) if n and each[1] in wording.prepositions), len(bare))
    return _Form(words, () if described else words[begin:], singular(words[cut - 1]))


def _is_bare_title(lower: str, wording: Wording) -> bool:
    """Whether a word is a mere title such as Mr."""
    return lower.strip(".,") in wording.bare_titles


def _is_article(lower: str, wording: Wording) -> bool:
    return lower.partition("'")[0] in wording.articles


def _may_stand_apart(lower: str, part: str, wording: Wording) -> bool:
    """Whether a word may not be part of the name that it is written with."""
    return _is_bare_title(lower, wording) or _is_article(lower, wording) or _leads(lower, part, wording)


def _leads(lower: str, part: str, wording: Wording) -> bool:
    """Whether a word precedes a name without being part of it: a title, a role, or any other lower-case word."""
    if lower in wording.roles or lower in wording.titles:
        return True
    return part[0].islower() and lower not in wording.particles
