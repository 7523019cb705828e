"""Explain to a reader how wrong quotation marks were repaired."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from explorer.reading.quotation.marks import CLOSED_BY
from explorer.reading.quotation.spans import QuotedSpan
from explorer.reading.text.passages import Passage, overlap

# The maximum number of words to show after a span, to mark its assumed end.
_SHOWN = re.compile(r"[^\S\n]*((?:\S+[^\S\n]+){0,2}\S+)")
_CLOSING = ("''", *'“”"″«»')


def repairs(text: str, spans: Iterable[QuotedSpan], passages: Iterable[Passage]) -> str:
    """Describe, in clauses, how the marks of a quote were repaired; empty if they are right.

    `spans` are those of the text that may contain the words.
    """
    there = list(passages)
    touched = (span for span in spans if any(overlap(at, span) for at in there))
    return "; ".join(dict.fromkeys(clause for span in touched for clause in _of(text, span)))


def _of(text: str, span: QuotedSpan) -> Iterator[str]:
    if span.kind != "marks":
        return
    if not span.closed:
        behind = _SHOWN.match(text, span.end)
        where = f"before “{behind[1]}”" if behind else "with its paragraph"
        yield f"its closing mark is missing: taken to end {where}"
    opening = text[span.start - 1 : span.start]
    closing = next((mark for mark in _CLOSING if text.startswith(mark, span.end)), "")
    if span.closed and opening in CLOSED_BY and closing and closing not in CLOSED_BY.get(opening, (closing,)):
        yield f"its marks are mixed: {opening} is taken to be closed by {closing}"
    if len(span.starts) > 1:
        yield "more marks open than close: taken to begin at the first of them"
