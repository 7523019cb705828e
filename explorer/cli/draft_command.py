"""`explorer draft FILE …`: print the records proposed for articles; nothing is written."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Collection, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from explorer.cli import output
from explorer.cli.arguments import CommandParser
from explorer.cli.folders import archive_folder
from explorer.cli.jobs import add_jobs, executor_of, in_shard
from explorer.describing.how_read import how_far
from explorer.desk import crash_report
from explorer.display import clean
from explorer.drafting.adding import data_file, drafted
from explorer.drafting.drafted import ArticleDraft, DraftedNotQuoted, DraftedQuote
from explorer.drafting.intake.reading import STDIN
from explorer.drafting.intake.source import ExtraMissingError, NotTakenError, Source
from explorer.drafting.prepared_drafts import DraftingContext, FileToDraft, drafting
from explorer.drafting.target_archive import read_target
from explorer.model.pausing import Progress, without_gc
from explorer.model.records import Record

# The number of files that a process drafts at a time.
_AT_ONCE = 4


def add_arguments(parser: CommandParser) -> None:
    parser.add_argument("files", metavar="FILE", nargs="+", help="a text, Markdown or HTML file; - for stdin")
    parser.add_argument("--json", action="store_true", help="print JSON, one object a line for each file")
    add_jobs(parser)
    parser.epilog = """\
Prints what explorer add would write: the article, and drafts of its quotes, of who speaks and of events, each quote
with how sure the draft is (sure, likely, guess) and why. People whom the archive has are recognised. Nothing is
written. Of several files those that can't be read or drafted are told, and the exit code is then 1, or 2 where packages
are missing."""


class _Drafted(msgspec.Struct):
    """The draft of one file as printed, or why there is none."""

    text: str = ""
    fields: dict[str, Any] | None = None
    why: str = ""
    code: int = 0
    doubts: tuple[str, ...] = ()


def run(arguments: argparse.Namespace) -> int:
    arguments.files = in_shard(arguments, arguments.files)
    root = None
    if arguments.archive is not None or (Path.cwd() / "data").is_dir():
        root = archive_folder(arguments.archive)
    with executor_of(arguments, root) as executor, output.progress() as tell:
        context = DraftingContext(read_target(root, executor) if root else None)
        work = drafting(partial(_drafted, as_json=arguments.json), _Drafted)
        each = executor.each(work, context, [FileToDraft(name) for name in arguments.files], _AT_ONCE)
        return _printed(arguments, each, tell)


def _printed(arguments: argparse.Namespace, each: Iterator[_Drafted], tell: Callable[[str], None]) -> int:
    """Print the draft of each file, or why there is none. Returns the exit code."""
    code = 0
    for n, (given, done) in enumerate(zip(arguments.files, each, strict=True)):
        tell(how_far(Progress("files drafted", n, len(arguments.files))))
        if done.why:
            code = max(code, done.code)
            output.narrate(f"explorer: {'stdin' if given == STDIN else given}: {done.why}")
        for doubt in done.doubts:
            output.narrate(f"explorer: {'stdin' if given == STDIN else given}: {doubt}")
        if arguments.json:
            is_read = output.write_json(done.fields or {"file": given, "error": done.why}, on_one_line=True)
        else:
            is_read = not done.text or output.write(("---\n" if n else "") + done.text)
        if not is_read:
            break
    return code


def _drafted(context: DraftingContext, given: FileToDraft, *, as_json: bool) -> _Drafted:
    """The draft of one file, which recognizes the people of the archive."""
    try:
        source = context.source(given)
        with without_gc(for_good=False):
            draft = drafted(source, given.name, context.target_for(given))
        done = _Drafted(fields=_fields(draft, source)) if as_json else _Drafted(text=clean(data_file(draft)))
        return msgspec.structs.replace(done, doubts=source.doubts)
    except NotTakenError as error:
        return _Drafted(why=str(error), code=2 if isinstance(error, ExtraMissingError) else 1)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is reported, and the other files are drafted
        return _Drafted(why=crash_report.survived(error), code=1)


def _fields(draft: ArticleDraft, source: Source) -> dict[str, Any]:
    nobody = {person.id for person in draft.people if person.is_placeholder}
    return {
        "article": _plain(draft.article),
        "people": [_plain(person) for person in draft.people],
        "events": [_plain(event) for event in draft.events],
        "quotes": [_quote(one, source.text, nobody) for one in draft.quotes],
        "nobodys": [_nobodys(one) for one in draft.nobodys],
    }


def _plain(record: Record) -> dict[str, Any]:
    """The fields of a record as in the YAML."""
    return {name: value for name, value in msgspec.to_builtins(record).items() if name != "kind"}


def _quote(one: DraftedQuote, text: str, nobody: Collection[str]) -> dict[str, Any]:
    """A quote, with the places of its words. Its `speaker` is null for a stand-in speaker in `nobody`."""
    quote, speaker_at = one.quote, one.speaker_at
    return {
        "text": quote.text if isinstance(quote.text, str) else list(quote.text),
        "passages": msgspec.to_builtins(one.passages),
        "speech": quote.speech,
        "speaker": None if quote.speaker in nobody else quote.speaker,
        "speaker_text": text[speaker_at.start : speaker_at.end] if speaker_at else None,
        "speaker_at": msgspec.to_builtins(speaker_at),
        "attribution": quote.attribution,
        "attribution_at": msgspec.to_builtins(one.attribution_at),
        "relayed_by": quote.relayed_by,
        "confidence": one.confidence,
        "p": round(one.p, 2),
        "because": one.because,
    }


def _nobodys(one: DraftedNotQuoted) -> dict[str, Any]:
    """Words proposed as nobody's, with their places."""
    return {"text": one.words, "passages": msgspec.to_builtins(one.passages), "because": one.because}
