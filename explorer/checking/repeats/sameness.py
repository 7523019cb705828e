"""Whether two versions have so much in common that they are the same words, or nearly so."""

from __future__ import annotations

from collections.abc import Iterator

from explorer.checking.repeats.found import Versions
from explorer.checking.repeats.short import LEAST_WORDS
from explorer.model.records import Quote

# Which share of the words two versions must have in common: of one speaker, of two, and where only one is longer.
_ONE_SPEAKER, _TWO_SPEAKERS, _OF_THE_SHORTER = 0.6, 0.75, 0.8
# Fewer words than these are said by two people in other words, or stand unmarked in an article, by chance.
_OF_TWO, _UNMARKED, _UNMARKED_TELLING = 5, 8, 3
# So many words in one go are the same wherever they stand.
_LONG_RUN = 12
# In one article people say things that sound alike; what is said again there has to be much alike.
_AGAIN, _AGAIN_SHARE = 8, 0.85


def are_one(compared: Versions, quote: Quote, other: Quote) -> bool:
    """Whether the words of two quotes are the same, or nearly so."""
    if compared.is_same:
        return compared.size >= LEAST_WORDS
    same, run, less, more = _sizes(compared)
    if run >= _LONG_RUN and quote.article != other.article:
        return True
    if quote.article == other.article:
        return same >= max(_AGAIN, _AGAIN_SHARE * less)
    if quote.speaker == other.speaker:
        whole = same >= _ONE_SPEAKER * more
    else:
        whole = same >= max(_OF_TWO, _TWO_SPEAKERS * more)
    return less >= LEAST_WORDS and (whole or (run >= LEAST_WORDS and same >= _OF_THE_SHORTER * less))


def is_same_speech(compared: Versions) -> bool:
    """Whether the words of a quote are those of speech that no quote holds, or a part of these."""
    same, run, less, _ = _sizes(compared)
    if run >= _LONG_RUN:
        return True
    whole = same >= max(LEAST_WORDS, _TWO_SPEAKERS * compared.likeness.size)
    return whole or (less >= LEAST_WORDS and run >= LEAST_WORDS and same >= _OF_THE_SHORTER * less)


def is_same_text(compared: Versions) -> bool:
    """Whether the words of a quote stand in a text that doesn't mark them as speech."""
    alike = compared.likeness
    whole = alike.same >= max(_UNMARKED, _TWO_SPEAKERS * alike.size) and alike.telling >= _UNMARKED_TELLING
    return whole or alike.run >= _LONG_RUN


def _sizes(compared: Versions) -> Iterator[float]:
    """How many words are the same, how many in one go, and how many the shorter and the longer version have."""
    alike = compared.likeness
    yield from (alike.same, alike.run, *sorted((alike.size, compared.size)))
