"""The line of a file to show with a problem, read when it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from explorer.files.belonging import SEEDS
from explorer.files.data_files import LARGEST_FILE, DataFile
from explorer.files.lines import Lines
from explorer.files.seed_files import SeedFile
from explorer.files.stamps import TooLargeError, content_of
from explorer.model.problems import Place

# In code points on either side of a place: more than any terminal shows.
_NEAR = 400


class Excerpt(msgspec.Struct, frozen=True):
    """The line of a place, or the part around the place, and the position of the place in it.

    `at` counts code points from 0. The text is the file's own: it must be made safe before it is shown.
    """

    text: str
    at: int


class Excerpts:
    """The lines of the archive's files in `root`, as long as the files have the same stamps as when they were read.

    The last file is cached. A file that has changed since has no excerpts, because its places are out of date.
    """

    def __init__(self, root: Path, data: Mapping[str, DataFile], seeds: Mapping[str, SeedFile]) -> None:
        self._root = root
        self._data, self._seeds = data, seeds
        self._last: tuple[str, Lines | None] = ("", None)

    def at(self, place: Place) -> Excerpt | None:
        """Return the text at a place; None if there is no such line or the file has changed."""
        if place.file != self._last[0]:
            self._last = place.file, self._read(place.file)
        lines = self._last[1]
        if lines is None or not lines.line(place.line).strip():
            return None
        start, end, offset = lines.start(place.line), lines.end(place.line), lines.offset(place.line, place.column)
        first = max(start, offset - _NEAR)
        return Excerpt(lines.text[first : min(end, offset + _NEAR)], offset - first)

    def _read(self, name: str) -> Lines | None:
        folder, _, below = name.partition("/")
        file = self._seeds.get(below) if folder == SEEDS else self._data.get(name)
        try:
            now, content = content_of(self._root / name, LARGEST_FILE)
        except (OSError, TooLargeError, ValueError):
            return None
        if file is None or now != file.stamp:
            return None
        return Lines.of_file(content.decode("utf-8-sig", "replace"), name)
