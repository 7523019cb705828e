"""The question into which file something is saved."""

from __future__ import annotations

from pathlib import Path

from explorer.desk.saving import ZIP, NotSavedError, named_file, names_folder
from explorer.ui.screens.prompt import Prompt


class SavePrompt(Prompt):
    """Asks for a file. Its result is the file, or None when the user just leaves."""

    def __init__(self, what: str, file: Path, *, as_zip: bool = False) -> None:
        super().__init__("Save", f"Save {what} as", "save it", value=str(file))
        self._as_zip = as_zip

    def objection(self, answer: str) -> str:
        """Objects to a file that is there already. The same answer once more replaces it.

        What is saved `as_zip` has a name that says so, by which programs know it.
        """
        if not answer:
            return "Type the name of a file, or press Esc."
        try:
            file, is_folder = named_file(answer), names_folder(answer)
        except NotSavedError as error:
            return str(error)
        if is_folder:
            return f"{file} is a folder. Type the name of a file in it."
        if self._as_zip and file.suffix.lower() != ZIP:
            return f"It is several files in one: type a name that ends with {ZIP}."
        if not self._as_zip and file.suffix.lower() == ZIP:
            return f"It is one file: type a name that does not end with {ZIP}."
        return (
            f"{file.name} is there already. Enter once more replaces it; another name, or Esc." if file.exists() else ""
        )
