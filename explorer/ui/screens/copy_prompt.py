"""The question where to copy the shipped example, which should not be edited in place."""

from __future__ import annotations

from pathlib import Path

from explorer.ui.screens.prompt import Prompt

_ABOUT = (
    "This is the example that comes with the explorer: what you write into it is lost at the next upgrade. "
    "Copy it to a folder of your own, and edit it there?"
)


class CopyPrompt(Prompt):
    """Asks for the folder to copy the example to. Its result is the folder, or None when the user just leaves."""

    def __init__(self, folder: Path) -> None:
        super().__init__("Copy the example first", _ABOUT, "copy it", value=str(folder))

    def objection(self, answer: str) -> str:
        """The answer must not be empty. The folder itself is checked when it is written."""
        return "" if answer else "Type the name of a folder, or press Esc."
