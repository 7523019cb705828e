"""`explorer import FILE [DIR]`: create an archive from the output of `explorer export json`."""

from __future__ import annotations

import argparse
import shlex
import sys
from pathlib import Path

from explorer.cli import output
from explorer.cli.arguments import CommandParser
from explorer.cli.output import UsageError
from explorer.desk.own_copy import NotCopiedError, suggested_folder, write_archive
from explorer.display import one_line
from explorer.exporting.importing import NotImportedError, archive_files

_STDIN = "-"


def add_arguments(parser: CommandParser) -> None:
    parser.add_argument("file", metavar="FILE", help="what explorer export json or jsonl wrote; - for stdin")
    parser.add_argument(
        "folder", metavar="DIR", nargs="?", help="the folder to make, not there yet or empty; by default called as FILE"
    )
    parser.epilog = """\
The records, the data files that they stood in and the articles' texts are those of the archive that was exported;
comments in its files are not. The folder's name is printed. When something is wrong, nothing is written."""


def run(arguments: argparse.Namespace) -> int:
    try:
        files = archive_files(_text(arguments.file), "stdin" if arguments.file == _STDIN else arguments.file)
        folder = write_archive(files, arguments.folder or str(_called_as(arguments.file)))
    except (NotImportedError, NotCopiedError) as error:
        raise UsageError(str(error).rstrip(".")) from None
    output.write(f"{one_line(str(folder))}\n")
    output.narrate(f"to open it: explorer --archive {shlex.quote(str(folder))}")
    return 0


def _called_as(given: str) -> Path:
    """The path of a new folder here, named after a file."""
    return suggested_folder(Path.cwd(), *([] if given == _STDIN else [Path(given).stem]))


def _text(given: str) -> str:
    try:
        if given == _STDIN:
            return sys.stdin.buffer.read().decode() if sys.stdin else ""
        return Path(given).expanduser().read_bytes().decode()
    except UnicodeDecodeError as error:
        byte = f"{given} is not UTF-8: byte 0x{error.object[error.start]:02x}"
        raise NotImportedError(f"{byte}; a file that `explorer export json` or `jsonl` wrote is read") from None
    except (OSError, ValueError, RuntimeError) as error:
        raise NotImportedError(f"{given} can’t be read: {getattr(error, 'strerror', None) or error}") from None
