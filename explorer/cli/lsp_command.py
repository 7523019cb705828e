"""`explorer lsp`: the archive in any editor, by the Language Server Protocol over the standard streams."""

from __future__ import annotations

import argparse
import sys
from importlib.util import find_spec

from explorer.cli import output
from explorer.cli.arguments import CommandParser
from explorer.cli.folders import archive_folder
from explorer.cli.output import UsageError


def add_arguments(parser: CommandParser) -> None:
    parser.epilog = """\
An editor starts it, and speaks with it over its input and output. Without --archive it serves the archive of the
folder that the editor has opened, and those of the files that it opens. It never writes into a file."""


def run(arguments: argparse.Namespace) -> int:
    if find_spec("pygls") is None:
        raise UsageError("the explorer in an editor needs more packages: pip install 'article-explorer[lsp]'")
    given = archive_folder(arguments.archive).absolute() if arguments.archive else None
    if sys.stdin.isatty():
        output.narrate("explorer lsp: waiting for an editor; it starts this by itself. Ctrl+C ends it.")
    from explorer.lsp.answers import serve

    return serve(given)
