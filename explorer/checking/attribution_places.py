"""Locate a quote's attribution in its article: the occurrence nearest to the edges of the quote."""

from __future__ import annotations

import re
from collections.abc import Sequence

from explorer.reading.text.passages import Passage, SourceText, holds

# The end of a sentence or paragraph between a quote and its attribution counts as this many characters.
_SENTENCE = 60
_SENTENCE_END = re.compile(r"[.!?。！？\n]")


def find_attribution(text: SourceText, words: str, quote: Sequence[Passage]) -> tuple[Passage | None, bool]:
    """Locate a quote's attribution, and say whether it is in the quote's paragraphs, or the one before or after.

    `quote` has the passages of the quote's segments that were found, in order. Of several occurrences, the nearest to
    an edge of a segment counts. The passage is None if there is no occurrence.
    """
    start, end = _paragraphs_around(text, quote)
    beside = _nearest(text, text.find(words, start, end), quote)
    if beside:
        return beside, True
    folded = text.find_folded(words)
    beside = _nearest(text, [at for at in folded if start <= at.start and at.end <= end], quote)
    if beside:
        return beside, True
    return _nearest(text, text.find(words) or folded, quote), False


def _paragraphs_around(text: SourceText, quote: Sequence[Passage]) -> tuple[int, int]:
    """The start of the paragraph before a quote, and the end of the one after it."""
    first, last = text.paragraph_at(quote[0].start), text.paragraph_at(quote[-1].end)
    return text.paragraphs[max(0, first - 2)].start, text.paragraphs[min(last, len(text.paragraphs) - 1)].end


def _nearest(text: SourceText, found: Sequence[Passage], quote: Sequence[Passage]) -> Passage | None:
    if len(found) == 1:
        return found[0]
    return min(found, key=lambda at: _distance(text.text, at, quote), default=None)


def _distance(text: str, at: Passage, quote: Sequence[Passage]) -> tuple[bool, int]:
    """The distance of words from a quote. Any place outside its own words is nearer than one inside."""
    inside = any(holds(segment, at) for segment in quote)
    return inside, min([_gap(text, at, segment) for segment in quote])


def _gap(text: str, at: Passage, segment: Passage) -> int:
    """The distance of words from the nearer edge of a segment."""
    if at.end <= segment.start:
        return _between(text, at.end, segment.start)
    if segment.end <= at.start:
        ends = text[segment.end - 1] == "."
        return _between(text, segment.end, at.start) + (_SENTENCE if ends else 0)
    edges = ((at.end, edge) if at.end <= edge else (edge, at.start) for edge in (segment.start, segment.end))
    return min(_between(text, start, end) for start, end in edges)


def _between(text: str, start: int, end: int) -> int:
    return abs(end - start) + (_SENTENCE if _SENTENCE_END.search(text, start, end) else 0)
