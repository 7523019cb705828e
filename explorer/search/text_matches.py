"""Finding words inside of one long text, with typos and unfinished words as in the search of the archive."""

from __future__ import annotations

from explorer.search import folding
from explorer.search.explaining import distance
from explorer.search.hits import Match
from explorer.search.language import parse
from explorer.search.vocabulary import TYPO, WAYS, Vocabulary

# A word of the text counts when its similarity is at least this share of the best one's.
_AS_GOOD = 0.9


def matches_in(text: str, query: str) -> list[Match]:
    """The words of a text that are most similar to each word of a query."""
    vocabulary = Vocabulary(sorted({*folding.words(text), *folding.compounds(text)}), lambda: None)
    parsed = parse(query)
    words = [*parsed.words, *(word for phrase in parsed.phrases for word in phrase)]
    matches = []
    for word in dict.fromkeys(words):
        ids, similarities, ways = vocabulary.expand(word, parsed.unfinished and word == words[-1])
        for n in (similarities >= _AS_GOOD * similarities.max(initial=0.0)).nonzero()[0].tolist():
            matched, way = vocabulary.word(int(ids[n])), int(ways[n])
            wrong = distance(word, matched) if way == TYPO else 0
            matches.append(Match("text", word, matched, WAYS[way], wrong))
    return matches
