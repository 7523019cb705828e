"""Find the reporting clause of a quote: “…,” Ruiz said · said Ruiz · Ruiz said: “…” · RUIZ: …"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from enum import IntEnum
from functools import cached_property
from operator import attrgetter

import msgspec

from explorer.reading.languages.wording import Wording
from explorer.reading.reporting.claims import has_claim, has_others_claim
from explorer.reading.reporting.clauses import ReportingClause, label_clause, reporting_clauses
from explorer.reading.speech import MARKS, Speech
from explorer.reading.text.passages import Passage, SourceText, holds, overlap
from explorer.reading.text.tokens import QUOTED, Token, tokens

_ENDS = (".", "!", "?", ";", "…")
_START_OF, _END_OF = attrgetter("start"), attrgetter("end")
# How many words may stand between a reporting verb and a quote: “told reporters in Porto on Tuesday that”.
_BETWEEN = 8
# How many characters are looked at for what follows a quote.
_BESIDE = 40
# How many characters before and behind a quote are read at most: a sentence is hardly ever longer.
_REACH = 1000
# How many words of a sentence are read before a quote: more are those of a text without marks.
_SENTENCE = 150
# How many words behind a quote may say whose reply or statement it was: “was Ruiz’s reply”.
_OWNED = 4


class Nearness(IntEnum):
    """How surely a reporting clause belongs to a quote; the surest first."""

    RIGHT_BESIDE = 0
    GOING_ON = 1
    SAME_SENTENCE = 2


class NearbyClause(msgspec.Struct, frozen=True, gc=False):
    """A reporting clause near a quote, and how near. `is_first`: the sentence begins with it."""

    clause: ReportingClause
    nearness: Nearness
    is_first: bool = False

    @property
    def is_sure(self) -> bool:
        """Whether the clause belongs to the quote, rather than only to its sentence."""
        return self.is_first or self.nearness is not Nearness.SAME_SENTENCE


def clause_near(speech: Speech, quote: Sequence[Passage], wording: Wording) -> NearbyClause | None:
    """Find the reporting clause of a quote that stands in these passages; None when there is none.

    They stand right beside one of its passages; or beside the quoted words before it in the same paragraph, which it
    goes on with; or somewhere in its sentence.
    """
    key = tuple(quote), wording.code
    if key not in speech.nearby_clauses:
        speech.nearby_clauses[key] = _clause_near(speech, quote, wording)
    near: NearbyClause | None = speech.nearby_clauses[key]
    return near


def _clause_near(speech: Speech, quote: Sequence[Passage], wording: Wording) -> NearbyClause | None:
    around = [_PassageContext(speech, passage, wording) for passage in quote]
    near = _nearest(around)
    return None if near and any(context.is_anothers_claim(near.clause) for context in around) else near


def _nearest(around: Sequence[_PassageContext]) -> NearbyClause | None:
    for context in around:
        clause = context.governed() or context.led_in() or context.after() or context.before()
        if clause:
            return NearbyClause(clause, Nearness.RIGHT_BESIDE)
    clause = around[0].resumed()
    if clause:
        return NearbyClause(clause, Nearness.GOING_ON)
    return next((near for each in around if (near := each.in_sentence())), None)


class _PassageContext:
    """The context of one passage of a quote: its paragraph; of a very long one, as far as a sentence reaches."""

    def __init__(self, speech: Speech, passage: Passage, wording: Wording) -> None:
        self._speech = speech
        self._text = text = speech.text
        self._wording = wording
        paragraph = _near(text, passage)
        self._spans = speech.between(paragraph)
        span = next((each for each in self._spans if holds(each, passage)), None)
        self._own = span or passage
        self._label = speech.labels.get(span.start) if span else None
        self._paragraph = Passage(min(paragraph.start, self._own.start), max(paragraph.end, self._own.end))
        self._whole = text.paragraphs[text.paragraph_at(passage.start) - 1]

    def governed(self) -> ReportingClause | None:
        """The clause before it that governs it, whatever follows: “*Ruiz said* it was so, as Okafor had warned”.

        With quoted words that is so only where no mark parts them from the verb: “*Ruiz calls it* “a mess”, Okafor …”.
        """
        if self._label:
            return None
        words = self._sentence_before
        last = self._last_in(words) or self._contrasted(words)
        if last is None:
            return None
        end = last.at.end
        is_plain = all(token.is_word for token in words if token.start >= end)
        return last if is_plain or self._own not in self._spans else None

    def led_in(self) -> ReportingClause | None:
        """The clause before it that ends with a colon, whatever follows: “*Ruiz tweeted:* “No!” Okafor said”."""
        words = self._sentence_before
        return self._last_in(words) if words and words[-1].word == ":" and not self._label else None

    def _contrasted(self, found: Sequence[Token]) -> ReportingClause | None:
        """The contrasting clause that ends with the quoted words: “Although *Ruiz calls* the plan “a mess”, …”."""
        last = self._said_before[-1] if self._said_before else None
        begin = last.at.start if last else 0
        before = [token.word for token in found if token.start < begin]
        return last if before and before[-1] in self._wording.contrasts and self._own in self._spans else None

    def is_anothers_claim(self, clause: ReportingClause) -> bool:
        """Whether a clause before it may be about somebody else's claim: “Okafor rejected Ruiz’s claim that”."""
        if clause.at.end > self._own.start or self._label:
            return False
        behind = self._tokens(self._own.end, min(self._own.end + _BESIDE, self._paragraph.end))
        between = self._tokens(clause.verb.end, self._own.start)
        if any(token.word == QUOTED for token in between) and between[-1].is_capital and between[-1].is_word:
            return True  # “Ruiz said “no” and Okafor “yes””
        is_by = len(behind) > 1 and behind[0].word in self._wording.by and behind[1].is_capital
        return is_by or has_others_claim(behind[:_OWNED], self._wording) or has_claim(between, self._wording)

    def after(self) -> ReportingClause | None:
        """The clause right after it."""
        text, end = self._text.text, self._own.end
        before, following = text[self._own.start : end].rstrip(MARKS)[-1:], text[end : end + _BESIDE].lstrip()
        if before in _ENDS[::4] and following[:1].isupper():
            return None
        words = self._tokens(self._own.start, self._paragraph.end)
        if before in _ENDS and len(words) > 1 and words[1].word == QUOTED:
            return None  # “He was “a fool.” “No,” Ruiz said.”
        end = next((n for n, token in enumerate(words) if n and token.word in _ENDS), len(words))
        words = words[:end]
        first = next((token.start for token in words[1:] if token.is_word), -1)
        return next(
            (clause for clause in reporting_clauses(words, self._wording) if self._begins(clause, first, words)), None
        )

    def _begins(self, clause: ReportingClause, first: int, found: Sequence[Token]) -> bool:
        if clause.at.start <= first:
            before = [token.word for token in found if token.start < clause.verb.start]
            return before[-1] not in self._wording.conjunctions  # “…,” he looked around *and* said
        between = [token for token in found if first <= token.start < clause.at.start]
        if any(token.word in self._wording.passives for token in between) and len(between) <= _BETWEEN:
            return all(token.is_word for token in between)
        return all(token.word in self._wording.settings for token in between)

    def before(self) -> ReportingClause | None:
        """The clause right before it, or the one of its label."""
        if self._label:
            return label_clause(
                tokens(self._text.text, self._wording, self._label.start, self._label.end), self._wording
            )
        words = self._sentence_before
        if words and words[-1].word == ":" and not any(token.word in self._wording.verbs for token in words):
            return label_clause(words[:-1], self._wording)
        return self._last_in(words)

    def _last_in(self, found: Sequence[Token]) -> ReportingClause | None:
        """The last clause in words that lead to it; with the one around it, when it only tells of a thought."""
        clauses = self._said_before
        if not clauses or not self._leads_to_quote(found, clauses[-1]):
            return None
        last, before = clauses[-1], clauses[-2] if len(clauses) > 1 else None
        if before and last.verb_word(found) in self._wording.thinking:
            return ReportingClause((*before.mentions, *last.mentions), last.verb)
        return last

    def _leads_to_quote(self, found: Sequence[Token], clause: ReportingClause) -> bool:
        end = clause.at.end
        between = [token for token in found if token.start >= end]
        if not between:
            return True
        if len(between) > _BETWEEN or any(token.word in (QUOTED, ",") for token in between[:-1]):
            return False
        last = between[-1].word
        return last in (",", ":") or last in self._wording.joiners or all(map(self._may_stand_between, between))

    def _may_stand_between(self, token: Token) -> bool:
        """Whether a word may be part of a time or of an addressee: “asked the Chinese to …”."""
        wording = self._wording
        return token.is_capital or token.word in wording.addressed or token.word in wording.things

    def resumed(self) -> ReportingClause | None:
        """The clause of the quoted words before it in its paragraph, when nothing else stands between."""
        before = [span for span in self._spans if span.end <= self._own.start]
        if not before or self._own not in self._spans:
            return None
        between = self._tokens(before[-1].start, self._own.start)
        if not between or between[-1].word not in (".", ":", ",", ";"):
            return None
        ends = [n for n, token in enumerate(between) if token.word in _ENDS]
        if ends and ends[0] < len(between) - 1:
            return None
        return _PassageContext(self._speech, before[-1], self._wording).after()

    def in_sentence(self) -> NearbyClause | None:
        """The last clause before it in its sentence."""
        words = self._sentence_before
        clauses = self._said_before
        if not clauses:
            return None
        first = next(token.start for token in words if token.is_word)
        return NearbyClause(clauses[-1], Nearness.SAME_SENTENCE, is_first=clauses[-1].at.start == first)

    @cached_property
    def _said_before(self) -> list[ReportingClause]:
        """The clauses before it in its sentence."""
        own = Token.of(QUOTED, QUOTED, self._own.start, self._own.end)
        return list(reporting_clauses([*self._sentence_before, own], self._wording))

    @cached_property
    def _sentence_before(self) -> Sequence[Token]:
        """The words of its sentence before it; where it begins a paragraph, of one before that ends with a colon."""
        start = self._paragraph.start
        if not self._text.text[start : self._own.start].strip(MARKS + " ") and start:
            number = self._text.paragraph_at(start) - 2
            if number >= 0:
                paragraph = self._text.paragraphs[number]
                if self._text.text[paragraph.start : paragraph.end].rstrip().endswith(":"):
                    return _last_sentence(self._speech.tokens_of(paragraph, self._wording), self._wording)
        return _last_sentence(self._tokens(start, self._own.start), self._wording)

    def _tokens(self, start: int, end: int) -> Sequence[Token]:
        """The words between two offsets, of which those of the passage are one, and each quoted span is."""
        own, words = self._own, self._speech.tokens_of(self._whole, self._wording)
        if own not in self._spans:  # a paraphrase, which may hold some
            first, last = bisect_right(words, own.start, key=_END_OF), bisect_left(words, own.end, key=_START_OF)
            is_apart = last <= first or (words[first].start >= own.start and words[last - 1].end <= own.end)
            if not (is_apart and holds(self._whole, own)):
                spans = sorted([*(span for span in self._spans if not overlap(span, own)), own])
                return self._speech.tokens(Passage(start, end), self._wording, spans)
            one = Token.of(self._text.text[own.start : own.end], QUOTED, own.start, own.end)
            words = [*words[:first], one, *words[last:]]
        return words[bisect_left(words, start, key=_START_OF) : bisect_right(words, end, key=_END_OF)]


