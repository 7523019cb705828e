"""The spans of a text in double quotation marks, also where marks are nested or more often opened than closed.

Single marks are passed over: a ’ at the end of a quote looks the same as the one in gonna’ or the brothers’.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from explorer.checking.passages import Passage, SourceText, paragraphs_of
from explorer.checking.quotation.spans import QuotedSpan

# For each opening mark the marks that may close it: English, German, Swedish, French and its reverse, straight, and
# Chinese or Japanese.
_CLOSED_BY = {"“": "”", "„": "“”", "”": "”", "«": "»", "»": "«", '"': '"', "「": "」", "『": "』"}
# The marks that look the same at both ends.
_BOTH_WAYS = '"”'
_BEFORE_OPENING = "([{-–—“„«‘'"
_MARK = re.compile('[“”„«»"「」『』]')
_WORDS = re.compile(r"\w")


def quoted_spans(text: SourceText) -> Iterator[QuotedSpan]:
    """The outermost quoted spans of a text that have words in them, in order."""
    for paragraph in paragraphs_of(text.text):
        marks = [found.start() for found in _MARK.finditer(text.text, paragraph.start, paragraph.end)]
        end = paragraph.start
        for span in sorted(_spans(text.text, marks, paragraph.end), key=lambda span: span.starts[0]):
            if span.starts[0] >= end:
                yield span
                end = span.end


def _spans(text: str, marks: list[int], end: int) -> Iterator[QuotedSpan]:
    """The spans of one paragraph. A mark that nothing closes belongs to the next span that is closed after it."""
    opened: list[int] = []
    closed: list[tuple[int, int]] = []
    last = -1  # the last mark so far that has words between it and the next mark
    for at, following in pairwise([*marks, end]):
        if opened and text[at] in _CLOSED_BY[text[opened[-1]]] and not _opens_again(text, at):
            start = opened.pop()
            closed += [(start, at)] if start <= last else []
        elif text[at] in _CLOSED_BY and (text[at] not in _BOTH_WAYS or _may_open(text, at)):
            opened.append(at)
        last = at if _WORDS.search(text, at, following) else last
    taken = 0
    for start, stop in closed:
        begun = taken
        while taken < len(opened) and opened[taken] < start:
            taken += 1
        yield _span(text, (*opened[begun:taken], start), stop)
    for start in opened[taken:]:
        if start <= last:
            yield _span(text, (start,), end, closed=False)


def _opens_again(text: str, at: int) -> bool:
    """Whether a straight mark that could close a span opens an inner one instead."""
    return text[at] == '"' and _may_open(text, at)


def _may_open(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return (not before or before.isspace() or before in _BEFORE_OPENING) and not (not after or after.isspace())


def _span(text: str, marks: tuple[int, ...], end: int, *, closed: bool = True) -> QuotedSpan:
    starts = tuple(_first_in(text, mark + 1) for mark in marks)
    end = starts[0] + len(text[starts[0] : end].rstrip())
    return QuotedSpan(starts, end, closed, parts=(Passage(starts[0], end),))


def _first_in(text: str, at: int) -> int:
    """Where the words after an opening mark begin: French has a space there."""
    while text[at].isspace():
        at += 1
    return at
