"""The base classes of the screens that show the archive, and of those that open over the panes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, TypeVar

from msgspec.structs import replace
from textual import getters, on
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding
from textual.geometry import Size
from textual.reactive import reactive
from textual.screen import Screen, ScreenResultType
from textual.widgets import Input

from explorer.desk.settings import AS_THEY_COME, Settings
from explorer.model.history import ScreenView, View
from explorer.model.records import AnyRecord, Article, Kind, Quote, title
from explorer.snapshot import Snapshot, pending
from explorer.ui.keys import KeysHere, bind, bindings
from explorer.ui.late import Late
from explorer.ui.requests import (
    Change,
    Cite,
    Copy,
    CopyWayBack,
    Edit,
    EditFields,
    Export,
    GoBack,
    GoForward,
    Listing,
    Reload,
    Tag,
    TagAgain,
)
from explorer.ui.widgets.key_hints import KeyHints
from explorer.ui.widgets.lines import Lines
from explorer.ui.wording.listings import listing

if TYPE_CHECKING:
    from explorer.changes.edits import Edit as Edited
    from explorer.citing import Citable
    from explorer.desk.changing import Edit as RecordEdit
    from explorer.topics.proposing import Proposal


ResultT = TypeVar("ResultT")

# Up to this many quotes are searched before a screen is shown, which takes at most a tenth of a second.
AT_ONCE = 5_000
# The bindings that leave every screen.
LEAVING = (
    bind("escape", "leave", "Leave"),
    bind("q", "leave", "Leave", id="quit", show=False),
)
# A terminal with fewer lines is low: side content gives way to the main content.
LOW = 18
# What most screens can open, for the key line if there is room.
ELSEWHERE = {
    "edit-fields": "edit fields",
    "follow": "jump",
    "export": "copy or save all",
    "sources": "who says so",
    "timeline": "timeline",
    "overview": "overview",
    "add": "add articles",
    "drafts": "drafts",
    "problems": "problems",
    "changes": "last edits",
    "commands": "commands",
}
# The ways on from a leaf screen: back, the help, and elsewhere.
WAYS_ON = {"leave": "back", "help": "help", **ELSEWHERE}
# Keys without effect if there is no record in use.
ON_A_RECORD = ("go-in", "edit", "edit-fields", "copy-citation", "cite")
# The same if there is no quote in use.
ON_A_QUOTE = ("tag", "tag-again")
# The maximum number of quotes tagged at once: more would take minutes to write.
MOST_TAGGED = 10_000


class LeftOnce(Screen[ScreenResultType]):
    """A screen that can be left only once, along with everything opened over it.

    For a second click Textual would also leave the screen below, and crash when there is none. If the screen is not on
    top, Textual would leave the one that is.
    """

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        if self not in self.app.screen_stack:
            return AwaitComplete()
        while not self.is_active:
            self.app.screen.dismiss(None)
        return super().dismiss(result)

    def action_leave(self) -> None:
        self.dismiss(None)

    def _screen_resized(self, size: Size) -> None:
        # If it was laid out in another size, a screen is told its size once more, as are its widgets.
        if size != self.outer_size:
            super()._screen_resized(size)


class Filtering(LeftOnce[ScreenResultType]):
    """A screen with a list, and above it a field with the id `filter` for words that narrow it."""

    filter = getters.query_one("#filter", Input)

    def action_filter(self) -> None:
        self.filter.add_class("-shown")
        self.set_focus(self.filter)

    @on(Input.Submitted)
    def _to_the_list(self) -> None:
        self.filter.set_class(bool(self.filter.value.strip()), "-shown")
        self.set_focus(self.query_one(Lines))

    def action_leave(self) -> None:
        """Drop the filter; without a filter, leave the screen."""
        if self.focused is self.filter or self.filter.value:
            self.filter.value = ""
            self._to_the_list()
        else:
            super().action_leave()


class ArchiveScreen(LeftOnce[str | None]):
    """A screen that shows the archive as it is now, and follows the user's settings."""

    # Whether a screen shows what its own keys did to the archive, so that no message is needed.
    shows_edits: ClassVar[bool] = False
    VERTICAL_BREAKPOINTS = [(0, "-low"), (LOW, "-high")]  # noqa: RUF012 - declared so by Textual
    BINDINGS = bindings(
        bind("left_square_bracket,alt+left,backspace", "back", "Back", "The previous view"),
        bind("right_square_bracket,alt+right", "forward", "Forward", "The next view"),
        bind(
            "P",
            "propose",
            "Propose drafts",
            "Draft whatever in this article is in no quote yet; D goes through the drafts",
        ),
        bind("e", "edit", "Edit", "Edit the record’s YAML in your editor, at its line"),
        bind("E", "edit_fields", "Edit fields", "Edit the record’s fields in a form"),
        bind("T", "tag", "Tag", "Tag the quote with topics, or all in its list"),
        bind("full_stop", "tag_again", "Tag again", "Give the quote the tags last used, and go to the next"),
        bind("r", "reload", "Reload", "Read the archive again (it is also done when a file changes)"),
        bind("y", "copy_citation", "Copy citation", "Copy the quote or record as a citation"),
        bind("x", "export", "Copy or save all", "Copy or save the whole list, in one of several formats"),
        bind("ctrl+y", "cite", "Cite as", "Choose a format, and copy the citation in it"),
        bind("Y", "copy_command", "Copy command", "Copy the command that reopens this view"),
    )

    snapshot: reactive[Snapshot] = reactive(pending(Path()), init=False, repaint=False)
    settings: reactive[Settings] = reactive(AS_THEY_COME, init=False, repaint=False)
    # What changed since the start, the latest first.
    edits: reactive[Sequence[Edited]] = reactive((), init=False, repaint=False)
    # The topics that the words of the archive propose; None until they are known.
    proposals: reactive[Sequence[Proposal] | None] = reactive(None, init=False, repaint=False)

    @property
    def countable(self) -> Snapshot:
        """The last snapshot that was checked; before there is one, an empty one, since counts would be wrong."""
        shown = self.snapshot.last_checked or self.snapshot
        none = replace(pending(shown.root), is_unchecked=True, failure=shown.failure)
        return none if shown.is_unchecked else shown

    @property
    def record(self) -> AnyRecord | None:
        """The record in use; None by default."""
        return None

    @property
    def keys_here(self) -> KeysHere:
        """The keys that matter where the focus is."""
        raise NotImplementedError

    @property
    def cited(self) -> Citable | None:
        """The record in use, with everything that a citation needs."""
        from explorer.citing import Citable

        record, snapshot = self.record, self.snapshot
        if record is None:
            return None
        return Citable(snapshot, record)

    @property
    def listings(self) -> list[Listing]:
        """The lists that can be copied or saved as a whole here; by default the quotes of the record in use."""
        if self.record is None:
            return []
        quotes = self.snapshot.archive.quotes_of(self.record)
        return [listing(Kind.QUOTE, quotes, [] if isinstance(self.record, Quote) else [title(self.record)])]

    @property
    def quotes_listed(self) -> Listing | None:
        """The quotes that can be tagged together here, if any; None by default."""
        return None

    def go_to_next_quote(self) -> None:
        """Move to the quote after the one in use, if the screen lists one; does nothing by default."""

    def reopening(self) -> tuple[tuple[str, ...], str]:
        """The trail and the query that make the explorer show this view again."""
        return ((self.record.ref,) if self.record else ()), ""

    def action_back(self) -> None:
        self.post_message(GoBack())

    def action_forward(self) -> None:
        self.post_message(GoForward())

    def action_edit(self) -> None:
        if self.record is None:
            self.say_nothing_selected()
            return
        self.post_message(Edit(self.snapshot.archive.entries[self.record.ref].place))

    def action_edit_fields(self) -> None:
        if self.record is None:
            self.say_nothing_selected()
        else:
            self.post_message(EditFields(self.record.ref))

    def action_tag(self) -> None:
        quote, listed = self.record if isinstance(self.record, Quote) else None, self.quotes_listed
        is_too_long = listed is not None and listed.number > MOST_TAGGED
        if quote is None and is_too_long:
            self.notify(f"More than {MOST_TAGGED:,} quotes are too many to tag at once.", severity="warning")
        elif quote is None and listed is None:
            self._say_no_quote()
        else:
            listed = None if is_too_long else listed
            self.post_message(Tag(quote.ref if quote else None, listed))

    def action_tag_again(self) -> None:
        if isinstance(self.record, Quote):
            self.post_message(TagAgain(self.record.ref, self.go_to_next_quote))
        else:
            self._say_no_quote()

    def _say_no_quote(self) -> None:
        self.notify("No quote is selected here, and only quotes can be tagged.", severity="warning")

    def say_nothing_selected(self) -> None:
        """Say that a key had no effect, because no record is in use."""
        self.notify("Nothing is selected.", severity="warning")

    def action_reload(self) -> None:
        self.post_message(Reload())

    def action_propose(self) -> None:
        record = self.record
        article = record.article if isinstance(record, Quote) else record.id if isinstance(record, Article) else ""
        if not article:
            self.notify("This is neither an article nor a quote from one.", severity="warning")
            return
        self.post_message(Change(partial(_proposed, article), f"Proposed drafts of {article}"))

    def action_copy_citation(self) -> None:
        cited = self.cited
        if cited is not None:
            from explorer.citing import format_for

            write = format_for(cited.record, self.settings.citation).write
            self.copy_citation(cited.record.ref, write(cited))
        else:
            self.say_nothing_selected()

    def action_cite(self) -> None:
        if self.record is not None:
            self.post_message(Cite(self.record.ref))
        else:
            self.say_nothing_selected()

    def action_export(self) -> None:
        held = tuple(held for held in self.listings if held.number)
        if held:
            self.post_message(Export(held))
        else:
            self.notify("There is nothing here to copy or save.", severity="warning")

    def copy_citation(self, ref: str, citation: str | None) -> None:
        """Copy the citation of a record; does nothing if it is None."""
        if citation is not None:
            self.post_message(Copy(citation, f"the citation of {ref}"))

    def action_copy_text(self) -> None:
        """Copy what is selected with the mouse, through the same request as everything else."""
        selected = self.get_selected_text()
        if not selected:
            raise SkipAction
        self.post_message(Copy(selected, "the selection"))

    def action_copy_command(self) -> None:
        trail, query = self.reopening()
        shown = f"the search for {query}" if query else " ".join(trail) or "the archive"
        self.post_message(CopyWayBack(trail, query, shown))


