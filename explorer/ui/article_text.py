"""An article laid out for reading: wrapped lines with paragraph numbers and marked passages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
from textual.content import Content

from explorer.display import clean
from explorer.passages import Passage, SourceText
from explorer.ui import styles

MEASURE = 80
_MARGIN = 6


class ArticleLine(msgspec.Struct, frozen=True):
    """One line on screen, and the span of the article's text that it shows."""

    content: Content
    span: Passage


class ArticleLayout:
    """The lines of an article at one width.

    `marked` are the passages of its quotes, `current` those of the quote in use, `furniture` the lines to dim, `found`
    the words of a search.
    """

    def __init__(
        self,
        text: SourceText,
        width: int,
        marked: Iterable[Passage],
        current: Sequence[Passage],
        furniture: Iterable[str],
        found: Iterable[Passage] = (),
    ) -> None:
        self._marked = list(marked)
        self._current = list(current)
        self._found = list(found)
        self._furniture = {line.strip() for line in furniture}
        self._margin = _MARGIN if width >= 40 else 0
        self._room = max(1, min(MEASURE, width - self._margin))
        self.lines: list[ArticleLine] = []
        for number, paragraph in enumerate(text.paragraphs, 1):
            if self.lines:
                self.lines.append(ArticleLine(Content(""), Passage(paragraph.start, paragraph.start)))
            self.lines += self._paragraph(text.text, paragraph, number)

    def line_of(self, offset: int) -> int:
        """The line that shows a place in the text."""
        return next((number for number, line in enumerate(self.lines) if line.span.end > offset), len(self.lines) - 1)

    def _paragraph(self, text: str, paragraph: Passage, number: int) -> Iterable[ArticleLine]:
        raw = text[paragraph.start : paragraph.end]
        content = Content(clean(raw))
        if raw.strip() in self._furniture:
            content = content.stylize(styles.MUTED)
        content = self._stylized(content, paragraph, self._marked, styles.OTHER_PASSAGE)
        content = self._stylized(content, paragraph, self._current, styles.PASSAGE)
        content = self._stylized(content, paragraph, self._found, styles.MATCH)
        at = 0
        for count, line in enumerate(content.wrap(self._room)):
            at = max(at, content.plain.find(line.plain, at))
            span = Passage(paragraph.start + at, paragraph.start + at + len(line.plain))
            at += len(line.plain)
            yield ArticleLine(self._margined(line, number if count == 0 else None, span), span)

    def _margined(self, line: Content, number: int | None, span: Passage) -> Content:
        """A line with its paragraph's number in the margin, and a rule beside the words of a quote."""
        if not self._margin:
            return line
        label = (str(number) if number else "").rjust(self._margin - 3)
        if _touches(span, self._current):
            rule = (" ┃ ", styles.LINK)
        else:
            rule = (" ╎ " if _touches(span, self._marked) else "   ", styles.MUTED)
        return Content.assemble((label, styles.MUTED), rule, line)

    @staticmethod
    def _stylized(content: Content, paragraph: Passage, passages: Iterable[Passage], style: str) -> Content:
        for passage in passages:
            start, end = max(passage.start, paragraph.start), min(passage.end, paragraph.end)
            if start < end:
                content = content.stylize(style, start - paragraph.start, end - paragraph.start)
        return content


def _touches(span: Passage, passages: Iterable[Passage]) -> bool:
    return any(passage.start < span.end and span.start < passage.end for passage in passages)
