"""Tell repeated words of an article apart by the words around them."""

from __future__ import annotations

from collections.abc import Sequence

from explorer.model.records import Anchor
from explorer.reading.text.passages import Passage, SourceText

# The numbers of characters of context to try until it is unique, and whether it may cross the ends of the line.
_REACHES = ((40, False), (40, True), (80, True), (160, True), (320, True))


def anchor_of(text: SourceText, passages: Sequence[Passage], segments: Sequence[str]) -> Anchor | None:
    """The words before a quote's first segment and after its last; None if every segment is unique in the text."""
    if not any(text.is_repeated(words) for words in segments):
        return None
    whole, first, last = text.text, passages[0], passages[-1]
    start, end = first.start, last.end
    for reach, is_over in _REACHES:
        start, end = _start(whole, first.start, reach, is_over), _end(whole, last.end, reach, is_over)
        around = {whole[start:end]} if len(passages) == 1 else {whole[start : first.end], whole[last.start : end]}
        if all(whole.find(words, whole.find(words) + 1) < 0 for words in around):
            break
    before, after = (" ".join(part.split()) for part in (whole[start : first.start], whole[last.end : end]))
    return Anchor(prefix=before, suffix=after) if before or after else None


def _start(text: str, at: int, reach: int, is_over: bool) -> int:
    """The start of the context before a place, at a whole word."""
    start = max(0, at - reach)
    line = text.rfind("\n", start, at) + 1
    if line and not is_over:
        return line
    return start and (text.find(" ", start, at) + 1 or start)


def _end(text: str, at: int, reach: int, is_over: bool) -> int:
    """The end of the context after a place."""
    line = text.find("\n", at, at + reach)
    return line if line >= 0 and not is_over else at + reach
