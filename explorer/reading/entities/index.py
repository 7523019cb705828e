"""Index the entities that an article names or describes, with every form of each.

Names are joined by their words: “Denise Albright”, “Ms. Albright”. `descriptions` resolves descriptions.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import product
from weakref import proxy

import msgspec

from explorer.model.records import PersonType
from explorer.reading.article import Reading, Sentence
from explorer.reading.entities.appositions import AppositionReader
from explorer.reading.entities.descriptions import DescriptionResolver
from explorer.reading.entities.entity import Entity, EntityMention, core_of, without_article
from explorer.reading.entities.names import Name, NameFinder, is_title_case
from explorer.reading.entities.type_signals import TypeSignals
from explorer.reading.languages.wording import together, without
from explorer.reading.nouns import SourceKind
from explorer.reading.reporting.mentions import Mention, start_of, whole_of
from explorer.reading.speech import MARKS
from explorer.reading.text.passages import START_OF, Passage
from explorer.reading.text.word_forms import folded

# The maximum number of letters in a numeral after a name (“III”), and of words in the name of a place.
_NUMERAL, _PLACE = 3, 2
# The minimum number of words in a full name.
_FULL = 2
# The minimum number of letters in a surname that another word may be glued to.
_GLUED = 4
# The maximum number of letters that may be initials of given names: “JD”.
_INITIALS = 2
# The maximum number of letters in a short form of a place: “Va.”, “Mo”; a place this short has no further words.
_SHORTENED = 3
# The maximum number of words in a line that is unlikely to be a headline.
_LINE = 3
# How an organisation may be written: “CNN”, “U.N.”; and the maximum number of capitals in such a word.
_SHOUTED = 5
_ACRONYM = re.compile(r"(?:[A-ZÀ-Þ]\.?){2,5}(?:-TV|-FM|-AM)?")
# What no person's name contains: a digit, “&”, a capital after a small letter, except in “McCall” and “DeVito”.
_WRITTEN = re.compile(r"\d|&|\.\w{2}|(?<!\bMc)(?<!\bMac)(?<!\b[DLFV][aeui])(?<!\bVan)(?<=[a-zß-ÿ])[A-Z]")
_ENDS = (".", "!", "?", "…", ":")


class EntityIndex:
    """The entities of an article, and their mentions."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._own = reading.lexicon
        self.name_rules = reading.name_rules
        self._names = NameFinder(reading.wording, self._own, self.name_rules)
        verbs = together(self._own.past, reading.wording.verbs)
        self._before_objects = together(verbs, reading.wording.prepositions)
        self._predicates = together(verbs, self._own.finite)
        self.entities: list[Entity] = []
        # Indices in `entities`, by each word of the name, and by its last word.
        self._with_word: defaultdict[str, list[int]] = defaultdict(list)
        self._with_last: defaultdict[str, list[int]] = defaultdict(list)
        self._named_last: dict[Entity, int] = {}
        self._couples: frozenset[str] = frozenset()
        # Where a surname appears that several people share.
        self._shared: set[int] = set()
        self.seen: list[EntityMention] = []
        self._named_at: dict[int, Entity] = {}
        self._whole_from: dict[int, int] = {}
        self._places: list[int] = []
        # A weak reference, so that everything read is freed with its last owner: the garbage collector runs rarely.
        self._descriptions = DescriptionResolver(reading, proxy(self))
        self._type_signals = TypeSignals(reading)
        self.is_hardly_person = self._type_signals.is_hardly_person
        if reading.wording:
            self._gather()

    def before(self, offset: int) -> Sequence[EntityMention]:
        """The mentions before an offset."""
        return self.seen[: bisect_left(self.seen, offset, key=START_OF)]

    def weight_of(self, entity: Entity) -> int:
        """How often the article mentions an entity."""
        return sum(entity.forms.values())

    @cached_property
    def main(self) -> Entity | None:
        """The person named most often in the article."""
        people = [each for each in self.entities if each.is_person and each.type == "named"]
        return max(people, key=self.weight_of, default=None)

    def within(self, start: int, end: int) -> Sequence[EntityMention]:
        first = bisect_left(self.seen, start, key=START_OF)
        return self.seen[first : bisect_left(self.seen, end, key=START_OF)]

    def is_name(self, mention: EntityMention) -> bool:
        """Whether a mention is a name rather than a description."""
        return self._named_at.get(mention.start) is mention.entity

    def named(self, mention: Mention) -> Entity | None:
        """The entity of a mention, or None; for a pronoun always None, except “one”."""
        trimmed = self.name_rules.trimmed(mention, self._reading.text.text)
        if mention.is_pronoun or trimmed is None:
            return self._descriptions.entity_at(mention.start)
        if behind := self._named_behind(mention):
            return behind
        mention = trimmed
        begin = bisect_left(self._places, mention.start)
        for place in reversed(self._places[begin : bisect_left(self._places, mention.end)]):
            if self._heads(mention, place):
                return self._named_at[place]
        further = mention.whole[len(mention.head) : len(mention.head) + 1]
        if begin < len(self._places) and not self._own.belonging.isdisjoint(further):
            place = self._places[begin]
            if mention.end <= place and self._whole_from[place] == mention.start:
                return self._named_at[place]  # “*Council* of Brusk Chairman *Ana Ruiz* in a call”
        described = self._descriptions.entity_at(mention.start)
        if described is None or self._own.adjectives_behind:  # “le chef de la diplomatie russe *Ana Ruiz*”
            return self._last_named(mention) or described
        return described

    def _last_named(self, mention: Mention) -> Entity | None:
        """The last name in a mention, after a role or in words that are no description.

        “Secretary of State *Ana Ruiz*”, “(follows the company for Calder Inc.) *Mr. Ruiz*”.
        """
        end = start_of(self._reading.text.text, mention, len(mention.whole)).end
        last = bisect_left(self._places, end) - 1
        if last < 0 or self._places[last] < mention.start:
            return None
        place = self._places[last]
        whole = self._whole_from[place]
        before = self._reading.text.text[mention.start : whole].split() if mention.start <= whole else ["?"]
        is_led = all(self.name_rules.is_function(word) for word in before) and whole < mention.end
        if not is_led and self._named_at[place].is_person:
            described = self._reading.text.text[mention.start : place].split()
            is_led = self._is_of_role(before[-1]) or self._is_from_somewhere(described)
        if not is_led and self.name_rules.describes(mention):
            return None
        return self._named_at[place] if self._ends_at(place, end) else None

    def _is_of_role(self, word: str) -> bool:
        """Whether a word before a name ends the field of a role: “director of *rugby* Ana Ruiz”; not “friend *of*”."""
        is_plain = (word.islower() or self._own.adjectives_behind) and not self.name_rules.is_function(word)
        return is_plain and word[0].isalpha() and self.name_rules.nouns.kind_of(word) is not SourceKind.PERSON

    def _is_from_somewhere(self, described: Sequence[str]) -> bool:
        """Whether a description ends with an origin: “le chef de la diplomatie *russe* Ana Ruiz”.

        Unlike “l’avocat du président *russe* Ana Ruiz”.
        """
        if not self._own.adjectives_behind or not described or described[-1] not in self._own.demonyms:
            return False
        return all(self.name_rules.nouns.kind_of(word) is not SourceKind.PERSON for word in described[2:-1])

    def _ends_at(self, place: int, end: int) -> bool:
        """Whether a name that begins at `place` ends at `end`."""
        words = self._reading.text.text[place:end]
        return any(words == form for form in self._named_at[place].forms)

    def surnamed(self, word: str) -> Entity | None:
        """The only entity with this surname, if the word has a capital; None for a thing."""
        found = self._with_last.get(core_of((word,))[0], []) if word[:1].isupper() else []
        entity = self.entities[found[0]] if len(found) == 1 else None
        return entity if entity and not entity.is_thing else None

    def _named_behind(self, mention: Mention) -> Entity | None:
        """The name right after the complement of a role: “o ministro da Casa Civil *Rui Sá*”."""
        text, end = self._reading.text.text, mention.start
        behind = mention.whole[len(mention.head) :]
        if not behind or behind[0].lower() not in self._names.of:
            return None  # “a spokesman *for* Ana Ruiz”
        for word in mention.whole:
            end = text.index(word, end) + len(word)
        n = bisect_left(self._places, end) - 1
        if n < 0 or self._places[n] <= mention.end:
            return None
        before = text[mention.end : self._places[n]].split(" ")
        return self._named_at[self._places[n]] if before[-1] == "" and before[-2][:1].isupper() else None

    def apposed_to(self, mention: Mention) -> Entity | None:
        """The person whose name a mention is in apposition to: “Ana Ruiz, *a grazier*, …”."""
        text = self._reading.text.text
        at = bisect_left(self.seen, mention.start, key=START_OF) - 1
        if at < 0 or text[self.seen[at].end : mention.start] != ", ":
            return None
        end = whole_of(text, mention, self._own).end
        entity = self.seen[at].entity
        return entity if entity.type == "named" and entity.may_act and text[end : end + 1] == "," else None

    def described(self, mention: Mention) -> Entity | None:
        """The entity of a description that is not the subject of a known reporting verb."""
        trimmed = self.name_rules.trimmed(mention, self._reading.text.text)
        return self._descriptions.of(trimmed) if trimmed and not trimmed.is_pronoun else None

    def add_unlisted(self, words: Sequence[str], bare: Sequence[str], *, is_described: bool) -> Entity:
        """Add an entity that only word order reveals; `bare` is its words without an article.

        Without an article it is a person if people have this name, and otherwise a group: “laut *Talbote*”.
        """
        if not is_described:
            words = bare = self._without_role(bare)
        kinds, nouns = (self.name_rules.nouns.kind_of(word) for word in bare), self.name_rules.nouns
        kind = next(filter(None, kinds), None)
        is_person = any(folded(word) in self._own.people for word in bare)
        is_person = is_person and not (nouns.is_common(bare[0]) or nouns.is_common(bare[-1]))
        is_known = " ".join(bare).lower() in self._own.known_groups
        is_group = (
            is_known or bare[0].isupper() or kind is SourceKind.GROUP or (is_described and nouns.is_plural(bare[0]))
        )
        is_group = is_group or not (is_described or is_person)
        one: PersonType = "document" if kind is SourceKind.WRITING else "anonymous" if is_described else "named"
        entity = Entity("collective" if is_group else one, tuple(bare))
        is_person = entity.type in ("named", "anonymous")
        entity.name, entity.is_described = " ".join(words), is_described
        entity.forms[entity.name] += 1
        entity.is_person, entity.may_be_person = False, is_person
        self.entities.append(entity)
        return entity

    def _without_role(self, words: Sequence[str]) -> Sequence[str]:
        """A name without the role before it or the origin after it: “*Mike* aus dem Tal”."""
        nouns, particles = self.name_rules.nouns, self._reading.wording.particles
        begin = 0
        while begin < len(words) - 1 and nouns.kind_of(words[begin]) is SourceKind.PERSON:
            begin += 1
        begin = begin if folded(words[begin]) in self._own.people else 0
        is_end = (n for n in range(begin + 1, len(words)) if words[n][0].islower() and words[n] not in particles)
        return words[begin : next(is_end, len(words))]

    def is_open(self, mention: Mention) -> bool:
        """Whether a mention may mean others: a noun not yet used for the entity, or a surname that several share."""
        if mention.start in self._descriptions.epithets:
            return True
        places = self._places[bisect_left(self._places, mention.start) : bisect_left(self._places, mention.end)]
        return not self._shared.isdisjoint(places)

    def _heads(self, mention: Mention, at: int) -> bool:
        """Whether a name in a mention is the one meant, rather than an owner or a place: “the mayor of Porto”."""
        words = self._reading.text.text[at : mention.end]
        return bool(words) and mention.head[-1] in words and mention.head[-1][:1].isupper()

    # Gathering

    def _gather(self) -> None:
        found = list(self._without_openers(list(self._without_headlines(self._all_names()))))
        self._couples = self._surnames_of_couples(name for _, name in found)
        alone = {core_of(name.core)[0] for _, name in found if len(name.core) == 1}
        surnames = {core_of(name.core)[-1] for _, name in found if self._is_persons(name)}
        found = [(sentence, self._trimmed(name, alone, surnames)) for sentence, name in found]
        for _, name in found:
            if len(name.core) > 1:
                self._join(name)
        previous: list[EntityMention] = []
        for sentence, name in found:
            entity = self._join(name)
            self._named_last[entity] = len(previous)
            self._add_form(entity, name)
            self._named_at[name.at.start] = entity
            self._whole_from[name.at.start] = name.whole.start
            begin = sentence.index_at(name.at.start)
            is_known = entity.gender != "" and (len(name.core) > 1 or self._own.adjectives_behind)
            if not is_known and len(name.core) == len(entity.core) and self._is_firms(sentence, name, begin):
                entity.type, entity.is_person, entity.may_be_person = "collective", False, False
            acts, is_who = self._acts(sentence, name), self._is_who(sentence, name, begin)
            if entity.type == "named" and not entity.is_place and (is_who or (acts and _speaks(sentence, name))):
                entity.is_person = True
                entity.is_shown = entity.is_shown or is_who
            self._type_signals.take(sentence, name, begin, entity)
            previous.append(EntityMention(name.at.start, name.at.end, entity, acts))
        self.seen = sorted(previous, key=START_OF)
        appositions = AppositionReader(self._reading)
        for sentence in self._reading.sentences:
            for seen in self.within(sentence.start, sentence.end):
                if seen.entity.type == "named":
                    appositions.take(sentence, seen)
        self._tell_groups_from_people()
        # Only a person or a group can act: “Ebola” does not.
        self.seen = [seen if seen.entity.may_act else msgspec.structs.replace(seen, acts=False) for seen in self.seen]
        self._mark_leading()
        self._places = sorted(self._named_at)
        self.seen = sorted([*self.seen, *self._descriptions.speaking_mentions()], key=START_OF)
        self._restore_people()

    def _all_names(self) -> list[tuple[Sentence, Name]]:
        """All names; where every noun has a capital, only those that end like one with a title or several words."""
        found = [(sentence, name) for sentence in self._reading.sentences for name in self._names_in(sentence)]
        if self._own.name_genitives:
            known = {core_of(name.core) for _, name in found}
            found = [(sentence, self._without_genitive(name, known)) for sentence, name in found]
        if not self._reading.wording.capital_nouns:
            return found
        shown = [
            name for _, name in found if len(name.core) > 1 or (name.titles and not self._is_nobodys(name.core[0]))
        ]
        surnames = {core_of(name.core)[-1] for name in shown}
        return [(at, name) for at, name in found if core_of(name.core)[-1] in surnames]

    def _is_firms(self, sentence: Sentence, name: Name, begin: int) -> bool:
        """Whether a noun for a group or for several people precedes a name: “the newspaper *El Universal*”."""
        at = begin - 1
        is_given = folded(name.core[0]) in self._own.genders
        is_somebody = is_given and (len(name.core) > 1 or self._own.adjectives_behind)
        if at < 0 or is_somebody or not sentence.tokens[at].text.islower():
            return False
        noun, nouns = sentence.tokens[at].text, self.name_rules.nouns
        kind = nouns.kind_of(noun) if noun not in self._own.roles else None  # “centre Ana Ruiz”
        is_several = kind is SourceKind.PERSON and nouns.is_plural(noun) and not is_given
        is_group = kind is SourceKind.GROUP or is_several
        if is_group or not self._own.adjectives_behind or noun in self._predicates:
            return is_group
        if kind is None or noun in self._own.demonyms:
            return self._is_adjective_of(sentence, at)  # “l’agence *officielle* Olmok”
        return kind is SourceKind.WRITING and len(name.core) == 1

    def _is_adjective_of(self, sentence: Sentence, at: int) -> bool:
        """Whether a word follows a noun for a group or a document."""
        tokens, rules = sentence.tokens, self.name_rules
        if at == 0 or rules.is_function(tokens[at].text) or not tokens[at - 1].text.islower():
            return False
        return rules.nouns.kind_of(tokens[at - 1].text) in (SourceKind.GROUP, SourceKind.WRITING)

    def _tell_groups_from_people(self) -> None:
        """Type entities whose names are hardly a person's as groups, documents or things.

        A noun with a capital and an article is a description.
        """
        for entity in self.entities:
            if entity.type == "named" and self._type_signals.is_description(entity):
                entity.type, entity.is_described = "anonymous", True
            elif entity.type == "named" and self.is_hardly_person(entity):
                entity.is_thing = not (entity.is_person or self._type_signals.is_group(entity))
                is_document = self.name_rules.nouns.kind_of(entity.core[-1]) is SourceKind.WRITING
                entity.type = "document" if is_document else "collective"
                entity.is_person = entity.may_be_person = False
                entity.is_unshown = True

    def _restore_people(self) -> None:
        """Type entities as people again if a later description shows that they are: “the U.N. envoy, *Olmok*”."""
        for entity in self.entities:
            if entity.is_unshown and self._type_signals.is_person_after_all(entity):
                entity.type, entity.is_thing = "named", False
                entity.is_person = entity.may_be_person = True

    def _mark_leading(self) -> None:
        """Mark the first subject of each sentence: “*Olmos* said that Keating was wrong”."""
        for sentence in self._reading.sentences:
            at = bisect_left(self.seen, sentence.start, key=START_OF)
            within = enumerate(self.within(sentence.start, sentence.end), at)
            first = next(((n, mention) for n, mention in within if mention.acts), None)
            if first:
                self.seen[first[0]] = msgspec.structs.replace(first[1], leads=True)

    def _without_headlines(self, found: Sequence[tuple[Sentence, Name]]) -> Iterator[tuple[Sentence, Name]]:
        """The names; from headlines, where two may be adjacent, only those that the body has as well."""
        titled = {
            each.start
            for each in self._reading.sentences
            if is_title_case(each.tokens, self._own) or self._is_line(each)
        }
        headline = self._headline
        body = [name for sentence, name in found if sentence.number != headline and sentence.start not in titled]
        uses = Counter(core_of(name.core) for name in body)
        known = uses.keys()
        lasts = {core[-1] for core in known}
        full = [core for core in known if len(core) > 1 and self._is_first_name(core[0])]
        surnames, behind = {core[-1] for core in full}, {word for core in full for word in core[1:]}
        for sentence, written in found:
            name = self._without_glued(written, behind)
            core = core_of(name.core)
            is_first_name = core[0] in self._own.genders and core[0] not in lasts
            is_one = len(core) == 1 or is_first_name or bool(name.titles)
            if sentence.start in titled or (sentence.number == headline and not is_one):
                yield from ((sentence, one) for one in self._parts(name, known - {core}))
            else:
                opens = name.is_first or sentence.start in titled
                within = next((n for n in range(1, len(core)) if self._begins_within(name, n, uses, opens)), 0)
                if not within and self._is_before_surname(name, uses, surnames):
                    within = len(core) - 1
                if not within and core[-1] in surnames and self._are_two(core, uses):
                    within = len(core) - 1
                yield sentence, self._from(name, within) if within else name

    def _begins_within(self, name: Name, at: int, uses: Counter[tuple[str, ...]], opens: bool) -> bool:
        """Whether other mentions use only the words from an index on: “*Depressed* Ana Ruiz”, “*Then* Ruiz”."""
        core, first = core_of(name.core), name.core[at]
        if first[0].islower() or self._own.gender_of_name(core[at - 1]) is not None:
            return False  # “Ana *de la Ruiz*”, also “De la Ruiz”; “Ana *Ruiz Calder*”
        if any(word in self._own.organisations or word in self._own.belonging for word in core[:at]):
            return False
        is_told = all(map(self._is_before_name, name.core[:at])) or (opens and core[0] in self._own.lowercase)
        if len(core) - at > 1:
            return uses[core[at:]] > (0 if is_told else uses[core])
        is_none = core[-1] in self.name_rules.elsewhere or self._is_common(name.core[-1])
        is_sure = opens or at > 1 or core[0] in self._own.demonyms or self._reading.wording.is_verb_form(core[0])
        return is_sure and is_told and uses[core[at:]] > 0 and not is_none

    def _without_genitive(self, name: Name, known: Container[tuple[str, ...]]) -> Name:
        """A name without a genitive ending, if the rest is a known name: “Ana *Ruizs* Plan”."""
        core = core_of(name.core)
        for n, ending in product(range(len(core)), self._own.name_genitives):
            bare = core[n].removesuffix(ending)
            if bare != core[n] and (*core[:n], bare) in known:
                end = self._reading.text.text.index(name.core[n], name.at.start) + len(bare)
                at, whole = (Passage(place.start, end) for place in (name.at, name.whole))
                core = (*name.core[:n], name.core[n][: len(bare)])
                return msgspec.structs.replace(name, core=core, at=at, whole=whole, owns=True)
        return name

    def _without_glued(self, name: Name, surnames: Container[str]) -> Name:
        """A name without what the text has glued to its surname: “Ana *Ruizsaid*”, “Ana *RuizFive*”.

        If a full name precedes it, keep that (“Ana Ruiz *Ana Maria RuizFive*”); after a bracket, or if the surname is
        known from elsewhere, keep the surname alone (“Ana Ruiz Anastasia (Ana) Maria *Ruiz*Five”).
        """
        for n, word in enumerate(name.core):
            if head := self._surname_in(word, name.core[:n], surnames):
                known = [*map(folded, (*name.core[:n], head))]
                end = self._reading.text.text.index(head, name.at.start) + len(head)
                name = msgspec.structs.replace(name, at=Passage(name.at.start, end))
                goes_on = self._reading.text.text[: name.at.start].rstrip().endswith(")")
                if known.index(folded(head)) == n and (goes_on or folded(head) in surnames):
                    return self._from(msgspec.structs.replace(name, core=(*name.core[:n], head)), n)
                core = (*name.core[: known.index(folded(head))], head)
                return msgspec.structs.replace(name, core=core, whole=Passage(name.whole.start, end))
        return name

    def _surname_in(self, word: str, before: Sequence[str], surnames: Container[str]) -> str:
        """The surname at the start of a word that has something glued to it; empty if there is none."""
        for n in range(_GLUED, len(word) - 1) if folded(word) not in self._own.people else ():
            head, rest = folded(word[:n]), word[n:]
            is_word = rest[0].isupper() or self.name_rules.is_function(rest) or rest in self._own.of_clauses
            is_begun = rest.istitle() and (folded(rest) in self._own.people or self._is_before_name(rest))
            is_called = bool(before) and is_begun and head in self._own.people  # unlike “LeeAnn”
            is_called = is_called or (rest[0].isupper() and head in map(folded, before))
            if is_word and (head in surnames or is_called):
                return word[:n]
        return ""

    def _is_first_name(self, word: str) -> bool:
        return self._own.gender_of_name(word) is not None or len(word.replace(".", "")) <= _INITIALS

    def _is_before_surname(self, name: Name, uses: Counter[tuple[str, ...]], surnames: Container[str]) -> bool:
        """Whether something else is named before a person's surname: “Source: *CNN* Ruiz”, “to *China* Ruiz”."""
        *before, last = core = core_of(name.core)
        # A “Ruiz” without a longer name; but not “Instituto Ruiz”, where adjectives follow nouns.
        is_called = last in surnames or (uses[last,] > 1 and not self._own.adjectives_behind)
        if not before or uses[core] > 1 or uses[last,] == 0 or not is_called:
            return False
        if any(self._is_first_name(word) or word in together(self._own.people, self._own.belonging) for word in before):
            return False
        return last in self._own.people and all(map(self._is_before_name, name.core[:-1]))

    def _are_two(self, core: tuple[str, ...], uses: Counter[tuple[str, ...]]) -> bool:
        """Whether a surname follows the name of something else: “such as *Social Security* Ruiz said”."""
        before = core[:-1]
        if uses[core] > 1 or not before or self._own.gender_of_name(before[0]) is not None:
            return False
        is_known = uses[before] > 0 or " ".join(before) in self._own.known_groups
        is_known = is_known or (len(before) > 1 and any(map(self._is_common, before)))
        return is_known and uses[core[-1:]] > 0 and core[-1] in self._own.people

    def _is_before_name(self, word: str) -> bool:
        """Whether a word with a capital may precede a name without being part of it: “Then”, “British”, “CNN”."""
        is_elsewhere = folded(word) in self.name_rules.elsewhere and folded(word) not in self._own.genders
        known = together(self._own.known_groups, self._own.known_things, self._own.peoples)
        is_known = folded(word) in without(known, self._own.people)
        return is_elsewhere or is_known or self._is_common(word) or _ACRONYM.fullmatch(word) is not None

    def _from(self, name: Name, begin: int) -> Name:
        """A name without its first words."""
        start = self._reading.text.text.index(name.core[begin], name.at.start, name.at.end)
        return msgspec.structs.replace(name, core=name.core[begin:], at=Passage(start, name.at.end))

    def _parts(self, name: Name, known: Container[tuple[str, ...]]) -> Iterator[Name]:
        """The longest runs of a name's words that are known names."""
        core, text = core_of(name.core), self._reading.text.text
        at, place = 0, name.at.start
        while at < len(core):
            end = next((end for end in range(len(core), at, -1) if core[at:end] in known), at)
            if end == at:
                place = text.index(name.core[at], place) + len(name.core[at])
                at += 1
                continue
            start = text.index(name.core[at], place)
            for word in name.core[at:end]:
                place = text.index(word, place) + len(word)
            owns = name.owns and end == len(core)
            yield Name(name.core[at:end], Passage(start, place), Passage(start, place), owns=owns)
            at = end

    @cached_property
    def _headline(self) -> int:
        """The index of the headline paragraph: 0 if no punctuation ends the first paragraph, otherwise negative."""
        sentences = self._reading.sentences
        if not sentences or sentences[-1].number == sentences[0].number:
            return -1
        first = self._reading.sentences_of(sentences[0].number)
        is_ended = first[-1].tokens[-1].text.rstrip(MARKS + " ")[-1:] in _ENDS
        return first[0].number if len(first) == 1 and not is_ended else -1

    def _is_line(self, sentence: Sentence) -> bool:
        """Whether a few words with capitals form a paragraph without punctuation: “Story Continues Below”."""
        tokens = sentence.tokens
        is_short = len(tokens) <= _LINE and all(token.is_word and token.is_capital for token in tokens)
        is_short = is_short and not any(token.owner.word in self._own.genders for token in tokens)
        return is_short and len(self._reading.sentences_of(sentence.number)) == 1

    def _without_openers(self, found: Sequence[tuple[Sentence, Name]]) -> Iterator[tuple[Sentence, Name]]:
        """The names except single words that have a capital only because they begin a sentence."""
        inside = {folded(word) for _, name in found for word in name.core if not name.is_first or len(name.core) > 1}
        surnames = {folded(name.core[-1]) for _, name in found if len(name.core) > 1 and self._is_persons(name)}
        for sentence, name in found:
            word = name.core[0]
            is_common = self.name_rules.is_common(word)
            is_surname = folded(word) in surnames and (not is_common or _stands_free(sentence, name))
            is_called = bool(name.titles) and (not is_common or not self._own.mere_titles.isdisjoint(name.titles))
            if len(name.core) > 1 or is_surname or (is_called and not self._is_adjective(name)):
                yield sentence, name
            elif not (self._is_nobodys(word) or self._is_adjective(name)):
                speaks = self._heads_saying(sentence, name)
                is_shown = not name.is_first or name.owns or folded(word) in inside
                if is_shown or (speaks and not self._is_common(word)):
                    yield sentence, name

    def _is_adjective(self, name: Name) -> bool:
        """Whether a word after a role gives a party or an origin: “la sénatrice *Écolo*”."""
        if not (self._own.adjectives_behind and name.role) or folded(name.core[0]) in self._own.people:
            return False
        return self._own.mere_titles.isdisjoint(name.titles)

    def _is_persons(self, name: Name) -> bool:
        """Whether a name of several words looks like a person’s."""
        if folded(name.core[0]) in self._own.genders or name.titles:
            return True
        words = name.core[1:] if self._is_first_name(folded(name.core[0])) else name.core
        is_written = all(word[0].isupper() and not word.isupper() for word in words)
        is_none = self.name_rules.is_common(name.core[0]) or folded(name.core[-1]) in self._own.demonyms
        is_written = is_written and not is_none
        return is_written and self.name_rules.nouns.kind_of(name.core[-1]) not in (
            SourceKind.PERSON,
            SourceKind.WRITING,
        )

    def _is_nobodys(self, word: str) -> bool:
        """Whether a word alone is nobody’s name: “American”, “Ministers”."""
        if folded(word) in self._own.genders:
            return False
        if self.name_rules.is_common(word):
            return True
        lower, nouns = word.lower(), self.name_rules.nouns
        if lower.strip(".") in self._own.places and (word[-1] == "." or len(word) < _SHORTENED) and not word.isupper():
            return True
        is_shouted = word.isupper() and len(word) > _SHOUTED and self.name_rules.is_common(word.capitalize())
        is_common = lower.endswith(self._own.common_endings) and lower not in self._own.places
        if is_shouted or lower in self._own.demonyms or is_common:
            return lower not in self._own.group_nouns
        return nouns.is_plural(word) and nouns.kind_of(word) is not None

    def _heads_saying(self, sentence: Sentence, name: Name) -> bool:
        mentions = (
            mention
            for clause in sentence.reporting_clauses
            for mention in clause.mentions
            if mention.start <= name.at.start
        )
        found = (self.name_rules.trimmed(mention, self._reading.text.text) for mention in mentions)
        return any(other and other.head[-1] == name.core[0] and name.at.start < other.end for other in found)

    def _is_common(self, word: str) -> bool:
        """Whether a word is a common one: a verb, a noun for people, or one that the article also writes small."""
        lower, name_rules = word.lower(), self.name_rules
        if folded(word) in self._own.genders or lower in self._own.places or (word.isupper() and len(word) > 1):
            return False
        is_common = name_rules.is_common(word) or name_rules.is_verbal(word) or lower.endswith(self._own.common_endings)
        return is_common or lower in self._small or name_rules.nouns.kind_of(word) is not None

    @cached_property
    def _small(self) -> frozenset[str]:
        """The words that the article writes without a capital."""
        tokens = (token for sentence in self._reading.sentences for token in sentence.tokens)
        return frozenset(token.word for token in tokens if not token.is_capital)

    def _names_in(self, sentence: Sentence) -> Iterator[Name]:
        self._reading.pause()
        names = self._names.found_in(sentence.tokens)
        if self._reading.wording.capital_nouns:
            known = (each for name in names if (each := self._with_first_name(name)))
            yield from (name for name in known if not self._is_noun(name))
        else:
            yield from (self._from(name, 1) if self._is_led(name) else name for name in names)

    def _is_led(self, name: Name) -> bool:
        """Whether the first word of a name has its capital only from the sentence: “*Haulier* Ana Ruiz said”.

        In 10 of 1,520 articles it does; it then precedes a given name and is in no list of names.
        """
        if not name.is_first or name.titles or len(name.core) <= _FULL or not name.core[0][1:].islower():
            return False
        first, second, *_ = core_of(name.core)
        others = together(self._own.people, self._own.saints, self._own.places, self._reading.wording.particles)
        is_word = len(first) > _SHORTENED and first not in others and self._own.gender_of_name(first) is None
        return is_word and len(second) > _INITIALS and second in self._own.genders

    def _with_first_name(self, name: Name) -> Name | None:
        """A name from its given name on, where every noun has a capital: “(die Geologin) *Flurina Janett*”.

        A single word may be a surname.
        """
        for known in (self._own.genders, self._own.people):
            firsts = (n for n, word in enumerate(name.core[:-1]) if folded(word) in known)
            begin = next(firsts, None)
            if begin is not None:
                return self._from(name, begin)
        return name if len(name.core) == 1 or name.titles else None

    def _is_noun(self, name: Name) -> bool:
        """Whether words are nouns rather than a name, where every noun has a capital: “der 69-jährige *Jurist*”."""
        if not self._reading.wording.bare_titles.isdisjoint(name.titles) or folded(name.core[0]) in self._own.people:
            return False
        return self.name_rules.nouns.is_common(name.core[-1])

    def _trimmed(self, name: Name, alone: Container[str], surnames: Container[str]) -> Name:
        """A name without a word that only title case in a caption attaches to the surname: “Joe Biden Meets”.

        Nor does it keep a second given name: “Ana *Ruiz Anastasia* (Ana) Maria Ruiz”.
        """
        *before, last = core_of(name.core)
        if len(before) < _FULL or last in alone or len(last) <= _NUMERAL:
            return name
        if not (before[-1] in alone or (before[-1] in surnames and last in self._own.genders)):
            return name
        if any(last in words for words in (self._own.organisations, self._own.places, self._own.shortened)):
            return name
        end = self._reading.text.text.rindex(name.core[-2], name.at.start, name.at.end) + len(name.core[-2])
        at, whole = Passage(name.at.start, end), Passage(name.whole.start, end)
        return msgspec.structs.replace(name, core=name.core[:-1], at=at, whole=whole, owns=False)

    def _join(self, name: Name) -> Entity:
        """The entity with a name; create it if there is none."""
        core = core_of(name.core)
        fitting = self._fitting(without_article(core))
        if len(core) == 1 and not name.titles and self._is_acronym(name.core[0]):
            fitting = [n for n in fitting if self.entities[n].type == "collective"]  # “UN” is not Kim Jong Un
        if len(core) > 1:
            at = next((n for n in fitting if len(self.entities[n].core) > 1), None)
            if at is not None:
                exact = self.entities[at]
                if len(core) > len(exact.core):
                    exact.core = core
                    self._enter(at)
                return exact
        elif fitting:
            gender = self._title_gender(name)
            entities = self._by_surname([self.entities[n] for n in fitting], without_article(core)[0])
            if not self._own.royal.isdisjoint(name.titles):
                entities = [entity for entity in entities if entity.core[0] == core[0]]
            likely = [entity for entity in entities if not gender or entity.gender in ("", gender)]
            meant = max(likely, key=lambda entity: self._prominence(entity, core[0]), default=None)
            if meant is None and core[0] not in self._couples:
                meant = next(iter(entities), None)
            if sum(entity.type == "named" for entity in likely) > 1:
                self._shared.add(name.at.start)
            if meant:
                return meant
        self.entities.append(self._new(name))
        self._enter(len(self.entities) - 1)
        return self.entities[-1]

    def _prominence(self, entity: Entity, surname: str) -> tuple[int, int]:
        """Rank an entity for a surname by how often, then how recently, the surname has meant it so far.

        Of 30 surnames in news that several people share, 24 meant the most frequent and 6 the most recent.
        """
        named = sum(count for form, count in entity.forms.items() if surname in core_of((*form.split(),)))
        return named, self._named_last.get(entity, -1)

    def _without_generation(self, core: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
        """Separate “Jr.” or the like from the end of a name."""
        return (core[:-1], core[-1]) if len(core) > 1 and core[-1] in self._own.generations else (core, "")

    def _surnames_of_couples(self, names: Iterable[Name]) -> frozenset[str]:
        """The surnames that the article uses for both a man and a woman: “Mr. Ruiz” and “Mrs. Ruiz”."""
        titled = {(core_of(name.core)[-1], self._title_gender(name)) for name in names if name.titles}
        return frozenset(word for word, gender in titled if gender == "he" and (word, "she") in titled)

    def _by_surname(self, entities: Sequence[Entity], word: str) -> Sequence[Entity]:
        """The entities with a surname; otherwise those with this given name, or an organisation's name with this word.

        “Trump” does not mean the Trump Plaza or Team Trump, nor “North” North Korea.
        """
        entities = [entity for entity in entities if not self._is_followers(entity)]
        surnamed = [
            entity for entity in entities if without_article(self._without_generation(entity.core)[0])[-1] == word
        ]
        return surnamed or [entity for entity in entities if entity.core[0] != word or self._has_first_name(entity)]

    def _is_followers(self, entity: Entity) -> bool:
        """Whether a name belongs to a person's team or affairs: “*Team* Ruiz”, “*Julgamento* de Ruiz”."""
        first, *words = entity.core
        is_of = not self._reading.wording.particles.isdisjoint(words) and self._is_common(first)
        return bool(words) and (is_of or self.name_rules.nouns.kind_of(first) is SourceKind.GROUP)

    def _has_first_name(self, entity: Entity) -> bool:
        first, last, own = entity.core[0], entity.core[-1], self._own
        is_name = first in own.people and last not in own.named_after and last not in own.lowercase
        is_known = first in own.genders or is_name or entity.is_person
        return is_known or not self._own.organisations.isdisjoint(entity.core)

    def _fitting(self, core: tuple[str, ...]) -> list[int]:
        """The indices in `entities` of those with a compatible name."""
        # A longer name is indexed under this name's rarest word, and a shorter one under its own last word.
        near = {n for word in core for n in self._with_last[word]}
        near.update(self._with_word[min(core, key=lambda word: len(self._with_word[word]))])
        return sorted(n for n in near if self._fits(core, without_article(self.entities[n].core)))

    def _fits(self, core: tuple[str, ...], other: tuple[str, ...]) -> bool:
        """Whether two names are compatible: “Ruiz”, “A. Ruiz”, “Ana M. Ruiz”; not “Ruiz Jr.” and “Ruiz Sr.”."""
        short, long = sorted((core, other), key=len)
        if short == long:
            return True
        if not self._own.organisations.isdisjoint(long):
            return self._is_short_for(short, long)
        if len(short) == 1:
            return short[0] in long
        (short, one), (long, other_one) = map(self._without_generation, (short, long))
        if one != other_one or len(short) < _FULL:
            return False
        if short == long[-len(short) :] or (short == long[: len(short)] and len(long) - len(short) == 1):
            return True
        first, of = short[0], long[0]
        is_same = short[-1] == long[-1] and (first == of or (first[0] == of[0] and 1 in (len(first), len(of))))
        return is_same and _middles_fit(short[1:-1], long[1:-1])

    def _is_short_for(self, short: tuple[str, ...], long: tuple[str, ...]) -> bool:
        """Whether words are a short form of an organisation: “the Commission”, “Mozilla”, but not a place."""
        end = next((n for n, word in enumerate(long) if word in self._own.belonging), len(long))
        if len(short) > 1:
            return set(short) <= set(long)
        is_public = long[end - 1] in self._own.public or short[0] in together(self._own.places, self._own.demonyms)
        return short[0] == long[end - 1] or (short[0] in long[:end] and not is_public)

    def _enter(self, at: int) -> None:
        """Index an entity by the words of its name."""
        core = without_article(self.entities[at].core)
        self._with_last[core[-1]].append(at)
        for word in set(core):
            self._with_word[word].append(at)

    def _new(self, name: Name) -> Entity:
        words = {folded(word).strip(".") for word in name.core}
        first, is_long = folded(name.core[0]), len(name.core) > 1
        gender = self._own.gender_of_name(first) if is_long else self._own.genders.get(first)
        is_known = gender is not None
        is_group = not words.isdisjoint(self._own.organisations)
        end = next((n for n, word in enumerate(name.core) if word in self._own.belonging), len(name.core))
        last, nouns = name.core[end - 1], self.name_rules.nouns
        is_group = is_group or (not is_known and folded(last) in self._own.group_nouns)
        is_many = nouns.is_plural(last) and nouns.kind_of(last) is SourceKind.PERSON
        is_group = is_group or (is_many and not is_known and not name.titles)
        is_written = not is_group and self._is_acronym(name.core[0]) and self._are_letters(name)
        is_group = is_group or is_written
        is_group = is_group or (not is_known and not name.titles and self._is_things(name.core))
        articles = without(self._own.articles, self._reading.wording.particles)  # “The Calder”, but “Le Pen”
        is_group = is_group or (is_long and (folded(name.core[0]) in articles or "&" in name.core))
        entity = Entity("collective" if is_group else "named", name.core)
        entity.is_unshown = is_written and is_long and len(name.core[0]) <= _INITIALS  # “JD Brusk, a teacher”
        if gender is not None and not is_group:
            entity.genders[gender] += 2
        is_place = folded(name.core[-1]) in self._own.places and len(words) <= _PLACE
        entity.is_place = is_place and not (is_long and (is_known or len(name.core[-1]) <= _SHORTENED))
        may_be = not is_group and not entity.is_place
        entity.is_person = may_be and (bool(name.titles) or (is_known and is_long))
        is_full = len(name.core) in (2, 3) and all(word[0].isupper() for word in name.core)
        entity.may_be_person = may_be and (is_known or is_full or entity.is_person)
        return entity

    def _is_acronym(self, word: str) -> bool:
        """Whether a word is an acronym, rather than a name in capitals: “CNN”, unlike “TRUMP”."""
        is_name = len(word) > _SHORTENED and folded(word) in self._own.people
        return not is_name and _ACRONYM.fullmatch(word) is not None

    def _are_letters(self, name: Name) -> bool:
        """Whether a name begins with a group's acronym: “UN”, “LR de Porto”; not “J.J. Ruiz”."""
        is_one = len(name.core) == 1
        return is_one or not (name.titles or "." in name.core[0] or folded(name.core[-1]) in self._own.people)

    def _is_things(self, words: Sequence[str]) -> bool:
        """Whether a name is spelt like that of a thing or a firm: “BitTorrent”, “The Right Thing”, “U2”."""
        if any(_WRITTEN.search(word) for word in words):
            return True
        return len(words) > 1 and self.name_rules.is_common(words[-1]) and self.name_rules.is_common(words[0])

    def _title_gender(self, name: Name) -> str:
        known = self._reading.wording.titles_of.items()
        return next((gender for gender, titles in known if not titles.isdisjoint(name.titles)), "")

    def _add_form(self, entity: Entity, name: Name) -> None:
        before = together(self._reading.wording.particles, self._own.saints)
        entity.add_form(self._reading.words(name.at), name.core, before)
        if name.titles:
            gender = self._title_gender(name)
            entity.is_person = entity.type == "named"
            entity.genders[gender] += 3 if gender else 0
            entity.nouns.update(noun for title, noun in self._own.title_nouns if title in name.titles)
        if name.role:
            role = self._reading.words(name.role)
            entity.add_role(role, self.name_rules.head(role))
            last = folded(role).split()[-1]
            if last in self._own.described:
                entity.genders[self._own.described[last]] += 3

    def _is_who(self, sentence: Sentence, name: Name, begin: int) -> bool:
        """Whether “who” follows a name and does not refer to anyone before it: “*runners* from Porto who …”."""
        at = sentence.index_at(name.at.end)
        behind = [token.word for token in sentence.tokens[at : at + 3]]
        if self._own.person_relatives.isdisjoint(behind[behind[:1] == [","] :][:1]):
            return False
        if behind[-1] in self._own.plural_verbs:
            return False  # “Olmok, *who are* second”
        while begin and sentence.tokens[begin - 1].word in self._reading.wording.articles:
            begin -= 1
        words = self._reading.wording
        if (
            begin > 1
            and sentence.tokens[begin - 1].word in words.conjunctions
            and sentence.tokens[begin - 2].is_capital
        ):
            begin -= 1  # “an aide at Calder *and Olmok*, who”
            while begin > 1 and sentence.tokens[begin - 1].is_capital:
                begin -= 1
        is_of = begin > 1 and sentence.tokens[begin - 1].word in words.prepositions
        if len(name.core) == 1 and begin > 1 and sentence.tokens[begin - 1].word == ",":
            is_of = is_of or sentence.tokens[begin - 2].is_capital  # “Olmok, *Calder*, who”
        return not is_of

    def _acts(self, sentence: Sentence, name: Name) -> bool:
        """Whether a sentence is about a name: it begins a clause, a verb follows it, or it is a speaker."""
        if name.owns:
            return False
        if _speaks(sentence, name):
            return True
        words, tokens = self._reading.wording, sentence.tokens
        begin = end = sentence.index_at(name.whole.start)
        while begin and tokens[begin - 1].is_word and tokens[begin - 1].word not in words.joiners:
            begin -= 1
        clause = tokens[begin:end]
        if all(token.word in words.determiners for token in clause):
            return True
        behind = next((token for token in tokens[end:] if token.start >= name.at.end), None)
        if clause[-1].word in words.passives and (behind is None or not behind.is_word):
            return True  # “the hero was Joey Prusak”
        is_subject = clause[-1].word not in self._before_objects and not clause[-1].is_possessive
        return is_subject and behind is not None and behind.word in self._predicates


def _speaks(sentence: Sentence, name: Name) -> bool:
    return any(
        mention.start <= name.at.start < mention.end
        for clause in sentence.reporting_clauses
        for mention in clause.mentions
    )


def _stands_free(sentence: Sentence, name: Name) -> bool:
    """Whether a name begins its sentence, except for grammatical words and words with a capital before it."""
    before = sentence.tokens[sentence.index_at(name.at.start) - 1] if not name.is_first else None
    return before is None or not before.is_word or before.is_capital


def _middles_fit(ones: Sequence[str], others: Sequence[str]) -> bool:
    """Whether middle names are compatible as far as both have them: “W.” does not match “H. W.”."""
    return all(
        one[0] == other[0] and 1 in (len(one), len(other), one == other)
        for one, other in zip(ones, others, strict=False)
    )
