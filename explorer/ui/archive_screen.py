"""What every screen that shows the archive has in common."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.reactive import reactive
from textual.screen import Screen

from explorer.reading import Snapshot
from explorer.records import AnyRecord
from explorer.ui.requests import Copy, Edit, Reload


class ArchiveScreen(Screen[str | None]):
    """A screen on the archive as it now is, with the keys that mean the same on all of them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "edit", "Edit", tooltip="Edit the record’s YAML at its line in $VISUAL or $EDITOR"),
        Binding("r", "reload", "Reload", tooltip="Read the archive again (it is also done when a file changes)"),
        Binding("y", "copy_citation", "Copy citation", tooltip="Copy the quote or record as a citation"),
        Binding("Y", "copy_command", "Copy command", tooltip="Copy the command that reopens this view"),
    ]

    snapshot: reactive[Snapshot | None] = reactive(None, init=False)

    @property
    def record(self) -> AnyRecord | None:
        """The record in use."""
        raise NotImplementedError

    @property
    def archive_now(self) -> Snapshot:
        """The snapshot, which the app gives every screen before it is shown."""
        assert self.snapshot is not None
        return self.snapshot

    def reopening(self) -> tuple[tuple[str, ...], str]:
        """The trail and the query with which the explorer would show this view again."""
        return ((self.record.ref,) if self.record else ()), ""

    def action_edit(self) -> None:
        if self.record is None:
            self.notify("Nothing is selected.", severity="warning")
            return
        self.post_message(Edit(self.archive_now.archive.entries[self.record.ref].place))

    def action_reload(self) -> None:
        self.post_message(Reload())

    def action_copy_citation(self) -> None:
        from explorer import citing

        if self.record is not None:
            verification = self.archive_now.verifications.get(self.record.ref)
            status = verification.status if verification else "verbatim"
            self.post_message(Copy(citing.citation(self.archive_now.archive, self.record, status), "the citation"))

    def action_copy_command(self) -> None:
        from explorer import citing

        trail, query = self.reopening()
        self.post_message(Copy(citing.reopen_command(self.archive_now.root, trail, query), "the command"))
