"""Proposed topics in words, and accepting or rejecting them."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from explorer.describing.counting import counted
from explorer.describing.proposals import because
from explorer.desk.proposed_topics import accepting, rejecting, still_proposed
from explorer.display import one_line
from explorer.linear.editing import NotEditedError, write
from explorer.linear.pages import Lazy, Line, Page
from explorer.model.archive import Archive
from explorer.model.history import ResultsView
from explorer.snapshot import Snapshot
from explorer.topics.proposing import Proposal

# The text when nothing is left.
NONE_PROPOSED = "No topics are proposed."


def proposals_page(snapshot: Snapshot, proposed: Sequence[Proposal]) -> Page:
    """The proposed topics that are left, and why each is proposed; a number finds the quotes."""
    found = still_proposed(snapshot.archive, proposed)
    heading = () if found else (NONE_PROPOSED,)
    targets = [ResultsView(proposal.matches) for proposal in found]
    noun = ("proposed topic", "proposed topics")
    lines = Lazy(len(found), lambda at: _said(snapshot.archive, found[at], at))
    return Page("proposed topics", heading, lines, targets, noun, "the best first")


def _said(archive: Archive, proposal: Proposal, at: int) -> tuple[Line, ...]:
    below = f", part of {one_line(proposal.broader)}" if proposal.broader else ""
    return (Line(f"{one_line(proposal.label)}{below}: {because(archive, proposal)}", at + 1),)


def proposal_at(snapshot: Snapshot, proposed: Sequence[Proposal], target: object) -> Proposal:
    """The proposal that a target of the page leads to.

    Raises:
        NotEditedError: it was accepted or rejected since the page was said.
    """
    for proposal in still_proposed(snapshot.archive, proposed):
        if target == ResultsView(proposal.matches):
            return proposal
    raise NotEditedError("This topic is not proposed any more. Type again to hear what is.")


def accepted(snapshot: Snapshot, proposal: Proposal, label: str) -> str:
    """Make a topic of a proposal, under its own label or another one. Returns what to say.

    Raises one of REFUSED when nothing was written.
    """
    topic = replace(proposal, label=label or proposal.label)
    write(snapshot, lambda: accepting(snapshot, [topic]), f"Accepted the topic {topic.label}")
    return f"Accepted the topic {one_line(topic.label)}: {counted(len(topic.quotes), 'quote')}."


def rejected(snapshot: Snapshot, proposal: Proposal) -> str:
    """Never propose a topic with this name again. Returns what to say.

    Raises one of REFUSED when nothing was written.
    """
    write(snapshot, lambda: rejecting([proposal.label]), f"Rejected the topic {proposal.label}")
    return f"Rejected the topic {one_line(proposal.label)}. It will not be proposed again."
