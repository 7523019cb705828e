"""Selecting words in a text: which words are selected, and the steps that extend a selection."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Self
from unicodedata import category

import msgspec

from explorer.reading.quotation.spans import QuotedSpan, trimmed
from explorer.reading.text.passages import Passage, SourceText, cuts_word

# Characters without width belong to the letters on both of their sides, and a skin tone to the sign before it.
_INSIDE = "\u200c\u200d\u00ad\u2060"
_TONES = ("\U0001f3fb", "\U0001f3ff")
# What English leaves of a word after an apostrophe. Otherwise a word may begin there, as in French.
_CLIPPED = re.compile(r"(?:[tsdm]|re|ve|ll)\b", re.IGNORECASE)
# For each mark that may close something, the marks that may have opened it.
_OPENED_BY = {
    "”": "“„",
    "“": "„",
    "’": "‘‚",
    "‘": "‚",
    "»": "«",
    "«": "»",
    "›": "‹",
    "‹": "›",
    ")": "(",
    "]": "[",
    "」": "「",
    "』": "『",
    '"': "",
}
_OPENING = '“„‘‚«»‹›([「『"'


class Steps:
    """The words and longer units of a text. `spans` returns its speech, and is called when a span is first needed.

    `language` is that of the text, as a BCP 47 tag, if it is known.
    """

    def __init__(
        self, text: SourceText, spans: Callable[[], Sequence[QuotedSpan]] = tuple, language: str | None = None
    ) -> None:
        self._source = text
        self._text = text.text
        self._find_spans = spans
        self._language = language

    # Words. A punctuation mark counts as one, and so does each letter of a script without spaces between words.

    def word_at(self, offset: int) -> Passage | None:
        """The word at an offset; between words, the next one; after the last one, that. None in an empty text."""
        while 0 < offset < len(self._text) and self._goes_on(offset):
            offset -= 1
        return self.word_after(offset) or self.word_before(offset)

    def word_after(self, offset: int) -> Passage | None:
        """The first word that begins at an offset or after it."""
        start = offset
        while start < len(self._text) and self._text[start].isspace():
            start += 1
        end = start + 1
        while end < len(self._text) and self._goes_on(end):
            end += 1
        return Passage(start, end) if start < len(self._text) else None

    def word_before(self, offset: int) -> Passage | None:
        """The last word that ends at an offset or before it."""
        end = offset
        while end > 0 and self._text[end - 1].isspace():
            end -= 1
        start = end - 1
        while start > 0 and self._goes_on(start):
            start -= 1
        return Passage(start, end) if end > 0 else None

    def words_in(self, passage: Passage) -> int:
        """The number of words in a passage, without punctuation marks."""
        count, word = 0, self.word_after(passage.start)
        while word is not None and word.start < passage.end:
            count += any(map(str.isalnum, self._text[word.start : word.end]))
            word = self.word_after(word.end)
        return count

    def _goes_on(self, at: int) -> bool:
        """Whether the characters before and after an offset belong to one word."""
        before, after = self._text[at - 1], self._text[at]
        if after.isspace() or before.isspace():
            return False
        if cuts_word(self._text, at) or before in _INSIDE or after in _INSIDE:
            return True
        if before in "'’" and _CLIPPED.match(self._text, at) and at > 1 and self._text[at - 2].isalpha():
            return True
        letter = at - 1
        while letter > 0 and category(self._text[letter])[0] == "M":
            letter -= 1
        if letter < at - 1 and cuts_word(self._text[letter] + self._text[at : at + 2], 1):
            return True
        return after >= "\u0300" and (category(after)[0] == "M" or _TONES[0] <= after <= _TONES[1])

    # Sentences and paragraphs

    def sentence_at(self, offset: int) -> Passage:
        """The sentence at an offset, with the marks at its ends; between two, the later one."""
        paragraph = self.paragraph_at(offset)
        sentences = list(self._sentences(paragraph))
        return next((sentence for sentence in sentences if offset < sentence.end), sentences[-1])

    def paragraph_at(self, offset: int) -> Passage:
        """The paragraph at an offset, without white space at its ends; between two, the later one."""
        paragraphs = self._source.paragraphs
        number = self._source.paragraph_at(offset) - 1
        if offset >= paragraphs[number].end and number + 1 < len(paragraphs):
            number += 1
        return self._trimmed(paragraphs[number])

    def _sentences(self, paragraph: Passage) -> Iterator[Passage]:
        from explorer.reading.languages.recognising import code_of
        from explorer.reading.text.sentence_ends import sentence_starts

        begin, code = paragraph.start, code_of(self._language, self._text)
        for _, following in sentence_starts(self._text, paragraph.start, paragraph.end, code):
            yield self._trimmed(Passage(begin, following))
            begin = following
        if begin < paragraph.end:
            yield self._trimmed(Passage(begin, paragraph.end))

    def _trimmed(self, passage: Passage) -> Passage:
        return Passage(*trimmed(self._text, passage.start, passage.end))

    def without_stray_marks(self, passage: Passage) -> Passage:
        """Drop a mark at the start of a passage that nothing in it closes, or one at its end that nothing opens."""
        start, end = passage.start, passage.end
        while end > start + 1 and self._closes_nothing(start, end):
            end -= 1
        while start < end - 1 and self._opens_nothing(start, end):
            start += 1
        return self._trimmed(Passage(start, end))

    def _closes_nothing(self, start: int, end: int) -> bool:
        mark, before = self._text[end - 1], self._text[start : end - 1]
        if mark == '"':
            return before.count(mark) % 2 == 0
        return mark in _OPENED_BY and not any(opening in before for opening in _OPENED_BY[mark])

    def _opens_nothing(self, start: int, end: int) -> bool:
        mark, after = self._text[start], self._text[start + 1 : end]
        if mark == '"':
            return after.count(mark) % 2 == 0
        return mark in _OPENING and not any(mark in _OPENED_BY.get(closing, "") for closing in after)

    # Speech

    @cached_property
    def spans(self) -> list[tuple[Passage, ...]]:
        """The spans of speech, in order, each as its segments: several where the author's words interrupt it."""
        return [
            tuple(Passage(run[0].start, run[-1].end) for run in span.joined)
            for span in self._find_spans()
            if span.parts
        ]

    def span_at(self, offset: int) -> tuple[Passage, ...] | None:
        """The segments of the span of speech around an offset, or else of the next one, or of the last one."""
        after = (span for span in self.spans if span[-1].end > offset)
        return next(after, self.spans[-1] if self.spans else None)

    def span_after(self, offset: int) -> tuple[Passage, ...] | None:
        """The segments of the first span of speech that begins at an offset or after it."""
        return next((span for span in self.spans if span[0].start >= offset), None)

    def span_before(self, offset: int) -> tuple[Passage, ...] | None:
        """The segments of the last span of speech that begins before an offset."""
        return next((span for span in reversed(self.spans) if span[0].start < offset), None)


