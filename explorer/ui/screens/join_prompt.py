"""The question what to join a proposed topic with: another one that is proposed, or a topic of the archive."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from explorer.describing.counting import counted
from explorer.desk.proposed_topics import widened
from explorer.desk.reviewing import NotPossibleError
from explorer.display import one_line
from explorer.model.archive import Archive
from explorer.model.records import Topic
from explorer.topics.proposing import Proposal, joined
from explorer.ui.screens.choice_prompt import ChoicePrompt

# How many are offered.
_OFFERED = 4


class JoinPrompt(ChoicePrompt):
    """Asks what to join a proposal with. Its result is the query of another one, or the ref of a topic.

    Those that share most quotes with it are offered first; when something is typed, those that are called like it.
    """

    place = "what to join with"
    between = "\n"
    unmarked = " "

    def __init__(self, archive: Archive, proposal: Proposal, others: Sequence[Proposal]) -> None:
        super().__init__("Join", f"{one_line(proposal.label)}, with:")
        own = {quote.id for quote in proposal.quotes}
        self._proposal = proposal
        self._joinable: dict[str, Proposal | Topic] = {
            **{each.matches: each for each in others},
            **{topic.ref: topic for topic in archive.all(Topic)},
        }
        self._number = {
            id: len(each.quotes) if isinstance(each, Proposal) else archive.quote_count(each)
            for id, each in self._joinable.items()
        }
        self._shared = Counter(topic.ref for quote in proposal.quotes for topic in archive.topics_of(quote))
        self._shared.update({each.matches: sum(quote.id in own for quote in each.quotes) for each in others})

    def offer(self, typed: str) -> Sequence[tuple[str, str]]:
        from explorer.search.called_alike import called_alike

        if typed:
            found = called_alike(typed, {id: [each.label] for id, each in self._joinable.items()}, _OFFERED)
        else:
            found = sorted(self._joinable, key=lambda id: -self._shared[id])[:_OFFERED]
        return [(id, self._said(id)) for id in found]

    def _said(self, id: str) -> str:
        each = self._joinable[id]
        label = f"the topic {one_line(each.label)}" if isinstance(each, Topic) else one_line(each.label)
        return f"{label} ({counted(self._number[id], 'quote')}, {self._shared[id]} of them in both)"

    def meant(self) -> str:
        if self.chosen is None:
            return "Nothing is called like that."
        other = self._joinable[self.chosen]
        if isinstance(other, Proposal):
            return f"query: {one_line(joined(self._proposal, other).matches)}"
        try:
            return f"its query: {one_line(widened(other, self._proposal))}"
        except NotPossibleError as error:
            return str(error)
