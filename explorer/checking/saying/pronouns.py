"""Whom a pronoun means where it speaks: “she said”.

Whoever the paragraph, or the one before, told of last. Where the text leaves it open, anybody may be meant: a reader
who is told of errors that are none stops reading.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

import msgspec

from explorer.checking.saying.people import People
from explorer.checking.saying.told_of import Telling, ToldOf
from explorer.model.records import Person
from explorer.reading.languages.wording import Wording
from explorer.reading.saying.mentions import Mention
from explorer.reading.speech import Speech
from explorer.reading.text.passages import Passage


class Meant(msgspec.Struct, frozen=True):
    """Whether a pronoun may mean somebody; if not, who is meant, if that is known."""

    is_possible: bool
    other: str | None = None


# An article is about somebody who is named in so many paragraphs, or alone in the first ones.
_OFTEN, _ALONE = 3, 2
_SENTENCE_END = re.compile(r"[.!?]\s")
_YES = Meant(is_possible=True)


class Pronouns:
    """The pronouns of an article that speak."""

    def __init__(self, speech: Speech, people: People, wording: Wording) -> None:
        self.speech = speech
        self._text = speech.text
        self._people = people
        self._wording = wording
        self.told = ToldOf(speech, people, wording)

    def meant(self, pronoun: Mention, speaker: Person) -> Meant:
        """Whether a pronoun may mean a speaker."""
        word = pronoun.head[0].lower()
        if word in self._wording.things:
            return self._thing(pronoun.start, speaker)
        if word not in self._wording.singular:
            return _YES
        at, gender = pronoun.start, self._wording.gender_of(word)
        nearest, is_sure = self._nearest(at, gender)
        another = Meant(is_possible=False, other=nearest if nearest != speaker.id else None)
        if self._is_titled_otherwise(speaker.id, gender):
            return another
        before = self.told.before(at)
        if not before or nearest == speaker.id:
            return _YES
        if self._is_called_otherwise(speaker.id, gender) and nearest:
            return another
        if self._may_be(speaker, self._last_told(at)):
            return _YES
        return self._farther(speaker, at, another, is_sure=is_sure and nearest is not None)

    def _farther(self, speaker: Person, at: int, another: Meant, *, is_sure: bool) -> Meant:
        """The same for somebody of whom the last paragraph that tells of anybody does not tell."""
        if not self._may_be(speaker, self.told.before(at)):
            if self._is_named_behind(at, speaker, far=not is_sure):
                return _YES
            return another if is_sure else Meant(is_possible=False)
        if self._is_main(speaker):
            return _YES
        return another if is_sure else Meant(is_possible=self._may_be(speaker, self._window(at)))

    def _thing(self, at: int, speaker: Person) -> Meant:
        """Whom “it” means: a group, when that is what its sentence is about."""
        start = self._text.paragraphs[self._text.paragraph_at(at) - 1].start
        acting = [telling for telling in self.told.within(start, at) if telling.acts]
        if not acting or len(acting[-1].surely) != 1 or _SENTENCE_END.search(self._text.text, acting[-1].end, at):
            return _YES
        other = next(iter(acting[-1].surely))
        is_other = self._people.person(other).type == "collective" and speaker.id not in acting[-1].perhaps
        return Meant(is_possible=False, other=other) if is_other else _YES

    def _may_be(self, person: Person, tellings: Sequence[Telling]) -> bool:
        return any(person.id in telling.perhaps for telling in tellings)

    def _nearest(self, at: int, gender: str) -> tuple[str | None, bool]:
        """Whoever a sentence was about last before a pronoun, and whether it seems that nobody else can be meant."""
        is_sure = True
        for telling in reversed(self._window(at)):
            ids = [id for id in telling.surely if not self._is_titled_otherwise(id, gender)]
            if telling.acts and (not telling.perhaps or any(self._is_called_otherwise(id, gender) for id in ids)):
                is_sure = False
            elif telling.acts and ids:
                between = Passage(telling.end, at)
                is_sure = is_sure and all(other == gender for _, other in self.told.pronouns(between))
                is_sure = is_sure and not self.told.has_another(between)
                return (ids[0], is_sure) if len(ids) == 1 else (None, False)
        return None, False

    def _is_titled_otherwise(self, id: str, gender: str) -> bool:
        """Whether an article calls somebody “Mr.” whom a pronoun has be “she”, or the reverse; or it is a group."""
        if not gender:
            return False
        if self._people.person(id).type == "collective" and self._wording.code == "en":
            return True
        titled = self.told.titled.get(id)
        return titled is not None and gender not in titled

    def _is_called_otherwise(self, id: str, gender: str) -> bool:
        """Whether an article seems to have only the other pronoun for somebody."""
        called = self.told.as_pronoun.get(id, Counter())
        return bool(gender) and not called[gender] and called.total() > 1 and not self.told.titled.get(id)

    def _last_told(self, at: int) -> Sequence[Telling]:
        """The tellings of the last paragraph that tells of anybody, up to a place."""
        before = self.told.before(at)
        return self.told.within(self._paragraph_start(before[-1].start), at) if before else ()

    def _window(self, at: int) -> Sequence[Telling]:
        """The same with those of the paragraph before it that tells of anybody."""
        before = self.told.before(at)
        here = self._paragraph_start(at)
        earlier = next((telling for telling in reversed(before) if telling.start < here), None)
        return self.told.within(self._paragraph_start(earlier.start) if earlier else here, at)

    def _paragraph_start(self, at: int) -> int:
        return self._text.paragraphs[self._text.paragraph_at(at) - 1].start

    def _is_named_behind(self, at: int, speaker: Person, *, far: bool) -> bool:
        """Whether somebody is named right behind: in the rest of the paragraph; if `far`, in the one that follows."""
        number = self._text.paragraph_at(at)
        last = self._text.paragraphs[min(number, len(self._text.paragraphs) - 1) if far else number - 1]
        return self._may_be(speaker, self.told.within(at, last.end))

    def _is_main(self, person: Person) -> bool:
        """Whether an article is about somebody, whom a pronoun may mean anywhere then."""
        return person.id in self._main

    @cached_property
    def _main(self) -> set[str]:
        tellings = self.told.all
        paragraphs = {(id, self._paragraph_start(each.start)) for each in tellings for id in each.surely}
        counts = Counter(id for id, _ in paragraphs)
        main = {id for id, count in counts.items() if count >= _OFTEN}
        numbers = [(self._text.paragraph_at(each.start), each.surely) for each in tellings if each.surely]
        if numbers:
            first, ids = numbers[0]
            later = (number for number, others in numbers if not others & ids)
            main |= ids if next(later, first + _ALONE + 1) - first > _ALONE else set()
        return main
