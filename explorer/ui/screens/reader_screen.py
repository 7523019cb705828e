"""The reader screen: an article with its quotes marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.geometry import Region
from textual.widgets import Input

from explorer.describing.quotes_in_text import QuotesInText
from explorer.display import one_line
from explorer.model.history import ReadingView
from explorer.model.records import AnyRecord, Article, Kind, Quote, title
from explorer.reading.quotation.detection import speech_in
from explorer.reading.text.passages import Passage, SourceText, overlap
from explorer.search.hits import Match
from explorer.ui.keys import KeysHere, bind, bindings
from explorer.ui.late import Late, Pause
from explorer.ui.requests import Copy, Listing, OpenTrail, QuoteWords, ReadArticle
from explorer.ui.screens.archive_screen import ELSEWHERE, LeafScreen, leaving
from explorer.ui.targets import Target
from explorer.ui.widgets.article_view import ArticleView, Rail
from explorer.ui.widgets.detail import Detail
from explorer.ui.widgets.fitted import Fitted
from explorer.ui.widgets.lines import Lines
from explorer.ui.widgets.selectable_text import SelectableText
from explorer.ui.widgets.text_field import TextField
from explorer.ui.wording.about_quotes import about_quote, about_quotes, about_selected
from explorer.ui.wording.article_text import Mark, marks_of
from explorer.ui.wording.listings import listing

_ROOM_FOR_DETAIL = 160
# A text with more code points is searched for words in a thread.
_AT_ONCE = 50_000
# The keys while words are selected.
_KEYS_SELECTING = {
    "quote-words": "quote them",
    "quoted-words": "quoted words",
    "next-word word-before": "word",
    "sentence-end": "sentence",
    "copy-citation": "copy words",
    "other-end": "other end",
    "add-segment": "one more segment",
    "select": "begin here",
    "leave": "end",
    "help": "help",
    "paragraph-end": "paragraph",
    "drop-segment": "drop it",
    "search": "find",
}


class ReaderScreen(LeafScreen):
    """An article and its quotes, which the user can step through in the order of the text; words of it can be quoted.

    `matches` are those of the search hit that opened it: their words are marked. `offset` is where in the text the
    cursor starts, in place of a quote or passage; `find` is a query to search for in it.
    """

    CSS_PATH = "reader_screen.tcss"
    AUTO_FOCUS = "#article"
    HORIZONTAL_BREAKPOINTS = [(0, "-alone"), (_ROOM_FOR_DETAIL, "-beside")]  # noqa: RUF012 - declared so by Textual
    BINDINGS = bindings(
        *leaving("read", "o"),
        bind("tab,right,l", "walk(1)", "Next quote", "The next quote in the text", id="next-quote"),
        bind("shift+tab,left,h", "walk(-1)", "Previous quote", "The previous quote in the text", id="previous-quote"),
        bind("n", "match(1)", "Next match", "The next place with words of the search", id="next-match"),
        bind("N", "match(-1)", "Previous match", "The previous place with words of the search", id="previous-match"),
        bind(
            "a",
            "quote_words",
            "Quote words",
            "Make a quote of the selected words, in a form with all that can be known",
        ),
        bind("slash", "find", "Find", "Find words in this article, misspelt ones too", id="search"),
    )

    source: SourceText

    text = getters.query_one(SelectableText)
    field = getters.query_one(TextField)

    def __init__(
        self, request: ReadArticle, matches: Sequence[Match] = (), offset: int | None = None, find: str = ""
    ) -> None:
        at = request.passage.start if offset is None and request.passage else offset
        super().__init__()
        self.article_id = request.article
        self.matches = matches
        self._finds = Late(self, "find", "find words in the article")
        self._begins: ReadingView | None = ReadingView(request.article, request.quote, at, find)
        self.quote_ref = request.quote
        self.passage = request.passage
        self._offset = offset
        self._find_first = find
        self.quotes = QuotesInText()
        self._in_use: list[Passage] = []
        self._moved = False
        self._told = (0, "")

    def body(self) -> ComposeResult:
        # The class is set before the first frame, so that nothing is laid out twice.
        self.set_class(self.app.size.width >= _ROOM_FOR_DETAIL, "-beside")
        yield Fitted(id="headline")
        find = self._find_first
        yield TextField(find, "find in this article", id="find", compact=True, classes="-shown" if find else "")
        with Horizontal():
            yield SelectableText()
            yield Rail()
            yield Detail()
        yield Fitted(id="about")

    @property
    def keys_here(self) -> KeysHere:
        if self.focused is self.field:
            return KeysHere("the find box", {"submit": "to the text", "leave": "end find", "help": "help"})
        if self.text.selecting and self.focused is self.text:
            return KeysHere("the reader, selecting words", _KEYS_SELECTING)
        keys = {
            "go-in": "open this quote" if self.quote else "open the article",
            "next-match": "next match",
            "next-quote": "next quote",
            "search": "find",
            "copy-citation": "copy citation",
            "select": "select words",
            "edit": "edit",
            **({"tag": "tag"} if self.quote else {}),
            "leave": "end find" if self.field.value else "back",
            "help": "help",
            "cite": "cite as",
            **ELSEWHERE,
        }
        matches = () if self.text.found else ("next-match", "previous-match")
        return KeysHere("the reader", keys, matches if len(self.quotes) else (*matches, "next-quote", "previous-quote"))

    @property
    def view(self) -> ReadingView:
        return self._begins or ReadingView(self.article_id, self.quote_ref, self.text.place, self.field.value.strip())

    def watch_settings(self) -> None:
        if self.is_mounted:
            self.text.measure = self.settings.reader_width

    def _leave_what_is_gone(self) -> None:
        # A screen below another one can't be dismissed, so wait until it is on top again.
        if self.is_active:
            self.notify("The article is no longer there.", severity="warning")
            self.action_leave()

    def on_screen_resume(self) -> None:
        # Right after the screen was opened, its snapshot is not bound yet.
        if not self.snapshot.pending and self.article_id not in self.snapshot.texts:
            self.call_later(self._leave_what_is_gone)

    @property
    def record(self) -> AnyRecord | None:
        return self.quote or self.snapshot.archive.get(Article, self.article_id)

    @property
    def listings(self) -> list[Listing]:
        article = self.snapshot.archive.get(Article, self.article_id)
        return [listing(Kind.QUOTE, self.quotes.ordered, [title(article)] if article else [])]

    @property
    def quotes_listed(self) -> Listing | None:
        has_any = self.snapshot.archive.get(Article, self.article_id) and len(self.quotes)
        return self.listings[0] if has_any else None

    def go_to_next_quote(self) -> None:
        number = self.quotes.number(self.quote) if self.quote else None
        if number is not None and number + 1 < len(self.quotes):
            self.action_walk(1)

    @property
    def quote(self) -> Quote | None:
        """The quote in use."""
        archive = self.snapshot.archive
        return archive.get(Quote, self.quote_ref.partition("/")[2]) if self.quote_ref else None

    def show_archive(self) -> None:
        self.text.measure = self.settings.reader_width
        archive, texts = self.snapshot.archive, self.snapshot.texts
        article, text = archive.get(Article, self.article_id), texts.get(self.article_id)
        if article is None or text is None:
            self._leave_what_is_gone()
            return
        self.query_one("#headline", Fitted).content = Content(one_line(article.headline))
        self.quotes = QuotesInText(archive.quotes_of(article), self.snapshot.verifications)
        self.source = text
        marks = [mark for passages, quote in self.quotes.placed for mark in marks_of(archive, quote, passages)]
        # Which speech has no quote is unknown while an article is not checked, or when one of its checks failed.
        if coverage := self.snapshot.coverage.get(article.id):
            marks += [Mark(part, "open", whole=span.passage) for span in coverage.open for part in span.parts]
        self.text.show(text, marks, article.furniture, partial(speech_in, article, text), article.language)
        self.mark_found()
        self._keep_in_use()
        self._begins = None

    def _keep_in_use(self) -> None:
        """Go to the quote or passage in use if its place is new: at the opening, or after a reload."""
        quote = self.quote
        if quote is None:
            self.quote_ref = None
        there = self.quotes.places(quote) if quote else [self.passage] if self.passage else []
        self.passage = None
        if there and there != self._in_use:
            self._use(quote, there)
            self.text.go_to(there)
        if self._offset is not None:
            self.text.go_to([Passage(self._offset, self._offset + 1)])
            self._offset = None
        self.say()

    def _use(self, quote: Quote | None, places: Sequence[Passage] = ()) -> None:
        """Make a quote the one in use or, without a quote, some passages."""
        self.quote_ref = quote.ref if quote else None
        self._in_use = list(places)
        self.text.current = tuple(self.quotes.passages(quote) if quote else places)
        self.text.attribution = self.snapshot.verifications[quote.ref].attribution_at if quote else None

    @on(Lines.CursorMoved)
    def _follow_cursor(self, event: Lines.CursorMoved) -> None:
        """Use the quote in the line under the cursor. Of several, the one in use stays, else the shortest is used."""
        if event.lines is not self.text:
            return
        # An article that was opened at its top is itself in use, until the cursor moves.
        self._moved = self._moved or bool(self._in_use or self.text.cursor)
        line = self.text.span_at_cursor
        if self._moved and not any(overlap(place, line) for place in self._in_use):
            quote = self.quotes.shortest_at(line)
            self._use(quote, self.quotes.places(quote) if quote else ())
        self.say()

    @on(ArticleView.Pointed)
    def _use_pointed(self, event: ArticleView.Pointed) -> None:
        """Use the quote whose words were clicked."""
        quote = self.quotes.shortest_at(Passage(event.offset, event.offset + 1))
        if quote is not None:
            self._use(quote, self.quotes.places(quote))
            self.say()

    def tell(self, told: str) -> None:
        """Say which match the cursor is on, as long as it is there."""
        self._told = (self.text.cursor, told)
        self.say()

    @on(SelectableText.Selected)
    def say(self) -> None:
        """Describe what is in use, with the match that the cursor is on."""
        if self.text.selecting:
            self.query_one("#about", Fitted).content = about_selected(self.source, self.text.selecting, self.text.steps)
            self.refresh_bindings()
            return
        row, told = self._told
        quote = self.quote
        about = (
            about_quote(self.snapshot, self.quotes, quote)
            if quote
            else about_quotes(self.snapshot.archive, self.quotes)
        )
        if told and row == self.text.cursor:
            about = Content.assemble(f"{told} · ", about)
        self.query_one("#about", Fitted).content = about
        record = self.record
        self.query_one(Detail).shown = (self.snapshot, record, None) if record else None
        self.refresh_bindings()

    # Walking

    def go_to_written(self, ref: str) -> None:
        self.text.end_selecting()
        quote = self.snapshot.archive.get(Quote, ref.partition("/")[2])
        if quote is not None:
            self._go_to_quote(quote)

    def targets(self) -> Iterator[Target]:
        """The quotes that begin in view."""
        for passage, quote in self.quotes.touching(self.text.in_view):
            at = self.text.place_of(passage.start)
            if at is not None and passage == self.quotes.passages(quote)[0]:
                yield Target(Region(at.x, at.y, 1, 1), partial(self._go_to_quote, quote))

    def _go_to_quote(self, quote: Quote) -> None:
        self._use(quote, self.quotes.places(quote))
        self.text.go_to(self._in_use)
        self.say()

    def action_walk(self, step: int) -> None:
        if not len(self.quotes):
            return
        quote = self.quote
        if quote is not None and self.quotes.number(quote) is not None:
            walked_to = self.quotes.next_to(quote, step)
        else:
            walked_to = self.quotes.next_from(self.text.span_at_cursor.start, step)
        self._go_to_quote(walked_to)

    @on(ArticleView.Moved)
    def _draw_rail(self) -> None:
        view, rail = self.text, self.query_one(Rail)
        rail.length, rail.places, rail.current = view.row_count, view.marked_lines, view.current_lines
        rail.view = (view.scroll_offset.y, view.scrollable_content_region.height)

    @on(Rail.Picked)
    def _go_to_line(self, event: Rail.Picked) -> None:
        self.text.cursor = event.line

    @on(Lines.Chosen, "#article")
    def _open_in_use(self) -> None:
        """Open the quote in use; without one, the article."""
        if self.record is not None:
            self.post_message(OpenTrail((self.record.ref,)))

    # Finding words

    def action_find(self) -> None:
        self.field.add_class("-shown")
        self.set_focus(self.field)

    @on(Input.Changed)
    def _find(self) -> None:
        self.mark_found(goes_there=True)
        if self._finds.is_awaited:
            self.tell("looking …")

    @on(Input.Submitted)
    def _to_the_text(self, event: Input.Submitted | None = None) -> None:
        self.field.set_class(bool(self.field.value.strip()), "-shown")
        self.set_focus(self.text)

    def action_match(self, step: int) -> None:
        told = self.text.go_to_match(step)
        if told:
            self.tell(told)
        elif not self._finds.is_awaited:
            self.notify("No search words are marked here.", timeout=2)

    def mark_found(self, *, goes_there: bool = False) -> None:
        """Mark the words of the search in this article, or else those of the search hit that opened it."""
        typed, text = self.field.value.strip(), self.source.text
        find = partial(_found, text, self.matches, self.field.value if typed else "")
        show = partial(self._show_found, goes_there=goes_there)
        at_once = len(text) <= _AT_ONCE or not (typed or self.matches)
        self._finds.want((text, typed), find, show, at_once=at_once)

    def _show_found(self, found: list[list[Passage]], *, goes_there: bool) -> None:
        self.text.found = found
        if goes_there:
            told = self.text.go_to_match(0)
            self.tell(told or ("nothing like this here" if self.field.value.strip() else ""))

    # Selecting words

    def action_quote_words(self) -> None:
        """Make a quote of the selected words, in a form."""
        if self.text.selecting:
            self.post_message(QuoteWords(self.article_id, self.text.selecting.passages, self.go_to_written))
        else:
            self.notify("Select its words first: v, then Tab takes quoted words.", timeout=4)

    def action_copy_citation(self) -> None:
        """Copy the citation of the record in use or, while words are selected, these words."""
        if self.text.selecting:
            self.action_copy_text()
        else:
            super().action_copy_citation()

    def action_copy_text(self) -> None:
        if self.text.selecting:
            self.post_message(Copy(self.text.selected_words, "the selected words"))
        else:
            super().action_copy_text()

    def action_leave(self) -> None:
        """End the selection or the search inside the article; without one, leave the screen."""
        if self.text.selecting and self.focused is not self.field:
            self.set_focus(self.text)
            self.text.end_selecting()
        elif isinstance(self.focused, Detail):
            self.set_focus(self.text)
        elif self.focused is self.field or self.field.value:
            self.field.value = ""
            self._to_the_text()
        else:
            self.action_back()


def _found(text: str, matches: Sequence[Match], typed: str, pause: Pause) -> list[list[Passage]]:
    """Find in a text what was typed or, without that, some matches, each with the passages of its words."""
    if not (typed or matches):
        return []
    from explorer.search.explaining import matches_in
    from explorer.search.highlighting import places

    matches = matches_in(text, typed) if typed else matches
    pause()
    return [[Passage(*span) for span in spans] for spans in places(text, matches)]
