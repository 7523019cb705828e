"""The reader: an article with its quotes marked where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Resize
from textual.reactive import reactive
from textual.widgets import Static

from explorer.archive import Archive
from explorer.display import one_line
from explorer.passages import Passage, SourceText
from explorer.reading import Snapshot
from explorer.records import AnyRecord, Article, Quote
from explorer.scope import Scope
from explorer.ui.archive_screen import ArchiveScreen
from explorer.ui.article_text import ArticleLayout
from explorer.ui.bars import KeyHints
from explorer.ui.detail_text import SPEECH
from explorer.ui.lines import Lines
from explorer.ui.requests import ReadArticle
from explorer.ui.rows import STATUS_GLYPHS, STATUS_STYLES, quote_source
from explorer.ui.stepping import nth_of, step_to

if TYPE_CHECKING:
    from explorer.search import Match

_HINTS = (
    ("esc", "leave"),
    ("tab", "next quote"),
    ("⏎", "open this quote"),
    ("e", "edit"),
    ("y", "copy citation"),
    ("?", "help"),
)


class ArticleText(Lines):
    """The article's lines. The cursor is the reading position; the current passage is marked and kept in view."""

    # The passage is what is marked here; the cursor is only a mark at the edge.
    cursor_style = blurred_cursor_style = ""

    current: reactive[tuple[Passage, ...]] = reactive((), init=False)

    def __init__(self) -> None:
        super().__init__(id="article")
        self._text = SourceText("")
        self._marked: list[Passage] = []
        self._found: list[list[Passage]] = []
        self._furniture: Sequence[str] = ()
        self._goes_to_current = False
        self._layout = ArticleLayout(self._text, 1, (), (), ())

    def show(
        self, text: SourceText, marked: list[Passage], furniture: Sequence[str], found: list[list[Passage]]
    ) -> None:
        """Show an article, with the passages of all its quotes, and the words of each place that a search found."""
        self._text, self._marked, self._furniture, self._found = text, marked, furniture, found
        self._lay_out()

    def go_to_match(self, step: int) -> str:
        """Go to the next place that a search found, or with -1 to the one before. Returns which of how many it is."""
        rows = list(dict.fromkeys(self._layout.line_of(place[0].start) for place in self._found))
        row = step_to(rows, self.cursor, step)
        if row is None:
            return ""
        self.cursor = row
        self._center(row, row)
        return nth_of(rows, row)

    def watch_current(self) -> None:
        self._goes_to_current = True
        self._lay_out()

    def _lay_out(self) -> None:
        """Lay the article out anew, at the current passage when it is new, and else where the reader was."""
        width = self.scrollable_content_region.width - 2
        if width < 1:
            return
        held = self.offset_at_cursor
        words = [word for place in self._found for word in place]
        self._layout = ArticleLayout(self._text, width, self._marked, self.current, self._furniture, words)
        if not self._goes_to_current or not self.current:
            self.rows_changed(self._layout.line_of(held))
            return
        self.rows_changed(self._layout.line_of(self.current[0].start))
        first = self._layout.line_of(self.current[0].start)
        self._center(first, self._layout.line_of(max(passage.end for passage in self.current) - 1))
        self._goes_to_current = False

    def _center(self, first: int, last: int) -> None:
        height = self.scrollable_content_region.height
        top = first - max(1, (height - (last - first + 1)) // 2)
        self.scroll_to(y=max(0, top), animate=False, force=True)

    @property
    def offset_at_cursor(self) -> int:
        """The place in the text at which the line under the cursor starts."""
        return self._layout.lines[self.cursor].span.start if self._layout.lines else 0

    @property
    def row_count(self) -> int:
        return len(self._layout.lines)

    def row(self, index: int, width: int) -> Sequence[Content]:
        return [self._layout.lines[index].content]

    def on_resize(self, event: Resize) -> None:
        super().on_resize(event)
        self._lay_out()


class ReaderScreen(ArchiveScreen):
    """An article, and the quotes of the archive that stand in it, walkable in the order of the text.

    Its result is the ref of the record to open, or None when the reader just leaves. `matches` are those of the hit
    that it was opened from: their words are marked.
    """

    CSS_PATH = "reader.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,left_square_bracket,backspace,alt+left,o", "leave", "Leave", key_display="esc"),
        Binding("tab,right,l", "walk(1)", "Next quote", key_display="tab", tooltip="The next quote in the text"),
        Binding("shift+tab,left,h", "walk(-1)", "Previous quote", tooltip="The quote before in the text"),
        Binding("n", "match(1)", "Next match", tooltip="The next place with the words of the search"),
        Binding("N", "match(-1)", "Previous match", tooltip="The place before, with the words of the search"),
        Binding("enter", "open", "Open", priority=True, tooltip="Leave the article for the quote and all about it"),
    ]

    def __init__(self, snapshot: Snapshot, request: ReadArticle, matches: Sequence[Match] = ()) -> None:
        super().__init__()
        self.set_reactive(ArchiveScreen.snapshot, snapshot)
        self.article_id = request.article
        self.quote_ref = request.quote
        self.passage = request.passage
        self.matches = matches

    def compose(self) -> ComposeResult:
        yield Static(id="headline", markup=False)
        yield ArticleText()
        yield Static(id="about", markup=False)
        yield KeyHints(_HINTS)

    def on_mount(self) -> None:
        self._show()

    def watch_snapshot(self) -> None:
        if self.is_mounted:
            self._show()

    def _leave_what_is_gone(self) -> None:
        # Below another screen it can only be left when it comes up again.
        if self.is_active:
            self.notify("The article is no longer there.", severity="warning")
            self.action_leave()

    def on_screen_resume(self) -> None:
        if self.article_id not in self.archive_now.texts:
            self.call_later(self._leave_what_is_gone)

    @property
    def record(self) -> AnyRecord | None:
        archive = self.archive_now.archive
        return archive.find(self.quote_ref) if self.quote_ref else archive.get(Article, self.article_id)

    def _show(self) -> None:
        archive, texts = self.archive_now.archive, self.archive_now.texts
        article, text = archive.get(Article, self.article_id), texts.get(self.article_id)
        if article is None or text is None:
            self._leave_what_is_gone()
            return
        self.query_one("#headline", Static).update(Content(one_line(article.headline)))
        self.quotes = self._in_order(archive, article)
        view = self.query_one(ArticleText)
        marked = [passage for quote in self.quotes for passage in self._passages(quote)]
        view.show(text, marked, article.furniture, self._found(text))
        self._mark()

    def _found(self, text: SourceText) -> list[list[Passage]]:
        if not self.matches:
            return []
        from explorer.search import places

        return [[Passage(*span) for span in spans] for spans in places(text.text, self.matches)]

    def _in_order(self, archive: Archive, article: Article) -> list[Quote]:
        placed = [(passages, quote) for quote in archive.quotes_of(article) if (passages := self._passages(quote))]
        return [quote for passages, quote in sorted(placed, key=lambda item: (item[0][0].start, -item[0][-1].end))]

    def _passages(self, quote: Quote) -> list[Passage]:
        return [passage for passage in self.archive_now.verifications[quote.ref].passages if passage]

    @property
    def quote(self) -> Quote | None:
        """The quote that is marked."""
        archive = self.archive_now.archive
        return archive.get(Quote, self.quote_ref.partition("/")[2]) if self.quote_ref else None

    def _mark(self) -> None:
        quote = self.quote
        passages = self._passages(quote) if quote else [self.passage] if self.passage else []
        self.query_one(ArticleText).current = tuple(passages)
        self.query_one("#about", Static).update(self._about())

    def action_match(self, step: int) -> None:
        told = self.query_one(ArticleText).go_to_match(step)
        if told:
            self.query_one("#about", Static).update(Content.assemble(self._about(), f" · {told}"))
        else:
            self.notify("No words of a search are marked here.", timeout=2)

    def _about(self) -> Content:
        quote = self.quote
        if quote is None:
            return Content(f"{len(self.quotes)} quotes are marked. Tab goes to the next.")
        verification = self.archive_now.verifications[quote.ref]
        status = verification.status
        number = self.quotes.index(quote) + 1 if quote in self.quotes else 0
        which = f"quote {number} of {len(self.quotes)}" if number else "not found in this text"
        first = Content.assemble(
            quote_source(quote, Scope(self.archive_now.archive)), f" · {SPEECH[quote.speech].partition(':')[0]}"
        )
        second: list[str | tuple[str, str]] = [
            (f"{STATUS_GLYPHS[status]} {status}", STATUS_STYLES[status]),
            f" · {which}",
        ]
        second += [f" · {one_line(found.message)}" for found in verification.segments if found.message][:1]
        return Content("\n").join([first, Content.assemble(*second)])

    def action_walk(self, step: int) -> None:
        if not self.quotes:
            return
        refs = [quote.ref for quote in self.quotes]
        if self.quote_ref in refs:
            at = refs.index(self.quote_ref) + step
        else:
            at = self._nearest_to_cursor(step)
        self.quote_ref = refs[at % len(refs)]
        self._mark()

    def _nearest_to_cursor(self, step: int) -> int:
        offset = self.query_one(ArticleText).offset_at_cursor
        before = sum(1 for quote in self.quotes if self._passages(quote)[0].start < offset)
        return before if step > 0 else before - 1

    def action_open(self) -> None:
        self.dismiss(self.record.ref if self.record else None)

    def action_leave(self) -> None:
        self.dismiss(None)
