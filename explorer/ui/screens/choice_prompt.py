"""A prompt that is answered with one of the things that are offered while a name is typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widgets import Input

from explorer.describing import signs
from explorer.ui.keys import KeysHere
from explorer.ui.screens.prompt import Prompt


class ChoicePrompt(Prompt):
    """Asks for one of some things. Its result is the id of the one that is marked; None when the user just leaves.

    A subclass says what is on `offer` for what is typed, each by its id and what is said of it, what stands
    `between` two of them, and before one that is `unmarked`. `place` is what the help calls this prompt.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,tab", "choose(1)", "Next", show=False, tooltip="The next one that is offered", id="next-choice"),
        Binding(
            "up,shift+tab", "choose(-1)", "Before", show=False, tooltip="The one offered before", id="choice-before"
        ),
    ]
    between: ClassVar[str] = "   "
    unmarked: ClassVar[str] = ""
    place: ClassVar[str]

    def __init__(self, title: str, about: str) -> None:
        super().__init__(title, about, "take the marked one")
        self._offers: Sequence[tuple[str, str]] = ()
        self._chosen = 0

    def offer(self, typed: str) -> Sequence[tuple[str, str]]:
        """What is offered for what is typed, the likeliest first."""
        raise NotImplementedError

    @property
    def chosen(self) -> str | None:
        """The id of the one that is marked, if anything is offered."""
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
        """What Enter would do, where that is more than to take the one that is marked."""
        return ""

    @on(Input.Submitted)
    def _take(self, event: Input.Submitted) -> None:
        event.stop()
        event.prevent_default()
        if self._offers:
            self.dismiss(self.chosen)
