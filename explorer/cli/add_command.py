"""`explorer add FILE …`: articles into the archive, each with its text and the drafts of its records."""

from __future__ import annotations

import argparse
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from explorer.cli import output
from explorer.cli.arguments import CommandParser
from explorer.cli.folders import own_archive_folder
from explorer.cli.jobs import add_jobs, jobs_of
from explorer.cli.trouble import Trouble, UsageError
from explorer.describing.counting import counted
from explorer.desk import crash_report
from explorer.desk.adding import add_source
from explorer.display import one_line
from explorer.drafting.adding import Added
from explorer.drafting.given_files import STDIN, source_of
from explorer.drafting.intake.source import ExtraMissingError, NotTakenError, Source
from explorer.drafting.shelves import Shelf, read_shelf
from explorer.model.records import SLUG_PATTERN
from explorer.processes import in_processes

# So many files are read by one process before it takes more.
_AT_ONCE = 4


def add_arguments(parser: CommandParser) -> None:
    parser.add_argument("files", metavar="FILE", nargs="+", help="a text, Markdown or HTML file; - for stdin")
    parser.add_argument("--id", metavar="ID", help="the article's id; without it, one is made of the headline")
    parser.add_argument("--no-draft", action="store_true", help="add the article alone, without drafts of its quotes")
    parser.add_argument("--json", action="store_true", help="print JSON, one object a line for each file")
    add_jobs(parser)
    parser.epilog = """\
Takes .txt and .md, in UTF-8, and .html, for which pip install 'article-explorer[html]' brings the packages. The text
goes into seeds/: as it is, or as the page has its article. data/articles/ID.yaml gets the article, with what its file
says of it, and drafts of its quotes, of who speaks and of events. Nothing is invented, and nothing that is there is
changed. The ref of each article is printed. Of several files the good ones are added, and the others told; the exit
code is then 1, or 2 where packages are missing. It is 1, too, when an article had to be added without drafts, by a
mistake of the explorer itself."""


def run(arguments: argparse.Namespace) -> int:
    _check_id(arguments)
    root = own_archive_folder(arguments.archive)
    # What comes on stdin comes to this process alone.
    jobs = 1 if STDIN in arguments.files else jobs_of(arguments.jobs)
    try:
        shelf = read_shelf(root)
    except OSError as error:
        raise Trouble(f"{root} can’t be read: {error.strerror}") from None
    count = failed = code = 0
    sources = in_processes(_source, None, arguments.files, jobs, _AT_ONCE)
    for given, source in zip(arguments.files, sources, strict=True):
        done = _added(source, given, shelf, arguments)
        if isinstance(source, NotTakenError) or isinstance(done, NotTakenError):
            failed += 1
            code = max(code, 2 if isinstance(done, ExtraMissingError) else 1)
            _tell(given, str(done), as_json=arguments.json)
            continue
        count += 1
        shelf = shelf.with_new(done.draft, source)
        if done.undrafted:
            code = max(code, 1)
            output.narrate(f"explorer: {_named(given)}: added without drafts: {done.undrafted}")
        for doubt in done.doubts:
            output.narrate(f"explorer: {_named(given)}: {doubt}")
        if arguments.json:
            output.write_json(_as_json(given, done), on_one_line=True)
        else:
            output.write(f"{done.draft.article.ref}\n")
    for line in _summary(root, count, failed):
        output.narrate(line)
    return code


def _check_id(arguments: argparse.Namespace) -> None:
    """Raise UsageError for an id that is none, or is for several files."""
    if arguments.id is None:
        return
    if len(arguments.files) > 1:
        raise UsageError("--id is for one file; of several each gets an id of its own")
    if not re.fullmatch(SLUG_PATTERN, arguments.id):
        raise UsageError(f"“{arguments.id}” is no id: it must be a lower-case slug such as pier-report")


def _source(_: None, given: str) -> Source | NotTakenError:
    """What is in a file, or why it can't be taken."""
    try:
        return source_of(given)
    except NotTakenError as error:
        return error
    except Exception as error:  # noqa: BLE001 - whatever it is, it is reported, and the other files are added
        return NotTakenError(crash_report.survived(error))


def _added(
    source: Source | NotTakenError, given: str, shelf: Shelf, arguments: argparse.Namespace
) -> Added | NotTakenError:
    """What was added of one file, or why nothing was."""
    if isinstance(source, NotTakenError):
        return source
    try:
        return add_source(source, given, shelf, id=arguments.id, with_drafts=not arguments.no_draft)
    except NotTakenError as error:
        return error


def _tell(given: str, why: str, *, as_json: bool) -> None:
    output.narrate(f"explorer: {_named(given)}: {why}")
    if as_json:
        output.write_json({"file": given, "ref": None, "error": why}, on_one_line=True)


def _named(given: str) -> str:
    return "stdin" if given == STDIN else given


def _as_json(given: str, done: Added) -> dict[str, Any]:
    draft = done.draft
    counts = {"people": len(draft.people), "events": len(draft.events), "quotes": len(draft.quotes)}
    added = {
        "file": given,
        "ref": draft.article.ref,
        "text_file": done.text_file,
        "data_file": done.data_file,
        "drafts": counts,
    }
    doubts = {"doubts": list(done.doubts)} if done.doubts else {}
    return added | doubts | ({"error": done.undrafted} if done.undrafted else {})


def _summary(root: Path, count: int, failed: int) -> Iterator[str]:
    if count:
        where = "" if root == Path.cwd() else f" --archive {shlex.quote(str(root))}"
        yield f"{counted(count, 'article')} added to {one_line(str(root))}; to open it: explorer{where}"
    if failed and count + failed > 1:
        yield counted(failed, "file was not added", "files were not added")
