"""Detail: the pane that shows everything about one record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec
from textual import on
from textual.content import Content
from textual.events import Resize
from textual.reactive import reactive

from explorer.describing import signs
from explorer.describing.match_reasons import why_found
from explorer.model.records import AnyRecord
from explorer.snapshot import Snapshot
from explorer.ui.widgets.lines import Lines
from explorer.ui.widgets.stepping import nth_of, step_to
from explorer.ui.wording import styles
from explorer.ui.wording.detail_text import Block, Request, detail

if TYPE_CHECKING:
    from explorer.search import Hit

Shown = tuple[Snapshot, AnyRecord, "Hit | None"]

# The keys of links: the letters that do nothing else on the main screen.
LINK_KEYS = "abcdfhilpuvwxABCDFHIKLMOPQRSTUVWX"
_LABEL_WIDTH = 12


class _Line(msgspec.Struct, frozen=True):
    content: Content
    request: Request | None = None
    marked: bool = False


class Detail(Lines):
    """The description of a record in lines. A link is followed with its letter, or with Enter on its line.

    For a record that a search found, it says why it was found, and marks those words.
    """

    shown: reactive[Shown | None] = reactive(None, init=False)

    def __init__(self) -> None:
        super().__init__(id="detail", classes="pane")
        self.border_title = "Detail"
        self._lines: list[_Line] = []
        self._requests: dict[str, Request] = {}
        self._at_match = False

    def watch_shown(self, before: Shown | None, shown: Shown | None) -> None:
        same = before and shown and before[1].ref == shown[1].ref
        self._at_match, self.border_subtitle = False, ""
        self._write()
        self.rows_changed(None if same else 0)

    def request_at(self, key: str) -> Request | None:
        """The request of the link with this key; None when no link has it."""
        return self._requests.get(key)

    @property
    def row_count(self) -> int:
        return len(self._lines)

    def row(self, index: int, width: int) -> Sequence[Content]:
        return [self._lines[index].content]

    @property
    def shows_cursor(self) -> bool:
        return self.has_focus or self._at_match

    @property
    def empty_text(self) -> str:
        return "Nothing is selected."

    def on_resize(self, event: Resize) -> None:
        self._write()
        super().on_resize(event)

    def go_to_match(self, step: int) -> bool:
        """Go to the next line with words of the query; with -1, to the one before. Returns whether there is one."""
        rows = [row for row, line in enumerate(self._lines) if line.marked]
        row = step_to(rows, self.cursor, step)
        if row is None:
            return False
        self._at_match = True
        self.cursor = row
        self.border_subtitle = nth_of(rows, row)
        self.refresh()
        return True

    @on(Lines.Chosen)
    def _follow(self, event: Lines.Chosen) -> None:
        event.stop()
        # By now it may show another record, with fewer lines.
        request = self._lines[self.cursor].request if self.cursor < len(self._lines) else None
        if request is not None:
            self.post_message(request)

    def _write(self) -> None:
        self._lines, self._requests = [], {}
        width = self.scrollable_content_region.width - 2
        if self.shown is None or width < 1:
            return
        keys = iter(LINK_KEYS)
        snapshot, record, hit = self.shown
        blocks = detail(snapshot, record, with_quotes=self.screen.has_class("-narrow"))
        for block in _found(blocks, hit) if hit else blocks:
            key = next(keys, "") if block.request else ""
            if key and block.request:
                self._requests[key] = block.request
            self._lines += _wrapped(block, key, width)


def _found(blocks: Sequence[Block], hit: Hit) -> Iterator[Block]:
    """Blocks with the words of the query marked. If there are any, the first line says why the record was found."""
    from explorer.search import highlights

    sign = styles.signed(signs.APPROXIMATE) if hit.approximate else ""
    if hit.matches:
        yield Block(Content.assemble(sign, ("Found by ", styles.MUTED), why_found(hit)))
    for block in blocks:
        content = block.content
        for start, end in highlights(content.plain, hit):
            if not any(start < last and first < end for first, last in block.own):
                content = content.stylize(styles.MATCH, start, end)
        yield msgspec.structs.replace(block, content=content)


def _wrapped(block: Block, key: str, width: int) -> list[_Line]:
    """A block as lines. The first one has its label and key in the margin; the others are set in as far as its text."""
    labelled = bool(block.label or block.request)
    margin = _LABEL_WIDTH if labelled and width > 2 * _LABEL_WIDTH else 0
    room = max(1, width - margin - (2 if block.request else 0))
    lines = []
    for number, text in enumerate(block.content.wrap(room)):
        first = number == 0
        label = (block.label if first else "").ljust(margin)[:margin] if margin else ""
        mark = ((key if first else "").ljust(2)) if block.request else ""
        content = Content.assemble((label, styles.MUTED), (mark, styles.LINK), text)
        marked = any(span.style == styles.MATCH for span in text.spans)
        lines.append(_Line(content, block.request, marked))
    return lines
