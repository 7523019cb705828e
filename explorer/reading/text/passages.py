"""An article's text: its lines and paragraphs, and finding words in it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import cache, cached_property, lru_cache
from itertools import pairwise
from operator import attrgetter
from typing import Any, Protocol, TypeVar
from unicodedata import category, combining, is_normalized, normalize

import msgspec

# Characters that folding replaces without changing a text's length …
_SINGLE_MARKS, _DOUBLE_MARKS, _DASHES = "‘’‚‛", "“”„‟", "‐‑‒–—―−"
_SPACES = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
# … and runs for which it may change. Of four spaced full stops, the last three are the ellipsis.
_RUNS = {"dash": "--+", "space": "  +", "ellipsis": r"…|\.\.\.|\. \. \.(?! ?\.)"}
_SIGNS = {"dash": ("--",), "space": ("  ",), "ellipsis": ("…", "...", ". .")}
_FOLDED = {"dash": "-", "space": " ", "ellipsis": "..."}

# The number of folded texts to keep. Few suffice, since words are searched in one article after another.
_KEPT_FOLDED = 8

# Scripts with no spaces between words, or none before a particle: Thai to Burmese, Khmer, and those of China, Japan and
# Korea.
_UNSPACED = (
    *(("\u0e00", "\u109f"), ("\u1100", "\u11ff"), ("\u1780", "\u17ff"), ("\u2e80", "\ua4cf"), ("\ua960", "\ua97f")),
    *(("\uac00", "\ud7ff"), ("\uf900", "\ufaff"), ("\uff66", "\uffdc"), ("\U00020000", "\U0003ffff")),
)
# Marks that join letters into one word (can’t, non-violent), and digits into one number (1.5).
_APOSTROPHES, _HYPHENS, _POINTS = "'’", "-‐‑", ".,:/"
# One of these is beside most words; they are part of no word and join nothing.
_APART = frozenset(' \n\t"“”«»()[]!?;—–…')
# Before this character there is no combining mark.
_FIRST_COMBINING = "\u0300"


FoundT = TypeVar("FoundT")


class Passage(msgspec.Struct, frozen=True, order=True, gc=False):
    """A span of an article's text. `start` and `end` count Unicode code points; `end` is exclusive."""

    start: int
    end: int


class Placed(Protocol):
    """Anything between two offsets of a text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


# The sort key of anything in a text.
START_OF = attrgetter("start")


def overlap(one: Placed, other: Placed) -> bool:
    """Whether two spans have any part of the text in common."""
    return one.start < other.end and other.start < one.end


def holds(outer: Placed, inner: Placed) -> bool:
    """Whether one span contains another."""
    return outer.start <= inner.start and inner.end <= outer.end


def shared(one: Placed, other: Placed) -> float:
    """The intersection of two overlapping spans as a share of their union."""
    return (min(one.end, other.end) - max(one.start, other.start)) / (
        max(one.end, other.end) - min(one.start, other.start)
    )


class SourceText:
    """An article's text. Whatever is computed from it is computed once, on first use.

    `sha256` is the hash of the file that it was read from, in hexadecimal; empty for a text from elsewhere.
    """

    def __init__(self, text: str, sha256: str = "") -> None:
        self.text = text
        self.sha256 = sha256

    def __len__(self) -> int:
        return len(self.text)

    @cached_property
    def _kept(self) -> dict[Callable[[SourceText], object], Any]:
        return {}

    def kept(self, read: Callable[[SourceText], FoundT]) -> FoundT:
        """The result of a function of the text, computed once."""
        kept = self._kept
        if read not in kept:
            kept[read] = read(self)
        return kept[read]  # type: ignore[no-any-return]

    @cached_property
    def paragraphs(self) -> list[Passage]:
        """The paragraphs, in order."""
        return list(_paragraphs_of(self.text))

    def paragraph_at(self, offset: int) -> int:
        """The number, from 1, of the paragraph at an offset, or of the last one before it; at least 1."""
        return bisect_right(self._paragraph_starts, offset) or 1

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        return [paragraph.start for paragraph in self.paragraphs]

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """The line and column of an offset in the file, both from 1, columns in code points."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self.text))]

    @property
    def folded(self) -> FoldedText:
        """The text with its typography folded. It is made on demand, and not kept for long."""
        return _folded(self.text)

    def find(self, words: str, start: int = 0, end: int | None = None) -> list[Passage]:
        """Every place, between two offsets, with exactly these `words` and no word cut at an end."""
        length, places = len(words), occurrences(self.text, words, max(0, start), end)
        return [Passage(at, at + length) for at in places if self._is_whole(at, at + length)]

    def find_first(self, words: str) -> Passage | None:
        """The first place that `find` would return."""
        ends = ((at, at + len(words)) for at in occurrences(self.text, words))
        return next((Passage(start, end) for start, end in ends if self._is_whole(start, end)), None)

    def find_folded(self, words: str) -> list[Passage]:
        """Every place of `words` with the typography of both sides folded, as passages of the original."""
        wanted, found = fold_typography(words.strip()), []
        for at in occurrences(self.folded.text, wanted):
            start, end = self.folded.origin(at), self.folded.origin(at + len(wanted))
            if start is not None and end is not None and self._is_whole(start, end):
                found.append(Passage(start, end))
        return found

    def is_repeated(self, words: str) -> bool:
        """Whether words occur more than once: exactly, or else with folded typography."""
        ends = ((at, at + len(words)) for at in occurrences(self.text, words))
        whole = (end for start, end in ends if self._is_whole(start, end))
        if next(whole, None) is not None:
            return next(whole, None) is not None
        return len(self.find_folded(words)) > 1

    def _is_whole(self, start: int, end: int) -> bool:
        return not cuts_word(self.text, start) and not cuts_word(self.text, end)


