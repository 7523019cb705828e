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
# How many words a person's full name has at least.
_FULL = 2
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
        # What a name ends with that is a group's or a thing's, in English and in this language.
        groups = together(english.organisations, own.organisations)
        self._of_groups = without(together(groups, english.named_after, own.named_after), own.people)
        self._behind = self._clausal | words.prepositions | words.conjunctions
        self._reporting = words.verbs | words.that
        self._for: Counter[Entity] = Counter()
        self._against: Counter[Entity] = Counter()
        # The same, beside a name of several words; and where a noun for a thing that has the name stands before it.
        self._against_whole: Counter[Entity] = Counter()
        self._named_things: Counter[Entity] = Counter()

    def take(self, sentence: Sentence, name: Name, entity: Entity) -> None:
        """Count the signals beside a name."""
        tokens = sentence.tokens
        begin, end = sentence.index_at(name.at.start), sentence.index_at(name.at.end)
        end += end < len(tokens) and tokens[end].start < name.at.end
        behind = tokens[end] if end < len(tokens) else None
        if len(name.core) == len(entity.core):
            self._named_things[entity] += self._is_named_after(tokens, sentence.index_at(name.at.start))
        if name.titles and name.titles[-1] in self._words.bare_titles:
            self._for[entity] += 1  # “Mr. *Holland*” is no place
        if not entity.is_shown and self._is_titled(name):
            role = tokens[sentence.index_at(name.whole.start) : begin]
            entity.is_shown = not (self._is_attribute(name, behind) or self._is_groups(role))
        before = tokens[begin - 1].word if begin and name.whole.start == name.at.start else ""
        if before in self._words.particles and tokens[begin - 1].is_capital:
            before = ""  # “*Le* Drian”
        is_noun = name.owns or behind is None or not behind.is_word or behind.word in self._behind
        if is_noun and (before in self._own.before_no_person or (before in self._own.before_places and not name.owns)):
            self._against[entity] += 1
            self._against_whole[entity] += len(name.core) > 1
        elif not name.owns and before not in self._own.with_listener:
            self._take_pronoun(tokens[end : end + _NEAR], entity, is_of=self._is_of(tokens, begin, before))

    def _is_named_after(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a noun before a name tells that a thing or a place has it: “praça Ana Sá”, “cidade de *Olmok*”."""
        before = [token.word for token in tokens[max(0, at - 2) : at]]
        if before[-1:] and before[-1] in self._own.before_things:
            return True
        return len(before) > 1 and before[-1] in self._own.belonging and before[-2] in self._own.of_places

    def _is_of(self, tokens: Sequence[Token], begin: int, before: str) -> bool:
        """Whether a name says of which others are: “runners from *Porto*”, “an aide at Calder and *Olmok*”."""
        if before in self._words.conjunctions and begin > 1 and tokens[begin - 2].is_capital:
            at = next((n for n in range(begin - 2, -1, -1) if not tokens[n].is_capital), 0)
            return tokens[at].word in self._words.prepositions
        return before in self._words.prepositions

    def _is_attribute(self, name: Name, behind: Token | None) -> bool:
        """Whether a word behind a role stands before another noun: “a junior *Olmok* finalist”; not “Mr. Ruiz told”."""
        if self._own.adjectives_behind or behind is None or name.titles[-1] in self._words.bare_titles:
            return False
        word, rules = behind.word, self._name_rules
        is_plain = behind.is_word and behind.text.islower() and not rules.is_function(behind.text)
        is_verb = word in self._clausal or rules.is_verbal(behind.text) or word in self._behind
        return is_plain and not is_verb and rules.nouns.kind_of(behind.text) is not None

    def _is_groups(self, role: Sequence[Token]) -> bool:
        """Whether a role is a group’s, where adjectives stand behind nouns: “empresa *italiana* Olmok”."""
        if not self._own.adjectives_behind or not role or role[-1].word not in self._own.demonyms:
            return False
        noun = role[-2].text if len(role) > 1 else ""
        is_noun = noun.islower() and not self._name_rules.is_function(noun)
        return is_noun and self._name_rules.nouns.kind_of(noun) is not SourceKind.PERSON

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
            elif (token.word in self._own.person_relatives and not self._are_several(behind, n)) or (
                self._words.gender_of(token.word) and self._is_own(token)
            ):
                self._for[entity] += not is_of
            elif n == 0 and self._name_rules.nouns.kind_of(token.text) is SourceKind.PERSON:
                return  # “the Olmok *astronomer* who”
            elif token.is_word and not token.is_capital and token.word not in self._words.things:
                continue
            return

    def _are_several(self, behind: Sequence[Token], at: int) -> bool:
        """Whether “who” is several, or a team: “Olmok, who *are* second”."""
        return at + 1 < len(behind) and behind[at + 1].word in self._own.plural_verbs

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
        if self._is_common(entity):
            return self._for[entity] <= against
        if self._named_things[entity] > shown:
            return True
        if self._has_common_word(entity):
            return shown <= against
        if entity.gender or (entity.core[0] in self._own.genders and len(entity.core) > 1):
            if shown == 0 and self._is_things(entity):
                return True
            is_surname = self._own.adjectives_behind and self._is_persons(entity.core[-1])  # “o João Sá”
            return shown + self._own.adjectives_behind < self._against_whole[entity] and not is_surname
        if len(entity.core) == 1 and self._name_rules.nouns.kind_of(entity.core[0]) is SourceKind.PERSON:
            return False  # “the Queen”
        is_persons = any(map(self._is_persons, entity.core)) or self._is_given(entity)
        if is_persons and len(entity.core) > 1:
            return shown < self._against_whole[entity]  # “the *Ruiz* of 2001” does not tell of Ana Ruiz
        return shown < against if is_persons else shown <= against

    def _is_things(self, entity: Entity) -> bool:
        """Whether something has a name that begins with a first name: “Ana Ruiz *Institute*”, “praça Ana Ruiz”."""
        others = [word for word in entity.core[1:] if word not in self._words.particles]
        is_long = len(others) >= _FULL
        is_group = is_long and others[-1] in self._of_groups
        is_common = is_long and all(word in self._small and word not in self._own.people for word in others)
        return is_group or is_common or self._named_things[entity] > 0

    def _is_given(self, entity: Entity) -> bool:
        """Whether a name ends as one with the given name behind: “Park *Jin-hee*”; not “Olmok *Airport-Calder*”."""
        own, last = self._own, entity.core[-1]
        if len(entity.core) == 1 or _GIVEN.fullmatch(last) is None:
            return False
        things = together(self._small, own.places, own.organisations)
        return things.isdisjoint(last.split("-"))

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
        """Whether a noun for people has a capital, perhaps behind an article, and names nobody: “dijo el *Obispo*”."""
        is_noun = len(entity.core) == 1 and self._name_rules.nouns.kind_of(entity.core[0]) is SourceKind.PERSON
        is_none = entity.core[0] not in self._own.people and not entity.is_shown
        is_none = is_none and self._against[entity] >= self._for[entity]
        return is_noun and self._own.adjectives_behind and (is_none or self._against[entity] > self._for[entity])

    def tell_of_group(self, entity: Entity) -> bool:
        """Whether the name of no person is a group's."""
        return self._is_known(entity) or self._name_rules.nouns.kind_of(entity.core[-1]) is SourceKind.GROUP

    def _is_known(self, entity: Entity) -> bool:
        whole, first = " ".join(entity.core), entity.core[0]
        if len(entity.core) > 1 and (
            whole in self._own.places or (first in self._own.saints and len(entity.core) == _FULL)
        ):
            return True
        is_owned = self._words.capital_nouns and whole.endswith("s") and whole[:-1] in self._own.places
        return whole in self._own.known_groups or is_owned  # “*Olmoks* Damm”

    def _is_common(self, entity: Entity) -> bool:
        """Whether a name has no word that people are called by, and only such as news writes small, or places."""
        own = self._own
        words = [word for word in entity.core if word not in self._words.particles]
        return all(word not in own.people and (word in self._small or word in own.places) for word in words)

    def _has_common_word(self, entity: Entity) -> bool:
        """Whether a name of several words has one that is hardly in a person's: “Boxing *Day*”, “*British* Airways”."""
        first, *others = entity.core
        if not others:
            return False
        last, own = others[-1], self._own
        if first in own.genders and first not in self._words.particles:  # “Ana Ruiz *Airport*”
            return last in own.named_after
        nouns = self._name_rules.nouns
        is_last = last in self._small or nouns.kind_of(last) in (SourceKind.WRITING, SourceKind.GROUP)
        is_last = is_last or nouns.is_common(last) or last in self._of_groups
        is_elsewhere = first in own.places and len(first) > _SHORTENED
        is_elsewhere = is_elsewhere or (first in own.demonyms and len(others) == 1)  # “*Democrat* Ana Ruiz”
        is_first = (first in self._small or is_elsewhere) and first not in self._words.particles
        return is_last or (is_first and not self._is_given(entity))
