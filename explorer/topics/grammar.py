"""Classify the words of a text for finding topics: as function words, content words, or parts of a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

import msgspec

from explorer.reading.languages import language_sections
from explorer.reading.languages.lexicon import lexicon_of
from explorer.reading.languages.wording import together, wording
from explorer.reading.name_rules import name_rules_of
from explorer.search import folding

_WORD = re.compile(r"\w+(?:['’]\w+)*|[^\w\s]+")
_NONE: frozenset[str] = frozenset()
# The file of a language that lists, among others, words that are too general to be a topic alone.
_FILE = "topics.txt"
# What may separate two words of one run, as in “interest rates”, “e-mail”, “R&B”, “U.S.”.
_JOINS = frozenset((" ", "-", "‐", "‑", "&", " & ", ".", "/", "\u00a0"))
_INSIDE = re.compile(r"[^.!?…:;\"“”„«»‘()]*")
# The ending of an owner, before the next run begins: “China’s | trade”.
POSSESSIVE = ("'s", "’s")

# The kinds of words: function words, then links between content words (“Bank *of* England”), then content words: in
# lower case, capitalised at the start of a sentence, or capitalised elsewhere.
OTHER, DETERMINER, PREPOSITION, PRONOUN, AUXILIARY, NUMBER, LINK, LOWER, OPENING, NAME = range(10)

# What separates a word from the one before: nothing, a mark or the start of a text, or a possessive “’s”.
JOINED, PARTED, OWNED = range(3)


class Word(msgspec.Struct, frozen=True, gc=False):
    """A word of a text, folded as in the search, with its place.

    `bond` is its separation from the word before. `is_person`: a first name or a title precedes it.
    """

    text: str
    kind: int
    start: int
    end: int
    bond: int
    is_person: bool


# A word in capitals of at most this length is a name rather than a shouted word.
_SHORT_NAME = 2


class Grammar:
    """Classify the words of one language."""

    def __init__(self, code: str) -> None:
        words, own = wording(code), lexicon_of(code)
        self.code = code
        self._called = name_rules_of(words, own)
        self._words = words
        sections = language_sections(code, _FILE).items()
        known = {name: frozenset(" ".join(folding.words(word)) for word in words) for name, words in sections}
        self.general = together(known.get("counted", _NONE), known.get("vague", _NONE))
        verbs = together(own.of_speech, own.past) - own.often_nouns - known.get("nouns", _NONE)
        self.verbs = frozenset(word for word in verbs if not word.endswith("s"))
        # “described”, but not “hunting”.
        self.past_endings = own.telling.past_endings
        self.units = known.get("units", _NONE)
        self.is_noun_first = own.adjectives_behind
        self.joints = known.get("joints", _NONE)
        self.capital_nouns = words.capital_nouns
        self.first_names = own.genders.keys()
        self.roles = words.roles | words.titles | own.roles | own.title_roles | own.demonyms | words.bare_titles
        self._before_persons = own.genders.keys() | words.titles | own.bare_honorifics
        self._forms = _pairs(known.get("forms", _NONE))
        self._plurals = (*(own.plurals if code != "en" else ()), *self._forms)
        self._determiners = words.determiners | words.articles | words.his | own.indefinite | own.before_nouns
        self._pronouns = (words.pronouns | words.relatives) - self._determiners
        self._auxiliaries = words.auxiliaries | own.finite
        self._links = known.get("links", _NONE)
        self._kinds: dict[str, tuple[int, tuple[str, ...]]] = {}

    def singulars(self, word: str) -> Iterator[str]:
        """The possible singulars of a noun. English has its own rules (`inflection`)."""
        for ending, one in self._plurals:
            if word.endswith(ending):
                yield word.removesuffix(ending) + one

    def is_general(self, word: str) -> bool:
        """Whether a word, or a form that it may come from, is too general to be a topic alone."""
        ones = (word.removesuffix(ending) + one for ending, one in self._forms if word.endswith(ending))
        return word in self.general or any(one in self.general for one in ones)

    def words(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Word]:
        """The words of a text between two offsets."""
        last, before, opens, is_owned = start, "", True, False
        for found in _WORD.finditer(text, start, len(text) if end is None else end):
            own, place = found[0], found.start()
            if not own[0].isalnum():
                continue
            between = text[last:place]
            last = found.end()
            opens = opens or not _INSIDE.fullmatch(between)
            bond = JOINED if before and between in _JOINS else PARTED
            bond = OWNED if bond == JOINED and is_owned else bond
            for part in self._parts(own):
                kind, folded = self._kind(part)
                if kind == NAME and opens:
                    kind = OPENING
                is_person = (
                    bond == JOINED and kind == NAME and before[0].isupper() and before.lower() in self._before_persons
                )
                for word in folded:
                    yield Word(word, kind, place, place + len(part), bond, is_person)
                    bond = JOINED
                place += len(part)
                before, opens = part, False
            is_owned = own.endswith(POSSESSIVE)

    def _parts(self, word: str) -> Iterator[str]:
        """A word, split after a French or Italian elision: l’avocat."""
        head, mark, rest = word.replace("’", "'").partition("'")
        if mark and rest and head.lower() in self._words.elisions:
            yield word[: len(head) + 1]
            yield from self._parts(word[len(head) + 1 :])
        else:
            yield word

    def _kind(self, word: str) -> tuple[int, tuple[str, ...]]:
        known = self._kinds.get(word)
        if known is None:
            plain = word.replace("’", "'")
            known = self._kinds[word] = (self._kind_of(plain), tuple(folding.words(plain.removesuffix("'s"))))
        return known

    def _kind_of(self, word: str) -> int:
        own = word.lower().removesuffix("'s")
        if not word[0].isalpha():
            return NUMBER
        if own.removesuffix("'") in self._links:
            return LINK
        if word.endswith("'"):
            return OTHER
        if own in self._determiners:
            return DETERMINER
        if own in self._words.prepositions:
            return PREPOSITION
        if own.endswith("n't"):
            return AUXILIARY
        # A shouted word (NOT) is still a function word, but US, IT and WHO are more likely names.
        is_shouted = word.isupper() and len(word) > _SHORT_NAME and own not in self._pronouns
        if self._called.is_function(own if is_shouted else word):
            return AUXILIARY if own in self._auxiliaries else PRONOUN if own in self._pronouns else OTHER
        if word[0].islower() and word in self.verbs:
            return AUXILIARY
        return NAME if word[0].isupper() else LOWER


def _pairs(forms: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Endings of nouns, each with its replacement in the dictionary form."""
    pairs = sorted(form.split() for form in forms)
    return tuple((pair[0], "".join(pair[1:])) for pair in pairs)


@cache
def grammar(code: str) -> Grammar:
    """The grammar of the language with this code."""
    return Grammar(code)
