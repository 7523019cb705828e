"""The texts of an archive's files as an editor shows them, and the ranges of keys and values in them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from explorer.files.contents import Contents, OpenContents
from explorer.files.data_files import LARGEST_FILE
from explorer.files.lines import Lines
from explorer.files.stamps import TooLargeError
from explorer.lsp import loose
from explorer.lsp.cursor import Regions
from explorer.lsp.positions import BYTE_ORDER_MARK, Encoding, Positions
from explorer.model.problems import Place
from explorer.reading.text.passages import Passage


class FileText:
    """The text of one file, or of a document as the client has it. Derived data is computed once."""

    def __init__(self, name: str, text: str, encoding: Encoding) -> None:
        self.name = name
        self.text = text.removeprefix(BYTE_ORDER_MARK)
        self._has_mark = text.startswith(BYTE_ORDER_MARK)
        self._encoding = encoding
        # The end of each key and value by its start, for the records looked at so far.
        self._keys: dict[int, int] = {}
        self._values: dict[int, int] = {}
        self._looked: set[int] = set()

    @cached_property
    def positions(self) -> Positions:
        return Positions(self.text, self._encoding, has_mark=self._has_mark)

    @cached_property
    def lines(self) -> Lines:
        return Lines.of_file(self.text, self.name)

    @cached_property
    def _regions(self) -> Regions:
        return Regions(self.text)

    def offset(self, place: Place) -> int:
        return self.lines.offset(place.line, place.column)

    def word(self, place: Place) -> Passage:
        """The range of the key or value that begins at a place, without its quotation marks."""
        start = self.offset(place)
        self._look(start)
        end = self._keys.get(start) or self._values.get(start) or self._end_of_word(start)
        if end - start > 1 and self.text[start] in "\"'" and self.text[end - 1] == self.text[start]:
            return Passage(start + 1, end - 1)
        return Passage(start, end)

    def whole(self, place: Place, *, is_record: bool = False) -> Passage:
        """The range of whatever begins at a place, with its quotation marks; for a record, its first line."""
        start = self.offset(place)
        self._look(start)
        end = self._values.get(start) or self._keys.get(start)
        if end is None or is_record:
            end = self._end_of_line(start)
        # Cover at least one character, even at the end of a line.
        if end > start:
            return Passage(start, end)
        line_end = self._end_of_line(start)
        if line_end > start:
            return Passage(start, start + 1)
        return Passage(max(start - 1, self.lines.start(self.lines.place(start)[0])), start)

    def _end_of_line(self, start: int) -> int:
        line, _ = self.lines.place(start)
        return max(start, self.lines.start(line) + len(self.lines.line(line).rstrip()))

    def _end_of_word(self, start: int) -> int:
        end = start
        while end < len(self.text) and (self.text[end].isalnum() or self.text[end] in "-_"):
            end += 1
        return end

    def _look(self, offset: int) -> None:
        """Find the ends of the keys and values of the record at an offset."""
        region = self._regions.at(offset)
        if region is None or region.start in self._looked:
            return
        self._looked.add(region.start)
        for node in loose.read(self.text, region.start, region.end).all():
            self._keys.update((key.start, key.end) for key, _ in node.fields)
            if not (node.is_mapping or node.is_list):
                self._values[node.start] = node.end


class Texts:
    """The texts of an archive's files, each read on first use."""

    def __init__(self, contents: Contents, encoding: Encoding) -> None:
        self.contents = contents
        self.encoding = encoding
        self._known: dict[str, FileText | None] = {}

    def __getitem__(self, name: str) -> FileText | None:
        """The text of a file; None when it can't be read."""
        if name not in self._known:
            self._known[name] = self._read(name)
        return self._known[name]

    def show(self, file: FileText) -> None:
        """Replace a text by its current state, which may be newer than the others."""
        self._known[file.name] = file

    def _read(self, name: str) -> FileText | None:
        try:
            _, content = self.contents.content(name, LARGEST_FILE)
        except (OSError, TooLargeError, ValueError):
            return None
        # Editors hide a file's byte order mark; one that an open document has counts as a character.
        is_open = isinstance(self.contents, OpenContents) and name in self.contents.texts
        return FileText(name, content.decode("utf-8" if is_open else "utf-8-sig", "replace"), self.encoding)

    def names(self, top: str) -> Iterator[str]:
        """The names of the files below `data` or `seeds`, relative to that folder."""
        try:
            for member in self.contents.members(top):
                if not member.wrong:
                    yield member.name.partition("/")[2]
        except OSError:
            return
