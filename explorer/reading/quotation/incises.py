"""Cut reporting clauses out of spans: « Je ne sais pas, répète-t-elle, mais oui. », «Нет, — сказал он. — Никогда»."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from explorer.reading.quotation.asides import asides, without_dashes
from explorer.reading.quotation.inquits import inquits_in
from explorer.reading.quotation.spans import QuotedSpan, without
from explorer.reading.text.passages import Passage

# One of these letters stands in every text in French, Italian, Spanish, Portuguese, Polish or Russian, which do so.
_LETTERS = "éèóíãłо"


def with_incises(text: str, spans: Iterable[QuotedSpan]) -> Iterator[QuotedSpan]:
    """The spans with the reporting clauses inside of them cut out of their parts, in the languages that do so."""
    if not any(letter in text for letter in _LETTERS):
        yield from spans
        return
    for span in spans:
        inserted = [passage for part in span.parts for passage in _inserted(text, part)]
        parts = tuple(_parts(text, span, inserted)) if inserted else ()
        shown = tuple(without_dashes(text, words) or words for words in inserted)
        yield msgspec.structs.replace(span, parts=parts, inserted=shown, end=parts[-1].end) if parts else span


def _inserted(text: str, part: Passage) -> list[Passage]:
    between = asides(text, part.start, part.end, in_marks=True)
    return list(between) or list(inquits_in(text, part.start, part.end))


def _parts(text: str, span: QuotedSpan, inserted: Sequence[Passage]) -> Iterator[Passage]:
    for part in span.parts:
        for piece in without(part, inserted):
            words = without_dashes(text, piece) if inserted else piece
            if words:
                yield words
