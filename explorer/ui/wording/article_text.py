"""An article laid out for reading: wrapped lines with paragraph numbers and marked passages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
from textual.content import Content

from explorer.checking.passages import Passage, SourceText
from explorer.describing import signs
from explorer.display import clean
from explorer.ui.wording import styles

MEASURE = 80
MARGIN = 7
# How many kinds of marks a line has room to tell.
_SIGNS = 2

# How words are marked, by the speech of their quote or as what is in quotation marks and in no quote: the sign in the
# margin, and the style.
KINDS = {
    "direct": (signs.SPEECH["direct"], styles.DIRECT),
    "partial": (signs.SPEECH["partial"], styles.PARTIAL),
    "indirect": (signs.SPEECH["indirect"], styles.INDIRECT),
    "open": (signs.OPEN_SPAN, styles.OPEN_SPAN),
}
LEGEND = signs.legend(*(sign for sign, _ in KINDS.values()))


class Mark(msgspec.Struct, frozen=True):
    """A passage of the article that is marked, as a kind of `KINDS`."""

    passage: Passage
    kind: str


class ArticleLine(msgspec.Struct, frozen=True):
    """One line on screen, and the span of the article's text that it shows."""

    content: Content
    span: Passage


class ArticleLayout:
    """The lines of an article at one width.

    `marks` are its quotes and open spans, `current` the passages of the quote in use, `furniture` the lines to dim,
    `found` the words of a search.
    """

    def __init__(
        self,
        text: SourceText,
        width: int,
        marks: Iterable[Mark],
        current: Sequence[Passage],
        furniture: Iterable[str],
        found: Iterable[Passage] = (),
    ) -> None:
        # The longest first, so that what stands within it shows.
        self._marks = sorted(marks, key=lambda mark: mark.passage.start - mark.passage.end)
        self._current = list(current)
        self._found = list(found)
        self._furniture = {line.strip() for line in furniture}
        self.margin = MARGIN if width >= 40 else 0
        self._room = max(1, min(MEASURE, width - self.margin))
        self.lines: list[ArticleLine] = []
        for number, paragraph in enumerate(text.paragraphs, 1):
            if self.lines:
                self.lines.append(ArticleLine(Content(""), Passage(paragraph.start, paragraph.start)))
            self.lines += self._paragraph(text.text, paragraph, number)

    def line_of(self, offset: int) -> int:
        """The line that shows a place in the text."""
        return next((number for number, line in enumerate(self.lines) if line.span.end > offset), len(self.lines) - 1)

    def offset_at(self, line: int, column: int) -> int:
        """The place in the text that a line shows at a column, or the nearest to it."""
        span = self.lines[min(line, len(self.lines) - 1)].span
        # Every character of the text is one of the line: what would be none or two is replaced by one.
        return max(span.start, min(span.end, span.start + column - self.margin))

    def _paragraph(self, text: str, paragraph: Passage, number: int) -> Iterable[ArticleLine]:
        raw = text[paragraph.start : paragraph.end]
        content = Content(clean(raw))
        if raw.strip() in self._furniture:
            content = content.stylize(styles.MUTED)
        for mark in self._marks:
            content = _stylized(content, paragraph, mark.passage, KINDS[mark.kind][1])
        for passage in self._current:
            content = _stylized(content, paragraph, passage, styles.PASSAGE)
        for passage in self._found:
            content = _stylized(content, paragraph, passage, styles.MATCH)
        at = 0
        for count, line in enumerate(content.wrap(self._room)):
            at = max(at, content.plain.find(line.plain, at))
            span = Passage(paragraph.start + at, paragraph.start + at + len(line.plain))
            at += len(line.plain)
            yield ArticleLine(self._margined(line, number if count == 0 else None, span), span)

    def _margined(self, line: Content, number: int | None, span: Passage) -> Content:
        """A line with its paragraph's number in the margin, and the signs of the quotes whose words it has."""
        if not self.margin:
            return line
        label = (str(number) if number else "").rjust(self.margin - _SIGNS - 2)
        here = [mark for mark in self._marks if touches(span, mark.passage)]
        shown = dict.fromkeys(KINDS[mark.kind][0].mark for mark in sorted(here, key=lambda mark: mark.passage))
        marks = "".join(shown)[:_SIGNS].ljust(_SIGNS)
        strong = any(touches(span, passage) for passage in self._current)
        rule = (f"{signs.CURRENT.mark}{marks} ", styles.LINK) if strong else (f" {marks} ", styles.MUTED)
        return Content.assemble((label, styles.MUTED), rule, line)


def _stylized(content: Content, paragraph: Passage, passage: Passage, style: str) -> Content:
    start, end = max(passage.start, paragraph.start), min(passage.end, paragraph.end)
    return content.stylize(style, start - paragraph.start, end - paragraph.start) if start < end else content


def touches(one: Passage, other: Passage) -> bool:
    """Whether two spans share any character."""
    return one.start < other.end and other.start < one.end
