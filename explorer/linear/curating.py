"""The commands that write into the archive: reviewing drafts and proposed topics, editing, adding, undoing."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from explorer.describing.counting import counted
from explorer.desk import crash_report
from explorer.desk.reviewing import Draft
from explorer.desk.settings import Settings
from explorer.desk.steps import Written
from explorer.desk.undoing import ChangedLaterError, Later, redo, undo
from explorer.display import clean
from explorer.linear.commands import Asked, NotUnderstoodError
from explorer.linear.editing import added, edit, mended, own_copy
from explorer.linear.pages import RECORD, Target
from explorer.linear.walk import Walk
from explorer.linear.wording import called, sentence, state_of
from explorer.model.history import ScreenView, View
from explorer.model.problems import Problem
from explorer.model.records import AnyRecord, Event, Person, Quote

if TYPE_CHECKING:
    from explorer.desk.tagging import Tags
    from explorer.topics.proposing import Proposal

# If at most this many more entries are left, say them at once: typing a command would take longer than listening.
_FEW_LEFT = 2


class Telling:
    """Says views and single lines through `write`, which gets whole lines that are safe to show.

    `is_terminal` says whether a person types, and may get an editor.
    """

    def __init__(self, walk: Walk, write: Callable[[str], None], settings: Settings, *, is_terminal: bool) -> None:
        self.walk = walk
        self._settings = settings
        self._write = write
        self._is_terminal = is_terminal
        # The number of entries of the page that were said.
        self._said = 0

    def _say(self, lines: Iterable[str]) -> None:
        for line in lines:
            self._write(clean(line) + "\n")

    def _say_view(self, *, again: bool = False) -> None:
        """Say the view: its heading, the number of its entries, and the first of them. Say less of a list `again`."""
        page = self.walk.page
        self._say((page.heading[:1] if page.about else ()) if again and page.noun else page.heading)
        self._said = page.start
        self._say_on(page.at_once)

    def _say_on(self, many: int) -> None:
        """Say the next entries."""
        page, size = self.walk.page, len(self.walk.page.entries)
        start, end = self._said, self._said + many
        end = size if end + _FEW_LEFT >= size else end
        if page.noun and size:
            order = f", {page.order}" if page.order and start == page.start else ""
            whole = start == 0 and end == size
            span = "" if whole else f", {start + 1} to {end}"
            self._say([f"{counted(size, *page.noun)}{span}{order}."])
        entries = page.entries[start:end]
        for lines in entries:
            self._say(map(str, lines))
        self._said = end
        if end < size:
            self._say([f"{size - end} more: type more."])
        if page.at is not None and any(line.number == page.at for lines in entries for line in lines):
            self._say([f"You were at {page.at}."])

    def _read_again(self) -> str:
        _, *state = state_of(self.walk.snapshot)
        meant = sentence(self.walk.live.meant) if self.walk.live.meant else "No record has changed."
        failed = map(sentence, crash_report.report_checks(self.walk.snapshot.failures))
        return " ".join(["A file has changed, and the archive was read again.", meant, *state, *failed])

    def _show(self, view: View) -> None:
        self.walk.go(view)
        self._say_view()

    # What a command is about

    def _target(self, number: int) -> Target:
        targets = self.walk.page.targets
        if not 1 <= number <= len(targets):
            numbers = f"the numbers here are 1 to {len(targets)}" if targets else "there are no numbers here"
            raise NotUnderstoodError(f"There is no {number}: {numbers}.")
        return targets[number - 1]

    def _heard(self, number: int) -> Target:
        """The target of a number, if its line was said: nothing is accepted or rejected unheard."""
        target, entries = self._target(number), self.walk.page.entries
        if not any(line.number == number for n in range(self._said) for line in entries[n]):
            raise NotUnderstoodError(f"{number} was not said yet. Type more to hear it.")
        return target

    def _record(self, asked: Asked) -> AnyRecord:
        """The record with the number that was typed, or else the one that the view is about."""
        if asked.number is None:
            record = self.walk.record
            if record is None:
                raise NotUnderstoodError(f"Which one? Type {asked.command} and a number.")
            return record
        record = self.walk.record_at(self._target(asked.number))
        if record is None:
            raise NotUnderstoodError(f"{asked.number} is no record.")
        return record


class Curating(Telling):
    """Carries out commands on drafts and on the files, and says the result."""

    # The later changes that the listener was told of before undoing a step.
    _told_of: Later | None = None
    # The last tags given to quotes.
    _last_tags: Tags | None = None

    # Drafts

    def _do_accept(self, asked: Asked) -> None:
        from explorer.linear.drafts_page import accepted, sure_drafts

        if self._hears_proposals:
            self._accept_proposal(asked)
            return
        if asked.words not in ("", "sure"):
            raise NotUnderstoodError("accept takes the number of a draft, or sure.")
        snapshot = self.walk.snapshot
        self._say_reviewed(accepted(snapshot, sure_drafts(snapshot) if asked.words else [self._draft(asked)]))

    def _do_reject(self, asked: Asked) -> None:
        from explorer.linear import drafts_page, proposals_page

        if self._hears_proposals:
            self._say_taken(proposals_page.rejected(self.walk.snapshot, self._proposal(asked)))
        else:
            self._say_reviewed(drafts_page.rejected(self.walk.snapshot, self._draft(asked)))

    def _draft(self, asked: Asked) -> Draft:
        from explorer.linear.drafts_page import draft_at

        target = self._heard(asked.number) if asked.number is not None else None
        disowned = draft_at(self.walk.snapshot, target) if isinstance(self.walk.view, ScreenView) else None
        if disowned:
            return disowned
        record = self._record(asked)
        if isinstance(record, Quote | Person | Event) and record.review == "draft":
            return record
        raise NotUnderstoodError(f"{called(record)} is no draft.")

    def _say_reviewed(self, said: str) -> None:
        from explorer.linear.drafts_page import HOW_TO_GO_ON

        self._say([said])
        self.walk.live.read_changes()
        is_done = not self.walk.snapshot.archive.drafts
        self._say([f"No draft is left. {HOW_TO_GO_ON}" if is_done else "Type again to hear this view anew."])

    # Proposed topics

    @property
    def _hears_proposals(self) -> bool:
        """Whether a number means a proposed topic."""
        return isinstance(self.walk.view, ScreenView) and self.walk.view.name == "proposals"

    def _accept_proposal(self, asked: Asked) -> None:
        from explorer.linear.proposals_page import accepted

        word, _, label = asked.words.partition(" ")
        if asked.words and (word != "as" or not label):
            raise NotUnderstoodError(
                "Here accept takes the number of a proposed topic; as LABEL after it gives it another name."
            )
        self._say_taken(accepted(self.walk.snapshot, self._proposal(asked), label))

    def _proposal(self, asked: Asked) -> Proposal:
        from explorer.linear.proposals_page import proposal_at

        if asked.number is None:
            raise NotUnderstoodError(f"Which one? Type {asked.command} and a number.")
        return proposal_at(self.walk.snapshot, self.walk.live.proposed, self._heard(asked.number))

    def _say_taken(self, said: str) -> None:
        self._say([said])
        self.walk.live.read_changes()
        self._say(["Type again to hear what is left."])

    # Tagging

    def _do_tag(self, asked: Asked) -> None:
        from explorer.linear.tagging import tagged, tags_of

        first, _, rest = asked.words.partition(" ")
        is_all = asked.number is None and first == "all"
        refs = [each.ref for each in (self.walk.listed if is_all else [self._record(asked)]) if isinstance(each, Quote)]
        if not refs:
            raise NotUnderstoodError("No quote is listed here." if is_all else "This is no quote.")
        typed = rest if is_all else asked.words
        tags = tags_of(self.walk.snapshot.archive, typed, refs) if typed else self._last_tags
        if not tags:
            raise NotUnderstoodError("tag takes topics: labels with commas between them.")
        self._last_tags = tags
        self._say([tagged(self.walk.snapshot, tags, refs)])
        self.walk.live.read_changes()
        self._say(["Type again to hear this view anew."])

    # The files

    def _do_edit(self, asked: Asked) -> None:
        archive, target = self.walk.snapshot.archive, self._target(asked.number) if asked.number is not None else None
        place = target.place if isinstance(target, Problem) else archive.entries[self._record(asked).ref].place
        self._say(
            [edit(self.walk.snapshot.root, place, os.environ, self._settings.editor, is_terminal=self._is_terminal)]
        )
        if self.walk.live.read_changes():
            self._say([self._read_again(), "Type again to hear this view anew."])

    def _do_mend(self, asked: Asked) -> None:
        target = self._target(asked.number) if asked.number is not None else None
        if not isinstance(target, Problem):
            raise NotUnderstoodError("mend takes the number of a problem; type problems.")
        self._say([mended(self.walk.snapshot, target)])
        if self.walk.live.read_changes():
            self._say([self._read_again(), "Type again to hear the problems that are left."])

    def _do_add(self, asked: Asked) -> None:
        if not asked.words:
            raise NotUnderstoodError("add takes a file: .txt, .md or .html.")
        ref, said = added(self.walk.snapshot, asked.words)
        self._say([said])
        if self.walk.live.read_changes():
            self._say([self._read_again()])
        self._show(ScreenView(RECORD, (ref,)))

    def _do_undo(self, _: Asked) -> None:
        self._say_done("Undone", undo)

    def _do_redo(self, _: Asked) -> None:
        self._say_done("Done again", redo)

    def _say_done(self, done: str, step: Callable[[Path, Later | None], Written]) -> None:
        """Undo what was last written, or redo it; but not over later changes that the listener was not told of."""
        try:
            self._say([f"{done}: {step(self.walk.snapshot.root, self._told_of).what}."])
        except ChangedLaterError as error:
            self._told_of = error.later
            self._say([str(error)])
        if self.walk.live.read_changes():
            self._say([self._read_again(), "Type again to hear this view anew."])

    def _do_own(self, asked: Asked) -> None:
        snapshot, said = own_copy(self.walk.snapshot.root, asked.words)
        self.walk.move_to(snapshot)
        self._say([said])
