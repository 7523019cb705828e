"""`explorer add FILE …`: add articles to the archive, each with its text and the drafts of its records."""

from __future__ import annotations

import argparse
import re
import shlex
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from explorer.cli import output
from explorer.cli.arguments import CommandParser
from explorer.cli.folders import own_archive_folder
from explorer.cli.jobs import add_jobs, executor_of, in_shard
from explorer.cli.output import Trouble, UsageError
from explorer.describing.counting import counted
from explorer.describing.how_read import how_far
from explorer.desk import crash_report
from explorer.desk.adding import add_source
from explorer.display import one_line
from explorer.drafting.adding import Added
from explorer.drafting.drafted import ArticleDraft
from explorer.drafting.intake.reading import STDIN
from explorer.drafting.intake.source import ExtraMissingError, NotTakenError, Source
from explorer.drafting.prepared_drafts import DraftingContext, FileToDraft, PreparedDraft, drafting
from explorer.drafting.target_archive import TargetArchive, read_target, referable
from explorer.model.pausing import Progress, without_gc
from explorer.model.records import SLUG_PATTERN, AnyRecord, Article
from explorer.processes import Executor

# After this many files, the shared data is sent anew: until then, what was added goes with each file.
_AFRESH = 200


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
changed, but that a draft of an event gets evidence from each article that tells of it. The ref of each article is
printed. Of several files the good ones are added, and the others told; the exit code is then 1, or 2 where packages are
missing. It is 1, too, when an article had to be added without drafts, because of a bug in the explorer."""


def run(arguments: argparse.Namespace) -> int:
    _check_id(arguments)
    arguments.files = in_shard(arguments, arguments.files)
    root = own_archive_folder(arguments.archive)
    with executor_of(arguments, root) as executor, output.progress() as tell:
        try:
            target = read_target(root, executor)
        except OSError as error:
            raise Trouble(f"{root} can’t be read: {error.strerror}") from None
        return _add(arguments, target, executor, tell)


def _add(arguments: argparse.Namespace, target: TargetArchive, executor: Executor, tell: Callable[[str], None]) -> int:
    """Add each file, and print its ref, or why it was not added. Returns the exit code."""
    root = target.root
    count = failed = code = 0
    each = _each(arguments, target, executor)
    for n, (given, done) in enumerate(zip(arguments.files, each, strict=True)):
        tell(how_far(Progress("files added", n, len(arguments.files))))
        if isinstance(done, NotTakenError):
            failed += 1
            code = max(code, 2 if isinstance(done, ExtraMissingError) else 1)
            why = str(done)
            output.narrate(f"explorer: {_named(given)}: {why}")
            if arguments.json:
                output.write_json({"file": given, "ref": None, "error": why}, on_one_line=True)
            continue
        count += 1
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
    """Raise UsageError for an invalid id, or one given for several files."""
    if arguments.id is None:
        return
    if len(arguments.files) > 1:
        raise UsageError("--id is for one file; of several each gets an id of its own")
    if not re.fullmatch(SLUG_PATTERN, arguments.id):
        raise UsageError(f"“{arguments.id}” is no id: it must be a lower-case slug such as pier-report")


class _Read(msgspec.Struct, frozen=True):
    """A file as read, with its draft if one could be made; or why it can't be added."""

    source: Source | None = None
    ready: PreparedDraft | None = None
    why: str = ""
    is_extra: bool = False


def _read(context: DraftingContext, given: FileToDraft, *, id: str | None, with_drafts: bool) -> _Read:
    """Read a file and draft its records, given the archive as known here."""
    try:
        source = context.source(given)
    except NotTakenError as error:
        return _Read(why=str(error), is_extra=isinstance(error, ExtraMissingError))
    except Exception as error:  # noqa: BLE001 - whatever it is, it is reported, and the other files are added
        return _Read(why=crash_report.survived(error))
    # If drafting fails, that is reported when the file is added.
    with suppress(Exception), without_gc(for_good=False):
        target = context.target_for(given)
        if with_drafts and target and not target.article_with(source):
            return _Read(source, PreparedDraft.of(source, given.name, target, id, len(given.news)))
    return _Read(source)


def _each(arguments: argparse.Namespace, target: TargetArchive, executor: Executor) -> Iterator[Added | NotTakenError]:
    """Add the files one after the other, each to an archive with all earlier ones. Yields the result for each."""
    work = drafting(partial(_read, id=arguments.id, with_drafts=not arguments.no_draft), _Read)
    for start in range(0, len(arguments.files), _AFRESH):
        names = arguments.files[start : start + _AFRESH]
        added: list[list[AnyRecord]] = []
        news: list[bytes] = []
        # Files drafted ahead know only what was added until then.
        given = (FileToDraft(name, tuple(news)) for name in names)
        context = DraftingContext(target)
        for name, read in zip(names, executor.each(work, context, given, 1), strict=True):
            done = _added(read, name, target, arguments, added)
            if isinstance(done, Added) and read.source:
                added.append(referable(done.draft))
                context.add(done.draft, read.source)
                news.append(msgspec.msgpack.encode(added[-1]))
            yield done


def _added(
    read: _Read, given: str, target: TargetArchive, arguments: argparse.Namespace, added: Sequence[Sequence[AnyRecord]]
) -> Added | NotTakenError:
    """Add one file. `added` has the new records of each file before it."""
    source = read.source
    if source is None:
        return ExtraMissingError(read.why) if read.is_extra else NotTakenError(read.why)

    def ready(article: Article) -> tuple[ArticleDraft, str] | None:
        return read.ready.if_still_valid(article, source.text, added) if read.ready else None

    try:
        return add_source(source, given, target, id=arguments.id, with_drafts=not arguments.no_draft, ready=ready)
    except NotTakenError as error:
        return error


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
