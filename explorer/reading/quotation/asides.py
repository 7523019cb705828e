"""Find the author's asides within speech, and cut them out: “—No lo sé —dijo—. Quizá.”, « Non, répète-t-il, oui. »."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from explorer.reading.quotation.inquits import inquits_in, says
from explorer.reading.quotation.spans import QuotedSpan, trimmed, without
from explorer.reading.text.passages import Passage

# A dash between spaces; or, as in Spanish, one without a space on the side of the words that it encloses.
_SPACED = re.compile(r"\s(?:--|[—―–‒-])\s")
_OPENS = re.compile(r"\s[—–-](?=\w)")
_CLOSES = re.compile(r"(?<=\S)[—–-](?=[\s.,;:!?…]|$)")
# The author's words at the end, after a question or an exclamation; in Russian and Ukrainian also after a comma.
_LAST = re.compile(r"(?:[?!…]\s[—–-]\s[^\W\dA-ZА-Я_]|,\s[—–]\s[а-яёєії])[^?!]*\.?$")
_DASHES = "—―–‒-"


def asides(text: str, start: int, end: int, *, sticks: bool = False, in_marks: bool = False) -> Iterator[Passage]:
    """The author's words between dashes, with the dashes.

    `sticks`: there is no space between a dash and the words that it encloses. Speech in quotation marks has dashes
    of its own, so fewer of these are the author's.
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
    """A passage without dashes and white space at its ends; None if nothing is left."""
    start, end = piece.start, piece.end
    while start < end and (text[start].isspace() or text[start] in _DASHES or text[start] in ".,;:"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _DASHES):
        end -= 1
    start, end = trimmed(text, start, end)
    return Passage(start, end) if any(character.isalnum() for character in text[start:end]) else None


def _is_authors(text: str, opens: re.Match[str], stop: re.Match[str], *, surely: bool) -> bool:
    """Whether words without a known verb are the author's: they end with their own punctuation."""
    before, last = text[opens.start() - 1], text[stop.start() - 1]
    ends = any(mark in ".,;" for mark in text[stop.start() - 1 : stop.end() + 1])
    if not ends or not text[opens.end()].islower():
        return False
    return before in ",?!…" or (opens.re is _OPENS) or (not surely and last == ".")


# Every text in French, Italian, Spanish, Portuguese, Polish or Russian, which use inquits, has one of these letters.
_LETTERS = "éèóíãłо"


def may_have_incises(text: str) -> bool:
    """Whether a text may be in a language that puts reporting clauses inside speech."""
    return any(letter in text for letter in _LETTERS)


def with_incises(text: str, spans: Iterable[QuotedSpan]) -> Iterator[QuotedSpan]:
    """The spans, without the reporting clauses inside their parts, in the languages that have these."""
    if not may_have_incises(text):
        yield from spans
        return
    for span in spans:
        inserted = [passage for part in span.parts for passage in _inserted(text, part)]
        pieces = [piece for part in span.parts for piece in without(part, inserted)] if inserted else []
        parts = tuple(words for piece in pieces if (words := without_dashes(text, piece)))
        shown = tuple(without_dashes(text, words) or words for words in inserted)
        yield msgspec.structs.replace(span, parts=parts, inserted=shown, end=parts[-1].end) if parts else span


def _inserted(text: str, part: Passage) -> list[Passage]:
    between = asides(text, part.start, part.end, in_marks=True)
    return list(between) or list(inquits_in(text, part.start, part.end))
