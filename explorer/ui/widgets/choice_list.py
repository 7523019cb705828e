"""The list of what can be copied or saved: the records of a listing, in a format."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from explorer.exporting import ListFormat
from explorer.exporting.saved import SavedFormat
from explorer.model.records import AnyRecord
from explorer.ui.requests import Listing
from explorer.ui.widgets.lines import Lines
from explorer.ui.wording import styles

_NAME_WIDTH = 16
_LONGEST_FILE_NAME = 60


@dataclass(frozen=True)
class Choice:
    """One row: the records of a listing, in a format."""

    listing: Listing
    records: Sequence[AnyRecord]
    format: ListFormat | SavedFormat

    @property
    def file_name(self) -> str:
        """What a file of it may be called."""
        words = re.sub(r"[^\w]+", "-", self.listing.name.lower()).strip("-")
        return f"{words[:_LONGEST_FILE_NAME] or 'export'}{self.format.suffix}"

    @property
    def is_zip(self) -> bool:
        """Whether it is several files in one."""
        return isinstance(self.format, SavedFormat) and self.format.is_several


class ChoiceList(Lines):
    """What can be exported, each in the formats that can hold it."""

    def __init__(self) -> None:
        super().__init__(id="choices", classes="pane")
        self.border_title = "Copy or save"
        self.choices: Sequence[Choice] = ()

    @property
    def choice(self) -> Choice | None:
        """The one under the cursor."""
        return self.choices[self.cursor] if self.cursor < len(self.choices) else None

    @property
    def row_count(self) -> int:
        return len(self.choices)

    @property
    def empty_text(self) -> str:
        return "These records are no longer there."

    def row(self, index: int, width: int) -> Sequence[Content]:
        names = [Content(choice.listing.what) for choice in self.choices]
        format = self.choices[index].format
        # What is listed may have a long name, such as a quote; the formats have to be told apart.
        room = max(0, min(max(name.cell_length for name in names), width - _NAME_WIDTH - 2))
        what = names[index].truncate(room, ellipsis=True, pad=True)
        return [Content.assemble(what, "  ", format.name.ljust(_NAME_WIDTH), (format.use, styles.MUTED))]
