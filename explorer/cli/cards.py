"""Cards: the description of a record as lines of text, for `explorer show`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from shutil import get_terminal_size
from textwrap import wrap

from explorer.cli import output
from explorer.describing.describe import REF, describe
from explorer.describing.fields import ArticleLink, RecordLink, Value
from explorer.display import one_line
from explorer.model.records import AnyRecord, Kind, ref
from explorer.snapshot import Snapshot

_LABEL_WIDTH = 16
_WIDEST = 100

Line = tuple[str, str]


def card(snapshot: Snapshot, record: AnyRecord) -> str:
    """The card of a record: its ref, then labelled lines, wrapped on a terminal."""
    width = min(_WIDEST, get_terminal_size().columns) if output.is_terminal() else 0
    return "\n".join([record.ref, "", *_laid_out(_lines(snapshot, record), width), ""])


def _lines(snapshot: Snapshot, record: AnyRecord) -> Iterator[Line]:
    """A line for each value. The first value of a field has its label."""
    for field in describe(snapshot, record):
        label = "" if field.label is REF else field.label.word
        for value in field.values if label else ():
            yield label, _text(value, record)
            label = " "


def _text(value: Value, record: AnyRecord) -> str:
    """The words of a value, and the ref that it links to."""
    match value.link:
        case RecordLink(target):
            pass
        case ArticleLink(article):
            target = ref(Kind.ARTICLE, article)
        case None:
            target = record.ref
    return one_line(value.text) + (f" ({target})" if target != record.ref else "")


def _laid_out(lines: Iterable[Line], width: int) -> Iterator[str]:
    for label, value in lines:
        room = max(20, width - _LABEL_WIDTH)
        parts = wrap(value, room, break_long_words=False, break_on_hyphens=False) if width else [value]
        for part in parts:
            yield f"{label:<{_LABEL_WIDTH}}{part}"
            label = ""
