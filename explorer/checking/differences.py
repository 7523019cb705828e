"""How words differ from the passage that they must come from. Whether words count as found is not decided here."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING

import msgspec

from explorer.checking.likely_parts import likely_parts
from explorer.checking.passages import Passage, SourceText, fold_typography

if TYPE_CHECKING:
    from difflib import Match

# A passage whose letters are less similar than this (0 to 100) has nothing to do with the words, and is not shown.
_RELATED = 60
# Letters may be similar by chance, in short words and in any two sentences of one language. So a passage that is less
# similar than _ALIKE must also have this share of the words, in any order.
_ALIKE, _SHARED = 85, 0.5
# Up to so many words are looked for in any order. For more words, their letters are enough to find them.
_FEW = 12
# How many characters are compared to find the nearest passage. The time grows with the square of this.
_COMPARED = 500
# In a text of more characters, comparing all of it takes many times as long as looking for single words.
_LONG = 50_000
# How many characters beyond the rough match are looked at, at either end.
_SLACK = 40
# Up to so many words that changed places with their neighbours count as one change.
_BESIDE = 3
# How many differences a message names.
_SAID = 5
# How many words are known with their typography folded.
_KEPT_WORDS = 20_000
# A step of a diff: its start and end in the archive's words, then its start and end in the article's.
_Step = tuple[int, int, int, int]
_MARKS = {
    ".": "a full stop",
    ",": "a comma",
    ";": "a semicolon",
    ":": "a colon",
    "!": "an exclamation mark",
    "?": "a question mark",
    "…": "an ellipsis",
    "...": "an ellipsis",
    **dict.fromkeys("([{", "an opening bracket"),
    **dict.fromkeys(")]}", "a closing bracket"),
    **dict.fromkeys("'’‘`", "a single quotation mark or apostrophe"),
    **dict.fromkeys('"“”„«»', "a quotation mark"),
    **dict.fromkeys("-‐‑−", "a hyphen"),
    **dict.fromkeys(("–", "—", "―", "‒", "--", "---"), "a dash"),
    **dict.fromkeys("。．", "a full stop"),
    **dict.fromkeys("，、", "a comma"),
    **dict.fromkeys("！", "an exclamation mark"),
    **dict.fromkeys("？", "a question mark"),
    "/": "a slash",
    "*": "an asterisk",
    "&": "an ampersand",
}
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
            return _with_marks(words, text.text, found[n].start(), found[n + len(wanted) - 1].end())
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
    compared = words[:_COMPARED]
    score, found = _with_most_letters(compared, text.text)
    if found is None or found.start == found.end:
        return None
    nearest = _aligned(words, text, Passage(found.start, found.end + len(words) - len(compared)))
    if nearest is None or (score < _ALIKE and _shared(words, text.text[nearest.start : nearest.end]) < _SHARED):
        return None
    return nearest


def _with_most_letters(words: str, text: str) -> tuple[float, Passage | None]:
    """How similar the letters of a text are at best, and where. A long text is searched where words stand."""
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
    """Which share of the words a passage has, from 0 to 1, in any order."""
    ours, theirs = (Counter(re.findall(r"\w+", side.casefold())) for side in (words, passage))
    return (ours & theirs).total() / max(1, ours.total())


def _aligned(words: str, text: SourceText, rough: Passage) -> Passage | None:
    """A rough passage, corrected so that its first and last word correspond to the first and last of the words."""
    from difflib import SequenceMatcher

    ours = [_folded(word) for word in _WORD.findall(words)]
    theirs = list(_whole_words(text.text, rough.start - _SLACK, rough.end + _SLACK))
    matcher = SequenceMatcher(None, ours, [_folded(found[0]) for found in theirs], autojunk=len(theirs) > _COMPARED)
    same = _with_words([block for block in matcher.get_matching_blocks() if block.size], ours)
    if not same:
        return None
    first = max(0, same[0].b - same[0].a)
    last = min(len(theirs), same[-1].b + len(ours) - same[-1].a) - 1
    return Passage(theirs[first].start(), theirs[last].end())


def _with_words(same: list[Match], ours: list[str]) -> list[Match]:
    """The parts that both sides have, without punctuation at either end that both have only by chance, far away."""
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
    for found in _WORD.finditer(text, start, end):
        if (found.start() > start or start == 0) and (found.end() < end or end == len(text)):
            yield found


@lru_cache(maxsize=_KEPT_WORDS)
def _folded(word: str) -> str:
    """A word with its typography folded. Most words stand many times."""
    return fold_typography(word)


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
    words, others = ([_folded(found[0]) for found in side] for side in (ours, theirs))
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
    """The differences as one line of a message: “not” is left out; a full stop where the article has a comma."""
    found = [change for change in changes(archive_words, article_words) if not change.same]
    differences = [step for change in found for step in _steps(change)]
    said = [_said(change) for change in differences[:_SAID]]
    if len(differences) > _SAID:
        said.append(f"and {len(differences) - _SAID} more differences")
    return "; ".join(said) or f"only white space or a cut word differs from “{shortened(article_words)}”"


def _steps(change: Change) -> list[Change]:
    """A change word by word, if its words differ in nothing but their case and the marks between them."""
    from difflib import SequenceMatcher

    ours, theirs = _WORD.findall(change.archive), _WORD.findall(change.article)
    steps: list[Change] = []
    matcher = SequenceMatcher(None, [word.casefold() for word in ours], [word.casefold() for word in theirs])
    for tag, a1, a2, b1, b2 in matcher.get_opcodes():
        if tag != "equal" and not _MARKS.keys() >= {*ours[a1:a2], *theirs[b1:b2]}:
            return [change]
        steps += [Change(*pair) for pair in zip_longest(ours[a1:a2], theirs[b1:b2], fillvalue="")]
    return [step for step in steps if not step.same]


def _said(change: Change) -> str:
    ours, theirs = change.archive, change.article
    if not theirs:
        mark = _MARKS.get(ours)
        return f"{mark} that the article does not have" if mark else f"“{shortened(ours)}” is added"
    if not ours:
        mark = _MARKS.get(theirs)
        return f"the article’s {_bare(mark)} is left out" if mark else f"“{shortened(theirs)}” is left out"
    if ours in _MARKS and theirs in _MARKS:
        return f"{_MARKS[ours]} where the article has {_MARKS[theirs]}"
    small = next((what for what, key in _SMALL.items() if key(ours) == key(theirs)), None)
    should = f"“{shortened(ours)}” should be “{shortened(theirs)}”"
    return f"{should} ({small})" if small else should


def _bare(noun: str) -> str:
    return noun.partition(" ")[2]


def _unaccented(words: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", words) if not unicodedata.combining(letter))


def _letters(words: str) -> str:
    return "".join(letter for letter in words if letter.isalnum())


# What two runs of words differ in, if they are the same otherwise.
_SMALL: dict[str, Callable[[str], str]] = {
    "only capital letters differ": str.casefold,
    "only an accent differs": _unaccented,
    "only a hyphen or a dash differs": lambda words: re.sub(r"\s*[-‐‑‒–—―−]+\s*|\s+", "", words),
    "only an apostrophe differs": lambda words: re.sub(r"['’‘]", "", words),
    "only punctuation differs": lambda words: " ".join(filter(None, map(_letters, words.split()))),
}


def shortened(words: str, most: int = 60) -> str:
    """Words for a message: at most `most` characters."""
    return words if len(words) <= most else f"{words[: most - 1]}…"
