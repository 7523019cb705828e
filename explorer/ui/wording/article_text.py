"""An article laid out for reading: wrapped lines with paragraph numbers and marked passages."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

import msgspec
from rich.cells import cell_len, chop_cells
from textual.content import Content, Span

from explorer.checking.passage_index import PassageIndex
from explorer.describing import signs
from explorer.describing.signs import Sign
from explorer.display import clean
from explorer.model.archive import Archive
from explorer.model.records import Quote
from explorer.reading.text.passages import Passage, SourceText, overlap
from explorer.ui.wording import styles

# The number of columns that is good for reading.
MEASURE = 88
# The maximum number of signs in the margin of a line.
_SIGNS = 3
# A narrower text has no margin.
_ROOM_FOR_MARGIN = 28
_LINE, _WORD = re.compile(".+"), re.compile(r"\S+")

# The kinds of marks: the three sorts of speech of quotes, and quoted words that are in no quote. Each has a sign for
# the margin and a style.
KINDS = {
    "direct": (signs.SPEECH["direct"], styles.DIRECT),
    "partial": (signs.SPEECH["partial"], styles.PARTIAL),
    "indirect": (signs.SPEECH["indirect"], styles.INDIRECT),
    "open": (signs.OPEN_SPAN, styles.OPEN_SPAN),
}
LEGEND = signs.legend(*(sign for sign, _ in KINDS.values()))


class Mark(msgspec.Struct, frozen=True):
    """A marked passage of the article. `kind` is a key of `KINDS`; `quote` is the ref of its quote, if it has one.

    A part of speech without a quote has its `whole`. A `draft` has a sign that says so instead of its kind.
    """

    passage: Passage
    kind: str
    quote: str = ""
    whole: Passage | None = None
    draft: bool = False

    @property
    def sign(self) -> Sign:
        """The sign for it in the margin."""
        return signs.DRAFT if self.draft else KINDS[self.kind][0]


def marks_of(archive: Archive, quote: Quote, passages: Iterable[Passage]) -> Iterator[Mark]:
    """The marks of a quote, at each passage with words of it."""
    draft = archive.review_of(quote) == "draft"
    return (Mark(passage, quote.speech, quote.ref, draft=draft) for passage in passages)


class ArticleLine(msgspec.Struct, frozen=True):
    """One line: the span of the article's text that it shows.

    `number` is the number of the paragraph, on its first line.
    """

    span: Passage
    number: int | None = None


class ArticleLayout:
    """The lines of an article at one width.

    `marks` are its quotes and open spans, `furniture` the lines to dim, `found` the words of a search. `measure` is the
    maximum number of columns of the text, if set. Words are marked only when a line is drawn: most lines of a long
    article are never in view.
    """

    def __init__(
        self,
        text: SourceText,
        width: int,
        marks: Iterable[Mark],
        furniture: Iterable[str],
        found: Iterable[Passage] = (),
        measure: int | None = None,
    ) -> None:
        self._marks = PassageIndex((mark.passage, mark) for mark in marks)
        self.mark_found(found)
        self._furniture = {line.strip() for line in furniture}
        self._digits = max(2, len(str(len(text.paragraphs))))
        # The number, the rule, the signs and a space.
        self.margin = self._digits + 1 + _SIGNS + 1 if width >= _ROOM_FOR_MARGIN else 0
        self._room = max(1, min(measure or MEASURE, width - self.margin))
        self._text = text
        # Each character of the text is one character of a line.
        self._shown = clean(text.text)
        self._not_single = {each for each in set(self._shown) if each != "\n" and cell_len(each) != 1}
        self._single = re.compile(rf"(?:^|(?=\S)).{{1,{self._room}}}(?<=\S)(?!\S)|\S{{{self._room}}}", re.MULTILINE)
        self.lines: list[ArticleLine] = []
        for number, paragraph in enumerate(text.paragraphs, 1):
            if self.lines:
                self.lines.append(ArticleLine(Passage(paragraph.start, paragraph.start)))
            spans = self._wrapped(paragraph)
            self.lines += (ArticleLine(span, number if n == 0 else None) for n, span in enumerate(spans))
        self._ends = [line.span.end for line in self.lines]

    def mark_found(self, found: Iterable[Passage]) -> None:
        """Mark only the words of this search from now on."""
        self._found = PassageIndex((passage, None) for passage in found)

    def line_of(self, offset: int) -> int:
        """The number of the line that shows an offset in the text."""
        return min(bisect_right(self._ends, offset), len(self.lines) - 1)

    def words(self, line: ArticleLine) -> str:
        """The words that a line shows."""
        return self._shown[line.span.start : line.span.end]

    def drawn(self, number: int, current: Iterable[Passage], attribution: Passage | None = None) -> Content:
        """Draw a line with its margin. The passages in use and the attribution are marked."""
        line = self.lines[number]
        here = [passage for passage in current if overlap(line.span, passage)]
        words = self._styled(line)
        for passage in here:
            words = words.stylize(styles.PASSAGE, *_cut(passage, line.span))
        if attribution and overlap(line.span, attribution):
            words = words.stylize(styles.MARKED, *_cut(attribution, line.span))
        return self._margined(line, words, signs.CURRENT if here else None, here)

    def drawn_selecting(self, number: int, selected: Iterable[Passage], moved: Passage) -> Content:
        """Draw a line during a selection: the selected words are marked, and the one of them that is moved."""
        line = self.lines[number]
        here = [passage for passage in selected if overlap(line.span, passage)]
        words = self._styled(line)
        for passage in here:
            words = words.stylize(styles.SELECTED_WORDS, *_cut(passage, line.span))
        if overlap(line.span, moved):
            words = words.stylize(styles.MOVED_WORD, *_cut(moved, line.span))
        return self._margined(line, words, signs.SELECTED if here else None)

    def column_of(self, offset: int) -> int:
        """The column of an offset of the text in the line that shows it."""
        line = self.lines[self.line_of(offset)]
        return self.margin + cell_len(self.words(line)[: max(0, offset - line.span.start)])

    def offset_at(self, line: int, column: int) -> int:
        """The offset in the text of a column of a line, or the nearest one."""
        shown = self.lines[max(0, min(line, len(self.lines) - 1))]
        words, at, taken = self.words(shown), 0, 0
        while at < len(words) and taken + cell_len(words[at]) <= column - self.margin:
            taken += cell_len(words[at])
            at += 1
        return shown.span.start + at

    def _wrapped(self, paragraph: Passage) -> Iterator[Passage]:
        """The spans of a paragraph that make its lines."""
        words = self._shown[paragraph.start : paragraph.end]
        if self._not_single.isdisjoint(words):
            for line in self._single.finditer(words):
                yield Passage(paragraph.start + line.start(), paragraph.start + line.end())
            return
        for start, end in _by_cells(words, self._room):
            yield Passage(paragraph.start + start, paragraph.start + end)

    def _styled(self, line: ArticleLine) -> Content:
        """The words of a line, with the marks that do not depend on what is in use."""
        return Content(self.words(line), list(self._marked(line.span)))

    def _marked(self, line: Passage) -> Iterator[Span]:
        paragraph = self._text.paragraphs[self._text.paragraph_at(line.start) - 1]
        if self._text.text[paragraph.start : paragraph.end].strip() in self._furniture:
            yield Span(0, line.end - line.start, styles.MUTED)
        # The longest mark first, so that marks inside of it are drawn over it.
        marks = sorted(self._marks.touching(line), key=lambda mark: mark[0].start - mark[0].end)
        for passage, mark in marks:
            yield Span(*_cut(passage, line), KINDS[mark.kind][1])
        for passage, _ in self._found.touching(line):
            yield Span(*_cut(passage, line), styles.MATCH)

    def _margined(
        self, line: ArticleLine, words: Content, rule: Sign | None, current: Sequence[Passage] = ()
    ) -> Content:
        """A line with its margin: the paragraph's number, and a sign for each quote and open span in the line."""
        if not self.margin or not words:
            return words
        label = (str(line.number) if line.number else "").rjust(self._digits)
        ruled = (rule.mark if rule else " ", styles.LINK)
        return Content.assemble((label, styles.MUTED), ruled, self._signs(line.span, current), " ", words)

    def _signs(self, span: Passage, current: Sequence[Passage]) -> Content:
        """The signs of what is marked in a line, in the order of the text; that of the quote in use stands out.

        If there are too many, one of them is followed by the number of the others.
        """
        # A quote whose words are interrupted has several passages, and one sign.
        here: dict[str | Passage, Mark] = {}
        for passage, mark in self._marks.touching(span):
            here.setdefault(mark.quote or mark.whole or passage, mark)
        shown = [
            (mark.sign.mark, styles.LINK if mark.passage in current else styles.TONES[mark.sign.tone] or styles.MUTED)
            for mark in here.values()
        ]
        if len(shown) > _SIGNS:
            first = next((sign for sign in shown if sign[1] == styles.LINK), shown[0])
            others = len(shown) - 1
            shown = [first, (f"+{others}" if others < 10 else "9+", styles.MUTED)]
        return Content.assemble(*shown).pad_right(_SIGNS - sum(len(sign) for sign, _ in shown))


def _by_cells(text: str, room: int) -> Iterator[tuple[int, int]]:
    """Split a text into lines of this many cells. A letter may take two of them, or none."""
    for line in _LINE.finditer(text):
        start = end = line.start()
        for word in _WORD.finditer(text, *line.span()):
            if cell_len(text[start : word.end()]) > room:
                if start < end:
                    yield start, end
                start = word.start()
                for part in chop_cells(word[0], room)[:-1]:
                    yield start, start + len(part)
                    start += len(part)
            end = word.end()
        yield start, end


def _cut(passage: Passage, to: Passage) -> tuple[int, int]:
    """The part of a passage that lies in the span `to`, as offsets from the start of that span."""
    return max(passage.start, to.start) - to.start, min(passage.end, to.end) - to.start
