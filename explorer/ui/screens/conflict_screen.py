"""The conflict screen: what was not written because a file had changed, and what that file has now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import chain

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from explorer.describing.fields import Part, Tone
from explorer.desk.steps import NotWrittenError
from explorer.display import clean, one_line
from explorer.ui.keys import KeysHere, bind, bindings
from explorer.ui.screens.archive_screen import LEAVING, LeftOnce
from explorer.ui.widgets.key_hints import KeyHints
from explorer.ui.widgets.lines import Lines, ReadText
from explorer.ui.wording.styles import TONES

# The number of unchanged lines shown around each difference.
_AROUND = 3

Line = tuple[Part, ...]


def both_versions(file: str, now: bytes | None, ours: bytes | None) -> Iterator[Line]:
    """Compare a file with what was to be written into it: the lines that differ, and those around.

    `now` is None when the file is gone, and `ours` when what was to be written no longer has a place.
    """
    yield (Part(one_line(file), Tone.STRONG),)
    if now is None:
        yield (Part("It is gone.", Tone.REMOVED),)
        return
    if ours is None:
        yield (Part("There is no place any more for what was to be written.", Tone.REMOVED),)
        return
    yield (Part("- as it is now", Tone.REMOVED), Part("   "), Part("+ as it would be with your change", Tone.ADDED))
    old, new = (content.decode("utf-8", "replace").splitlines() for content in (now, ours))
    for group in SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(_AROUND):
        yield (Part(f"line {group[0][1] + 1}", Tone.MUTED),)
        for how, a, b, c, d in group:
            if how == "equal":
                yield from ((Part(f"  {clean(line)}"),) for line in old[a:b])
            else:
                yield from ((Part(f"- {clean(line)}", Tone.REMOVED),) for line in old[a:b])
                yield from ((Part(f"+ {clean(line)}", Tone.ADDED),) for line in new[c:d])


class ConflictText(ReadText):
    """The message, and both versions of each file."""

    def __init__(self, told: str, versions: Iterable[Line]) -> None:
        super().__init__(id="conflict", classes="pane")
        self.border_title = "Not written"
        lines = (Content.assemble(*((part.text, TONES[part.tone]) for part in line)) for line in versions)
        self._text = [Content(one_line(told)), Content(""), *lines]

    def written(self, width: int) -> Iterable[Content]:
        return (line.rstrip() for text in self._text for line in text.wrap(width))


class ConflictScreen(LeftOnce[None]):
    """Shows both versions of what was not written, and offers nothing that would lose either of them."""

    CSS_PATH = "conflict_screen.tcss"
    AUTO_FOCUS = "#conflict"
    BINDINGS = bindings(
        *LEAVING,
        bind("left_square_bracket,backspace", "leave", "Leave", id="back", show=False),
    )

    def __init__(self, refused: NotWrittenError) -> None:
        super().__init__()
        self._refused = refused

    def compose(self) -> ComposeResult:
        versions = (both_versions(both.file, both.now, both.ours) for both in self._refused.conflicts)
        yield ConflictText(str(self._refused), chain.from_iterable(versions))
        yield KeyHints()

    @property
    def keys_here(self) -> KeysHere:
        return KeysHere("what was not written", {"up down": "walk", "leave": "back", "help": "help"})

    @on(Lines.Chosen)
    def _leave_chosen(self) -> None:
        self.dismiss(None)
