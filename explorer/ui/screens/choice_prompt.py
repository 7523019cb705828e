"""A prompt that offers choices while a name is typed, such as who speaks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.widgets import Input

from explorer.describing import signs
from explorer.describing.counting import counted
from explorer.desk.form_checks import Offers
from explorer.desk.proposed_topics import widened
from explorer.desk.reviewing import NotPossibleError
from explorer.display import one_line
from explorer.model.archive import Archive
from explorer.model.records import Kind, Topic
from explorer.search.called_alike import Names
from explorer.topics.proposing import Proposal, joined
from explorer.ui.keys import KeysHere, bind, bindings
from explorer.ui.late import Late
from explorer.ui.screens.archive_screen import AT_ONCE
from explorer.ui.screens.prompt import Prompt


class ChoicePrompt(Prompt):
    """Asks for a choice. Its result is the id of the marked one, or None when the user just leaves.

    For typed text, a subclass `offer`s choices by id, each with a label, the separator `between` two of them, and the
    prefix of an `unmarked` one. `place` is the name of this prompt in the help.
    """

    BINDINGS = bindings(
        bind("down,tab", "choose(1)", "Next", "The next offer", id="next-choice"),
        bind("up,shift+tab", "choose(-1)", "Before", "The previous offer", id="choice-before"),
    )
    between: ClassVar[str] = "   "
    unmarked: ClassVar[str] = ""
    place: ClassVar[str]

    def __init__(self, title: str, about: str) -> None:
        super().__init__(title, about, "take the marked one")
        self._offers: Sequence[tuple[str, str]] = ()
        self._chosen = 0

    def offer(self, typed: str) -> Sequence[tuple[str, str]]:
        """The choices for what is typed, the likeliest first."""
        raise NotImplementedError

    @property
    def chosen(self) -> str | None:
        """The id of the marked choice, if there is any."""
        return self._offers[self._chosen][0] if self._offers else None

    @property
    def keys_here(self) -> KeysHere:
        keys = {"submit": "take the marked one", "next-choice": "the next", "leave": "leave", "help": "help"}
        return KeysHere(self.place, keys)

    def on_mount(self) -> None:
        super().on_mount()
        self._look("")

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        self._look(event.value.strip())

    def _look(self, typed: str) -> None:
        self._offers = self.offer(typed)
        self._chosen = 0
        self._show_offers()

    def action_choose(self, step: int) -> None:
        if self._offers:
            self._chosen = (self._chosen + step) % len(self._offers)
            self._show_offers()

    def _show_offers(self) -> None:
        marks = (signs.CURSOR.mark if n == self._chosen else self.unmarked for n in range(len(self._offers)))
        offers = [f"{mark}{said}" for mark, (_, said) in zip(marks, self._offers, strict=True)]
        self._tell("\n".join(filter(None, [self.between.join(offers), self.meant()])))

    def meant(self) -> str:
        """What Enter would do, if that is more than taking the marked choice."""
        return ""

    @on(Input.Submitted)
    def _take(self, event: Input.Submitted) -> None:
        event.prevent_default()
        if self._offers:
            self.dismiss(self.chosen)


# The maximum number of people offered.
_OFFERED = 5


class WhoPrompt(ChoicePrompt):
    """Asks who speaks. Its result is the id of a person, or the name of a new one; None when the user just leaves.

    While a name is typed, people of the archive with similar names are offered, the nearest first.
    """

    place = "who speaks"

    def __init__(self, archive: Archive, words: str) -> None:
        super().__init__("Who speaks", words)
        self._archive = archive
        # The names of all people, once they are read.
        self._names: tuple[Mapping[str, Sequence[str]], Names] | None = None
        self._reads = Late(self, "names", "read what people are called")

    def on_mount(self) -> None:
        super().on_mount()
        at_once = len(self._archive.entries) <= AT_ONCE
        self._reads.want(self._archive, lambda _: Offers(self._archive).names(Kind.PERSON), self._use, at_once=at_once)

    def _use(self, names: tuple[Mapping[str, Sequence[str]], Names]) -> None:
        self._names = names
        self._look(self.query_one(Input).value.strip())

    def offer(self, typed: str) -> Sequence[tuple[str, str]]:
        if not typed or self._names is None:
            return []
        called, names = self._names
        name = one_line(typed)
        found = ((id, one_line(called[id][0])) for id in names.called_alike(typed, _OFFERED))
        return [*found, (name, f"somebody new: {name}")]

    def meant(self) -> str:
        if self._names is None:
            return "looking …"
        return "" if self.query_one(Input).value.strip() else "a name, of somebody in the archive or somebody new"


# The maximum number of topics offered.
_TOPICS_OFFERED = 4


class JoinPrompt(ChoicePrompt):
    """Asks what to join a proposal with. Its result is the query of another one, or the ref of a topic.

    Those that share most quotes with it are offered first; when something is typed, those with similar names.
    """

    place = "what to join with"
    between = "\n"
    unmarked = " "

    def __init__(self, archive: Archive, proposal: Proposal, others: Sequence[Proposal]) -> None:
        super().__init__("Join", f"{one_line(proposal.label)}, with:")
        self._proposal = proposal
        self._joinable: dict[str, Proposal | Topic] = {
            **{each.matches: each for each in others},
            **{topic.ref: topic for topic in archive.all(Topic)},
        }
        self._number = {
            id: len(each.quotes) if isinstance(each, Proposal) else archive.quote_count(each)
            for id, each in self._joinable.items()
        }
        quotes, own = archive.quotes_with(proposal.quotes), set(proposal.quotes)
        self._shared = Counter(topic.ref for quote in quotes for topic in archive.topics_of(quote))
        self._shared.update({each.matches: len(own.intersection(each.quotes)) for each in others})

    def offer(self, typed: str) -> Sequence[tuple[str, str]]:
        if typed:
            names = Names({id: [each.label] for id, each in self._joinable.items()})
            found = names.called_alike(typed, _TOPICS_OFFERED)
        else:
            found = sorted(self._joinable, key=lambda id: -self._shared[id])[:_TOPICS_OFFERED]
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
