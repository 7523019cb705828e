"""Text on a number of lines. “…” always shows that something is left out."""

from __future__ import annotations

from textual.content import Content


def with_end(text: Content, end: Content, width: int) -> Content:
    """Put a text on one line of a width, cut and padded so that its `end` comes last."""
    if not end:
        return text.truncate(width, ellipsis=True, pad=True)
    room = max(1, width - end.cell_length)
    return Content.assemble(text.truncate(room, ellipsis=True), end).truncate(width, ellipsis=True, pad=True)


def in_lines(text: Content, width: int, most: int) -> list[Content]:
    """Put a text on at most `most` lines of a width. If it does not fit, the last line ends with “…”."""
    lines = text.wrap(max(1, width))
    if len(lines) <= most:
        return lines
    kept = lines[: max(1, most)]
    return [*kept[:-1], Content.assemble(kept[-1].rstrip(" …"), "…").truncate(max(1, width), ellipsis=True)]
