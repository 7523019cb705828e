"""Saving a text into a file that the user names."""

from __future__ import annotations

from pathlib import Path

from explorer.files.writing import replace_file


class NotSavedError(Exception):
    """The text was not saved; the message says why."""


def named_file(given: str) -> Path:
    """The file that the user means. Raises NotSavedError if there is no home for `~`."""
    try:
        return Path(given).expanduser().absolute()
    except RuntimeError as error:
        raise NotSavedError(f"It can’t be saved as {given}: {error}.") from None


def save(text: str, given: str, encoding: str = "utf-8") -> Path:
    """Write a file as a whole, in place of what was there, and return it. Raises NotSavedError."""
    file = named_file(given)
    try:
        replace_file(file, text.encode(encoding))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise NotSavedError(f"It can’t be saved as {given}: {reason}.") from None
    return file
