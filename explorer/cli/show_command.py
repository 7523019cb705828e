"""`explorer show REF`: one record with its relations."""

from __future__ import annotations

import argparse

from explorer.cli import output
from explorer.cli.arguments import CommandParser
from explorer.cli.cards import card
from explorer.cli.opening import open_archive, record_named
from explorer.exporting.record_json import record_json


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
