"""Lists in which some rows are heads of those below them: the cursor passes over them."""

from __future__ import annotations

from explorer.ui.widgets.lines import Lines


class Headed(Lines):
    """Rows of which some are heads. A subclass says which; it may have rows of any height."""

    def is_head(self, row: int) -> bool:
        """Whether a row is a head: nothing that the cursor can be put on."""
        raise NotImplementedError

    def validate_cursor(self, cursor: int) -> int:
        return self.nearest(super().validate_cursor(cursor), 1 if cursor >= self.cursor else -1)

    def nearest(self, row: int, step: int) -> int:
        """The nearest row that is no head from a row on, the way of a step; if there is none, the other way."""
        ways = (
            range(row, self.row_count if step > 0 else -1, step),
            range(row, -1 if step > 0 else self.row_count, -step),
        )
        found = (n for way in ways for n in way if 0 <= n < self.row_count and not self.is_head(n))
        return next(found, 0)

    def _scroll_to_cursor(self) -> None:
        super()._scroll_to_cursor()
        first = self.cursor
        while first and self.is_head(first - 1):
            first -= 1
        top, heads = self.top_of(self.cursor), self.top_of(self.cursor) - self.top_of(first)
        # A head above the first row in view would never be seen.
        if self.scroll_offset.y == top and self.scrollable_content_region.height > heads:
            self.scroll_to(y=top - heads, animate=False, force=True)

    def reachable(self, row: int) -> bool:
        return not self.is_head(row)
