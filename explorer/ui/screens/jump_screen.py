"""Jump mode: the screen shows one or two letters on each target, and typing them goes there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from textual.app import ComposeResult
from textual.content import Content
from textual.events import Click, Key, Resize
from textual.geometry import Offset, Region
from textual.reactive import reactive
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widgets import Static

from explorer.snapshot import Snapshot
from explorer.ui.search_state import SearchState
from explorer.ui.targets import Target
from explorer.ui.wording import styles

# The home row first.
LETTERS = "asdfjklghewioruptyqcvmnbxz"
_TOLD = " Type the letters of where to go; any other key stays here. "

Go = Callable[[], object]


def labels(count: int) -> list[str]:
    """Make labels. No label is the beginning of another, and as few as possible have two letters; those come last."""
    if count <= len(LETTERS):
        return list(LETTERS[:count])
    # A letter that begins two-letter labels is not a label by itself.
    begins = min(len(LETTERS), -(-(count - len(LETTERS)) // (len(LETTERS) - 1)))
    single = LETTERS[: len(LETTERS) - begins]
    double = (first + second for first in LETTERS[len(LETTERS) - begins :] for second in LETTERS)
    return [*single, *double][:count]


class JumpScreen(ModalScreen[Go]):
    """Covers the screen that has the targets, and shows it with their labels. Its result is where to go.

    Any key that is not a label's leaves it, and so does any change below it: the labels would be in wrong places.
    """

    CSS_PATH = "jump_screen.tcss"
    AUTO_FOCUS = ""

    snapshot: reactive[Snapshot | None] = reactive(None, init=False)
    search: reactive[SearchState | None] = reactive(None, init=False)

    def __init__(self, targets: Sequence[Target]) -> None:
        super().__init__()
        self._targets = dict(zip(labels(len(targets)), targets, strict=False))
        self._places = dict(_placed(self._targets))
        self._typed = ""
        self._size_at_first: object = None

    def compose(self) -> ComposeResult:
        yield Static(Content(_TOLD), id="told", markup=False)

    @property
    def cursor_screen_offset(self) -> Offset:
        """The terminal's cursor is at the words that say what may be typed."""
        return self.query_one("#told").region.offset

    @property
    def labels(self) -> dict[str, Offset]:
        """The labels that are shown, each with its place on screen."""
        return {label: at for label, at in self._places.items() if label.startswith(self._typed)}

    def render_line(self, y: int) -> Strip:
        line = super().render_line(y)
        width = line.cell_length
        for label, at in self.labels.items():
            if at.y == y:
                shown = Content.styled(label, styles.JUMP).render_segments(self.visual_style)
                after = line.crop(at.x + len(label), width)
                line = Strip.join([line.crop(0, at.x), Strip(shown, len(label)), after]).crop(0, width)
        return line

    def on_key(self, event: Key) -> None:
        event.stop()
        event.prevent_default()
        self._typed += (event.character or "\n").lower()
        target = self._targets.get(self._typed)
        if target is not None:
            self.dismiss(target.go)
        elif self.labels:
            self.refresh()
        else:
            self._leave()

    def on_click(self, event: Click) -> None:
        event.stop()
        self._leave()

    def on_resize(self, event: Resize) -> None:
        """Leave when the size changes; the first event is the size at the start."""
        if self._size_at_first not in (None, event.size):
            self._leave()
        self._size_at_first = event.size

    def watch_snapshot(self, before: Snapshot | None, _: Snapshot) -> None:
        if before is not None:
            self._leave()

    def watch_search(self, before: SearchState | None, search: SearchState) -> None:
        # The index may grow meanwhile; nothing visible changes as long as the results are the same.
        if before is not None and search.found is not before.found:
            self._leave()

    def _leave(self) -> None:
        if self.is_current:
            self.dismiss(None)


def _placed(targets: dict[str, Target]) -> Iterator[tuple[str, Offset]]:
    """Each label with its place: where its target begins, or to the right of a label that is there already."""
    taken: list[Region] = []
    for label, target in targets.items():
        place = Region(target.region.x, target.region.y, len(label), 1)
        while any(place.overlaps(other) for other in taken):
            place = place.translate(Offset(1, 0))
        taken.append(place)
        yield label, place.offset
