"""Whom a pronoun means: whoever the text was about last, of those whom it may mean."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from explorer.checking.saying.mentions import Mention
from explorer.drafting.cast import Cast, Member, Seen
from explorer.drafting.reading import Reading

# How many paragraphs back somebody may be meant.
_BACK = 4


class Meant(msgspec.Struct, frozen=True):
    """Whom a pronoun means. `alone`: nobody else near it can be meant."""

    member: Member
    alone: bool


class Pronouns:
    """The pronouns of an article, taken in the order of the text: what one means tells of the next."""

    def __init__(self, reading: Reading, cast: Cast) -> None:
        self._reading = reading
        self._cast = cast
        self.spoke: list[Seen] = []

    def note(self, seen: Seen) -> None:
        """Take note of who speaks at a place, by name or by pronoun."""
        self.spoke.append(seen)

    def meant(self, pronoun: Mention) -> Meant | None:
        """Whom a pronoun means; None when that is left open."""
        word = pronoun.head[0].lower()
        gender = self._reading.wording.gender_of(word)
        if gender:
            return self._one(pronoun, gender)
        if word in self._reading.wording.things:
            return self._group(pronoun)
        if word in ("they", "sie", "ils", "elles", "ellos", "ellas"):
            return self._several(pronoun)
        if word in self._reading.wording.singular or word in self._reading.wording.relatives:
            return self._one(pronoun, "")
        return None

    def _one(self, pronoun: Mention, gender: str) -> Meant | None:
        found: list[tuple[float, Member]] = []
        for distance, each in self._candidates(pronoun.start):
            member = each.member
            if member.type == "collective" or not self._may_be(member, gender) or not (each.acts or member.is_person):
                continue
            weight = (2.0 if each.acts else 1.0) + (0.7 if member.gender == gender and gender else 0.0)
            weight += 0.5 if member.is_person else -0.6
            found.append((weight / (1 + distance), member))
        return _best(found)

    def _group(self, pronoun: Mention) -> Meant | None:
        return self._of_type(pronoun, "collective")

    def _several(self, pronoun: Mention) -> Meant | None:
        return self._of_type(pronoun, "collective")

    def _of_type(self, pronoun: Mention, type: str) -> Meant | None:
        return _best(
            [
                ((2.0 if each.acts else 1.0) / (1 + distance), each.member)
                for distance, each in self._candidates(pronoun.start)
                if each.member.type == type
            ]
        )

    def _may_be(self, member: Member, gender: str) -> bool:
        return not gender or member.gender in ("", gender)

    def _candidates(self, at: int) -> Iterator[tuple[float, Seen]]:
        """Everybody of whom the paragraphs tell up to a place, and how far away that is, in sentences."""
        number = self._reading.number_at(at)
        here = self._reading.sentence_at(at)
        sentences = self._reading.sentences
        index = sentences.index(here) if here else 0
        known = {(each.start, id(each.member)) for each in self.spoke}
        seen = [*(each for each in self._cast.before(at) if (each.start, id(each.member)) not in known)]
        seen += [each for each in self.spoke if each.start < at]
        for each in seen:
            paragraph = self._reading.number_at(each.start)
            if number - paragraph > _BACK:
                continue
            one = self._reading.sentence_at(each.start)
            away = index - sentences.index(one) if one else 0
            yield away + 0.5 * (number - paragraph), each


def _best(found: list[tuple[float, Member]]) -> Meant | None:
    if not found:
        return None
    totals: dict[int, float] = {}
    members: dict[int, Member] = {}
    for weight, member in found:
        members[id(member)] = member
        totals[id(member)] = max(totals.get(id(member), 0.0), weight)
    ranked = sorted(totals, key=lambda key: totals[key], reverse=True)
    first = totals[ranked[0]]
    second = totals[ranked[1]] if len(ranked) > 1 else 0.0
    return Meant(members[ranked[0]], alone=second < first / 3)
