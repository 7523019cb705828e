"""The words with which a language reports speech.

They are in `saying.txt` of each language, whose sections are the fields of `Wording`. A language with only a glossary
uses the words of that, in the sections of the English words that they map to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from explorer.reading.languages import Sections, codes, codes_with, language, language_sections
from explorer.reading.languages.recognising import code_of

_FILE = "saying.txt"
# The minimum number of letters for the ending of a word to mean anything: not “Ed”, “King”, “ally”.
_LONG = 5


class Wording:
    """The words for reporting clauses in one language; empty for a language without a file.

    `verbs` are beside the speaker (“Ruiz said”, “said Ruiz”), `participles` at some distance (“…, saying”), `frames`
    before the speaker without a verb (“according to”), and `trailing` ones after. `inserted` ones count only right
    after speech (German “so Schmidt”). The speaker of `documents` is the one they are `from`. After one of the
    `passives` (“was told”), a verb of `heard` names the addressee; the speaker comes after `by`, or is the subject if
    the verb is in `as_saying` (“was quoted as saying”). French separates `elisions` (l’avocat) and `enclitics` (dit-il)
    from their word.

    Endings show the form of a word that is in no list: a past, a participle, an adverb, a plural, a possessive or a
    negation. “To” precedes an `infinitive`, and “as” precedes the content after `quoted_as`. If a language
    `is_adjacent`, the speaker follows a verb directly.

    `they` is plural; an `epicene` pronoun may mean one person without a name.

    `claims` are nouns for statements (“Ruiz’s claim that”), and `thinking` verbs report thoughts.

    Content after an `unsaid` phrase (“stopped short of”) is not said, nor is that of a reporting verb with one of the
    `turned` words before it (“did not say”) or `turned_after` it (“sagte nicht”), except for “not only”
    (`not_turning`), nor after one of the `questions` (“asked whether”). A `supposing` word precedes the speaker (“if
    Ruiz says”).
    """

    def __init__(self, code: str, sections: dict[str, frozenset[str]]) -> None:
        def words(name: str) -> frozenset[str]:
            return sections.get(name, frozenset())

        def endings(name: str) -> tuple[str, ...]:
            return tuple(sorted(words(name)))

        self.code = code
        self._sections = sections
        self.verbs, self.inverted, self.participles = words("verbs"), words("inverted"), words("participles")
        self.past_endings, self.participle_endings = endings("past endings"), endings("participle endings")
        self.verb_endings = self.past_endings + self.participle_endings
        self._adverb_endings, self.negative_endings = endings("adverb endings"), endings("negative endings")
        self.plural_endings, self.possessives = endings("plural endings"), endings("possessives")
        self.infinitive, self.quoted_as = words("to"), words("as")
        self.frames = tuple(sorted((tuple(frame.split()) for frame in words("frames")), key=len, reverse=True))
        self.trailing, self.inserted = words("trailing"), words("inserted")
        self.elisions, self.enclitics, self.genitives = words("elisions"), words("enclitics"), words("genitives")
        self.documents, self.sent_by, self.by = words("documents"), words("from"), words("by")
        self.heard, self.passives, self.as_saying = words("heard"), words("passives"), words("as-saying")
        self.auxiliaries, self.pronouns = words("auxiliaries"), words("pronouns")
        self.determiners, self.particles = words("determiners"), words("particles")
        self.that = words("that")
        self.prepositions, self.joiners, self.conjunctions = words("prepositions"), words("joiners"), words("and")
        self.others, self.titles, self.roles = words("others"), words("titles"), words("roles")
        self.collectives = words("collectives")
        self.relatives, self.singular, self.epicene = words("relatives"), words("singular"), words("epicene")
        self.articles, self.bare_titles, self.generic = words("articles"), words("bare-titles"), words("generic")
        self.speaking, self.places = words("speaking"), words("places")
        self.content = words("content")
        self.claims, self.thinking = words("claims"), words("thinking")
        self.his, self.they, self.no = words("his"), words("they"), words("no")
        self.beginning, self.leading = self.articles | words("beginning"), words("leading")
        self.for_saying = words("for-saying")
        self.no_subjects = "no-subjects" in words("style")
        self.capital_nouns = "capital-nouns" in words("style")
        self.is_adjacent = "adjacent-subjects" in words("style")
        self.unsaid = _by_first_word(words("unsaid"))
        self.denials = frozenset(word for word, phrases in self.unsaid.items() if (word,) in phrases)
        self.turned, self.turned_after = words("turned"), words("turned-after")
        self.not_turning = words("not-turning")
        self.questions, self.supposing = words("questions"), words("supposing")
        self.frame_starts = frozenset(frame[0] for frame in self.frames)
        self.telling = self.verbs | self.participles | self.trailing | self.frame_starts | self.inserted
        self.speaking_cues = self.telling | self.documents
        self.objective = words("him")
        self.things, self.them = words("it"), words("them")
        self.titles_of = {"he": words("he-titles"), "she": words("she-titles")}
        self._genders = {word: gender for gender in ("he", "she") for word in words(gender)}
        self.ends = self.prepositions | self.joiners | self.others
        # Unions that are needed for every word: made once.
        self.around_names, self.before_names = self.joiners | self.others, self.joiners | self.inverted
        self.in_no_name = (self.auxiliaries | self.pronouns) - self.determiners | self.inverted | self.conjunctions
        self.outside_names = self.ends | self.determiners | self.pronouns
        self.links, self.parting = self.joiners | self.questions, self.conjunctions | self.relatives
        self.settings, self.addressed = self.others | self.auxiliaries, self.others | self.determiners | self.roles

    def is_auxiliary(self, word: str) -> bool:
        """Whether a word may come between the speaker and the verb: an auxiliary or an adverb."""
        return word in self.auxiliaries or self.is_adverb(word)

    def is_verb_form(self, word: str) -> bool:
        """Whether a word has the ending of a past or a participle: “released”, “sending”; not “king”."""
        return len(word) > _LONG and word.endswith(self.verb_endings) and "-" not in word

    def is_adverb(self, word: str) -> bool:
        """Whether a word has the ending of an adverb: “apparently”; not “ally”."""
        return len(word) >= _LONG and word.endswith(self._adverb_endings)

    def turns(self, word: str) -> bool:
        """Whether this word before a verb negates it: “not”, “didn't”."""
        return word in self.turned or word.endswith(self.negative_endings)

    def joined(self, words: Iterable[str]) -> str:
        """Words joined as in a text: “de l’État”."""
        return "".join(f"{word}’" if word.lower() in self.elisions else f"{word} " for word in words).strip()

    def gender_of(self, word: str) -> str:
        """The gender of a pronoun: “he” or “she”; empty when it has none."""
        return self._genders.get(word, "")

    def with_verbs(self, verbs: frozenset[str], participles: frozenset[str]) -> Wording:
        """A copy with more reporting verbs."""
        more = {"verbs": self.verbs | verbs, "participles": self.participles | participles}
        return Wording(self.code, {**self._sections, **more}) if self else self

    def __bool__(self) -> bool:
        """Whether the language has a file."""
        return bool(self.verbs)


