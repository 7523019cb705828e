"""The names in an article's own words, and what stands beside them: titles and roles before, an apposition behind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from explorer.checking.passages import Passage
from explorer.checking.saying.speech import MARKS
from explorer.checking.saying.tokens import QUOTED, TITLE, Token
from explorer.checking.saying.word_forms import folded
from explorer.checking.saying.wording import Wording
from explorer.checking.saying.wording import wording as saying
from explorer.drafting.called import Called
from explorer.drafting.wording import Wording as DraftWording

# How many words before a name are looked at for a role: “Deputy District Attorney”, “Company spokesman”.
_ROLE = 7
# How many words a nickname may have.
_NICKNAME = 2
# Words with so many letters are often without a capital in headlines, which have more words than that.
_SHORT = 3
_AGE = "-year-old"
_POSSESSIVE = ("'s", "’s")


class Name(msgspec.Struct, frozen=True, gc=False):
    """A name where it stands. `core` are its words without titles; `role` is what the words before it say they are.

    `at` is the place of the name itself, `whole` has its role and titles, too. `owns`: it stands with “’s”.
    `is_first`: it begins its sentence, where any word has a capital.
    """

    core: tuple[str, ...]
    at: Passage
    whole: Passage
    role: Passage | None = None
    titles: tuple[str, ...] = ()
    owns: bool = False
    is_first: bool = False


class Names:
    """Finds names among the words of a sentence, in one language."""

    def __init__(self, wording: Wording, own: DraftWording, called: Called) -> None:
        self._wording = wording
        self._own = own
        self._called = called
        self._no_begin = wording.outside_names | wording.auxiliaries | own.openers
        self._particles = wording.particles - wording.conjunctions
        # With a capital a particle of any language may stand in a name: Myriam El Khomri in Spanish.
        self._inside = self._particles | saying("en").particles
        # “Presidente *de Francia*”, but “Mayor *de Blasio*”.
        self._of = wording.prepositions & wording.particles
        self._roles = wording.roles | wording.titles | wording.bare_titles | own.roles

    def found_in(self, tokens: Sequence[Token]) -> Iterator[Name]:
        """The names of a sentence, in order."""
        found: list[Name] = []
        at = 0
        if _is_headline(tokens):
            return
        while at < len(tokens):
            end = self._end_of_run(tokens, at)
            if end > at:
                name = self._name(tokens, at, end)
                if name:
                    # “Company spokesman Gus Petrakis”: what looked like a name is the begin of a role.
                    while found and found[-1].at.start >= name.whole.start:
                        found.pop()
                    found.append(name)
            at = max(end, at + 1)
        for n, name in enumerate(found):
            behind = found[n + 1] if n + 1 < len(found) else None
            yield self._of_couple(tokens, name, behind) if behind else name

    def _of_couple(self, tokens: Sequence[Token], name: Name, behind: Name) -> Name:
        """A first name with the surname that stands behind the other one: “*Ed* and Noreen *Faulk*”."""
        if len(name.core) > 1 or len(behind.core) < 2 or folded(name.core[0]) not in self._own.genders:
            return name
        between = [token.word for token in tokens if name.at.end <= token.start < behind.whole.start]
        if len(between) != 1 or between[0] not in self._wording.conjunctions:
            return name
        return Name(
            (*name.core, behind.core[-1]), name.at, name.whole, name.role, name.titles, name.owns, name.is_first
        )

    def _end_of_run(self, tokens: Sequence[Token], at: int) -> int:
        """Where a run of words with capitals ends; particles may stand in it: Solène Le Goff, Ursula von der Leyen."""
        end = at
        while end < len(tokens) and self._goes_in(tokens, at, end):
            end += 1
            if tokens[end - 1].is_possessive:
                break
            ahead = end
            while ahead < len(tokens) and ahead > at and tokens[ahead].word in self._particles:
                ahead += 1
            if ahead > end and self._is_within(tokens, ahead):
                end = ahead
            if end < len(tokens) and tokens[end].text == "." and self._is_short(tokens, end):
                end += 1
        return end

    def _is_nickname(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether marked words stand inside of a name: Ignatius “Iggy” Fells."""
        if at + 1 >= len(tokens) or tokens[at].word != QUOTED or len(tokens[at].text.split()) > _NICKNAME:
            return False
        last = tokens[at].text.strip(MARKS)[-1:]
        return last.isalpha() and tokens[at + 1].is_word and tokens[at + 1].is_capital

    def _is_short(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a point belongs to an initial or a title before it, rather than to the sentence."""
        before = tokens[at - 1]
        follows = at + 1 < len(tokens) and tokens[at + 1].is_capital and tokens[at].start == before.end
        follows = follows and tokens[at + 1].word not in self._no_begin
        return follows and (len(before.text) == 1 or before.word in self._own.shortened)

    def _goes_in(self, tokens: Sequence[Token], begin: int, at: int) -> bool:
        token = tokens[at]
        if at > begin and token.word == QUOTED and self._is_nickname(tokens, at):
            return True
        if not (token.is_word and token.is_capital):
            return False
        if at == begin:
            if token.word.endswith(_AGE):
                return False
            is_none = token.word in self._no_begin or self._called.is_function(token.text)
            return not is_none or self._called.is_name_part(tokens, at)
        if token.word in self._wording.others:
            return False
        is_inside = token.word in self._inside or len(token.text) == 1
        return not self._called.opens(token.text) or (is_inside and self._is_within(tokens, at + 1))

    def _is_within(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a name goes on at an index: Samuel A *Ruiz*, Marine Le *Pen*."""
        while at < len(tokens) and tokens[at].is_capital and tokens[at].word in self._inside:
            at += 1
        is_word = at < len(tokens) and tokens[at].is_word and tokens[at].is_capital
        return is_word and not self._called.is_function(tokens[at].text)

    def _name(self, tokens: Sequence[Token], begin: int, end: int) -> Name | None:
        core = begin
        for n in range(begin, end - 1):
            if self._leads(tokens[n]):
                core = n + 1 if tokens[n + 1].text != "." else n + 2
        if core >= end:
            core = end - 1
        if tokens[end - 1].text == ".":
            return None
        last = tokens[end - 1]
        owns = last.is_possessive and last.word.endswith("s") and any(last.text.endswith(form) for form in _POSSESSIVE)
        words = tuple(token.text for token in tokens[core:end] if token.is_word)
        if owns:
            words = (*words[:-1], words[-1][:-2])
        if (
            not words[-1]
            or last.word in self._own.parties
            or (len(words) == 1 and self._is_no_name(tokens, core, begin))
            or (core == begin and not self._called.is_name(words))
            or (tokens[core].word in self._of and core > begin)
        ):
            return None
        at = Passage(tokens[core].start, last.end - (2 if owns else 0))
        first = self._role_begin(tokens, begin, core)
        role = self._role(tokens, first, core)
        titles = tuple(token.word.strip(".") for token in tokens[first:core] if self._leads(token))
        return Name(words, at, Passage(tokens[first].start, at.end), role, titles, owns, is_first=core == 0)

    def _is_no_name(self, tokens: Sequence[Token], core: int, begin: int) -> bool:
        word = tokens[core].word
        if word in self._own.parties:
            return True
        is_bare = len(word.strip(".")) < 2
        return word in self._roles or word.strip(".") in self._wording.outside_names or (core == begin and is_bare)

    def _leads(self, token: Token) -> bool:
        """Whether a word is a title or a role before a name."""
        return token.word in self._roles or TITLE.fullmatch(token.text) is not None

    def _role_begin(self, tokens: Sequence[Token], begin: int, core: int) -> int:
        """Where the role before a name begins, which may have words without capitals: “state Sen.”, “analyst”."""
        first = begin
        for n in range(begin - 1, max(-1, begin - _ROLE), -1):
            token, wording = tokens[n], self._wording
            if not token.is_word or token.word in wording.ends or token.word in wording.determiners:
                break
            if token.word in wording.telling or token.word in wording.auxiliaries or token.word in wording.pronouns:
                break
            if token.word in self._own.no_role or token.word.endswith("ly"):
                break
            first = n
            if token.is_possessive:
                break
        while first < begin and not any(self._leads(token) for token in tokens[first:core]):
            first += 1
        return first

    def _role(self, tokens: Sequence[Token], first: int, core: int) -> Passage | None:
        words = [token for token in tokens[first:core] if token.is_word]
        plain = [token for token in words if token.word.strip(".") not in self._own.mere_titles]
        return Passage(words[0].start, words[-1].end) if plain else None


def _is_headline(tokens: Sequence[Token]) -> bool:
    """Whether all words but short ones have a capital, which then says nothing of names, and no mark ends them."""
    words = [token for token in tokens if token.is_word and len(token.word) > _SHORT]
    return len(tokens) > _SHORT and len(words) > 1 and tokens[-1].is_word and all(token.is_capital for token in words)
