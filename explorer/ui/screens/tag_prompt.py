"""The question which topics to tag a quote with, or all quotes in a list, answered with labels and commas."""

from __future__ import annotations

from collections.abc import Sequence

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input

from explorer.describing import signs
from explorer.desk.reviewing import NotPossibleError
from explorer.desk.tagging import COMMA, Offer, Tagging, Tags, Topics, held_topics, preview, quotes_left
from explorer.display import clean, one_line
from explorer.model.archive import Archive
from explorer.ui.keys import KeysHere, bind, bindings
from explorer.ui.requests import Listing
from explorer.ui.screens.archive_screen import LOW, MOST_TAGGED
from explorer.ui.widgets.fitted import Fitted
from explorer.ui.widgets.key_hints import KeyHints
from explorer.ui.widgets.text_field import TextField
from explorer.ui.wording import styles
from explorer.ui.wording.rows import quote_text

_GAP = f"{COMMA} "
_HINT = "A label that no topic has makes a new topic; - before one takes it off."


class TagField(TextField):
    """A field for topics with commas between them. Backspace after a comma deletes all of the topic before it."""

    BINDINGS = bindings(
        bind("backspace", "delete_topic", "Delete", "Delete a letter; after a comma, the topic before it"),
    )

    def action_delete_topic(self) -> None:
        before = self.value[: self.cursor_position].rstrip()
        if not before.endswith(COMMA) or not self.selection.is_empty:
            self.action_delete_left()
            return
        start = before.rfind(COMMA, 0, len(before) - 1) + 1
        self.delete(start + (1 if start else 0), self.cursor_position)


