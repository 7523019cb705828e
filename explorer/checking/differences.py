"""How words differ from the passage that they must come from. Whether words count as found is not decided here."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator

import msgspec

from explorer.checking.passages import Passage, SourceText, fold_typography

# A passage whose letters are less similar than this (0 to 100) has nothing to do with the words, and is not shown.
_RELATED = 60
# Letters may be similar by chance, in short words and in any two sentences of one language. So a passage that is less
# similar than _ALIKE must also have this share of the words, in any order.
_ALIKE, _SHARED = 85, 0.5
# Up to so many words are looked for in any order. For more words, their letters are enough to find them.
_FEW = 12
# How many characters are compared to find the nearest passage. The time grows with the square of this.
_COMPARED = 500
# How many characters beyond the rough match are looked at, at either end.
_SLACK = 40
# Up to so many words that changed places with their neighbours count as one change.
_BESIDE = 3
# How many differences a message names.
_SAID = 5
# A step of a diff: its start and end in the archive's words, then its start and end in the article's.
_Step = tuple[int, int, int, int]
_ELLIPSIS = re.compile(r"\s*(?:…|\.{3})\s*")
_WORD = re.compile(r"\w+(?:[’'-]\w+|[.,:]\d+)*|[-‐‑‒–—―−]+|\.{3}|[^\w\s]")


def nearest_passage(words: str, text: SourceText) -> Passage | None:
    """The passage of a text that is most similar to words that are not in it. It cuts no word.

    None when no passage is similar enough for the words to come from it.
    """
    if len(words) > len(text):
        return None
    return _reordered(words, text) or _elided(words, text) or _alike(words, text)


def _reordered(words: str, text: SourceText) -> Passage | None:
    """The passage that has the same few words in another order. By letters alone, another passage might be nearer."""
    wanted = sorted(re.findall(r"\w+", words.casefold()))
    if not 1 < len(wanted) <= _FEW:
        return None
    found = list(re.finditer(r"\w+", text.text))
    there = [word[0].casefold() for word in found]
    for n in range(len(found) - len(wanted) + 1):
        if there[n] in wanted and sorted(there[n : n + len(wanted)]) == wanted:
            return Passage(found[n].start(), found[n + len(wanted) - 1].end())
    return None


def _elided(words: str, text: SourceText) -> Passage | None:
    """The passage that the words shorten by an ellipsis, however much is left out."""
    first, *others = (text.find_folded(part) for part in _ELLIPSIS.split(words))
    for begun in first if others else ():
        end = begun.end
        for found in others:
            following = bisect_left(found, end, key=lambda part: part.start)
            if following == len(found):
                return None
            end = found[following].end
        if text.paragraph_at(end - 1) == text.paragraph_at(begun.start):
            return Passage(begun.start, end)
    return None


def _alike(words: str, text: SourceText) -> Passage | None:
    """The passage with the most similar letters."""
    from rapidfuzz import fuzz

    compared = words[:_COMPARED]
    found = fuzz.partial_ratio_alignment(compared, text.text, score_cutoff=_RELATED)
    if found is None or found.dest_start == found.dest_end:
        return None
    nearest = _aligned(words, text, Passage(found.dest_start, found.dest_end + len(words) - len(compared)))
    if nearest is None or (found.score < _ALIKE and _shared(words, text.text[nearest.start : nearest.end]) < _SHARED):
        return None
    return nearest


def _shared(words: str, passage: str) -> float:
    """Which share of the words a passage has, from 0 to 1, in any order."""
    ours, theirs = (Counter(re.findall(r"\w+", side.casefold())) for side in (words, passage))
    return (ours & theirs).total() / max(1, ours.total())


def _aligned(words: str, text: SourceText, rough: Passage) -> Passage | None:
    """A rough passage, corrected so that its first and last word correspond to the first and last of the words."""
    from difflib import SequenceMatcher

    ours = [fold_typography(word) for word in _WORD.findall(words)]
    theirs = list(_whole_words(text.text, rough.start - _SLACK, rough.end + _SLACK))
    matcher = SequenceMatcher(
        None, ours, [fold_typography(found[0]) for found in theirs], autojunk=len(theirs) > _COMPARED
    )
    same = [block for block in matcher.get_matching_blocks() if block.size]
    if not same:
        return None
    first = max(0, same[0].b - same[0].a)
    last = min(len(theirs), same[-1].b + len(ours) - same[-1].a) - 1
    return Passage(theirs[first].start(), theirs[last].end())


def _whole_words(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    start, end = max(0, start), min(len(text), end)
    for found in _WORD.finditer(text, start, end):
        if (found.start() > start or start == 0) and (found.end() < end or end == len(text)):
            yield found


class Change(msgspec.Struct, frozen=True):
    """One step of a diff: a run of the archive's words, and the article's in its place. Either may be empty."""

    archive: str
    article: str

    @property
    def same(self) -> bool:
        """Whether both sides say the same, whatever their typography."""
        return fold_typography(self.archive) == fold_typography(self.article)


def changes(archive_words: str, article_words: str) -> list[Change]:
    """A word-level diff from the archive's words to the article's, with the unchanged runs."""
    from difflib import SequenceMatcher

    ours, theirs = list(_WORD.finditer(archive_words)), list(_WORD.finditer(article_words))
    words, others = ([fold_typography(found[0]) for found in side] for side in (ours, theirs))
    matcher = SequenceMatcher(None, words, others, autojunk=len(theirs) > _COMPARED)
    steps = _with_swaps(matcher.get_opcodes(), words, others)
    return [Change(_run(ours[a1:a2]), _run(theirs[b1:b2])) for a1, a2, b1, b2 in steps]


def _with_swaps(steps: Iterable[tuple[str, int, int, int, int]], words: list[str], others: list[str]) -> list[_Step]:
    """The steps of a diff. Where a few words only changed places with their neighbours, three steps become one."""
    found: list[_Step] = []
    for tag, a1, a2, b1, b2 in steps:
        if tag != "equal" and len(found) > 1 and a1 - found[-1][0] <= _BESIDE:
            first_a1, first_a2, first_b1, first_b2 = found[-2]
            if words[first_a1:first_a2] == others[b1:b2] and others[first_b1:first_b2] == words[a1:a2]:
                del found[-2:]
                a1, b1 = first_a1, first_b1
        found.append((a1, a2, b1, b2))
    return found


def _run(words: list[re.Match[str]]) -> str:
    """The text from the first of some words to the last. Each run of white space is one space."""
    return " ".join(words[0].string[words[0].start() : words[-1].end()].split()) if words else ""


def describe_changes(archive_words: str, article_words: str) -> str:
    """The differences as one line of a message: “not” is added; “years” for “months”."""
    said = []
    differences = [change for change in changes(archive_words, article_words) if not change.same]
    for change in differences[:_SAID]:
        if not change.article:
            said.append(f"“{shortened(change.archive)}” is added")
        elif not change.archive:
            said.append(f"“{shortened(change.article)}” is left out")
        else:
            said.append(f"“{shortened(change.archive)}” should be “{shortened(change.article)}”")
    if len(differences) > _SAID:
        said.append(f"and {len(differences) - _SAID} more differences")
    return "; ".join(said) or f"only white space or a cut word differs from “{shortened(article_words)}”"


def shortened(words: str, most: int = 60) -> str:
    """Words for a message: at most `most` characters."""
    return words if len(words) <= most else f"{words[: most - 1]}…"
