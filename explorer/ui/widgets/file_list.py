"""The list of a folder's files and folders, in which several files can be marked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from textual.content import Content

from explorer.desk.folders import Found
from explorer.display import one_line
from explorer.ui.keys import bind, bindings
from explorer.ui.messages import Message
from explorer.ui.widgets.lines import Listed
from explorer.ui.wording import styles

_MARKED, _NOT_MARKED = "+ ", "  "
_SIZE = 9


class FileList(Listed[Found]):
    """What is in a folder. `marked` has the marked files of all folders, in the order of marking."""

    BINDINGS = bindings(
        bind("m", "mark", "Mark", "Mark a file, to add several at once, or unmark it"),
        bind("left,h", "outer", "Outer folder", "To the parent folder"),
        bind("right,l", "inner", "Into it", "Into the folder"),
    )

    class Go(Message):
        """Go to a folder, with the cursor at `to`."""

        folder: Path
        to: Path | None = None

    def __init__(self) -> None:
        super().__init__("files", "Add articles")
        self.folder = Path()
        self.marked: dict[Path, None] = {}

    def show(self, folder: Path, found: Sequence[Found], empty: str, at: Path | None = None) -> None:
        """Show what was found in a folder; `empty` says why nothing was."""
        is_other = folder != self.folder
        self.folder, self.rows, self.why_none = folder, found, empty
        at_row = next((n for n, one in enumerate(found) if one.path == at), None)
        self.rows_changed(at_row if at_row is not None else 0 if is_other else None)

    @property
    def chosen(self) -> list[Path]:
        """The files to add: those that are marked, or the one under the cursor."""
        return list(self.marked) or ([self.at_cursor.path] if self.at_cursor and not self.at_cursor.is_folder else [])

    def row(self, index: int, width: int) -> Sequence[Content]:
        one = self.rows[index]
        mark = Content.styled(_MARKED, styles.GOOD) if one.path in self.marked else Content(_NOT_MARKED)
        name = one_line(one.path.name)
        if one.is_folder:
            return [Content.assemble(mark, (f"{name}/", styles.NAME)).truncate(width, ellipsis=True)]
        room = max(0, width - _SIZE)
        said = Content.assemble(mark, name).truncate(room, ellipsis=True, pad=True)
        return [Content.assemble(said, (_size(one.size).rjust(_SIZE), styles.MUTED))]

    def unmark(self, files: Sequence[Path]) -> None:
        """Take the marks off some files."""
        for file in files:
            self.marked.pop(file, None)
        self._marks_changed()

    def action_mark(self) -> None:
        if self.at_cursor and not self.at_cursor.is_folder:
            if self.at_cursor.path in self.marked:
                del self.marked[self.at_cursor.path]
            else:
                self.marked[self.at_cursor.path] = None
            self._marks_changed()
            self.cursor += 1

    def _marks_changed(self) -> None:
        self.border_subtitle = f"{len(self.marked)} marked" if self.marked else ""
        self.refresh()
        self.screen.refresh_bindings()

    def action_outer(self) -> None:
        if self.folder.parent != self.folder:
            self.post_message(self.Go(self.folder.parent, self.folder))

    def action_inner(self) -> None:
        if self.at_cursor and self.at_cursor.is_folder:
            self.post_message(self.Go(self.at_cursor.path))


def _size(size: int) -> str:
    return f"{size} B" if size < 1000 else f"{size / 1000:.0f} kB" if size < 1_000_000 else f"{size / 1e6:.1f} MB"
