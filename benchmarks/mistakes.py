"""How people type words that they remember: each way takes the words that are meant and gives those that are typed.

A way gives None where it can't be gone with these words. Given with what is typed are the words that were meant by it:
all but those for which there is a wrong one.
"""

from __future__ import annotations

import random

from benchmarks.misspellings import misspellings

Typed = tuple[list[str], list[str]]

_SHORTEST_CUT = 4


def as_they_are(_: random.Random, words: list[str]) -> Typed | None:
    return words, words


def misspelt(rng: random.Random, words: list[str], count: int = 1) -> Typed | None:
    """So many of the words are misspelt as real people do."""
    places = [at for at, word in enumerate(words) if word in misspellings()]
    if len(places) < count:
        return None
    typed = list(words)
    for at in rng.sample(places, count):
        typed[at] = rng.choice(misspellings()[words[at]])
    return typed, words


def cut(rng: random.Random, words: list[str]) -> Typed | None:
    """The last word is not finished."""
    size = len(words[-1])
    if size < _SHORTEST_CUT:
        return None
    return [*words[:-1], words[-1][: rng.randint(size // 2, size - 1)]], words


def reordered(rng: random.Random, words: list[str]) -> Typed | None:
    typed = rng.sample(words, len(words))
    return (typed, words) if typed != words else None


def with_a_wrong_word(rng: random.Random, words: list[str]) -> Typed | None:
    """In place of one word stands another."""
    at = rng.randrange(len(words))
    wrong = rng.choice(list(misspellings()))
    return [*words[:at], wrong, *words[at + 1 :]], words[:at] + words[at + 1 :]


def misspelt_with_a_wrong_word(rng: random.Random, words: list[str]) -> Typed | None:
    """In place of one word stands another, and one of the rest is misspelt."""
    given = with_a_wrong_word(rng, words)
    if given is None:
        return None
    typed, meant = given
    places = [at for at, word in enumerate(typed) if word in meant and word in misspellings()]
    if not places:
        return None
    at = rng.choice(places)
    return [*typed[:at], rng.choice(misspellings()[typed[at]]), *typed[at + 1 :]], meant
