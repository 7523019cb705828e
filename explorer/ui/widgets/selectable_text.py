"""Selecting words of an article, with the keys and with the mouse."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.events import Click, MouseDown, MouseMove, MouseUp
from textual.geometry import Offset
from textual.reactive import reactive
from textual.timer import Timer

from explorer.reading.quotation.spans import QuotedSpan
from explorer.reading.text.passages import Passage, SourceText
from explorer.ui.keys import bind
from explorer.ui.messages import Message
from explorer.ui.selecting import Selecting, Steps
from explorer.ui.widgets.article_view import ArticleView
from explorer.ui.widgets.lines import nth_of, step_to
from explorer.ui.wording.article_text import Mark

SELECTING_KEYS: list[BindingType] = [
    bind("v", "select", "Select", "Select words from here on; again, start over at the end that moves"),
    bind("right,l,w", "extend('word', 1)", "Next word", "To the next word", id="next-word"),
    bind("left,h,b", "extend('word', -1)", "Word before", "To the previous word", id="word-before"),
    bind(
        "right_parenthesis",
        "extend('sentence', 1)",
        "Sentence",
        "To the end of the sentence, then of the next one",
        id="sentence-end",
    ),
    bind(
        "left_parenthesis",
        "extend('sentence', -1)",
        "Sentence before",
        "To the beginning of the sentence, then of the previous one",
        id="sentence-start",
    ),
    bind(
        "right_curly_bracket",
        "extend('paragraph', 1)",
        "Paragraph",
        "To the end of the paragraph, then of the next one",
        id="paragraph-end",
    ),
    bind(
        "left_curly_bracket",
        "extend('paragraph', -1)",
        "Paragraph before",
        "To the beginning of the paragraph, then of the previous one",
        id="paragraph-start",
    ),
    bind(
        "tab,quotation_mark",
        "extend('span', 1)",
        "Quoted words",
        "All of the quoted words here, or of the next ones; again, the ones after",
        id="quoted-words",
    ),
    bind(
        "shift+tab",
        "extend('span', -1)",
        "Quoted words before",
        "All of the quoted words before",
        id="quoted-words-before",
    ),
    bind("o", "turn", "Other end", "Move the other end", id="other-end"),
    bind(
        "plus",
        "add_segment",
        "One more segment",
        "Select one more segment: the next quoted words of the paragraph, or the next word",
    ),
    bind("minus,backspace", "drop_segment", "Drop segment", "Drop the last segment"),
]


# Seconds between two lines, while the mouse is held beyond an edge.
_SCROLLING = 0.06
# What moves by each unit.
_BY = {
    "word": Selecting.by_word,
    "sentence": Selecting.by_sentence,
    "paragraph": Selecting.by_paragraph,
    "span": Selecting.by_span,
}


class SelectableText(ArticleView):
    """An article's text in which words can be selected. Meanwhile the keys move one end of the selection."""

    # The selection is its own, by words.
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = SELECTING_KEYS

    selecting: reactive[Selecting | None] = reactive(None, init=False)

    class Selected(Message):
        """The selection has changed, or ended."""

    def __init__(self) -> None:
        super().__init__()
        self.steps = Steps(self._text)
        # The width of the text when the selection began, and the line at its top then.
        self._came_from = (0, 0.0)
        self._pressed: Passage | None = None
        self._dragged = False
        self._scrolling: Timer | None = None
        self._edge = 0
        self._column: int | None = None

    def show(
        self,
        text: SourceText,
        marks: Sequence[Mark],
        furniture: Sequence[str],
        spans: Callable[[], Sequence[QuotedSpan]] = tuple,
        language: str | None = None,
    ) -> None:
        """Show an article with its quotes and open spans. A selection stays if the text is the same."""
        if text.text != self._text.text:
            self.selecting = None
        self.steps = Steps(text, spans, language)
        super().show(text, marks, furniture)

    @property
    def selected_words(self) -> str:
        """The selected words as they are in the article, a line for each segment."""
        passages = self.selecting.passages if self.selecting else ()
        return "\n".join(self._text.text[passage.start : passage.end] for passage in passages)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The keys for selecting work only during a selection; before, they do what they do in the reader."""
        is_step = action in ("extend", "turn", "add_segment", "drop_segment")
        return self.selecting is not None if is_step else super().check_action(action, parameters)

    # Beginning and ending

    def action_select(self) -> None:
        if self.selecting is not None:
            self.selecting = self.selecting.begun_anew()
        elif (word := self.steps.word_at(self._in_use)) is not None:
            self.selecting = Selecting(word, word)

    @property
    def _in_use(self) -> int:
        """Where in the line under the cursor the match or the quote in use begins; else where the line does."""
        line = self.span_at_cursor
        marked = [*self._words_found, *self.current]
        return next((place.start for place in marked if line.start <= place.start < line.end), line.start)

    def end_selecting(self) -> None:
        """End the selection, and scroll the text back to where it was."""
        self.selecting = None
        width, top = self._came_from
        if width == self.size.width:
            self.scroll_to(y=top, animate=False, force=True)
        else:
            self._scroll_to_cursor()

    def watch_selecting(self, before: Selecting | None, now: Selecting | None) -> None:
        if before is None:
            self._came_from = (self.size.width, self.scroll_offset.y)
        self._column = None
        if now is not None:
            self._scroll_to_head()
        self.refresh()
        self.post_message(self.Selected())

    # Steps

    def action_extend(self, unit: str, step: int) -> None:
        """Move the end of the selection by a word, a sentence, a paragraph or a span of speech; with -1, back."""
        if self.selecting:
            moved = _BY[unit](self.selecting, step, self.steps)
            if moved == self.selecting and unit == "span":
                self.notify("No quoted words follow." if step > 0 else "No quoted words come before.", timeout=2)
            self.selecting = moved

    def action_turn(self) -> None:
        if self.selecting:
            self.selecting = self.selecting.turned()

    def action_add_segment(self) -> None:
        if self.selecting:
            self.selecting = self.selecting.with_another(self.steps)

    def action_drop_segment(self) -> None:
        if self.selecting:
            fewer = self.selecting.without_last(self.steps)
            if fewer == self.selecting:
                self.notify("There is only one segment; Esc ends the selection.", timeout=2)
            self.selecting = fewer

    def action_move(self, rows: int) -> None:
        if self.selecting:
            self._move_lines(rows)
        else:
            super().action_move(rows)

    def action_page(self, pages: int) -> None:
        if self.selecting:
            self._move_lines(pages * max(1, self.scrollable_content_region.height - 1))
        else:
            super().action_page(pages)

    def action_first(self) -> None:
        if self.selecting:
            self.selecting = self.selecting.to(self.steps.word_at(0))
        else:
            super().action_first()

    def action_last(self) -> None:
        if self.selecting:
            self.selecting = self.selecting.to(self.steps.word_before(len(self._text)))
        else:
            super().action_last()

    def action_choose(self) -> None:
        if not self.selecting:
            super().action_choose()

    def _move_lines(self, lines: int) -> None:
        """Move the end of the selection down by this many lines, in the same column as far as possible."""
        if self.selecting is None or not self._layout.lines:
            return
        head, layout = self.selecting.head, self._layout
        column = self._column if self._column is not None else layout.column_of(head.start)
        line, step = layout.line_of(head.start) + lines, 1 if lines > 0 else -1
        line = max(0, min(line, len(layout.lines) - 1))
        while 0 < line < len(layout.lines) - 1 and not layout.words(layout.lines[line]):
            line += step
        self.selecting = self.selecting.to(self.steps.word_at(layout.offset_at(line, column)))
        self._column = column

    def go_to_match(self, step: int) -> str:
        """Go to a place that was found, as in any article; during a selection, move its end there."""
        if self.selecting is None:
            return super().go_to_match(step)
        starts = sorted({place[0].start for place in self._found})
        at = self.selecting.anchor.start - 1 if step == 0 else self.selecting.head.start
        found = step_to(starts, at, step or 1)
        if found is None:
            return ""
        self.selecting = self.selecting.to(self.steps.word_at(found))
        return nth_of(starts, found)

    # The screen

    def row(self, index: int, width: int) -> Sequence[Content]:
        if self.selecting is None:
            return super().row(index, width)
        return [self._layout.drawn_selecting(index, self.selecting.passages, self.selecting.head)]

    def in_use(self, index: int) -> bool:
        return index == self._row_of_head if self.selecting else super().in_use(index)

    @property
    def _row_of_head(self) -> int:
        return self._layout.line_of(self.selecting.head.start) if self.selecting else self.cursor

    @property
    def cursor_screen_offset(self) -> Offset:
        """The cell on screen of the word that is moved, during a selection."""
        at = self.place_of(self.selecting.head.start) if self.selecting else None
        return at or super().cursor_screen_offset

    def rows_resized(self) -> None:
        super().rows_resized()
        if self.selecting:
            self._scroll_to_head()

    def _scroll_to_head(self) -> None:
        height, top, row = self.scrollable_content_region.height, round(self.scroll_offset.y), self._row_of_head
        if not top <= row < top + height:
            self.scroll_to(y=row if row < top else row - height + 1, animate=False, force=True)

    # The mouse: a drag selects, a second click the word, a third the sentence, a fourth the paragraph

    def clicked(self, event: Click) -> None:
        if self._dragged:
            return
        if event.chain == 1:
            self.selecting = None
            super().clicked(event)
            return
        offset = self.offset_under(event)
        unit_at = {2: self.steps.word_at, 3: self.steps.sentence_at}.get(event.chain, self.steps.paragraph_at)
        unit = unit_at(offset) if self._text.text.strip() else None
        if unit:
            begun = Selecting(unit, unit)
            self.selecting = begun.of((self.steps.without_stray_marks(unit),), self.steps)

    def on_mouse_down(self, event: MouseDown) -> None:
        self._dragged = False
        self._pressed = self.steps.word_at(self.offset_under(event)) if event.button == 1 else None

    def on_mouse_move(self, event: MouseMove) -> None:
        if self._pressed is None or event.button != 1:
            return
        if not self._dragged:
            self._dragged = True
            self.capture_mouse()
        word = self.steps.word_at(self.offset_under(event))
        if word:
            self.selecting = Selecting(self._pressed, word)
        inside = event.y - self.gutter.top
        edge = -1 if inside < 0 else int(inside >= self.scrollable_content_region.height)
        if edge != self._edge:
            self._scroll_at(edge)

    def on_mouse_up(self, event: MouseUp) -> None:
        self._pressed = None
        self._scroll_at(0)
        self.release_mouse()

    def _scroll_at(self, edge: int) -> None:
        """Scroll line by line while the mouse is held above (-1) or below (1) the text."""
        self._edge = edge
        if self._scrolling:
            self._scrolling.stop()
        self._scrolling = self.set_interval(_SCROLLING, lambda: self._move_lines(edge)) if edge else None
