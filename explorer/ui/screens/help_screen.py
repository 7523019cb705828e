"""The help screen: the keys of the place that it was opened from, then all others, and every sign."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from textual import getters, on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input

from explorer.ui.keys import KeysHere, bind, bindings
from explorer.ui.screens.archive_screen import Filtering, leaving
from explorer.ui.screens.key_help import HelpRow, HelpSection
from explorer.ui.widgets.key_hints import KeyHints
from explorer.ui.widgets.lines import Lines, ReadText
from explorer.ui.widgets.text_field import TextField
from explorer.ui.wording import styles
from explorer.ui.wording.forgiving import has_words

# The column of keys is at most this wide, and takes at most this part of the width.
_KEY_WIDTH = 20
_KEY_PART = 0.35


class HelpText(ReadText):
    """The lines of the help."""

    def __init__(self, sections: Sequence[HelpSection]) -> None:
        super().__init__(id="help-text", classes="pane")
        self.border_title = "Help"
        self._all = self._sections = sections

    def show(self, words: str) -> None:
        """Show the rows that match all of these words, even approximately; without words, all rows."""
        self._sections = list(_narrowed(self._all, words)) if words.strip() else self._all
        self.write()
        self.rows_changed(0)
        count, total = (sum(len(section.rows) for section in part) for part in (self._sections, self._all))
        self.border_subtitle = f"{count} of {total}" if count < total else ""

    def written(self, width: int) -> Iterator[Content]:
        for number, section in enumerate(self._sections):
            yield from [Content("")] if number else []
            yield from Content.styled(section.title, styles.STRONG).wrap(width)
            for row in section.rows:
                yield from _wrapped(row, width)

    @property
    def empty_text(self) -> str:
        return "No key and no sign has words like these. Esc shows all."


class HelpScreen(Filtering[None]):
    """Every key of the explorer, and every sign. `/` filters them by words."""

    CSS_PATH = "help_screen.tcss"
    AUTO_FOCUS = "#help-text"
    BINDINGS = bindings(
        *leaving("help", "question_mark,f1"),
        bind("left_square_bracket,backspace", "leave", "Leave", id="back", show=False),
        bind("slash", "filter", "Filter", "Show only keys and signs with some words", id="search"),
    )

    text = getters.query_one(HelpText)

    def __init__(self, sections: Sequence[HelpSection]) -> None:
        super().__init__()
        self._sections = sections

    def compose(self) -> ComposeResult:
        yield TextField(placeholder="words of what a key does, or a key", id="filter", compact=True)
        yield HelpText(self._sections)
        yield KeyHints()

    @property
    def keys_here(self) -> KeysHere:
        if self.focused is self.filter:
            return KeysHere("the filter", {"submit": "to the list", "leave": "all keys"})
        leave = "all keys" if self.filter.value else "back"
        return KeysHere("the help", {"search": "filter", "up down": "walk", "leave": leave})

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        self.text.show(event.value)

    @on(Lines.Chosen)
    def _leave_chosen(self) -> None:
        self.dismiss(None)


def _narrowed(sections: Sequence[HelpSection], words: str) -> Iterator[HelpSection]:
    for section in sections:
        rows = [row for row in section.rows if has_words(f"{' '.join(row.keys)} {row.does} {section.title}", words)]
        if rows:
            yield HelpSection(section.title, rows)


def _wrapped(row: HelpRow, width: int) -> Iterator[Content]:
    """A row with its keys in a column of their own, both wrapped."""
    if not row.keys:
        yield from (line.rstrip().pad_left(2) for line in Content(row.does).wrap(max(1, width - 2)))
        return
    column = max(1, min(_KEY_WIDTH, int(width * _KEY_PART)))
    keys = Content(" ".join(row.keys)).wrap(column)
    for left, right in zip_longest(keys, Content(row.does).wrap(max(1, width - column - 3)), fillvalue=Content("")):
        yield Content.assemble("  ", (left.plain.rstrip().ljust(column), styles.LINK), " ", right.rstrip())
