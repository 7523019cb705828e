"""The base of the reader: the text of one article, in which words are found, selected, copied and quoted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.widgets import Input

from explorer.model.history import View
from explorer.reading.text.passages import Passage, SourceText
from explorer.search import Match
from explorer.ui.keys import KeysHere, bind
from explorer.ui.requests import Copy, QuoteWords
from explorer.ui.screens.leaf_screen import LeafScreen
from explorer.ui.widgets.detail import Detail
from explorer.ui.widgets.selectable_text import SelectableText
from explorer.ui.widgets.text_field import TextField

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


class ArticleScreen(LeafScreen):
    """An article as text, whatever is quoted in it. A subclass shows its `source`, and says what is in use.

    `matches` are those of the hit from which it was opened: their words are marked.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        bind("n", "match(1)", "Next match", "The next place with the words of the search", id="next-match"),
        bind("N", "match(-1)", "Previous match", "The place before, with the words of the search", id="previous-match"),
        bind(
            "a",
            "quote_words",
            "Quote words",
            "Make a quote of the selected words, in a form with all that can be known",
        ),
        bind("slash", "find", "Find", "Find words in this article, misspelt ones too", id="search"),
    ]

    source: SourceText

    def __init__(self, article: str, matches: Sequence[Match], start: View) -> None:
        super().__init__(start)
        self.article_id = article
        self.matches = matches

    @property
    def text(self) -> SelectableText:
        return self.query_one(SelectableText)

    @property
    def field(self) -> TextField:
        return self.query_one(TextField)

    @property
    def keys_in_words(self) -> KeysHere | None:
        """The keys while words are found or selected; None while they are not."""
        if self.focused is self.field:
            return KeysHere("the find box", {"submit": "to the text", "leave": "end find", "help": "help"})
        if self.text.selecting and self.focused is self.text:
            return KeysHere("the reader, selecting words", _KEYS_SELECTING)
        return None

    def say(self) -> None:
        """Say what is in use, or selected."""
        raise NotImplementedError

    def tell(self, told: str) -> None:
        """Say which match the cursor is on, for as long as it is there."""
        raise NotImplementedError

    def go_to_written(self, ref: str) -> None:
        """Go to a quote that was made of the selected words."""
        raise NotImplementedError

    # Finding words

    def action_find(self) -> None:
        self.field.add_class("-shown")
        self.set_focus(self.field)

    @on(Input.Changed)
    def _find(self, event: Input.Changed) -> None:
        event.stop()
        self.mark_found()
        told = self.text.go_to_match(0)
        self.tell(told or ("nothing like this here" if event.value.strip() else ""))

    @on(Input.Submitted)
    def _to_the_text(self, event: Input.Submitted | None = None) -> None:
        self.field.set_class(bool(self.field.value.strip()), "-shown")
        self.set_focus(self.text)

    def action_match(self, step: int) -> None:
        told = self.text.go_to_match(step)
        if told:
            self.tell(told)
        else:
            self.notify("No words of a search are marked here.", timeout=2)

    def mark_found(self) -> None:
        """Mark the words that are searched for in this article, or else those of the hit from which it was opened."""
        if not self.matches and not self.field.value.strip():
            self.text.found = []
            return
        from explorer.search import matches_in, places

        text = self.source.text
        matches = matches_in(text, self.field.value) if self.field.value.strip() else self.matches
        self.text.found = [[Passage(*span) for span in spans] for spans in places(text, matches)]

    # Selecting words

    @on(SelectableText.Selected)
    def _say_selected(self, event: SelectableText.Selected) -> None:
        event.stop()
        self.say()

    def action_quote_words(self) -> None:
        """Make a quote of the selected words, in a form."""
        if self.text.selecting:
            self.post_message(QuoteWords(self.article_id, self.text.selecting.passages, self.go_to_written))
        else:
            self.notify("Select its words first: v, then Tab takes quoted words.", timeout=4)

    def action_copy_citation(self) -> None:
        """Copy the citation of the record in use; while words are selected, these."""
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
