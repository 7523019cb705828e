"""A line of a file as it is shown under a problem, with a caret below the place."""

from __future__ import annotations

from explorer.display import clean
from explorer.files.excerpts import Excerpt, Excerpts
from explorer.snapshot import Snapshot

CARET = "^"
_MORE = "…"
# In cells: no line is cut to less than this.
_NARROWEST = 10


def excerpts_of(snapshot: Snapshot) -> Excerpts:
    """What the files of an archive have at the places of its problems."""
    data = {name: file.stamp for name, file in snapshot.files.items()}
    return Excerpts(snapshot.root, data, {name: file.stamp for name, file in snapshot.seeds.items()})


def pointed(excerpt: Excerpt, width: int) -> tuple[str, str]:
    """The line, safe to show and cut to `width` terminal cells around its place; and the line below it, with a caret.

    A tab is shown as one space. What is cut away is told by “…”.
    """
    from rich.cells import cell_len

    text, width = clean(excerpt.text.rstrip()), max(width, _NARROWEST)
    before, after = text[: excerpt.at], text[excerpt.at :]
    if cell_len(before) >= width or cell_len(text) > width:
        before = _tail(before, max(width // 2, width - cell_len(after) - 1))
        after = _head(after, width - cell_len(before))
    return before + after, " " * cell_len(before) + CARET


def _tail(text: str, width: int) -> str:
    """The end of a text, in at most `width` cells."""
    from rich.cells import cell_len

    kept = text
    while cell_len(kept) > width:
        kept = _MORE + kept[max(2, (cell_len(kept) - width) // 2) :]
    return kept


def _head(text: str, width: int) -> str:
    """The start of a text, in at most `width` cells."""
    from rich.cells import cell_len, set_cell_size

    return text if cell_len(text) <= width else f"{set_cell_size(text, max(0, width - 1)).rstrip()}{_MORE}"
