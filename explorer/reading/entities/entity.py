"""An entity of an article, and its mentions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from functools import lru_cache

import msgspec

from explorer.model.records import PersonType
from explorer.reading.text.passages import Passage
from explorer.reading.text.word_forms import folded, singular

# The Arabic article, which a surname may omit: “Omar *al-*Rusk”, “Rusk”.
_ARTICLE = re.compile(r"(?:a[dlnrstz]|ash|e[dlnrstz]|ul)-(?=\w)")


@lru_cache(1 << 12)
def core_of(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a name, normalised for comparison: “Inc.” is “inc”."""
    return tuple(folded(word).strip(".") for word in words)


def without_article(core: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a name, the last one without the Arabic article."""
    article = _ARTICLE.match(core[-1])
    return (*core[:-1], core[-1][article.end() :]) if article else core


def is_plural(noun: str) -> bool:
    """Whether a noun is plural: “officials”, “spokesmen”."""
    if noun.startswith("spokes"):
        return noun.endswith(("men", "people", "persons"))
    return singular(noun) != noun


class Entity:
    """A person, group, document or thing in an article. `forms` counts how each form is written.

    `is_person`: it acts or looks like a person. `is_shown`: a title, an age or “who” proves it; `is_unshown`: nothing
    beside the name does. `may_be_person`: only the name suggests a person. `is_described`: a noun describes it, and it
    has no name. `is_thing`: it is hardly a person or a group, but a work, a day or the like, and a speaker only where
    the text says so.
    """

    def __init__(self, type: PersonType, core: tuple[str, ...]) -> None:
        self.type: PersonType = type
        self.core = core_of(core)
        self.forms: Counter[str] = Counter()
        self.names: Counter[str] = Counter()
        self.roles: list[str] = []
        # The nouns in their roles and descriptions, in the singular.
        self.nouns: set[str] = set()
        self.genders: Counter[str] = Counter()
        self.name = ""
        # A surname with its particle, as written within a sentence: “Le Roy”.
        self._particled = ""
        self.is_person = type in ("named", "anonymous")
        self.may_be_person = self.is_person
        self.is_shown = self.is_unshown = False
        self.is_place = False
        self.is_described = False
        self.is_thing = False

    @property
    def may_act(self) -> bool:
        """Whether it can be the subject of a reporting clause: a person or a group can; “Ebola” cannot."""
        is_one = self.is_person or self.type in ("collective", "document")
        return is_one and not self.is_thing

    @property
    def gender(self) -> str:
        """“he” or “she”, if the article or the first name shows it; otherwise empty."""
        he, she = self.genders.get("he", 0), self.genders.get("she", 0)
        return "he" if he > she else "she" if she > he else ""

    def leaning(self, gender: str) -> int:
        """How far the evidence for a gender exceeds that for the other; 0 for none."""
        he, she = self.genders.get("he", 0), self.genders.get("she", 0)
        return he - she if gender == "he" else she - he if gender == "she" else 0

    def add_form(self, text: str, core: tuple[str, ...], particles: Collection[str] = ()) -> None:
        """Note a form of the name and its words; choose the most frequent form longer than a surname as the name.

        A surname may begin with one of the `particles`.
        """
        self.forms[text] += 1
        self.names[" ".join(core)] += 1
        several = [each for each in self.names if " " in each and not self._is_surname(each, particles)]
        self.name = max(several or self.names, key=lambda each: (self.names[each], -len(each)))
        words = text.split()
        if len(core) == 1 and words[1:] == list(core):
            self._particled = " ".join(words)
        if not several and self._particled:
            self.name = self._particled

    def _is_surname(self, form: str, particles: Collection[str]) -> bool:
        """Whether a form is the end of another that begins with a particle: “Tessa *Van Dyke*”, “Juan *de la Ruiz*”."""
        begins = form.split(maxsplit=1)[0].lower().strip(".") in particles
        ends = (name[-len(form) :] for name in self.names if name[-len(form) - 1 : -len(form)] == " ")
        return any((begins or end[0].islower()) and end.lower() == form.lower() for end in ends)

    def add_role(self, role: str, head: Iterable[str]) -> None:
        """Note a role; `head` is those of its words that identify the person."""
        if role not in self.roles:
            self.roles.append(role)
            self.nouns.update(singular(folded(word).strip(",")) for word in head)


class EntityMention(msgspec.Struct, frozen=True):
    """A mention of an entity. `acts`: it is the subject of a clause; `leads`: of the sentence."""

    start: int
    end: int
    entity: Entity
    acts: bool = False
    leads: bool = False

    @property
    def at(self) -> Passage:
        return Passage(self.start, self.end)
