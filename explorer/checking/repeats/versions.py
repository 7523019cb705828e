"""Compare two versions of the same words: how similar they are, how they differ, and whether the meaning changes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from explorer.checking.differences import Change, changes
from explorer.checking.repeats.results import Likeness, VersionComparison
from explorer.checking.repeats.tokens import light_words, size_of, spans_of, telling, words_of
from explorer.checking.wholeness.weighty_words import WeightyWords
from explorer.reading.text.passages import Passage

# Versions with a smaller share of common words, and no run of this many, are not similar.
_SHARE, _RUN = 0.6, 5
# Two versions of one sentence share at least this many significant words.
LEAST_TELLING = 2
# A short run of words after a longer gap than this is a chance match.
_SHORT, _GAP = 2, 3
# A step of an alignment: the starts of a run of equal words on both sides, and its length.
_Block = tuple[int, int, int]


def likeness(words: Sequence[str], text: Sequence[str], least: int = LEAST_TELLING) -> Likeness | None:
    """Compare a quote's words with a stretch of a text; None if they are not similar.

    They must share at least `least` significant words.
    """
    size, begin = size_of(words), place_of(words, text)
    if begin is not None:
        blocks = [(0, begin, len(words))]
    elif (Counter(words) & Counter(text)).total() < _SHARE * size and _runs(words).isdisjoint(_runs(text)):
        return None
    else:
        blocks = _together(_blocks(words, text))
    if not blocks:
        return None
    common = [word for a, _, length in blocks for word in words[a : a + length]]
    same = size_of(common)
    run = max(size_of(words[a : a + length]) for a, _, length in blocks)
    told = len(set(telling(common)))
    if (run < _RUN and same < _SHARE * size) or told < least:
        return None
    (a, b, _), (last_a, last_b, length) = blocks[0], blocks[-1]
    return Likeness(Passage(a, last_a + length), Passage(b, last_b + length), same, run, told, size)


def place_of(words: Sequence[str], text: Sequence[str]) -> int | None:
    """The first place in a stretch of a text where all words occur in one run; None if they don't."""
    size = len(words)
    return next((n for n in range(len(text) - size + 1) if text[n] == words[0] and text[n : n + size] == words), None)


def _runs(words: Sequence[str]) -> set[tuple[str, ...]]:
    return set(zip(*(words[n:] for n in range(_RUN)), strict=False))


def _blocks(words: Sequence[str], text: Sequence[str]) -> list[_Block]:
    """The runs of words that both have, in order."""
    from difflib import SequenceMatcher

    matches = SequenceMatcher(None, words, text, autojunk=False).get_matching_blocks()
    return [(block.a, block.b, block.size) for block in matches if block.size]


def _together(blocks: list[_Block]) -> list[_Block]:
    """Remove short runs at either end that are far away from the others."""
    while len(blocks) > 1 and _is_apart(blocks[0], blocks[0], blocks[1]):
        blocks = blocks[1:]
    while len(blocks) > 1 and _is_apart(blocks[-1], blocks[-2], blocks[-1]):
        blocks = blocks[:-1]
    return blocks


def _is_apart(run: _Block, before: _Block, after: _Block) -> bool:
    gap = max(after[0] - before[0] - before[2], after[1] - before[1] - before[2])
    return run[2] <= _SHORT and gap > _GAP


# The end of a sentence, and of the context of the words next to it.
_END = re.compile(r"[.!?…。！？]['\"”’»]*(?=\s|$)|\n")
_CLAUSE_END = re.compile(rf"[,;:—–]|{_END.pattern}")
# The maximum number of words that differ at an end of nearly equal versions.
FEW = 3
_PERCENT = ("percent", "per cent")
_WORDS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
# Numbers that English newspapers write in words or in figures, each by its own rules.
_FIGURES = {word: str(n) for n, word in enumerate(_WORDS.split(), 1)}
_FIGURES |= {word: str(n * 10) for n, word in enumerate(_TENS.split(), 2)}


def versions(here: str, there: str, wording: Callable[[], WeightyWords]) -> VersionComparison | None:
    """Compare two versions; None if they are not similar. `wording` is called only if they differ."""
    words, others = words_of(here), words_of(there)
    # A short quote may have just one significant word.
    least = min(LEAST_TELLING, *(len(set(telling(each))) for each in (words, others)))
    alike = likeness(words, others, least) if words and others else None
    if alike is None:
        return None
    ours, theirs = _part(here, alike.here), _part(there, alike.there)
    changed = [
        change
        for change in changes(here[ours.start : ours.end], there[theirs.start : theirs.end])
        if words_of(change.archive) != words_of(change.article)
    ]
    beside = [change for change in _beside(here, ours, there, theirs) if change.archive or change.article]
    edges = [edge for edge in _edges(here, ours, there, theirs) if edge is not None]
    weighty: list[Change] = []
    if changed or beside or edges:
        weighing = wording()
        weighty += [change for change in (*changed, *edges) if _weighs(change, weighing)]
        weighty += [] if any(edge in weighty for edge in edges) else [one for one in beside if _negates(one, weighing)]
    return VersionComparison(here, there, alike, size_of(others), (*changed, *edges), tuple(weighty))


