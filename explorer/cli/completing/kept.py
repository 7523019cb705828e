"""What is kept in the user's cache folder from one Tab to the next, and holds as long as its edition is the same."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

import platformdirs

from explorer.files.stamps import kept_content
from explorer.files.writing import keep_private, private_folder

# Seconds, after which whoever made something is taken to have ended without it.
_GIVEN_UP = 600


class Kept:
    """A text that is kept under a name, in the `edition` that it is of. Where nothing can be kept, that is no error."""

    def __init__(self, name: str, edition: Iterable[object]) -> None:
        self._edition = hashlib.sha256("\n".join(map(repr, edition)).encode(errors="surrogatepass")).hexdigest()
        self._path = platformdirs.user_cache_path("article-explorer") / "completion" / name

    def read(self) -> tuple[bool, str]:
        """Whether the text is of this edition, and the text, or else that of an earlier one; empty if there is none."""
        with suppress(OSError, UnicodeDecodeError):
            first, _, text = kept_content(self._path).decode().partition("\n")
            return first == self._edition, text
        return False, ""

    def write(self, text: str) -> str:
        """Keep the text, and return it."""
        with suppress(OSError):
            keep_private(self._path, f"{self._edition}\n{text}".encode(errors="replace"))
        return text

    def or_made(self, make: Callable[[], str]) -> str:
        """The text of this edition: the one that is kept, or else the one that is now made."""
        is_current, text = self.read()
        return text if is_current else self.write(make())

    def begin(self) -> bool:
        """Whether the text is to be made now: nobody else is about it."""
        mark = self._path.with_suffix(".begun")
        with suppress(OSError):
            if time.time() - mark.stat().st_mtime < _GIVEN_UP:
                return False
        with suppress(OSError):
            private_folder(mark.parent)
            mark.touch()
            return True
        return False

    def end(self) -> None:
        """Say that nobody makes the text any more."""
        self._path.with_suffix(".begun").unlink(missing_ok=True)


def stamps_below(folder: Path, ending: str) -> Iterable[tuple[object, ...]]:
    """Name, time and size of each file below a folder that ends so, sorted."""
    found = []
    for place, _, names in os.walk(folder):
        for name in names:
            if name.endswith(ending):
                path = os.path.join(place, name)  # noqa: PTH118  # hundreds of them, at each Tab
                with suppress(OSError):
                    status = os.stat(path)  # noqa: PTH116
                    found.append((path, status.st_mtime_ns, status.st_size))
    return sorted(found)
