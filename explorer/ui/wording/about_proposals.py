"""Proposed topics in a few lines: for one, why it is proposed, its query, and some of its quotes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from explorer.describing.counting import counted
from explorer.describing.proposals import because
from explorer.display import one_line
from explorer.model.archive import Archive
from explorer.model.records import Quote
from explorer.search import folding
from explorer.search.contexts import stand_in
from explorer.search.runs import run
from explorer.topics.proposing import Proposal
from explorer.ui.wording import styles
from explorer.ui.wording.rows import quote_text

# The number of quotes that are shown, and the columns for each: a long one leaves room for the others.
_SHOWN, _LONGEST = 3, 300
# The maximum number of proposals named together.
_NAMED = 6


def about_proposals(proposals: Sequence[Proposal]) -> Content:
    """The proposals, the best first."""
    labels = ", ".join(one_line(proposal.label) for proposal in proposals[:_NAMED])
    return Content.assemble(
        f"The words of the quotes propose {counted(len(proposals), 'topic')}: ",
        (labels, styles.NAME),
        " …" if len(proposals) > _NAMED else "",
    )


def about_proposal(archive: Archive, proposal: Proposal) -> Content:
    """Why a topic is proposed, and its query; then some of its quotes."""
    return Content("\n").join(_lines(archive, proposal))


def _lines(archive: Archive, proposal: Proposal) -> Iterator[Content]:
    quotes = archive.quotes_with(proposal.quotes)
    speakers = counted(len({quote.speaker for quote in quotes}), "speaker")
    yield Content(f"{because(archive, proposal)}, {speakers}")
    yield Content.assemble(("query: ", styles.MUTED), one_line(proposal.matches))
    if proposal.broader:
        yield Content.assemble(("part of: ", styles.MUTED), one_line(proposal.broader))
    for quote in _some(proposal, quotes):
        yield Content("")
        yield Content.styled(one_line(archive.speaker_name(quote)), styles.NAME)
        yield quote_text(quote).truncate(_LONGEST, ellipsis=True)


def _some(proposal: Proposal, quotes: Sequence[Quote]) -> list[Quote]:
    """Some of its quotes: first those that contain the words themselves, one of each speaker."""
    runs = [run(folding.words(words)) for words in proposal.words]
    own = [quote for quote in quotes if stand_in(runs, folding.words(" ".join(quote.segments)))]
    first = list({quote.speaker: quote for quote in reversed(own)}.values())
    return list(dict.fromkeys([*reversed(first), *own, *quotes]))[:_SHOWN]
