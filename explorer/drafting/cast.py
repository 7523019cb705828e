"""Whom an article tells of: everybody who is named or described in its own words, with all forms of that.

Names are joined by their words: “Denise Albright”, “Ms. Albright”. Whom a description means is in `descriptions`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from functools import cached_property

import msgspec

from explorer.checking.passages import Passage
from explorer.checking.saying.mentions import Mention
from explorer.checking.saying.speech import MARKS
from explorer.checking.saying.word_forms import folded
from explorer.drafting.appositions import Appositions
from explorer.drafting.called import Called
from explorer.drafting.descriptions import Descriptions
from explorer.drafting.members import Member, Seen, core_of
from explorer.drafting.names import Name, Names
from explorer.drafting.reading import Reading, Sentence
from explorer.drafting.wording import wording

# The letters of a numeral behind a name (“III”), and how many words a place may have.
_NUMERAL, _PLACE = 3, 2
# Who is called by a surname alone so many times is not called “Mrs.” later on.
_OFTEN = 2
_ENDS = (".", "!", "?", "…", ":")


class Cast:
    """The members of an article's cast, and where it tells of them."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._own = wording(reading.wording.code)
        self.called = Called(reading.wording, self._own)
        self._names = Names(reading.wording, self._own, self.called)
        verbs = self._own.past | reading.wording.verbs
        self._before_objects, self._predicates = verbs | reading.wording.prepositions, verbs | self._own.finite
        self.members: list[Member] = []
        # Where in `members` those are with a word in their name, and those whose name ends with it.
        self._with_word: defaultdict[str, list[int]] = defaultdict(list)
        self._with_last: defaultdict[str, list[int]] = defaultdict(list)
        self._named_last: dict[Member, int] = {}
        self.seen: list[Seen] = []
        self._named_at: dict[int, Member] = {}
        self._places: list[int] = []
        self._descriptions = Descriptions(reading, self._own, self)
        if reading.wording:
            self._gather()

    def before(self, offset: int) -> Sequence[Seen]:
        """All places before an offset where somebody is named or described."""
        return self.seen[: bisect_left(self.seen, offset, key=lambda each: each.start)]

    def weight_of(self, member: Member) -> int:
        """How often the article tells of a member."""
        return sum(member.forms.values())

    @cached_property
    def main(self) -> Member | None:
        """The person whom the article names most often."""
        people = [each for each in self.members if each.is_person and each.type == "named"]
        return max(people, key=self.weight_of, default=None)

    def within(self, start: int, end: int) -> Sequence[Seen]:
        first = bisect_left(self.seen, start, key=lambda each: each.start)
        return self.seen[first : bisect_left(self.seen, end, key=lambda each: each.start)]

    def named(self, mention: Mention) -> Member | None:
        """The member whom a mention names or describes; None for a pronoun but “one”, or when it is nobody."""
        trimmed = self.called.trimmed(mention, self._reading.text.text)
        if mention.is_pronoun or trimmed is None:
            return self._descriptions.meant_at(mention.start)
        mention = trimmed
        begin = bisect_left(self._places, mention.start)
        earlier = self._places[begin - 1] if begin else mention.start
        if self.called.is_function(self._reading.text.text[earlier : mention.start].strip()):
            begin -= 1  # “April *Jones*”
        for place in reversed(self._places[begin : bisect_left(self._places, mention.end)]):
            if self._heads(mention, place):
                return self._named_at[place]
        return self._descriptions.meant_at(mention.start)

    def is_epithet(self, mention: Mention) -> bool:
        """Whether a mention calls somebody by a noun that the article has not told of them."""
        return mention.start in self._descriptions.epithets

    def _heads(self, mention: Mention, at: int) -> bool:
        """Whether a name in a mention is who it means, rather than whose or where: “the mayor of Porto”."""
        words = self._reading.text.text[at : mention.end]
        return bool(words) and mention.head[-1] in words and mention.head[-1][:1].isupper()

    # Gathering

    def _gather(self) -> None:
        found = [(sentence, name) for sentence in self._reading.sentences for name in self._names_in(sentence)]
        if self._reading.wording.capital_nouns:
            surnames = {core_of(name.core)[-1] for _, name in found if len(name.core) > 1}
            found = [(at, name) for at, name in found if len(name.core) > 1 or core_of(name.core)[0] in surnames]
        found = list(self._without_openers(self._without_joined(found)))
        alone = {core_of(name.core)[0] for _, name in found if len(name.core) == 1}
        found = [(sentence, self._trimmed(name, alone)) for sentence, name in found]
        for _, name in found:
            if len(name.core) > 1:
                self._join(name)
        previous: list[Seen] = []
        for sentence, name in found:
            member = self._join(name)
            self._named_last[member] = len(previous)
            self._add_form(member, name)
            self._named_at[name.at.start] = member
            acts = self._acts(sentence, name)
            if (
                member.type == "named"
                and not member.is_place
                and (_is_who(sentence, name) or (acts and _speaks(sentence, name)))
            ):
                member.is_person = True
            previous.append(Seen(name.at.start, name.at.end, member, acts))
        self.seen = sorted(previous, key=lambda each: each.start)
        self._mark_leading()
        self._places = sorted(self._named_at)
        appositions = Appositions(self._reading, self._own)
        for sentence in self._reading.sentences:
            for seen in self.within(sentence.start, sentence.end):
                if seen.member.type == "named":
                    appositions.take(sentence, seen)
        self.seen = sorted([*self.seen, *self._descriptions.gathered()], key=lambda each: each.start)

    def _mark_leading(self) -> None:
        """Take note of whom each sentence is about first: “*Olmos* said that Keating was wrong”."""
        for sentence in self._reading.sentences:
            at = bisect_left(self.seen, sentence.start, key=lambda each: each.start)
            within = enumerate(self.within(sentence.start, sentence.end), at)
            first = next(((n, each) for n, each in within if each.acts), None)
            if first:
                self.seen[first[0]] = msgspec.structs.replace(first[1], leads=True)

    def _without_joined(self, found: Sequence[tuple[Sentence, Name]]) -> list[tuple[Sentence, Name]]:
        """The names without what may be two of a headline: “Blair Brown row”, unless the body has them as one, too."""
        headline = self._headline
        body = [name for sentence, name in found if sentence.number != headline]
        whole = {core_of(name.core) for name in body}
        lasts = {core[-1] for core in whole}

        def is_one(name: Name) -> bool:
            core = core_of(name.core)
            is_first_name = core[0] in self._own.genders and core[0] not in lasts
            return len(core) == 1 or core in whole or is_first_name or bool(name.titles)

        return [(sentence, name) for sentence, name in found if sentence.number != headline or is_one(name)]

    @cached_property
    def _headline(self) -> int:
        """The number of the paragraph that is a headline: the first one, when no mark ends it; else less than 0."""
        sentences = self._reading.sentences
        if not sentences or sentences[-1].number == sentences[0].number:
            return -1
        first = self._reading.sentences_of(sentences[0].number)
        is_ended = first[-1].tokens[-1].text.rstrip(MARKS + " ")[-1:] in _ENDS
        return first[0].number if len(first) == 1 and not is_ended else -1

    def _without_openers(self, found: Sequence[tuple[Sentence, Name]]) -> Iterator[tuple[Sentence, Name]]:
        """The names without single words that have a capital only because they begin a sentence."""
        inside = {folded(word) for _, name in found for word in name.core if not name.is_first or len(name.core) > 1}
        for sentence, name in found:
            word = name.core[0]
            is_shown = not name.is_first or len(name.core) > 1 or name.owns or folded(word) in inside
            if is_shown or (self._heads_saying(sentence, name) and not self._is_common(word)):
                yield sentence, name

    def _heads_saying(self, sentence: Sentence, name: Name) -> bool:
        mentions = (mention for each in sentence.sayings for mention in each.mentions if mention.start <= name.at.start)
        found = (self.called.trimmed(mention, self._reading.text.text) for mention in mentions)
        return any(each and each.head[-1] == name.core[0] and name.at.start < each.end for each in found)

    def _is_common(self, word: str) -> bool:
        """Whether a word is one of the language: a verb, or one that the article has without a capital, too."""
        is_common = self.called.is_verbal(word) or word.lower() in self._small
        return is_common and folded(word) not in self._own.genders

    @cached_property
    def _small(self) -> frozenset[str]:
        """The words that the article has without a capital."""
        tokens = (token for sentence in self._reading.sentences for token in sentence.tokens)
        return frozenset(token.word for token in tokens if not token.is_capital)

    def _names_in(self, sentence: Sentence) -> Iterator[Name]:
        self._reading.pause()
        found = self._names.found_in(sentence.tokens)
        if self._reading.wording.capital_nouns:
            yield from (known for name in found if (known := self._with_first_name(name)))
        else:
            yield from found

    def _with_first_name(self, name: Name) -> Name | None:
        """A name from its first name on, where any noun has a capital: “(die Geologin) *Flurina Janett*”.

        A single word may be the surname of somebody.
        """
        begin = next((n for n, word in enumerate(name.core[:-1]) if folded(word) in self._own.genders), None)
        if begin is None:
            return name if len(name.core) == 1 else None
        start = self._reading.text.text.index(name.core[begin], name.at.start, name.at.end)
        return msgspec.structs.replace(name, core=name.core[begin:], at=Passage(start, name.at.end))

    def _trimmed(self, name: Name, alone: Container[str]) -> Name:
        """A name without a word behind the surname that only the title of a picture writes so: “Joe Biden Meets”."""
        *before, last = core_of(name.core)
        if len(before) < 2 or before[-1] not in alone or last in alone or len(last) <= _NUMERAL:
            return name
        if self.called.is_function(name.core[-2]):
            return name
        if any(last in words for words in (self._own.organisations, self._own.places, self._own.shortened)):
            return name
        end = self._reading.text.text.rindex(name.core[-2], name.at.start, name.at.end) + len(name.core[-2])
        at, whole = Passage(name.at.start, end), Passage(name.whole.start, end)
        return msgspec.structs.replace(name, core=name.core[:-1], at=at, whole=whole, owns=False)

    def _join(self, name: Name) -> Member:
        """The member with a name, or a new one."""
        core = core_of(name.core)
        fitting = self._fitting(core)
        if len(core) > 1:
            at = next((n for n in fitting if len(self.members[n].core) > 1), None)
            if at is not None:
                exact = self.members[at]
                if len(core) > len(exact.core):
                    exact.core = core
                    self._enter(at)
                return exact
        elif fitting:
            members, gender = [self.members[n] for n in fitting], self._title_gender(name)
            recent = sorted(members, key=lambda each: self._named_last.get(each, -1), reverse=True)
            meant = next((each for each in recent if not gender or each.gender in ("", gender)), members[0])
            if not self._is_spouse(name, meant):
                return meant
        self.members.append(self._new(name))
        self._enter(len(self.members) - 1)
        return self.members[-1]

    def _fitting(self, core: tuple[str, ...]) -> list[int]:
        """Where in `members` those are whose name may be the same person's."""
        # Who has all of the words has the rarest; whose words are all among them has the last there.
        near = {n for word in core for n in self._with_last[word]}
        near.update(self._with_word[min(core, key=lambda word: len(self._with_word[word]))])
        return sorted(n for n in near if _fits(core, self.members[n].core))

    def _enter(self, at: int) -> None:
        """Have a member found by the words of its name."""
        core = self.members[at].core
        self._with_last[core[-1]].append(at)
        for word in set(core):
            self._with_word[word].append(at)

    def _is_spouse(self, name: Name, member: Member) -> bool:
        """Whether “Mrs. Banks” is none whom the article calls “Banks” time and again."""
        is_mrs = not self._own.spouses.isdisjoint(name.titles)
        return is_mrs and not member.gender and sum(member.names.values()) > _OFTEN

    def _new(self, name: Name) -> Member:
        words = {folded(word).strip(".") for word in name.core}
        is_group = not words.isdisjoint(self._own.organisations)
        member = Member("collective" if is_group else "named", name.core)
        first = folded(name.core[0])
        if not is_group and first in self._own.genders:
            member.genders[self._own.genders[first]] += 2
        is_place = not words.isdisjoint(self._own.places)
        member.is_place = is_place and len(words) <= _PLACE
        is_known, is_long = first in self._own.genders, len(name.core) > 1
        may_be = not is_group and not is_place
        member.is_person = may_be and (bool(name.titles) or (is_known and is_long))
        member.may_be_person = may_be and (is_known or len(name.core) in (2, 3) or member.is_person)
        return member

    def _title_gender(self, name: Name) -> str:
        for gender, titles in self._reading.wording.titles_of.items():
            if any(title in titles for title in name.titles):
                return gender
        return ""

    def _add_form(self, member: Member, name: Name) -> None:
        member.add_form(self._reading.words(name.at), name.core)
        if name.titles:
            gender = self._title_gender(name)
            member.is_person = member.type == "named"
            member.genders[gender] += 3 if gender else 0
            member.nouns.update(noun for title, noun in self._own.title_nouns if title in name.titles)
        if name.role:
            role = self._reading.words(name.role)
            member.add_role(role)
            last = folded(role).split()[-1]
            if last in self._own.described:
                member.genders[self._own.described[last]] += 3

    def _acts(self, sentence: Sentence, name: Name) -> bool:
        """Whether a sentence is about a name: it begins a clause, or a verb follows it, or it speaks."""
        if name.owns:
            return False
        if _speaks(sentence, name):
            return True
        words = self._reading.wording
        before = [token for token in sentence.tokens if token.end <= name.whole.start]
        clause = before[max((n + 1 for n, token in enumerate(before) if not token.is_word), default=0) :]
        clause = clause[max((n + 1 for n, token in enumerate(clause) if token.word in words.joiners), default=0) :]
        if all(token.word in words.determiners for token in clause):
            return True
        behind = next((token for token in sentence.tokens if token.start >= name.at.end), None)
        if clause[-1].word in ("was", "is") and (behind is None or not behind.is_word):
            return True  # “the hero was Joey Prusak”
        is_subject = clause[-1].word not in self._before_objects and not clause[-1].is_possessive
        return is_subject and behind is not None and behind.word in self._predicates


def _speaks(sentence: Sentence, name: Name) -> bool:
    return any(mention.start <= name.at.start < mention.end for each in sentence.sayings for mention in each.mentions)


def _is_who(sentence: Sentence, name: Name) -> bool:
    """Whether “who” follows a name."""
    at = sentence.index_at(name.at.end)
    behind = [token.word for token in sentence.tokens[at : at + 2]]
    return "who" in behind[:1] or behind == [",", "who"]


def _fits(core: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names may be the same person's: the words of one are in the other, or an initial stands for one."""
    short, long = sorted((core, other), key=len)
    if set(short) <= set(long):
        return True
    if len(core) > 1 and len(other) > 1 and core[-1] == other[-1]:
        return core[0][:1] == other[0][:1] and (len(core[0].strip(".")) == 1 or len(other[0].strip(".")) == 1)
    return False
