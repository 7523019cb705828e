"""Sentences that words of saying interrupt: “The pier is safe,” Ruiz said, “unless the storm returns.”

Each of the two spans is whole when a quote has all of it. But who quotes only the one may have left out an “unless”.
"""

from __future__ import annotations

import re

from explorer.reading.quotation.spans import QuotedSpan
from explorer.reading.text.passages import Passage

# At most so many characters say who speaks.
_MOST = 140
_MARKS = "“”„‟«»\"＂‘’‚‹›' \xa0\u202f"
_ENDS = re.compile(r"[.!?…。！？]")
_SENTENCE = re.compile(r"[.!?…]+(?=[\s”’»\"]|$)|[。！？]")


def is_interrupted(text: str, before: QuotedSpan, after: QuotedSpan) -> bool:
    """Whether a sentence goes on from one span to the next: nothing ends it, and a comma and a small letter go on."""
    between = text[before.end : after.starts[0]]
    said = between.strip(_MARKS)
    if not before.closed or len(between) > _MOST or "\n" in between or not said.endswith((",", "–", "—")):
        return False
    begins = text[after.starts[0] : after.starts[0] + 2]
    small = begins[:1].islower() or begins in ("I ", "I’", "I'")
    return small and not _ENDS.search(text[before.end - 1] + said)


def first_sentence(text: str, span: QuotedSpan) -> Passage:
    """The words of a span up to the end of its first sentence."""
    found = _SENTENCE.search(text, span.starts[0], span.end)
    return Passage(span.starts[0], found.end() if found else span.end)


def last_sentence(text: str, span: QuotedSpan) -> Passage:
    """The words of a span from the start of its last sentence, which nothing ends there."""
    ends = [found.end() for found in _SENTENCE.finditer(text, span.starts[0], span.end)]
    return Passage(ends[-1] if ends else span.starts[0], span.end)