def _proposed(article: str, snapshot: Snapshot) -> Sequence[RecordEdit]:
    from explorer.desk.adding import proposing

    return proposing(article, snapshot)


def leaving(id: str, key: str) -> tuple[Binding, ...]:
    """The bindings that leave a screen: those of every screen, and the one that opened it, by its id and key."""
    return (*LEAVING, bind(key, "leave", "Leave", id=id, show=False))


class LeafScreen(ArchiveScreen):
    """A screen that shows the archive as it is now, and does not change the state of any other screen.

    The screen that opens it binds its `snapshot`. A subclass shows that in `show_archive`. It begins at `start`, which
    is its view until the cursor has been put there: then the subclass makes `start` None.
    """

    def __init__(self, start: ScreenView | None = None) -> None:
        super().__init__()
        self.start = start
        self._counts = Late(self, "count", "count the quotes")

    def compose(self) -> ComposeResult:
        yield from self.body()
        yield KeyHints().data_bind(LeafScreen.snapshot)

    def body(self) -> ComposeResult:
        """The widgets above the line with the keys."""
        raise NotImplementedError

    def show_archive(self) -> None:
        """Show the snapshot: called when the screen opens, and for each new snapshot. The place in use must stay."""
        raise NotImplementedError

    def watch_snapshot(self) -> None:
        if self.is_mounted:
            self.show_archive()

    @property
    def view(self) -> View | None:
        """The view that brings this screen back as it is now; None when it is no view of the history."""
        return self.here if self.start is None else self.start

    @property
    def here(self) -> View | None:
        """The view of what is in use, once the screen has begun."""
        return None

    @property
    def unfinished(self) -> str:
        """What to say if the screen is left now, since that stops something; empty if it stops nothing."""
        return ""

    def count(self, what: str, counted: Callable[[], ResultT], show: Callable[[ResultT], None]) -> None:
        """Count, then show the result, unless the archive has changed by then: many quotes in the background.

        A large archive is counted by the work named `what` in `store.other_process`.
        """
        snapshot, at_once = self.snapshot, len(self.countable.archive.of_kind(Kind.QUOTE)) <= AT_ONCE

        def work(pause: Callable[[], None]) -> ResultT:
            # Imported here: few archives are so large.
            from explorer.store.other_process import answer, needs_other_process

            found = answer(what, snapshot.root, snapshot.kept, pause) if needs_other_process(snapshot) else None
            return counted() if found is None else found

        self._counts.want(snapshot, work, show, at_once=at_once)

    @on(Lines.CursorMoved)
    def _on_another_row(self) -> None:
        self.refresh_bindings()  # some keys have an effect only on some rows

    def is_at_work(self, group: str) -> bool:
        """Whether a worker of a group runs."""
        return any(worker.group == group and worker.is_running for worker in self.workers)

    def action_leave(self) -> None:
        self.action_back()

    def action_back(self) -> None:
        if self.view is None:
            self.dismiss(None)
        else:
            super().action_back()

    def action_forward(self) -> None:
        if self.view is not None:
            super().action_forward()
