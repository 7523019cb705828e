"""The possible forms of an English word: plural, possessive and tenses."""

from __future__ import annotations

from collections.abc import Iterator

_SHORTEST_BASE = 3
# An initialism of this length has only a plural and a possessive: PCs, EU’s.
_SHORTEST_INITIALISM = 2
# Endings, each with what may replace it in the base.
_ENDINGS = (("ies", "y"), ("ied", "y"), ("ing", ""), ("ing", "e"), ("ed", ""), ("ed", "e"), ("es", ""), ("s", ""))

# Before these, the last letter of a base may be doubled.
_AFTER_DOUBLED = ("ing", "ed")


def forms(word: str) -> set[str]:
    """Return the other forms of a word by spelling rules. Some do not exist, since there is no dictionary."""
    return {form for base in (word, *_bases(word)) for form in _inflected(base)} - {word}


def _bases(word: str) -> Iterator[str]:
    for ending, base_ending in _ENDINGS:
        base = word.removesuffix(ending) + base_ending
        if base != word + base_ending and len(base) >= _SHORTEST_BASE:
            yield base
            if ending in _AFTER_DOUBLED and not base_ending and base[-1] == base[-2]:
                yield base[:-1]  # stopped, stop


def _inflected(base: str) -> Iterator[str]:
    yield base
    if len(base) < _SHORTEST_BASE:
        if len(base) == _SHORTEST_INITIALISM:
            yield base + "s"
        return
    yield from (base + ending for ending in ("s", "es", "ed", "ing"))
    if base[-1] == "e":
        yield from (base + "d", base[:-1] + "ing")
    elif base[-1] == "y":
        yield from (base[:-1] + "ies", base[:-1] + "ied")
    else:
        yield from (base + base[-1] + "ed", base + base[-1] + "ing")
