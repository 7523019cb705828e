"""What stands in double quotation marks: nested, interrupted by attributions, opened once more than closed.

Single marks are passed over: nothing tells ’ at the end of a quote from the one in gonna’ or the brothers’.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from explorer.passages import Passage, SourceText, paragraphs_of

# What closes the words that a mark opens: English, German and Swedish, French and its reverse, straight, Chinese.
_CLOSED_BY = {"“": "”", "„": "“”", "”": "”", "«": "»", "»": "«", '"': '"', "「": "」", "『": "』"}
# The marks that look the same at both ends.
_BOTH_WAYS = '"”'
_BEFORE_OPENING = "([{-–—“„«‘'"
_MARK = re.compile('[“”„«»"「」『』]')
_WORDS = re.compile(r"\w")


class QuotedSpan(msgspec.Struct, frozen=True):
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
    for at in marks:
        if opened and text[at] in _CLOSED_BY[text[opened[-1]]] and not _opens_again(text, at):
            start = opened.pop()
            closed += [(start, at)] if _WORDS.search(text, start, at) else []
        elif text[at] in _CLOSED_BY and (text[at] not in _BOTH_WAYS or _may_open(text, at)):
            opened.append(at)
    for start, stop in closed:
        begun = [at for at in opened if at < start]
        opened = [at for at in opened if at > start]
        yield _span(text, (*begun, start), stop)
    for start in (start for start in opened if _WORDS.search(text, start, end)):
        yield _span(text, (start,), end, closed=False)


def _opens_again(text: str, at: int) -> bool:
    """Whether a straight mark inside of straight marks opens a span inside of theirs."""
    return text[at] == '"' and _may_open(text, at)


def _may_open(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return (not before or before.isspace() or before in _BEFORE_OPENING) and not (not after or after.isspace())


def _span(text: str, marks: tuple[int, ...], end: int, *, closed: bool = True) -> QuotedSpan:
    starts = [mark + 1 + len(inside) - len(inside.lstrip()) for mark in marks for inside in (text[mark + 1 : end],)]
    return QuotedSpan(tuple(starts), max(starts[0], len(text[:end].rstrip())), closed)
