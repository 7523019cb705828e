"""The question who speaks a quote, answered with somebody of the archive or a new name."""

from __future__ import annotations

from collections.abc import Sequence

from explorer.display import one_line
from explorer.model.archive import Archive
from explorer.model.records import Person
from explorer.ui.screens.choice_prompt import ChoicePrompt

# How many people are offered.
_OFFERED = 5


class WhoPrompt(ChoicePrompt):
    """Asks who speaks. Its result is the id of a person, or the name of a new one; None when the user just leaves.

    While a name is typed, those of the archive who are called like it are offered, the nearest first.
    """

    place = "who speaks"

    def __init__(self, archive: Archive, words: str) -> None:
        super().__init__("Who speaks", words)
        self._called = {person.id: [person.name, *person.aliases, person.id] for person in archive.all(Person)}
        self._names = {person.id: one_line(person.name) for person in archive.all(Person)}

    def offer(self, typed: str) -> Sequence[tuple[str, str]]:
        from explorer.search.called_alike import called_alike

        if not typed:
            return []
        found = called_alike(typed, self._called, _OFFERED)
        name = one_line(typed)
        return [*((id, self._names[id]) for id in found), (name, f"somebody new: {name}")]
