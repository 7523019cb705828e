"""The stretches of a text in which speech begins and ends: its paragraphs, and the lines that begin something new."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from explorer.checking.passages import Passage, SourceText

# The end of a line, when the next one begins with a mark or a dash, is blank before its words, or is set as a block.
_NEW_LINE = re.compile(r"(?:\r\n?|[\n\x85\u2028\u2029])(?=[^\S\n]*(?:[“”„«»\"＂「『《‘‚‹›'`—–―>\u3000-]|``))")
_ENDS = ".?!…:。？！：；;”»«\"'’“‘」』》›‹*)"


def units_of(text: SourceText, apart: Sequence[Passage] = ()) -> Iterator[Passage]:
    """The units of a text, in order, without white space at their ends, and without the passages that stand apart."""
    whole = text.text
    for paragraph in text.paragraphs:
        for line in _lines(whole, paragraph):
            for unit in without(line, apart) if apart else (line,):
                start, end = trimmed(whole, unit.start, unit.end)
                if start < end:
                    yield Passage(start, end)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Two offsets moved inwards over white space."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def without(passage: Passage, apart: Iterable[Passage]) -> Iterator[Passage]:
    """The parts of a passage that none of the others, which are in order, has."""
    start = passage.start
    for other in apart:
        if other.end > start and other.start < passage.end:
            if other.start > start:
                yield Passage(start, other.start)
            start = max(start, other.end)
    if start < passage.end:
        yield Passage(start, passage.end)


def _lines(text: str, paragraph: Passage) -> Iterator[Passage]:
    start = paragraph.start
    for found in _NEW_LINE.finditer(text, paragraph.start, paragraph.end):
        if text[start : found.start()].rstrip().endswith(tuple(_ENDS)):
            yield Passage(start, found.start())
            start = found.end()
    yield Passage(start, paragraph.end)
