"""Find where missing words must come from: the passage of their article, or another article that has them.

This never counts as a verification.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING
from unicodedata import is_normalized, normalize

from explorer.checking.differences import WORD, folded_word
from explorer.reading.text.passages import Passage, SourceText, fold_typography

if TYPE_CHECKING:
    from difflib import Match

_WORD = re.compile(r"\w+")
# Words more frequent than this say little; then only the rarest count. And the maximum number of a word's places.
_RARE, _RAREST, _MOST = 50, 3, 500
# The maximum number of parts, and how many characters to add at each end.
_PARTS, _PART_SLACK = 5, 100
# The number of texts whose words are cached, since most searches in a text come together.
_KEPT = 4


def likely_parts(words: str, text: str) -> Iterator[Passage]:
    """The parts of a text that share most of the rare words, the likeliest first."""
    begins = sorted(_begins(words, _places_of_words(text)))
    apart = len(words) // 2
    starts = [n for n in range(len(begins)) if n == 0 or begins[n] - begins[n - 1] > apart]
    runs = [begins[start:end] for start, end in zip(starts, [*starts, len(begins)][1:], strict=True)]
    for run in sorted(runs, key=len, reverse=True)[:_PARTS]:
        yield Passage(max(0, run[0] - _PART_SLACK), min(len(text), run[-1] + len(words) + _PART_SLACK))


def _begins(words: str, places: Mapping[str, Sequence[int]]) -> Iterator[int]:
    """Where the words would begin, given each occurrence of each of their rare words."""
    known = [
        (places[word], match.start()) for match in _WORD.finditer(words) if (word := match[0].casefold()) in places
    ]
    known.sort(key=lambda each: len(each[0]))
    rare = [each for each in known if len(each[0]) <= _RARE] or known[:_RAREST]
    for there, here in rare:
        yield from (place - here for place in there[:_MOST])


@lru_cache(maxsize=_KEPT)
def _places_of_words(text: str) -> Mapping[str, Sequence[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for found in _WORD.finditer(text):
        places[found[0].casefold()].append(found.start())
    return dict(places)


# A passage whose letters are less similar than this (0 to 100) is unrelated to the words, and is not shown.
_RELATED = 60
# Letters may be similar by chance, in short words and in any two sentences of one language. So a passage less similar
# than _ALIKE must also have this share of the words, in any order.
_ALIKE, _SHARED = 85, 0.5
# At most this many words are searched for in any order. For more words, their letters are enough to find them.
_FEW = 12
# In a text of more characters, comparing all of it is many times slower than searching for single words.
_LONG = 50_000
# How many characters beyond each end of the rough match to search.
_SLACK = 40
# How many characters are compared to find the nearest passage. The time grows with the square of this.
_COMPARED = 500
_ELLIPSIS = re.compile(r"\s*(?:…|\.{3})\s*")


def nearest_passage(words: str, text: SourceText) -> Passage | None:
    """Find the passage of a text that is most similar to words that are not in it, at whole words.

    None if no passage is similar enough to be the source of the words.
    """
    if len(words) > len(text):
        return None
    return _reordered(words, text) or _elided(words, text) or _alike(words, text)


def _reordered(words: str, text: SourceText) -> Passage | None:
    """The passage with the same few words in another order. By letters alone, another passage might be nearer."""
    wanted = sorted(re.findall(r"\w+", words.casefold()))
    if not 1 < len(wanted) <= _FEW:
        return None
    matches = list(re.finditer(r"\w+", text.text))
    there = [word[0].casefold() for word in matches]
    for n in range(len(matches) - len(wanted) + 1):
        if there[n] in wanted and sorted(there[n : n + len(wanted)]) == wanted:
            return _with_marks(words, text.text, matches[n].start(), matches[n + len(wanted) - 1].end())
    return None


def _with_marks(words: str, text: str, start: int, end: int) -> Passage:
    """A passage from its first word to its last, with a mark at either end if the words have one there."""
    words = words.strip()
    if not words[-1].isalnum() and not text[end : end + 1].isspace():
        end = min(end + 1, len(text))
    if not words[0].isalnum() and start and not text[start - 1].isspace():
        start -= 1
    return Passage(start, end)


def _elided(words: str, text: SourceText) -> Passage | None:
    """The passage that the words shorten by an ellipsis, however much is left out."""
    first, *others = (text.find_folded(part) for part in _ELLIPSIS.split(words))
    for begun in first if others else ():
        end = begun.end
        for passages in others:
            following = bisect_left(passages, end, key=lambda part: part.start)
            if following == len(passages):
                return None
            end = passages[following].end
        if text.paragraph_at(end - 1) == text.paragraph_at(begun.start):
            return Passage(begun.start, end)
    return None


def _alike(words: str, text: SourceText) -> Passage | None:
    """The passage with the most similar letters."""
    compared = words[:_COMPARED]
    score, passage = _with_most_letters(compared, text.text)
    if passage is None or passage.start == passage.end:
        return None
    nearest = _aligned(words, text, Passage(passage.start, passage.end + len(words) - len(compared)))
    if nearest is None or (score < _ALIKE and _shared(words, text.text[nearest.start : nearest.end]) < _SHARED):
        return None
    return nearest


def _with_most_letters(words: str, text: str) -> tuple[float, Passage | None]:
    """The best similarity of letters in a text, and its place. In a long text, only likely parts are compared."""
    from rapidfuzz import fuzz

    best: tuple[float, Passage | None] = (0, None)
    for part in likely_parts(words, text) if len(text) > _LONG else ():
        found = fuzz.partial_ratio_alignment(words, text[part.start : part.end], score_cutoff=_ALIKE)
        if found is not None and found.score > best[0]:
            best = found.score, Passage(part.start + found.dest_start, part.start + found.dest_end)
    if best[1] is None:
        found = fuzz.partial_ratio_alignment(words, text, score_cutoff=_RELATED)
        best = (found.score, Passage(found.dest_start, found.dest_end)) if found is not None else best
    return best


def _shared(words: str, passage: str) -> float:
    """The share of the words that a passage has, from 0 to 1, in any order."""
    ours, theirs = (Counter(re.findall(r"\w+", side.casefold())) for side in (words, passage))
    return (ours & theirs).total() / max(1, ours.total())


def _aligned(words: str, text: SourceText, rough: Passage) -> Passage | None:
    """A rough passage, corrected so that its first and last word match the first and last of the words."""
    from difflib import SequenceMatcher

    ours = [folded_word(word) for word in WORD.findall(words)]
    theirs = list(_whole_words(text.text, rough.start - _SLACK, rough.end + _SLACK))
    matcher = SequenceMatcher(None, ours, [folded_word(match[0]) for match in theirs], autojunk=len(theirs) > _COMPARED)
    same = _with_words([block for block in matcher.get_matching_blocks() if block.size], ours)
    if not same:
        return None
    first = max(0, same[0].b - same[0].a)
    last = min(len(theirs), same[-1].b + len(ours) - same[-1].a) - 1
    return Passage(theirs[first].start(), theirs[last].end())


def _with_words(same: list[Match], ours: list[str]) -> list[Match]:
    """The parts that both sides have, without distant punctuation at either end that matches only by chance."""
    while len(same) > 1 and _is_only_marks(ours[same[-1].a : same[-1].a + same[-1].size]):
        before, last = same[-2:]
        if last.b - before.b - before.size <= last.a - before.a - before.size:
            break
        same = same[:-1]
    while len(same) > 1 and _is_only_marks(ours[same[0].a : same[0].a + same[0].size]):
        first, after = same[:2]
        if after.b - first.b - first.size <= after.a - first.a - first.size:
            break
        same = same[1:]
    return same


def _is_only_marks(words: Iterable[str]) -> bool:
    return not any(letter.isalnum() for word in words for letter in word)


def _whole_words(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    start, end = max(0, start), min(len(text), end)
    for match in WORD.finditer(text, start, end):
        if (match.start() > start or start == 0) and (match.end() < end or end == len(text)):
            yield match


# Folding typography leaves these runs unchanged, and no passage ends within one.
_PLAIN = re.compile(r"[A-Za-z0-9]+")
# Longer runs: there are fewer, and most distinguish a text from others.
_LONG_RUN = re.compile(r"[A-Za-z0-9]{5,}")
# After this many lookups, an index of all texts is made; before that, searching each text is faster.
_OFTEN = 8
# With this few articles left, each is searched.
_FEW_ARTICLES = 4


class ArticleLookup:
    """Find words in the texts of all articles, by article id."""

    def __init__(self, texts: Mapping[str, SourceText]) -> None:
        self._texts = texts
        self._asked = 0
        self._folded: dict[str, str] = {}
        # For each long run of plain letters, the numbers of the texts that have it; empty until the index is made.
        self._holders: dict[str, array[int]] = {}
        self._ids: list[str] = []

    def article_with(self, words: str, but: str) -> str | None:
        """The id of the first article other than `but` that has the words, or None."""
        self._asked += 1
        wanted = fold_typography(words.strip())
        for id in self._likely(wanted):
            if id != but and wanted in self._text_of(id) and self._has(id, words):
                return id
        return None

    def _likely(self, wanted: str) -> Iterable[str]:
        """The ids of the articles that may contain the folded words, in the order of the articles."""
        long = set(_LONG_RUN.findall(wanted))
        if self._asked < _OFTEN or not long:
            longest_first = sorted(set(_PLAIN.findall(wanted)), key=len, reverse=True)
            return (id for id, text in self._texts.items() if all(run in text.text for run in longest_first))
        if not self._ids:
            self._index()
        rarest_first = sorted((self._holders.get(run, array("I")) for run in long), key=len)
        likely = set(rarest_first[0])
        for holders in rarest_first[1:]:
            if len(likely) <= _FEW_ARTICLES:
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
        """Whether a text contains the words as whole words."""
        text = self._texts[id]
        return bool(text.find_first(words) or text.find_folded(words))


def _long_runs_of(text: str) -> set[str]:
    """The long runs of plain letters of a text, the same as in its folded form."""
    return set(_LONG_RUN.findall(text if is_normalized("NFC", text) else normalize("NFC", text)))
