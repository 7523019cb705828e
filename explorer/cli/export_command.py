"""`explorer export FORMAT`: the archive, or what a query finds of it, for other programs."""

from __future__ import annotations

import argparse

from explorer.cli import output
from explorer.cli.arguments import CommandParser
from explorer.cli.opening import open_archive, tell_stale
from explorer.cli.trouble import NotFound, Trouble, UsageError
from explorer.desk.saving import NotSavedError, save_bytes
from explorer.exporting.extract import Extract, found_by, whole
from explorer.exporting.formats import EXPORT_FORMATS, ExportFormat
from explorer.exporting.sqlite_file import NotExportedError
from explorer.model.problems import did_you_mean
from explorer.model.records import Kind

_IDS = [format.id for format in EXPORT_FORMATS]


def add_arguments(parser: CommandParser) -> None:
    parser.add_argument("format", metavar="FORMAT", type=_format, help=", ".join(_IDS))
    parser.add_argument("-o", "--output", metavar="FILE", help="the file to write, as a whole; without it stdout")
    parser.add_argument("-q", "--query", metavar="QUERY", help="only the quotes found, and all that they refer to")
    uses = "\n".join(f"  {format.id:<14} {format.use}" for format in EXPORT_FORMATS)
    parser.epilog = f"""\
formats:
{uses}

Each says what is not verified, disputed, a draft or relayed, and what is left out. When nothing is found, nothing is
written, and the exit code is 1."""


def run(arguments: argparse.Namespace) -> int:
    format: ExportFormat = arguments.format
    if format.is_binary and arguments.output is None and output.is_terminal():
        raise UsageError(f"{format.id} is nothing for a terminal; -o FILE writes it into a file")
    snapshot = open_archive(arguments.archive, cached=True)
    extract = whole(snapshot) if arguments.query is None else found_by(snapshot, arguments.query)
    if not extract.all:
        raise NotFound(
            "the archive has no records" if arguments.query is None else f"nothing found for {arguments.query}"
        )
    try:
        content = format.write(extract)
    except NotExportedError as error:
        raise Trouble(str(error)) from None
    if arguments.output is not None:
        _save(content, arguments.output, extract)
    elif output.is_terminal():
        output.write(content.decode())
    else:
        output.write_bytes(content)
    tell_stale(snapshot, extract.refs)
    return 0


def _save(content: bytes, given: str, extract: Extract) -> None:
    try:
        file = save_bytes(content, given)
    except NotSavedError as error:
        raise Trouble(str(error).rstrip(".")) from None
    counts = [(len(extract.records[kind]), kind) for kind in Kind]
    what = ", ".join(f"{n:,} {kind if n == 1 else kind.plural}" for n, kind in counts if n)
    output.narrate(f"explorer: {file}: {what}")
    cautions = ", ".join(f"{len(refs):,} {caution}" for caution, refs in extract.in_doubt.items() if refs)
    if cautions:
        output.narrate(f"explorer: with care: {cautions}")


def _format(word: str) -> ExportFormat:
    found = next((format for format in EXPORT_FORMATS if word in (format.id, format.also)), None)
    if found is None:
        raise UsageError(f"there is no format “{word}”{did_you_mean(word, _IDS) or '; there are ' + ', '.join(_IDS)}")
    return found
