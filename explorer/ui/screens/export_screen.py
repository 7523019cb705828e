"""The export screen: all records of a list, to copy or to save into a file, in several formats."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TypeAlias

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from explorer.desk.saving import ZIP, NotSavedError, named_file, names_folder, save_bytes
from explorer.display import clean
from explorer.exporting import ListFormat, formats_of
from explorer.exporting.extract import NotExportedError
from explorer.exporting.formats import SAVED_FORMATS, SavedFormat
from explorer.model.archive import Archive
from explorer.model.records import AnyRecord
from explorer.snapshot import Snapshot
from explorer.ui.keys import KeysHere, bind, bindings
from explorer.ui.late import Late, Pause
from explorer.ui.requests import Copy, Download, Listing
from explorer.ui.screens.archive_screen import LeafScreen, leaving
from explorer.ui.screens.prompt import Prompt
from explorer.ui.widgets.lines import Lines, Listed
from explorer.ui.wording import styles

_NAME_WIDTH = 16
_LONGEST_FILE_NAME = 60


@dataclass(frozen=True)
class Choice:
    """One row: the records of a listing, in a format."""

    listing: Listing
    archive: Archive
    format: ListFormat | SavedFormat

    @property
    def records(self) -> Iterator[AnyRecord]:
        """The records that still exist."""
        found = map(self.archive.find, self.listing.refs())
        return (record for record in found if record is not None)

    @property
    def file_name(self) -> str:
        """The suggested file name."""
        words = re.sub(r"[^\w]+", "-", self.listing.name.lower()).strip("-")
        return f"{words[:_LONGEST_FILE_NAME] or 'export'}{self.format.suffix}"

    @property
    def is_zip(self) -> bool:
        """Whether it is a zip of several files."""
        return isinstance(self.format, SavedFormat) and self.format.is_several


class ChoiceList(Listed[Choice]):
    """The lists that can be exported, each in the formats that can hold it."""

    @property
    def empty_text(self) -> str:
        return "These records are no longer there."

    def row(self, index: int, width: int) -> Sequence[Content]:
        names = [Content(choice.listing.what) for choice in self.rows]
        format = self.rows[index].format
        # The name of a list may be long, such as a quote; the formats must stay recognizable.
        room = max(0, min(max(name.cell_length for name in names), width - _NAME_WIDTH - 2))
        what = names[index].truncate(room, ellipsis=True, pad=True)
        return [Content.assemble(what, "  ", format.name.ljust(_NAME_WIDTH), (format.use, styles.MUTED))]


class SavePrompt(Prompt):
    """Asks for a file. Its result is the file, or None when the user just leaves."""

    def __init__(self, what: str, file: Path, *, as_zip: bool = False) -> None:
        super().__init__("Save", f"Save {what} as", "save it", value=str(file))
        self._as_zip = as_zip

    def objection(self, answer: str) -> str:
        """Object to a file that exists already. The same answer once more replaces it.

        A file saved `as_zip` gets the extension by which programs recognize it.
        """
        if not answer:
            return "Type the name of a file, or press Esc."
        try:
            file, is_folder = named_file(answer), names_folder(answer)
        except NotSavedError as error:
            return str(error)
        if is_folder:
            return f"{file} is a folder. Type the name of a file in it."
        if self._as_zip and file.suffix.lower() != ZIP:
            return f"It is several files in one: type a name that ends with {ZIP}."
        if not self._as_zip and file.suffix.lower() == ZIP:
            return f"It is one file: type a name that does not end with {ZIP}."
        return (
            f"{file.name} is there already. Enter once more replaces it; another name, or Esc." if file.exists() else ""
        )


# The number of records in the preview, the number of first records to choose them from (citations of one article are
# grouped), and the maximum number of lines. Progress is shown after so many records.
_SHOWN, _LOOKED_AT, _MOST_LINES = 25, 250, 250
_STEP = 200


# The result: a file that was written, a request, or the reason why there is none.
Outcome: TypeAlias = Path | Copy | Download | str
HandOver: TypeAlias = Callable[[bytes], Outcome]


class ExportScreen(LeafScreen):
    """Lets the user copy or save all records of a list. Long work shows its progress, and Esc ends it."""

    CSS_PATH = "export_screen.tcss"
    BINDINGS = bindings(
        *leaving("export", "x"),
        bind("enter", "choose", "Copy", "Copy all of it in this format, and leave", id="copy-export"),
        bind("ctrl+s", "save", "Save", "Save all of it in this format as a file, and leave", id="save-export"),
        bind("tab", "app.focus_next", "Scroll", "To the text, to scroll in it", id="scroll-export"),
    )

    list = getters.query_one(ChoiceList)

    def __init__(self, listings: Sequence[Listing]) -> None:
        super().__init__()
        self._listings = listings
        self._writes = Late(self, "export", "export")
        self._written_last = ""

    def body(self) -> ComposeResult:
        yield ChoiceList("choices", "Copy or save")
        with VerticalScroll(id="preview", classes="pane"):
            yield Static(markup=False)

    @property
    def keys_here(self) -> KeysHere:
        choice = self.choice if self.query(ChoiceList) else None
        is_only_saved = choice is not None and isinstance(choice.format, SavedFormat)
        keys = {
            "go-in copy-export": "save as a file" if is_only_saved else "copy",
            **({} if is_only_saved else {"save-export": "save as a file"}),
            "up down": "choose",
            "scroll-export": "scroll",
            "leave": "back",
            "help": "help",
        }
        return KeysHere("what to copy or save", keys)

    @property
    def choice(self) -> Choice | None:
        """The records and the format under the cursor."""
        return self.list.at_cursor

    def show_archive(self) -> None:
        choices = [
            Choice(listing, self.snapshot.archive, format)
            for listing in self._listings
            for format in chain[ListFormat | SavedFormat](listing.formats, formats_of(listing.kinds), SAVED_FORMATS)
        ]
        self.list.rows = [choice for choice in choices if next(choice.records, None)]
        self.list.rows_changed()

    @on(Lines.CursorMoved)
    def _preview(self) -> None:
        choice, text = self.choice, ""
        if choice and isinstance(choice.format, SavedFormat):
            text = f"It is saved as a file: {choice.format.use}."
        elif choice and isinstance(choice.format, ListFormat):
            first = list(islice(choice.records, _LOOKED_AT))
            more = (len(first) if len(first) < _LOOKED_AT else choice.listing.number) - _SHOWN
            shown = islice(choice.format.pieces(self.snapshot, first), _SHOWN)
            lines = "".join(shown).splitlines(keepends=True)
            cut = lines[_MOST_LINES:] and ["…\n"]
            text = "".join([*lines[:_MOST_LINES], *cut]) + (f"\n… and {more:,} more" if more > 0 else "")
        self.query_one("#preview Static", Static).update(Content(clean(text)))
        self.query_one("#preview").scroll_home(animate=False)

    # Writing all of it

    @on(Lines.Chosen)
    def action_choose(self) -> None:
        choice = self.choice
        if choice is None:
            return
        if isinstance(choice.format, SavedFormat):
            self.action_save()
        else:
            what, encoding = choice.listing.what, choice.format.encoding
            self._write(choice, "", lambda content: Copy(content.decode(encoding), what))

    def action_save(self) -> None:
        choice = self.choice
        if choice and self.app.is_web:
            name, what = choice.file_name, choice.listing.what
            self._write(choice, name, lambda content: Download(content, name, what))
        elif choice:
            what = f"{choice.listing.what} ({choice.format.name})"
            prompt = SavePrompt(what, Path.cwd() / choice.file_name, as_zip=choice.is_zip)
            self.app.push_screen(prompt, partial(self._save, choice))

    def _save(self, choice: Choice, file: str | None) -> None:
        if file:
            is_zip, root = choice.is_zip, self.snapshot.root
            self._write(choice, file, lambda content: save_bytes(content, file, root, is_zip=is_zip))

    def _write(self, choice: Choice, where: str, hand_over: HandOver) -> None:
        """Write all records, and hand them over to the place named `where`."""
        self._written_last = choice.listing.what
        self.list.border_subtitle = f"writing {choice.listing.what} …; esc stops"
        work = partial(self._written, self.snapshot, choice, hand_over)
        self._writes.want((choice, where), work, partial(self._end, choice))

    def _written(self, snapshot: Snapshot, choice: Choice, hand_over: HandOver, pause: Pause) -> Outcome:
        """Write and hand over in a thread."""
        try:
            records = []
            for number, record in enumerate(choice.records):
                if number % _STEP == 0:
                    pause()
                records.append(record)
            if isinstance(choice.format, SavedFormat):
                content = choice.format.content(snapshot, records, pause)
            else:
                content = self._joined(snapshot, records, choice.format, pause)
            pause()
            return hand_over(content)
        except UnicodeEncodeError as error:
            return f"It can’t be written: {error}."
        except (NotSavedError, NotExportedError) as error:
            return str(error)

    def _joined(self, snapshot: Snapshot, records: Sequence[AnyRecord], format: ListFormat, pause: Pause) -> bytes:
        """All records as one text."""
        text = []
        for number, piece in enumerate(format.pieces(snapshot, records), 1):
            text.append(piece)
            if number % _STEP == 0:
                pause()
                self.call_later(self._say_how_far, number, len(records))
        return "".join(text).encode(format.encoding)

    def _say_how_far(self, count: int, number: int) -> None:
        if self._writes.is_awaited:
            self.list.border_subtitle = f"{count:,} of {number:,}; esc stops"

    def _end(self, choice: Choice, outcome: Outcome) -> None:
        self.list.border_subtitle = ""
        if isinstance(outcome, str):
            self.notify(outcome, severity="error")
            return
        if isinstance(outcome, Path):
            self.notify(f"Saved {choice.listing.what} as {outcome}.", timeout=6)
        else:
            self.post_message(outcome)
        # A question opened over it, such as the one for a file name, must be answered first.
        if self.is_active:
            self.dismiss(None)

    @property
    def unfinished(self) -> str:
        return f"Stopped writing {self._written_last}." if self._writes.is_awaited else ""

    def on_unmount(self) -> None:
        if self.unfinished and self.app.is_running:
            self.notify(self.unfinished, severity="warning")

    def action_leave(self) -> None:
        if self._writes.is_awaited:
            self._writes.drop()
            self.list.border_subtitle = "stopped"
        else:
            super().action_leave()
