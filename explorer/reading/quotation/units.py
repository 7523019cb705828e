"""Split a text into the units in which speech begins and ends: paragraphs, and lines that begin something new."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial

from explorer.reading.quotation.label_names import begins_with_label
from explorer.reading.quotation.spans import trimmed, without
from explorer.reading.text.passages import Passage, SourceText

_OTHER_ENDS = "\r\x85\u2028\u2029"
_LINE_END = re.compile(rf"\r\n?|[\n{_OTHER_ENDS}]")
# A line begins something new with a mark, a dash or the sign of a block, if the one before has ended …
_STARTS = re.compile(r"[^\S\n]*[“”„«»\"＂「『《‘‚‹›'`—–―>\u3000-]")
_ENDS = (*".?!…:。？！：；;”»«\"'’“‘」』》›‹*)]—–-",)
# … and always with the label of a speaker in capitals or in bold type, or of a question.
_TURN = re.compile(r"\*\*|__|(?:\d{1,3}[ \t]+)?(?:[^\W\d_a-z]\d?[.:)]|[^\W\d_a-z]{2,}[^a-z\n:]{0,50}:)")


def units_of(text: SourceText, apart: Sequence[Passage] = ()) -> Iterator[Passage]:
    """The units of a text, in order, without white space at their ends, and without the passages that stand apart."""
    whole = text.text
    others = any(end in whole for end in _OTHER_ENDS)
    for paragraph in text.paragraphs:
        if not (others or apart or whole.find("\n", paragraph.start, paragraph.end) >= 0):
            yield _trimmed(whole, paragraph)
            continue
        for line in _lines(whole, paragraph):
            for unit in map(partial(_trimmed, whole), without(line, apart)):
                if unit.start < unit.end:
                    yield unit


def _trimmed(text: str, unit: Passage) -> Passage:
    if text[unit.start].isspace() or text[unit.end - 1].isspace():
        return Passage(*trimmed(text, unit.start, unit.end))
    return unit


def _lines(text: str, paragraph: Passage) -> Iterator[Passage]:
    """The lines of a paragraph that begin something new, each with those that only go on."""
    start = paragraph.start
    for match in _LINE_END.finditer(text, paragraph.start, paragraph.end):
        if _is_new(text, start, match, paragraph.end):
            yield Passage(start, match.start())
            start = match.end()
    yield Passage(start, paragraph.end)


def _is_new(text: str, start: int, found: re.Match[str], end: int) -> bool:
    at = trimmed(text, found.end(), end)[0]
    if _TURN.match(text, at, end) and begins_with_label(text, at, end):
        return True
    ends = text[max(start, found.start() - 1) : found.start()].endswith(_ENDS)
    return ends and (_STARTS.match(text, found.end(), end) is not None or begins_with_label(text, at, end))
