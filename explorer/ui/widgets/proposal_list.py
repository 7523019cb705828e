"""The list of proposed topics: how many quotes and articles each has, and what it is called."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.reactive import reactive

from explorer.display import one_line
from explorer.topics.proposing import Proposal
from explorer.ui.widgets.lines import Lines
from explorer.ui.wording import styles


class ProposalList(Lines):
    """Proposed topics, each on one line. `why_none` says why there are none."""

    proposals: reactive[Sequence[Proposal]] = reactive((), init=False)

    def __init__(self) -> None:
        super().__init__(id="proposal-list", classes="pane")
        self.border_title = "Proposed topics"
        self.why_none = ""

    def show(self, proposals: Sequence[Proposal], at: str | None = None) -> None:
        """Show proposals with the cursor on the one with a query; when it is not among them, where it was."""
        self.proposals = proposals
        self.border_subtitle = f"{len(proposals)} left" if proposals else ""
        self.rows_changed(next((n for n, each in enumerate(proposals) if each.matches == at), None))

    @property
    def proposal(self) -> Proposal | None:
        """The proposal under the cursor."""
        return self.proposals[self.cursor] if self.cursor < len(self.proposals) else None

    @property
    def row_count(self) -> int:
        return len(self.proposals)

    @property
    def empty_text(self) -> str:
        return self.why_none

    def row(self, index: int, width: int) -> Sequence[Content]:
        proposal = self.proposals[index]
        longest = len(str(max(len(each.quotes) for each in self.proposals)))
        count = Content.styled(str(len(proposal.quotes)).rjust(longest), styles.MUTED)
        below = f"  {one_line(proposal.broader)}" if proposal.broader else ""
        label = Content.styled(one_line(proposal.label), styles.NAME)
        return [Content.assemble(count, "  ", label, (below, styles.MUTED))]
