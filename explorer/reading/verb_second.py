"""Attributions where the finite verb comes second and a comma parts each clause, as in German.

English taught the model where told words begin; here the order of words is another one, so that rules find source and
clause, by the marks between clauses, the words that join them and the mood of reported speech. The model says only
which words may be cues.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from explorer.reading.attributions import Attribution, Content
from explorer.reading.features import Span
from explorer.reading.languages import Language
from explorer.reading.words import PRONOUNS, Token, Words, word_set

# How probable a clause is by what shows it: a word such as “dass”, the mood of reported speech, “so Ruiz” or “laut
# Ruiz”, an infinitive.
_JOINED, _MOOD, _FRAMED, _INFINITIVE = 0.9, 0.85, 0.85, 0.6
# How probable a source is: where the subject does stand or may stand, or only near; and whoever a sentence is about
# that leads to quoted words with a colon.
_SUBJECT, _LIKELY, _NEAR, _LED = 0.9, 0.8, 0.5, 0.8
# How often in ten a word is a cue at least.
_OFTEN = 2
# How many words may stand between a verb and its subject, and how many words a mention and a name in marks have.
_TO_SUBJECT, _MOST, _NAME = 6, 12, 5
# How adverbs end, and how a verb ends in the mood of reported speech, unlike an adjective or a past.
_ADVERBIAL = ("lich", "end", "weise", "falls", "dings", "ig", "isch")
_IN_MOOD = re.compile(r"[^\W\d_A-ZÄÖÜ]{3,}(?<!t)(?<!weis)(?<!ig)(?<!ich)(?<!sch)(?<!end)e")
_BREAKS = frozenset((",", ":", ";", "–", "—", "-", "(", ")"))
_JOINING = frozenset(("that", "whether", "how", "why", "what", "because"))
_PERFECT = frozenset(("has", "have", "had"))
_FINITE = word_set("has have had is are was were will would can could must should may might")
_DEFINITE = frozenset(("the", "a", "this", "his", "no", "both", "some", "many", "all"))


class Sentence:
    """One sentence, whose attributions are found."""

    def __init__(self, tokens: list[Token], s: Words, language: Language) -> None:
        self._tokens = tokens
        self._s = s
        self._own = [token.word for token in tokens]
        self._sets = language.sets
        self._glossary = language.glossary

    def attributions(self) -> Iterator[Attribution]:
        """In the order of their cues; where nothing is a cue, the sentence as a whole may be reported."""
        found = list(self._by_cues())
        if not any(each.contents for each in found):
            found += self._joined()
        if self._s.has_quotes and not self._moods and not any(each.source for each in found):
            found += self._about()
        yield from sorted(found, key=lambda each: each.cue)
        if not any(each.contents for each in found):
            yield from self._reported()

    def _by_cues(self) -> Iterator[Attribution]:
        for n in range(self._s.size):
            if self._s.is_quoted[n]:
                continue
            word = self._s.words[n]
            if word == "according" or self._is_opinion(n) or self._is_behind(n):
                yield from self._framed(n)
            elif self._own[n] == "so" and self._own[n - 1 : n] == [","] and n:
                yield from self._parenthetical(n)
            elif n in self._cues:
                yield from self._said(n)

    @cached_property
    def _cues(self) -> set[int]:
        others = self._sets["@prepositions"] | self._sets["@adverbs"]
        return {
            n
            for n in self._s.cues
            if self._s.strength[self._s.words[n]] >= _OFTEN and not {self._own[n], self._s.words[n]} & others
            if not n or not self._is_capital(n)  # a noun
        }

    def _is_capital(self, at: int) -> bool:
        return self._tokens[at].text != self._own[at]

    # Frames: “laut Ruiz”, “nach Angaben der Polizei”, “dem Bericht zufolge”, “so Ruiz”

    def _is_opinion(self, at: int) -> bool:
        """Whether “nach” begins a frame: “nach Angaben”, “nach seiner Ansicht”."""
        near = self._own[at + 1 : at + 4]
        return self._own[at] in self._sets["@after"] and any(word in self._sets["@opinions"] for word in near)

    def _is_behind(self, at: int) -> bool:
        """Whether a word ends a frame: “dem Bericht *zufolge*”, “ihrer Ansicht *nach*”."""
        is_after = self._own[at] in self._sets["@after"] and self._own[at - 1] in self._sets["@opinions"]
        return self._own[at] in self._sets["@behind"] or (at > 0 and is_after)

    def _framed(self, at: int) -> Iterator[Attribution]:
        source = self._mention(at + 1)
        if self._is_behind(at):
            begin = at
            while begin and self._s.is_word[begin - 1] and not self._is_verb(begin - 1) and at - begin < _MOST:
                begin -= 1
            source = self._mention(begin)
            before, behind = (self._begin(begin), begin), (at + 1, self._end())
        elif source is None:
            return
        else:
            before, behind = (self._begin(at), at), (source[1], self._end())
        contents = [Content(self._trimmed(*span), _FRAMED, _FRAMED) for span in (before, behind) if self._long(span)]
        if source and contents:
            yield Attribution(at, _SUBJECT, self._whose(source), _SUBJECT, tuple(contents))

    def _whose(self, opinion: Span) -> Span:
        """Whose an opinion is: “nach Angaben *der Polizei*”; the whole where that is not told."""
        begin = next((n + 1 for n in range(*opinion) if self._own[n] in self._sets["@opinions"]), opinion[1])
        begin += self._own[begin : begin + 1] != [] and self._own[begin] in self._sets["@by"]
        return (begin, opinion[1]) if begin < opinion[1] else opinion

    def _parenthetical(self, at: int) -> Iterator[Attribution]:
        source = self._mention(at + 1) if self._may_be_subject(at + 1) else None
        if source:
            span = (self._begin(at - 1), at - 1)
            contents = (Content(self._trimmed(*span), _FRAMED, _FRAMED),) if self._long(span) else ()
            yield Attribution(at, _SUBJECT, source, _SUBJECT, contents)

    # Verbs

    def _said(self, cue: int) -> Iterator[Attribution]:
        begin = self._clause(cue)
        if (begin and self._own[begin - 1] in self._sets["@as"]) or self._own[begin] in self._sets["@as"]:
            yield from self._as(begin, cue)
            return
        finite = self._finite_of(cue)
        source, p = self._subject(finite)
        if self._own[finite] in self._sets["@passive"] and self._own[cue] not in self._sets["@quoted"]:
            source = self._agent(finite, cue)
        elif self._own[cue] in self._sets["@quoted"] and source and source[0] < cue:
            source, p = self._whom(cue) or source, _LIKELY
        contents = list(self._fronted(finite))
        contents += self._behind(cue)
        if source:
            contents = [each for each in contents if not each.span[0] <= source[0] < each.span[1]]
        yield Attribution(cue, _SUBJECT, source, p, tuple(contents))

    def _as(self, begin: int, cue: int) -> Iterator[Attribution]:
        """What stands beside a clause with “wie”: “Wie Ruiz mitteilte, *hielt der Damm*”."""
        source = self._first(begin, cue)
        spans = ((self._begin(begin), begin - 1), (cue + 2, self._end()))
        span = self._trimmed(*max(spans, key=lambda span: span[1] - span[0]))
        contents = (Content(span, _FRAMED, _FRAMED),) if self._long(span) else ()
        if source:
            yield Attribution(cue, _SUBJECT, source, _SUBJECT, contents)

    def _whom(self, cue: int) -> Span | None:
        """Whom somebody quotes: “Der Bote zitiert *die Wirtin* mit den Worten”."""
        begin = next((n for n in range(cue + 1, self._s.size) if self._own[n] not in self._sets["@adverbs"]), cue)
        return None if self._is_preposition(begin) else self._mention(begin)

    def _agent(self, begin: int, end: int) -> Span | None:
        """By whom something is said: “Der Damm wurde *von Ruiz* kritisiert”."""
        by = (n for n in range(begin + 1, end) if self._own[n] in self._sets["@by"])
        return next((found for n in by if (found := self._mention(n + 1))), None)

    def _finite_of(self, cue: int) -> int:
        """The finite verb of a cue: “*hatte* … erklärt”; the cue itself where it is finite."""
        if cue + 1 < self._s.size and self._s.is_word[cue + 1] and not self._own[cue].startswith("ge"):
            return cue
        begin = self._clause(cue)
        passive = self._sets["@passive"]
        auxiliary = [n for n in range(begin, cue) if self._s.words[n] in _PERFECT or self._own[n] in passive]
        return auxiliary[0] if auxiliary else cue

    def _clause(self, at: int) -> int:
        """Where the clause begins that a word stands in."""
        begin = at
        while begin and (not self._s.is_quoted[begin - 1] or self._is_noun(begin - 1)):
            if self._own[begin - 1] == ")":  # “Schmidt (SPD) sagte”
                begin = next((n for n in range(begin - 1, 0, -1) if self._own[n] == "("), begin - 1)
            elif self._own[begin - 1] in _BREAKS and self._s.words[begin] not in ("and", "or"):  # “Wald- und Wiesen”
                break
            else:
                begin -= 1
        opening = self._sets["@adverbs"]
        while begin < at and self._own[begin] in opening:
            begin += 1
        return begin

    def _subject(self, finite: int) -> tuple[Span | None, float]:
        """Whoever the finite verb is of: what stands before it, unless that is no subject; else what follows."""
        begin = self._clause(finite)
        before = self._mention(begin) if begin < finite and self._may_be_subject(begin) else None
        is_joined = finite > 0 and self._s.words[finite - 1] == "and"
        if is_joined and not before:  # “Ruiz kam *und sagte*”
            return self._first(0, finite), _LIKELY
        behind = self._subject_behind(finite)
        if before and not (behind and self._is_object(before, behind, finite)):
            return before, _LIKELY if behind and behind[0] == finite + 1 else _SUBJECT
        if begin == finite and finite and self._own[finite - 1] == "," and (found := self._apposed(finite)):
            return found, _SUBJECT
        if behind:
            return self._medium(finite) if self._own[behind[0]] == "es" else (behind, _SUBJECT)
        return self._first(begin, finite) or self._first(0, finite), _NEAR

    def _subject_behind(self, finite: int) -> Span | None:
        """The first mention behind a verb that may be its subject: “Am Montag sagte *Ruiz*”, “sagte ihm *Ruiz*”."""
        n = finite + 1
        while n < min(self._s.size, finite + _TO_SUBJECT) and self._s.is_word[n] and not self._is_preposition(n):
            found = self._mention(n)
            if found and self._may_be_subject(n):
                return found
            n = found[1] if found and self._own[n] in self._sets["@oblique"] else n + 1
        return None

    def _is_object(self, before: Span, behind: Span, finite: int) -> bool:
        """Whether what stands before a verb is no subject: “*Das* sagte Ruiz”, “*Den Plan* lobte er”."""
        first, own = self._own[before[0]], self._own[behind[0]]
        if first in self._sets["@it"] and before[1] - before[0] == 1:
            return True
        if behind[0] - finite - (self._own[finite + 1] in self._sets["@objects"]) != 1:
            return False
        if before[1] - before[0] == 1 and (first.endswith(_ADVERBIAL) or own == "der"):
            return True  # “*Ähnlich* äußerte sich die Wirtin”
        is_subject = own in self._sets["@nominative"] or (own == "der" and first in self._sets["@articles"])
        return is_subject and first not in self._sets["@nominative"] and first != "der"

    def _is_preposition(self, at: int) -> bool:
        return self._own[at] in self._sets["@prepositions"]

    def _apposed(self, finite: int) -> Span | None:
        """Whoever a sentence begins with, when only words about them follow: “*Ruiz*, die Wirtin, sagte”."""
        begin = next((n for n in range(finite) if self._own[n] not in self._sets["@adverbs"]), finite)
        is_clause = any(own in self._sets["@joining"] or own in self._sets["@if"] for own in self._own[:begin])
        found = self._mention(begin) if self._may_be_subject(begin) and not is_clause else None
        end = next((n for n in range(found[1], finite - 1) if self._own[n] == ","), 0) if found else 0
        is_parted = ":" in self._own[:finite] or self._s.has_quoted(0, finite)  # “Ruiz lachte: „Ja“, *sagte er*”
        return found if found and end and not (is_parted or any(map(self._is_verb, range(found[1], end)))) else None

    def _medium(self, verb: int) -> tuple[Span | None, float]:
        """Where something is said, for want of a person: “*In der Meldung* heißt es”."""
        end = next((n for n in range(verb, self._s.size) if self._own[n] in _BREAKS), self._s.size)
        for n in range(self._clause(verb), end):
            if self._own[n] in self._sets["@where"] and (found := self._mention(n + 1)):
                return found, _LIKELY
        return None, _NEAR

    def _first(self, begin: int, end: int) -> Span | None:
        """The first mention that may be a subject, and is part of no other one or of a phrase with a preposition."""
        n = begin
        while n < end:
            own = self._own[n]
            if own in self._sets["@prepositions"] and (found := self._mention(n + 1)):
                n = found[1]
            elif self._may_be_subject(n) and (found := self._mention(n)):
                return found
            else:
                n += 1
        return None

    def _about(self) -> Iterator[Attribution]:
        """Whom a sentence with quoted words is about, though no word in it is a cue."""
        quoted = self._s.is_quoted.index(True)
        source = self._first(0, quoted) or self._first(quoted + 1, self._s.size)
        p = _LED if self._own[quoted - 1 : quoted] == [":"] else _NEAR
        if source:
            yield Attribution(min(source[1], self._s.size - 1), p, source, p, ())

    def _may_be_subject(self, at: int) -> bool:
        """Whether a mention in the nominative may begin at an index."""
        token, own = self._tokens[at], self._own[at]
        if self._s.is_quoted[at] or any(own in self._sets[name] for name in ("@prepositions", "@oblique", "@objects")):
            return False
        if own in self._sets["@pronouns"] or self._s.words[at] in PRONOUNS:
            return True
        if (
            own == "der"
            and self._own[at + 1 : at + 2]
            and self._own[at + 1].endswith("en")
            and not self._is_noun(at + 1)
        ):
            return False  # “*der alten* Zeitung sagte Ruiz”
        return self._s.words[at] in _DEFINITE or token.text[0].isdigit() or self._is_noun(at)

    def _mention(self, at: int) -> Span | None:
        """The mention that begins at an index: a pronoun, or words up to one that belongs to no name."""
        if at >= self._s.size or not self._s.is_word[at] or self._own[at] in self._sets["@objects"]:
            return None
        if self._own[at] in self._sets["@pronouns"] and (self._s.words[at] in PRONOUNS or not self._is_noun(at + 1)):
            return at, at + 1
        end, last, is_open = at, -1, True  # the last noun or name; open: adjectives may follow, and then a noun
        while end < self._s.size and end - at < _MOST:
            own = self._own[end]
            if self._is_noun(end):
                last, is_open = end, False
            elif not self._s.is_word[end] or self._is_verb(end) or end in self._cues:
                break
            elif own in self._sets["@of"] and last >= 0:
                is_open = True
            elif not is_open or own in self._sets["@prepositions"]:
                break
            end += 1
        return (at, last + 1) if last >= 0 else None

    def _is_noun(self, at: int) -> bool:
        """Whether a word has a capital, as names and nouns have, or is a name in marks: “Die *„Allgemeine“* meldet”."""
        if self._s.is_quoted[at : at + 1] == [True]:
            text = self._tokens[at].text
            return text.count(" ") < _NAME and self._s.shapes[at] == "Q_C"
        if at >= self._s.size or self._s.words[at] in _DEFINITE or self._own[at] in self._sets["@oblique"]:
            return False
        return self._is_capital(at) and self._own[at] not in self._sets["@adverbs"]

    def _is_verb(self, at: int) -> bool:
        return self._s.words[at] in _FINITE or at in self._moods

    @cached_property
    def _moods(self) -> list[int]:
        """The verbs in the mood of reported speech: those of grammar, and what has its ending in their place."""
        return [n for n in range(self._s.size) if self._own[n] in self._sets["@reported"] or self._is_in_mood(n)]

    def _is_in_mood(self, at: int) -> bool:
        """Whether a word is a verb by its ending and place: “dass der Damm *nachgebe*”, “Die Stadt *plane* nichts”."""
        own = self._own[at]
        if (
            not _IN_MOOD.fullmatch(self._tokens[at].text)
            or own in self._glossary
            or own in self._sets["@adverbs"] | self._sets["@passive"]
        ):
            return False
        if at + 1 == self._s.size or not (self._s.is_word[at + 1] or self._s.is_quoted[at + 1]):
            return True
        return (
            bool(at)
            and not self._is_noun(at + 1)
            and (self._is_noun(at - 1) or self._own[at - 1] in self._sets["@pronouns"])
        )

    # Clauses

    def _fronted(self, finite: int) -> Iterator[Content]:
        """What is told before an inverted verb: “*Der Damm halte*, sagte Ruiz”."""
        if finite < 2 or self._own[finite - 1] != ",":
            return
        begin = self._begin(finite - 1)
        if self._long((begin, finite - 1)):
            yield Content(self._trimmed(begin, finite - 1), _MOOD, _MOOD)

    def _behind(self, at: int) -> list[Content]:
        """What is told behind a cue and its source: the clause that the next mark begins."""
        end = self._end()
        for n in range(at + 1, end):
            if self._own[n] not in (",", ":") or n + 1 >= end or self._s.is_quoted[n + 1]:
                continue
            begin = n + 1
            word, own = self._s.words[begin], self._own[begin]
            span = self._trimmed(begin, end)
            if not self._long(span):
                return []
            if word in _JOINING or own in self._sets["@joining"]:
                return [Content(span, _JOINED, _JOINED)]
            if any(n in self._moods or self._own[n] in self._sets["@mood"] for n in range(begin, end)):
                return [Content(span, _MOOD, _MOOD)]
            if "zu" in self._own[begin:end]:
                return [Content(span, _INFINITIVE, _INFINITIVE)]
            return []
        return []

    def _joined(self) -> Iterator[Attribution]:
        """A clause that “dass” begins, though no word before it is a cue: “geht davon aus, *dass der Damm hält*”."""
        for n in range(1, self._s.size - 1):
            span = self._trimmed(n + 1, self._end())
            if self._own[n] == "," and self._s.words[n + 1] in ("that", "whether") and self._long(span):
                source, begin = self._first(0, n), self._clause(0)
                p = _SUBJECT if source and source[0] == begin else _NEAR
                yield Attribution(n - 1, _INFINITIVE, source, p, (Content(span, _INFINITIVE, _INFINITIVE),))
                return

    def _reported(self) -> Iterator[Attribution]:
        """A sentence in the mood of reported speech: “*Der Damm sei sicher.*”"""
        span = (self._begin(self._s.size), self._end())
        if self._moods and self._long(span):
            yield Attribution(
                self._moods[0], _FRAMED, None, _NEAR, (Content(self._trimmed(*span), _MOOD, _MOOD),), True
            )

    def _begin(self, at: int) -> int:
        """Where the words begin that go up to an index: at the begin of the sentence, or behind a colon."""
        return max((n + 1 for n in range(at) if self._own[n] in (":", ";")), default=0)

    def _end(self) -> int:
        end = self._s.size
        while end and not self._s.is_word[end - 1] and not self._s.is_quoted[end - 1]:
            end -= 1
        return end

    def _trimmed(self, begin: int, end: int) -> Span:
        while begin < end and not self._s.is_word[begin] and not self._s.is_quoted[begin]:
            begin += 1
        while end > begin and not self._s.is_word[end - 1] and not self._s.is_quoted[end - 1]:
            end -= 1
        return begin, end

    def _long(self, span: Span) -> bool:
        """Whether words are more than one, and not all quoted."""
        begin, end = self._trimmed(*span)
        return end - begin > 1 and not all(self._s.is_quoted[begin:end])
