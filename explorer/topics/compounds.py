"""Split compounds, as in German: “Grenzkontrollen” (border checks) are also about the “Grenze” (border)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from explorer.topics.corpus import Corpus

# The minimum number of letters of each part of a compound.
_SHORTEST = 4


def compounds(corpus: Corpus, words: Iterable[str]) -> dict[str, set[str]]:
    """The given words that are compounds, by the base forms of their parts; empty if no language has compounds."""
    joints = {joint for grammar in dict.fromkeys(corpus.grammars) for joint in grammar.joints}
    found: dict[str, set[str]] = defaultdict(set)
    for word in words if joints else ():
        for part in _parts(word, corpus, joints):
            found[corpus.base_form(part)].add(word)
    return found


def _parts(word: str, corpus: Corpus, joints: set[str]) -> Iterator[str]:
    """The words of the corpus that form a word: a first part, perhaps a joint, and a second part."""
    for at in range(_SHORTEST, len(word) - _SHORTEST + 1):
        first, second = word[:at], word[at:]
        if second not in corpus:
            continue
        cut = {first.removesuffix(joint) for joint in joints}
        # “Grenze” loses its last letter in “Grenzkontrollen”.
        firsts = [each for each in {first, f"{first}e", *cut} if len(each) >= _SHORTEST and each in corpus]
        if firsts:
            yield second
            yield from firsts
