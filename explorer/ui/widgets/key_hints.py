"""The bottom line: what the keys do where the focus is."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from textual.content import Content
from textual.events import Click, Key
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from explorer.snapshot import Snapshot
from explorer.ui.keys import ALWAYS, KeysHere, character_of, keys_at_work, keys_here, written
from explorer.ui.textual_inside import character_to_key
from explorer.ui.wording.how_read import problem_count

# From this width on there is room for more space between the hints.
_ROOMY = 80


class Hint(msgspec.Struct, frozen=True):
    """Some keys, and what they do, in few words."""

    keys: Sequence[str]
    words: str
    always: bool = False

    def content(self, *, short: bool = False) -> Content:
        """The hint as it is shown; a short one is the keys alone. Its parts carry the keys that a click presses."""
        marks = [Content.styled(written(key), Style(bold=True) + _pressing(key)) for key in self.keys]
        between = "" if all(mark.cell_length == 1 for mark in marks) else " "
        shown = Content(between).join(marks)
        return shown if short else Content.assemble(shown, (f" {self.words}", _pressing(self.keys[0])))


class KeyHints(Widget):
    """What the keys do here; at the right end, if a snapshot is bound, the number of problems.

    A click on a hint does what its key does, and one on that number leads to the problems.
    """

    ALLOW_SELECT = False

    snapshot: reactive[Snapshot | None] = reactive(None)

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self.refresh())

    def render(self) -> Content:
        standing = Content.styled(*problem_count(self.snapshot)) if self.snapshot else Content("")
        at_work = keys_at_work(self.screen)
        if standing and "problems" in at_work:
            standing = standing.stylize(_pressing(at_work["problems"][0]))
        return fitted(hints_of(keys_here(self.screen), at_work), standing, self.size.width)

    def on_click(self, event: Click) -> None:
        key = event.style.meta.get("press")
        if key:
            event.stop()
            self.app.post_message(Key(key, character_of(key)))


def hints_of(here: KeysHere, at_work: dict[str, list[str]]) -> list[Hint]:
    """The hints of a place, most important first. For each binding the first key that works is shown."""
    hints = []
    for ids, words in here.keys.items():
        wanted = [id for id in ids.split() if id not in here.idle]
        keys = [
            character_to_key(id) if len(id) == 1 else at_work[id][0] for id in wanted if len(id) == 1 or id in at_work
        ]
        if keys:
            hints.append(Hint(keys, words, always=ids in ALWAYS))
    return hints


def fitted(hints: Sequence[Hint], right: Content, width: int) -> Content:
    """As many hints as there is room for, and `right` at the right end. Those that are always shown come last."""
    gap = "   " if width >= _ROOMY else "  "
    last = [hint.content() for hint in hints if hint.always]
    if _length(last, gap) > width:
        last = [hint.content(short=True) for hint in hints if hint.always]
    first: list[Content] = []
    ends = [right] if right else []
    for hint in hints:
        part = hint.content()
        # One that is too long is left out; a shorter one after it may have room. `right` gives way to the first.
        if hint.always:
            continue
        if not first and _length([part, *last, *ends], gap) > width:
            ends = []
        if _length([*first, part, *last, *ends], gap) <= width:
            first.append(part)
    left = Content(gap).join([*first, *last])
    space = width - left.cell_length - _length(ends, gap)
    return Content.assemble(left, " " * space, *ends) if ends and space >= len(gap) else left


def _length(parts: Sequence[Content], gap: str) -> int:
    return sum(part.cell_length for part in parts) + len(gap) * max(0, len(parts) - 1)


def _pressing(key: str) -> Style:
    """The style of text that presses a key when it is clicked."""
    return Style.from_meta({"press": key})
