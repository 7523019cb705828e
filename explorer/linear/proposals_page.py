"""Proposed topics in words, and taking them or not."""

from __future__ import annotations

from collections.abc import Sequence

from explorer.describing.proposals import because
from explorer.display import one_line
from explorer.linear.pages import Lazy, Line, Page
from explorer.model.history import ResultsView
from explorer.snapshot import Snapshot
from explorer.topics.proposing import MOST, Proposal, propose


def proposals_page(snapshot: Snapshot) -> Page:
    """The topics that the words of the archive propose, and why; a number finds the quotes."""
    found = propose(snapshot, MOST)
    heading = () if found else ("No topics are proposed.",)
    targets = [ResultsView(proposal.matches) for proposal in found]
    noun = ("proposed topic", "proposed topics")
    return Page(
        "proposed topics", heading, Lazy(len(found), lambda at: _said(found, at)), targets, noun, "the best first"
    )


def _said(found: Sequence[Proposal], at: int) -> tuple[Line, ...]:
    proposal = found[at]
    below = f", part of {one_line(proposal.broader)}" if proposal.broader else ""
    return (Line(f"{one_line(proposal.label)}{below}: {because(proposal)}", at + 1),)
