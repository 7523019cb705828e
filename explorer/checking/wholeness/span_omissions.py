"""Find what quotes of words in quotation marks leave out of their spans.

A reporting clause may interrupt a sentence: “The pier is safe,” Ruiz said, “unless the storm returns.” Each of the two
spans is complete if a quote has all of it. But a quote of only the first may leave out an “unless”.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from explorer.checking.passage_index import PassageIndex
from explorer.checking.wholeness.omissions import Omission, Omissions, stripped
from explorer.checking.wholeness.weighty_words import WeightyWords
from explorer.reading.quotation.marks import CLOSED_BY
from explorer.reading.quotation.spans import QuotedSpan, without
from explorer.reading.text.passages import Passage, overlap

# The maximum number of characters of a reporting clause.
_MOST = 140
_MARKS = "“”„‟«»\"＂‘’‚‹›' \xa0\u202f"
_ENDS = re.compile(r"[.!?…。！？]")
_SENTENCE = re.compile(r"[.!?…]+(?=[\s”’»\"]|$)|[。！？]")


def is_interrupted(text: str, before: QuotedSpan, after: QuotedSpan) -> bool:
    """Whether a sentence continues from one span to the next: no end of sentence, but a comma and a small letter."""
    between = text[before.end : after.starts[0]]
    said = between.strip(_MARKS)
    if not before.closed or len(between) > _MOST or "\n" in between or not said.endswith((",", "–", "—")):
        return False
    begins = text[after.starts[0] : after.starts[0] + 2]
    small = begins[:1].islower() or begins in ("I ", "I’", "I'")
    return small and not _ENDS.search(text[before.end - 1] + said)


# Any mark that may open or close a span, including apostrophes that are not inside a word.
_MARK = re.compile('[“”„‟«»"＂「」『』《》‹›‚]')
_LONE = re.compile(r"[‘’'](?:(?!\w)|(?<!\w[‘’']))")
# A comma at the end of a span, followed by words that end with another before the next mark.
_GOES_ON = re.compile('.[”»"’“],?[^.!?\\n“”„«»"]{1,140}[,–—][ \u00a0]?[“„«"‘‚]')
_LETTER = re.compile(r"[^\W_]")
# At most this many words in their own marks are a title, a name or a word that is mentioned.
_MENTION = 5
_BESIDE = 5

# Passages of quotes, each with the quotes' ids.
HeldPassages = PassageIndex[Sequence[str]]
# Whether the quote with an id is within another one, around it, or that one itself.
IsRelated = Callable[[str], bool]
# Whether a passage belongs to one of these other quotes, and so should not be reported as omitted.
IsOther = Callable[[Passage, Sequence[str]], bool]


def is_plainly_whole(text: str, passage: Passage) -> bool:
    """Whether a passage fills the space between two marks, has no mark in it, and is not part of a longer sentence."""
    start, end = passage.start, passage.end
    closing = CLOSED_BY.get(text[start - 1 : start], ())
    if text[end : end + 1] not in closing or _MARK.search(text, start, end) or _LONE.search(text, start, end):
        return False
    return not (text[max(0, start - 3) : start - 1].rstrip().endswith((",", "–", "—")) or _GOES_ON.match(text, end - 1))


class SpanOmissions:
    """Find what the quotes of an article leave out of its spans. `held` has the passages of its quotes."""

    def __init__(self, text: str, spans: Sequence[QuotedSpan], wording: WeightyWords, held: HeldPassages) -> None:
        self._held = held
        self._text = text
        self._spans = spans
        self._wording = wording
        self._starts = [span.starts[0] for span in spans]

    def holds(self, passage: Passage) -> bool:
        """Whether any words of a passage are in a span."""
        return next(self._touching(passage.start, passage.end), None) is not None

    def left_out(self, passages: Sequence[Passage | None], is_related: IsRelated) -> Omissions:
        """The omissions of a quote whose segments are at these passages (None for those with no known place).

        Words of another quote are not omissions around it, unless that quote `is_related`.
        """
        own = [passage for passage in passages if passage]

        def is_other(held: Passage, ids: Sequence[str]) -> bool:
            return not any(overlap(held, passage) for passage in own) and not all(map(is_related, ids))

        first, last = passages[0], passages[-1]
        inner = self._inner(first, last) if first and last and first.start <= last.start else None
        begin, end = inner or (None, None)
        return Omissions(
            (self._before(first, begin, is_other) or self._interrupted_before(first)) if first else None,
            tuple(self._between(one, other) if one and other else None for one, other in pairwise(passages)),
            (self._after(last, end, is_other) or self._interrupted_after(last)) if last else None,
        )

    def _before(self, first: Passage, inner: int | None, is_other: IsOther) -> Omission | None:
        letter = _LETTER.search(self._text, first.start, first.end)
        span = self._at(letter.start() if letter else first.start)
        if span is None:
            return None
        begun = max((start for start in span.starts if start <= first.start), default=first.start)
        left = self._said(span, begun if inner is None else inner, first.start)
        return self._omission(self._unheld(left, is_other))

    def _after(self, last: Passage, inner: int | None, is_other: IsOther) -> Omission | None:
        letters = [match.start() for match in _LETTER.finditer(self._text, max(last.start, last.end - 20), last.end)]
        span = self._at(letters[-1] if letters else last.start)
        if span is None or not span.closed:
            return None
        left = self._said(span, last.end, span.end if inner is None else inner)
        return self._omission(self._unheld(left, is_other))

    def _interrupted_before(self, first: Passage) -> Omission | None:
        """The weighty words in the span before that of a quote, if only a reporting clause interrupts the sentence."""
        n = bisect_right(self._starts, first.start) - 1
        if n < 1 or not is_interrupted(self._text, self._spans[n - 1], self._spans[n]):
            return None
        # The words of a span from the start of its last, unfinished sentence.
        span = self._spans[n - 1]
        ends = [match.end() for match in _SENTENCE.finditer(self._text, span.starts[0], span.end)]
        return self._unless_held(Passage(ends[-1] if ends else span.starts[0], span.end))

    def _interrupted_after(self, last: Passage) -> Omission | None:
        n = bisect_right(self._starts, last.start)
        if n in (0, len(self._spans)) or not is_interrupted(self._text, self._spans[n - 1], self._spans[n]):
            return None
        # The words of a span up to the end of its first sentence.
        span = self._spans[n]
        match = _SENTENCE.search(self._text, span.starts[0], span.end)
        return self._unless_held(Passage(span.starts[0], match.end() if match else span.end))

    def _unheld(self, parts: Sequence[Passage], is_other: IsOther) -> list[Passage]:
        """The parts without those of other quotes."""
        return [
            stripped(self._text, left.start, left.end)
            for part in parts
            for left in without(part, [held for held, ids in self._held.touching(part) if is_other(held, ids)])
            if _LETTER.search(self._text, left.start, left.end)
        ]

    def _unless_held(self, passage: Passage) -> Omission | None:
        if self._held.touching(passage):
            return None
        omission = self._omission([stripped(self._text, passage.start, passage.end)])
        return omission if omission and omission.weighty else None

    def _between(self, one: Passage, other: Passage) -> Omission | None:
        gap = Passage(one.end, other.start)
        left = [part for span in self._touching(gap.start, gap.end) for part in self._skipped(span, gap)]
        return self._omission(left)

    def _skipped(self, span: QuotedSpan, gap: Passage) -> list[Passage]:
        """The words of a span in the gap between two segments, if they belong to the same speech."""
        is_other = gap.start <= span.starts[0] and span.end <= gap.end
        if is_other and (self._is_mention(span) or self._held.touching(span.passage)):
            return []
        return self._said(span, gap.start, gap.end)

    def _said(self, span: QuotedSpan, start: int, end: int) -> list[Passage]:
        """The words of a span between two offsets, if there are any, without insertions by the article."""
        found = []
        for part in span.parts or (span.passage,):
            begin, stop = max(part.start, start), min(part.end, end)
            if begin < stop and _LETTER.search(self._text, begin, stop):
                found.append(stripped(self._text, begin, stop))
        return found

    def _omission(self, left: Sequence[Passage]) -> Omission | None:
        weighty = [word for part in left for word in self._wording.weighty(self._text, part.start, part.end)]
        return Omission(tuple(left), tuple(weighty)) if left else None

    def _inner(self, first: Passage, last: Passage) -> tuple[int, int] | None:
        """The ends of words in their own marks inside a span, if a quote begins with these."""
        mark = first.start - 1
        while mark >= 0 and self._text[mark].isspace():
            mark -= 1
        span = self._at(first.start)
        closing = CLOSED_BY.get(self._text[mark : mark + 1])
        if closing is None or span is None or mark < span.starts[0]:
            return None
        for at in range(first.start, span.end):
            if self._text[at] in closing and not self._text[at + 1 : at + 2].isalnum():
                return (first.start, at) if at >= last.end else None
        return None

    def _is_mention(self, span: QuotedSpan) -> bool:
        """Whether a span looks like a name or a mentioned word within the article's own words, rather than speech."""
        words = self._text[span.starts[0] : span.end]
        before = self._text[max(0, span.starts[0] - _BESIDE) : span.starts[0]].rstrip("“„«\"‘‚‹' \u00a0\u202f")
        return (
            before[-1:].isalnum()
            and len(words.split()) <= _MENTION
            and not words.endswith((".", ",", "!", "?"))
            and not any(self._wording.weighty(self._text, span.starts[0], span.end))
        )

    def _at(self, offset: int) -> QuotedSpan | None:
        n = bisect_right(self._starts, offset) - 1
        return self._spans[n] if n >= 0 and offset < self._spans[n].end else None

    def _touching(self, start: int, end: int) -> Iterator[QuotedSpan]:
        first = max(0, bisect_right(self._starts, start) - 1)
        for span in self._spans[first : bisect_left(self._starts, end)]:
            if span.end > start:
                yield span
