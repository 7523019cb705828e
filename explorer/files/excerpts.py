"""What a file of the archive has at a place: the line to show with a problem, read when it is shown."""

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

# In code points to either side of a place: more than any terminal shows.
_NEAR = 400


class Excerpt(msgspec.Struct, frozen=True):
    """The line of a place, or the part of it around the place, and where in it that is.

    `at` counts code points from 0. The text is as the file has it: it must be made safe before it is shown.
    """

    text: str
    at: int


class Excerpts:
    """The lines of the files of the archive in `root`, as long as they have the stamps that they were read with.

    The file that was looked at last is kept. One that changed since it was read has no excerpts: its places are those
    of another text.
    """

    def __init__(self, root: Path, data: Mapping[str, DataFile], seeds: Mapping[str, SeedFile]) -> None:
        self._root = root
        self._data, self._seeds = data, seeds
        self._last: tuple[str, Lines | None] = ("", None)

    def at(self, place: Place) -> Excerpt | None:
        """What stands at a place; None where that is no line of a file that is as it was read."""
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