# Gives the sentence or the paragraph at an offset.
UnitAt = Callable[[int], Passage]


class Selecting(msgspec.Struct, frozen=True):
    """The words between the one where a selection began and the one that is moved, and the segments besides these.

    `kept` are the segments that are done. `own` are the first ones of a span of speech that the author interrupts: its
    last one is the one that is moved.
    """

    anchor: Passage
    head: Passage
    kept: tuple[Passage, ...] = ()
    own: tuple[Passage, ...] = ()

    @property
    def segment(self) -> Passage:
        """The words from the anchor to the head."""
        return Passage(min(self.anchor.start, self.head.start), max(self.anchor.end, self.head.end))

    @property
    def passages(self) -> tuple[Passage, ...]:
        """All that is selected, in the order of the text. No two share a character."""
        found: list[Passage] = []
        for each in sorted((*self.kept, *self.own, self.segment)):
            if found and each.start < found[-1].end:
                found[-1] = Passage(found[-1].start, max(found[-1].end, each.end))
            else:
                found.append(each)
        return tuple(found)

    @property
    def is_backward(self) -> bool:
        """Whether the first word is the one that is moved."""
        return self.head < self.anchor

    def to(self, head: Passage | None) -> Self:
        """Move the end to another word; does nothing when there is none."""
        return msgspec.structs.replace(self, head=head) if head else self

    def begun_anew(self) -> Self:
        """Keep only the word that is moved, and the segments that are done."""
        return msgspec.structs.replace(self, anchor=self.head, own=())

    def turned(self) -> Self:
        """Move the word at the other end from now on."""
        return msgspec.structs.replace(self, anchor=self.head, head=self.anchor)

    def of(self, segments: tuple[Passage, ...], steps: Steps) -> Self:
        """Replace the segment that is moved with these segments."""
        *own, last = segments
        first_word, last_word = steps.word_after(last.start) or last, steps.word_before(last.end) or last
        anchor = Passage(last.start, min(first_word.end, last.end))
        head = Passage(max(last_word.start, last.start), last.end)
        return msgspec.structs.replace(self, anchor=anchor, head=head, own=tuple(own))

    # By word, sentence and paragraph

    def by_word(self, step: int, steps: Steps) -> Self:
        """Move to the next word, or (-1) to the one before."""
        return self.to(steps.word_after(self.head.end) if step > 0 else steps.word_before(self.head.start))

    def by_sentence(self, step: int, steps: Steps) -> Self:
        """Move to the end of the sentence, or of the next one; with -1 to its start, or that of the one before."""
        return self._by(steps.sentence_at, step, steps)

    def by_paragraph(self, step: int, steps: Steps) -> Self:
        """Move to the end of the paragraph, or of the next one; with -1 to its start, or that of the one before."""
        return self._by(steps.paragraph_at, step, steps)

    def _by(self, unit_at: UnitAt, step: int, steps: Steps) -> Self:
        unit = unit_at(self.head.start)
        moved = self._to_end_of(unit, step, steps)
        if (moved.head > self.head) if step > 0 else (moved.head < self.head):
            return moved
        beside = steps.word_after(unit.end) if step > 0 else steps.word_before(unit.start)
        return self._to_end_of(unit_at(beside.start), step, steps) if beside else self

    def _to_end_of(self, unit: Passage, step: int, steps: Steps) -> Self:
        """Move to one end of a sentence or a paragraph, without marks there that belong to unselected text."""
        if step > 0:
            whole = Passage(min(self.anchor.start, unit.end - 1), unit.end)
            return self.to(steps.word_before(steps.without_stray_marks(whole).end))
        whole = Passage(unit.start, max(self.anchor.end, unit.start + 1))
        return self.to(steps.word_after(steps.without_stray_marks(whole).start))

    # By span of speech, and by segment

    def by_span(self, step: int, steps: Steps) -> Self:
        """Select the whole span of speech around the moved word, or the next one; once more, the one after that."""
        now = (*self.own, self.segment)
        if step > 0:
            span = steps.span_after(now[-1].end) if now in steps.spans else steps.span_at(self.head.start)
        else:
            span = steps.span_before(now[0].start)
        return self.of(span, steps) if span else self

    def with_another(self, steps: Steps) -> Self:
        """Add a segment: the next span of speech in the paragraph, or else the next word."""
        word = steps.word_after(self.segment.end)
        while word and not steps.words_in(word):
            word = steps.word_after(word.end)
        if word is None:
            return self
        kept = (*self.kept, *self.own, self.segment)
        more = msgspec.structs.replace(self, anchor=word, head=word, kept=kept, own=())
        span = steps.span_after(word.start)
        return more.of(span, steps) if span and span[0].start < steps.paragraph_at(word.start).end else more

    def without_last(self, steps: Steps) -> Self:
        """Remove the segment that is moved, if there is another one."""
        if self.own:
            return self.of(self.own, steps)
        if self.kept:
            return msgspec.structs.replace(self, kept=self.kept[:-1]).of(self.kept[-1:], steps)
        return self
