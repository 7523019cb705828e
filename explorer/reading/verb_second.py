"""Attributions where the finite verb comes second and a comma parts each clause, as in German.

English taught the model where told words begin; here the order of words is another one, so that rules find source and
clause, by the marks between clauses, the words that join them and the mood of reported speech. The model says only
which words may be cues.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from explorer.reading.attributions import Attribution, Content
from explorer.reading.features import Span
from explorer.reading.languages import Language
from explorer.reading.words import PRONOUNS, Token, Words, word_set

# How probable a clause is by what shows it: a word such as “dass”, the mood of reported speech, “so Ruiz” or “laut
# Ruiz”, an infinitive, a comma alone; and how probable a source is that stands where the subject does, or only near.
_JOINED, _MOOD, _FRAMED, _INFINITIVE, _PLAIN = 0.9, 0.85, 0.85, 0.6, 0.45
_SUBJECT, _NEAR = 0.9, 0.5
# How often in ten a word is a cue at least.
_OFTEN = 2
# How many words may stand between a verb and its subject, within how many a clause has its verb, and how many words a
# mention has.
_TO_SUBJECT, _TO_VERB, _MOST = 6, 10, 12
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

    def attributions(self) -> Iterator[Attribution]:
        """In the order of their cues; where nothing is a cue, the sentence as a whole may be reported."""
        found = list(self._by_cues())
        if not any(each.contents for each in found):
            found += self._joined()
        is_reported = any(own in self._sets["@reported"] for own in self._own)
        if self._s.has_quotes and not is_reported and not any(each.source for each in found):
            found += self._about()
        yield from sorted(found, key=lambda each: each.cue)
        if not any(each.contents for each in found):
            yield from self._reported()

    def _by_cues(self) -> Iterator[Attribution]:
        for n in range(self._s.size):
            if self._s.is_quoted[n]:
                continue
            word = self._s.words[n]
            if word == "according" or self._is_opinion(n):
                yield from self._framed(n)
            elif self._own[n] == "so" and self._own[n - 1 : n] == [","] and n:
                yield from self._parenthetical(n)
            elif n in self._cues:
                yield from self._said(n)

    @cached_property
    def _cues(self) -> set[int]:
        prepositions = self._sets["@prepositions"]
        return {
            n
            for n in self._s.cues
            if self._s.strength[self._s.words[n]] >= _OFTEN and not {self._own[n], self._s.words[n]} & prepositions
        }

    # Frames: “laut Ruiz”, “nach Angaben der Polizei”, “dem Bericht zufolge”, “so Ruiz”

    def _is_opinion(self, at: int) -> bool:
        """Whether “nach” begins a frame: “nach Angaben”, “nach seiner Ansicht”."""
        near = self._own[at + 1 : at + 4]
        return self._own[at] in self._sets["@after"] and any(word in self._sets["@opinions"] for word in near)

    def _framed(self, at: int) -> Iterator[Attribution]:
        source = self._mention(at + 1)
        if self._own[at] in self._sets["@behind"]:  # “dem Bericht *zufolge*”
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
            yield Attribution(at, _SUBJECT, source, _SUBJECT, tuple(contents))

    def _parenthetical(self, at: int) -> Iterator[Attribution]:
        source = self._mention(at + 1) if self._may_be_subject(at + 1) else None
        if source and (source[1] >= self._end() or not self._s.is_word[source[1]] or source[1] - at <= _MOST):
            span = (self._begin(at - 1), at - 1)
            contents = (Content(self._trimmed(*span), _FRAMED, _FRAMED),) if self._long(span) else ()
            yield Attribution(at, _SUBJECT, source, _SUBJECT, contents)

    # Verbs

    def _said(self, cue: int) -> Iterator[Attribution]:
        finite = self._finite_of(cue)
        source, p = self._subject(finite)
        if self._own[self._clause(0)] in self._sets["@as"] and self._own[cue + 1 : cue + 2] == [","]:
            span = self._trimmed(cue + 2, self._end())  # “Wie Ruiz mitteilte, *hielt der Damm*”
            source = self._first(1, cue)
            if source and self._long(span):
                yield Attribution(cue, _SUBJECT, source, _SUBJECT, (Content(span, _FRAMED, _FRAMED),))
            return
        contents = list(self._fronted(finite))
        contents += self._behind(max(cue, source[1] - 1 if source and source[0] > finite else cue))
        if source:
            contents = [each for each in contents if not each.span[0] <= source[0] < each.span[1]]
        yield Attribution(cue, _SUBJECT, source, p, tuple(contents))

    def _finite_of(self, cue: int) -> int:
        """The finite verb of a cue: “*hatte* … erklärt”; the cue itself where it is finite."""
        if cue + 1 < self._s.size and self._s.is_word[cue + 1] and not self._own[cue].startswith("ge"):
            return cue
        begin = self._clause(cue)
        auxiliary = [n for n in range(begin, cue) if self._s.words[n] in _PERFECT]
        return auxiliary[0] if auxiliary else cue

    def _clause(self, at: int) -> int:
        """Where the clause begins that a word stands in."""
        begin = at
        while begin and not self._s.is_quoted[begin - 1]:
            if self._own[begin - 1] == ")":  # “Schmidt (SPD) sagte”
                begin = next((n for n in range(begin - 1, 0, -1) if self._own[n] == "("), begin - 1)
            elif self._own[begin - 1] in _BREAKS:
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
        if begin < finite and self._may_be_subject(begin) and (found := self._mention(begin)):
            return found, _SUBJECT
        if begin == finite and finite and self._own[finite - 1] == "," and (found := self._apposed(finite)):
            return found, _SUBJECT
        for n in range(finite + 1, min(self._s.size, finite + _TO_SUBJECT)):
            if not self._s.is_word[n] or self._own[n] in self._sets["@prepositions"]:
                break
            if self._may_be_subject(n) and (found := self._mention(n)):
                return self._medium(finite) if self._own[n] in self._sets["@it"] else (found, _SUBJECT)
        return self._first(0, finite), _NEAR

    def _apposed(self, finite: int) -> Span | None:
        """Whoever a sentence begins with, when only words about them follow: “*Ruiz*, die Wirtin, sagte”."""
        begin = self._clause(0)
        while begin < finite and self._own[begin] in self._sets["@adverbs"]:
            begin += 1
        found = self._mention(begin) if self._may_be_subject(begin) else None
        return found if found and self._own[found[1]] == "," and found[1] < finite - 1 else None

    def _medium(self, verb: int) -> tuple[Span | None, float]:
        """Where something is said, for want of a person: “*In der Meldung* heißt es”."""
        for n in range(max(0, verb - _MOST), min(self._s.size, verb + _MOST)):
            if self._own[n] in self._sets["@prepositions"] and (found := self._mention(n + 1)):
                return found, _SUBJECT
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
        if source:
            yield Attribution(min(source[1], self._s.size - 1), _NEAR, source, _NEAR, ())

    def _may_be_subject(self, at: int) -> bool:
        """Whether a mention in the nominative may begin at an index."""
        token, own = self._tokens[at], self._own[at]
        if own in self._sets["@prepositions"] or own in self._sets["@oblique"] or self._s.is_quoted[at]:
            return False
        if own in self._sets["@pronouns"] or self._s.words[at] in PRONOUNS:
            return True
        return self._s.words[at] in _DEFINITE or (token.text[0].isupper() and own not in self._sets["@adverbs"])

    def _mention(self, at: int) -> Span | None:
        """The mention that begins at an index: a pronoun, or words up to one that belongs to no name."""
        if at >= self._s.size or not self._s.is_word[at]:
            return None
        if self._own[at] in self._sets["@pronouns"]:
            return at, at + 1
        if self._s.is_quoted[at]:
            return None
        end, has_noun, is_open = at, False, True  # open: an adjective may follow, as behind an article
        while end < self._s.size and end - at < _MOST:
            own, word = self._own[end], self._s.words[end]
            is_capital = self._tokens[end].text[0].isupper() and own not in self._sets["@adverbs"]
            is_article = word in _DEFINITE or own in self._sets["@oblique"]
            if self._s.is_quoted[end]:
                is_capital = True
            elif not self._s.is_word[end] or (not is_capital and (self._is_verb(end) or end in self._cues)):
                break
            if not is_open and not is_capital and not is_article and own not in self._sets["@of"]:
                break
            is_open = not is_capital if is_open else is_article or own in self._sets["@of"]
            if not has_noun and own in self._sets["@prepositions"]:
                break
            has_noun = has_noun or is_capital
            end += 1
        while end > at and not self._s.is_quoted[end - 1] and not self._tokens[end - 1].text[0].isupper():
            end -= 1
        return (at, end) if has_noun and end > at else None

    def _is_verb(self, at: int) -> bool:
        return self._s.words[at] in _FINITE or self._own[at] in self._sets["@reported"]

    # Clauses

    def _fronted(self, finite: int) -> Iterator[Content]:
        """What is told before an inverted verb: “*Der Damm halte*, sagte Ruiz”."""
        if finite < 2 or self._own[finite - 1] != ",":
            return
        begin = self._begin(finite - 1)
        if self._long((begin, finite - 1)) and self._may_follow(finite):
            yield Content(self._trimmed(begin, finite - 1), _MOOD, _MOOD)

    def _may_follow(self, finite: int) -> bool:
        """Whether a subject stands right behind an inverted verb."""
        return any(self._may_be_subject(n) for n in range(finite + 1, min(self._s.size, finite + 3)))

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
            if own in self._sets["@relative"] and self._tokens[n - 1].text[0].isupper() and not self._is_main(begin):
                continue  # “Ruiz, der seit Mai regiert, sagte”
            if any(each in self._sets["@reported"] or each in self._sets["@mood"] for each in self._own[begin:end]):
                return [Content(span, _MOOD, _MOOD)]
            if "zu" in self._own[begin:end]:
                return [Content(span, _INFINITIVE, _INFINITIVE)]
            return [Content(span, _PLAIN, _PLAIN)] if self._is_main(begin) else []
        return []

    def _is_main(self, begin: int) -> bool:
        """Whether a clause has its verb second: “*der Damm hält*”."""
        return any(self._is_verb(n) for n in range(begin + 1, min(self._s.size, begin + _TO_VERB)))

    def _joined(self) -> Iterator[Attribution]:
        """A clause that “dass” begins, though no word before it is a cue: “geht davon aus, *dass der Damm hält*”."""
        for n in range(1, self._s.size - 1):
            span = self._trimmed(n + 1, self._end())
            if self._own[n] == "," and self._s.words[n + 1] in ("that", "whether") and self._long(span):
                source = self._first(0, n)
                yield Attribution(n - 1, _INFINITIVE, source, _SUBJECT, (Content(span, _INFINITIVE, _INFINITIVE),))
                return

    def _reported(self) -> Iterator[Attribution]:
        """A sentence in the mood of reported speech: “*Der Damm sei sicher.*”"""
        moods = [n for n in range(self._s.size) if self._own[n] in self._sets["@reported"]]
        span = (self._begin(self._s.size), self._end())
        if moods and self._long(span):
            yield Attribution(moods[0], _FRAMED, None, _NEAR, (Content(self._trimmed(*span), _MOOD, _MOOD),))

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
