"""Find mentions where every noun has a capital and articles mark the case, as in German."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, cached_property

from explorer.reading.features import Span
from explorer.reading.languages import Language
from explorer.reading.languages.wording import together
from explorer.reading.name_rules import NameRules
from explorer.reading.text.tokens import Token
from explorer.reading.words import PRONOUNS, Words, word_set

# In how many of ten uses a word is a cue at least; a particle follows its verb within fewer words than the second.
_OFTEN, _TO_PARTICLE = 2, 25
# The maximum number of words in a mention and in a quoted name; an article's noun is within the third.
_MOST, _NAME, _TO_NOUN = 12, 5, 6
# Verb endings in the mood of reported speech, unlike those of adjectives or the past.
_IN_MOOD = re.compile(r"[^\W\d_A-ZÄÖÜ]{3,}(?<!t)(?<!weis)(?<!ig)(?<!ich)(?<!sch)(?<!end)e")
_BREAKS = frozenset((",", ":", ";", "–", "—", "-", "(", ")"))
_FINITE = word_set("has have had is are was were will would can could must should may might")
_DEFINITE = frozenset(("the", "a", "this", "his", "no", "both", "some", "many", "all"))


@cache
def _endings(words: frozenset[str]) -> tuple[str, ...]:
    """Words as a tuple, for `str.endswith`."""
    return tuple(words)


@cache
def _particles(pairs: frozenset[str]) -> dict[str, set[str]]:
    """The particles that make a verb a reporting verb, by the verb."""
    found: dict[str, set[str]] = {}
    for verb, particle in (pair.split() for pair in pairs):
        found.setdefault(verb, set()).add(particle)
    return found


class CaseMarkedMentions:
    """The tokens of a sentence, and the mentions among them. All positions are indices.

    `own` is the normalised words, `s` the words as the model knows them, and `sets` the grammatical words.
    """

    def __init__(self, tokens: Sequence[Token], s: Words, language: Language, nouns: NameRules) -> None:
        self._nouns = nouns
        self.tokens = tokens
        self.s = s
        self.own = [token.word for token in tokens]
        self.sets = language.sets
        self._glossary = language.glossary
        self.adverbial, self.declined = _endings(self.sets["@adverb endings"]), _endings(self.sets["@declined"])
        self._feminine, self.of_several = _endings(self.sets["@feminine"]), _endings(self.sets["@of several"])
        self.past, self.infinitive = _endings(self.sets["@past endings"]), _endings(self.sets["@infinitive endings"])
        self.participial = _endings(self.sets["@participle beginnings"])

    def is_capital(self, at: int) -> bool:
        return self.tokens[at].text != self.own[at]

    def is_expletive(self, at: int) -> bool:
        """Whether a word is an expletive subject: “*Es* heißt, der Damm halte”."""
        return self.own[at] in self.sets["@expletive"]

    def may_be_subject(self, at: int) -> bool:
        """Whether a mention in the nominative may begin at an index."""
        token, own = self.tokens[at], self.own[at]
        if self.s.is_quoted[at]:
            return at - 1 in self.cues and self.is_noun(at)  # “…“, schrieb *„Die Post“*
        if any(own in self.sets[name] for name in ("@prepositions", "@oblique", "@objects", "@own")):
            return False
        if own in self.sets["@pronouns"] or own in self.sets["@many"] or self.s.words[at] in PRONOUNS:
            return True
        if own in self.sets["@der"] and self._is_oblique(at):
            return False  # “*der alten* Zeitung sagte Ruiz”
        if own in self.sets["@feminine articles"] and self.sets["@der"].isdisjoint(self.own[at + 1 : at + 2]):
            return False  # “*einer* Wirtin”, unlike “*einer* der Wirte”
        is_first = self.s.words[at] in _DEFINITE or token.text[0].isdigit() or self.is_noun(at)
        return is_first or (at == 0 and self._is_adjective(at))

    def _is_adjective(self, at: int) -> bool:
        """Whether a word is an adjective before a noun without an article: “*Politische* Beobachter sagten”."""
        return (
            self.own[at].endswith(("e", "er", "es"))
            and self.own[at] not in self.sets["@adverbs"]
            and self.is_noun(at + 1)
        )

    def _is_oblique(self, at: int) -> bool:
        """Whether “der” is not nominative, because a word after it shows a feminine or a plural."""
        behind = self.own[at + 1 : at + 2]
        if behind and behind[0].endswith("en") and (not self.is_noun(at + 1) or self.is_noun(at + 2)):
            return True
        nouns = (n for n in range(at + 1, min(self.s.size, at + _TO_NOUN)) if self.is_noun(n))
        noun = next((n for n in nouns if not (n + 1 < self.s.size and self._joins_name(n + 1))), at)
        is_title = self.is_noun(noun + 1) and self._nouns.may_speak(self.tokens[noun + 1].text)  # “der *CDU Politiker*”
        return self.own[noun].endswith(self._feminine) and not is_title

    def mention(self, at: int) -> Span | None:
        """The mention that begins at an index: a pronoun, or the words up to one that cannot be part of it."""
        if at >= self.s.size or self.own[at] in self.sets["@objects"]:
            return None
        if not self.s.is_word[at] and not self.is_noun(at):
            return None
        if self.own[at] in self.sets["@pronouns"] and (self.s.words[at] in PRONOUNS or not self.is_noun(at + 1)):
            is_name = at > 0 and self.is_capital(at) and self.is_noun(at + 1)  # “sagte *Er Wei*”
            return (at, at + 2) if is_name else (at, at + 1)
        return self._described(at)

    def _described(self, at: int) -> Span | None:
        """The words from an index on that form a mention: adjectives, then a noun, and its complement."""
        end, last, is_open = at, -1, True  # the last noun or name; open: adjectives may follow, and then a noun
        is_many = self.own[at] in self.sets["@many"]
        while end < self.s.size and end - at < _MOST:
            if is_many and last < 0 and end > at + 1 and self.s.words[end] == "the":
                return at, at + 1  # “*Einige* teilen die Ansicht”
            if self._is_head(at, end):
                last, is_open = end, False
            elif last < 0 and end > at and (within := self._within(end)):
                if within == end:
                    return None  # “…, *die den* Damm lobt”
                end = within - 1  # “die *in Lohn* lebende Wirtin”
            elif last >= 0 and last == end - 1 and self._is_genitive(end):
                is_open = True
            elif self._ends_mention(end, is_open=is_open or (last >= 0 and self.own[end] in self.sets["@of"])):
                break
            else:
                is_open = is_open or not self._joins_name(end)
            end += 1
        return (at, last + 1) if last >= 0 else None

    def _is_genitive(self, at: int) -> bool:
        """Whether an adjective and a noun are a genitive without an article: “Kreise *guter* Wirte”."""
        own = self.own[at]
        if not own.endswith(self.of_several) or self.is_capital(at) or not self.is_noun(at + 1):
            return False
        others = together(self.sets["@adverbs"], self.sets["@many"])
        return not (own in self._glossary or own in others or self.is_preposition(at))

    def _is_head(self, begin: int, at: int) -> bool:
        """Whether a word is a noun or name in a mention that begins before it."""
        if not self.is_noun(at) or not self.s.is_quoted[at]:
            return self.is_noun(at)
        # “*die Zeitung* „Bote“”, “*der* „Bote“”
        return at == begin or self._begins_phrase(begin) or self._nouns.may_speak(self.tokens[at - 1].text)

    def _within(self, at: int) -> int:
        """The end of a setting before a noun; the same index if a phrase begins there; or 0."""
        if self._begins_phrase(at) and self.own[at - 1] in self.sets["@relatives"]:
            return at
        within = self.mention(at + 1) if self.is_preposition(at) else None
        return within[1] if within else 0

    def _ends_mention(self, at: int, *, is_open: bool) -> bool:
        """Whether a word is not part of a mention that begins before it."""
        if self._joins_name(at):
            return False
        if not self.s.is_word[at] or self.is_verb(at) or at in self.cues:
            return True
        return not is_open or (self.is_preposition(at) and self.own[at] not in self.sets["@of"])

    def _joins_name(self, at: int) -> bool:
        """Whether a hyphen joins words: “die *„Bild“-Zeitung*”, “*Wald- und Wiesen*wirt”."""
        if self.own[at] != "-" or at == 0:
            return False
        if self.s.is_quoted[at - 1]:
            return self.is_noun(at + 1)
        return self.s.words[at + 1 : at + 2] in (["and"], ["or"]) and self.is_noun(at - 1) and self.is_noun(at + 2)

    def _begins_phrase(self, at: int) -> bool:
        return self.s.words[at] in _DEFINITE or self.own[at] in self.sets["@oblique"]

    def is_noun(self, at: int) -> bool:
        """Whether a word has a capital, as names and nouns do, or is a quoted name: “Die *„Allgemeine“* meldet”."""
        if self.s.is_quoted[at : at + 1] == [True]:
            text = self.tokens[at].text
            return text.count(" ") < _NAME and self.s.shapes[at] == "Q_C"
        if at >= self.s.size or self.s.words[at] in _DEFINITE or self.own[at] in self.sets["@oblique"]:
            return False
        if not self.is_capital(at) or (self.own[at] in self.sets["@adverbs"] and not self._begins_name(at)):
            return False
        if at:
            return True
        is_adverb = self.own[0].endswith(self.adverbial) and not self.is_noun(1)
        return not is_adverb and not self._nouns.is_common(self.tokens[0].text)  # “*Offen* ist, ob”

    def _begins_name(self, at: int) -> bool:
        """Whether a given name precedes a name: “*Anders* Lind”."""
        return self.is_given(at) and at + 1 < self.s.size and self.is_capital(at + 1) and self.s.is_word[at + 1]

    def is_given(self, at: int) -> bool:
        return self.own[at] in self._nouns.given

    def is_verb(self, at: int) -> bool:
        return self.s.words[at] in _FINITE or at in self.moods

    @cached_property
    def moods(self) -> list[int]:
        """The verbs in the mood of reported speech: known ones, and words with its ending in a verb's position."""
        known, adverbs = self.sets["@reported"], self.sets["@adverbs"]

        def is_known(at: int) -> bool:
            return self.own[at] in known and not (at and self.is_capital(at))  # “*gebe*”, unlike “die *Spiele*”

        return [
            n
            for n, own in enumerate(self.own)
            if is_known(n) or (own[-1] == "e" and own not in adverbs and self._is_in_mood(n))
        ]

    def _is_in_mood(self, at: int) -> bool:
        """Whether ending and position make a word a verb: “dass der Damm *nachgebe*”, “Die Stadt *plane* nichts”."""
        own = self.own[at]
        if not _IN_MOOD.fullmatch(self.tokens[at].text) or own in self._glossary or own in self.sets["@passive"]:
            return False
        if at + 1 == self.s.size or not (self.s.is_word[at + 1] or self.s.is_quoted[at + 1]):
            return True
        return (
            bool(at)
            and not self.is_noun(at + 1)
            and (self.is_noun(at - 1) or self.own[at - 1] in self.sets["@pronouns"] or self._fronts(at - 1))
        )

    def _fronts(self, at: int) -> bool:
        """Whether the first word of a sentence begins no mention: “*Vorerst* gebe man nicht auf”."""
        return at == 0 and self.is_capital(0) and not self._begins_phrase(0) and not self.is_preposition(0)

    @cached_property
    def cues(self) -> set[int]:
        """The tokens that may be cues."""
        prepositions, adverbs = self.sets["@prepositions"], self.sets["@adverbs"]
        return {
            n
            for n in self.s.cues
            if self.s.strength[self.s.words[n]] >= _OFTEN
            if not any(word in prepositions or word in adverbs for word in (self.own[n], self.s.words[n]))
            if (not n or not self.is_capital(n)) and self._has_particle(n) and not self._is_attributive(n)  # no noun
        }

    def _has_particle(self, at: int) -> bool:
        """Whether a verb has the particle that it needs as a reporting verb: “*gab* gestern *bekannt*”."""
        wanted = _particles(self.sets["@particles"]).get(self.own[at])
        if wanted is None or (self.own[at - 1] in wanted and self.own[at - 1] not in self.sets["@to"]):
            return True  # “*bekannt* gegeben”, unlike “*zu* geben”
        for n in range(at + 1, min(self.s.size, at + _TO_PARTICLE)):
            is_last = n + 1 == self.s.size or not self.s.is_word[n + 1] or self.s.words[n + 1] in ("and", "or")
            if is_last and self.own[n] in wanted:
                return True
        return False

    def _is_attributive(self, at: int) -> bool:
        """Whether a participle only describes a noun: “mit dem neu *formulierten* Recht”."""
        if not (self.own[at].endswith("en") and self.is_noun(at + 1)):
            return False
        begin = next((n for n in range(at - 1, -1, -1) if self._begins_phrase(n) or not self.s.is_word[n]), 0)
        return self.own[begin] in self.sets["@oblique"] and not any(map(self.is_capital, range(begin + 1, at)))

    def is_break(self, at: int) -> bool:
        """Whether a mark separates clauses, rather than the numbers of a time or a quoted name and a noun."""
        if self.own[at] not in _BREAKS or self._joins_name(at):
            return False
        return not (0 < at < self.s.size - 1 and self.own[at - 1].isdigit() and self.own[at + 1].isdigit())

    def is_preposition(self, at: int) -> bool:
        return self.own[at] in self.sets["@prepositions"]

    def is_several(self, span: Span) -> bool | None:
        """Whether article and adjective make a mention plural: “die alten Pläne”; None if they are ambiguous."""
        begin, end = span
        if "and" in self.s.words[begin:end]:
            return None
        first = self.own[begin]
        if first in self.sets["@many"]:
            return True
        return False if first in self.sets["@one"] else None

    def speaks(self, span: Span) -> bool:
        """Whether a mention is a name, or means people, a group or a document."""
        if self.s.words[span[0]] in PRONOUNS or self.is_bare(span):
            return True
        nouns = [n for n in range(*span) if self.is_noun(n)]
        head = next((n for n in nouns if not self.is_noun(n + 1) or n + 1 >= span[1]), span[0])
        return any(self._nouns.may_speak(self.tokens[n].text) for n in nouns if n <= head)

    def is_bare(self, span: Span) -> bool:
        """Whether a mention has no article, like a name: “lobte *Ruiz*”."""
        return self.is_noun(span[0]) and not self.s.is_quoted[span[0]]
