"""Resolve pronouns to their most probable antecedents, with a model fitted on annotated news."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

import msgspec

from explorer.reading.article import Reading
from explorer.reading.entities.entity import Entity, EntityMention
from explorer.reading.entities.index import EntityIndex
from explorer.reading.model import probabilities, steps
from explorer.reading.reporting.mentions import Mention
from explorer.reading.text.passages import START_OF, overlap
from explorer.reading.text.tokens import QUOTED, Token
from explorer.reading.text.word_forms import folded

# Search this many paragraphs back for an antecedent, except for the person named most often.
_BACK = 4
# The maximum number of words before a pronoun that is the subject of a sentence.
_BEFORE = 8
# The minimum probability of an antecedent, and the one from which the pronoun hardly means another.
_MAY_BE, _ALONE = 0.015, 0.9
# Steps as features: how many sentences ago an antecedent was mentioned or acted, and led a sentence or spoke; and how
# far the evidence for the pronoun's gender exceeds that for the other.
_TOLD, _LEADS, _AGREES = (1, 2, 3, 4, 6, 9), (1, 2, 3), (0, 1)
# An antecedent is excluded if the evidence for the other gender is this much stronger: a title weighs this much.
_OTHER = 3
# Search this many sentences back for the speaker that “accordingly” refers to.
_TO_SOURCE = 2
# Search this many sentences for a statement whose issuer “it” may mean.
_TO_ISSUER = 2
_WORD = re.compile(r"\w[\w-]*")


def _is_one(entity: Entity) -> bool:
    """Whether a pronoun for one person may refer to an entity."""
    is_none = entity.type in ("collective", "document") or (entity.is_place and not entity.is_person)
    return not is_none and (entity.is_person or entity.may_be_person)


def _is_group(entity: Entity) -> bool:
    return entity.type == "collective" and not entity.is_thing


class Antecedent(msgspec.Struct, frozen=True):
    """The antecedent of a pronoun, its probability, and other possible ones, the most likely first."""

    entity: Entity
    p: float = 1.0
    others: tuple[Entity, ...] = ()

    @property
    def alone(self) -> bool:
        """Whether the pronoun hardly refers to another entity."""
        return self.p >= _ALONE


class PronounResolver:
    """Resolves the pronouns of an article in text order: each antecedent affects the next."""

    def __init__(self, reading: Reading, entities: EntityIndex) -> None:
        self._reading = reading
        self._entities = entities
        self._own = reading.lexicon
        # In the order of the text.
        self.spoke: list[EntityMention] = []
        self._noted: set[int] = set()
        self._read = 0

    def note_speaker(self, seen: EntityMention) -> None:
        """Note a speaker, named or by pronoun, once for each offset."""
        if seen.start not in self._noted:
            self._noted.add(seen.start)
            insort(self.spoke, seen, key=START_OF)

    def antecedent_of(self, pronoun: Mention) -> Antecedent | None:
        """The antecedent of a pronoun; None if it is left open."""
        self.resolve_up_to(pronoun.start)
        return self._antecedent_of(pronoun)

    def resolve_up_to(self, until: int) -> None:
        """Resolve the pronouns that begin sentences, up to an offset."""
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
        """The pronoun that is the subject of a sentence: first, after “and”, or after a few words and a comma."""
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
            return self._likeliest(pronoun.start, _is_one, gender)
        if word in words.things:
            return self._issuer(pronoun.start) or self._likeliest(pronoun.start, _is_group)
        if word in words.they:
            several = self._likeliest(pronoun.start, _is_group)  # “sie” may be several or “she”
            is_several = several or word not in words.singular
            return several if is_several else self._likeliest(pronoun.start, _is_one, "she")
        if word in words.singular or word in words.relatives:
            return self._likeliest(pronoun.start, _is_one)
        language = self._reading.language
        if self._reading.has_final_verbs and word in words.his:
            return self._likeliest(pronoun.start, _is_one)  # “*ihrer* Ansicht nach”
        if language and word in language.sets["@referring"] | language.sets["@statements"]:
            return self._source(pronoun)
        return None

    def _likeliest(self, at: int, may_be: Callable[[Entity], bool], gender: str = "") -> Antecedent | None:
        """The most likely antecedent of a pronoun among the entities that it may refer to."""
        candidates = self.candidates(at, may_be, gender)
        if not candidates:
            return None
        model = self._reading.model
        found = probabilities([model.score("antecedent", features) for features in candidates.values()])
        # One whose given name suggests the other gender remains possible, but ranks after all others.
        ranked = sorted(zip(found, candidates, strict=True), key=lambda each: (each[1].leaning(gender) < 0, -each[0]))
        (p, first), *others = ranked
        return Antecedent(first, p, tuple(entity for p, entity in others if p >= _MAY_BE))

    def _spoke_before(self, at: int) -> EntityMention | None:
        """The last speaker before an offset."""
        number = bisect_left(self.spoke, at, key=START_OF)
        return self.spoke[number - 1] if number else None

    def candidates(
        self, at: int, may_be: Callable[[Entity], bool] = _is_one, gender: str = ""
    ) -> dict[Entity, list[str]]:
        """The entities that a pronoun may refer to, each with its features."""
        told: defaultdict[Entity, list[EntityMention]] = defaultdict(list)
        for mention in self.told_before(at):
            told[mention.entity].append(mention)
        quoted = self._quoted_names(at)
        spoke = self._spoke_before(at)
        return {
            entity: [
                *self._distances(at, entity, mentions),
                *steps("agrees", entity.leaning(gender), _AGREES),
                f"type={'introduced' if entity.type == 'anonymous' and self._is_new(entity) else entity.type}",
                f"quoted={entity.type == 'named' and folded(entity.core[-1]) in quoted}",
                f"spoke={spoke is not None and spoke.entity is entity}",
            ]
            for entity, mentions in told.items()
            if may_be(entity) and entity.leaning(gender) > -_OTHER
        }

    def told_before(self, at: int) -> Iterator[EntityMention]:
        """The mentions in the last paragraphs up to an offset, and mentions of the person named most often.

        Of these the first and the near ones: beyond that, the distance makes no difference.
        """
        main, reading = self._entities.main, self._reading
        first = reading.text.paragraphs[max(0, reading.number_at(at) - _BACK)].start
        begin = min(first, reading.sentences[max(0, reading.index_at(at) - _TOLD[-1])].start)
        told = self._first_of_main
        if told and told.start < begin:
            yield told
        spoke = self.spoke[: bisect_left(self.spoke, at, key=START_OF)]
        near = spoke[bisect_left(spoke, begin, key=START_OF) :] if told and told.start < at else spoke
        for mention in (*self._entities.within(begin, at), *near):
            if mention.start >= first or mention.entity is main:
                yield mention

    @cached_property
    def _first_of_main(self) -> EntityMention | None:
        main = self._entities.main
        return next((mention for mention in self._entities.seen if mention.entity is main), None)

    def _distances(self, at: int, entity: Entity, mentions: Sequence[EntityMention]) -> Iterator[str]:
        """Features of how many sentences ago an entity was mentioned, acted, led a sentence, and spoke.

        The distance to a mention counts differently for the person named most often.
        """
        index = self._reading.index_at(at)
        away = [(index - self._reading.index_at(mention.start), mention) for mention in mentions]
        told = min(far for far, _ in away)
        yield from steps("told", told, _TOLD)
        yield from steps("main", told, (0, *_LEADS)) if entity is self._entities.main else ()
        yield from steps("acts", min((far for far, mention in away if mention.acts), default=_TOLD[-1]), _TOLD)
        yield from steps("leads", min((far for far, mention in away if mention.leads), default=_LEADS[-1]), _LEADS)
        said = (far for far, mention in away if far < _LEADS[-1] and self._says(mention))
        yield from steps("says", min(said, default=_LEADS[-1]), _LEADS)

    def _quoted_names(self, at: int) -> set[str]:
        """The words with a capital quoted in a sentence: speakers hardly ever name themselves."""
        sentence, text = self._reading.sentence_at(at), self._reading.text.text
        quoted = [token for token in sentence.tokens if token.word == QUOTED] if sentence else ()
        words = (word for token in quoted for word in _WORD.findall(text, token.start, token.end))
        return {folded(word) for word in words if word[0].isupper()}

    def _is_new(self, entity: Entity) -> bool:
        """Whether a description introduced an entity: “*a* resident”, unlike “*the* UK leader”, who may have a name."""
        return any(folded(form.split()[0]) in self._own.indefinite for form in entity.forms)

    def _says(self, mention: EntityMention) -> bool:
        """Whether a mention is that of a speaker in its sentence."""
        sentence = self._reading.sentence_at(mention.start)
        clauses = sentence.reporting_clauses if sentence else ()
        return any(overlap(said, mention) for clause in clauses for said in clause.mentions)

    def _source(self, pronoun: Mention) -> Antecedent | None:
        """The last speaker, for a word that refers to it: “Ruiz has a plan. *Accordingly*, the dam falls.”"""
        last = self._spoke_before(pronoun.start)
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
