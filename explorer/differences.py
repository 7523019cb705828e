"""How words differ from the passage that they must come from. Nothing here says that words are found."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from explorer.passages import Passage, SourceText

# Below this similarity (0 to 100) the nearest passage has nothing to do with the words, and is not shown.
_RELATED = 60
# How many characters are compared to find the nearest passage: the time grows with their square.
_COMPARED = 500
# By how many characters the nearest passage may be longer at either end than the words.
_SLACK = 40
# How many differences a message says.
_SAID = 5
_WORD = re.compile(r"\w+(?:[’'-]\w+|[.,:]\d+)*|[^\w\s]")


def nearest_passage(words: str, text: SourceText) -> Passage | None:
    """The passage of a text that is most similar to words that are not in it, in whole words.

    None when nothing is similar enough to be what the words come from.
    """
    from rapidfuzz import fuzz

    if len(words) > len(text):
        return None
    compared = words[:_COMPARED]
    found = fuzz.partial_ratio_alignment(compared, text.text, score_cutoff=_RELATED)
    if found is None or found.dest_start == found.dest_end:
        return None
    return _aligned(words, text, Passage(found.dest_start, found.dest_end + len(words) - len(compared)))


def _aligned(words: str, text: SourceText, rough: Passage) -> Passage | None:
    """A passage about as long as the words, made to begin and end where they do whatever either side leaves out."""
    from difflib import SequenceMatcher

    ours = _WORD.findall(words)
    theirs = list(_whole_words(text.text, rough.start - _SLACK, rough.end + _SLACK))
    matcher = SequenceMatcher(None, ours, [found[0] for found in theirs], autojunk=len(theirs) > _COMPARED)
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
    """A run of words on the way from the archive's words to the article's: either side may be empty."""

    archive: str
    article: str

    @property
    def same(self) -> bool:
        return self.archive == self.article


def changes(archive_words: str, article_words: str) -> list[Change]:
    """A word-level diff of what the archive says and what the article says, the unchanged runs included."""
    from difflib import SequenceMatcher

    ours, theirs = list(_WORD.finditer(archive_words)), list(_WORD.finditer(article_words))
    words, others = [found[0] for found in ours], [found[0] for found in theirs]
    matcher = SequenceMatcher(None, words, others, autojunk=len(theirs) > _COMPARED)
    return [Change(_run(ours[a1:a2]), _run(theirs[b1:b2])) for _, a1, a2, b1, b2 in matcher.get_opcodes()]


def _run(words: list[re.Match[str]]) -> str:
    """Words as they stand in their text, with the white space between them as one space."""
    return " ".join(words[0].string[words[0].start() : words[-1].end()].split()) if words else ""


def describe_changes(archive_words: str, article_words: str) -> str:
    """The differences in words, for one line: “not” is added; “years” for “months”."""
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
    """Words for a message: the first `most` characters of them."""
    return words if len(words) <= most else f"{words[: most - 1]}…"
