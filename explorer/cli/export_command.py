"""`explorer export FORMAT`: export the archive, or the results of a query, for other programs."""

from __future__ import annotations

import argparse
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath

import msgspec

from explorer.cli import output
from explorer.cli.arguments import CommandParser
from explorer.cli.folders import archive_folder
from explorer.cli.jobs import add_jobs, executor_of
from explorer.cli.opening import open_archive, tell_stale
from explorer.cli.output import NotFound, Trouble, UsageError
from explorer.describing.counting import counted
from explorer.desk.saving import ZIP, BadNameError, NotSavedError, is_for_folder, save_bytes, save_files
from explorer.desk.signals import ENDING, end, handled
from explorer.display import one_line, shortened
from explorer.exporting.extract import (
    TITLE,
    BadTargetError,
    Extract,
    ExtraMissingError,
    NotExportedError,
    found_by,
    whole,
)
from explorer.exporting.formats import EXPORT_FORMATS, ExportFormat, write_zip
from explorer.exporting.postgresql.connecting import PREFIXES, place_of, require_name, schema_of
from explorer.model.problems import did_you_mean
from explorer.model.records import Kind
from explorer.snapshot import Snapshot

_DATABASE = "postgresql://"
_FORMATS = {format.id: format.use for format in EXPORT_FORMATS} | {
    _DATABASE: "a database on a server, searched there, misspelt words too: postgresql://USER@HOST/NAME"
}
_STDOUT = "-"


def add_arguments(parser: CommandParser) -> None:
    parser.add_argument("format", metavar="FORMAT", type=_format, help=", ".join(_FORMATS))
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="the file or folder to write as a whole; without it, or as -, stdout"
    )
    parser.add_argument("-q", "--query", metavar="QUERY", help="only the quotes found, and all that they refer to")
    parser.add_argument("--title", metavar="TEXT", help=f"what a site is called; without it “{TITLE}”")
    parser.add_values("format", _FORMATS)
    parser.add_argument(
        "--schema", metavar="NAME", help="the schema in a database; without it, one that is called as the archive"
    )
    parser.add_argument("--drafts", action="store_true", help="publish drafts on a site, too")
    add_jobs(parser)
    uses = "\n".join(f"  {id:<14} {use}" for id, use in _FORMATS.items())
    parser.epilog = f"""\
formats:
{uses}

Each says what is not verified, disputed, a draft or relayed, and what is left out; a site leaves drafts out. When
nothing is found, nothing is written, and the exit code is 1. A format of several files is written as one zip, by -o -
to stdout too, or, where -o names no .zip, as a folder: a new one, or in place of one that an export has made. Nothing
is written into an archive. In a database what changed since the last export takes the place of that, all or
nothing."""


def run(arguments: argparse.Namespace) -> int:
    if isinstance(arguments.format, str):
        return _run_database(arguments, arguments.format)
    format: ExportFormat = arguments.format
    place = None if arguments.output == _STDOUT else arguments.output
    _check(arguments, format)
    with _told():
        as_folder = format.files is not None and place is not None and is_for_folder(place)
    folder = archive_folder(arguments.archive)
    with executor_of(arguments, folder) as executor:
        snapshot = open_archive(str(folder), executor=executor)
        extract = msgspec.structs.replace(
            _extract(arguments, snapshot),
            executor=executor,
            shard=arguments.shard,
            title=one_line(arguments.title or ""),
            with_drafts=arguments.drafts,
        )
        if format.id == "site":
            extract = _published(extract)
        with _told(), _ends_in_order():
            if format.files and place and as_folder:
                _tell(save_files(format.files(extract), place, snapshot.root), extract)
            elif format.files and place:
                files = format.files(extract)
                _tell(save_bytes(lambda file: write_zip(files, file), place, snapshot.root, is_zip=True), extract)
            elif place is not None:
                _tell(save_bytes(format.write(extract), place, snapshot.root), extract)
            else:
                _print(format.write(extract))
    tell_stale(snapshot, extract.refs)
    return 0


