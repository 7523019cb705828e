"""`explorer show REF`: print one record with its relations."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from shutil import get_terminal_size

from explorer.cli import output
from explorer.cli.arguments import CommandParser
from explorer.cli.opening import open_archive, record_named
from explorer.cli.tables import wrapped
from explorer.describing.describe import REF, describe
from explorer.describing.fields import ArticleLink, RecordLink, Value
from explorer.display import one_line
from explorer.exporting.record_json import record_json
from explorer.model.records import AnyRecord, Kind, ref
from explorer.snapshot import Snapshot

_LABEL_WIDTH = 16
_WIDEST = 100
# The indentation of a value below its label.
_SET_IN = 2

Line = tuple[str, str]


def card(snapshot: Snapshot, record: AnyRecord) -> str:
    """The description of a record: its ref, then labelled lines, wrapped on a terminal."""
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
    """The lines with labels beside them, or above them if space is short; not wrapped if there is no width."""
    beside = not 0 < width < 2 * _LABEL_WIDTH + _SET_IN
    for label, value in lines:
        if not beside and label.strip():
            yield label
        start = label if beside else ""
        set_in = _LABEL_WIDTH if beside else _SET_IN
        for part in wrapped(value, max(1, width - set_in)) if width else [value]:
            yield f"{start:<{set_in}}{part}"
            start = ""


def add_arguments(parser: CommandParser) -> None:
    parser.add_argument("ref", metavar="REF", help="quote/ID, person/ID, topic/ID, event/ID or article/ID")
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(arguments: argparse.Namespace) -> int:
    snapshot = open_archive(arguments.archive)
    record = record_named(snapshot.archive, arguments.ref)
    if arguments.json:
        output.write_json(record_json(snapshot, record))
    else:
        output.write(card(snapshot, record))
    return 0
