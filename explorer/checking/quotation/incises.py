"""Words of saying inside of marks, as French sets them: « Je ne sais pas, répète-t-elle, mais je crois. »"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from explorer.checking.passages import Passage
from explorer.checking.quotation.inquits import inquits_in
from explorer.checking.quotation.spans import QuotedSpan, trimmed, without

# Letters that French, Italian, Spanish and Portuguese have, and of which every text in these has one.
_ACCENTS = "éèêàçãõñóíòù"


def with_incises(text: str, spans: Iterable[QuotedSpan]) -> Iterator[QuotedSpan]:
    """The spans, with the words of saying inside of them taken out of their parts, in the languages that do so."""
    if not any(accent in text for accent in _ACCENTS):
        yield from spans
        return
    for span in spans:
        inserted = [found for part in span.parts for found in inquits_in(text, part.start, part.end)]
        parts = tuple(_parts(text, span, inserted)) if inserted else ()
        yield msgspec.structs.replace(span, parts=parts, inserted=tuple(inserted), end=parts[-1].end) if parts else span


def _parts(text: str, span: QuotedSpan, inserted: Iterable[Passage]) -> Iterator[Passage]:
    for part in span.parts:
        for piece in without(part, inserted):
            start, end = trimmed(text, piece.start, piece.end)
            while start < end and text[start] in ",.;: \u00a0":
                start += 1
            if any(character.isalnum() for character in text[start:end]):
                yield Passage(start, end)
