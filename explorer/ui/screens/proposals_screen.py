"""The screen of proposed topics: each is accepted, renamed, joined or rejected with a key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import msgspec
from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content

from explorer.describing.counting import counted
from explorer.describing.how_read import why_none
from explorer.desk.changing import Edit
from explorer.desk.proposed_topics import accepting, rejecting, still_proposed, widening
from explorer.display import one_line
from explorer.model.history import ScreenView
from explorer.model.records import Kind, Topic
from explorer.snapshot import Snapshot
from explorer.topics.proposing import Proposal, joined
from explorer.ui.keys import KeysHere, bind, bindings
from explorer.ui.late import Late
from explorer.ui.requests import Change, Changed, Join, NotChanged, Propose, SearchFor
from explorer.ui.screens.archive_screen import ON_A_RECORD, WAYS_ON, LeafScreen, leaving
from explorer.ui.screens.prompt import Prompt
from explorer.ui.widgets.fitted import Fitted
from explorer.ui.widgets.lines import Lines, Listed
from explorer.ui.wording import styles
from explorer.ui.wording.about_proposals import about_proposal

# For a proposal with up to this many quotes, the reason is shown at once.
_AT_ONCE = 500


class ProposalList(Listed[Proposal]):
    """Proposed topics, each on one line."""

    def show(self, proposals: Sequence[Proposal], at: str | None = None) -> None:
        """Show proposals with the cursor on the one with a query; when it is not among them, where it was."""
        self.rows = proposals
        self.border_subtitle = f"{len(proposals)} left" if proposals else ""
        self.rows_changed(self.row_of(at))

    def key(self, row: Proposal) -> str:
        return row.matches

    def row(self, index: int, width: int) -> Sequence[Content]:
        proposal = self.rows[index]
        longest = len(str(max(len(each.quotes) for each in self.rows)))
        count = Content.styled(str(len(proposal.quotes)).rjust(longest), styles.MUTED)
        below = f"  {one_line(proposal.broader)}" if proposal.broader else ""
        label = Content.styled(one_line(proposal.label), styles.NAME)
        return [Content.assemble(count, "  ", label, (below, styles.MUTED))]


_BESIDE_FROM = 90
_LONGEST_LABEL = 80


class ProposalsScreen(LeafScreen):
    """The topics that are proposed for the archive, with some quotes of the one in use.

    They are proposed again when the archive has other quotes. What is accepted or rejected leaves the list at once, and
    comes back when it could not be written, or was undone: a proposal is gone as long as there is a topic with its
    query, or its label was rejected.
    """

    CSS_PATH = "proposals_screen.tcss"
    AUTO_FOCUS = "#proposal-list"
    shows_edits = True
    HORIZONTAL_BREAKPOINTS = [(0, "-below"), (_BESIDE_FROM, "-beside")]  # noqa: RUF012 - declared so by Textual
    BINDINGS = bindings(
        *leaving("proposals", "K"),
        bind("a", "accept", "Accept", "Make a topic of it, which fills itself by its query"),
        bind("S", "accept_best", "Accept the best", "Make topics of all from the first to the one in use"),
        bind("w", "rename", "Accept as …", "Make a topic of it under another name", id="accept-as"),
        bind("m", "merge", "Join with …", "Join it with another proposal, or with a topic"),
        bind("d", "reject", "Reject", "Never propose a topic of this name again"),
    )

    list = getters.query_one(ProposalList)

    def __init__(self, start: ScreenView) -> None:
        super().__init__(start)
        # Changes that are not written yet, each with the queries of the proposals that left the list for it.
        self._leaving: list[tuple[Change, frozenset[str]]] = []
        self._taken: set[str] = set()
        self._why = Late(self, "about", "say why a topic is proposed")

    def body(self) -> ComposeResult:
        with Container(id="proposals"):
            yield ProposalList("proposal-list", "Proposed topics")
            yield Fitted(id="about")

    @property
    def here(self) -> ScreenView:
        return ScreenView("proposals", (self.list.at_cursor.matches,) if self.list.at_cursor else ())

    @property
    def keys_here(self) -> KeysHere:
        keys = {
            "accept": "accept",
            "reject": "reject",
            "accept-as": "accept as …",
            "merge": "join with …",
            "accept-best": "accept all to here",
            "go-in": "its quotes",
            "up down": "walk",
            **WAYS_ON,
        }
        own = () if self.list.at_cursor else ("go-in", "accept", "reject", "accept-as", "accept-best", "merge")
        idle = ["proposals", *(id for id in ON_A_RECORD if id != "go-in"), *own]
        return KeysHere("the proposed topics", keys, idle)

    def show_archive(self) -> None:
        snapshot = self.countable
        if snapshot.pending:
            self.list.why_none = why_none(snapshot, Kind.TOPIC)
            self.list.show(())
            return
        self.post_message(Propose(exactly=True))
        self._list()

    def watch_proposals(self) -> None:
        if self.is_mounted and not self.countable.pending:
            self._list()

    def _list(self) -> None:
        """List the results that are left."""
        archive, before = self.snapshot.archive, self.list.at_cursor
        going = frozenset[str]().union(*(queries for _, queries in self._leaving))
        left = [each for each in still_proposed(archive, self.proposals or ()) if each.matches not in going]
        undone = [each.matches for each in left if each.matches in self._taken]
        self._taken.difference_update(undone)
        if not archive.quotes:
            self.list.why_none = "The archive has no quotes, from whose words topics could be proposed."
        elif self.proposals is None:
            self.list.why_none = "Reading the words of the archive …"
        else:
            self.list.why_none = "No more topics are proposed. New articles bring new ones."
        at = undone or (self.start.at if self.start else (before.matches,) if before else ())
        self.list.show(left, next(iter(at), None))
        if self.proposals is not None:
            self.start = None

    @on(Lines.CursorMoved, "#proposal-list")
    def _show_proposal(self) -> None:
        archive, proposal = self.snapshot.archive, self.list.at_cursor

        def about(_: Callable[[], None]) -> Content:
            return about_proposal(archive, proposal) if proposal else Content("")

        at_once = proposal is None or len(proposal.quotes) <= _AT_ONCE
        self._why.want((archive, proposal), about, self._show_about, at_once=at_once)

    def _show_about(self, about: Content) -> None:
        self.query_one("#about", Fitted).content = about

    @on(Lines.Chosen, "#proposal-list")
    def _search(self) -> None:
        if self.list.at_cursor:
            self.post_message(SearchFor(self.list.at_cursor.matches))

    # What can be done with a proposal

    def action_accept(self) -> None:
        self._accept([self.list.at_cursor] if self.list.at_cursor else [])

    def action_accept_best(self) -> None:
        self._accept(self.list.rows[: self.list.cursor + 1])

    def action_rename(self) -> None:
        proposal = self.list.at_cursor
        if proposal is None:
            self.say_nothing_selected()
            return
        prompt = Prompt("Accept as", proposal.matches, "accept", value=proposal.label, longest=_LONGEST_LABEL)
        self.app.push_screen(prompt, partial(self._accept_as, proposal))

    def _accept_as(self, proposal: Proposal, label: str | None) -> None:
        if label:
            self._accept([msgspec.structs.replace(proposal, label=" ".join(label.split()))])

    def action_merge(self) -> None:
        from explorer.ui.screens.choice_prompt import JoinPrompt

        proposal, archive = self.list.at_cursor, self.snapshot.archive
        others = [each for each in self.list.rows if each is not proposal]
        if proposal is None:
            self.say_nothing_selected()
        elif not others and not archive.of_kind(Kind.TOPIC):
            self.notify("There is nothing else to join it with.", severity="warning")
        else:
            self.app.push_screen(JoinPrompt(archive, proposal, others), partial(self._join, proposal))

    def _join(self, proposal: Proposal, other: str | None) -> None:
        """Join a proposal with the one with a query, or with the topic of a ref."""
        topic = self.snapshot.archive.find(other) if other else None
        found = next((each for each in self.list.rows if each.matches == other), None)
        if isinstance(topic, Topic):
            what = f"Joined {proposal.label} with the topic {topic.label}"
            self._change(partial(widening, topic.id, proposal), what, [proposal])
        elif found is not None:
            self.start = ScreenView("proposals", (joined(proposal, found).matches,))
            self.post_message(Join(proposal, found))

    def action_reject(self) -> None:
        proposal = self.list.at_cursor
        if proposal is None:
            self.say_nothing_selected()
        else:
            self._change(lambda _: rejecting([proposal.label]), f"Rejected the topic {proposal.label}", [proposal])

    def _accept(self, proposals: Sequence[Proposal]) -> None:
        if not proposals:
            self.say_nothing_selected()
            return
        one = f"the topic {proposals[0].label}"
        what = f"Accepted {one if len(proposals) == 1 else counted(len(proposals), 'topic')}"
        self._change(lambda snapshot: accepting(snapshot, proposals), what, proposals)

    def _change(self, make: Callable[[Snapshot], Sequence[Edit]], what: str, gone: Sequence[Proposal]) -> None:
        change = Change(make, what)
        queries = frozenset(each.matches for each in gone)
        self._leaving.append((change, queries))
        self._taken |= queries
        self._list()
        self.post_message(change)

    @on(Changed)
    @on(NotChanged)
    def _answered(self, event: Changed | NotChanged) -> None:
        self._leaving = [each for each in self._leaving if each[0] is not event.change]
        self._list()
