"""How many quotes a record has, how many of them are drafts, and how many there are of each sort of speech.

Each quote is counted by a one-byte code, since reading very many quotes would take long.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple, get_args

from explorer.model.records import Quote, Speech, is_draft

_SPEECHES: Final[tuple[Speech, ...]] = get_args(Speech)
# Added to the code of a quote that has a date or an event.
TIMED: Final = 64


class Tally(NamedTuple):
    """The number of quotes, of drafts among them, and of each sort of speech."""

    quotes: int
    drafts: int
    speeches: Mapping[Speech, int]


def code_of(quote: Quote) -> int:
    """Encode what is counted about a quote in one byte."""
    timed = TIMED if quote.date or quote.event else 0
    return 2 * _SPEECHES.index(quote.speech) + is_draft(quote) + timed


def tally(codes: Iterable[int]) -> Tally:
    counts = Counter(codes)
    counts = Counter({code: counts[code] + counts[code + TIMED] for code in range(2 * len(_SPEECHES))})
    speeches = {speech: counts[2 * n] + counts[2 * n + 1] for n, speech in enumerate(_SPEECHES)}
    return Tally(counts.total(), sum(counts[2 * n + 1] for n in range(len(_SPEECHES))), speeches)
