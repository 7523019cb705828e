"""Detail: the pane that shows everything about one record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

import msgspec
from textual import on
from textual.content import Content
from textual.events import Click
from textual.geometry import Offset
from textual.reactive import reactive

from explorer.describing import signs
from explorer.describing.match_reasons import why_found
from explorer.model.records import AnyRecord
from explorer.search.hits import Hit
from explorer.snapshot import Snapshot
from explorer.ui.targets import Target
from explorer.ui.widgets.lines import Lines, nth_of, step_to
from explorer.ui.wording import styles
from explorer.ui.wording.detail_text import Block, Request, detail

Shown = tuple[Snapshot, AnyRecord, "Hit | None"]

_LABEL_WIDTH = 12
_SIGN_WIDTH = 2


class _Line(msgspec.Struct, frozen=True):
    content: Content
    request: Request | None = None
    marked: bool = False
    # The first row of its block, and the column where the words of that block begin.
    block: int = 0
    left: int = 0


class Detail(Lines):
    """The description of a record in lines. The cursor goes from link to link; Enter or a click follows one.

    For a record that a search found, it says why it was found, and marks those words.
    """

    shown: reactive[Shown | None] = reactive(None, init=False)

    def __init__(self) -> None:
        super().__init__(id="detail", classes="pane")
        self.border_title = "Detail"
        self._lines: list[_Line] = []
        self._at_match = False

    def watch_shown(self, before: Shown | None, shown: Shown | None) -> None:
        same = before and shown and before[1].ref == shown[1].ref
        self._at_match, self.border_subtitle = False, ""
        self._write()
        self.rows_changed(None if same else 0)

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

    def rows_resized(self) -> None:
        """Write the lines in another width, with the cursor on the same link or passage."""
        block = sum(line.block == row for row, line in enumerate(self._lines[: self.cursor + 1]))
        self._write()
        starts = [row for row, line in enumerate(self._lines) if line.block == row]
        if block and starts:
            self.set_reactive(Lines.cursor, starts[min(block, len(starts)) - 1])
        super().rows_resized()

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

    # Its links

    @property
    def _links(self) -> list[int]:
        """The rows at which links begin."""
        return [row for row, line in enumerate(self._lines) if line.request and line.block == row]

    def in_use(self, index: int) -> bool:
        """Whether a row belongs to the link in use, which may have several lines."""
        if not self.cursor < len(self._lines):
            return False
        here, line = self._lines[self.cursor], self._lines[index]
        return index == self.cursor or (bool(here.request) and line.block == here.block)

    def action_move(self, rows: int) -> None:
        """Go to the next link, or with -1 to the one before; but only so far that no line is skipped unseen."""
        height = self.scrollable_content_region.height
        top = round(self.scroll_offset.y)
        if rows > 0:
            end = min(top + 2 * height - 2, self.row_count - 1)
            last = self.row_count - 1 if top + height < self.row_count else self.cursor
            self.cursor = min(next((row for row in self._links if row > self.cursor), last), max(end, self.cursor))
        else:
            first = 0 if top > 0 else self.cursor
            end = min(top - height + 1, self.cursor)
            self.cursor = max(next((row for row in reversed(self._links) if row < self.cursor), first), end)

    def row_targets(self) -> Iterator[Target]:
        """Its links in view. What is not a link leads nowhere."""
        links = set(self._links)
        for row, region in self.rows_in_view():
            if row in links:
                sign = Offset(1 + self._lines[row].left - _SIGN_WIDTH, 0)
                yield Target(region.translate(sign).crop_size((1, 1)), partial(self._follow, row), is_link=True)

    @property
    def cursor_column(self) -> int:
        """The column of the link in use; in other lines, that of the first word."""
        line = self._lines[self.cursor] if self.cursor < len(self._lines) else None
        return line.left if line and line.request else super().cursor_column

    @on(Lines.Chosen)
    def _follow_in_use(self, event: Lines.Chosen) -> None:
        event.stop()
        self._follow(self.cursor)

    def clicked(self, event: Click) -> None:
        """Follow the link that is clicked, once."""
        super().clicked(event)
        if event.chain == 1 and self._row_under(event.y) is not None:
            self._follow(self.cursor)

    def _follow(self, row: int) -> None:
        # By now it may show another record, with fewer lines.
        request = self._lines[row].request if row < len(self._lines) else None
        if request is not None:
            self.post_message(request)

    def _write(self) -> None:
        self._lines = []
        width = self.scrollable_content_region.width - 2
        if self.shown is None or width < 1:
            return
        snapshot, record, hit = self.shown
        blocks = detail(snapshot, record, with_quotes=self.screen.has_class("-narrow"))
        for block in _found(blocks, hit) if hit else blocks:
            self._lines += _wrapped(block, width, len(self._lines))


def _found(blocks: Sequence[Block], hit: Hit) -> Iterator[Block]:
    """Blocks with the words of the query marked. If there are any, the first line says why the record was found."""
    from explorer.search.highlighting import highlights

    sign = styles.signed(signs.APPROXIMATE) if hit.approximate else ""
    if hit.matches:
        yield Block(Content.assemble(sign, ("Found by ", styles.MUTED), why_found(hit)))
    for block in blocks:
        content = block.content
        for start, end in highlights(content.plain, hit):
            if not any(start < last and first < end for first, last in block.own):
                content = content.stylize(styles.MATCH, start, end)
        yield msgspec.structs.replace(block, content=content)


def _wrapped(block: Block, width: int, row: int) -> list[_Line]:
    """A block as lines, from a row on. The first has its label and the sign of a link in the margin; the others are
    set in as far as its text.
    """
    labelled = bool(block.label or block.request)
    margin = _LABEL_WIDTH if labelled and width > 2 * _LABEL_WIDTH else 0
    sign = _SIGN_WIDTH if block.request else 0
    room = max(1, width - margin - sign)
    lines = []
    for number, text in enumerate(block.content.wrap(room)):
        first = number == 0
        label = (block.label if first else "").ljust(margin)[:margin] if margin else ""
        mark = (signs.LINK.mark if first else "").ljust(sign) if sign else ""
        content = Content.assemble((label, styles.MUTED), (mark, styles.LINK), text)
        marked = any(span.style == styles.MATCH for span in text.spans)
        lines.append(_Line(content, block.request, marked, row, margin + sign))
    return lines
