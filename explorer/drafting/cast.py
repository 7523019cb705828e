"""Whom an article tells of: everybody who is named or described in its own words, with all forms of that.

Names are joined by their words: “Denise Albright”, “Ms. Albright”. A description such as “the official” means whoever
was described so last; “an official” is somebody new each time, since the text leaves open who.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from explorer.checking.passages import Passage
from explorer.checking.saying.mentions import Mention
from explorer.checking.saying.tokens import Token
from explorer.checking.saying.word_forms import folded, singular
from explorer.drafting.names import Name, Names
from explorer.drafting.reading import Reading, Sentence
from explorer.drafting.wording import wording
from explorer.model.records import PersonType


class Member:
    """Somebody of the cast. `forms` has what they are called, as it is written, with how often."""

    def __init__(self, type: PersonType, core: tuple[str, ...]) -> None:
        self.type: PersonType = type
        self.core = tuple(map(folded, core))
        self.forms: Counter[str] = Counter()
        self.names: Counter[str] = Counter()
        self.roles: list[str] = []
        self.genders: Counter[str] = Counter()
        self.name = ""
        self.is_person = type != "collective"

    @property
    def gender(self) -> str:
        """“he” or “she”, when the article or the first name tells; else empty."""
        he, she = self.genders["he"], self.genders["she"]
        return "he" if he > she else "she" if she > he else ""

    @property
    def nouns(self) -> set[str]:
        """What their roles and descriptions say that they are, in the singular."""
        return {singular(folded(word)) for role in self.roles for word in role.replace(",", " ").split()}


class Seen(msgspec.Struct, frozen=True):
    """A place where a member is named or described. `acts`: its sentence is about them."""

    start: int
    end: int
    member: Member
    acts: bool = False


class Cast:
    """The members of an article's cast, and where it tells of them."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._own = wording(reading.wording.code)
        self._names = Names(reading.wording, self._own)
        self.members: list[Member] = []
        self.seen: list[Seen] = []
        self._named_at: dict[int, Member] = {}
        self._places: list[int] = []
        self._described_at: dict[int, Member | None] = {}
        if reading.wording:
            self._gather()

    def before(self, offset: int) -> Sequence[Seen]:
        """All places before an offset where somebody is named or described."""
        return self.seen[: bisect_left(self.seen, offset, key=lambda each: each.start)]

    def within(self, start: int, end: int) -> Sequence[Seen]:
        first = bisect_left(self.seen, start, key=lambda each: each.start)
        return self.seen[first : bisect_left(self.seen, end, key=lambda each: each.start)]

    def named(self, mention: Mention) -> Member | None:
        """The member whom a mention names or describes; None for a pronoun, or when it is nobody."""
        if mention.is_pronoun:
            return None
        begin = bisect_left(self._places, mention.start)
        for place in reversed(self._places[begin : bisect_left(self._places, mention.end)]):
            if self._heads(mention, place):
                return self._named_at[place]
        return self._described_at.get(mention.start)

    def _heads(self, mention: Mention, at: int) -> bool:
        """Whether a name in a mention is who it means, rather than whose or where: “the mayor of Porto”."""
        words = self._reading.text.text[at : mention.end]
        return bool(words) and mention.head[-1] in words and mention.head[-1][:1].isupper()

    # Gathering

    def _gather(self) -> None:
        found = [(sentence, name) for sentence in self._reading.sentences for name in self._names_in(sentence)]
        found = _without_openers(found)
        for _, name in found:
            if len(name.core) > 1:
                self._join(name, found=None)
        previous: list[Seen] = []
        for sentence, name in found:
            member = self._join(name, found=previous)
            if member is None:
                continue
            self._add_form(member, name)
            self._named_at[name.at.start] = member
            acts = self._acts(sentence, name)
            member.is_person = member.is_person or (acts and member.type == "named" and _speaks(sentence, name))
            seen = Seen(name.at.start, name.at.end, member, acts)
            previous.append(seen)
        self.seen = sorted(previous, key=lambda each: each.start)
        self._places = sorted(self._named_at)
        for sentence in self._reading.sentences:
            self._appose(sentence)
        self._describe()
        self.seen.sort(key=lambda each: each.start)

    def _names_in(self, sentence: Sentence) -> Iterator[Name]:
        tokens = sentence.tokens
        if self._reading.wording.capital_nouns:
            return  # any noun would be a name: whoever speaks is found by the words of saying
        yield from self._names.found_in(tokens)

    def _join(self, name: Name, found: Sequence[Seen] | None) -> Member | None:
        """The member with a name; a new one when it has several words, or a title, or speaks."""
        core = tuple(map(folded, name.core))
        fitting = [member for member in self.members if _fits(core, member.core)]
        if len(core) > 1:
            exact = next((member for member in fitting if len(member.core) > 1), None)
            if exact:
                exact.core = max(exact.core, core, key=len)
                return exact
            return self._new(name)
        if fitting:
            recent = [each.member for each in reversed(found or ()) if each.member in fitting]
            gender = self._title_gender(name)
            fitting = [each for each in (*recent, *fitting) if not gender or each.gender in ("", gender)] or fitting
            return fitting[0]
        return self._new(name)

    def _new(self, name: Name) -> Member:
        is_group = any(folded(word).strip(".") in self._own.organisations for word in name.core)
        member = Member("collective" if is_group else "named", name.core)
        first = folded(name.core[0])
        if not is_group and first in self._own.genders:
            member.genders[self._own.genders[first]] += 2
        words = set(map(folded, name.core))
        is_place = not words.isdisjoint(self._own.places)
        member.is_person = not is_group and not is_place and (bool(name.titles) or first in self._own.genders)
        self.members.append(member)
        return member

    def _title_gender(self, name: Name) -> str:
        for gender, titles in self._reading.wording.titles_of.items():
            if any(title in titles for title in name.titles):
                return gender
        return ""

    def _add_form(self, member: Member, name: Name) -> None:
        text = self._reading.words(name.at)
        member.forms[text] += 1
        member.names[" ".join(name.core)] += 1
        several = [each for each in member.names if " " in each]
        member.name = max(several or member.names, key=lambda each: (member.names[each], -len(each)))
        if name.titles:
            gender = self._title_gender(name)
            member.is_person = member.type == "named"
            member.genders[gender] += 3 if gender else 0
        if name.role:
            role = self._reading.words(name.role)
            member.roles.append(role)
            self._add_gender(member, role)

    def _add_gender(self, member: Member, role: str) -> None:
        last = folded(role).split()[-1] if role.split() else ""
        if last in self._own.described:
            member.genders[self._own.described[last]] += 3

    def _acts(self, sentence: Sentence, name: Name) -> bool:
        """Whether a sentence is about a name: it is the first one, behind no preposition, or it speaks."""
        if name.owns:
            return False
        if _speaks(sentence, name):
            return True
        before = [token for token in sentence.tokens if token.end <= name.whole.start]
        clause = before[max((n + 1 for n, token in enumerate(before) if not token.is_word), default=0) :]
        joiners = self._reading.wording.joiners
        clause = clause[max((n + 1 for n, token in enumerate(clause) if token.word in joiners), default=0) :]
        return all(token.word in self._reading.wording.determiners for token in clause)

    def _appose(self, sentence: Sentence) -> None:
        """Take what stands behind a name between commas for its role: “Arlen Stack, 48, a carpenter, …”."""
        for each in self.within(sentence.start, sentence.end):
            at = sentence.index_at(each.end)
            tokens = sentence.tokens
            if at < len(tokens) and tokens[at].start < each.end:
                at += 1
            if at + 1 >= len(tokens) or tokens[at].word != ",":
                continue
            if tokens[at + 1].text.isdigit() and at + 2 < len(tokens) and tokens[at + 2].word == ",":
                each.member.is_person = each.member.type == "named"
                at += 2
            role = self._role_behind(tokens, at + 1)
            if role and each.member.type == "named":
                text = self._reading.words(role)
                if text not in each.member.roles:
                    each.member.roles.append(text)
                each.member.is_person = True
                self._add_gender(each.member, " ".join(text.split(" of ")[0].split(" for ")[0].split()))

    def _role_behind(self, tokens: Sequence[Token], at: int) -> Passage | None:
        end = at
        while end < len(tokens) and tokens[end].is_word and tokens[end].word not in self._reading.wording.relatives:
            end += 1
        words = tokens[at:end]
        if not words or end - at > 14 or words[0].word in self._reading.wording.joiners:
            return None
        verbs = self._reading.wording.verbs | self._own.finite
        if any(token.word in verbs for token in words) or (end < len(tokens) and tokens[end].word not in (",", ".")):
            return None
        known = self._reading.wording.roles | self._own.roles
        if not any(singular(token.word) in known or token.word in known for token in words):
            return None
        begin = 1 if words[0].word in ("a", "an", "the") and len(words) > 1 else 0
        return Passage(words[begin].start, words[-1].end)

    # Descriptions

    def _describe(self) -> None:
        """Take whoever speaks under a description into the cast, in the order of the text."""
        extra: list[Seen] = []
        for sentence in self._reading.sentences:
            for saying in sentence.sayings:
                named = next((self.named(mention) for mention in saying.mentions if self.named(mention)), None)
                for mention in saying.mentions:
                    if mention.is_pronoun or self.named(mention):
                        continue
                    if named:
                        named.roles.append(" ".join(mention.whole))
                        self._add_gender(named, " ".join(mention.head))
                        continue
                    member = self._described(mention, extra)
                    self._described_at[mention.start] = member
                    if member:
                        extra.append(Seen(mention.start, mention.end, member, acts=True))
        self.seen += extra

    def _described(self, mention: Mention, extra: Sequence[Seen]) -> Member | None:
        words = [word for word in mention.whole if word[0].isalnum()]
        if not words:
            return None
        noun = singular(folded(mention.head[-1]))
        first = folded(words[0])
        is_new = first in self._own.indefinite
        if not is_new:
            known = self._known(noun, mention, extra)
            if known is None and first in self._reading.wording.articles:
                known = self._meant_by_epithet(noun, mention)
            if known:
                known.forms[" ".join(mention.whole)] += 1
                return known
        text = self._reading.words(_whole(self._reading.text.text, mention))
        last = folded(mention.head[-1])
        is_many = last in self._own.plural or (last != singular(last) and not last.endswith("ss"))
        is_group = is_many or noun in self._reading.wording.collectives or noun in self._own.organisations
        member = Member("collective" if is_group else "anonymous", (last,))
        member.name = text
        member.forms[text] += 1
        member.roles.append(" ".join(mention.head))
        if last in self._own.described:
            member.genders[self._own.described[last]] += 3
        self.members.append(member)
        return member

    def _meant_by_epithet(self, noun: str, mention: Mention) -> Member | None:
        """Whoever acted last with a name, for a noun that nobody was described by yet: “the 54-year-old grazier”."""
        wording, last = self._reading.wording, folded(mention.head[-1])
        is_many = last != singular(last) or last in self._own.plural
        if is_many or noun in wording.generic | wording.collectives | self._own.organisations or last == "other":
            return None
        number = self._reading.number_at(mention.start)
        for each in reversed(self.before(mention.start)):
            if self._reading.number_at(each.start) < number - 1:
                break
            gender = self._own.described.get(last, "")
            if each.acts and each.member.is_person and each.member.gender in ("", gender or each.member.gender):
                return each.member
        return None

    def _known(self, noun: str, mention: Mention, extra: Sequence[Seen]) -> Member | None:
        """Whoever was described by the same noun last, or has the role."""
        before = [*self.before(mention.start), *(each for each in extra if each.start < mention.start)]
        before.sort(key=lambda each: each.start)
        words = tuple(map(folded, mention.whole))
        for each in reversed(before):
            if noun in each.member.nouns and (each.member.type != "collective" or _same_words(words, each.member)):
                return each.member
        if noun in self._reading.wording.collectives | self._own.organisations and len(mention.whole) < 3:
            return next((each.member for each in reversed(before) if each.member.type == "collective"), None)
        return None


