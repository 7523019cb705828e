"""Why a topic is proposed, in words."""

from __future__ import annotations

from explorer.describing.counting import counted
from explorer.display import one_line
from explorer.model.archive import Archive
from explorer.topics.proposing import Proposal


def because(archive: Archive, proposal: Proposal) -> str:
    """`“fentanyl” and 3 more words in 41 quotes, 12 articles`."""
    more = len(proposal.words) - 1
    words = f"“{one_line(proposal.words[0])}”" + (f" and {counted(more, 'more word', 'more words')}" if more else "")
    articles = counted(len({quote.article for quote in archive.quotes_with(proposal.quotes)}), "article")
    return f"{words} in {counted(len(proposal.quotes), 'quote')}, {articles}"
