"""Distinguish people from groups and things by context: “*the* Fed”, “Audi said *it* …”, “Deco said *he* …”."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from explorer.reading.article import Reading, Sentence
from explorer.reading.entities.entity import Entity
from explorer.reading.entities.names import Name
from explorer.reading.languages.lexicon import lexicon_of
from explorer.reading.languages.wording import together, without
from explorer.reading.nouns import SourceKind, plain
from explorer.reading.text.tokens import QUOTED, Token
from explorer.reading.text.word_forms import folded

# A given name after the surname: “Park *Jin-hee*”.
_GIVEN = re.compile(r"\w+-\w+")
# An acronym, perhaps in the plural: “OS”, “DOJ”, “IDs”; and the maximum number of initials of given names.
_LETTERS, _INITIALS = re.compile(r"[A-Z]{2,}(?:er)?s?"), 2
# What joins a name to another: “AFP/*Olmok*”.
_JOINING = "-/"
# Beginnings that only surnames have.
_SURNAME = re.compile(r"(?:mc|o['’]|al-|ibn-)\w")
# The maximum number of letters in a short form of a place, which may also be that of a first name: “Mo.”
_SHORTENED = 3
# By how much signals for a person must outnumber those against, for the name of a known group, or for one that people
# do not have.
_SURELY = 2
# The maximum number of words in “said that he”.
_SAID = 3
# The minimum number of words in a person's full name.
_FULL = 2
# Search this many words after a name for a pronoun that refers to it.
_NEAR = 6
# The weight of “he” or “she” after a reporting verb as a signal of gender: the same as a first name. Of 105 such
# pronouns in 1,200 articles, 103 mean the speaker; two of these have a first name of the other gender.
_TELLING = 2


class TypeSignals:
    """Counts the signals for and against each entity of an article being a person."""

    def __init__(self, reading: Reading) -> None:
        self._words = words = reading.wording
        self._own = own = reading.lexicon
        self._name_rules = reading.name_rules
        self._clausal = together(own.finite, own.past, words.verbs)
        # Names of things are often English.
        english = lexicon_of("en")
        of_things = without(together(english.lowercase, english.also_small), own.people)
        self._small = together(own.lowercase, own.also_small, of_things)
        # Last words in names of groups or things, in English and in this language.
        groups = together(english.organisations, own.organisations)
        self._of_groups = without(together(groups, english.named_after, own.named_after), own.people)
        self._behind = together(self._clausal, words.prepositions, words.conjunctions)
        self._reporting = together(words.verbs, words.that)
        self._for: Counter[Entity] = Counter()
        self._against: Counter[Entity] = Counter()
        # The same for names of several words; and how often a noun for a thing with this name precedes it.
        self._against_whole: Counter[Entity] = Counter()
        self._named_things: Counter[Entity] = Counter()
        # Entities whose names are right beside the words quoted from them.
        self._quoted: set[Entity] = set()
        # How often each is named, and how often the name may be part of a longer one or give a place.
        self._mentions: Counter[Entity] = Counter()
        self._within: Counter[Entity] = Counter()
        # Words that the article itself writes in small letters.
        tokens = (token for sentence in reading.sentences for token in sentence.tokens)
        lower = {token.text for token in tokens if token.text.islower() and len(token.text) > 1}
        self._lower = {*map(folded, lower)} - own.generations
        self._of_something = together(words.places, own.of)
        # Words that precede places and hardly ever people; in other languages “en” or “bei” may precede a person.
        is_other = own.adjectives_behind or words.capital_nouns
        self._before_places = frozenset() if is_other else words.places

    def take(self, sentence: Sentence, name: Name, begin: int, entity: Entity) -> None:
        """Count the signals beside a name whose first token is at `begin`."""
        tokens, end = sentence.tokens, sentence.index_at(name.at.end)
        end += end < len(tokens) and tokens[end].start < name.at.end
        behind = tokens[end] if end < len(tokens) else None
        self._take_gender([token.word for token in tokens[end : end + _SAID]], entity)
        if name.owns and f"{' '.join(entity.core)}'s" in self._own.known_groups:
            self._against[entity] += 1  # “*Olmok’s* said”
        if self._is_quoted(tokens, begin, end):
            self._quoted.add(entity)
        self._mentions[entity] += 1
        self._within[entity] += self._is_within(tokens, name, begin, end)
        if len(name.core) == len(entity.core):
            self._named_things[entity] += self._is_named_after(tokens, begin)
        if name.titles and name.titles[-1] in self._words.bare_titles:
            self._for[entity] += 1  # “Mr. *Holland*” is no place
        if not entity.is_shown and self._is_titled(name):
            role = tokens[sentence.index_at(name.whole.start) : begin]
            is_groups = self._is_group_role(role)
            self._against[entity] += is_groups
            entity.is_shown = not (is_groups or self._is_role_of_thing(role, name.titles[-1]))
        before = tokens[begin - 1].word if begin and name.whole.start == name.at.start else ""
        if before in self._words.particles and tokens[begin - 1].is_capital:
            before = ""  # “*Le* Drian”
        is_noun = name.owns or behind is None or not behind.is_word or behind.word in self._behind
        is_place = before in self._before_places and not name.owns
        if is_noun and (is_place or self._is_articled(name, begin, before)):
            self._against[entity] += 1
            self._against_whole[entity] += len(name.core) > 1
        elif self._is_before_noun(name, behind):
            self._against_whole[entity] += 1
        elif not name.owns and before not in self._own.with_listener:
            self._take_pronoun(tokens[end : end + _NEAR], entity, is_of=self._qualifies_another(tokens, begin, before))

    def _is_quoted(self, tokens: Sequence[Token], begin: int, end: int) -> bool:
        """Whether a name and a reporting verb come right after quoted words: “…,” *Olmok* said.

        Of 11 unlisted words in 2,000 articles that do so without an article, 10 are people's names.
        """
        behind = tokens[end].word if end < len(tokens) else ""
        is_before = behind in self._words.verbs
        at = begin - 1 if is_before else begin - 2
        is_beside = is_before or (at >= 0 and tokens[at + 1].word in self._words.verbs)
        return is_beside and at >= 0 and tokens[at - (at > 0 and tokens[at].word == ",")].word == QUOTED

    def _is_articled(self, name: Name, begin: int, before: str) -> bool:
        """Whether the name follows an article that never precedes a person's name: “un *Olmokois*”."""
        if before in self._own.indefinite:
            return before in self._own.before_no_person or (len(name.core) == 1 and not self._is_persons(name.core[0]))
        return before in self._own.before_no_person or (begin == 1 and before in self._words.articles)

    def _take_gender(self, behind: Sequence[str], entity: Entity) -> None:
        """Count a pronoun that refers to the speaker: “Ruiz said *she* had a plan”."""
        if len(behind) < _SAID or behind[0] not in self._words.verbs:
            return
        pronoun = behind[1 + (behind[1] in self._words.that)]
        if pronoun in self._words.pronouns and pronoun not in self._words.objective:
            entity.genders[self._words.gender_of(pronoun)] += _TELLING

    def _is_within(self, tokens: Sequence[Token], name: Name, begin: int, end: int) -> bool:
        """Whether a name may be part of a longer one, or only qualify or locate something else.

        “*Olmok*’s Grill”, “AFP/*Olmok*”, “*Olmok* Not War”, “*Olmok* of Calder”, “*Olmok* grain”, “a mill in *Olmok*”.
        """
        before, behind, further = (tokens[n] if 0 <= n < len(tokens) else None for n in (begin - 1, end, end + 1))
        if before and before.text in _JOINING and before.end == name.at.start:
            return True
        if behind and behind.text in _JOINING and behind.start == name.at.end:
            return True
        if before and before.word in self._of_something and name.whole.start == name.at.start:
            return True
        if behind is None or not behind.is_word or self._words.capital_nouns:
            return False
        is_alone = sum(folded(word) not in self._words.particles for word in name.core) == 1
        if behind.is_capital and (is_alone or name.owns):
            return behind.word not in self._name_rules.elsewhere
        is_of = behind.word in self._own.of and further is not None and further.is_capital
        is_of = is_alone and (is_of or self._is_before_other_noun(name, behind))
        return is_of or self._is_first_of_two(tokens, end)

    def _is_first_of_two(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a group or office has a double name: “*Fish* and Wildlife Service”, “*Arts* and Sport Minister”."""
        end = at + 1
        while end < len(tokens) and tokens[end].is_capital:
            end += 1
        is_two = tokens[at].word in self._words.conjunctions and end > at + 1
        return is_two and tokens[end - 1].word.strip(".") in together(self._of_groups, self._words.roles)

    def _is_before_other_noun(self, name: Name, behind: Token) -> bool:
        """Whether the word after a name may be a noun rather than a verb: “*Olmok* grain”; not “Olmok said, went”."""
        if self._own.adjectives_behind or name.owns or name.titles or not behind.text.islower():
            return False
        is_verb = behind.word in self._clausal or behind.word.endswith((*self._words.past_endings, "s"))
        is_other = is_verb or self._words.is_adverb(behind.word) or self._name_rules.is_function(behind.text)
        return not is_other or self._name_rules.nouns.kind_of(behind.text) is not None

    def _is_before_noun(self, name: Name, behind: Token | None) -> bool:
        """Whether a name of several words qualifies a noun: “the *Olmok Brusk* newspaper”.

        A name that people have does not count: “the *Tom Hale* book”.
        """
        if behind is None or len(name.core) < _FULL or self._own.adjectives_behind or self._words.capital_nouns:
            return False
        if folded(name.core[0]) in self._own.genders and self._is_persons(name.core[-1]):
            return False
        is_noun = behind.text.islower() and self._name_rules.nouns.kind_of(behind.text) is not None
        is_one = is_noun and not (behind.word in self._clausal or self._name_rules.nouns.is_plural(behind.text))
        return is_one and not name.owns and not name.titles

    def _is_named_after(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether the words before a name show that it is that of a thing, a group or a place.

        “praça Ana Sá”, “cidade de *Olmok*”, “the Harbour Aid Fund (*Hafu*)”.
        """
        if at and tokens[at - 1].text == "(" and tokens[at + 1 : at + 2] and tokens[at + 1].text == ")":
            capitals = [part[0] for token in tokens[:at] if token.is_capital for part in token.text.split("-")]
            letters = tokens[at].text.upper()
            return len(letters) > 1 and "".join(capitals[-len(letters) :]).upper() == letters
        before = [token.word for token in tokens[max(0, at - 2) : at]]
        if before and not self._own.before_things.isdisjoint((before[-1], self._name_rules.nouns.singular(before[-1]))):
            return True
        return len(before) > 1 and before[-1] in self._own.belonging and before[-2] in self._own.of_places

    def _qualifies_another(self, tokens: Sequence[Token], begin: int, before: str) -> bool:
        """Whether a name only qualifies others: “runners from *Porto*”, “an aide at Calder and *Olmok*”."""
        if before in self._words.conjunctions and begin > 1 and tokens[begin - 2].is_capital:
            at = next((n for n in range(begin - 2, -1, -1) if not tokens[n].is_capital), 0)
            return tokens[at].word in self._words.prepositions
        return before in self._words.prepositions

    def _is_group_role(self, role: Sequence[Token]) -> bool:
        """Whether a role is a group’s or a thing’s, where adjectives follow nouns: “empresa *italiana* Olmok”."""
        if not self._own.adjectives_behind or not role:
            return False
        is_things = self._name_rules.nouns.kind_of(role[0].text) in (SourceKind.GROUP, SourceKind.WRITING)
        is_things = is_things or role[0].word in self._own.before_things  # “*compañía* militar privada Olmok”
        if is_things or role[-1].word not in self._own.demonyms:
            return is_things
        noun = role[-2].text if len(role) > 1 else ""
        is_noun = noun.islower() and not self._name_rules.is_function(noun)
        return is_noun and self._name_rules.nouns.kind_of(noun) is not SourceKind.PERSON

    def _is_role_of_thing(self, role: Sequence[Token], title: str) -> bool:
        """Whether another word comes between a title and the name: “coast *guard* ship Olmok”."""
        behind = role[max(n for n, token in enumerate(role) if token.word.strip(".") == title) + 1 :]
        if self._own.adjectives_behind or any(token.word in self._own.belonging for token in behind):
            return False
        return bool(behind) and behind[-1].text.islower() and not self._name_rules.is_function(behind[-1].text)

    def _is_titled(self, name: Name) -> bool:
        """Whether a title or the title of a role precedes a name directly: “Mr. Ruiz”; not “say *sources* Calder”."""
        last = name.titles[-1] if name.titles else ""
        if last in self._words.bare_titles:
            return True
        own = self._own
        others = together(own.of_firms, own.also_adjectives)
        is_one = last != "" and last not in others and not self._name_rules.nouns.is_plural(last)
        # “la sénatrice *Écolo*”: where adjectives follow nouns, a role may precede a party or a place.
        return is_one and (not self._own.adjectives_behind or len(name.core) > 1 or self._is_persons(name.core[0]))

    def _take_pronoun(self, behind: Sequence[Token], entity: Entity, *, is_of: bool) -> None:
        """Count a pronoun soon after a name that refers to it, as a person or as a thing.

        “Audi warned that *it* had …”; but “Ruiz called *it* unfair” and “Audi sent *him* a car” mean another, as does
        “runners from Porto *who* …” (`is_of`).
        """
        for n, token in enumerate(behind):
            is_told = n > 0 and behind[n - 1].word in self._reporting
            is_subject = is_told and n + 1 < len(behind) and behind[n + 1].word in self._name_rules.finite
            is_its = token.word in self._own.its and (n == 0 or behind[0].word in self._clausal)
            if is_its or (token.word in self._words.things and is_subject):
                self._against[entity] += 1
            elif token.word in self._own.person_relatives:
                self._for[entity] += not is_of
            elif self._words.gender_of(token.word) and (
                token.word not in self._words.objective or token.word in self._words.his
            ):
                # Where things are “he” or “she” too, such a pronoun does not show that a known name is a person's.
                self._for[entity] += not is_of and (bool(self._words.things) or not self._is_known(entity))
            elif n == 0 and self._name_rules.nouns.kind_of(token.text) is SourceKind.PERSON:
                return  # “the Olmok *astronomer* who”
            elif token.is_word and not token.is_capital and token.word not in self._words.things:
                continue
            return

    def is_hardly_person(self, entity: Entity) -> bool:
        """Whether a named entity is hardly a person, judging by the article and by other news.

        A name that people do not have is a person's only if the article shows it.
        """
        roles = sum(map(self._is_persons_role, entity.roles))
        shown, against = self._for[entity] + roles + entity.is_shown, self._against[entity]
        shown += self._is_called_by_surname(entity)
        if shown == 0 and self._within[entity] == self._mentions[entity] and not self._is_full_name(entity):
            return True  # no mention is in a person's position
        if shown == 0 and entity.core[-1] in self._lower and entity.core[0] not in self._own.genders:
            return True  # “the Olmok *Poultry* … of poultry”
        words = [word for word in entity.core if word not in self._words.particles]
        is_common = bool(words) and all(map(self._is_common, words))  # “Ben” is a particle, too
        if self._is_known(entity) or self._has_letters(entity):
            return self._for[entity] + entity.is_shown < against + _SURELY
        if is_common or (entity.core[-1] in self._own.peoples and entity.core[0] not in self._own.genders):
            return self._for[entity] < against + _SURELY  # “Catholics”, “*White* Christians”
        if self._named_things[entity] > shown:
            return True
        if len(entity.core) == 1:
            if entity.core[0] in together(self._words.roles, self._own.roles, self._own.person_nouns):
                return False  # “the Queen”
            is_persons = self._is_persons(entity.core[0]) and not all(map(str.isupper, entity.names))
            return shown < against if is_persons else shown + (entity in self._quoted) <= against
        return self._is_hardly_full_name(entity, shown, against)

    def _is_shown(self, entity: Entity) -> bool:
        """Whether something beside a name shows that it is a person's."""
        return entity.is_shown or self._for[entity] > 0 or any(map(self._is_persons_role, entity.roles))

    def _is_full_name(self, entity: Entity) -> bool:
        """Whether a name consists of a known given name and a known surname."""
        first, last = entity.core[0], entity.core[-1]
        return len(entity.core) > 1 and self._own.gender_of_name(first) is not None and self._is_persons(last)

    def _is_called_by_surname(self, entity: Entity) -> bool:
        """Whether the article also uses the last word of a full name alone, as for people: “Olmok Brusk … *Brusk*”."""
        known = together(self._own.known_groups, self._own.known_things)
        is_called = len(entity.core) > 1 and entity.core[-1] in map(folded, entity.names)
        words = set(entity.core) - self._words.particles if is_called and self._own.lowercase else ()
        is_place = entity.core[0] in self._own.places  # “*UK* Steel”
        return bool(words) and not is_place and not any(self._is_common(word) or word in known for word in words)

    def _is_hardly_full_name(self, entity: Entity, shown: int, against: int) -> bool:
        """Decide for a name of several words, given the evidence for and against a person."""
        is_surname = self._is_persons(entity.core[-1])
        if not self._begins_as_persons(entity):  # “*Climate* Calder”, “*Olmok* Ruiz”
            if self._is_groups_noun(entity.core[-1]):
                return shown < against + _SURELY
            words = [word for word in entity.core if word not in self._words.particles]
            is_of = self._own.adjectives_behind and len(words) < len(entity.core)
            if is_of and not (is_surname and entity.core[0] not in self._small) and not self._is_shown(entity):
                return True  # “Olmok *da* Calder”
            known = together(self._own.known_groups, self._own.known_things)
            is_known = entity.core[0] in without(known, self._own.people)
            if is_known or any(map(self._is_common, words)) or any(map(_LETTERS.fullmatch, entity.name.split())):
                return shown <= against
            is_someone = entity.is_person and any(map(self._is_persons, entity.core))
            return shown + (entity in self._quoted) < self._against_whole[entity] + (not is_someone)
        aside = together(self._words.particles, self._own.saints)
        others = [word for word in entity.core[1:] if word not in aside]
        is_first = entity.core[0] in self._own.genders
        is_common = all(map(self._is_common, others)) and not (is_first and len(others) < _FULL)
        if len(others) >= _FULL and not (is_surname or self._own.adjectives_behind):
            is_common = any(map(self._is_common, others))
        if others and self._is_groups_noun(others[-1], entity.core[0]):  # “Ana Ruiz *Institute*”
            return shown < against + _SURELY and not any(map(self._is_persons_role, entity.roles))
        if others and is_common and shown == 0:
            return True
        if is_first and self._own.adjectives_behind:  # “o João Sá”
            return not is_surname and shown + 1 < self._against_whole[entity]
        return shown + self._is_full_name(entity) < self._against_whole[entity]

    def _has_letters(self, entity: Entity) -> bool:
        """Whether a name contains an acronym, which no person's does: “Olmok *OS*”; not “Ana MU”, “EJ Ruiz III”."""
        words = entity.name.split()
        is_led = len(words) > 1 and len(words[0]) <= _INITIALS
        letters = (word for word in words[is_led:] if _LETTERS.fullmatch(word) and word.strip("IVXL"))
        is_written = len(words) == 1 or not entity.name.isupper()
        return is_written and any(folded(word) not in self._own.people for word in letters)

    def _is_groups_noun(self, word: str, given: str = "") -> bool:
        """Whether the last word of a name is a noun for a group or several people, and no surname: “Harbour *Friends*”.

        After a given name it is a surname: “Ana *Friends*”.
        """
        nouns = self._name_rules.nouns
        is_called = word in self._own.people or (given != "" and given not in self._small)
        if word in self._of_groups or is_called:
            return word in self._of_groups
        kind = nouns.kind_of(word)
        return kind is SourceKind.GROUP or (kind is SourceKind.PERSON and nouns.is_plural(word))

    def _begins_as_persons(self, entity: Entity) -> bool:
        """Whether a name begins with a given name or an initial, or ends with the given name: “Park Jin-hee”."""
        first, last = entity.core[0], entity.core[-1]
        is_given = self._own.gender_of_name(first) is not None or self._is_given(entity)
        return is_given or (len(first) == 1 and (entity.name[1:2] == "." or self._is_persons(last)))

    def _is_given(self, entity: Entity) -> bool:
        """Whether a name ends with the given name: “Park *Jin-hee*”; not “Olmok *Airport-Calder*”."""
        own, last = self._own, entity.core[-1]
        if len(entity.core) == 1 or _GIVEN.fullmatch(last) is None:
            return False
        things = together(self._small, own.places, own.organisations)
        return things.isdisjoint(last.split("-"))

    def _is_persons(self, word: str) -> bool:
        """Whether a word is a known surname or given name: “Ruiz”; not “Axios”."""
        return folded(word) in self._own.people or _SURNAME.match(word) is not None

    def _is_persons_role(self, role: str) -> bool:
        """Whether a role is a person's and cannot be a firm’s: “the rival”."""
        told = self._name_rules.role(" ".join(role.split()))
        phrase = self._name_rules.nouns.phrase(told.split()) if told else None
        heads = (phrase.words[0], phrase.words[phrase.head]) if phrase else ()
        of_firms = any(plain(head).rpartition("-")[2] in self._own.of_firms for head in heads)
        is_adjective = told is not None and plain(told) in self._own.also_adjectives
        return told is not None and not (of_firms or is_adjective)

    def is_person_after_all(self, entity: Entity) -> bool:
        """Whether the evidence so far shows that an entity is a person after all."""
        return not (self._is_known(entity) or self.is_hardly_person(entity))

    def is_description(self, entity: Entity) -> bool:
        """Whether a noun for people has a capital but names nobody, perhaps after an article: “dijo el *Obispo*”."""
        is_noun = len(entity.core) == 1 and self._name_rules.nouns.kind_of(entity.core[0]) is SourceKind.PERSON
        is_none = entity.core[0] not in self._own.people and not entity.is_shown
        is_none = is_none and self._against[entity] >= self._for[entity]
        return is_noun and self._own.adjectives_behind and (is_none or self._against[entity] > self._for[entity])

    def is_group(self, entity: Entity) -> bool:
        """Whether a name that is no person's is a group's."""
        whole = " ".join(entity.core)
        is_thing = whole in self._own.known_things and (len(entity.core) == 1 or whole not in self._own.places)
        is_known = self._is_known(entity) and not is_thing
        return is_known or self._name_rules.nouns.kind_of(entity.core[-1]) is SourceKind.GROUP

    def _is_known(self, entity: Entity) -> bool:
        whole, first = " ".join(entity.core), entity.core[0]
        if len(entity.core) > 1 and (whole in self._own.places or first in self._own.saints):
            return True
        is_owned = self._words.capital_nouns and whole.endswith("s") and whole[:-1] in self._own.places
        is_listed = whole in self._own.known_groups or whole in self._own.known_things
        # “*Al Jazeera* America”, “Ohio *Wal-Mart*”
        is_listed = is_listed or (len(entity.core) > _FULL and " ".join(entity.core[:_FULL]) in self._own.known_groups)
        is_last = entity.core[-1] in without(self._own.known_groups, self._own.people)
        is_listed = is_listed or (is_last and first in self._own.places)
        return is_listed or is_owned  # “*Olmoks* Damm”

    def _is_common(self, word: str) -> bool:
        """Whether a word is hardly ever a person's name: “*Climate* Calder”, “Boxing *Day*”, “*British* Airways”."""
        own, nouns = self._own, self._name_rules.nouns
        if word in own.people:
            return False
        is_elsewhere = (word in own.places and (len(word) > _SHORTENED or "." in word)) or word in own.demonyms
        parts = word.split("-")
        is_elsewhere = is_elsewhere or (len(parts) > 1 and self._name_rules.elsewhere.issuperset(parts))
        is_thing = word in self._small or word in self._of_groups or nouns.is_common(word)
        return is_thing or is_elsewhere or nouns.kind_of(word) in (SourceKind.WRITING, SourceKind.GROUP)
