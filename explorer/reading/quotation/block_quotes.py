"""Detect block quotes: paragraphs that are indented, or whose lines begin with “>”. They need no marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from explorer.reading.quotation.label_names import begins_with_label
from explorer.reading.quotation.spans import QuotedSpan, trimmed
from explorer.reading.text.passages import Passage

_LINE = re.compile(r"[^\n\r\x85\u2028\u2029]+")
_QUOTED = re.compile(r"[^\S\n\r]*(?:>[^\S\n\r]?)+")
_INDENT = re.compile(r"(?:\t| {2,}|\u3000{2,})[^\S\n\r]*")
# A line that names the writer or speaker of the words above it; and what is not a quotation.
_SOURCE = re.compile(r"(?:[—―–]|--?(?=\s))\s*(?P<name>[^\n]{1,80})")
_ITEM = re.compile(r"(?:[-*•·+]\s|\(?\w{1,3}[.)]\s|\[!|#|\||```|By\b|[A-Z][\w ]{0,20}:\s*\S+$)")
_SENTENCE = re.compile(r"[.?!…:;,。？！—–-][)\]”»\"'’*_]*$")
_OPENING = "“„«\"‘‚‹「『'`"
# The minimum number of words in a block after a colon, and in any other: addresses and headings have fewer.
_FEW, _MANY = 3, 8


def block_quotes(
    text: str, units: Sequence[Passage], paragraphs: Sequence[Passage]
) -> Iterator[tuple[QuotedSpan, Sequence[int]]]:
    """The block quotes of a text, in order, each with the numbers of its units. Adjacent paragraphs are one.

    The name below a block is its label.
    """
    indented = _indented(text, units, paragraphs)
    run: list[int] = []
    for n, unit in enumerate(units):
        quoted = _QUOTED.match(text, unit.start, unit.end) is not None
        alike = run and quoted == (_QUOTED.match(text, units[run[-1]].start, units[run[-1]].end) is not None)
        if quoted or n in indented:
            if run and not alike:
                yield from _block(text, run, units)
                run = []
            run.append(n)
        elif run:
            yield from _block(text, run, units)
            run = []
    yield from _block(text, run, units)


def _block(text: str, run: Sequence[int], units: Sequence[Passage]) -> Iterator[tuple[QuotedSpan, Sequence[int]]]:
    lines = [line for n in run for line in _lines(text, units[n])]
    source = None
    if len(lines) > 1 and (match := _SOURCE.fullmatch(text, lines[-1].start, lines[-1].end)):
        source = Passage(*match.span("name"))
        lines.pop()
    if lines and not _ITEM.match(text, lines[0].start, lines[0].end):
        yield QuotedSpan((lines[0].start,), lines[-1].end, kind="block", parts=tuple(lines), label=source), run


def _lines(text: str, unit: Passage) -> Iterator[Passage]:
    """The words of each line of a unit, without the “>” before them."""
    for match in _LINE.finditer(text, unit.start, unit.end):
        begins = _QUOTED.match(text, match.start(), match.end())
        start, end = trimmed(text, begins.end() if begins else match.start(), match.end())
        if start < end:
            yield Passage(start, end)


def _indented(text: str, units: Sequence[Passage], paragraphs: Sequence[Passage]) -> set[int]:
    """The units that are indented as a whole, unless all of the text is."""
    set_in = {paragraph.start for paragraph in paragraphs if _is_set_in(text, paragraph)}
    if not set_in or len(set_in) == len(paragraphs):
        return set()
    # If most paragraphs begin with an indent, as in old newspapers, an indented single line means nothing more.
    begun = sum(_INDENT.match(text, paragraph.start) is not None for paragraph in paragraphs)
    most = 2 * begun > len(paragraphs)
    starts = {trimmed(text, start, len(text))[0] for start in set_in}
    found: set[int] = set()
    for n, unit in enumerate(units):
        if begins_with_label(text, unit.start, unit.end):
            continue
        if unit.start in starts and n > 0 and (n - 1 in found or _is_quotation(text, unit, units[n - 1], surely=most)):
            found.add(n)
    return found


def _is_set_in(text: str, paragraph: Passage) -> bool:
    return all(_INDENT.match(line[0]) for line in _LINE.finditer(text, paragraph.start, paragraph.end))


def _is_quotation(text: str, unit: Passage, before: Passage, *, surely: bool) -> bool:
    words, lead = text[unit.start : unit.end], text[before.start : before.end]
    introduced = lead.endswith((":", "：")) or (not surely and lead.endswith((",", "—")))
    if surely and not introduced:
        return False
    enough = _FEW if introduced else _MANY
    if len(words.split()) < enough or words.isupper() or not _SENTENCE.search(words):
        return False
    return words[0] not in _OPENING and not _ITEM.match(words) and not _ITEM.match(lead)
