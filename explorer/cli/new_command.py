"""`explorer new DIR`: create an archive, with a commented example."""

from __future__ import annotations

import argparse
import shlex

from explorer.cli import output
from explorer.cli.arguments import CommandParser
from explorer.cli.output import UsageError
from explorer.desk.own_copy import NotMadeError, new_archive
from explorer.display import one_line


def add_arguments(parser: CommandParser) -> None:
    parser.add_argument("folder", metavar="DIR", help="the folder: a new one, or one that has no data/ yet")
    parser.epilog = """\
The folder gets data/, with the records of one short article and comments that explain them, and seeds/, with its text.
What else is in it stays as it is. The folder's name is printed."""


def run(arguments: argparse.Namespace) -> int:
    try:
        folder = new_archive(arguments.folder)
    except NotMadeError as error:
        raise UsageError(str(error)) from None
    output.write(f"{one_line(str(folder))}\n")
    output.narrate(f"an archive with one example; to open it: explorer --archive {shlex.quote(str(folder))}")
    return 0
