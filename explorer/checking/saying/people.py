"""Whom of an archive's people a mention in a text may mean: by name, alias, role, description or affiliation."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from unicodedata import normalize

import msgspec

from explorer.checking.saying.mentions import Mention
from explorer.checking.saying.wording import Wording
from explorer.model.records import Person

_WORD = re.compile(r"(?:\b[^\W\d_]\.)+|\w+(?:['-]\w+)*")
_OWNED = re.compile(r"'s$|(?<=s)'$")


class How(StrEnum):
    """How a text says who speaks."""

    NAME = "name"
    ALIAS = "alias"
    ROLE = "role"
    DESCRIPTION = "description"
    PRONOUN = "pronoun"
    UNNAMED = "unnamed"


class Match(msgspec.Struct, frozen=True, gc=False):
    """A person whom a mention may mean. `exact`: it is a form of the person's name or a description, word for word."""

    person: Person
    how: How
    exact: bool = False

    @property
    def is_by_name(self) -> bool:
        return self.how in (How.NAME, How.ALIAS)


class _Form(msgspec.Struct, frozen=True, gc=False):
    """A name, alias or description: its words, and those of them that are the name, none for a description."""

    words: tuple[str, ...]
    core: tuple[str, ...]
    is_name: bool


class Called(msgspec.Struct, frozen=True):
    """Everything that a person is called."""

    person: Person
    name: _Form
    aliases: tuple[_Form, ...]
    role: frozenset[str]
    affiliation: frozenset[str]

    def match(self, mention: Mention, wording: Wording) -> Match | None:
        """How a mention may mean this person; None when it can't."""
        head, whole = _form(mention.head, wording), _form(mention.whole, wording)
        exact = self._by_form(head, whole)
        if exact and exact.exact:
            return exact
        described = None if head.core else self._described(head, whole)
        return described or exact or self._belonging(head, whole)

    def _by_form(self, head: _Form, whole: _Form) -> Match | None:
        part: Match | None = None
        for how, form in ((How.NAME, self.name), *((How.ALIAS, alias) for alias in self.aliases)):
            kind = self._kind(form, how)
            if form.words in (head.words, whole.words):
                return Match(self.person, kind, exact=True)
            if part is None and self._is_part(head, form):
                part = Match(self.person, kind)
        return part

    def _kind(self, form: _Form, how: How) -> How:
        if form.core:
            return How.NAME if set(form.core) <= set(self.name.core) else how
        if self.person.type == "anonymous":
            return How.DESCRIPTION
        return How.ROLE if form.words and _singular(form.words[-1]) in self.role else how

    def _is_part(self, head: _Form, form: _Form) -> bool:
        """Whether a name is a part of a form, such as the surname, or has the form at its end."""
        if not head.core or not form.core:
            return False
        if set(head.core) <= set(form.core):
            return True
        front, rest = head.core[: -len(form.core)], head.core[-len(form.core) :]
        return rest == form.core and (len(rest) > 1 or len(self.name.core) == 1 or set(front) <= self.role)

    def _described(self, head: _Form, whole: _Form) -> Match | None:
        noun = _singular(head.words[-1]) if head.words else ""
        if not noun:
            return None
        for form in (self.name, *self.aliases):
            if not form.is_name and form.words and _singular(form.words[-1]) == noun:
                return Match(self.person, How.DESCRIPTION if self.person.type == "anonymous" else How.ROLE)
        return Match(self.person, How.ROLE) if noun in self.role else None

    def _belonging(self, head: _Form, whole: _Form) -> Match | None:
        """Whether a group stands for one of it, or one of it for the group."""
        words = set(map(_singular, head.words))
        if words and words <= self.affiliation:
            return Match(self.person, How.DESCRIPTION)
        group = self.name.words if self.person.type == "collective" else ()
        return Match(self.person, How.DESCRIPTION) if group and set(group) <= set(whole.words) else None


