"""Words that are being selected in a text: which they are, and how each step changes that."""

from __future__ import annotations

from collections.abc import Callable
from typing import Self

import msgspec

from explorer.reading.text.passages import Passage
from explorer.ui.text_steps import Steps

# Gives the sentence or the paragraph at an offset.
UnitAt = Callable[[int], Passage]


class Selecting(msgspec.Struct, frozen=True):
    """The words from the one where a selection began to the one that is moved, and the segments besides these.

    `kept` are the segments that are done. `own` are the first ones of a span of speech that the author interrupts: its
    last one is that which is moved.
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
        """Whether it is the first word that is moved."""
        return self.head < self.anchor

    def to(self, head: Passage | None) -> Self:
        """With another word as the one that is moved; the same when there is none."""
        return msgspec.structs.replace(self, head=head) if head else self

    def begun_anew(self) -> Self:
        """With only the word that is moved, and the segments that are done."""
        return msgspec.structs.replace(self, anchor=self.head, own=())

    def turned(self) -> Self:
        """With the word at the other end as the one that is moved."""
        return msgspec.structs.replace(self, anchor=self.head, head=self.anchor)

    def of(self, segments: tuple[Passage, ...], steps: Steps) -> Self:
        """With these segments in place of the one that is moved."""
        *own, last = segments
        first_word, last_word = steps.word_after(last.start) or last, steps.word_before(last.end) or last
        anchor = Passage(last.start, min(first_word.end, last.end))
        head = Passage(max(last_word.start, last.start), last.end)
        return msgspec.structs.replace(self, anchor=anchor, head=head, own=tuple(own))

    # By word, sentence and paragraph

    def by_word(self, step: int, steps: Steps) -> Self:
        """To the next word, or (-1) to the one before."""
        return self.to(steps.word_after(self.head.end) if step > 0 else steps.word_before(self.head.start))

    def by_sentence(self, step: int, steps: Steps) -> Self:
        """To the end of the sentence, or of the next one; with -1 to its beginning, or to that of the one before."""
        return self._by(steps.sentence_at, step, steps)

    def by_paragraph(self, step: int, steps: Steps) -> Self:
        """To the end of the paragraph, or of the next one; with -1 to its beginning, or to that of the one before."""
        return self._by(steps.paragraph_at, step, steps)

    def _by(self, unit_at: UnitAt, step: int, steps: Steps) -> Self:
        unit = unit_at(self.head.start)
        moved = self._to_end_of(unit, step, steps)
        if (moved.head > self.head) if step > 0 else (moved.head < self.head):
            return moved
        beside = steps.word_after(unit.end) if step > 0 else steps.word_before(unit.start)
        return self._to_end_of(unit_at(beside.start), step, steps) if beside else self

    def _to_end_of(self, unit: Passage, step: int, steps: Steps) -> Self:
        """To one end of a sentence or a paragraph, without marks there that belong to what is not selected."""
        if step > 0:
            whole = Passage(min(self.anchor.start, unit.end - 1), unit.end)
            return self.to(steps.word_before(steps.without_stray_marks(whole).end))
        whole = Passage(unit.start, max(self.anchor.end, unit.start + 1))
        return self.to(steps.word_after(steps.without_stray_marks(whole).start))

    # By span of speech, and by segment

    def by_span(self, step: int, steps: Steps) -> Self:
        """The whole span of speech around the word that is moved, or the next one; once more, the one after that."""
        now = (*self.own, self.segment)
        if step > 0:
            span = steps.span_after(now[-1].end) if now in steps.spans else steps.span_at(self.head.start)
        else:
            span = steps.span_before(now[0].start)
        return self.of(span, steps) if span else self

    def with_another(self, steps: Steps) -> Self:
        """With the segments so far, and one more: the next span of speech in the paragraph, or else the next word."""
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
        """Without the segment that is moved, if there is another one."""
        if self.own:
            return self.of(self.own, steps)
        if self.kept:
            return msgspec.structs.replace(self, kept=self.kept[:-1]).of(self.kept[-1:], steps)
        return self
