"""Resolve pronouns: each to whoever the text was about last, of those who agree with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from explorer.reading.article import Reading
from explorer.reading.entities.entity import Entity, EntityMention
from explorer.reading.entities.index import EntityIndex
from explorer.reading.reporting.mentions import Mention
from explorer.reading.text.passages import overlap
from explorer.reading.text.tokens import QUOTED, Token
from explorer.reading.text.word_forms import folded

# How many paragraphs back somebody may be meant.
_BACK = 4
# How many words may stand before the pronoun that a sentence is about; what each time counts that somebody is told of,
# and how many of them.
_BEFORE, _TOLD, _TIMES = 8, 0.06, 10
# What it counts that somebody has no name, or is named in what is said, and by how much a guess must outweigh the next
# one to stand alone.
_UNNAMED, _TOLD_OF, _ALONE = 1.2, 1.2, 1.8
# To which power a weight is how probable somebody is, and how probable one is at least whom a pronoun may mean. Of 619
# in US news, read by eye, the power makes those most probable who are meant. Of the 49 that mean somebody else than the
# likeliest, 21 mean one as probable as that; so are three in ten of all others who are told of near them.
_POWER, _MAY_BE = 4, 0.02
# What it counts that a sentence is about somebody before it is about another one, and that somebody says something in
# it who has a name, or is new there. Of 21 pronouns in US news that mean another one by that, 17 are right so, and at
# most 3 were before.
_LEADS, _SAYS = 0.5, 0.7
# From how far away whoever the article tells of most may be meant, and how much farther away somebody counts whom it
# named but once, some paragraphs ago.
_FAR, _PASSING = 7.0, 1.5
# How many sentences back somebody was told to say what “accordingly” goes on with.
_TO_SOURCE = 2
# Where somebody is so near who is shown to be a person, nobody is meant whom nothing but the name shows to be one.
_AT_HAND = 4
# In how many sentences a statement is looked for of which “it” may mean the issuer.
_TO_ISSUER = 2
_WORD = re.compile(r"\w[\w-]*")


class Antecedent(msgspec.Struct, frozen=True):
    """The antecedent of a pronoun, and others whom it may mean, the likelier first; `alone`: nobody else is likely."""

    entity: Entity
    others: tuple[Entity, ...] = ()
    alone: bool = True


class PronounResolver:
    """Resolves the pronouns of an article in the order of the text: each antecedent bears on the next."""

    def __init__(self, reading: Reading, entities: EntityIndex) -> None:
        self._reading = reading
        self._entities = entities
        self._own = reading.lexicon
        self.spoke: list[EntityMention] = []
        self._noted: set[int] = set()
        self._read = 0

    def note_speaker(self, seen: EntityMention) -> None:
        """Note who speaks at a place, by name or by pronoun."""
        if seen.start not in self._noted:
            self._noted.add(seen.start)
            self.spoke.append(seen)

    def antecedent_of(self, pronoun: Mention) -> Antecedent | None:
        """The antecedent of a pronoun; None when it is left open."""
        self.resolve_up_to(pronoun.start)
        return self._antecedent_of(pronoun)

    def resolve_up_to(self, until: int) -> None:
        """Resolve the pronouns that begin sentences, up to a place."""
        sentences = self._reading.sentences
        while self._read < len(sentences) and sentences[self._read].start < until:
            first = self._subject(sentences[self._read].tokens)
            if first and first.start >= until:
                return
            self._read += 1
            if first is None or first.start in self._noted:
                continue
            meant = self._antecedent_of(Mention((first.text,), (first.text,), first.start, first.end, is_pronoun=True))
            if meant:
                self.note_speaker(EntityMention(first.start, first.end, meant.entity, acts=True, leads=True))

    def _subject(self, tokens: Sequence[Token]) -> Token | None:
        """The pronoun that is the subject of a sentence: first, behind “and”, or behind a few words and a comma."""
        begin = int(tokens[0].word in self._reading.wording.conjunctions)
        comma = next((n for n, token in enumerate(tokens[:_BEFORE]) if token.word == ","), -1)
        for n in (begin, comma + 1):
            if n < len(tokens) and self._reading.wording.gender_of(tokens[n].word):
                return tokens[n] if tokens[n].word in self._reading.wording.pronouns else None
        return None

    def _antecedent_of(self, pronoun: Mention) -> Antecedent | None:
        word, words = pronoun.head[0].lower(), self._reading.wording
        gender = words.gender_of(word)
        if gender:
            return self._one(pronoun, gender)
        if word in words.things:
            return self._issuer(pronoun.start) or self._of_type(pronoun, "collective")
        if word in words.they:
            several = self._of_type(pronoun, "collective")  # “sie” may be several or “she”
            return several if several or word not in words.singular else self._one(pronoun, "she")
        if word in words.singular or word in words.relatives:
            return self._one(pronoun, "")
        language = self._reading.language
        if self._reading.has_final_verbs and word in words.his:
            return self._one(pronoun, "")  # “*ihrer* Ansicht nach”
        if language and word in language.sets["@referring"] | language.sets["@statements"]:
            return self._source(pronoun)
        return None

    def _one(self, pronoun: Mention, gender: str) -> Antecedent | None:
        near = [each for each in self._candidates(pronoun.start) if self._may_be(each[1].entity, gender)]
        shown = [each for each in near if each[1].entity.is_person]
        if any(distance <= _AT_HAND for distance, _ in shown):
            near = shown
        elif gender or shown:
            near = [each for each in near if each[1].entity.is_person or each[1].entity.may_be_person]
        found: list[tuple[float, Entity]] = []
        told_of = self._quoted_names(pronoun.start)
        for distance, mention in near:
            entity = mention.entity
            weight = (2.0 if mention.acts else 1.0) + (_LEADS if mention.leads else 0.0)
            weight += _SAYS if (entity.type != "anonymous" or self._is_new(entity)) and self._says(mention) else 0.0
            weight -= _TOLD_OF if entity.type == "named" and folded(entity.core[-1]) in told_of else 0.0
            weight += 0.7 if entity.gender == gender and gender else 0.0
            weight += (0.5 if entity.is_person else 0.0 if entity.may_be_person else -0.6) - _UNNAMED * (
                entity.type == "anonymous"
            )
            weight += _TOLD * min(self._entities.weight_of(entity), _TIMES)
            found.append((weight / (1 + distance), entity))
        return _best(found)

    def _quoted_names(self, at: int) -> set[str]:
        """The words with a capital that are quoted in a sentence: who says them hardly names themselves."""
        sentence, text = self._reading.sentence_at(at), self._reading.text.text
        quoted = [token for token in sentence.tokens if token.word == QUOTED] if sentence else ()
        words = (word for token in quoted for word in _WORD.findall(text, token.start, token.end))
        return {folded(word) for word in words if word[0].isupper()}

    def _is_new(self, entity: Entity) -> bool:
        """Whether a description introduced somebody: “*a* resident”, unlike “*the* UK leader”, who may have a name."""
        return any(folded(form.split()[0]) in self._own.indefinite for form in entity.forms)

    def _says(self, mention: EntityMention) -> bool:
        """Whether a mention is that of somebody who says something in its sentence."""
        sentence = self._reading.sentence_at(mention.start)
        clauses = sentence.reporting_clauses if sentence else ()
        return any(overlap(said, mention) for clause in clauses for said in clause.mentions)

    def _source(self, pronoun: Mention) -> Antecedent | None:
        """The last speaker, for a word that refers to it: “Ruiz has a plan. *Accordingly*, the dam falls.”"""
        mentions = [mention for mention in self.spoke if mention.start < pronoun.start]
        last = max(mentions, key=lambda mention: mention.start, default=None)
        near = last and self._reading.index_at(pronoun.start) - self._reading.index_at(last.start) <= _TO_SOURCE
        return Antecedent(last.entity) if last and near else None

    def _issuer(self, at: int) -> Antecedent | None:
        """The issuer of a statement mentioned right before: “Ruiz issued a statement. “No,” *it* said.”"""
        documents = self._reading.wording.documents
        sentences = self._reading.sentences_of(self._reading.number_at(at))
        before = [one for one in sentences if one.start <= at]
        for sentence in reversed(before[-_TO_ISSUER:]):
            noun = next((token for token in sentence.tokens if token.word in documents and token.end <= at), None)
            acting = [mention for mention in self._entities.within(sentence.start, at) if mention.acts and noun]
            if acting:
                return Antecedent(acting[0].entity)
        return None

    def _of_type(self, pronoun: Mention, type: str) -> Antecedent | None:
        return _best(
            [
                ((2.0 if mention.acts else 1.0) / (1 + distance), mention.entity)
                for distance, mention in self._candidates(pronoun.start)
                if mention.entity.type == type and not mention.entity.is_thing
            ]
        )

    def _may_be(self, entity: Entity, gender: str) -> bool:
        if entity.type in ("collective", "document") or (entity.is_place and not entity.is_person):
            return False
        return not gender or entity.gender in ("", gender)

    def _candidates(self, at: int) -> Iterator[tuple[float, EntityMention]]:
        """The entities that the paragraphs mention up to a place, each with its distance in sentences."""
        number, index = self._reading.number_at(at), self._reading.index_at(at)
        first, main = self._reading.text.paragraphs[max(0, number - _BACK)].start, self._entities.main
        near = (mention for mention in self._entities.before(at) if mention.start >= first or mention.entity is main)
        known = {(mention.start, id(mention.entity)) for mention in self.spoke}
        named = (mention for mention in near if (mention.start, id(mention.entity)) not in known)
        for other in (*named, *(mention for mention in self.spoke if mention.start < at)):
            back = number - self._reading.number_at(other.start)
            if back > _BACK and other.entity is not main:
                continue
            away = index - self._reading.index_at(other.start) + 0.5 * back
            away *= _PASSING if back > 1 and self._entities.weight_of(other.entity) == 1 else 1.0
            yield (min(away, _FAR) if other.entity is main else away), other


def _best(found: list[tuple[float, Entity]]) -> Antecedent | None:
    if not found:
        return None
    weights: dict[Entity, float] = {}
    for weight, entity in found:
        weights[entity] = max(weights.get(entity, 0.0), weight)
    first, *others = sorted(weights, key=weights.__getitem__, reverse=True)
    least = _MAY_BE * sum(weight**_POWER for weight in weights.values())
    may_be = tuple(entity for entity in others if weights[entity] ** _POWER >= least)
    return Antecedent(first, may_be, alone=not others or weights[others[0]] < weights[first] / _ALONE)
