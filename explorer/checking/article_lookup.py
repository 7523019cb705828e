"""Find the article that has words which are missing in the one they are quoted from."""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping
from unicodedata import is_normalized, normalize

from explorer.reading.text.passages import SourceText, fold_typography

# Folding typography changes none of these runs, and no passage cuts one at its ends.
_PLAIN = re.compile(r"[A-Za-z0-9]+")
# The longer ones: fewer, and most tell one text from another.
_LONG = re.compile(r"[A-Za-z0-9]{5,}")
# An index of all texts is made when words are looked for so many times: for fewer, looking into each text is faster.
_OFTEN = 8
# So few articles that each is looked into.
_FEW = 4


class ArticleLookup:
    """The texts of all articles, by article id, to look words up in."""

    def __init__(self, texts: Mapping[str, SourceText]) -> None:
        self._texts = texts
        self._asked = 0
        self._folded: dict[str, str] = {}
        # For each long run of plain letters, the numbers of the texts that have it; empty until it is made.
        self._holders: dict[str, array[int]] = {}
        self._ids: list[str] = []

    def article_with(self, words: str, but: str) -> str | None:
        """The id of the first article, but for one, that has the words; None without any."""
        self._asked += 1
        wanted = fold_typography(words.strip())
        for id in self._likely(wanted):
            if id != but and wanted in self._text_of(id) and self._has(id, words):
                return id
        return None

    def _likely(self, wanted: str) -> Iterable[str]:
        """The ids of the articles that may have words, which are folded, in the order of the articles."""
        long = set(_LONG.findall(wanted))
        if self._asked < _OFTEN or not long:
            longest_first = sorted(set(_PLAIN.findall(wanted)), key=len, reverse=True)
            return (id for id, text in self._texts.items() if all(run in text.text for run in longest_first))
        if not self._ids:
            self._index()
        rarest_first = sorted((self._holders.get(run, array("I")) for run in long), key=len)
        likely = set(rarest_first[0])
        for holders in rarest_first[1:]:
            if len(likely) <= _FEW:
                break
            likely.intersection_update(holders)
        return (self._ids[number] for number in sorted(likely))

    def _index(self) -> None:
        holders: dict[str, array[int]] = defaultdict(lambda: array("I"))
        for number, text in enumerate(self._texts.values()):
            for run in _long_runs_of(text.text):
                holders[run].append(number)
        self._holders, self._ids = dict(holders), list(self._texts)

    def _text_of(self, id: str) -> str:
        if id not in self._folded:
            self._folded[id] = fold_typography(self._texts[id].text)
        return self._folded[id]

    def _has(self, id: str, words: str) -> bool:
        """Whether the words stand in a text without cutting a word."""
        text = self._texts[id]
        return bool(text.find_first(words) or text.find_folded(words))


def _long_runs_of(text: str) -> set[str]:
    """The long runs of plain letters of a text, as they are in the folded one."""
    return set(_LONG.findall(text if is_normalized("NFC", text) else normalize("NFC", text)))