def _near(text: SourceText, passage: Passage) -> Passage:
    """The paragraph of a passage; of a very long one, what is near."""
    paragraph = text.paragraphs[text.paragraph_at(passage.start) - 1]
    start, end = passage.start - _REACH, passage.end + _REACH
    if start <= paragraph.start and end >= paragraph.end:
        return paragraph
    begins = (
        paragraph.start if start <= paragraph.start else text.text.find(" ", start, passage.start) + 1 or passage.start
    )
    ends = paragraph.end if end >= paragraph.end else text.text.rfind(" ", passage.end, end)
    return Passage(begins, max(ends, passage.end))


def _last_sentence(found: Sequence[Token], wording: Wording) -> Sequence[Token]:
    begin = len(found)
    while (
        begin
        and len(found) - begin < _SENTENCE
        and not _ends_sentence(found[begin - 1], found[begin : begin + 1], wording)
    ):
        begin -= 1
    return found[begin:]


def _ends_sentence(token: Token, after: Sequence[Token], wording: Wording) -> bool:
    if token.word == QUOTED:
        return token.text.rstrip(MARKS)[-1:] in _ENDS and any(each.is_capital for each in after)
    if token.word.endswith(".") and token.is_word:  # “at 3 p.m. One of them”
        return any(each.is_capital and each.word in wording.outside_names for each in after)
    return token.word in _ENDS
