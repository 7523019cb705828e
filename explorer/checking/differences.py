"""Diff words against the passage that they must come from, and describe the differences."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import zip_longest

import msgspec

from explorer.display import shortened
from explorer.reading.text.passages import fold_typography

# With more words than this, the diff ignores words that are too frequent to be significant.
_MOST_WORDS = 500
# At most this many words that changed places with their neighbours count as one change.
_BESIDE = 3
# The maximum number of differences in a message.
_SAID = 5
# The number of words whose folded typography is cached.
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
WORD = re.compile(r"\w+(?:[’'-]\w+|[.,:]\d+)*|[-‐‑‒–—―−]+|\.{3}|[^\w\s]")


@lru_cache(maxsize=_KEPT_WORDS)
def folded_word(word: str) -> str:
    """A word with its typography folded. This is cached, since most words are frequent."""
    return fold_typography(word)


class Change(msgspec.Struct, frozen=True):
    """One step of a diff: some of the archive's words, and the article's words in their place. Either may be empty."""

    archive: str
    article: str

    @property
    def same(self) -> bool:
        """Whether both sides say the same apart from typography."""
        return fold_typography(self.archive) == fold_typography(self.article)


def changes(archive_words: str, article_words: str) -> list[Change]:
    """A word-level diff from the archive's words to the article's, with the unchanged runs."""
    from difflib import SequenceMatcher

    ours, theirs = list(WORD.finditer(archive_words)), list(WORD.finditer(article_words))
    words, others = ([folded_word(match[0]) for match in side] for side in (ours, theirs))
    matcher = SequenceMatcher(None, words, others, autojunk=len(theirs) > _MOST_WORDS)
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
    """The text from the first of some words to the last, with each run of white space as one space."""
    return " ".join(words[0].string[words[0].start() : words[-1].end()].split()) if words else ""


def describe_changes(archive_words: str, article_words: str) -> str:
    """Describe the differences in one line: “not” is left out; a full stop where the article has a comma."""
    found = [change for change in changes(archive_words, article_words) if not change.same]
    differences = [step for change in found for step in _steps(change)]
    said = [_said(change) for change in differences[:_SAID]]
    if len(differences) > _SAID:
        said.append(f"and {len(differences) - _SAID} more differences")
    return "; ".join(said) or f"only white space or a cut word differs from “{shortened(article_words)}”"


def _steps(change: Change) -> list[Change]:
    """A change word by word, if its words differ only in case and in the marks between them."""
    from difflib import SequenceMatcher

    ours, theirs = WORD.findall(change.archive), WORD.findall(change.article)
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
        return f"the article’s {mark.partition(' ')[2]} is left out" if mark else f"“{shortened(theirs)}” is left out"
    if ours in _MARKS and theirs in _MARKS:
        return f"{_MARKS[ours]} where the article has {_MARKS[theirs]}"
    small = next((what for what, key in _SMALL.items() if key(ours) == key(theirs)), None)
    should = f"“{shortened(ours)}” should be “{shortened(theirs)}”"
    return f"{should} ({small})" if small else should


def _unaccented(words: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", words) if not unicodedata.combining(letter))


def _letters(words: str) -> str:
    return "".join(letter for letter in words if letter.isalnum())


# What may be the only difference between two runs of words, each with a function that removes it.
_SMALL: dict[str, Callable[[str], str]] = {
    "only capital letters differ": str.casefold,
    "only an accent differs": _unaccented,
    "only a hyphen or a dash differs": lambda words: re.sub(r"\s*[-‐‑‒–—―−]+\s*|\s+", "", words),
    "only an apostrophe differs": lambda words: re.sub(r"['’‘]", "", words),
    "only punctuation differs": lambda words: " ".join(filter(None, map(_letters, words.split()))),
}
