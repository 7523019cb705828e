"""How many of the quotes of a record there are, drafts among them, and of each sort of speech.

They are counted by a code for each quote: quotes may be very many, and to read each of them takes long.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple, get_args

from explorer.model.records import Quote, Speech, is_draft

_SPEECHES: Final[tuple[Speech, ...]] = get_args(Speech)


class Tally(NamedTuple):
    """How many quotes there are, drafts among them, and of each sort of speech."""

    quotes: int
    drafts: int
    speeches: Mapping[Speech, int]


def code_of(quote: Quote) -> int:
    """What is counted of a quote, in one byte."""
    return 2 * _SPEECHES.index(quote.speech) + is_draft(quote)


def tally(codes: Iterable[int]) -> Tally:
    counts = Counter(codes)
    speeches = {speech: counts[2 * n] + counts[2 * n + 1] for n, speech in enumerate(_SPEECHES)}
    return Tally(counts.total(), sum(counts[2 * n + 1] for n in range(len(_SPEECHES))), speeches)
