"""The drafts screen: what was proposed and nobody has accepted yet, each draft with its article."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content

from explorer.desk import reviewing
from explorer.desk.guesses import Guess
from explorer.desk.proposed_topics import still_proposed
from explorer.desk.reviewing import Draft, NotQuoted, Queue
from explorer.model.amended import may_differ
from explorer.model.history import ScreenView
from explorer.model.pausing import without_gc
from explorer.model.records import AnyRecord, Article, Kind, Quote
from explorer.snapshot import Snapshot, pending
from explorer.ui.guessing import Guessing, Ranking
from explorer.ui.keys import KeysHere, bind, bindings, withheld
from explorer.ui.late import Late
from explorer.ui.requests import Change, NotChanged, OpenTrail, Propose, ReadArticle, ShowScreen
from explorer.ui.screens.archive_screen import AT_ONCE, ON_A_QUOTE, ON_A_RECORD, WAYS_ON, LeafScreen, leaving
from explorer.ui.widgets.draft_list import TOPICS, DraftInArticle, DraftList, words_of
from explorer.ui.widgets.lines import Lines
from explorer.ui.wording.about_drafts import about_draft
from explorer.ui.wording.about_proposals import about_proposals

_BESIDE_FROM, _TALL_FROM = 110, 30


class DraftsScreen(LeafScreen):
    """The drafts, with the article of the one in use and the guess behind it.

    A draft that is accepted or rejected leaves the list at once, so that the next key acts on the next draft, however
    fast keys are typed; it comes back if that could not be written, and with the cursor when it was undone. The cursor
    starts at the draft in `start`. The last row leads to the proposed topics, once they are known.
    """

    CSS_PATH = "drafts_screen.tcss"
    AUTO_FOCUS = "#draft-list"
    shows_edits = True
    HORIZONTAL_BREAKPOINTS = [(0, "-below"), (_BESIDE_FROM, "-beside")]  # noqa: RUF012 - declared so by Textual
    VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-middling"), (_TALL_FROM, "-tall")]  # noqa: RUF012
    BINDINGS = bindings(
        *leaving("drafts", "D"),
        bind("a", "accept", "Accept", "Accept the draft, with the name of a new speaker; go to the next"),
        bind("comma", "order", "Order", "Order the drafts: those that are sure first, or as their articles have them"),
        bind("S", "accept_sure", "Accept all sure", "Accept all drafts of this article that are sure"),
        bind(
            "d",
            "reject",
            "Reject",
            "Reject the draft: it is never proposed again; a person who speaks in quotes keeps the name",
        ),
        bind("w", "who", "Who speaks", "Say who speaks: somebody of the archive, or somebody new"),
        bind("b", "split", "Split", "Make a quote of each segment"),
        bind("m", "merge", "Merge", "Join the next draft to this one as a further segment"),
    )

    list = getters.query_one(DraftList)
    shown = getters.query_one(DraftInArticle)

    def __init__(self, start: ScreenView) -> None:
        super().__init__(start)
        # The drafts in the list, and the snapshot in which they were found.
        self._queue, self._found_in = Queue(()), pending(Path())
        self._finds = Late(self, "find", "find drafts")
        # Those that have left the list, and which of these were written.
        self._gone: set[str] = set()
        self._written: set[str] = set()
        self._taken: set[str] = set()
        self._leaving: dict[Change, Sequence[str]] = {}
        self._guesses = Guessing(self, self._show_guesses)
        # The drafts in the order of the list: that of the queue, or the sure ones first.
        self._ordered: Sequence[Draft] = ()
        self._is_sure_first = False
        self._orders = Late(self, "order", "order drafts")
        self._ranking = Ranking(self, self._order)

    def body(self) -> ComposeResult:
        with Container(id="drafts"):
            yield DraftList(self._guess_of)
            yield DraftInArticle()

    @property
    def record(self) -> AnyRecord | None:
        draft = self.list.draft
        return self.snapshot.archive.get(Article, draft.article) if isinstance(draft, NotQuoted) else draft

    @property
    def here(self) -> ScreenView:
        place = self.list.place
        return ScreenView("drafts", (place,) if place else ())

    @property
    def keys_here(self) -> KeysHere:
        keys = {
            "accept": "accept",
            "reject": "reject",
            "who": "who speaks",
            "edit": "edit",
            "tag": "tag",
            "accept-sure": "accept all sure",
            "order": "as in the articles" if self._is_sure_first else "sure first",
            "up down": "walk",
            "go-in": "go through them" if self.list.place == TOPICS else "read it there",
            "split": "split",
            "merge": "merge with next",
            **({"proposals": "proposed topics"} if self.list.proposed else {}),
            **WAYS_ON,
        }
        idle = ["drafts"]
        idle += [] if isinstance(self.list.draft, Quote) else ON_A_QUOTE
        match self.list.draft:
            case None:
                no_record = [id for id in ON_A_RECORD if id != "go-in" or self.list.place != TOPICS]
                idle += [*no_record, "accept", "reject", "who", "split", "merge", "accept-sure"]
            case Quote(segments=(_,)):
                idle += ["split"]
            case NotQuoted():
                idle += ["split", "merge"]
            case Quote():
                pass
            case _:
                idle += ["who", "split", "merge"]
        return KeysHere("the drafts", keys, idle)

    def show_archive(self) -> None:
        snapshot = self.snapshot
        if self._gone:
            # A draft that is one again was undone, maybe before the list without it was found.
            there = {each.ref for each in reviewing.left_of(snapshot, self._gone)}
            self._gone -= self._written & there
            self._written = self._gone - there
        if _have_same_drafts(snapshot, self._found_in):
            self._show_queue()
        elif snapshot.last_checked:
            # The order depends on the places of their words.
            self._finds.drop()
            self._show_left(snapshot)
        else:
            at_once = len(snapshot.archive.of_kind(Kind.QUOTE)) <= AT_ONCE
            if not at_once:
                self.list.is_looking = not self._queue.drafts
                self._show_left(snapshot)
            find = partial(_find, snapshot, self._queue, self._found_in)
            show = partial(self._show_found, snapshot)
            self._finds.want((snapshot.archive, snapshot.is_unchecked), find, show, at_once=at_once)

    def _show_left(self, snapshot: Snapshot) -> None:
        """List those earlier drafts that are still records."""
        before, now = self._found_in.archive.entries, snapshot.archive.entries
        gone = {ref for ref in may_differ(before, now) if ref not in now} if self.list.drafts else ()
        if gone:
            self._list([each for each in self.list.drafts if each.ref not in gone], self.list.place)
        self.list.refresh()

    def _show_found(self, snapshot: Snapshot, queue: Queue) -> None:
        self._found_in, self._queue = snapshot, queue
        if self._is_sure_first:
            self._ranking.rank(snapshot, queue.drafts)
        self._order()

    def action_order(self) -> None:
        if self.list.is_looking:
            return
        self._is_sure_first = not self._is_sure_first
        if self._is_sure_first:
            # If the cursor is at the top, it stays there while sure drafts come in.
            self.list.cursor = 0
            self._ranking.rank(self._found_in, self._queue.drafts)
        else:
            self._ranking.drop()
        self._order()

    def _order(self) -> None:
        """Sort the drafts, as far as it is known how sure they are."""
        drafts = self._queue.drafts
        if self._is_sure_first:
            order = partial(_sure_first, self._ranking, drafts)
            self._orders.want(object(), order, self._show_ordered, at_once=len(drafts) <= AT_ONCE)
        else:
            self._orders.drop()
            self._show_ordered(drafts)

    def _show_ordered(self, ordered: Sequence[Draft]) -> None:
        self._ordered = ordered
        self._show_queue()

    def _show_queue(self) -> None:
        # The first draft stays first while others come before it.
        before = self.list.place if self.list.cursor or not self._is_sure_first else None
        left, self.list.is_looking = self._ordered, False
        # Usually both are empty; with very many drafts, each would be looked up in each.
        if self._gone:
            self._gone &= {each.ref for each in left}
        shown = [each for each in left if each.ref not in self._gone] if self._gone else left
        undone = [each.ref for each in shown if each.ref in self._taken] if self._taken else []
        self._taken.difference_update(undone)
        at = undone or (self.start.at if self.start else (before,))
        self.shown.text.measure = self.settings.reader_width
        self.shown.forget()
        self._list(shown, next(iter(at), None))
        if not self.snapshot.pending:
            self.start = None
            if "proposals" not in withheld(self.app):
                self.post_message(Propose(exactly=False))

    def watch_proposals(self) -> None:
        if self.is_mounted and not self.snapshot.pending:
            self._list(self.list.drafts, self.list.place)

    def _list(self, drafts: Sequence[Draft], at: str | None = None) -> None:
        done, number = self._ranking.progress
        how_far = f", {done:,} of {number:,} articles read" if number and not self._ranking.is_done else ""
        self.list.border_title = f"Drafts, sure first{how_far}" if self._is_sure_first else "Drafts"
        proposed = still_proposed(self.snapshot.archive, self.proposals or ())
        self.list.show(self.snapshot, self._queue._replace(drafts=drafts), proposed, at)

    @on(Lines.CursorMoved, "#draft-list")
    def _show_draft(self) -> None:
        draft = self.list.draft
        self.shown.show(self.snapshot, draft, self._gone)
        self._guesses.guess_from(self.snapshot, self.list.drafts, self.list.cursor)
        self._say()

    def _show_guesses(self) -> None:
        self.list.refresh()
        self._say()

    def _guess_of(self, draft: Draft) -> Guess | None:
        return self._guesses.of(self.snapshot, draft)

    def _say(self) -> None:
        draft = self.list.draft
        about = Content("")
        if draft:
            is_read = self._guesses.are_known(self.snapshot, [draft])
            about = about_draft(self.snapshot, draft, self._guess_of(draft), is_read=is_read)
        elif self.list.proposed:
            no_drafts = [] if self.list.drafts else [Content(self.list.empty_text)]
            about = Content("\n").join([*no_drafts, about_proposals(self.list.proposed)])
        self.shown.say(about)
        self.refresh_bindings()

    def go_to_next_quote(self) -> None:
        self.list.action_move(1)

    # What can be done with a draft

    def action_accept(self) -> None:
        draft = self.list.draft
        if isinstance(draft, Quote) and not reviewing.is_spoken(self.snapshot.archive, draft):
            self.notify(reviewing.NOBODY_SPEAKS, severity="warning")
        else:
            self._change("Accepted a draft", reviewing.accepting, leaves=True)

    def action_accept_sure(self) -> None:
        archive, article = self.snapshot.archive, getattr(self.list.draft, "article", "")
        here = [each for each in self.list.drafts if isinstance(each, Quote) and each.article == article]
        sure = [each for each in here if getattr(self._guess_of(each), "confidence", "") == "sure"]
        spoken = [each for each in sure if reviewing.is_spoken(archive, each)]
        if spoken:
            what = "Accepted a draft" if len(spoken) == 1 else f"Accepted {len(spoken)} drafts"
            self._change(what, reviewing.accepting, spoken, leaves=True, told=f"Accepted {len(spoken)} that are sure.")
        elif not self._guesses.are_known(self.snapshot, here):
            self.notify("How sure this article’s drafts are is still being worked out.", timeout=4)
        else:
            self.notify("None of this article’s drafts is sure; look at them one by one.", timeout=4)

    def action_reject(self) -> None:
        self._change("Rejected a draft", reviewing.rejecting, leaves=True)

    def action_split(self) -> None:
        self._change("Split a draft", reviewing.splitting)

    def action_merge(self) -> None:
        draft, other = self.list.draft, self.list.following
        if draft is not None and isinstance(other, Quote):
            self._change("Merged two drafts", reviewing.merging, [draft, other])
        else:
            self.notify("No draft follows that could be joined to this one.", severity="warning")

    def action_who(self) -> None:
        from explorer.ui.screens.choice_prompt import WhoPrompt

        draft = self.list.draft
        if isinstance(draft, Quote | NotQuoted):
            self.app.push_screen(WhoPrompt(self.snapshot.archive, words_of(draft).plain), partial(self._say_who, draft))
        else:
            self.say_nothing_selected()

    def _say_who(self, draft: Quote | NotQuoted, who: str | None) -> None:
        if who:
            self._change("Changed who speaks", partial(reviewing.spoken_by, who), [draft])

    def _change(
        self,
        what: str,
        step: reviewing.Step,
        drafts: Sequence[Draft] | None = None,
        *,
        leaves: bool = False,
        told: str = "",
    ) -> None:
        """Make a step with some drafts, or with the one in use; if it `leaves`, they are removed from the list.

        `told` is said when it is written.
        """
        given = drafts if drafts is not None else [self.list.draft] if self.list.draft else []
        if not given:
            self.say_nothing_selected()
            return
        refs = [each.ref for each in given]
        change = Change(lambda snapshot: step(snapshot.archive, reviewing.still_there(snapshot, refs)), what, told=told)
        if leaves:
            self._gone.update(refs)
            self._taken.update(refs)
            self._leaving[change] = refs
            self._list([each for each in self.list.drafts if each.ref not in refs])
        self.post_message(change)

    @on(NotChanged)
    def _bring_back(self, event: NotChanged) -> None:
        """Show again the drafts whose change was not written."""
        refs = self._leaving.pop(event.change, ())
        self._gone.difference_update(refs)
        self._taken.difference_update(refs)
        self.show_archive()

    @on(Lines.Chosen, "#draft-list")
    def _read(self) -> None:
        draft = self.list.draft
        if self.list.place == TOPICS:
            self.post_message(ShowScreen("proposals"))
        elif isinstance(draft, Quote):
            self.post_message(ReadArticle(draft.article, draft.ref))
        elif isinstance(draft, NotQuoted):
            self.post_message(ReadArticle(draft.article, passage=next(iter(draft.passages), None)))
        elif draft is not None:
            self.post_message(OpenTrail((draft.ref,)))


def _find(snapshot: Snapshot, before: Queue, was: Snapshot, _: Callable[[], None]) -> Queue:
    """Find the drafts of a snapshot from those of an earlier one; if very many, without garbage collection."""
    if len(snapshot.archive.of_kind(Kind.QUOTE)) <= AT_ONCE:
        return reviewing.queue(snapshot)
    with without_gc():
        return (None if was.pending else reviewing.followed(before, was, snapshot)) or reviewing.queue(snapshot)


def _sure_first(ranking: Ranking, drafts: Sequence[Draft], _: Callable[[], None]) -> Sequence[Draft]:
    return ranking.sure_first(drafts)


def _have_same_drafts(one: Snapshot, other: Snapshot) -> bool:
    """Whether two snapshots have the same drafts in the same order: after the checks, more of them have a place."""
    return one.archive is other.archive and one.is_unchecked == other.is_unchecked
