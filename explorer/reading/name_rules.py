"""Decide which words can name or describe a person or a group.

A function word, a verb or a clause alone is not a name: “The”, “I’ve”, “Has long”, “Released”, “Thursday”. But
“Will”, “May”, “April” and “He” are also parts of names, beside other words with capitals.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, cached_property, lru_cache

import msgspec

from explorer.reading.languages.lexicon import Lexicon
from explorer.reading.languages.wording import Wording, together
from explorer.reading.nouns import Nouns, SourceKind, plain
from explorer.reading.reporting.mentions import Mention
from explorer.reading.text.tokens import Token

# The maximum number of words to keep with their traits.
_KEPT = 1 << 14
# The maximum number of mentions to keep as trimmed.
_KEPT_MENTIONS = 1 << 10
# Search this many characters for the word before a mention.
_BEFORE = 20
# The maximum number of words in a form of a name.
_FORM = 8


@cache
def name_rules_of(words: Wording, own: Lexicon) -> NameRules:
    """The rules of a language; made once."""
    return NameRules(words, own)


class NameRules:
    """The rules of one language for which words can name or describe a person or a group."""

    def __init__(self, words: Wording, own: Lexicon) -> None:
        self._words = words
        self._own = own
        # Grammatical words, and words that begin a clause or a setting: never a name by themselves.
        self._opening = words.prepositions | words.joiners | words.determiners | words.articles | words.pronouns
        self._verbs = self.finite = words.auxiliaries | own.finite
        self._beginning = self._opening - self._verbs - words.singular
        self._function = words.outside_names | own.function | self._verbs
        # Most words recur.
        self.is_function = lru_cache(_KEPT)(self._is_function)
        self.is_common = lru_cache(_KEPT)(self._is_common)
        self.is_verbal = lru_cache(_KEPT)(self._is_verbal)
        # Each is needed several times while its article is read.
        self.trimmed = lru_cache(_KEPT_MENTIONS)(self._trimmed)
        self.nouns = Nouns(words, own, self.is_function)
        # Parts of longer names that give an origin.
        self.demonyms = own.demonyms
        self.elsewhere = own.demonyms | own.places
        self.given, self.name_genitives = own.genders.keys(), own.name_genitives
        # What may follow the head of a role.
        self._behind_head = words.prepositions | words.relatives | words.that | words.genitives
        self._owners = words.determiners | words.articles | words.his | own.indefinite

    @cached_property
    def _nouns(self) -> frozenset[str]:
        """Nouns for people and groups, and for written statements."""
        words, own = self._words, self._own
        people = words.roles | own.roles | own.described.keys() | words.titles
        return people | words.collectives | own.organisations | words.documents | words.claims | own.plural

    def _is_function(self, text: str) -> bool:
        """Whether a word is or contains a function word: “the”, “I’m”, “don’t”; “US” and “WHO” are not."""
        word = plain(text)
        if word not in self._function:
            before, mark, behind = word.partition("'")
            if behind and before in self._words.elisions:
                return behind in self._function
            is_negated = word.endswith(self._words.negative_endings)
            return bool(mark) and (before in self._function or is_negated)
        return not (len(text) > 1 and text.isupper())

    def opens(self, text: str) -> bool:
        """Whether a function word begins a new phrase within a run of capitals: “Justice *La* police”.

        A verb does not: “Theresa May”; nor does a particle, which may be part of a name.
        """
        return plain(text) in self._beginning and self.is_function(text)

    def is_name_part(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a function word at the start of a run of capitals is part of a name: “*Will* Smith”, “*He* Lifeng”.

        At the beginning of a sentence, where any word has a capital, only two kinds are: a given name that begins no
        question, and a singular pronoun with a single capital after it.
        """
        token, behind = tokens[at], tokens[at + 1] if at + 1 < len(tokens) else None
        if behind is None or not (behind.is_word and behind.is_capital) or self.is_function(behind.text):
            return False
        if token.word in self._words.singular:
            return True
        if token.word in self._words.others:  # “in *April* Jones said”
            is_date = at > 0 and (tokens[at - 1].word in self._function or tokens[at - 1].text[0].isdigit())
            return token.word in self._own.genders and not is_date
        if at and token.word in self._own.genders:  # “…, *Per* Lindqvist”
            return True
        if token.word not in self._own.finite or len(token.text) == 1 or "'" in token.word:
            return False
        is_inside = at > 0 and tokens[at - 1].is_word and not tokens[at - 1].is_capital
        return is_inside or (token.word in self._own.genders and tokens[-1].word != "?")

    def _is_common(self, text: str) -> bool:
        """Whether a word has a capital only by position: “Released”, “Then”, “In-form”; not “Apple” and “US”."""
        word = plain(text)
        if word in self._own.genders or (len(text) > 1 and text.isupper()):
            return False
        last = text.rpartition("-")[2]
        return word in self._own.lowercase or (last != text and last.islower() and last in self._own.lowercase)

    def is_compound(self, text: str) -> bool:
        """Whether a word is a compound that is not a name: “London-based”, “56-year-old”."""
        _, mark, last = text.rpartition("-")
        is_past = last.islower() and (last.endswith(self._words.past_endings) or last in self._own.past)
        is_noun = last in self._own.person_nouns or last in self._own.roles  # “a Calder-donor-turned-*ambassador*”
        return mark != "" and (is_past or is_noun or last in self._own.compounds)

    def head(self, role: str) -> list[str]:
        """The words of a role that identify it, without its complement: “chief” of “chief of staff”."""
        words = self._parted(role)
        behind = (n for n in range(1, len(words)) if plain(words[n]) in self._behind_head)
        return words[: next(behind, len(words))]

    def _parted(self, role: str) -> list[str]:
        """The words of a role, with elisions as separate words: “de l’État”."""
        words: list[str] = []
        for word in role.split():
            first, mark, rest = word.replace("’", "'").partition("'")
            words += [first, rest] if mark and first.lower() in self._words.elisions else [word]
        return words

    def affiliation(self, role: str) -> str | None:
        """The affiliation in a role: “National Security Council spokesman”, “a spokesman for Corvane”."""
        own, words = self._own, self._parted(role)
        is_spoken_for = not own.spokespeople.isdisjoint(map(plain, self.head(role)))
        for n, word in enumerate(map(plain, words)):
            begin = next((at for at in range(n + 1, len(words)) if words[at] not in own.articles), n)
            if word not in own.of | own.serving or not words[begin][0].isupper() or self._is_of_name(words, n):
                continue
            is_long = sum(each[0].isupper() for each in words[begin:]) > 1
            if is_long or is_spoken_for or word in own.serving:
                return self._words.joined(words[begin : self._end_of_affiliation(words, begin)]).strip(",")
        end = next((n for n, word in enumerate(words) if not word[0].isupper()), 0)
        behind, last = words[end], words[end - 1]
        ends = self._behind_head | self._words.conjunctions
        if end == 0 or own.adjectives_behind or not behind[0].islower() or plain(behind) in ends:
            return None  # “*Chief Operating Officer* of Calder”, “*Salt* and Water Board chairman”
        is_owner = plain(last).endswith(self._words.possessives)
        is_for = is_spoken_for and (is_owner or plain(behind) in own.spokespeople)
        if end == 1 and (not is_for or self.is_common(last) or self.is_function(last)):
            return None
        if self.is_compound(last) or plain(last) in own.demonyms:
            return None  # “South African captain”
        name = self._words.joined(words[:end])
        return name[: max(map(name.rfind, "'’"))] if is_owner else name

    def _end_of_affiliation(self, words: Sequence[str], begin: int) -> int:
        """The end of an affiliation: “Corvane *in Olmok*”, “Corvane, *who* …”."""
        ends = self._words.parting | self._words.places
        found = (n for n in range(begin, len(words)) if plain(words[n]) in ends or words[n - 1].endswith(","))
        return next((n for n in found if n > begin), len(words))

    def may_speak(self, noun: str) -> bool:
        """Whether a capitalised word is a noun for people, a group or a document, or a given name."""
        return self.nouns.kind_of(noun) is not None or plain(noun) in self._own.genders

    def _is_verbal(self, text: str) -> bool:
        """Whether a word alone looks like a verb form: “Released”, “Sending”, “Says”."""
        word = plain(text)
        known = word in self._words.verbs or word in self._own.past or word in self._words.participles
        return known or self._words.is_verb_form(word)

    def _trimmed(self, mention: Mention, text: str) -> Mention | None:
        """A mention without a clause after it (“Rowling *has already*”); None if no mention is left."""
        if mention.is_pronoun:
            return mention
        if len(mention.whole) > 1 and self._is_verb_at(mention, text):
            start = text.index(mention.whole[1], mention.start + len(mention.whole[0]))
            head = mention.head[1:] or mention.whole[1:2]
            mention = Mention(mention.whole[1:], head, start, mention.end)
        whole = mention.whole
        begin = next((n for n, word in enumerate(whole) if plain(word) not in self._owners), len(whole))
        end = next((n for n in range(begin + 1, len(whole)) if self._is_clause(whole, n)), len(whole))
        while end > begin and whole[end - 1].islower() and self.is_function(whole[end - 1]):
            end -= 1
        if not self._can_be(whole[begin:end], is_owned=begin > 0):
            return None
        if end == len(whole):
            return mention
        at = next((n for n in range(end) if whole[n : n + len(mention.head)] == mention.head), 0)
        head = whole[at : min(end, at + len(mention.head))]
        place = mention.start
        for word in whole[: at + len(head)]:
            place = text.index(word, place) + len(word)
        return msgspec.structs.replace(mention, whole=whole[:end], head=head, end=place)

    def _is_verb_at(self, mention: Mention, text: str) -> bool:
        """Whether a mention begins with the verb of words before it: “that *irritated* us”, “won’t *stop* police”."""
        word, own = mention.whole[0], self._own
        before = plain("".join(text[max(0, mention.start - _BEFORE) : mention.start].split()[-1:]))
        first = plain(word)
        if word[0].isupper() or self.nouns.kind_of(word) or first in own.before_roles:
            return False
        if before in self._words.relatives or before in self._words.that:
            return first in own.past or first.endswith(self._words.past_endings)
        is_plain = before in own.before_verbs and before not in self._words.prepositions
        return first in own.with_listener or is_plain or before.endswith(self._words.negative_endings)

    def _is_clause(self, words: Sequence[str], at: int) -> bool:
        """Whether a clause continues at a word: with its verb, or with a pronoun as its subject."""
        word = plain(words[at])
        if words[at][0].isupper():
            return False
        is_about = word in self._words.pronouns and word not in self._owners and word not in self._words.relatives
        is_about = is_about and plain(words[at - 1]) not in self._words.prepositions
        # Where adjectives follow nouns, this ending is always a verb's, unlike in “officials *briefed*”.
        is_behind = (words[at - 1][0].isupper() or self._own.adjectives_behind) and "-" not in word
        is_verb = word in self._own.past or (is_behind and word.endswith(self._words.past_endings))
        is_past = is_verb and word not in self._nouns and at + 1 < len(words)
        return is_about or is_past or word in self._own.finite or (self.is_function(word) and "'" in word)

    def _can_be(self, words: Sequence[str], *, is_owned: bool) -> bool:
        """Whether words can name or describe a person or a group. `is_owned`: a determiner precedes them."""
        if not words or all(map(self.is_function, words)):
            return False
        first, is_plain = plain(words[0]), not self._words.capital_nouns
        has_name = is_plain and any(word[0].isupper() for word in words[1:])
        if not self.is_function(words[0]):
            return True
        if first in self._words.prepositions:
            return is_owned and first in self._own.belonging  # “one *of* his friends”
        is_name = is_plain and words[0][0].isupper() and len(words) > 1 and words[1][0].isupper()
        is_grammar = first in self._opening or first in self._verbs
        if is_owned and not is_grammar:
            return not self.is_function("".join(words[1:2]))  # “la *même* source”
        # “The *first* thing Ana Ruiz said”, “said *nearby* resident Ana Ruiz”
        return has_name and (is_owned or is_name or not is_grammar)

    def describes(self, mention: Mention) -> bool:
        """Whether a mention can be a noun phrase: not “found a girl”."""
        words = mention.whole
        if plain(words[0]) in self._words.no or plain(words[0]) in self._own.telling.participles:
            return False  # “*No* official has said”, “*Echoing* experts who say”
        if plain(words[0]) in self._owners or self._words.capital_nouns or not self._words.code:
            return True
        # “According to”, “found a girl”, “Argue some”
        behind = "".join(words[1:2])
        is_verb = self.is_verbal(words[0]) and self.is_function(behind)
        return not (self.is_function(words[0]) or is_verb or plain(behind) in self._owners)

    def clear_first(self, mentions: Sequence[Mention], text: str) -> list[Mention]:
        """The mentions of a clause, those without a clause in them first: “*Davies*” before “Charvis will be, but”."""
        if len(mentions) < 2:
            return list(mentions)
        return sorted(mentions, key=lambda mention: self.trimmed(mention, text) != mention)

    def is_name(self, words: Sequence[str]) -> bool:
        """Whether words can be a name: not all of them are function words."""
        plain = [word for word in words if word[:1].isalnum()]
        return not all(map(self.is_function, plain))

    def is_form_of_name(self, form: str) -> bool:
        """Whether words are a form of a name rather than a description: “Mr. Ruiz”, “Bank of Porto”; not “the bank”."""
        words = form.split()
        if plain(words[0]) in self._owners or len(words) > _FORM:
            return False
        if len(words) == 1 and self.nouns.is_plural(form) and self.nouns.kind_of(form) is not None:
            return False  # “Analysts”
        words_of = self._words
        inside = together(words_of.particles, words_of.prepositions, words_of.articles, words_of.conjunctions)
        return all(not word[0].islower() or plain(word) in inside for word in words)

    def is_party(self, noun: str) -> bool:
        """Whether a noun means the people of a party, a country or a faith: “Democrats”."""
        return not {noun, self.nouns.singular(noun)}.isdisjoint(self._own.demonyms)

    def is_label(self, words: Sequence[str]) -> bool:
        """Whether a label can be a speaker's: “RUIZ:”, “Q:”; not “Interview:”, “According to the plan:”."""
        text = words[0].strip(":") if words else ""
        first, kind = plain(text), self.nouns.kind_of(text) if text else None
        is_letter = len(words) == 1 and len(first) == 1
        is_place = first in self._own.places and first not in self._own.people
        is_common = self.is_common(text.capitalize()) and first not in self._own.people
        if len(words) == 1 and kind is not SourceKind.PERSON and (is_place or is_common):
            return False  # “Answer:”, “FACTS:”, “Spain:”
        is_known = text.isupper() or kind is not None or first in self._own.people
        if len(words) == 1 and self._words.capital_nouns and not (is_letter or is_known):
            return False  # “Tipp:”, where every noun has a capital
        return is_letter or (self.is_name(words) and first not in self._words.documents)

    def role(self, text: str) -> str | None:
        """The noun phrase for one person in an apposition; None if there is none.

        “(represented) President”, “spokesman for the firm (which)”; not “experts”, “India took Mr”, “town of 2,000”.
        """
        if not self._own.person_nouns:
            return text
        words = text.split()
        while words and (plain(words[-1]).strip(".") in together(self._own.mere_titles, self._own.bare_honorifics)):
            words = words[:-1]
        prepositions = self._words.prepositions
        of = next(
            (n for n in range(1, len(words)) if plain(words[n]) in prepositions and self.nouns.kind_of(words[n - 1])), 0
        )
        if self._is_of_name(words, of) and (rest := self.role(" ".join(words[of + 1 :]))):
            return " ".join((*words[: of + 1], rest))
        end = of or len(words) - 1
        begin = max((n + 1 for n in range(end) if self._is_verb_before(words, n)), default=0)
        if words and words[end].istitle():  # “*help* Rep.”, “*reason* President”
            begin = max((n + 1 for n in range(begin, end) if self._is_before_title(words[n])), default=begin)
        begin = max((n + 1 for n in range(begin, end) if self._is_article(words, n)), default=begin)
        while begin < len(words) and self._is_before_role(words[begin]):
            begin += 1
        phrase = self.nouns.phrase(words[begin:], with_asides=True) if begin < len(words) else None
        if phrase is None or phrase.kind is not SourceKind.PERSON or phrase.is_plural:
            return None
        if any(self._is_other(phrase.words, n) for n in range(1, len(phrase.words))):
            return None
        told = list(phrase.words)
        is_cut = any(word[0].isupper() for word in told[1 : phrase.head]) or told[0].isupper()
        if is_cut and self._own.adjectives_behind:
            told = told[phrase.head :]  # “*STF manda soltar* ex-ministro”
        elif begin > 1 and told[0][0].isupper() and plain(words[begin - 1]) in self._words.conjunctions:
            first = next((n for n in range(begin - 2, -1, -1) if not words[n][0].isupper()), -1) + 1
            told = [*words[first if first < begin - 1 else begin : begin], *told]  # “*Salt and* Water Minister”
        return self.bare(" ".join(told).strip(","))

    def _is_of_name(self, words: Sequence[str], of: int) -> bool:
        """Whether a preposition is part of a group's name at the start of a role: “Bank *of* Calder governor”."""
        kind = self.nouns.kind_of(words[of - 1]) if 0 < of < len(words) - 1 else None
        return kind is SourceKind.GROUP and words[of - 1][0].isupper() and words[of + 1][0].isupper()

    def _is_other(self, words: Sequence[str], at: int) -> bool:
        """Whether words beside a name contain another person's: “his daughter *Ana*”; not “aide to Ana”."""
        before, word = words[at - 1], words[at]
        if not word[0].isupper() or plain(word) not in self._own.genders:
            return False
        return before[0].islower() and self.nouns.kind_of(before) is SourceKind.PERSON

    def _is_article(self, words: Sequence[str], at: int) -> bool:
        """Whether an article begins a new phrase: “citing *a* security official”, but “Queen of *the* Sky”."""
        is_article = at > 0 and plain(words[at]) in self._words.articles
        return is_article and plain(words[at - 1]) not in self._words.prepositions

    def _is_before_role(self, text: str) -> bool:
        word = plain(text)
        return word not in self._own.before_roles and (word in self._owners or self.is_function(text))

    def _is_before_title(self, text: str) -> bool:
        """Whether a word is not part of the capitalised title after it: “*reason* President”, but “state Sen.”."""
        return text[0].islower() and plain(text) not in self._own.before_roles and self.nouns.kind_of(text) is None

    def _is_verb_before(self, words: Sequence[str], at: int) -> bool:
        """Whether a verb precedes a role: “*represented* President”; but not “*retired* Gen.”."""
        word, behind = plain(words[at]), words[at + 1]
        if word in self._own.before_roles or words[at][0].isupper() or self.nouns.kind_of(words[at]):
            return False
        is_before = behind[0].isupper() or not word.endswith(self._words.participle_endings)
        is_form = "-" not in word and self.is_verbal(words[at]) and is_before
        return is_form or word in self._verbs

    def bare(self, name: str) -> str:
        """A description without its determiner: “the mayor”, “L’élu”, “his lawyer”."""
        first, mark, rest = name.replace("’", "'").partition("'")
        if mark and first.lower() in self._words.elisions:
            return rest
        first, _, rest = name.partition(" ")
        is_before = first.lower() in self._words.articles or first.lower() in self._own.before_nouns
        is_of = bool(rest) and rest.split()[0].lower() in self._words.prepositions
        return rest if rest and is_before and not is_of else name
