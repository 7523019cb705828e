"""Resolve nested attributions in a sentence: “Ruiz said that Okafor told her …”, “…, according to Ruiz”."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from explorer.reading.languages.wording import Wording, together
from explorer.reading.reporting.clauses import ReportingClause, inside, reporting_clauses
from explorer.reading.speech import MARKS
from explorer.reading.text.tokens import QUOTED, Token

# How many words may stand between a reporting verb and what is said: “told reporters in Porto on Tuesday that”.
_BETWEEN = 9
_APART = (",", "—", "–", "--")


class Nested(msgspec.Struct, frozen=True, gc=False):
    """The clause of the speaker, `inner`, and that of the relayer, `outer`; `clauses` has all of the sentence."""

    inner: ReportingClause | None = None
    outer: ReportingClause | None = None
    clauses: tuple[ReportingClause, ...] = ()


def nested(words: Sequence[Token], own: Token, wording: Wording) -> Nested:
    """Find the speaker of one token of a sentence, and the relayer, as far as the order of words shows them."""
    clauses = tuple(reporting_clauses(words, wording))
    if not clauses:
        return Nested()
    sentence = _Sentence(words, own, wording, clauses)
    inner = sentence.before()
    inner, outer = (inner, sentence.outer_of(inner, behind=own.end)) if inner else sentence.after()
    return Nested(inner, outer, clauses)


class _Sentence:
    def __init__(self, words: Sequence[Token], own: Token, wording: Wording, found: Sequence[ReportingClause]) -> None:
        self._words, self._own, self._wording, self._found = words, own, wording, found

    def before(self) -> ReportingClause | None:
        """The clause right before the words, with nothing in between but to whom and when."""
        last = next((clause for clause in reversed(self._found) if _end(clause) <= self._own.start), None)
        return last if last and self._leads(last, self._own.start, marks=(",", ":")) else None

    def after(self) -> tuple[ReportingClause | None, ReportingClause | None]:
        """The clause right behind the words, and the one of whoever relays that."""
        behind = [clause for clause in self._found if clause.at.start >= self._own.end]
        if not behind or not self._is_next(self._own.end, behind[0].at.start):
            return None, None
        first = behind[0]
        second = next((clause for clause in behind[1:] if clause.at.start >= _end(first)), None)
        if second and not self._is_frame(second) and not self._between(_end(first), second.at.start):
            return second, first
        return first, self.outer_of(first, behind=_end(first))

    def outer_of(self, inner: ReportingClause, behind: int) -> ReportingClause | None:
        """The clause around another one: inserted in it, before or behind it; none around that of a document."""
        if inner.verb_word(self._words) in self._wording.documents:
            return None
        within = next((clause for clause in inside(inner, self._found) if self._is_inserted(clause)), None)
        if within:
            return within
        before = [clause for clause in self._found if _end(clause) <= inner.at.start]
        if before and self._leads(before[-1], inner.at.start, marks=self._marks_between(before[-1], inner)):
            return None if self._is_object(before[-1], inner) else before[-1]
        if before and self._is_frame(before[-1]) and self._is_next(_end(before[-1]), self._own.start):
            return before[-1]
        if self._is_subordinate(inner):
            return None
        return next((clause for clause in self._found if self._follows(clause, behind)), None)

    def _is_object(self, outer: ReportingClause, inner: ReportingClause) -> bool:
        """Whether whoever says it only goes with another verb: “Ruiz disagreed with *Okafor, who said* …”."""
        between = self._between(_end(outer), inner.at.start)
        relative = [token.word for token in self._between(inner.mentions[-1].end, inner.verb.start)]
        if not between and len(relative) > 1 and relative[0] == "," and relative[1] in self._wording.relatives:
            return all(word in self._wording.auxiliaries for word in relative[2:])
        return len(between) == 1 and between[0].word in self._wording.prepositions

    def _is_subordinate(self, inner: ReportingClause) -> bool:
        """Whether the clause belongs to one that another one contrasts: “While Ruiz called it “a mess”, …”."""
        start = inner.at.start
        before = [token.word for token in self._words if token.start < start]
        return bool(before) and (before[-1] in self._wording.contrasts or before[0] in self._wording.contrasting)

    def _follows(self, clause: ReportingClause, behind: int) -> bool:
        """Whether somebody speaks behind a comma: “…, Ruiz said”, “… on Monday, according to Ruiz”."""
        between = self._between(behind, clause.at.start)
        if clause.at.start < behind or (between and between[-1].word in self._wording.joiners):
            return False
        if self._only_comments(clause):
            return False
        if self._is_frame(clause) and not between:
            return True
        while between and between[-1].word in self._wording.auxiliaries:
            between.pop()
        if between:
            has_comma, tokens = between[-1].word in _APART, between[:-1]
        else:
            has_comma, tokens = behind == self._own.end and self._own.text.rstrip(MARKS + " ").endswith(","), []
        is_part = len(tokens) <= _BETWEEN and all(map(self._may_stand_between, tokens))
        return has_comma and is_part and self._ends_sentence(clause)

    def _only_comments(self, clause: ReportingClause) -> bool:
        """Whether somebody says something of what was told: “…, a claim Okafor denied”, “…, Okafor agreed”."""
        wording = self._wording
        if clause.verb_word(self._words) in wording.commenting:
            return True
        named = clause.mentions[0].whole
        before = next((n for n, word in enumerate(named) if word[0].isupper()), 0)
        noun = named[before - 1].lower() if before else ""
        return bool(noun) and noun not in wording.before_persons

    def _ends_sentence(self, clause: ReportingClause) -> bool:
        """Whether nothing follows that is said there: not “…, Ruiz said that it was not”."""
        rest = [token for token in self._words if token.start >= _end(clause)]
        if rest and rest[0].word == QUOTED:
            return False  # “Ruiz said “no”, Okafor said “yes””
        rest = rest[: next((n for n, token in enumerate(rest) if not token.is_word), len(rest))]
        if rest and rest[-1].word in self._wording.determiners:
            return False  # “…, Okafor criticised that.”
        return not any(token.word in together(self._wording.that, self._wording.singular) for token in rest)

    def _is_inserted(self, clause: ReportingClause) -> bool:
        """Whether the clause is inserted between commas: not “Ruiz, whom Okafor called”."""
        before = [token for token in self._words if token.start < clause.at.start]
        return bool(before) and before[-1].word in _APART

    def _marks_between(self, outer: ReportingClause, inner: ReportingClause) -> Sequence[str]:
        """The mark that may end the clause: that of a frame, or in German when reported speech follows."""
        reported = any(token.word in self._wording.reported for token in self._between(_end(outer), inner.verb.end))
        return (",",) if self._is_frame(outer) or reported else ()

    def _is_frame(self, clause: ReportingClause) -> bool:
        return clause.verb_word(self._words) in self._wording.frame_starts

    def _leads(self, clause: ReportingClause, to: int, marks: Sequence[str]) -> bool:
        """Whether what someone says goes on up to a place."""
        between = self._between(_end(clause), to)
        if between and between[-1].word in marks:
            between = between[:-1]
        return len(between) <= _BETWEEN and all(map(self._may_stand_between, between))

    def _is_next(self, start: int, to: int) -> bool:
        return all(token.word == "," or token.word in self._wording.others for token in self._between(start, to))

    def _between(self, start: int, to: int) -> list[Token]:
        return [token for token in self._words if start <= token.start < to]

    def _may_stand_between(self, token: Token) -> bool:
        return token.is_word and token.word not in self._wording.ending_told


def _end(clause: ReportingClause) -> int:
    return max(clause.verb.end, clause.mentions[0].end)
