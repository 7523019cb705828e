"""The sentences around an article's quotes, and the reporting clauses near each."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from operator import attrgetter

from explorer.checking.speakers.context import QuoteContext
from explorer.checking.speakers.nesting import Nested, nested
from explorer.reading.languages.wording import Wording, languages, wording
from explorer.reading.reporting.clauses import ReportingClause, label_clause, reporting_clauses
from explorer.reading.speech import MARKS, Speech
from explorer.reading.text.passages import Passage, holds
from explorer.reading.text.tokens import QUOTED, TITLE, Token, tokens

_ENDS = (".", "!", "?", ";", "…")
_WORD = re.compile(r"[^\W\d_]+")
# Where a sentence ends; what looks like it behind a title or an initial is none. How far it is looked for.
_BREAK = re.compile(r"[.!?;…][”’\"»)]*\s+|\n\s*\n")
_REACH, _TITLE_LENGTH, _KEPT = 300, 8, 4096
_START_OF, _END_OF = attrgetter("start"), attrgetter("end")
# How many words on each side of a quote may be of its sentence.
_AROUND = 200
_BREAKS = ("\n\n", *(f"{end}{mark} " for end in ".!?" for mark in ("", "”")))


def may_be_told(text: str, at: Passage, attribution: Passage | None) -> bool:
    """Whether somebody may relay the words in a passage.

    Two reporting words, of any language, stand around it in its sentence then; one, where that may be a label's words.
    This is quick, so that most quotes cost no more.
    """
    if attribution:
        begin, end = min(at.start, attribution.start), max(at.end, attribution.end)
        if text[end : end + 1] == "." and text[begin - 2 : begin - 1] == "\n":
            return _count(text[attribution.start : attribution.end]) > 1
    begin = _begin(text, max(0, at.start - _REACH), at.start)
    match = _BREAK.search(text, at.end, at.end + _REACH)
    while match and _is_title(text, match.end()):
        match = _BREAK.search(text, match.end(), at.end + _REACH)
    count = _count(f"{text[begin : at.start]} {text[at.end : match.start() if match else at.end + _REACH]}")
    return count > 1 or (count == 1 and ":" in text[text.rfind("\n", 0, at.start) + 1 : at.start])


@lru_cache(maxsize=_KEPT)
def _count(words: str) -> int:
    """How many of some words are reporting words."""
    return sum(map(_cues().__contains__, _WORD.findall(words.lower())))


def _begin(text: str, least: int, at: int) -> int:
    """Where the sentence begins that goes on at a place."""
    while at > least:
        last, length = max([(text.rfind(mark, least, at), len(mark)) for mark in _BREAKS])
        if last < 0 or not _is_title(text, last + length):
            return last + length if last >= 0 else least
        at = last
    return least


def _is_title(text: str, end: int) -> bool:
    """Whether what ends there only abbreviates a title or a name."""
    last = text[max(0, end - _TITLE_LENGTH) : end].split()[-1:]
    return bool(last) and (len(last[0]) == 2 or bool(TITLE.fullmatch(last[0])))


@cache
def _cues() -> frozenset[str]:
    """A word of each reporting verb and each frame in every language."""
    known = [wording(code) for code in languages()]
    told = {word for each in known for word in each.verbs | each.participles | each.trailing | each.inserted}
    told |= {max(frame, key=len) for each in known for frame in each.frames}
    return frozenset(word.rpartition("'")[2] for word in told)


class ArticleSentences:
    """The sentences of a text. Each paragraph is read once, when it is first asked for."""

    def __init__(self, speech: Speech, wording: Wording) -> None:
        self.speech = speech
        self._wording = wording
        self._clauses: dict[int, list[ReportingClause]] = {}

    def nested(self, context: QuoteContext) -> Nested:
        """The speaker and the relayer of a quote's words in their sentence."""
        at = context.placed[0]
        number = self.speech.text.paragraph_at(at.start) - 1
        paragraph = self.speech.text.paragraphs[number]
        span = next((passage for passage in self.speech.between(at) if holds(passage, at)), None)
        last = max(passage.end for passage in context.placed if passage.start < paragraph.end)
        words, own = _with_one(self.tokens(number), span or Passage(at.start, last))
        return nested(_sentence(words, own), own, self._wording)

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


def _with_one(words: Sequence[Token], own: Passage) -> tuple[list[Token], Token]:
    """Words with one token for a passage, and that token; of many words those that may be of its sentence."""
    first, last = bisect_right(words, own.start, key=_END_OF), bisect_left(words, own.end, key=_START_OF)
    inside = words[first:last]
    begin, end = (inside[0].start, inside[-1].end) if inside else (own.start, own.end)
    one = Token.of("".join(token.text for token in inside[-2:]) or QUOTED, QUOTED, begin, end)
    return [*words[max(0, first - _AROUND) : first], one, *words[max(first, last) : last + _AROUND]], one


def _sentence(words: Sequence[Token], own: Token) -> list[Token]:
    """The words of the sentence in which a token stands."""
    at = begin = next(n for n, token in enumerate(words) if token is own)
    while begin and not _ends(words[begin - 1], words[begin]):
        begin -= 1
    end = at + 1
    while end < len(words) and not (words[end - 1] is not own and _ends(words[end - 1], words[end])):
        if words[end - 1] is own and own.text.rstrip(MARKS)[-1:] in (".", "…") and words[end].is_capital:
            break
        end += 1
    return list(words[begin:end])


def _ends(token: Token, following: Token) -> bool:
    if token.word == QUOTED:
        return token.text.rstrip(MARKS)[-1:] in _ENDS and following.is_capital
    return token.word in _ENDS
