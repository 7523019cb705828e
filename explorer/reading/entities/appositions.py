"""Read appositions: “Arlen Stack, 48, a carpenter, …”, “his wife, Jeanne”."""

from __future__ import annotations

from collections.abc import Sequence

from explorer.reading.article import Reading, Sentence
from explorer.reading.entities.entity import Entity, EntityMention
from explorer.reading.languages.wording import together
from explorer.reading.nouns import SourceKind
from explorer.reading.text.passages import Passage
from explorer.reading.text.tokens import Token
from explorer.reading.text.word_forms import folded, singular

# The maximum number of words in a role after a name, and in one before it.
_BEHIND, _BEFORE = 14, 8
# The maximum number of words between a comma and a name: titles, or another role.
_BETWEEN = 5
# What closes a role; what precedes an age; the highest age.
_CLOSING, _OPENING, _OLDEST = frozenset(",."), frozenset(",("), 120


class AppositionReader:
    """Takes roles of entities, and signs that they are people, from appositions to their names."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._own = own = reading.lexicon
        self._words = words = reading.wording
        self._known = together(words.roles, own.roles, own.describing)
        self._verbs = together(words.verbs, own.finite)
        self._stops = together(words.ends, self._verbs)

    def take(self, sentence: Sentence, seen: EntityMention) -> None:
        tokens, entity = sentence.tokens, seen.entity
        if entity.is_place:
            return
        at = sentence.index_at(seen.end)
        if at < len(tokens) and tokens[at].start < seen.end:
            at += 1
        # “His daughter, Ana,”; but in “Besides his daughter, Banks leaves a son” the comma begins another clause.
        is_closed = at >= len(tokens) or not tokens[at].is_word
        role = self._role_before(tokens, sentence.index_at(seen.start)) if is_closed else None
        if role:
            self._add(entity, role)
        if at + 1 < len(tokens) and tokens[at].word in _OPENING and self._is_aged(tokens, at + 1):
            entity.is_person = entity.is_shown = True
        if at + 1 >= len(tokens) or tokens[at].word != ",":
            return
        if _is_age(tokens, at + 1):
            entity.is_person = entity.is_shown = True
            at += 2
        if at + 1 < len(tokens) and tokens[at].word == "," and (role := self._role_behind(tokens, at + 1)):
            self._add(entity, role)
        elif not (entity.gender or entity.is_shown or entity.roles) and self._is_groups(tokens, at + 1):
            entity.type, entity.is_person, entity.may_be_person = "collective", False, False

    def _is_aged(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether words between punctuation give an age: “Luc, *caissier de 44 ans*, …”, “Ana *(57 años)*”."""
        end = next((n for n in range(at, len(tokens)) if not tokens[n].is_word), len(tokens))
        return any(tokens[n].text.isdigit() and tokens[n + 1].word in self._own.years for n in range(at, end - 1))

    def _is_groups(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether an apposition after a name describes a group: “Olmok, *the dam company*,”."""
        end = next((n for n in range(at, len(tokens)) if not tokens[n].is_word), len(tokens))
        if at + 1 >= end or tokens[at].word not in self._words.articles:
            return False
        phrase = self._reading.name_rules.nouns.phrase([token.text for token in tokens[at + 1 : end]])
        return phrase is not None and phrase.kind is SourceKind.GROUP and not phrase.is_plural

    def _add(self, entity: Entity, role: Passage) -> None:
        text = self._reading.words(role)
        head = self._reading.name_rules.head(text)
        entity.add_role(text, head)
        entity.is_person = True
        last = folded(head[-1])
        if last in self._own.described:
            entity.genders[self._own.described[last]] += 3

    def _role_before(self, tokens: Sequence[Token], at: int) -> Passage | None:
        """The role before a comma and a name: “the editor’s wife, Samira Halabi”, “the United States attorney, …”."""
        for _ in range(_BETWEEN):
            if at and tokens[at - 1].is_word and tokens[at - 1].word not in self._stops:
                at -= 1
        if at < 2 or tokens[at - 1].word != "," or not self._is_role(tokens[at - 2]):
            return None
        begin = at - 2
        is_framed = tokens[0].word in self._words.frame_starts
        while begin > max(0, at - _BEFORE) and tokens[begin].is_word:
            if is_framed and tokens[begin].word in self._own.indefinite:
                return None  # “According to *a* source, Ruiz …”
            if tokens[begin].word in self._words.determiners or tokens[begin].is_possessive:
                return Passage(tokens[begin + 1].start, tokens[at - 2].end) if begin < at - 2 else None
            begin -= 1
        if tokens[begin].word in self._words.determiners and begin < at - 2:
            return Passage(tokens[begin + 1].start, tokens[at - 2].end)
        return None

    def _role_behind(self, tokens: Sequence[Token], at: int) -> Passage | None:
        end = at
        while end < len(tokens) and tokens[end].is_word and tokens[end].word not in self._words.relatives:
            end += 1
        words = tokens[at:end]
        if not words or words[0].word in self._words.joiners:
            return None
        if words[0].word in self._own.telling.participles:
            return None  # “Ruiz, *citing* a source, …”
        behind = tokens[end].word if end < len(tokens) else ","
        if any(token.word in self._verbs for token in words):
            return None
        begin = 1 if words[0].word in self._words.articles and len(words) > 1 else 0
        if behind in _CLOSING or behind in self._own.person_relatives:
            is_led = words[0].word in self._own.indefinite if begin else words[0].word in self._own.before_roles
            if is_led and not self._is_within(tokens, at) and (said := self._phrase(words[begin:])):
                return said
        if behind not in _CLOSING or end - at > _BEHIND:
            return None
        if not any(map(self._is_role, words)) or self._is_of_next(tokens, at, end):
            return None
        return Passage(words[begin].start, words[-1].end)

    def _phrase(self, words: Sequence[Token]) -> Passage | None:
        """The noun phrase for one person at the start of words: “*grazier* held in Olmok”, “*farmer* who was there”."""
        phrase = self._reading.name_rules.nouns.phrase([token.text for token in words], with_asides=True)
        if phrase is None or phrase.kind is not SourceKind.PERSON or phrase.is_plural:
            return None
        return Passage(words[0].start, words[len(phrase.words) - 1].end)

    def _is_of_next(self, tokens: Sequence[Token], at: int, end: int) -> bool:
        """Whether words between commas are the role of the person named after them: “in Olmok, *the mayor*, Ana Ruiz”.

        They may be if the words before them belong to another phrase. A given name begins no role.
        """
        if tokens[at].word in self._own.genders and not tokens[at].is_possessive:
            return True
        is_before = end + 1 < len(tokens) and tokens[end].word == "," and tokens[end + 1].is_capital
        return is_before and self._is_within(tokens, at)

    def _is_within(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether the name before a comma is inside another phrase: “a mill *in Olmok*, …”."""
        name = at - 2
        while name > 0 and tokens[name].is_capital:
            name -= 1
        before = tokens[name].word
        return before in together(self._words.prepositions, self._words.conjunctions, self._words.articles)

    def _is_role(self, token: Token) -> bool:
        return token.word in self._known or singular(token.word) in self._known


def _is_age(tokens: Sequence[Token], at: int) -> bool:
    """Whether a number is an age: “Arlen Stack, *48*”; not a year or a percentage: “Stack, *48* %”."""
    text, behind = tokens[at].text, tokens[at + 1] if at + 1 < len(tokens) else None
    is_age = text.isdigit() and 0 < int(text) <= _OLDEST
    return is_age and (behind is None or not (behind.is_word or behind.text == "%"))
