"""Rows of text: tab-separated lines in a pipe, an aligned table on a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from shutil import get_terminal_size

from explorer.cli import output
from explorer.display import one_line

# No column is made narrower than this, so that each stays readable in part.
NARROWEST = 10
_GAP = "  "

Cells = Sequence[str]


def write_table(header: Cells, rows: Iterable[Cells], *, with_header: bool = False) -> None:
    """Write rows of any text. In a pipe the header is no data, and is written only `with_header`."""
    cleaned = [[one_line(cell) for cell in row] for row in rows]
    if output.is_terminal():
        lines = aligned([[name.upper() for name in header], *cleaned], get_terminal_size().columns)
    else:
        lines = ["\t".join(row) for row in ([[*header]] if with_header else []) + cleaned]
    output.write("".join(f"{line}\n" for line in lines))


def aligned(rows: Sequence[Cells], width: int) -> list[str]:
    """The rows as lines of at most `width` terminal cells, unless even the narrowest columns need more."""
    from rich.cells import cell_len

    natural = [max(cell_len(cell) for cell in column) for column in zip(*rows, strict=True)]
    widths = fitted(natural, width - len(_GAP) * (len(natural) - 1))
    return [_GAP.join(cell(text, size) for text, size in zip(row, widths, strict=True)).rstrip() for row in rows]


def fitted(widths: Sequence[int], room: int) -> list[int]:
    """The widths, reduced to fit into `room`. The widest columns are reduced first, the first one (the ref) last."""
    fits = list(widths)
    for columns in (range(1, len(fits)), range(1)):
        while sum(fits) > room:
            widest = max(columns, key=lambda n: fits[n], default=0)
            if fits[widest] <= NARROWEST:
                break
            fits[widest] -= 1
    return fits


def cell(text: str, width: int) -> str:
    """A text that is `width` terminal cells wide: filled up with spaces, or cut."""
    from rich.cells import cell_len, set_cell_size

    fitting = text if cell_len(text) <= width else f"{set_cell_size(text, width - 1).rstrip()}…"
    return set_cell_size(fitting, width)
