"""Find the author's asides within speech: “—No lo sé —dijo—. Quizá.”, «Нет, — сказал он. — Нет»."""

from __future__ import annotations

import re
from collections.abc import Iterator

from explorer.reading.quotation.inquits import says
from explorer.reading.quotation.spans import trimmed
from explorer.reading.text.passages import Passage

# A dash between spaces; or, as in Spanish, one that sticks to the words that it opens or closes.
_SPACED = re.compile(r"\s(?:--|[—―–‒-])\s")
_OPENS = re.compile(r"\s[—–-](?=\w)")
_CLOSES = re.compile(r"(?<=\S)[—–-](?=[\s.,;:!?…]|$)")
# An author's words at the end, after a question or a call; in Russian and Ukrainian also after a comma.
_LAST = re.compile(r"(?:[?!…]\s[—–-]\s[^\W\dA-ZА-Я_]|,\s[—–]\s[а-яёєії])[^?!]*\.?$")
_DASHES = "—―–‒-"


def asides(text: str, start: int, end: int, *, sticks: bool = False, in_marks: bool = False) -> Iterator[Passage]:
    """The author's words between dashes, with the dashes.

    `sticks` says that dashes have no space inwards. Inside of marks speech has dashes of its own, so that less is taken
    for the author's.
    """
    opening, closing = (_OPENS, _CLOSES) if sticks else (_SPACED, _SPACED)
    while match := opening.search(text, start, end):
        stop = closing.search(text, match.end(), end)
        start = stop.end() if stop else end
        if (
            says(text, match.end(), stop.start() if stop else end)
            or (stop and _is_authors(text, match, stop, surely=in_marks or sticks))
            or (not stop and not in_marks and _LAST.match(text, match.start() - 1, end))
        ):
            yield Passage(match.start(), start)
        else:
            start = match.end()


def without_dashes(text: str, piece: Passage) -> Passage | None:
    """A passage without dashes and white space at its ends; None when that is empty."""
    start, end = piece.start, piece.end
    while start < end and (text[start].isspace() or text[start] in _DASHES or text[start] in ".,;:"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _DASHES):
        end -= 1
    start, end = trimmed(text, start, end)
    return Passage(start, end) if any(character.isalnum() for character in text[start:end]) else None


def _is_authors(text: str, opens: re.Match[str], stop: re.Match[str], *, surely: bool) -> bool:
    """Whether words are the author's that have no verb that is known: their own stop stands at their end."""
    before, last = text[opens.start() - 1], text[stop.start() - 1]
    ends = any(mark in ".,;" for mark in text[stop.start() - 1 : stop.end() + 1])
    if not ends or not text[opens.end()].islower():
        return False
    return before in ",?!…" or (opens.re is _OPENS) or (not surely and last == ".")