class TagPrompt(ModalScreen[Tagging | None]):
    """Asks for topics. Its result is what to tag with them; None when the user just leaves.

    It is about a `quote`, or about all that are `listed`; a key switches between these. While a topic is typed, similar
    names are offered, and below them is what Enter would change.
    """

    CSS_PATH = "tag_prompt.tcss"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (LOW, "-high")]  # noqa: RUF012 - declared so by Textual
    BINDINGS = bindings(
        bind("tab", "take", "Take", "Take the topic that is marked, and type another one", id="take-offer"),
        bind("down", "choose(1)", "Next", "The next topic offered", id="next-offer"),
        bind("up", "choose(-1)", "Before", "The previous topic offered", id="offer-before"),
        bind(
            "ctrl+o",
            "all",
            "All or one",
            "Tag all quotes in the list, or only this one again",
            id="tag-all",
            priority=True,
        ),
        bind("escape", "leave", "Leave"),
        bind("f1", "app.help", "Help", "Every key and what it does"),
    )

    field = getters.query_one(TagField)

    def __init__(self, archive: Archive, quote: str | None, listed: Listing | None) -> None:
        super().__init__()
        self._archive = archive
        self._quote = quote
        self._listed = listed
        self._topics = Topics(archive)
        self._is_all = quote is None
        self._use_quotes()
        # The part of the text that has offers, the offers, and which is marked; -1 for none.
        self._typed: str | None = None
        self._start = self._end = 0
        self._offers: Sequence[Offer] = ()
        self._chosen = -1

    def compose(self) -> ComposeResult:
        # The class is set before the first frame, so that nothing is laid out twice.
        self.add_class("-low" if self.app.size.height < LOW else "-high")
        with Vertical(id="prompt", classes="pane"):
            yield Fitted(id="about")
            yield Fitted(id="has")
            yield TagField(id="answer", compact=True)
            yield Fitted(id="offered")
            yield Fitted(id="told")
            yield KeyHints()

    @property
    def keys_here(self) -> KeysHere:
        keys = {
            "submit": "write",
            "take-offer": "one more",
            "tag-all": "only this quote" if self._is_all else f"all {self._listed.number:,}" if self._listed else "",
            "offer-before next-offer": "choose",
            "leave": "leave",
            "help": "help",
        }
        return KeysHere("the topics of quotes", keys, () if self._can_switch else ("tag-all",))

    @property
    def _can_switch(self) -> bool:
        return self._quote is not None and self._listed is not None and self._listed.number > 1

    def on_mount(self) -> None:
        self.field.focus()
        self._show_quotes()
        self._look()

    # The quotes

    def _use_quotes(self) -> None:
        one = (self._quote,) if self._quote else ()
        self._refs = tuple(self._listed.refs()) if self._is_all and self._listed else one
        self._quotes = quotes_left(self._archive, self._refs)
        self._held = held_topics(self._archive, self._quotes)

    def _show_quotes(self) -> None:
        if self._is_all:
            title, has, about = "Tag all of these", "have", self._listed.what if self._listed else ""
        else:
            title, has, about = "Tag this quote", "has", " ".join(quote_text(quote).plain for quote in self._quotes)
        counts = {id: f" {number:,}" if self._is_all else "" for id, number in self._held.items()}
        held = ", ".join(f"{self._topics.label(id)}{count}" for id, count in counts.items())
        self.query_one("#prompt").border_title = title
        self.query_one("#about", Fitted).content = Content(one_line(about))
        said = f"{has} {held or 'no topics yet'}"
        self.query_one("#has", Fitted).content = Content.styled(clean(said), styles.MUTED)

    def action_all(self) -> None:
        if not self._can_switch:
            self._tell(f"Only this quote can be tagged here: no others are listed, or more than {MOST_TAGGED:,}.")
        else:
            self._is_all = not self._is_all
            self._use_quotes()
            self._show_quotes()
            self._typed = None
            self._look()
            self.refresh_bindings()

    # What is typed, and what is offered for it

    @on(Input.Changed)
    def _look(self) -> None:
        """Make offers for what was typed. Keys may be ahead of the messages about them."""
        value, at = self.field.value, self.field.cursor_position
        if value == self._typed:
            return
        self._typed = value
        self._start = value.rfind(COMMA, 0, at) + 1
        end = value.find(COMMA, at)
        self._end = len(value) if end < 0 else end
        part = value[self._start : self._end].strip()
        self._offers = self._topics.offers(part, self._held, len(self._quotes))
        self._chosen = 0 if part and self._offers else -1
        self._show_offers()

    def action_choose(self, step: int) -> None:
        self._look()
        if self._offers:
            self._chosen = (max(self._chosen, -1 if step > 0 else 0) + step) % len(self._offers)
            self._show_offers()

    def _show_offers(self) -> None:
        room = 2 if self.has_class("-low") else len(self._offers)
        first = max(0, min(self._chosen, len(self._offers) - room))
        lines = [
            Content.styled(f"{signs.CURSOR.mark}{one_line(offer.said)}", styles.STRONG)
            if n == self._chosen
            else Content(f" {one_line(offer.said)}")
            for n, offer in enumerate(self._offers)
        ]
        width = max(1, self.query_one("#offered").content_size.width or self.app.size.width)
        cut = [line.truncate(width, ellipsis=True) for line in lines[first : first + room]]
        self.query_one("#offered", Fitted).content = Content("\n").join(cut)
        self.query_one("#offered").set_class(not cut, "-empty")
        self._tell(self._meant())

    def _meant(self) -> str:
        """What Enter would do."""
        try:
            tags = self._tags()
        except NotPossibleError as error:
            return str(error)
        return preview(tags, self._topics, self._quotes) if tags else _HINT

    def _tell(self, told: str) -> None:
        self.query_one("#told", Fitted).content = Content(clean(told))

    def _whole(self) -> str:
        """The typed text, with the marked offer in its place."""
        value, offer = self.field.value, self._offers[self._chosen].typed if self._chosen >= 0 else None
        return value if offer is None else f"{value[: self._start]}{offer}{value[self._end :]}"

    def _tags(self) -> Tags:
        return self._topics.read(self._whole(), self._held)

    def action_take(self) -> None:
        """Insert the marked offer, and let another topic be typed after it."""
        self._look()
        value, end = self.field.value, self._end
        part = self._offers[self._chosen].typed if self._chosen >= 0 else value[self._start : end].strip()
        if part:
            head = f"{value[: self._start].rstrip()}{' ' if self._start else ''}{part}{_GAP}"
            self.field.value = f"{head}{value[end:].lstrip(_GAP)}"
            self.field.cursor_position = len(head)
            self._look()

    @on(Input.Submitted)
    def _answer(self) -> None:
        self._look()
        try:
            tags = self._tags()
        except NotPossibleError as error:
            self._tell(str(error))
        else:
            self.dismiss(Tagging(tags, self._refs) if tags else None)

    def action_leave(self) -> None:
        self.dismiss(None)
