"""Detect spans between quotation marks: nested, left open, and over several paragraphs."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Sequence

import msgspec

from explorer.reading.quotation.apostrophes import begins_clipped, may_end_word
from explorer.reading.quotation.inquits import inquits_in, says
from explorer.reading.quotation.marks import AFTER_CLOSING, SINGLE, UNSPACED, Marks
from explorer.reading.quotation.spans import QuotedSpan, trimmed
from explorer.reading.text.passages import Passage

_WORDS = re.compile(r"\w")
_BEFORE_OPENING = "([{-–—―“„«‘'\"‚‹:/¿¡…*_"
# The maximum number of paragraphs without any mark between an unclosed mark and the one that closes it.
_MOST_BETWEEN = 4

# The maximum number of characters in a reporting clause before a mark.
_LONGEST_LEAD = 160
# The maximum number of characters of a paragraph in single marks. All eight longer spans in 11,800 real texts were
# between apostrophes.
_LONGEST_SINGLE = 1000
_SENTENCE_ENDS = tuple(".!?…")
_SENTENCE_END = re.compile(r"[.!?…][\"”»’')]*\s+")

_Found = tuple[int, str]  # the offset of a mark, and the mark


class _Open(msgspec.Struct):
    """Speech that is open at the end of its paragraph. `between` lists later paragraphs that may belong to it."""

    mark: str
    starts: tuple[int, ...]
    parts: list[Passage]
    between: list[Passage]


def paired_spans(text: str, units: Sequence[Passage], marks: Marks) -> Iterator[QuotedSpan]:
    """Detect the outermost spans between marks that contain words, in order."""
    going_on: _Open | None = None
    for unit in units:
        found = marks.found_in(unit.start, unit.end)
        if going_on and not found and going_on.mark not in marks.either and len(going_on.between) < _MOST_BETWEEN:
            going_on.between.append(unit)
            continue
        if not going_on and _are_in_turn(found, marks):
            yield from _in_turn(text, found)
            continue
        reader = _Unit(text, unit, found, marks)
        begin = reader.goes_on(going_on) if going_on else None
        if going_on and begin is None:
            yield from _unclosed(text, going_on)
            going_on = None
        if going_on and begin is not None:
            going_on.parts += going_on.between
            going_on.between = []
            found = [mark for mark in found if mark[0] >= begin]
            reader = _Unit(text, Passage(begin, unit.end), found, marks)
        yield from reader.spans(going_on)
        going_on = reader.left_open
    if going_on:
        yield from _unclosed(text, going_on)


def _are_in_turn(found: Sequence[_Found], marks: Marks) -> bool:
    """Whether unambiguous marks open and close in turn, as in most paragraphs."""
    closing: tuple[str, ...] = ()
    for _, mark in found:
        if closing:
            if mark not in closing or mark in SINGLE:
                return False
            closing = ()
        elif mark in marks.either or mark in SINGLE or not (closing := marks.closed_by.get(mark, ())):
            return False
    return not closing


def _in_turn(text: str, found: Sequence[_Found]) -> Iterator[QuotedSpan]:
    for (at, mark), (end, _) in zip(found[::2], found[1::2], strict=True):
        start = at + len(mark)
        if text[start].isspace() or text[end - 1].isspace():
            start, end = trimmed(text, start, end)
        if _WORDS.search(text, start, end):
            yield QuotedSpan((start,), end, parts=(Passage(start, end),))


class _Unit:
    """One paragraph or line. `left_open` is the speech that is open at its end, once its spans are read."""

    def __init__(self, text: str, unit: Passage, found: Sequence[_Found], marks: Marks) -> None:
        self._text = text
        self._unit = unit
        self._found = found
        self._marks = marks
        self.left_open: _Open | None = None

    def goes_on(self, before: _Open) -> int | None:
        """Where the words begin if the speech of the previous paragraph continues here; None if it does not."""
        if not self._found or _is_said_at_end(self._text, before.parts[-1]):
            return None
        (at, mark), closing = self._found[0], self._marks.closed_by[before.mark]
        if at == self._unit.start and (mark == before.mark or (mark in closing and mark in "»«”")):
            return trimmed(self._text, at + len(mark), self._unit.end)[0]
        if before.mark in self._marks.either | SINGLE or mark not in closing or self._may_open(at, mark):
            return None
        return self._unit.start

    def spans(self, before: _Open | None) -> Iterator[QuotedSpan]:
        """The spans of the unit, first the rest of speech that was open before it."""
        closed, opened = self._matched(before.mark if before else None)
        if opened and opened[0][0] < 0:  # it continues: all other marks here are inside it
            closed = []
        end, taken = -2, 0
        for start, stop, mark in sorted(closed):
            begun = taken
            while taken < len(opened) and opened[taken][0] < start:
                taken += 1
            extra = [at for at, opening in opened[begun:taken] if opening == mark and mark not in SINGLE]
            if start < end or not _WORDS.search(self._text, max(start, self._unit.start), stop):
                continue
            end = stop
            unfinished, begins = self._unfinished([*extra, start], mark, before)
            yield from unfinished
            yield self._from(begins, stop, mark, before)
        left = [item for item in opened if item[0] >= end or item[0] < 0]
        if left and left[0][1] not in SINGLE:
            mark = left[0][1]
            unfinished, begins = self._unfinished([at for at, other in left if other == mark], mark, before)
            yield from unfinished
            left = [item for item in left if item[0] >= begins[0]]
        self.left_open = self._open(before, left)

    def _unfinished(
        self, begins: Sequence[int], mark: str, before: _Open | None
    ) -> tuple[list[QuotedSpan], Sequence[int]]:
        """Speech left unclosed before the author's words lead in to another mark; and the remaining marks."""
        spans: list[QuotedSpan] = []
        while True:
            n = next((n for n, at in enumerate(begins) if n and self._led(at) is not None), 0)
            led = self._led(begins[n]) if n else None
            if led is None:
                return spans, begins
            if _WORDS.search(self._text, max(begins[0], self._unit.start), led):
                spans.append(self._from(begins[:n], led, mark, before, closed=False))
            begins = begins[n:]

    def _from(
        self, begins: Sequence[int], end: int, mark: str, before: _Open | None, *, closed: bool = True
    ) -> QuotedSpan:
        """The span that begins at one of some marks; a negative offset continues the speech of the previous unit."""
        if before and begins[0] < 0:
            return _span(before.starts, [*before.parts, self._part(self._unit.start, end)], closed=closed)
        firsts = [self._first(at + len(mark)) for at in begins]
        return _span(firsts, [self._part(firsts[0], end)], closed=closed)

    def _open(self, before: _Open | None, opened: Sequence[_Found]) -> _Open | None:
        for at, mark in opened:
            if before and at < 0:
                return _Open(mark, before.starts, [*before.parts, self._part(self._unit.start, self._unit.end)], [])
            if _WORDS.search(self._text, at, self._unit.end):
                first = self._first(at + len(mark))
                return _Open(mark, (first,), [self._part(first, self._unit.end)], [])
        return None

    def _matched(self, open_before: str | None) -> tuple[list[tuple[int, int, str]], list[_Found]]:
        """The start, end and opening mark of each pair, and the opening marks without a closing one."""
        opened: list[_Found] = [(-1, open_before)] if open_before else []
        closed: list[tuple[int, int, str]] = []
        for n, (at, mark) in enumerate(self._found):
            while opened and opened[0][1] in SINGLE and 0 <= opened[0][0] < at - _LONGEST_SINGLE:
                del opened[0]  # an apostrophe
            depth = self._closes(n, opened)
            if depth is not None:
                while (
                    opened[0][0] < 0 < depth
                    and opened[depth - 1][1] == opened[depth][1]
                    and self._resumes(opened[depth])
                ):
                    depth -= 1
                closed.append((opened[depth][0], at, opened[depth][1]))
                del opened[depth:]
            elif mark in self._marks.closed_by and self._opens(at, mark):
                opened.append((at, mark))
        return closed, opened

    def _resumes(self, found: _Found) -> bool:
        """Whether a mark reopens speech that is already open, because another sentence begins there."""
        return self._text[max(0, found[0] - 4) : found[0]].rstrip("\"'’” ")[-1:] in _SENTENCE_ENDS

    def _led(self, at: int) -> int | None:
        """Where the author's words that lead in to a mark begin: “… . *He added:* “…”; None if there are none."""
        if not self._text[max(0, at - 2) : at].rstrip().endswith((":", ",")):
            return None
        ends = _SENTENCE_END.finditer(self._text, max(self._unit.start, at - _LONGEST_LEAD), at)
        begin = max((match.end() for match in ends), default=at)
        return begin if says(self._text, begin, at) else None

    def _closes(self, n: int, opened: Sequence[_Found]) -> int | None:
        """Which open mark a mark closes: the last one that it can, unless it opens another span."""
        at, mark = self._found[n]
        for depth in range(len(opened) - 1, -1, -1):
            if mark in self._marks.closed_by[opened[depth][1]]:
                if not self._may_close(n, opened[depth][1]):
                    return None
                return self._outermost(at, opened) if mark == "'" else depth
        return None

    def _outermost(self, at: int, opened: Sequence[_Found]) -> int:
        """Which straight single mark is closed: after punctuation the first, since others may be apostrophes: 'ers."""
        single = [depth for depth, (_, mark) in enumerate(opened) if "'" in self._marks.closed_by[mark]]
        return single[0] if self._text[at - 1] in ",.?!…" else single[-1]

    def _may_close(self, n: int, opening: str) -> bool:
        at, mark = self._found[n]
        if mark in self._marks.either or mark in SINGLE:
            after = self._text[at + len(mark) : at + len(mark) + 1]
            if mark == '"' and self._is_misspaced(at):
                return True
            if (after.isalnum() and after < UNSPACED) or self._may_open(at, mark, again=True):
                return False
            if mark == "’" and begins_clipped(self._text, at) and not self._text[at - 1].isalnum():
                return False
        return mark not in "'’\"" or not may_end_word(self._text, at) or not self._is_closed_later(n, opening)

    def _is_misspaced(self, at: int) -> bool:
        """Whether a mark closes speech without a space after it: “It is so."Ruiz …”, “It is so, "she said …”."""
        behind = self._text[at + 1 : at + 2]
        if self._text[at - 1 : at] in _SENTENCE_ENDS:
            return behind.isupper()
        said = self._text.startswith(", ", at - 2) and behind.islower()
        return said and says(self._text, at + 1, self._unit.end)

    def _is_closed_later(self, n: int, opening: str) -> bool:
        """Whether another mark closes the span before the next one opens, so that this mark is an apostrophe."""
        closing = self._marks.closed_by[opening]
        for at, mark in self._found[n + 1 :]:
            if mark == opening and self._opens(at, mark):
                return False
            if mark in closing and not self._text[at + 1 : at + 2].isalnum() and not may_end_word(self._text, at):
                return True
        return False

    def _opens(self, at: int, mark: str) -> bool:
        if mark in SINGLE and begins_clipped(self._text, at):
            return False
        if mark not in self._marks.either | {"‘", "`", "‛"} or self._may_open(at, mark):
            return True
        return mark == '"' and self._opens_before_closing(at, mark)

    def _opens_before_closing(self, at: int, mark: str) -> bool:
        """Whether a straight mark between spaces opens a span, since the next can only close one: `" It is so "`.

        This occurs in a fifth of 1,164 Spanish articles, and in one of 34 to 150 French, Portuguese and English ones.
        It also helps where paragraphs are run together: `It broke."It is so", said Ruiz.`
        """
        around = self._text[max(self._unit.start, at - 1) : at] + self._text[at + 1 : at + 2]
        if self._text[max(self._unit.start, at - 2) : at].rstrip().isdigit():
            return False  # “a 12 " disc”: after a figure, none of these articles has an opening one
        behind = map(self._found.__getitem__, range(bisect(self._found, (at, mark)), len(self._found)))
        following = next((after for after, other in behind if other == mark), None)
        is_glued = around[:1] in _SENTENCE_ENDS and around[1:].isupper()
        return (around.isspace() or is_glued) and following is not None and not self._may_open(following, mark)

    def _may_open(self, at: int, mark: str, *, again: bool = False) -> bool:
        """Whether the context of a mark lets it open a span, perhaps inside one between the same marks (`again`)."""
        before, after = self._text[at - 1 : at] if at else "", self._text[at + len(mark) : at + len(mark) + 1]
        unspaced = before >= UNSPACED
        free = not before or before.isspace() or (not again if unspaced else before in _BEFORE_OPENING)
        is_behind = after in AFTER_CLOSING and not self._text.startswith("..", at + len(mark))
        return free and bool(after) and not after.isspace() and not is_behind

    def _first(self, at: int) -> int:
        """Where the words after an opening mark begin: in French, after a space."""
        return min(trimmed(self._text, at, self._unit.end)[0], self._unit.end)

    def _part(self, start: int, end: int) -> Passage:
        return Passage(*trimmed(self._text, start, end))


def _unclosed(text: str, speech: _Open) -> Iterator[QuotedSpan]:
    """The span of speech without a closing mark: up to a reporting clause, or to the end of its paragraph.

    None for a single mark, which may be an apostrophe, unless the speech has several parts.
    """
    if speech.mark not in SINGLE or len(speech.parts) > 1:
        *before, last = speech.parts
        passage = next(inquits_in(text, last.start, last.end, subject_first=True), None)
        end = trimmed(text, last.start, passage.start)[1] if passage else last.end
        yield _span(speech.starts, [*before, Passage(last.start, end)], closed=False)


def _is_said_at_end(text: str, part: Passage) -> bool:
    """Whether a paragraph of speech ends with a reporting clause, so that only the closing mark is missing."""
    passage = next(inquits_in(text, max(part.start, part.end - _LONGEST_LEAD), part.end, subject_first=True), None)
    return passage is not None and not _WORDS.search(text, passage.end, part.end)


def _span(starts: Sequence[int], parts: Sequence[Passage], *, closed: bool = True) -> QuotedSpan:
    kept = tuple(part for part in parts if part.start < part.end)
    return QuotedSpan(tuple(starts), kept[-1].end, closed, parts=kept)
