"""Tell people from groups and things by the context of names: “*the* Fed”, “Audi said *it* …”, “Deco said *he* …”."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from explorer.reading.article import Sentence
from explorer.reading.entities.entity import Entity
from explorer.reading.entities.names import Name
from explorer.reading.languages.lexicon import Lexicon, lexicon_of
from explorer.reading.languages.wording import Wording, together, without
from explorer.reading.name_rules import NameRules
from explorer.reading.nouns import SourceKind, plain
from explorer.reading.text.tokens import Token
from explorer.reading.text.word_forms import folded

# A given name behind the surname: “Park *Jin-hee*”.
_GIVEN = re.compile(r"\w+-\w+")
# How surnames begin, and no other names.
_SURNAME = re.compile(r"(?:mc|o['’]|al-|ibn-)\w")
# So many letters are short for a place, and may be those of a first name, too: “Mo.”
_SHORTENED = 3
# How much more than nothing must stand beside the name to show that what news has for a group is somebody here.
_SURELY = 2
# How many words behind a name are looked at for a pronoun that takes it up.
_NEAR = 6


class TypeSignals:
    """Counts, for each entity of an article, the signals that it is a person, and that it is none."""

    def __init__(self, words: Wording, own: Lexicon, name_rules: NameRules) -> None:
        self._words = words
        self._own = own
        self._name_rules = name_rules
        self._clausal = own.finite | own.past | words.verbs
        # What something is called by is often English.
        english = lexicon_of("en")
        of_things = without(together(english.lowercase, english.also_small), own.people)
        self._small = together(own.lowercase, own.also_small, of_things)
        self._behind = self._clausal | words.prepositions | words.conjunctions
        self._reporting = words.verbs | words.that
        self._for: Counter[Entity] = Counter()
        self._against: Counter[Entity] = Counter()

    def take(self, sentence: Sentence, name: Name, entity: Entity) -> None:
        """Count the signals beside a name."""
        tokens = sentence.tokens
        begin, end = sentence.index_at(name.at.start), sentence.index_at(name.at.end)
        end += end < len(tokens) and tokens[end].start < name.at.end
        entity.is_shown = entity.is_shown or self._is_titled(name)
        before = tokens[begin - 1].word if begin and name.whole.start == name.at.start else ""
        if before in self._words.particles and tokens[begin - 1].is_capital:
            before = ""  # “*Le* Drian”
        behind = tokens[end] if end < len(tokens) else None
        is_noun = name.owns or behind is None or not behind.is_word or behind.word in self._behind
        if is_noun and (before in self._own.before_no_person or (before in self._own.before_places and not name.owns)):
            self._against[entity] += 1
        elif not name.owns and before not in self._own.with_listener:
            self._take_pronoun(tokens[end : end + _NEAR], entity, is_of=before in self._words.prepositions)

    def _is_titled(self, name: Name) -> bool:
        """Whether a title or a role of one stands right before a name: “Mr. Ruiz”; not “say *sources* Calder”."""
        last = name.titles[-1] if name.titles else ""
        if last in self._words.bare_titles:
            return True
        is_one = last != "" and last not in self._own.of_firms and not self._name_rules.nouns.is_plural(last)
        # “la sénatrice *Écolo*”: where adjectives stand behind, a party or a place may.
        return is_one and (not self._own.adjectives_behind or len(name.core) > 1 or self._is_persons(name.core[0]))

    def _take_pronoun(self, behind: Sequence[Token], entity: Entity, *, is_of: bool) -> None:
        """Count a pronoun that takes a name up right behind it, of one person or of a thing.

        “Audi warned that *it* had …”; in “Ruiz called *it* unfair” and “Audi sent *him* a car” another one is meant,
        and in “runners from Porto *who* …” (`is_of`).
        """
        for n, token in enumerate(behind):
            is_told = n > 0 and behind[n - 1].word in self._reporting
            is_subject = is_told and n + 1 < len(behind) and behind[n + 1].word in self._name_rules.finite
            is_its = token.word in self._own.its and (n == 0 or behind[0].word in self._clausal)
            if is_its or (token.word in self._words.things and is_subject):
                self._against[entity] += 1
            elif (token.word in self._own.person_relatives and not is_of) or (
                self._words.gender_of(token.word) and self._is_own(token)
            ):
                self._for[entity] += 1
            elif token.is_word and not token.is_capital and token.word not in self._words.things:
                continue
            return

    def _is_own(self, token: Token) -> bool:
        return token.word not in self._words.objective or token.word in self._words.his

    def tell_of_no_person(self, entity: Entity) -> bool:
        """Whether a named entity is hardly a person, by the article and by other news.

        Who is called by no name that people have is one only when the article shows it.
        """
        roles = sum(map(self._is_persons_role, entity.roles))
        shown, against = self._for[entity] + roles + entity.is_shown, self._against[entity]
        if self._is_known(entity):
            return self._for[entity] + entity.is_shown < against + _SURELY
        if self._has_common_word(entity):
            return shown <= against
        if entity.gender or (entity.core[0] in self._own.genders and len(entity.core) > 1):
            return False
        if len(entity.core) == 1 and self._name_rules.nouns.kind_of(entity.core[0]) is SourceKind.PERSON:
            return False  # “the Queen”
        is_persons = any(map(self._is_persons, entity.core)) or _GIVEN.fullmatch(entity.core[-1])
        return shown < against if is_persons else shown <= against

    def _is_persons(self, word: str) -> bool:
        """Whether people are called by a word: “Ruiz”; not “Axios”."""
        return folded(word) in self._own.people or _SURNAME.match(word) is not None

    def _is_persons_role(self, role: str) -> bool:
        """Whether a role is that of a person, and can’t be a firm’s: “the rival”."""
        told = self._name_rules.role(" ".join(role.split()))
        phrase = self._name_rules.nouns.phrase(told.split()) if told else None
        heads = (phrase.words[0], phrase.words[phrase.head]) if phrase else ()
        of_firms = any(plain(head).rpartition("-")[2] in self._own.of_firms for head in heads)
        return told is not None and not of_firms

    def tells_of_person(self, entity: Entity) -> bool:
        """Whether what is known of an entity by now shows that it is a person after all."""
        return not (self._is_known(entity) or self.tell_of_no_person(entity))

    def tell_of_description(self, entity: Entity) -> bool:
        """Whether a noun for people has a capital behind an article, and names nobody: “dijo el *Obispo*”."""
        is_noun = len(entity.core) == 1 and self._name_rules.nouns.kind_of(entity.core[0]) is SourceKind.PERSON
        return is_noun and self._own.adjectives_behind and self._against[entity] > self._for[entity]

    def tell_of_group(self, entity: Entity) -> bool:
        """Whether the name of no person is a group's."""
        return self._is_known(entity) or self._name_rules.nouns.kind_of(entity.core[-1]) is SourceKind.GROUP

    def _is_known(self, entity: Entity) -> bool:
        return " ".join(entity.core) in self._own.known_groups

    def _has_common_word(self, entity: Entity) -> bool:
        """Whether a name of several words has one that is hardly in a person's: “Boxing *Day*”, “*British* Airways”."""
        first, *others = entity.core
        if not others:
            return False
        last, own = others[-1], self._own
        if first in own.genders and first not in self._words.particles:  # “Ana Ruiz *Airport*”
            return last in own.named_after
        is_last = last in self._small or self._name_rules.nouns.kind_of(last) in (SourceKind.WRITING, SourceKind.GROUP)
        is_elsewhere = first in own.places and len(first) > _SHORTENED
        is_elsewhere = is_elsewhere or (first in own.demonyms and len(others) == 1)  # “*Democrat* Ana Ruiz”
        is_first = (first in self._small or is_elsewhere) and first not in self._words.particles
        return is_last or (is_first and not _GIVEN.fullmatch(last))
