"""Parse noun phrases for sources: a person, a group, or a document such as a report or a survey."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from enum import Enum
from functools import cached_property, lru_cache

import msgspec

from explorer.reading.languages.lexicon import Lexicon
from explorer.reading.languages.wording import Wording
from explorer.reading.text.word_forms import singular

# The minimum number of letters in the last noun of a compound: “shopkeeper”, “Regierungssprecher”.
_LONG = 5
# The minimum number of letters before that noun; and in a word that is also known by itself.
_BEFORE_NOUN, _COMPOUND = 2, 3
# The maximum number of words to keep with their kinds.
_KEPT = 1 << 14
# The minimum number of letters in a plural.
_PLURAL = 4


class SourceKind(Enum):
    """The kind of a source, by the head of its noun phrase."""

    PERSON = "person"
    GROUP = "group"
    WRITING = "writing"


class NounPhrase(msgspec.Struct, frozen=True):
    """A noun phrase: its `words`, and the index of its `head` among them."""

    words: tuple[str, ...]
    head: int
    kind: SourceKind
    is_plural: bool


class Nouns:
    """The nouns for sources in one language. `is_function` recognises function words."""

    def __init__(self, words: Wording, own: Lexicon, is_function: Callable[[str], bool]) -> None:
        self._words = words
        self._own = own
        self._is_function = is_function
        # Most words recur.
        self.kind_of = lru_cache(_KEPT)(self._kind_of)
        self.singular = lru_cache(_KEPT)(self._singular)
        self.is_common = lru_cache(_KEPT)(self._is_common)

    @cached_property
    def _persons(self) -> frozenset[str]:
        known = self._words.roles | self._own.roles | self._own.described.keys() | self._own.person_nouns
        return known | self._own.demonyms - self._own.group_nouns

    @cached_property
    def _groups(self) -> frozenset[str]:
        return self._words.collectives | self._own.organisations | self._own.group_nouns

    @cached_property
    def _known(self) -> frozenset[str]:
        return self._persons | self._groups | self._own.writings

    @cached_property
    def _compounds(self) -> frozenset[str]:
        """The nouns that compounds may end with."""
        return self._known if self._words.capital_nouns else self._persons

    def _kind_of(self, text: str) -> SourceKind | None:
        """The kind of source that a word means, if it is a noun for one."""
        word = plain(text)
        if text[0].isupper() and word.strip(".") in self._words.bare_titles:
            return SourceKind.PERSON
        inflected = self._own.inflections if text[0].isupper() else ()
        stems = (word.removesuffix(ending) for ending in inflected if word.endswith(ending))
        for form in dict.fromkeys((word, self.singular(word), *stems)):
            if form in self._persons and form not in self._own.organisations:
                return SourceKind.PERSON
            if form in self._groups and (text[0].isupper() or form not in self._own.writings):
                return SourceKind.GROUP
            if form in self._own.writings or form in self._words.documents:
                return SourceKind.WRITING
        if word in self._own.people:
            return None  # “Beckenbauer” is no builder
        one = self.singular(word)
        # “Factor” is not a kind of actor, nor “injustice” of justice.
        least = _COMPOUND if word in self._own.lowercase else 0
        if word.endswith(self._own.person_endings) or _ends_with(one, self._persons, least):
            return SourceKind.PERSON
        if self._words.capital_nouns:  # “Innenministerium”, “Medienberichte”
            if _ends_with(one, self._groups):
                return SourceKind.GROUP
            return SourceKind.WRITING if _ends_with(one, self._own.writings) else None
        return None

    def _is_common(self, text: str) -> bool:
        """Whether a word is a common noun where all have a capital: “Antwort”, “Bildverzögerung”; not “Albrecht”."""
        word = plain(text).rpartition("-")[2]
        if not self._own.nouns or word in self._own.people or (len(text) > 1 and text.isupper()):
            return False
        stems = {word, *(word.removesuffix(ending) for ending in self._own.inflections)}
        if word.endswith(self._own.common_endings) or not stems.isdisjoint(self._own.nouns):
            return True
        begins = range(_BEFORE_NOUN, len(word) - _LONG + 1)
        return any(stem[begin:] in self._own.nouns for begin in begins for stem in stems if len(stem) - begin >= _LONG)

    def is_plural(self, text: str) -> bool:
        """Whether a noun is plural."""
        word = plain(text)
        return word in self._own.plural or self.singular(word) != word

    def _singular(self, word: str) -> str:
        """A noun without its plural ending; unchanged if it has no known one."""
        known = self._known
        if word in self._own.irregular:
            return self._own.irregular[word]
        for ending, one in self._own.plurals:
            form = word.removesuffix(ending) + one
            if len(word) >= _PLURAL and word.endswith(ending) and (form in known or _ends_with(form, self._compounds)):
                return form
        return singular(word) if self._words.plural_endings and word not in known else word

    def phrase(self, words: Sequence[str], *, with_asides: bool = False) -> NounPhrase | None:
        """The noun phrase at the start of words, without a clause after it; None if its head is not a known noun.

        “A spokesman for the firm (refused)”, “(The) two officials (who)”, “25 percent of voters”. `with_asides`: what
        follows “on” or “to” is part of it, as in “an expert on bats”, rather than a setting.
        """
        stop = next((n for n in range(1, len(words)) if self.ends_head(words, n)), len(words))
        is_behind = self._own.adjectives_behind or bool(self._own.genitive_endings)
        order = range(stop) if is_behind else range(stop - 1, -1, -1)
        head = next((n for n in order if self.kind_of(words[n])), None)
        if head is None or not (is_behind or head + 1 == stop):
            return self._amount(words, stop)
        kind = self.kind_of(words[head])
        end = stop if is_behind else head + 1
        goes_on = self._continuing | self._own.aside if with_asides else self._continuing
        if end < len(words) and (plain(words[end]) in goes_on or self._is_genitive(words, end)):
            end = self._end_of(words, end)
        return NounPhrase(tuple(words[:end]), head, kind, self.is_plural(words[head])) if kind else None

    def _amount(self, words: Sequence[str], stop: int) -> NounPhrase | None:
        """A phrase for a share of others: “a majority *of voters*”, “the share *of Republicans*”."""
        if not 0 < stop < len(words) - 1 or plain(words[stop]) not in self._own.belonging:
            return None
        if plain(words[stop - 1]) not in self._own.amounts:
            return None
        of = self.phrase(words[stop + 1 :])
        if of is None or not of.is_plural:
            return None
        return NounPhrase((*words[: stop + 1], *of.words), stop + 1 + of.head, of.kind, is_plural=True)

    @cached_property
    def _continuing(self) -> frozenset[str]:
        return (self._words.prepositions | self._own.joining) - self._own.aside

    def ends_head(self, words: Sequence[str], at: int) -> bool:
        """Whether the head of a phrase is before this word."""
        word = plain(words[at])
        if not words[at][0].isalnum() and word != "&":
            return True
        known = (self._words.prepositions, self._words.relatives, self._own.joining)
        if any(word in each for each in known) or self._is_genitive(words, at):
            return True
        if word in self._words.articles and self._own.person_nouns and not self._words.capital_nouns:
            return True  # “the ministry withheld *a* report”
        return self._is_clause(words, at)

    def _is_genitive(self, words: Sequence[str], at: int) -> bool:
        """Whether an article begins the genitive of a German noun: “die Sprecherin *der* Polizei”."""
        is_article = self._words.capital_nouns and plain(words[at]) in self._words.articles
        return is_article and self.kind_of(words[at - 1]) is not None

    def _is_clause(self, words: Sequence[str], at: int) -> bool:
        """Whether a clause begins at a word after a noun: with its verb, a participle or a pronoun."""
        word, before = plain(words[at]), words[at - 1]
        if words[at][0].isupper() and not self._words.capital_nouns:
            return False
        if word in self._own.finite or word in self._words.that:
            return True
        is_noun = self.kind_of(before) is not None
        is_behind = self._is_function(words[at]) or self._words.is_adverb(word)
        if is_noun and is_behind and word not in self._words.determiners:
            return True
        is_verb = word in self._own.past or word in self._words.verbs or word in self._words.participles
        is_verb = is_verb or self._words.is_verb_form(word)
        return is_noun and is_verb and self.kind_of(words[at]) is None

    def _end_of(self, words: Sequence[str], at: int) -> int:
        """The end of a phrase that a preposition continues, before a clause and without final grammatical words."""
        end = next((n for n in range(at + 1, len(words)) if self._is_end(words, n)), len(words))
        while end > at and self._is_left_out(words[end - 1]):
            end -= 1
        return end if end > at + 1 else at

    def _is_left_out(self, text: str) -> bool:
        """Whether a word in the continuation of a phrase cannot be its last one: “a teacher *of 32*”."""
        return self._is_function(text) or plain(text) in self._continuing or text.isdigit()

    def _is_end(self, words: Sequence[str], at: int) -> bool:
        word = plain(words[at])
        is_verb = word in self._own.past or word in self._own.finite or word in self._words.verbs
        behind = plain(words[at + 1]) if at + 1 < len(words) else ""
        takes = not behind or behind in self._words.determiners or behind in self._words.prepositions
        is_verb = is_verb or (takes and self._words.is_verb_form(word))
        is_behind = words[at - 1][0].isupper() or self.kind_of(words[at - 1]) is not None
        is_clause = words[at][0].islower() and is_verb and is_behind and self.kind_of(words[at]) is None
        is_clause = is_clause or word in self._words.relatives or word in self._words.that
        return is_clause or not (words[at][0].isalnum() or word == "&")


def _ends_with(word: str, nouns: Container[str], least: int = 0) -> bool:
    """Whether a word ends with one of the long nouns, with at least `least` letters before it."""
    return any(word[at:] in nouns for at in range(least, len(word) - _LONG + 1))


def plain(text: str) -> str:
    """A word in lower case, with a straight apostrophe."""
    return text.lower().replace("’", "'")
