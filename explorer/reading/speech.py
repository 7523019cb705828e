"""Separate an article's text into speech and the article's own words."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from weakref import WeakValueDictionary

from explorer.model.records import Article
from explorer.reading.languages.wording import Wording
from explorer.reading.quotation.detection import speech_in
from explorer.reading.quotation.label_names import may_have_labels
from explorer.reading.quotation.spans import QuotedSpan
from explorer.reading.text.passages import Passage, SourceText
from explorer.reading.text.tokens import Token, tokens

MARKS = "“”„‟‘’‚‛\"'«»‹›「」『』《》`"
# A mark set off by a space before a word opens the next quoted words.
_SPACES, _CLOSING = re.compile(r"\s*"), re.compile(rf"(?:[{MARKS}]|[^\S\n]+[{MARKS}](?!\w))+")
# The speech of the texts that are in use.
_speeches: WeakValueDictionary[tuple[Article, SourceText], Speech] = WeakValueDictionary()


def speech_of(article: Article, text: SourceText) -> Speech:
    """The speech of an article, shared by all its current readers."""
    said = Article(
        id=article.id,
        file=article.file,
        headline="",
        language=article.language,
        marks=article.marks,
        furniture=article.furniture,
        captions=article.captions,
        corrections=article.corrections,
    )
    found = _speeches.get((said, text))
    if found is None:
        found = _speeches[said, text] = Speech(text, lambda: speech_in(said, text))
    return found


class Speech:
    """A text with its quoted spans, which are detected on first use."""

    def __init__(self, text: SourceText, spans: Callable[[], Sequence[QuotedSpan]]) -> None:
        self.text = text
        self._find_spans = spans
        self._tokens: dict[Passage, Sequence[Token]] = {}

    @cached_property
    def _spans(self) -> Sequence[QuotedSpan]:
        return self._find_spans()

    @cached_property
    def quoted(self) -> list[Passage]:
        """The quoted passages with their marks, in order, without the author's asides. None overlaps another."""
        found = sorted(part for span in self._spans for part in self._parts(span))
        for n in range(1, len(found)):
            before, part = found[n - 1], found[n]
            if part.start < before.end:  # “…»«…”: each has one of the marks
                at = min(part.start + 1, before.end)
                found[n - 1 : n + 1] = [Passage(before.start, at), Passage(at, part.end)]
        return found

    @cached_property
    def _starts(self) -> list[int]:
        return [span.start for span in self.quoted]

    @cached_property
    def labels(self) -> dict[int, Passage]:
        """The speakers' labels, by the start of the labelled words."""
        if not may_have_labels(self.text.text):
            return {}
        return {self._with_marks(span).start: span.label for span in self._spans if span.label}

    @cached_property
    def turns(self) -> frozenset[int]:
        """Where a dash begins a turn of dialogue: each has another speaker, unless the text says otherwise."""
        return frozenset(self._with_marks(span).start for span in self._spans if span.kind == "dash")

    def between(self, stretch: Passage) -> list[Passage]:
        """The quoted passages in a stretch of the text."""
        first = max(0, bisect_right(self._starts, stretch.start) - 1)
        last = bisect_left(self._starts, stretch.end)
        return [span for span in self.quoted[first:last] if span.end > stretch.start]

    def tokens(self, stretch: Passage, wording: Wording, quoted: Sequence[Passage] | None = None) -> list[Token]:
        """The tokens of a stretch, with each quoted passage as one; `quoted` may override these passages."""
        quoted = self.between(stretch) if quoted is None else quoted
        return tokens(self.text.text, wording, stretch.start, stretch.end, quoted)

    def tokens_of(self, paragraph: Passage, wording: Wording) -> Sequence[Token]:
        """The tokens of a paragraph, which are read once."""
        words = self._tokens.get(paragraph)
        if words is None:
            words = self._tokens[paragraph] = self.tokens(paragraph, wording)
        return words

    def _parts(self, span: QuotedSpan) -> Iterator[Passage]:
        whole = self._with_marks(span)
        if not span.inserted:
            yield whole
            return
        runs = [run for run in span.joined if run]
        for n, run in enumerate(runs):
            start = run[0].start if n else whole.start
            yield Passage(start, run[-1].end if n < len(runs) - 1 else max(whole.end, run[-1].end))

    def _with_marks(self, span: QuotedSpan) -> Passage:
        text, start, end = self.text.text, span.starts[0], span.end
        if span.kind == "marks":
            while start and text[start - 1] != "\n" and text[start - 1].isspace():
                start -= 1
            while start and text[start - 1] in MARKS:
                start -= 1
            end += len(closing[0]) if (closing := _CLOSING.match(text, end)) else 0
        return Passage(start + len(opening[0]) if (opening := _SPACES.match(text, start)) else start, end)
