"""The question who speaks a quote, answered with somebody of the archive or a new name."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widgets import Input

from explorer.describing import signs
from explorer.display import one_line
from explorer.model.archive import Archive
from explorer.model.records import Person
from explorer.ui.keys import KeysHere
from explorer.ui.screens.prompt import Prompt

# How many people are offered.
_OFFERED = 5
_NEW = "somebody new: "


class WhoPrompt(Prompt):
    """Asks who speaks. Its result is the id of a person, or the name of a new one; None when the user just leaves.

    While a name is typed, those of the archive who are called like it are offered, the nearest first; Enter takes the
    one that is marked.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,tab", "choose(1)", "Next", show=False, tooltip="The next one that is offered", id="next-person"),
        Binding(
            "up,shift+tab", "choose(-1)", "Before", show=False, tooltip="The one offered before", id="previous-person"
        ),
    ]

    def __init__(self, archive: Archive, words: str) -> None:
        super().__init__("Who speaks", words, "take the marked one")
        self._called = {person.id: [person.name, *person.aliases, person.id] for person in archive.all(Person)}
        self._names = {person.id: one_line(person.name) for person in archive.all(Person)}
        self._offers: list[str] = []
        self._chosen = 0

    @property
    def keys_here(self) -> KeysHere:
        keys = {"submit": "take the marked one", "next-person": "the next", "leave": "leave", "help": "help"}
        return KeysHere("who speaks", keys)

    @on(Input.Changed)
    def _offer(self, event: Input.Changed) -> None:
        from explorer.search.called_alike import called_alike

        typed = event.value.strip()
        self._offers = [*called_alike(typed, self._called, _OFFERED), _NEW + one_line(typed)] if typed else []
        self._chosen = 0
        self._show_offers()

    def action_choose(self, step: int) -> None:
        if self._offers:
            self._chosen = (self._chosen + step) % len(self._offers)
            self._show_offers()

    def _show_offers(self) -> None:
        offers = [self._names.get(offer, offer) for offer in self._offers]
        self._tell(
            "   ".join(f"{signs.CURSOR.mark}{offer}" if n == self._chosen else offer for n, offer in enumerate(offers))
        )

    @on(Input.Submitted)
    def _take(self, event: Input.Submitted) -> None:
        event.stop()
        event.prevent_default()
        if self._offers:
            self.dismiss(self._offers[self._chosen].removeprefix(_NEW))
