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
from explorer.cli.opening import own_archive_folder
from explorer.cli.trouble import Trouble, UsageError
from explorer.display import one_line
from explorer.drafting.adding import Added, add, article_of
from explorer.drafting.drafted import ArticleDraft
from explorer.drafting.given_files import STDIN, source_of
from explorer.drafting.intake.source import NotTakenError
from explorer.drafting.shelves import Shelf, read_shelf
from explorer.model.records import SLUG_PATTERN


def add_arguments(parser: CommandParser) -> None:
    parser.add_argument("files", metavar="FILE", nargs="+", help="a text, Markdown or HTML file; - for stdin")
    parser.add_argument("--id", metavar="ID", help="the article's id; without it, one is made of the headline")
    parser.add_argument("--json", action="store_true", help="print JSON, one object a line for each file")
    parser.epilog = """\
Takes .txt and .md, in UTF-8, and .html, for which pip install 'article-explorer[html]' brings the packages. The text
goes into seeds/: as it is, or as the page has its article. data/articles/ID.yaml gets the article, with what its file
says of it. Nothing is invented, and nothing that is there is changed. The ref of each article is printed. Of several
files the good ones are added, and the others told; the exit code is then 1."""


def run(arguments: argparse.Namespace) -> int:
    _check_id(arguments)
    root = own_archive_folder(arguments.archive)
    try:
        shelf = read_shelf(root)
    except OSError as error:
        raise Trouble(f"{root} can’t be read: {error.strerror}") from None
    added = failed = 0
    for given in arguments.files:
        try:
            done, shelf = _add(given, shelf, arguments)
        except NotTakenError as error:
            failed += 1
            output.narrate(f"explorer: {_name(given)}: {error}")
            if arguments.json:
                output.write_json({"file": given, "ref": None, "error": str(error)}, on_one_line=True)
            continue
        added += 1
        if arguments.json:
            output.write_json(_as_json(given, done), on_one_line=True)
        else:
            output.write(f"{done.draft.article.ref}\n")
    for line in _summary(root, added, failed):
        output.narrate(line)
    return 1 if failed else 0


def _check_id(arguments: argparse.Namespace) -> None:
    """Raise UsageError for an id that is none, or is for several files."""
    if arguments.id is None:
        return
    if len(arguments.files) > 1:
        raise UsageError("--id is for one file; of several each gets an id of its own")
    if not re.fullmatch(SLUG_PATTERN, arguments.id):
        raise UsageError(f"“{arguments.id}” is no id: it must be a lower-case slug such as pier-report")


def _add(given: str, shelf: Shelf, arguments: argparse.Namespace) -> tuple[Added, Shelf]:
    """Add one file. Returns what was added, and the archive with it. Raises NotTakenError."""
    source = source_of(given)
    draft = ArticleDraft(article=article_of(source, given, shelf, arguments.id))
    return add(draft, source, shelf.root), shelf.with_new(draft, source)


def _as_json(given: str, added: Added) -> dict[str, Any]:
    draft = added.draft
    counts = {"people": len(draft.people), "events": len(draft.events), "quotes": len(draft.quotes)}
    return {
        "file": given,
        "ref": draft.article.ref,
        "text_file": added.text_file,
        "data_file": added.data_file,
        "drafts": counts,
    }


def _summary(root: Path, added: int, failed: int) -> Iterator[str]:
    if added:
        articles = "1 article" if added == 1 else f"{added} articles"
        where = "" if root == Path.cwd() else f" --archive {shlex.quote(str(root))}"
        yield f"{articles} added to {one_line(str(root))}; to open it: explorer{where}"
    if failed and added + failed > 1:
        yield "1 file was not added" if failed == 1 else f"{failed} files were not added"


def _name(given: str) -> str:
    return "stdin" if given == STDIN else given