def _run_database(arguments: argparse.Namespace, url: str) -> int:
    for name, given in (("-o", arguments.output), ("--title", arguments.title), ("--drafts", arguments.drafts)):
        if given:
            raise UsageError(f"{name} is for files; a database is named by its URL, and has the drafts, too")
    with _told():
        place = place_of(url)
        if arguments.schema is not None:
            require_name(arguments.schema)
    if arguments.shard:
        raise UsageError("--shard is for what is several files; a database is written as a whole")
    folder = archive_folder(arguments.archive)
    with executor_of(arguments, folder) as executor:
        extract = _extract(arguments, open_archive(str(folder), executor=executor))
    schema = schema_of(extract.snapshot.root) if arguments.schema is None else arguments.schema
    with _told(), _ends_in_order():
        # Imported here because only databases need it.
        from explorer.exporting.postgresql.writing import write

        written = write(extract, url, schema)
    for remark in written.remarks:
        output.narrate(f"explorer: {remark}")
    _tell(f"{place}, schema {schema}", extract)
    output.narrate(f"explorer: {counted(written.written, 'record')} written, {written.removed:,} removed")
    tell_stale(extract.snapshot, extract.refs)
    return 0


def _extract(arguments: argparse.Namespace, snapshot: Snapshot) -> Extract:
    """The records to export. Reports ignored parts of the query. Raises NotFound if there are no records."""
    extract = whole(snapshot) if arguments.query is None else found_by(snapshot, arguments.query)
    for remark in extract.remarks:
        output.narrate(f"explorer: {remark}")
    if not extract.all:
        raise NotFound(
            "the archive has no records" if arguments.query is None else f"nothing found for {arguments.query}"
        )
    return extract


def _check(arguments: argparse.Namespace, format: ExportFormat) -> None:
    """Raise UsageError for options that the format does not support."""
    if format.files and arguments.output is None:
        raise UsageError(f"{format.id} is several files; -o FOLDER or -o NAME{ZIP} saves them, -o - writes the zip")
    if format.is_binary and arguments.output in (None, _STDOUT) and output.is_terminal():
        raise UsageError(f"{format.id} is nothing for a terminal; -o FILE writes it into a file")
    if arguments.title is not None and format.id != "site":
        raise UsageError(f"--title is for a site; {format.id} has none")
    if arguments.schema is not None:
        raise UsageError(f"--schema is for a database; {format.id} has none")
    if arguments.shard and not format.files:
        divided = ", ".join(format.id for format in EXPORT_FORMATS if format.files)
        raise UsageError(f"--shard is for what is several files ({divided}); {format.id} is one")
    if arguments.drafts and format.id != "site":
        raise UsageError(f"--drafts is for a site; {format.id} has the drafts, too, and says which they are")


def _published(extract: Extract) -> Extract:
    """The part of an extract to publish; reports the number of drafts left out. Raises NotFound if nothing remains."""
    if n := extract.unpublished:
        output.narrate(
            f"explorer: {counted(n, 'draft is', 'drafts are')} left out; --drafts or -q is:draft publishes them"
        )
    published = extract.published
    if not published.all:
        raise NotFound("there is nothing else")
    return published


@contextmanager
def _told() -> Iterator[None]:
    """Turn export and file errors into messages."""
    try:
        yield
    except (BadNameError, BadTargetError, ExtraMissingError) as error:
        raise UsageError(str(error).rstrip(".")) from None
    except (NotExportedError, NotSavedError) as error:
        raise Trouble(str(error).rstrip(".")) from None


def _print(content: bytes) -> None:
    if output.is_terminal():
        output.write(content.decode())
    else:
        output.write_bytes(content)


def _tell(place: PurePath | str, extract: Extract) -> None:
    counts = [(len(extract.records[kind]), kind) for kind in Kind]
    what = ", ".join(counted(n, kind) for n, kind in counts if n)
    output.narrate(f"explorer: {place}: {what}")
    cautions = ", ".join(f"{len(refs):,} {caution}" for caution, refs in extract.in_doubt.items() if refs)
    if cautions:
        output.narrate(f"explorer: with care: {cautions}")


def _format(word: str) -> ExportFormat | str:
    """The format with a name, or the URL of a database unchanged."""
    if word.startswith(PREFIXES):
        return word
    found = next((format for format in EXPORT_FORMATS if word in (format.id, format.also)), None)
    if found is None:
        hint = did_you_mean(word, _FORMATS) or "; there are " + ", ".join(_FORMATS)
        raise UsageError(f"there is no format “{shortened(word)}”{hint}")
    return found


@contextmanager
def _ends_in_order() -> Iterator[None]:
    """Let the first SIGTERM or SIGHUP raise an exception, as Ctrl+C does. A second one ends the process at once."""
    with handled([number for number in ENDING if signal.getsignal(number) is signal.SIG_DFL], end):
        yield
