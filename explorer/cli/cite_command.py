"""`explorer cite REF …`: print citations of records to paste elsewhere."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from explorer.citing import FORMATS, Citable, Format
from explorer.cli import output
from explorer.cli.arguments import CommandParser, one_of
from explorer.cli.opening import open_archive, record_named, tell_stale
from explorer.cli.output import UsageError
from explorer.exporting import LIST_FORMATS
from explorer.model.records import AnyRecord
from explorer.snapshot import Snapshot

_FORMATS = {format.id: format for format in FORMATS}


def add_arguments(parser: CommandParser) -> None:
    parser.add_argument("refs", metavar="REF", nargs="+", help="quote/ID, person/ID, topic/ID, event/ID or article/ID")
    parser.add_argument(
        "--format",
        metavar="FORMAT",
        type=one_of("format", _FORMATS),
        default="plain",
        help=f"{', '.join(_FORMATS)}; without it plain",
    )
    parser.add_values("format", {format.id: format.use for format in FORMATS})


def run(arguments: argparse.Namespace) -> int:
    snapshot = open_archive(arguments.archive)
    records = [record_named(snapshot.archive, ref) for ref in arguments.refs]
    format = _FORMATS[arguments.format]
    for record in records:
        if record.kind not in format.kinds:
            held = [each.id for each in FORMATS if record.kind in each.kinds]
            raise UsageError(f"{format.id} can’t hold {record.ref}; {', '.join(held[:-1])} and {held[-1]} can")
    output.write(_cited(snapshot, records, format))
    tell_stale(snapshot, (record.ref for record in records))
    return 0


def _cited(snapshot: Snapshot, records: Sequence[AnyRecord], format: Format) -> str:
    """The citations, as a list if the format supports lists: an article cited twice is one entry."""
    listed = next((each for each in LIST_FORMATS if each.id == format.id), None)
    if listed and len(records) > 1:
        return "".join(listed.pieces(snapshot, records))
    cited = [format.write(Citable(snapshot, record)).rstrip("\n") for record in records]
    return f"{cited[0]}\n" if len(cited) == 1 else "[\n" + ",\n".join(cited) + "\n]\n"
