"""How the terms of a corpus are written."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from explorer.search import folding
from explorer.search.contexts import stand_in
from explorer.search.runs import Run, run
from explorer.topics.corpus import Corpus
from explorer.topics.grammar import POSSESSIVE
from explorer.topics.terms import Term

# The maximum number of spellings of a term, and the minimum share of its uses for each.
_MOST, _RARE = 4, 0.05


class Spelling:
    """How the terms of one corpus are written."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus

    def name(self, term: Term) -> str:
        """The label of a term: its most frequent spelling, with an initial capital; “iPod” stays as it is."""
        seen = Counter(self._text(place, place + len(term.words) - 1) for place in term.at.tolist())
        text = max(seen, key=lambda each: (seen[each], each))
        return text[0].upper() + text[1:] if text.partition(" ")[0].islower() else text

    def ways(self, terms: Iterable[Term]) -> list[str]:
        """Spellings of terms as values of `about:`: the most frequent, and others not matched by any before them."""
        found: list[str] = []
        runs: list[Run] = []
        for term in terms:
            of_term = 0
            for words, written, uses in self._written(term):
                if not found or (of_term < _MOST and uses >= _RARE * term.uses and not stand_in(runs, words)):
                    runs.append(run(words))
                    found.append(written)
                    of_term += 1
        return found

    def _written(self, term: Term) -> Iterator[tuple[tuple[str, ...], str, int]]:
        """The spellings of a term: folded words, their most frequent written form, and their number of uses."""
        seen: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
        for place in term.at.tolist():
            text = self._text(place, place + len(term.words) - 1)
            seen[tuple(folding.words(text))][text] += 1
        for words, texts in sorted(seen.items(), key=lambda each: (-each[1].total(), each[0])):
            yield words, max(texts, key=lambda text: (texts[text], text)), texts.total()

    def _text(self, first: int, last: int) -> str:
        corpus = self._corpus
        text = corpus.texts[corpus.segment[first]][corpus.start[first] : corpus.end[last]]
        for ending in POSSESSIVE:
            text = text.removesuffix(ending)
        return " ".join(text.split())