class FoldedText:
    """A text with its typography folded, which maps each of its offsets back to the original."""

    def __init__(self, original: str) -> None:
        self._composed = composed(original)
        text = self._composed.text if self._composed else original
        level = _fold_lengthwise(text)
        pattern = _runs_in(level)
        found = pattern.finditer(level) if pattern else ()
        self._level = ReplacedText(level, ((run.start(), run.end(), _FOLDED[run.lastgroup or ""]) for run in found))
        self.text = self._level.text

    def origin(self, at: int) -> int | None:
        """The offset in the original for an offset in the folded text; None inside a run that was folded as one."""
        origin = self._level.origin(at)
        return origin if origin is None or self._composed is None else self._composed.origin(origin)


class ReplacedText:
    """A text with some runs replaced by others, and the mapping of its offsets."""

    def __init__(self, original: str, replacements: Iterable[tuple[int, int, str]]) -> None:
        parts: list[str] = []
        # For each run: its end in the new text; its length there, and how much greater its end in the original is.
        self._ends: list[int] = []
        self._runs: list[tuple[int, int]] = []
        at = length = 0
        for start, end, run in replacements:
            parts += (original[at:start], run)
            length += start - at + len(run)
            self._ends.append(length)
            self._runs.append((len(run), end - length))
            at = end
        parts.append(original[at:])
        self.text = "".join(parts)

    def origin(self, at: int) -> int | None:
        """The offset in the original for an offset in the new text; None inside a run."""
        n = bisect_right(self._ends, at)
        if n < len(self._ends) and self._ends[n] - self._runs[n][0] < at:
            return None
        return at + (self._runs[n - 1][1] if n else 0)

    def place_of(self, origin: int) -> int:
        """The offset in the new text for an offset in the original; inside a run, that of the run's end."""
        n = bisect_left(range(len(self._ends)), origin, key=lambda n: self._ends[n] + self._runs[n][1])
        place = origin - (self._runs[n - 1][1] if n else 0)
        return min(place, self._ends[n]) if n < len(self._ends) and place > self._ends[n] - self._runs[n][0] else place


def composed(text: str) -> ReplacedText | None:
    """A text with its letters and their marks composed (NFC), as in most texts; None if it already is."""
    return None if is_normalized("NFC", text) else ReplacedText(text, _decomposed(text))


def _decomposed(text: str) -> Iterator[tuple[int, int, str]]:
    """The runs of letters with their marks that change when they are composed."""
    start = 0
    for at in range(1, len(text) + 1):
        if at < len(text) and _continues(text[at]):
            continue
        run = text[start:at]
        composed = run if run.isascii() else normalize("NFC", run)
        if composed != run:
            yield start, at, composed
        start = at


def _continues(character: str) -> bool:
    """Whether a character may be composed with the one before it: a mark, or a letter of a Korean syllable."""
    if character < "\u0300":
        return False
    return combining(character) != 0 or "\u1160" <= character <= "\u11ff" or category(character)[0] == "M"


def fold_typography(text: str) -> str:
    """Fold what typesetting changes without changing the meaning: quotation marks, ellipses, dashes, white space,
    the encoding of accents.

    Letters and their case stay the same.
    """
    level = _fold_lengthwise(normalize("NFC", text))
    pattern = _runs_in(level)
    return pattern.sub(lambda found: _FOLDED[found.lastgroup or ""], level) if pattern else level


def _runs_in(text: str) -> re.Pattern[str] | None:
    """A pattern for the kinds of runs that a text seems to have; None if it has none."""
    kinds = tuple(kind for kind, signs in _SIGNS.items() if any(sign in text for sign in signs))
    return _pattern_of(kinds) if kinds else None


