"""What shows of a name whether it is a person's: “*the* Fed”, “Audi said *it* …”, “Deco said *he* …”."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from explorer.reading.article import Sentence
from explorer.reading.called import Called
from explorer.reading.entities.entity import Entity
from explorer.reading.entities.names import Name
from explorer.reading.languages.lexicon import Lexicon
from explorer.reading.languages.wording import Wording
from explorer.reading.nouns import Kind
from explorer.reading.text.tokens import Token

# How many words behind a name are looked at for a pronoun that takes it up.
_NEAR = 6


class Signs:
    """Counts, for each entity of an article, what shows that it is a person, and what shows that it is none."""

    def __init__(self, words: Wording, own: Lexicon, called: Called) -> None:
        self._words = words
        self._own = own
        self._called = called
        self._behind = own.finite | own.past | words.verbs | words.prepositions | words.conjunctions
        self._reporting = words.verbs | words.that
        self._for: Counter[Entity] = Counter()
        self._against: Counter[Entity] = Counter()

    def take(self, sentence: Sentence, name: Name, entity: Entity) -> None:
        """Take note of what stands beside a name."""
        tokens = sentence.tokens
        begin, end = sentence.index_at(name.at.start), sentence.index_at(name.at.end)
        end += end < len(tokens) and tokens[end].start < name.at.end
        before = tokens[begin - 1].word if begin and name.whole.start == name.at.start else ""
        behind = tokens[end] if end < len(tokens) else None
        is_noun = name.owns or behind is None or not behind.is_word or behind.word in self._behind
        if is_noun and (before in self._own.before_no_person or (before in self._own.before_places and not name.owns)):
            self._against[entity] += 1
        elif not name.owns and (found := self._pronoun(tokens[end : end + _NEAR])):
            (self._for if found == "who" else self._against)[entity] += 1

    def _pronoun(self, behind: Sequence[Token]) -> str:
        """What takes a name up right behind it: “who” for a pronoun of one person, “it” for one of a thing.

        “Audi warned that *it* had …”; in “Ruiz called *it* unfair” another thing is meant.
        """
        for n, token in enumerate(behind):
            if self._words.gender_of(token.word) or token.word in self._own.person_relatives:
                return "who"
            if token.word in self._own.its:
                return "it"
            if token.word in self._words.things:
                is_subject = n > 0 and behind[n - 1].word in self._reporting and n + 1 < len(behind)
                return "it" if is_subject and behind[n + 1].word in self._called.finite else ""
            if not token.is_word or token.is_capital:
                return ""
        return ""

    def tell_of_no_person(self, entity: Entity) -> bool:
        """Whether an entity with a name is hardly a person, by what the article and other news show."""
        if entity.genders or (entity.core[0] in self._own.genders and len(entity.core) > 1):
            return False
        if len(entity.core) == 1 and self._called.nouns.kind_of(entity.core[0]) is Kind.PERSON:
            return False  # “the Queen”
        shown, against = self._for[entity] + len(entity.roles), self._against[entity]
        is_known = self._is_known(entity) or self._ends_commonly(entity)
        return shown <= against if is_known else shown < against

    def tell_of_group(self, entity: Entity) -> bool:
        """Whether the name of no person is a group's."""
        return self._is_known(entity) or self._called.nouns.kind_of(entity.core[-1]) is Kind.GROUP

    def _is_known(self, entity: Entity) -> bool:
        return " ".join(entity.core) in self._own.known_groups

    def _ends_commonly(self, entity: Entity) -> bool:
        """Whether a name of several words ends with one that news writes small: “Boxing *Day*”, “Apple *Pay*”."""
        return len(entity.core) > 1 and entity.core[-1] in self._own.lowercase
