"""Split a text into paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

# Paragraphs are separated by lines with nothing on them but white space …
_BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n)+")
# … also where lines end as on Windows, old Macs or mainframes, or by a separator of Unicode's.
_OTHER_ENDS = "\r\x85\u2028\u2029"
_END = rf"(?>\r\n|[\n{_OTHER_ENDS}])"
_ANY_BLANK_LINES = re.compile(rf"{_END}(?:[^\S\n{_OTHER_ENDS}]*{_END})+|\u2029")

# Lines that are paragraphs: how sentences end, how many of the lines do so, how long one of them is at least, how many
# lines there are, and how many blank ones at most. A text that is broken into lines has most breaks in sentences.
_SENTENCE_ENDS = (".", "!", "?", "…", "”", "’", '"', "'", "»", ":", "。", "！", "？", "」", ")")
_NEARLY_ALL, _LONG, _SEVERAL, _FEW = 0.75, 100, 2, 0.1
_OPENING = "“\"‘'«„`"

# Where something begins and ends, in code points.
Span = tuple[int, int]


def paragraphs_of(text: str) -> Iterator[Span]:
    """The paragraphs of a text, in order, without the blank lines between them.

    Where a text has a paragraph on each line, a line is one.
    """
    by_line = _has_paragraphs_on_lines(text)
    for block in _blocks_of(text):
        yield from _lines_of(text, block) if by_line else (block,)


def _has_paragraphs_on_lines(text: str) -> bool:
    """Whether lines that follow each other are paragraphs: they are long, and nearly all end as sentences do.

    Where blank lines part the text, these part its paragraphs, and lines may be sentences.
    """
    lines = [line.rstrip() for line in text.strip().split("\n")]
    if lines.count("") > _FEW * len(lines):
        return False
    followed = [line for line, following in pairwise(lines) if line and following]
    ended = sum(line.endswith(_SENTENCE_ENDS) for line in followed)
    if len(followed) < _SEVERAL or ended < _NEARLY_ALL * len(followed) or max(map(len, followed)) < _LONG:
        return False
    return not any(_goes_on(line, following) for line, following in pairwise(lines))


def _goes_on(line: str, following: str) -> bool:
    """Whether speech goes on in the next line, without a mark at its begin: no paragraph ends there."""
    opened = line.count("“") > line.count("”") or (line.count('"') % 2 == 1 and "“" not in line)
    return opened and bool(following) and following.lstrip()[0] not in _OPENING


def _lines_of(text: str, block: Span) -> Iterator[Span]:
    start = block[0]
    while start < block[1]:
        end = text.find("\n", start, block[1])
        end = block[1] if end < 0 else end
        if text[start:end].strip():
            yield (start, end)
        start = end + 1


def _blocks_of(text: str) -> Iterator[Span]:
    """The stretches between blank lines."""
    start = 0
    blank = _ANY_BLANK_LINES if any(end in text for end in _OTHER_ENDS) else _BLANK_LINES
    for gap in [*blank.finditer(text), None]:
        end = gap.start() if gap else len(text)
        if text[start:end].strip():
            yield (start, end)
        start = gap.end() if gap else end
