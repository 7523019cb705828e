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
    try:
        return save_bytes(text.encode(encoding), given)
    except UnicodeEncodeError as error:
        raise NotSavedError(f"It can’t be saved as {given}: {error}.") from None


def save_bytes(content: bytes, given: str) -> Path:
    """Write a file, as `save` does. A device or a pipe is written to, since nothing else can take its place."""
    file = named_file(given)
    try:
        if file.exists() and not (file.is_file() or file.is_dir()):
            file.write_bytes(content)
        else:
            replace_file(file, content)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise NotSavedError(f"It can’t be saved as {given}: {reason}.") from None
    return file