class People:
    """All people of an archive, to look up whom a mention may mean."""

    def __init__(self, people: Iterable[Person], wording: Wording) -> None:
        self._wording = wording
        self._called: dict[str, Called] = {}
        self._by_word: dict[str, list[str]] = defaultdict(list)
        # The names in scripts that don't part words.
        self._unspaced: list[tuple[str, Person]] = []
        for person in people:
            self._unspaced += [(name, person) for name in _names(person) if _is_unspaced(name)]
            called = _called(person, wording)
            self._called[person.id] = called
            forms = (word for form in (called.name, *called.aliases) for word in form.words)
            words = {*forms, *called.role, *called.affiliation}
            for word in words | set(map(_singular, words)):
                self._by_word[word].append(person.id)

    def match(self, id: str, mention: Mention) -> Match | None:
        """How a mention may mean the person with this id; None when it can't, or when there is no such person."""
        called = self._called.get(id)
        return called.match(mention, self._wording) if called else None

    def matches(self, mention: Mention) -> Iterator[Match]:
        """Everybody whom a mention may mean."""
        words = {word for form in (mention.head, mention.whole) for word in _form(form, self._wording).words}
        ids = dict.fromkeys(
            id for word in words for each in {word, _singular(word)} for id in self._by_word.get(each, ())
        )
        for id in ids:
            found = self._called[id].match(mention, self._wording)
            if found:
                yield found

    def named_in(self, words: str) -> Iterator[Match]:
        """Everybody whose whole name, or an alias that is a name, stands in some words."""
        folded = _folded(words)
        text = f" {' '.join(_words(words))} "
        ids = dict.fromkeys(id for word in text.split() for id in self._by_word.get(word, ()))
        for id in ids:
            called = self._called[id]
            for how, form in ((How.NAME, called.name), *((How.ALIAS, alias) for alias in called.aliases)):
                if form.is_name and f" {' '.join(form.words)} " in text:
                    yield Match(called.person, how, exact=True)
                    break
        for name, person in self._unspaced:
            if name in folded:
                yield Match(person, How.NAME, exact=True)


def _called(person: Person, wording: Wording) -> Called:
    forms = [_form(_split(name), wording) for name in (person.name, *person.aliases)]
    if person.type == "named" and not forms[0].is_name:
        forms[0] = msgspec.structs.replace(forms[0], core=forms[0].words, is_name=True)
    role = frozenset(map(_singular, _words(person.role or "")))
    return Called(person, forms[0], tuple(forms[1:]), role, frozenset(map(_singular, _words(person.affiliation or ""))))


def _names(person: Person) -> Iterator[str]:
    yield from map(_folded, (person.name, *person.aliases))


def _is_unspaced(name: str) -> bool:
    return len(name) > 1 and name[0] >= "\u0e00"


def _folded(text: str) -> str:
    """Text for comparison: in lower case, without accents, with plain apostrophes."""
    if text.isascii():
        return text.casefold()
    decomposed = normalize("NFD", text.replace("’", "'").casefold())
    return normalize("NFC", "".join(c for c in decomposed if not "\u0300" <= c <= "\u036f"))


def _words(text: str) -> tuple[str, ...]:
    return tuple(_OWNED.sub("", word) for word in _WORD.findall(_folded(text)))


def _split(name: str) -> tuple[str, ...]:
    return tuple(name.split("(", maxsplit=1)[0].split()) or (name,)


def _singular(word: str) -> str:
    if word.startswith("spokes"):
        return "spokes"
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word


def _form(parts: Sequence[str], wording: Wording) -> _Form:
    """The words of a name or a description, without titles that only say Mr., and without articles."""
    found = [(word, part[0].isupper()) for part in parts for word in _words(part)]
    bare = [(word, capital) for word, capital in found if word.strip(".") not in wording.bare_titles]
    bare = [(word, capital) for word, capital in bare if word not in wording.articles] or bare or found
    words = tuple(word for word, _ in bare)
    last = max((n + 1 for n, (word, capital) in enumerate(bare[:-1]) if _leads(word, capital, wording)), default=0)
    core = tuple(word for word, _ in bare[last:])
    is_name = bool(bare) and (bare[-1][1] or not words[-1].isascii()) and words[-1] not in wording.roles
    return _Form(words, core if is_name else (), is_name)


def _leads(word: str, capital: bool, wording: Wording) -> bool:
    """Whether a word stands before a name and is no part of it: a title, a role, any other word in small letters."""
    if word in wording.roles or word in wording.titles:
        return True
    return not capital and word not in wording.particles and word.isascii()
