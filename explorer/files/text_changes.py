"""Changes to a YAML text, collected and then made all at once; the result is read back.

If it does not say what is expected, the change is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from explorer.files.yaml_nodes import BLANKS, BREAK, Document, Meaning, NotYaml

NO_PLACE = "there is no place for it that leaves all else as it is; write it by hand"
UNREADABLE = "the file can't be read now; put that right first"


class CannotSplice(Exception):
    """The change can't be made without touching more; the message says why, and what to do."""


class _Cut(NamedTuple):
    """New text for the characters from `start` to `end`."""

    start: int
    end: int
    text: str


class _Turn(NamedTuple):
    """The meanings expected in place of the steps from `first` to `after`."""

    first: int
    after: int
    said: Sequence[Meaning]


class TextChanges:
    """Changes to one file: new text for separate parts of it, and what they should say."""

    def __init__(self, content: bytes) -> None:
        """Raises CannotSplice when the content is not YAML."""
        try:
            self.document = Document(content)
        except NotYaml:
            raise CannotSplice(UNREADABLE) from None
        self.text = self.document.text
        found = BREAK.search(self.text)
        self.line_break = found[0] if found else "\n"
        self._cuts: list[_Cut] = []
        self._turns: list[_Turn] = []

    def cut(self, start: int, end: int, text: str = "") -> None:
        """Replace the characters from `start` to `end`."""
        self._cuts.append(_Cut(start, end, text))

    def turn(self, first: int, after: int, said: Sequence[Meaning] = ()) -> None:
        """Expect these meanings in place of the steps from `first` to `after`."""
        self._turns.append(_Turn(first, after, said))

    def done(self) -> bytes:
        """Return the changed file. Raises CannotSplice unless it says what is expected, and the rest is unchanged."""
        parts, said, at, step = [self.document.mark], list[Meaning](), 0, 0
        for cut in sorted(self._cuts, key=lambda cut: cut[:2]):
            if cut.start < at:
                raise CannotSplice(NO_PLACE)
            parts += [self.text[at : cut.start], cut.text]
            at = cut.end
        for turn in sorted(self._turns, key=lambda turn: turn[:2]):
            said += [*self.document.meanings[step : turn.first], *turn.said]
            step = turn.after
        said += self.document.meanings[step:]
        try:
            changed = "".join([*parts, self.text[at:]]).encode()
            if said == Document(changed).meanings:
                return changed
        except UnicodeEncodeError:
            raise CannotSplice("it has a character that can't be written as UTF-8") from None
        except NotYaml:
            pass
        raise CannotSplice(NO_PLACE)

    # Lines

    def add_lines(self, at: int, lines: Sequence[str]) -> None:
        """Add lines below the line of an offset."""
        found = BREAK.search(self.text, at)
        if found:
            self.cut(found.end(), found.end(), "".join(f"{line}{found[0]}" for line in lines))
        else:
            self.cut(len(self.text), len(self.text), "".join(f"{self.line_break}{line}" for line in lines))

    def add_at_end(self, lines: Sequence[str]) -> None:
        """Add lines at the end of the document."""
        at, line_break = self.document.end, self.line_break
        if not at or self._ends_a_line(at):
            written = "".join(f"{line}{line_break}" for line in lines)
        else:
            written = "".join(f"{line_break}{line}" for line in lines)
        self.cut(at, at, written)

    def drop_lines(self, start: int, after: int) -> None:
        """Remove whole lines. If the last one has no line break, the line before loses its own."""
        if after == len(self.text) and not self._ends_a_line(after):
            start = len(self.text[:start].removesuffix("\n").removesuffix("\r"))
        self.cut(start, after)

    def _ends_a_line(self, at: int) -> bool:
        return self.text[at - 1 : at] in BLANKS[2:]

    def margin(self, at: int) -> str | None:
        """Return what precedes an offset on its line, if it is blank."""
        before = self.text[self.document.line_start(at) : at]
        return None if before.strip(" ") else before
