"""Rows of text: tab-separated lines in a pipe, an aligned, wrapped table on a terminal. Nothing is cut in either."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import zip_longest
from shutil import get_terminal_size

from explorer.cli import output
from explorer.display import one_line
from explorer.model.archive import Archive
from explorer.model.records import AnyRecord


def reviewed(
    archive: Archive, columns: Cells, rows: Sequence[Cells], records: Collection[AnyRecord | None]
) -> tuple[Cells, Sequence[Cells]]:
    """The columns and rows of a table, one row for each record, with a review column added if it is informative."""
    if not any(record and archive.review_of(record) for record in records):
        return columns, rows
    reviews = (getattr(record, "review", "") for record in records)
    return (*columns, "review"), [(*row, review) for row, review in zip(rows, reviews, strict=True)]


# Scripts without blanks between words: a line may break after any character, except after an opening mark and before a
# closing or combining one.
_OPENS = "「『（《〈【〔［｛“‘"
_CLOSES = "、。，．：；！？」』）】〉》〕］｝”’…ー々\u0300-\u036f\u3099\u309a\ufe00-\ufe0f"
_IDEOGRAPH = "\u2e80-\u2fdf\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_PIECE = re.compile(rf"\s+|[{_OPENS}]*[{_IDEOGRAPH}][{_CLOSES}]*|(?:(?![{_OPENS}]*[{_IDEOGRAPH}])\S)+")


def wrapped(text: str, width: int, *, whole_words: bool = False) -> list[str]:
    """Wrap a text without line breaks; at least one line, which may be empty.

    A word longer than a line is split between characters, never within a combined one; with `whole_words` it stays
    whole, so that it can be copied.
    """
    from rich.cells import cell_len

    if cell_len(text) <= width:
        return [text]
    lines: list[str] = []
    line = ""
    for piece in _PIECE.findall(text):
        if cell_len(line + piece) <= width:
            line += "" if piece.isspace() and not line else piece
        elif piece.isspace():
            lines.append(line)
            line = ""
        else:
            *full, last = [piece] if whole_words else _parted(piece, width)
            lines += [line, *full]
            line = last
    return [line.rstrip() for line in [*lines, line] if line.strip()] or [""]


def _parted(word: str, width: int) -> Iterator[str]:
    from rich.cells import chop_cells

    parts = [part for part in chop_cells(word, max(2, width)) if part]
    # Zero-width characters at the very end are dropped.
    rest = word[sum(map(len, parts)) :]
    yield from parts[:-1]
    yield "".join([*parts[-1:], rest])


# In cells: the minimum readable width of a column, and of one with long texts.
_LEAST, _OF_LONG = 14, 20
_LONG = 60
_GAP = "  "
# In cells: the width of short values such as numbers, which share a line where columns don't fit.
_SHORT = 8
# The indentation of a row's other cells below the first, where columns don't fit.
_SET_IN = "  "

Cells = Sequence[str]


def write_table(header: Cells, rows: Iterable[Cells], *, with_header: bool = False) -> None:
    """Write rows of any text. In a pipe, the header is written only `with_header`."""
    cleaned = [[one_line(cell) for cell in row] for row in rows]
    if output.is_terminal():
        lines = laid_out(header, cleaned, get_terminal_size().columns)
    else:
        lines = ["\t".join(row) for row in ([[*header]] if with_header else []) + cleaned]
    output.write("".join(f"{line}\n" for line in lines))


def laid_out(header: Cells, rows: Sequence[Cells], width: int) -> list[str]:
    """Lay the rows out within the width: as a table or, if columns would be too narrow, one cell below another.

    The first cell, which identifies the row, is never split, so that it can be copied.
    """
    table = [[name.upper() for name in header], *rows]
    natural = [max(map(_cells, column)) for column in zip(*table, strict=True)]
    widths = fitted(natural, width - len(_GAP) * (len(natural) - 1))
    if widths:
        return [line for row in table for line in _row(row, widths)]
    if all(size <= _SHORT for size in natural[1:]):
        return [line for row in _aligned(header, rows) for line in (row[0], *_flowing(row[1:], width))]
    return [line for row in rows for line in _stacked(header, row, width)]


def fitted(widths: Sequence[int], room: int) -> list[int]:
    """Reduce the widths to fit the room, the widest first; return none if that makes them unreadable.

    The first column keeps its own.
    """
    fits = list(widths)
    while sum(fits) > room:
        widest = max(range(1, len(fits)), key=lambda n: fits[n], default=0)
        if not widest or fits[widest] <= (_OF_LONG if widths[widest] > _LONG else _LEAST):
            return []
        fits[widest] -= 1
    return fits


def cell(text: str, width: int) -> str:
    """A text of at most `width` cells, padded with spaces."""
    return text + " " * (width - _cells(text))


def _row(row: Cells, widths: Sequence[int]) -> Iterator[str]:
    lines = zip_longest(*(wrapped(text, width) for text, width in zip(row, widths, strict=True)), fillvalue="")
    for line in lines:
        yield _GAP.join(cell(text, width) for text, width in zip(line, widths, strict=True)).rstrip()


def _stacked(header: Cells, row: Cells, width: int) -> Iterator[str]:
    """The first cell, and below it the other cells with their column headings; empty ones are left out."""
    yield row[0]
    label = max(map(len, header[1:])) + len(_GAP)
    for name, text in zip(header[1:], row[1:], strict=True):
        for n, line in enumerate(wrapped(text, max(_SHORT, width - len(_SET_IN) - label)) if text else []):
            yield f"{_SET_IN}{'' if n else name:<{label}}{line}"


def _aligned(header: Cells, rows: Sequence[Cells]) -> Iterator[Cells]:
    """The rows with the column heading before each cell but the first, so that they can be compared."""
    widths = [max(map(_cells, column)) for column in zip(*rows, strict=True)]
    for first, *row in rows:
        yield [
            first,
            *(f"{name} {cell(text, size)}" for name, text, size in zip(header[1:], row, widths[1:], strict=True)),
        ]


def _flowing(texts: Iterable[str], width: int) -> Iterator[str]:
    """Short texts one after the other, indented, on as many lines as needed."""
    line = _SET_IN
    for text in texts:
        if line.strip() and _cells(line + text.rstrip()) > width:
            yield line.rstrip()
            line = _SET_IN
        line += text + _GAP
    yield line.rstrip()


def _cells(text: str) -> int:
    from rich.cells import cell_len

    return cell_len(text)