def word_diff(compared: VersionComparison) -> list[Change]:
    """The common part of two versions word by word, with weighty words before and after it."""
    ours, theirs = _part(compared.here, compared.likeness.here), _part(compared.there, compared.likeness.there)
    steps = changes(compared.here[ours.start : ours.end], compared.there[theirs.start : theirs.end])
    beside = _beside(compared.here, ours, compared.there, theirs)
    edges = _edges(compared.here, ours, compared.there, theirs)
    first, last = (
        [edge] if edge is not None and edge in compared.changes else [change] if change in compared.weighty else []
        for edge, change in zip(edges, beside, strict=True)
    )
    return [*first, *steps, *last]


def _beside(here: str, ours: Passage, there: str, theirs: Passage) -> tuple[Change, Change]:
    """The words before and after the common part in the same sentence, which differ if both versions have some."""
    before = Change(_before(here, ours.start), _before(there, theirs.start))
    after = Change(_after(here, ours.end), _after(there, theirs.end))
    return before, Change("", "") if after.archive and after.article else after


def _edges(here: str, ours: Passage, there: str, theirs: Passage) -> tuple[Change | None, Change | None]:
    """The differing words right before and after the common part, if one version has only a few there.

    So one ends “in May 2017”, the other “in May 2019”. A capital at the start of a sentence does not make a name.
    """
    before = _edge(_before(here, ours.start).split(), _before(there, theirs.start).split(), at_end=False)
    return before, _edge(_after(here, ours.end).split(), _after(there, theirs.end).split(), at_end=True)


def _edge(ours: list[str], theirs: list[str], *, at_end: bool) -> Change | None:
    length = min(len(ours), len(theirs))
    if not 0 < length <= FEW:
        return None
    if at_end:
        change = Change(" ".join(ours[:length]), " ".join(theirs[:length]))
    else:
        begun = [words if len(words) > length else [words[0].lower(), *words[1:]] for words in (ours, theirs)]
        change = Change(" ".join(begun[0][-length:]), " ".join(begun[1][-length:]))
    return change if words_of(change.archive) != words_of(change.article) else None


def _part(text: str, words: Passage) -> Passage:
    """The part of a text from one of its words to another."""
    spans = spans_of(text)
    return Passage(spans[words.start][0], spans[words.end - 1][1])


def _before(text: str, at: int) -> str:
    """The text before a place in its sentence."""
    ends = [match.end() for match in _END.finditer(text, 0, at)]
    return " ".join(text[ends[-1] if ends else 0 : at].split())


def _after(text: str, at: int) -> str:
    """The text after a place in its clause: a negation beyond that negates something else."""
    end = _CLAUSE_END.search(text, at)
    return " ".join(text[at : end.start() if end else len(text)].split())


def _weighs(change: Change, wording: WeightyWords) -> bool:
    ours, theirs = (_figures(wording.numbers(words)) for words in (change.archive, change.article))
    return _negates(change, wording) or ours != theirs or _renames(change, wording)


def _figures(numbers: list[str]) -> list[str]:
    """Convert numbers to figures, however a newspaper writes them."""
    return [_FIGURES.get(number, number) for number in numbers if number not in _PERCENT]


def _negates(change: Change, wording: WeightyWords) -> bool:
    return wording.negations(change.archive) != wording.negations(change.article)


def _renames(change: Change, wording: WeightyWords) -> bool:
    """Whether both have a name, or another capitalised word, that the other lacks.

    Another title before a name, or a name shortened to its initials, is the same name.
    """
    ours, theirs = _names(change.archive, wording), _names(change.article, wording)
    if not set(ours) - set(theirs) or not set(theirs) - set(ours):
        return False
    return _initials(ours) != "".join(theirs) and _initials(theirs) != "".join(ours)


def _names(text: str, wording: WeightyWords) -> list[str]:
    names = [text[start:end] for start, end in spans_of(text) if text[start].isupper()]
    return [name for name in names if name.lower() not in light_words() | wording.abbreviations]


def _initials(names: list[str]) -> str:
    return "".join(name[0] for name in names)
