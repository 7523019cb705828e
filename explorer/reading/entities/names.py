"""Recognise names with what is beside them: titles and roles before, an apposition after."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from explorer.reading.languages.lexicon import Lexicon
from explorer.reading.languages.wording import Wording, together, without
from explorer.reading.languages.wording import wording as wording_in
from explorer.reading.name_rules import NameRules
from explorer.reading.nouns import SourceKind
from explorer.reading.speech import MARKS
from explorer.reading.text.passages import Passage
from explorer.reading.text.tokens import QUOTED, TITLE, Token
from explorer.reading.text.word_forms import folded

# Search this many words before a name for a role: “Deputy District Attorney”, “Company spokesman”.
_ROLE = 7
# The minimum number of words before a name that follows a role with “of”.
_OF = 2
# Search this many words before a run of capitals for its role, where case marks the owner.
_OWNED = 4
# The maximum number of words in a nickname, and of letters in an acronym.
_NICKNAME, _SHOUTED = 2, 5
# The minimum number of words in a name after words that are not part of it, if no given name marks its beginning.
_NAMED = 2
# The minimum number of words in a picture credit: “*CNN*/Ipsos” is no photographer.
_CREDITED = 2
# Words with up to this many letters often lack a capital in headlines, and a headline has more words than this.
_SHORT = 3
# The minimum number of longer words in a headline, and their share with a capital; a sentence with more content words
# than the last is a headline if all of them have one.
_FEW, _MOST, _MANY = 2, 0.7, 4
# The minimum share with a capital in any headline, even one with longer grammatical words.
_SOME = 0.4
# What follows the name of a member of a parliament.
_OF_PARTY = re.compile(r"[DRI]-[A-Z]\w*\.?(?:\w\.)*")
_ACRONYM = re.compile(r"[A-Z]{2,4}")
# A group's acronym before a name: “AFP”, “G1”, “N-VA”.
_LETTERS = re.compile(r"[A-Z][A-Z\d-]+")
# The Arabic article before a name, in Latin letters: “Hassan *al-Sunaid*”.
_ARTICLED = re.compile(r"(?:a[dlnrstz]|ash|e[dlnrstz]|ul)-[A-Z][\w’'-]+")


class Name(msgspec.Struct, frozen=True, gc=False):
    """A name in a sentence. `core` is it without titles; `role` is the role that the words before it give.

    `at` is the span of the name itself; `whole` includes its role and titles. `owns`: it has “’s”. `is_first`: it
    begins its sentence, where any word has a capital.
    """

    core: tuple[str, ...]
    at: Passage
    whole: Passage
    role: Passage | None = None
    titles: tuple[str, ...] = ()
    owns: bool = False
    is_first: bool = False


class NameFinder:
    """Recognises the names of a sentence in one language."""

    def __init__(self, wording: Wording, own: Lexicon, name_rules: NameRules) -> None:
        self._wording = wording
        self._own = own
        self._name_rules = name_rules
        self._no_begin = together(wording.outside_names, wording.auxiliaries, own.openers)
        self._particles = without(wording.particles, wording.conjunctions)
        # With a capital, a particle of any language may be part of a name: Myriam El Khomri in Spanish.
        self._inside = together(self._particles, wording_in("en").particles)
        # “Presidente *de Francia*”, but “Mayor *de Blasio*”.
        self.of = wording.prepositions & wording.particles
        self._roles = together(wording.roles, wording.titles, wording.bare_titles, own.roles)
        self._groups = together(own.organisations, own.group_nouns)
        self._people = together(own.demonyms, own.person_nouns)
        # Words that with a capital are not a name, or not a person's.
        self._others = together(own.also_small, own.places, own.demonyms, own.known_groups, own.known_things)
        self._small = together(own.lowercase, own.also_small)
        self._complements = together(own.belonging, own.aside)

    def found_in(self, tokens: Sequence[Token]) -> Iterator[Name]:
        """The names of a sentence, in order."""
        names: list[Name] = []
        read = 0
        for at in [n for n, token in enumerate(tokens) if token.is_capital]:
            # Skip what is in the previous run, or in its name, which may continue with “of”.
            if at < read or (names and tokens[at].start < names[-1].at.end):
                continue
            read = end = self._with_second(tokens, at, self._end_of_run(tokens, at))
            name = self._name(tokens, at, end) if end > at and not self._is_credited(tokens, at, end) else None
            if name:
                # “Company spokesman Gus Petrakis”: what looked like a name is the beginning of a role.
                while names and names[-1].at.start >= name.whole.start:
                    names.pop()
                if names and name.role and names[-1].at.end > name.whole.start:  # “*Bank of Calder* governor Ana Ruiz”
                    first = names[-1].at.start if names[-1].owns else names.pop().at.start
                    whole, role = Passage(first, name.whole.end), Passage(first, name.role.end)
                    name = msgspec.structs.replace(name, whole=whole, role=role)
                names.append(name)
        for n, name in enumerate(names):
            behind = names[n + 1] if n + 1 < len(names) else None
            yield self._of_couple(tokens, name, behind) if behind else name

    def _is_credited(self, tokens: Sequence[Token], at: int, end: int) -> bool:
        """Whether a name only credits a picture: “Ana Ruiz/Reuters”, “(AP Photo/Ana Ruiz)”.

        In 25 of 1,000 articles with captions in their text, words were attributed to a photographer.
        """
        if end - at < _CREDITED:
            return False
        before = at > 0 and tokens[at - 1].text == "/" and tokens[at - 1].end == tokens[at].start
        behind = end < len(tokens) and tokens[end].text == "/" and tokens[end].start == tokens[end - 1].end
        return before or behind

    def _of_couple(self, tokens: Sequence[Token], name: Name, behind: Name) -> Name:
        """Complete a given name with the surname after the other one: “*Ed* and Noreen *Faulk*”."""
        is_full = len(behind.core) > 1 and name.core[0] != behind.core[-1]  # unlike “Virginia and West Virginia”
        is_first = len(name.core) == 1 and folded(name.core[0]) in self._own.genders
        if not (is_first and is_full) or not self._wording.bare_titles.isdisjoint(name.titles):
            return name  # “*Mr. Graham* and Ana Ruiz”
        between = [token.word for token in tokens if name.at.end <= token.start < behind.whole.start]
        if len(between) != 1 or between[0] not in self._wording.conjunctions:
            return name
        return msgspec.structs.replace(name, core=(*name.core, behind.core[-1]))

    def _end_of_run(self, tokens: Sequence[Token], at: int) -> int:
        """The end of a run of words with capitals, including particles: Solène Le Goff, Ursula von der Leyen."""
        end = at
        while end < len(tokens) and self._goes_in(tokens, at, end):
            end += 1
            if tokens[end - 1].is_possessive and not self._is_offices(tokens, end):
                break
            ahead = end
            while at < ahead < len(tokens) and self._is_particle(tokens, at, ahead):
                ahead += 1
            goes_on = ahead > end and self._is_within(tokens, ahead) and not self._qualifies_another(tokens, at, ahead)
            if goes_on:
                end = ahead
            if end < len(tokens) and tokens[end].text == "." and self._is_short(tokens, end):
                end += 1
            if at < end < len(tokens) and _ARTICLED.fullmatch(tokens[end].text):
                end += 1
        return end

    def _with_second(self, tokens: Sequence[Token], begin: int, end: int, *, is_of: bool = False) -> int:
        """The end of a group's name that joins two nouns: “Salt *and Water Board*”.

        After “of” (`is_of`) the second need not be a noun for a group: “the Office of Salt *and Water*”. In 1,500
        articles, 160 of 170 of these were one name.
        """
        if begin == end or end + 1 >= len(tokens) or tokens[end].word not in self._wording.conjunctions:
            return end
        further = self._end_of_run(tokens, end + 1) if tokens[end + 1].is_capital else end
        second = tokens[end + 1 : further]
        words, known = [token.word for token in tokens[begin:further]], self._own.known_groups
        if " ".join(words) in known or (words[0] in self._own.places and " ".join(words[1:]) in known):
            return further  # “US Salt and Water Board”
        things = self._own.known_things  # “Medicare and *Medicaid* Services”
        is_one = bool(second) and all(self._is_small(token) or token.word in things for token in second[:-1])
        if is_of:
            is_one = is_one and self._is_small(second[-1])
        else:
            is_group = len(second) > 1 and second[-1].word in self._groups
            is_group = is_group and tokens[end - 1].word not in self._groups  # “the Salt Board and Water Commission”
            is_one = is_one and is_group and self._is_small(tokens[end - 1])
        return further if is_one else end

    def _is_small(self, token: Token) -> bool:
        """Whether a word is usually written small and is no noun for a person: “Salt”; not “Mayor”."""
        is_small = not token.text.isupper() and folded(token.text) in self._small
        is_one = self._kind(token) is SourceKind.PERSON and not self._name_rules.nouns.is_plural(token.text)
        return is_small and not is_one

    def _is_offices(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a possessive is part of a group's name: “the Prime Minister’s *Office*”, “the People’s *Bank*”."""
        is_group = at < len(tokens) and tokens[at].is_capital and tokens[at].word in self._groups
        return is_group and self._name_rules.nouns.kind_of(tokens[at - 1].owner.word) is SourceKind.PERSON

    def _is_particle(self, tokens: Sequence[Token], begin: int, at: int) -> bool:
        return tokens[at].word in self._particles and not (
            tokens[at].is_capital and self._is_article(tokens, begin, at)
        )

    def _qualifies_another(self, tokens: Sequence[Token], begin: int, ahead: int) -> bool:
        """Whether particles introduce an owner or a place: “*Ana Ruiz* von ADRA”, “*Pedido* do MPF”."""
        text, nouns = tokens[ahead].text.rstrip("."), self._name_rules.nouns
        run = tokens[begin:ahead]
        end = next(n for n in range(len(run), 0, -1) if run[n - 1].is_capital)
        if end > 1 and run[end - 1].word in self._inside:
            return False  # “Alexander *Van der* Bellen”
        if not self._own.adjectives_behind and (_ACRONYM.fullmatch(text) or self._is_from(run, end)):
            return True
        has_given = any(token.word in self._own.genders for token in run)
        first_names = (self._own.gender_of_name(folded(token.text)) is not None for token in run[1:])
        if folded(run[0].text) in self._own.known_groups and not any(first_names):
            return True
        if has_given:
            is_group = _ACRONYM.fullmatch(text) is not None or nouns.kind_of(text) is SourceKind.GROUP
            word = folded(text)
            # “Ana Ruiz *de Texas*”, unlike “Ana María *de Lima*”
            is_elsewhere = word in self._own.places and self._own.gender_of_name(folded(run[end - 1].text)) is None
            is_known = (is_elsewhere or word in self._own.known_groups) and word not in self._own.people
            return is_group or is_known or nouns.is_common(text)
        if self._own.adjectives_behind and _ACRONYM.fullmatch(run[0].text):
            return True  # “le *PDG* de Ruiz”
        if nouns.is_common(text) or any(token.is_capital and nouns.is_common(token.text) for token in run):
            return True  # “*Art* von Ana Ruiz”
        return begin == 0 and self._name_rules.is_common(tokens[begin].text)

    def _is_from(self, run: Sequence[Token], end: int) -> bool:
        """Whether a particle after a surname is not part of the name: “Ana Ruiz *von Calder*”, “Ana Ruiz *zu Lenz*”.

        After given names alone it introduces the surname: “Ada von Lenz”. `end` is where the name ends in a run.
        """
        is_surname = 1 < end < len(run) and run[end - 1].word not in self._own.genders
        behind = together(self._own.belonging, self._wording.articles, self._wording.prepositions)
        return is_surname and run[end].word in behind

    def _is_nickname(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether quoted words are inside a name: Ignatius “Iggy” Fells."""
        if at + 1 >= len(tokens) or tokens[at].word != QUOTED or len(tokens[at].text.split()) > _NICKNAME:
            return False
        last = tokens[at].text.strip(MARKS)[-1:]
        return last.isalpha() and tokens[at + 1].is_word and tokens[at + 1].is_capital

    def _is_short(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a full stop belongs to the initial or title before it, rather than to the sentence."""
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
            if token.text == "&" or self._name_rules.is_compound(token.text) or _OF_PARTY.fullmatch(token.text):
                return False  # “& Ana Ruiz”, “56-year-old”, “London-based”, “R-Kans.”
            if [each.text for each in tokens[max(0, at - 2) : at]] == ["(", "@"]:
                return False  # “— Ana Ruiz (@*AnaRuiz*)”
            is_none = token.word in self._no_begin or self._name_rules.is_function(token.text)
            is_none = is_none or (at == 0 and token.word in self._wording.inverted)  # “*Writes* Ana Ruiz”
            return not is_none or self._name_rules.is_name_part(tokens, at)
        if token.owner.word in self._wording.others or self._name_rules.is_compound(token.text):
            return False
        if self._is_article(tokens, begin, at):
            return False
        if not self._name_rules.opens(token.text) and not self._is_grammar(tokens, at):
            return True
        is_inside = token.word in self._inside or len(token.text) == 1
        return (is_inside or self._is_titled(tokens[at - 1])) and self._is_within(tokens, at + 1)

    def _is_titled(self, before: Token) -> bool:
        """Whether a title precedes, so that a surname must follow: “*M.* De Croo”."""
        return before.word.strip(".") in self._wording.bare_titles

    def _is_article(self, tokens: Sequence[Token], begin: int, at: int) -> bool:
        """Whether an article with a capital begins the words after a name: “Ana Ruiz *La* Presidenta”."""
        token, before = tokens[at], tokens[at - 1]
        if not self._own.adjectives_behind or token.word not in self._wording.articles or before.word in self._inside:
            return False
        behind = tokens[at + 1] if at + 1 < len(tokens) else None
        is_name = behind is not None and behind.is_capital and folded(behind.text) in self._own.people
        return not is_name and tokens[begin].word not in self._groups

    def _is_grammar(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a word with a capital is a verb, or a pronoun before one: “Ana Ruiz *Is*”, “Ana Ruiz *He* left”."""
        token, behind = tokens[at], tokens[at + 1] if at + 1 < len(tokens) else None
        if (
            token.word in self._own.genders
            or token.word in self._inside
            or self._is_saint(token)
            or not self._name_rules.is_function(token.text)
        ):
            return False
        is_before = behind is not None and behind.is_word and not behind.is_capital
        return is_before or token.word not in self._wording.singular

    def _is_within(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a name continues at an index: Samuel A *Ruiz*, Marine Le *Pen*."""
        while at < len(tokens) and tokens[at].is_capital and tokens[at].word in self._inside:
            at += 1
        is_word = at < len(tokens) and tokens[at].is_word and tokens[at].is_capital
        return is_word and not self._name_rules.is_function(tokens[at].text)

    def _name(self, tokens: Sequence[Token], begin: int, end: int) -> Name | None:
        core = self._core(tokens, begin, end)
        if (core == begin and self._is_office(tokens, begin)) or self._is_owner(tokens, core, end):
            return None  # “Secretary of *State*”
        end = end if tokens[core].word in self._own.genders else self._with_further(tokens, end)
        if end - core > 1 and end < len(tokens) and tokens[end].text == "$":
            end -= 1  # “Ana Ruiz *R*$ 100”
        behind = tokens[end] if end < len(tokens) else None
        if tokens[end - 1].text == "." or (behind and behind.is_capital and self._name_rules.is_compound(behind.text)):
            return None  # “*New* York-based”
        while end - core > _OF and tokens[core].word in self._own.genders and self._is_suffix(tokens[end - 1]):
            end -= 1
        is_noun = self._name_rules.nouns.is_common
        while end - core > _OF and is_noun(tokens[end - 1].text) and tokens[end - 2].word not in self._inside:
            end -= 1  # “Ana Ruiz *Montagmittag*”, where all nouns have a capital
        last = tokens[end - 1]
        words = tuple(token.text for token in (*tokens[core : end - 1], last.owner) if token.is_word)
        if (
            not words
            or last.word in self._own.parties
            or self._is_role(words)
            or any(len(word) > _SHOUTED and word.isupper() for word in words[len(words) == 1 :])
            or (len(words) == 1 and behind and behind.text[0].isdigit())
            or (len(words) == 1 and self._is_no_name(tokens, core, begin))
            or (core == begin and not self._name_rules.is_name(words))
            or (tokens[core].word in self.of and core > begin and not self._is_titled(tokens[core - 1]))
            or (tokens[core].text.islower() and tokens[core].word in self._wording.articles)
        ):
            return None
        start = core - (len(words) == 1 and self._is_particled(tokens, core))
        at = Passage(tokens[start].start, last.owner.end)
        is_over = core > begin and not any(map(self._leads, tokens[begin:core]))
        over = (
            self._role_with_complement(tokens, begin) if is_over else self._complement_before_title(tokens, begin, core)
        )
        first = min(start, self._role_begin(tokens, over if over >= 0 else begin, core))
        role = self._role(tokens, first, start)
        titles = tuple(token.word.strip(".") for token in tokens[first:start] if self._leads(token))
        owns = at.end < last.end
        return Name(words, at, Passage(tokens[first].start, at.end), role, titles, owns, is_first=core == 0)

    def _is_particled(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a particle with a capital precedes a surname within a sentence: “selon *Le* Roy”."""
        before, word = tokens[at - 1] if at > 1 else None, folded(tokens[at].text)
        is_particle = before is not None and before.is_capital and before.word in self._inside
        return is_particle and word in self._own.people and word not in self._own.genders

    def _is_generation(self, token: Token) -> bool:
        return token.word.strip(".") in self._own.generations

    def _is_suffix(self, token: Token) -> bool:
        """Whether letters after a name are not part of it: “Ana Ruiz *MP*”, “Ana Ruiz *QC*”; not “III”."""
        return _ACRONYM.fullmatch(token.text) is not None and token.text.strip("IV") != ""

    def _is_role(self, words: Sequence[str]) -> bool:
        """Whether words with capitals are only a role: “Finance Minister”; not “Stephen King”."""
        if len(words) == 1 or folded(words[0]) in self._own.genders or len(words[0].strip(".")) == 1:
            return False
        last = words[-1].strip(".")
        if last.rpartition("-")[2].islower() and self._name_rules.nouns.kind_of(last) is SourceKind.PERSON:
            return True  # “Leading China-watcher”
        if last.lower() in self._wording.bare_titles:
            return True
        is_noun = last.isupper() or folded(last) in self._own.demonyms
        is_one = self._name_rules.nouns.kind_of(last) is SourceKind.PERSON and not self._name_rules.nouns.is_plural(
            last
        )
        is_elsewhere = len(words) > _OF and folded(words[0]) in self._name_rules.elsewhere
        is_elsewhere = is_elsewhere and folded(last) in self._own.lowercase  # “*Massachusetts Catholic Priest*”
        return folded(last) in self._own.title_roles or ((is_noun or is_elsewhere) and is_one)

    def _core(self, tokens: Sequence[Token], begin: int, end: int) -> int:
        """Where the name itself begins in a run of capitals, after titles, roles and “American”."""
        known = self._end_of_known(tokens, begin, end)
        if known == end:
            return begin  # “*General Motors*”, “*British Columbia*”
        core = begin
        is_organisation = self._is_organisation(tokens, begin, end)
        if not is_organisation and self._role_with_complement(tokens, begin) >= 0:  # “Secretary of *State* John Kerry”
            given = (n for n in range(known, end - 1) if self._is_given(tokens, n))
            core = next((n for n in given if not self._is_saint(tokens[n - 1])), core)
            behind = next((n for n in range(core, end) if not self._is_noun(tokens[n])), end)
            is_name = end - behind >= _NAMED and tokens[behind - 1].is_capital
            if is_name and all(map(self._is_plain, tokens[behind:end])):
                core = behind  # “Director of *National Security* Olmok Brusk”
        if not is_organisation:
            begins = range(max(core + 1, known), end - 1)
            core = max((n for n in begins if self._begins_after_other_name(tokens, begin, n)), default=core)
            core += self._is_behind_letters(tokens[core:end])
        while not is_organisation and core < end - 1 and self._comes_before(tokens, core):
            core += 1
        last = end - 1 - self._is_generation(tokens[end - 1])  # “Martin Luther *King* Jr.”
        for n in range(core, last):
            if self._leads(tokens[n]) and not (is_organisation and tokens[n].is_capital):
                core = n + 1 if tokens[n + 1].text != "." else n + 2  # “*Mayor* Ana Ruiz”, not “General Council”
        while core < end - 1 and folded(tokens[core].text) == folded(tokens[core + 1].text):
            core += 1  # “*Ruiz* Ruiz afirma”
        return self._behind_owner(tokens, begin, min(core, end - 1), end)

    def _end_of_known(self, tokens: Sequence[Token], begin: int, end: int) -> int:
        """The end of a known name of several words at the start of a run of capitals: “*Casa Blanca* de Ruiz”.

        If there is none, where the second word of the run begins.
        """
        known = together(self._own.known_groups, self._own.known_things)
        ends = (n for n in range(end, begin + 1, -1) if " ".join([token.word for token in tokens[begin:n]]) in known)
        return next(ends, begin + 1)

    def _is_organisation(self, tokens: Sequence[Token], begin: int, end: int) -> bool:
        """Whether a run of capitals names an organisation, judging by its noun: “Olmok *Council*”, “*Policía* Real”.

        Where adjectives follow nouns, a person's name may come after it: “presidente del *Banco* Ana Ruiz”.
        """
        if not self._own.adjectives_behind:
            return tokens[end - 1].word in self._groups
        nouns = (*tokens[begin : begin + _OF], tokens[end - 1])
        is_named = any(self._is_given(tokens, n) for n in range(begin + 1, end - 1))
        return not is_named and any(token.word in self._groups for token in nouns)

    def _is_given(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a given name may begin a person's name: “Banco *Ana* Ruiz”; not “… de *Salud* Pública”."""
        word = folded(tokens[at].text)
        is_rare = self._own.gender_of_name(word) is not None and tokens[at + 1].is_capital
        is_small = word in self._own.lowercase or word in self._own.also_small
        return word in self._own.genders or (is_rare and not is_small)

    def _behind_owner(self, tokens: Sequence[Token], begin: int, core: int, end: int) -> int:
        """Where a name begins after an organisation that only its case marks as an owner: “szef *Rady Miasta* Jan Lis”.

        This applies after a role alone, after an acronym, or before a given name. The owner has a genitive ending,
        or is a place.
        """
        own = self._own
        if not own.genitive_endings or end - core < _OF or own.gender_of_name(folded(tokens[core].text)) is not None:
            return core
        given = [n for n in range(core + 1, end - 1) if folded(tokens[n].text) in own.genders]
        if given and tokens[given[0] - 1].is_capital:
            return given[0]
        is_led = any(self._leads(token) for token in tokens[begin:core]) or self._is_led(tokens, begin)
        first = core
        while first < end - 1 and (is_led or _is_letters(tokens[first].text)):
            word, is_led = tokens[first], True
            if own.gender_of_name(folded(word.text)) is not None or word.word in self._inside:
                break
            is_place = _is_letters(word.text) or folded(word.text) in own.places
            if is_place:
                core = first + 1
            elif not (first < end - _OF and word.word.endswith(own.genitive_endings)):
                break
            first += 1
        is_whole = all(token.word.endswith(own.genitive_endings) for token in tokens[first:end])
        return core if is_whole else first  # “prezes *Rady Parku Miasta*”

    def _is_owner(self, tokens: Sequence[Token], core: int, end: int) -> bool:
        """Whether a run of capitals is only the organisation of the office before it: “poseł *PiS*”."""
        own, run = self._own, tokens[core:end]
        if not own.genitive_endings or not core:
            return False
        first = folded(run[0].text)
        is_group = (
            _is_letters(run[0].text) or run[0].word in self._groups or first in own.places or first in own.known_groups
        )
        is_group = is_group or run[-1].word.endswith(own.sure_genitives)
        if not is_group and all(token.word.endswith(own.genitive_endings) for token in run):
            is_group = any(token.word in self._groups for token in run)  # “szef *Polskiego Banku*”
        return is_group and self._is_led(tokens, core) and not any(folded(token.text) in own.genders for token in run)

    def _is_led(self, tokens: Sequence[Token], begin: int) -> bool:
        """Whether a role precedes a run of capitals, with at most nouns between them: “minister *obrony* …”."""
        for token in reversed(tokens[max(0, begin - _OWNED) : begin]):
            if self._leads(token):
                return True
            is_apart = token.word in self._wording.ends or token.word in self._wording.verbs
            if not token.is_word or is_apart or self._name_rules.is_function(token.text):
                return False
        return False

    def _is_noun(self, token: Token) -> bool:
        """Whether a word is hardly a name because news writes it in small letters."""
        is_small = self._name_rules.is_common(token.text) or token.word in self._own.also_small
        return (is_small or self._kind(token) is not None) and folded(token.text) not in self._own.people

    def _kind(self, token: Token) -> SourceKind | None:
        return self._name_rules.nouns.kind_of(token.text)

    def _begins_after_other_name(self, tokens: Sequence[Token], begin: int, at: int) -> bool:
        """Whether a given name follows a word that is not part of the name: “House *Republican* Mike Ruiz”.

        Where adjectives follow nouns, that word may be an organisation or a place: “maire de *Lanne* Luc Roy”.
        """
        own = self._own
        last = next((n for n in range(at - 1, begin, -1) if tokens[n].is_capital), begin)
        before, word = tokens[last], folded(tokens[last].text)
        word_at = folded(tokens[at].text)
        is_given = own.gender_of_name(word_at) is not None
        run = " ".join(folded(token.text) for token in tokens[begin:at])
        if is_given and " " in run and (run in own.known_groups or run in own.known_things):
            return True
        if own.gender_of_name(word) is not None or not (is_given or own.adjectives_behind):
            return False
        if _LETTERS.fullmatch(before.text) and not tokens[at].text.isupper():
            is_name = is_given or self._is_plain(tokens[at])
            return is_name and before.word not in self._groups  # “à l’AFP *Ana Ruiz*”, unlike “FC Ana Ruiz”
        if not is_given or word in own.people or before.word in self._inside or self._is_saint(before):
            return False
        is_other = word in self._others or word.strip(".") in self._others
        if self._kind(before) is not None or self._name_rules.is_common(before.text) or is_other:
            return True
        is_first = tokens[at].word in own.genders or "-" in word_at
        is_first = is_first and tokens[at].word not in self._inside  # not “Toufik *Ben* Rhouma”
        if not own.adjectives_behind or begin == 0 or not is_first:
            return False
        of = tokens[begin - 1]
        return of.word in own.before_no_person or (of.text.islower() and self._kind(of) is not SourceKind.PERSON)

    def _is_behind_letters(self, run: Sequence[Token]) -> bool:
        """Whether a single given name follows a group's acronym: “a dit à l’AFP *Ana*”; not “AC *Milan*”."""
        if len(run) != _NAMED or not self._own.adjectives_behind or not _LETTERS.fullmatch(run[0].text):
            return False
        return folded(run[1].text) in self._own.people and not run[1].text.isupper()

    def _is_plain(self, token: Token) -> bool:
        is_none = self._name_rules.is_common(token.text) or self._kind(token) is not None
        return token.text.istitle() and not is_none and folded(token.text) not in self._others

    def _comes_before(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a word with a capital is a role or an origin before the name: “*Comedian* Ana Ruiz”."""
        own, word, behind = self._own, tokens[at].word, folded(tokens[at + 1].text)
        is_known = word in self._people or self._kind(tokens[at]) is SourceKind.PERSON
        is_name = own.gender_of_name(behind) is not None or (behind in own.people and word not in own.demonyms)
        return is_known and is_name and word not in own.genders

    def _role_with_complement(self, tokens: Sequence[Token], begin: int) -> int:
        """The index of a role that “of” or a number joins to a run of capitals; -1 for none.

        “*Secretary* of State”, “Petty *Officer* 1st Class”, “*ministre* de l’Intérieur”.
        """
        at = begin - 1
        if at > 1 and tokens[at].word in self._wording.conjunctions and tokens[at - 1].is_capital:
            return self._role_of_several(tokens, begin)
        while at > 0 and tokens[at].word.rstrip("'") in together(self._wording.articles, self._wording.elisions):
            at -= 1
        if at < 1 or not (tokens[at].word in self._own.belonging or tokens[at].text[0].isdigit()):
            return -1
        return at - 1 if self._leads(tokens[at - 1]) else -1

    def _role_of_several(self, tokens: Sequence[Token], begin: int) -> int:
        """The index of a role for two fields, the second of them no name: “*ministro* de Sal e Energia”."""
        if folded(tokens[begin].text) in self._own.people:
            return -1
        at, between = begin - 2, together(self._wording.articles, self._wording.elisions, self._own.belonging)
        while at > 0 and (tokens[at].is_capital or tokens[at].word.rstrip("'") in between):
            at -= 1
        return at if self._leads(tokens[at]) and tokens[at + 1].word in self._own.belonging else -1

    def _complement_before_title(self, tokens: Sequence[Token], begin: int, core: int) -> int:
        """Where a name begins if its last words precede a title with a capital; -1 for none.

        “*Council* of Brusk Chairman Ana Ruiz”, “*Salt* and Water Minister Ana Ruiz”.
        """
        title = next((n for n in range(begin, core) if self._leads(tokens[n]) and tokens[n].is_capital), begin)
        if title == begin or self._own.adjectives_behind or self._wording.capital_nouns:
            return -1
        first = begin
        while first > 1 and tokens[first - 2].is_capital and not tokens[first - 2].is_possessive:
            before, between = tokens[first - 2], tokens[first - 1]
            is_of = between.word in self._complements and (before.word in self._groups or self._leads(before))
            are_small = between.word in self._wording.conjunctions and all(
                self._is_small(token) or token.word in self._groups for token in (before, *tokens[begin:title])
            )
            if not is_of and not are_small:
                break
            first -= 2
            while first and tokens[first - 1].is_capital and not tokens[first - 1].is_possessive:
                first -= 1
            first += self._name_rules.is_function(tokens[first].text)  # “*But* Council of …”
        return first if first < begin else -1

    def _is_office(self, tokens: Sequence[Token], begin: int) -> bool:
        """Whether a run of capitals is the field of an office: “Secretary of *State*”."""
        at = self._role_with_complement(tokens, begin)
        return at >= 0 and tokens[at].word in self._own.offices and not tokens[at + 1].text[0].isdigit()

    def _with_further(self, tokens: Sequence[Token], end: int, *, is_further: bool = False) -> int:
        """The end of a name that continues with “of”, “for” or “on”: “the Syrian Observatory *for Human Rights*”.

        It may continue once more (`is_further`): “the Institute for the Study *of War*”.
        """
        last = tokens[end - 1]
        is_small = is_further and (self._is_small(last) or last.word.endswith(self._own.common_endings))
        if last.word not in self._groups and not is_small:
            return end
        if end == 1 and self._name_rules.is_common(tokens[0].text):
            return end  # “*Opposition* from Calder Corp.”
        at = end + 1
        while at < len(tokens) and tokens[at].word in self._wording.articles:
            at += 1
        is_more = at < len(tokens) and tokens[end].word in self._complements and tokens[at].is_capital
        further = self._with_second(tokens, at, self._end_of_run(tokens, at), is_of=True) if is_more else end
        is_aside = is_more and tokens[end].word in self._own.aside
        if further == at or (is_aside and not all(map(self._is_small, tokens[at:further]))):
            return end  # “Senate of *the* …”, “Congress *on Obamacare*”, unlike “Council *on Water*”
        # “Foundation for the Defense of Democracies’ *Ana Ruiz*”
        given = (n for n in range(at + 1, further - 1) if tokens[n].word in self._own.genders)
        further = next((n for n in given if not self._is_saint(tokens[n - 1])), further)
        return self._with_further(tokens, further, is_further=True) if further > end else end

    def _is_no_name(self, tokens: Sequence[Token], core: int, begin: int) -> bool:
        word = tokens[core].word
        before = [token.word.strip(".") for token in tokens[begin:core] if token.text != "."]
        if before and before[-1] in self._own.mere_titles:
            return False  # “Mr. *King*”
        is_title = word.strip(".") in self._own.shortened and not tokens[core].text.isupper()  # “Cst.”, unlike “CST”
        is_bare = len(word.strip(".")) < 2 or (core == begin and is_title)
        return word in self._roles or word.strip(".") in self._wording.outside_names or (core == begin and is_bare)

    def _leads(self, token: Token) -> bool:
        """Whether a word is a title or role that may precede a name."""
        nouns = self._name_rules.nouns
        is_noun = token.is_capital if self._wording.capital_nouns else token.text.islower()
        is_noun = is_noun and not token.text[0].isdigit()
        if is_noun and token.word not in self._own.genders and not nouns.is_plural(token.text):
            is_origin = self._wording.capital_nouns and token.word in self._own.demonyms
            return nouns.kind_of(token.text) is SourceKind.PERSON and not is_origin  # “Innenminister”, “donor”
        is_title = token.word in self._roles or token.word.strip(".") in self._wording.bare_titles
        if len(token.text) > 1 and token.text.isupper():  # “Labour *MP* Ana Ruiz”
            is_title = is_title or nouns.kind_of(token.text) is SourceKind.PERSON
        return is_title or (TITLE.fullmatch(token.text) is not None and not self._is_saint(token))

    def _is_saint(self, token: Token) -> bool:
        """Whether a word precedes the saint that a place or a day is named after: “*St.* Louis”."""
        return token.word.strip(".") in self._own.saints

    def _role_begin(self, tokens: Sequence[Token], begin: int, core: int) -> int:
        """Where the role before a name begins, including words without capitals: “state Sen.”, “analyst”."""
        first = begin
        for n in range(begin - 1, max(-1, begin - _ROLE), -1):
            token, wording = tokens[n], self._wording
            if not token.is_word or token.word in wording.ends or token.word in wording.determiners:
                break
            if token.word in wording.telling or token.word in wording.auxiliaries or token.word in wording.pronouns:
                break
            if token.word in self._own.no_role or self._wording.is_adverb(token.word):
                break
            if self._is_verb(tokens, n) and token.word not in self._own.before_roles:
                break
            first = n
            if token.is_possessive:
                break
        if first > 1 and self._is_infinitive(tokens, first):
            first += 1
        while first < begin and not any(self._leads(token) for token in tokens[first:core]):
            first += 1
        return first

    def _is_verb(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a word has a past form, or is in a verb's position after a name: “Mr Ruiz *assailed*”."""
        word = tokens[at].word
        is_past = word.endswith(self._wording.past_endings) and tokens[at].text.islower() and "-" not in word
        before = tokens[at - 1] if at else None
        is_behind = before is not None and before.is_capital and not before.is_possessive
        return word in self._own.past or (is_past and is_behind)

    def _is_infinitive(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a word before a name is an infinitive after “to” or “will”: “to *give* US tycoon Ana Ruiz”."""
        token, wording, before = tokens[at], self._wording, at - 1
        while before > 1 and (wording.is_adverb(tokens[before].word) or tokens[before].word in self._own.function):
            before -= 1
        if tokens[before].word not in self._own.before_verbs or tokens[before - 1].word in wording.frame_starts:
            return False
        is_plain = token.text.islower() and token.word not in self._own.before_roles
        return is_plain and not self._leads(token)

    def _role(self, tokens: Sequence[Token], first: int, core: int) -> Passage | None:
        words = [token for token in tokens[first:core] if token.is_word]
        plain = [token for token in words if token.word.strip(".") not in self._own.mere_titles]
        return Passage(words[0].start, words[-1].end) if plain else None


def _is_letters(text: str) -> bool:
    """Whether a word is an acronym, in any script: “MSWiA”, “США”."""
    return len(text) > 1 and text.isalpha() and sum(map(str.isupper, text)) > 1 and text[:2].isupper()


def is_title_case(tokens: Sequence[Token], own: Lexicon) -> bool:
    """Whether a sentence is in title case, as headlines are, so that capitals do not mark names.

    It is if all words except grammatical ones have a capital, or if most do, grammatical ones among them. Where
    every noun has a capital, only a sentence all in capitals is.
    """
    words = [token for token in tokens if token.is_word]
    if len(words) > 1 and words[0].text.isupper() and all(token.text.isupper() for token in words):
        return True
    long = [token for token in words if len(token.word) > _SHORT]
    if len(long) < _FEW or own.telling.capital_nouns:
        return False
    share = sum([token.is_capital for token in long]) / len(long)
    if share < _SOME:
        return False
    if share == 1 and tokens[-1].is_word and len(tokens) > _SHORT:
        return True
    grammar = own.grammar
    content = [token for token in words if token.word not in grammar and token.word not in own.telling.ends]
    verbs = together(own.of_clauses, own.of_speech)
    is_narrated = any(not token.is_capital and token.word in verbs for token in long)
    if len(content) > _MANY and all(token.is_capital or token.text[0].isdigit() for token in content):
        return not is_narrated  # “…,” Democratic Senator Ana Ruiz *wrote* on Twitter.
    shown = [token for token in words[1:] if token.is_capital and len(token.text) > 1 and not token.text.isupper()]
    return share >= _MOST and sum(token.word in grammar for token in shown) > 1
