"""The words for names and people in a language: given names, titles, beginnings of descriptions.

They are in `drafting.txt`, `names.txt`, `given.txt`, `known.txt`, `lowercase.txt` and `nouns.txt`. The words for
reported speech are in `wording`.
"""

from __future__ import annotations

from functools import cache
from unicodedata import combining, normalize

from explorer.reading.languages import Sections, language_sections
from explorer.reading.languages.wording import Wording
from explorer.reading.languages.wording import wording as wording_in

_FILE, _NAMES, _GIVEN, _KNOWN = "drafting.txt", "names.txt", "given.txt", "known.txt"
# Files of words counted in corpora, which not every language has.
_COUNTED = ("lowercase.txt", "nouns.txt")
# Sections that all languages share: those of English apply to each.
_SHARED = ("he-names", "she-names", "names", "saints", "generations")


class Lexicon:
    """The words of one language. All sets are in lower case, with straight apostrophes."""

    def __init__(self, code: str, sections: Sections) -> None:
        def words(name: str) -> frozenset[str]:
            return _one_of(frozenset(word.replace("’", "'").lower() for word in sections.get(name, ())))

        def with_folded(words: frozenset[str]) -> frozenset[str]:
            """Words together with their forms without accents: “pékin”, “pekin”."""
            return _one_of(words | frozenset(map(_without_accents, words)))

        # Names: abbreviations with a full stop; words that begin sentences but not names; words that are in no role.
        self.shortened, self.openers, self.no_role = words("shortened"), words("openers"), words("no-role")
        self.roles, self.mere_titles = words("roles"), words("mere-titles")
        # Titles that no surname follows: “Queen Ana”.
        self.title_roles, self.royal = words("title roles"), words("royal")
        self.bare_honorifics, self.before_roles = words("honorifics"), words("before roles")
        self.before_verbs = words("before verbs")
        # Titles that distinguish a couple with one surname; nouns for one of them.
        # Ends of compounds with a capital that are not names; what follows a name: “Jr.”.
        self.compounds, self.generations = words("compounds"), words("generations")
        self.parties = words("parties")
        self.title_nouns = sorted((*pair.split(),) for pair in words("title nouns"))
        genders = {word: gender for gender in ("he", "she") for word in with_folded(words(f"{gender}-names"))}
        self.genders = dict.fromkeys(with_folded(words("names")), "") | genders
        # Other names of people: more given names, and surnames.
        self.people = _one_of(with_folded(words("people")).union(self.genders))
        self.described = {word: gender for gender in ("he", "she") for word in words(f"{gender}-described")}
        self.describing = frozenset(self.described)
        self.organisations, self.places = with_folded(words("organisations")), with_folded(words("places"))
        # Words that news writes in small letters: a capital only means the beginning of a sentence, or a title.
        self.lowercase = with_folded(words("lowercase"))
        # Words that it writes both ways.
        self.also_small = with_folded(words("also small"))
        # Where all nouns have a capital: nouns that are not names, and their endings in other cases and genders.
        self.nouns, self.inflections = words("nouns"), tuple(sorted(words("inflections")))
        # Nouns for sources, endings of further nouns for people, and endings of plurals (with those of the singular);
        # nouns for a number of others, and what continues a description besides a preposition.
        self.person_nouns, self.group_nouns = words("people nouns"), words("group nouns")
        self.writings, self.person_endings = words("writings"), tuple(words("people endings"))
        pairs = sorted((pair.split() for pair in words("plurals")), key=lambda pair: (-len(pair[0]), pair))
        self.plurals = tuple((pair[0], "".join(pair[1:])) for pair in pairs)
        self.irregular = dict(pair.split() for pair in words("irregular plurals"))
        # Word endings in the genitive.
        self.genitive_endings = tuple(sorted(words("genitive endings")))
        self.sure_genitives = tuple(sorted(words("sure genitives")))
        # The same for names, where they have no apostrophe before it.
        self.name_genitives = tuple(sorted(words("name genitives")))
        self.demonyms, self.common_endings = with_folded(words("demonyms")), tuple(words("common endings"))
        # What never precedes a person's name; pronouns that refer to a person, and to a thing; names of no person.
        self.before_no_person = words("before no person")
        self.person_relatives, self.plural_verbs = words("who"), words("plural verbs")
        self.its, self.known_groups = words("its"), with_folded(words("known groups"))
        self.known_things, self.peoples = with_folded(words("known things")), words("peoples")
        # What follows the number in an age.
        self.years = words("years")
        # Ends of the names of things named after a person; nouns before such a name, and before “of” and a place.
        self.named_after, self.before_things = words("named after"), words("before things")
        self.of_places = words("of places")
        # What precedes the saint that a place or a day is named after.
        self.saints = with_folded(words("saints"))
        # Nouns for a person that also describe a firm.
        self.of_firms = words("of firms")
        # Nouns for a person that are also adjectives, as before a group: “the *centrist* Olmok”.
        self.also_adjectives = words("also adjectives")
        # Endings of nouns that mostly mean people, if no other list decides.
        self.agents = tuple(words("agents"))
        self.offices, self.public = words("offices"), words("public")
        # Nouns for a body of a state, which do not describe a firm; words that make an office a lower one.
        self.state, self.deputies = words("state"), words("deputies")
        self.adjectives_behind = "adjectives-behind" in words("style")
        self.amounts, self.joining = words("amounts"), words("joining")
        # Grammatical words besides those of speech; what precedes a noun without being part of a description.
        self.function, self.before_nouns = words("function"), words("before nouns")
        # Descriptions: what begins one of a new person, and one of several people.
        self.indefinite, self.plural = words("indefinite"), words("plural")
        # What may continue a name, but not a description.
        self.belonging, self.aside = words("belonging"), words("aside")
        # What precedes an employer in a role, and anything else in one; nouns for people who speak for others.
        self.serving, self.of, self.spokespeople = words("serving"), words("of"), words("spokespeople")
        # Further reporting verbs, and those that are often nouns; verbs that report nothing, and words that begin a
        # question, except “what” and “who”.
        self.thinking, self.often_nouns = words("thinking"), words("often nouns")
        self.unwilling, self.asked_of = words("unwilling"), words("questioning") - {"what", "who"}
        # Requests of a source for anonymity, which are not reported speech.
        self.unnamed = sorted((*phrase.split(),) for phrase in words("unnamed"))
        # Beginnings of clauses that take back what is reported, and of those that always are the author's own.
        self.conceding = sorted((*phrase.split(),) for phrase in words("conceding"))
        self.rebutting = sorted((*phrase.split(),) for phrase in words("rebutting"))
        # Past forms of verbs that are neither auxiliaries nor reporting verbs.
        self.past = words("past")
        # Addressees, and the verbs that take them; what begins a setting.
        self.listeners, self.with_listener = words("listeners"), words("with listener")
        self.settings, self.finite = words("settings"), words("finite")
        self.media = words("media")
        self.telling: Wording = wording_in(code).with_verbs(self.thinking, words("thinking participles"))
        self.articles = self.telling.articles
        self.grammar = self.finite | self.function | self.past | self.settings
        # Verbs of any clause, and reporting verbs in any form.
        self.of_clauses = self.finite | self.past
        self.of_speech = self.telling.speaking | self.telling.participles
        # Lines outside the body text.
        self.furniture, self.furniture_starts = words("furniture"), words("furniture starts")
        self.furniture_ends, self.banners = words("furniture ends"), words("banners")
        self.counted, self.sharing = words("counted"), words("sharing")
        self.captions, self.caption_starts = words("captions"), words("caption starts")
        self.credits, self.credits_by = words("credits"), words("credits by")
        self.corrections, self.corrected = words("corrections"), words("corrected")
        self.banner_words = words("banner words")
        # Words before quoted names or terms.
        self.naming = words("naming")

    def gender_of_name(self, word: str) -> str | None:
        """The gender of a given name, perhaps a compound (“Jean-Luc”); empty for either, None if it is none."""
        if word in self.genders:
            return self.genders[word]
        genders = {self.genders.get(part, _given().get(part)) for part in word.split("-")}
        return None if None in genders else genders.pop() if len(genders) == 1 else ""


@cache
def _given() -> dict[str, str]:
    """The genders of given names in any language."""
    sections = language_sections("en", _GIVEN)
    genders = {"he": "he", "she": "she", "either": ""}
    return {word: gender for section, gender in genders.items() for word in sections[section]}


@cache
def _one_of(words: frozenset[str]) -> frozenset[str]:
    """The same object for all equal sets, such as those from English, so that `together` need not compare words."""
    return words


def _without_accents(word: str) -> str:
    if word.isascii():
        return word
    return normalize("NFC", "".join(letter for letter in normalize("NFD", word) if not combining(letter)))


@cache
def lexicon_of(code: str) -> Lexicon:
    """The words of the language with this code; empty if it has no file."""
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