@cache
def _pattern_of(kinds: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{kind}>{_RUNS[kind]})" for kind in kinds))


@lru_cache(maxsize=_KEPT_FOLDED)
def _folded(text: str) -> FoldedText:
    return FoldedText(text)


def _fold_lengthwise(text: str) -> str:
    for marks, folded in ((_SINGLE_MARKS, "'"), (_DOUBLE_MARKS, '"'), (_DASHES, "-"), (_SPACES, " ")):
        for mark in marks:
            text = text.replace(mark, folded)
    return text


def occurrences(text: str, words: str, start: int = 0, end: int | None = None) -> Iterator[int]:
    """The offsets of words in a text, between two offsets."""
    at = text.find(words, start, end) if words else -1
    while at >= 0:
        yield at
        at = text.find(words, at + 1, end)


def cuts_word(text: str, at: int) -> bool:
    """Whether a passage that begins or ends here cuts a word or a number: the rest could mean something else.

    A word may begin after an apostrophe, as in French, but not end before one.
    """
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if after in _APART or (before in _APART and after < _FIRST_COMBINING):
        return False
    if not _is_letter(after):
        return _joins(text, at) or category(after)[0] == "M"
    return _is_letter(before) or (before not in _APOSTROPHES and _joins(text, at - 1))


def _joins(text: str, at: int) -> bool:
    """Whether the character here joins its two neighbours into one word or number."""
    joint, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if joint in _POINTS:
        return before.isdecimal() and after.isdecimal()
    return joint in _APOSTROPHES + _HYPHENS and _is_letter(before) and _is_letter(after)


def _is_letter(character: str) -> bool:
    if character < "\u0e00":
        return character.isalnum()
    return character.isalnum() and not any(first <= character <= last for first, last in _UNSPACED)


# Paragraphs are separated by lines with only white space …
_BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n)+")
# … including line ends of Windows, old Macs and mainframes, and Unicode separators.
_OTHER_ENDS = "\r\x85\u2028\u2029"
_END = rf"(?>\r\n|[\n{_OTHER_ENDS}])"
_ANY_BLANK_LINES = re.compile(rf"{_END}(?:[^\S\n{_OTHER_ENDS}]*{_END})+|\u2029")

# Lines that are paragraphs: how sentences end, how many of the lines do so, how long one of them is at least, how many
# lines there are, and how many blank ones at most. A text that is broken into lines has most breaks in sentences.
_SENTENCE_ENDS = (".", "!", "?", "…", "”", "’", '"', "'", "»", ":", "。", "！", "？", "」", ")")
_NEARLY_ALL, _LONG, _SEVERAL, _FEW = 0.75, 100, 2, 0.1
_OPENING = "“\"‘'«„`"


def _paragraphs_of(text: str) -> Iterator[Passage]:
    """The paragraphs of a text, in order, without the blank lines between them.

    If each line is a paragraph, they are its lines.
    """
    by_line = _has_paragraphs_on_lines(text)
    for block in _blocks_of(text):
        yield from _lines_of(text, block) if by_line else (block,)


def _has_paragraphs_on_lines(text: str) -> bool:
    """Whether adjacent lines are paragraphs: they are long, and nearly all end as sentences do.

    In a text with many blank lines, these separate the paragraphs, and lines may be sentences.
    """
    lines = [line.rstrip() for line in text.strip().split("\n")]
    if lines.count("") > _FEW * len(lines):
        return False
    followed = [line for line, following in pairwise(lines) if line and following]
    ended = sum(line.endswith(_SENTENCE_ENDS) for line in followed)
    if len(followed) < _SEVERAL or ended < _NEARLY_ALL * len(followed) or max(map(len, followed)) < _LONG:
        return False
    return not any(_goes_on(line, following) for line, following in pairwise(lines))


def _goes_on(line: str, following: str) -> bool:
    """Whether speech continues in the next line, without a mark at its beginning: no paragraph ends there."""
    opened = line.count("“") > line.count("”") or (line.count('"') % 2 == 1 and "“" not in line)
    return opened and bool(following) and following.lstrip()[0] not in _OPENING


def _lines_of(text: str, block: Passage) -> Iterator[Passage]:
    start = block.start
    while start < block.end:
        end = text.find("\n", start, block.end)
        end = block.end if end < 0 else end
        if text[start:end].strip():
            yield Passage(start, end)
        start = end + 1


def _blocks_of(text: str) -> Iterator[Passage]:
    """The stretches between blank lines."""
    start = 0
    blank = _ANY_BLANK_LINES if any(end in text for end in _OTHER_ENDS) else _BLANK_LINES
    for gap in [*blank.finditer(text), None]:
        end = gap.start() if gap else len(text)
        if text[start:end].strip():
            yield Passage(start, end)
        start = gap.end() if gap else end