def wording_of(language: str | None, text: str) -> Wording:
    """The words for the language with this BCP 47 tag; without a tag, for the text's apparent language."""
    code = code_of(language, text)
    return wording(code if code in languages() else "")


@cache
def together(*words: frozenset[str]) -> frozenset[str]:
    """The union of some word lists, made once rather than for each word looked up."""
    return frozenset().union(*words)


@cache
def without(words: frozenset[str], *others: frozenset[str]) -> frozenset[str]:
    """The words of a list that are in none of the others, computed once."""
    return words.difference(*others)


@cache
def languages() -> tuple[str, ...]:
    """The codes of the languages that have a file, or a glossary."""
    return tuple(sorted({*codes_with(_FILE), *codes()}))


@cache
def wording(code: str) -> Wording:
    """The words of the language with this code."""
    return Wording(code, _sections(code) if code else {})


def _by_first_word(phrases: Iterable[str]) -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for phrase in sorted(phrases):
        words = tuple(phrase.split())
        found[words[0]].append(words)
    return dict(found)


def _sections(code: str) -> Sections:
    """The words of a language, normalised for comparison: in lower case, with straight apostrophes."""
    return {
        name: frozenset(word.replace("’", "'").lower() for word in words)
        for name, words in (language_sections(code, _FILE) or _glossed(code)).items()
    }


def _glossed(code: str) -> Sections:
    """The words of a language's glossary, in the sections of the English words that they map to."""
    known = language(code)
    glossary = known.glossary if known else {}
    english = {**language_sections("en", _FILE), "frames": frozenset(("according",))}
    return {
        name: frozenset(word for word, meant in glossary.items() if meant in words) for name, words in english.items()
    }