def _whole(text: str, mention: Mention) -> Passage:
    """Where all words of a mention stand, with those that say of whom or of what: “a spokesman *for the governor*”."""
    end = mention.start
    for word in mention.whole:
        end = text.index(word, end) + len(word)
    return Passage(mention.start, end)


def _speaks(sentence: Sentence, name: Name) -> bool:
    return any(mention.start <= name.at.start < mention.end for each in sentence.sayings for mention in each.mentions)


def _without_openers(found: list[tuple[Sentence, Name]]) -> list[tuple[Sentence, Name]]:
    """The names without single words that have a capital only because they begin a sentence."""
    inside = {folded(word) for _, name in found for word in name.core if not name.is_first or len(name.core) > 1}

    def is_name(sentence: Sentence, name: Name) -> bool:
        if not name.is_first or len(name.core) > 1 or name.owns or folded(name.core[0]) in inside:
            return True
        return _speaks(sentence, name)

    return [(sentence, name) for sentence, name in found if is_name(sentence, name)]


def _same_words(words: tuple[str, ...], member: Member) -> bool:
    own = set(words) - {"the", "a", "an"}
    return any(own <= set(folded(form).split()) for form in member.forms) or len(own) == 1


def _fits(core: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names may be the same person's: the words of one are in the other, or an initial stands for one."""
    short, long = sorted((core, other), key=len)
    if set(short) <= set(long):
        return True
    if len(core) > 1 and len(other) > 1 and core[-1] == other[-1]:
        return core[0][:1] == other[0][:1] and (len(core[0].strip(".")) == 1 or len(other[0].strip(".")) == 1)
    return False
