"""The sentences around an article's quotes, and the reporting clauses near each."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from operator import attrgetter

from explorer.checking.speakers.context import QuoteContext
from explorer.checking.speakers.nesting import Nested, nested
from explorer.reading.languages.wording import Wording
from explorer.reading.reporting.clauses import ReportingClause, label_clause, reporting_clauses
from explorer.reading.speech import Speech
from explorer.reading.text.passages import Passage, holds
from explorer.reading.text.sentence_ends import sentence_around
from explorer.reading.text.tokens import QUOTED, Token, tokens

_WORD = re.compile(r"[^\W\d_]+")
# How many characters around a quote may be of its sentence, and how many words are kept as they were counted.
_REACH, _KEPT = 300, 4096
_START, _END = attrgetter("start"), attrgetter("end")


def may_be_told(text: str, at: Passage, wording: Wording) -> bool:
    """Whether somebody may relay the words in a passage.

    Two reporting words stand around it in its paragraph then; one, where that may be a label's words. This is quick, so
    that most quotes cost no more.
    """
    before = text[max(0, at.start - _REACH) : at.start].rpartition("\n\n")[2]
    count = _count(before, wording) + _count(text[at.end : at.end + _REACH].partition("\n\n")[0], wording)
    return count > 1 or (count == 1 and ":" in before)


@lru_cache(maxsize=_KEPT)
def _count(words: str, wording: Wording) -> int:
    """How many of some words are reporting words."""
    return sum(map(wording.speaking_cues.__contains__, _WORD.findall(words.lower())))


class ArticleSentences:
    """The sentences of a text. Each paragraph is read once, when it is first asked for."""

    def __init__(self, speech: Speech, wording: Wording) -> None:
        self.speech = speech
        self._wording = wording
        self._clauses: dict[int, list[ReportingClause]] = {}

    def nested(self, context: QuoteContext) -> Nested:
        """The speaker and the relayer of a quote's words in their sentence."""
        text, at = self.speech.text, context.placed[0]
        number = text.paragraph_at(at.start) - 1
        paragraph = text.paragraphs[number]
        last = max(passage.end for passage in context.placed if passage.start < paragraph.end)
        own = next((span for span in self.speech.between(at) if holds(span, at)), Passage(at.start, last))
        around = paragraph.start, paragraph.end
        begin, end = sentence_around(text.text, own.start, own.end, *around, self._wording.code)
        words = self.tokens(number)
        first, behind = bisect_right(words, own.start, key=_END), bisect_left(words, own.end, key=_START)
        one = Token.of(text.text[own.end - 2 : own.end], QUOTED, own.start, own.end)
        before = words[bisect_left(words, begin, key=_START) : first]
        return nested([*before, one, *words[behind : bisect_left(words, end, key=_START)]], one, self._wording)

    def near(self, context: QuoteContext) -> Iterator[ReportingClause]:
        """The reporting clauses in the paragraphs of a quote and the one before, outside of speech."""
        text = self.speech.text
        first = max(0, text.paragraph_at(context.placed[0].start) - 2)
        for number in range(first, text.paragraph_at(context.placed[-1].end)):
            if number not in self._clauses:
                labels = (self._label(span) for span in self.speech.between(text.paragraphs[number]))
                clauses = reporting_clauses(self.tokens(number), self._wording)
                self._clauses[number] = [*clauses, *(label for label in labels if label)]
            yield from self._clauses[number]

    def tokens(self, number: int) -> Sequence[Token]:
        """The tokens of a paragraph, by its number from 0, of which each quoted span is one."""
        return self.speech.tokens_of(self.speech.text.paragraphs[number], self._wording)

    def _label(self, span: Passage) -> ReportingClause | None:
        """The clause of the label of a span."""
        label = self.speech.labels.get(span.start)
        if label is None:
            return None
        words = tokens(self.speech.text.text, self._wording, label.start, label.end)
        return label_clause(words, self._wording)
