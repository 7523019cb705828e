"""What stands in double quotation marks: nested, interrupted by attributions, opened once more than closed.

Single marks are passed over: nothing tells ’ at the end of a quote from the one in gonna’ or the brothers’.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import msgspec

from explorer.checking.passages import Passage, SourceText, paragraphs_of

# What closes the words that a mark opens: English, German and Swedish, French and its reverse, straight, Chinese.
_CLOSED_BY = {"“": "”", "„": "“”", "”": "”", "«": "»", "»": "«", '"': '"', "「": "」", "『": "』"}
# The marks that look the same at both ends.
_BOTH_WAYS = '"”'
_BEFORE_OPENING = "([{-–—“„«‘'"
_MARK = re.compile('[“”„«»"「」『』]')
_WORDS = re.compile(r"\w")


class QuotedSpan(msgspec.Struct, frozen=True, gc=False):
    """Words in quotation marks, without the marks and without the spans inside of it.

    `starts` has every place where the words may begin: more than one where marks open more often than they close. No
    mark closes words that are not `closed`: they are taken to run to the end of their paragraph.
    """

    starts: tuple[int, ...]
    end: int
    closed: bool = True

    @property
    def passage(self) -> Passage:
        """All that may be quoted."""
        return Passage(self.starts[0], self.end)


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
    """The spans of one paragraph. Words whose mark nothing closes end at the first mark that closes others after it."""
    opened: list[int] = []
    closed: list[tuple[int, int]] = []
    last = -1  # the mark after which the last words before this mark stand
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
    """Whether a straight mark inside of straight marks opens a span inside of theirs."""
    return text[at] == '"' and _may_open(text, at)


def _may_open(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return (not before or before.isspace() or before in _BEFORE_OPENING) and not (not after or after.isspace())


def _span(text: str, marks: tuple[int, ...], end: int, *, closed: bool = True) -> QuotedSpan:
    starts = tuple(_first_in(text, mark + 1) for mark in marks)
    return QuotedSpan(starts, starts[0] + len(text[starts[0] : end].rstrip()), closed)


def _first_in(text: str, at: int) -> int:
    """Where the words that a mark opens begin: after the spaces that French has there."""
    while text[at].isspace():
        at += 1
    return at
