"""The words for names and people in a language: first names, titles, what begins a description.

They are in `drafting.txt`, `names.txt`, `given.txt`, `known.txt`, `lowercase.txt` and `nouns.txt`. What tells who
speaks is in `wording`.
"""

from __future__ import annotations

from functools import cache
from unicodedata import combining, normalize

from explorer.reading.languages import Sections, language_sections
from explorer.reading.languages.wording import Wording
from explorer.reading.languages.wording import wording as wording_in

_FILE, _NAMES, _GIVEN, _KNOWN = "drafting.txt", "names.txt", "given.txt", "known.txt"
# Words that were counted, which not every language has.
_COUNTED = ("lowercase.txt", "nouns.txt")
# What is the same in all languages: the sections of English hold in each.
_SHARED = ("he-names", "she-names", "names", "saints", "generations")


class Lexicon:
    """The words of one language. All sets are in lower case, with straight apostrophes."""

    def __init__(self, code: str, sections: Sections) -> None:
        def words(name: str) -> frozenset[str]:
            return _one_of(frozenset(word.replace("’", "'").lower() for word in sections.get(name, ())))

        def with_folded(words: frozenset[str]) -> frozenset[str]:
            """Words with those that are compared without accents: “pékin”, “pekin”."""
            return _one_of(words | frozenset(map(_without_accents, words)))

        # Names: what is shortened with a point; what begins a sentence and no name; what is no part of a role.
        self.shortened, self.openers, self.no_role = words("shortened"), words("openers"), words("no-role")
        self.roles, self.mere_titles = words("roles"), words("mere-titles")
        # Titles behind which no surname stands: “Queen Ana”.
        self.title_roles, self.royal = words("title roles"), words("royal")
        self.bare_honorifics, self.before_roles = words("honorifics"), words("before roles")
        self.before_verbs = words("before verbs")
        # Titles that tell one of a couple with one surname from the other; nouns for one.
        # What the end of a compound with a capital tells that is no name; what stands behind a name: “Jr.”.
        self.compounds, self.generations = words("compounds"), words("generations")
        self.parties = words("parties")
        self.title_nouns = sorted((*pair.split(),) for pair in words("title nouns"))
        genders = {word: gender for gender in ("he", "she") for word in with_folded(words(f"{gender}-names"))}
        self.genders = dict.fromkeys(with_folded(words("names")), "") | genders
        # What people are called by besides: more first names, and surnames.
        self.people = _one_of(with_folded(words("people")).union(self.genders))
        self.described = {word: gender for gender in ("he", "she") for word in words(f"{gender}-described")}
        self.describing = frozenset(self.described)
        self.organisations, self.places = with_folded(words("organisations")), with_folded(words("places"))
        # What news writes in small letters: with a capital it begins a sentence, or is part of a title.
        self.lowercase = with_folded(words("lowercase"))
        # What it writes so, and with a capital, too.
        self.also_small = with_folded(words("also small"))
        # Where all nouns have a capital: those that are no names, and how they end in other cases and genders.
        self.nouns, self.inflections = words("nouns"), tuple(sorted(words("inflections")))
        # Nouns for sources, how more of those for people end, and how a plural ends (with what a singular has instead);
        # nouns for so many of others, and what besides a preposition a description goes on with.
        self.person_nouns, self.group_nouns = words("people nouns"), words("group nouns")
        self.writings, self.person_endings = words("writings"), tuple(words("people endings"))
        pairs = sorted((pair.split() for pair in words("plurals")), key=lambda pair: (-len(pair[0]), pair))
        self.plurals = tuple((pair[0], "".join(pair[1:])) for pair in pairs)
        self.irregular = dict(pair.split() for pair in words("irregular plurals"))
        # How words end in the case that tells whose something is.
        self.genitive_endings = tuple(sorted(words("genitive endings")))
        self.sure_genitives = tuple(sorted(words("sure genitives")))
        # The same of names, where it is written to them without an apostrophe.
        self.name_genitives = tuple(sorted(words("name genitives")))
        self.demonyms, self.common_endings = with_folded(words("demonyms")), tuple(words("common endings"))
        # What stands before no person's name; pronouns that take up a person, and a thing; names that are of no person.
        self.before_no_person = words("before no person")
        self.person_relatives, self.plural_verbs = words("who"), words("plural verbs")
        self.its, self.known_groups = words("its"), with_folded(words("known groups"))
        self.known_things, self.peoples = with_folded(words("known things")), words("peoples")
        # What an age has behind its number.
        self.years = words("years")
        # What the name of a thing that is called after somebody ends with; nouns before one, and before “of” and a
        # place.
        self.named_after, self.before_things = words("named after"), words("before things")
        self.of_places = words("of places")
        # What stands before a saint whom a place or a day is called after.
        self.saints = with_folded(words("saints"))
        # Nouns for a person that a firm is called by as well.
        self.of_firms = words("of firms")
        # Nouns for a person that are adjectives as well, as before a group: “the *centrist* Olmok”.
        self.also_adjectives = words("also adjectives")
        # How nouns end that are mostly of people, where no other list tells.
        self.agents = tuple(words("agents"))
        self.offices, self.public = words("offices"), words("public")
        # Nouns for a body of a state, which no firm is called by; what makes an office a lower one.
        self.state, self.deputies = words("state"), words("deputies")
        self.adjectives_behind = "adjectives-behind" in words("style")
        self.amounts, self.joining = words("amounts"), words("joining")
        # Words of grammar besides those of saying; what stands before a noun and is no part of what somebody is called.
        self.function, self.before_nouns = words("function"), words("before nouns")
        # Descriptions: what begins one of somebody new, and of several.
        self.indefinite, self.plural = words("indefinite"), words("plural")
        # What a name, and what no description, goes on with.
        self.belonging, self.aside = words("belonging"), words("aside")
        # What an employer, and what anything else stands behind in a role; nouns for who speaks for others.
        self.serving, self.of, self.spokespeople = words("serving"), words("of"), words("spokespeople")
        # More verbs than those of saying, and those that are often nouns; those that tell nothing, and what begins a
        # question, but for whom and what it is about.
        self.thinking, self.often_nouns = words("thinking"), words("often nouns")
        self.unwilling, self.asked_of = words("unwilling"), words("questioning") - {"what", "who"}
        # What a source asks for who is not to be named, and no reporting words.
        self.unnamed = sorted((*phrase.split(),) for phrase in words("unnamed"))
        # How a clause begins that takes back what is told, and how one does that always is the author's own.
        self.conceding = sorted((*phrase.split(),) for phrase in words("conceding"))
        self.rebutting = sorted((*phrase.split(),) for phrase in words("rebutting"))
        # The pasts of verbs that are neither auxiliaries nor verbs of saying.
        self.past = words("past")
        # Who is spoken to, by which verbs; what begins a setting.
        self.listeners, self.with_listener = words("listeners"), words("with listener")
        self.settings, self.finite = words("settings"), words("finite")
        self.media = words("media")
        self.telling: Wording = wording_in(code).with_verbs(self.thinking, words("thinking participles"))
        self.articles = self.telling.articles
        self.grammar = self.finite | self.function | self.past | self.settings
        # Verbs of any clause, and of speech in any form.
        self.of_clauses = self.finite | self.past
        self.of_speech = self.telling.speaking | self.telling.participles
        # Lines that are no body text.
        self.furniture, self.furniture_starts = words("furniture"), words("furniture starts")
        self.furniture_ends, self.banners = words("furniture ends"), words("banners")
        self.counted, self.sharing = words("counted"), words("sharing")
        self.captions, self.caption_starts = words("captions"), words("caption starts")
        self.credits, self.credits_by = words("credits"), words("credits by")
        self.corrections, self.corrected = words("corrections"), words("corrected")
        self.banner_words = words("banner words")
        # Marked words that are nobody's.
        self.naming = words("naming")

    def gender_of_name(self, word: str) -> str | None:
        """The gender of a given name, which may be several in one (“Jean-Luc”); empty for either, None for no name."""
        if word in self.genders:
            return self.genders[word]
        genders = {self.genders.get(part, _given().get(part)) for part in word.split("-")}
        return None if None in genders else genders.pop() if len(genders) == 1 else ""


@cache
def _given() -> dict[str, str]:
    """The genders of given names in whatever language."""
    sections = language_sections("en", _GIVEN)
    genders = {"he": "he", "she": "she", "either": ""}
    return {word: gender for section, gender in genders.items() for word in sections[section]}


@cache
def _one_of(words: frozenset[str]) -> frozenset[str]:
    """The one of all sets that are equal, as those from English are: `together` need not compare their words then."""
    return words


def _without_accents(word: str) -> str:
    if word.isascii():
        return word
    return normalize("NFC", "".join(letter for letter in normalize("NFD", word) if not combining(letter)))


@cache
def lexicon_of(code: str) -> Lexicon:
    """The words of the language with this code; none when it has no file."""
    sections, english = (language_sections(each, _FILE) for each in (code, "en"))
    if not sections:
        return Lexicon(code, {})
    shared = {name: sections.get(name, frozenset()) | english[name] for name in _SHARED}
    for name in _COUNTED:
        shared |= language_sections(code, name)
    known = language_sections("en", _KNOWN)
    for name, words in known.items():
        shared[name] = sections.get(name, frozenset()) | words
    shared["known things"] |= known["places"]
    return Lexicon(code, {**sections, **shared, **language_sections("en", _NAMES)})
