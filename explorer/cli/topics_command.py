"""`explorer topics`: list topics proposed from the words of the archive; accept or reject them."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from typing import Any

from explorer.cli import output, tables
from explorer.cli.arguments import CommandParser, number
from explorer.cli.folders import own_archive_folder
from explorer.cli.opening import open_archive, tell_stale
from explorer.cli.output import NotFound, Trouble, UsageError
from explorer.describing.counting import counted
from explorer.describing.how_read import how_far
from explorer.describing.proposals import because
from explorer.display import one_line, shortened
from explorer.model.archive import Archive
from explorer.model.problems import did_you_mean
from explorer.model.records import Kind, ref
from explorer.snapshot import Snapshot
from explorer.store.kept_words import proposed_topics
from explorer.topics.proposing import MOST, Proposal

_COLUMNS = ("label", "broader", "quotes", "articles", "speakers", "matches")


def add_arguments(parser: CommandParser) -> None:
    parser.add_formats()
    parser.add_argument(
        "--most", metavar="N", type=number("--most"), default=MOST, help=f"how many at most; {MOST} if not said"
    )
    parser.add_argument(
        "--accept", metavar="LABEL", action="append", help="make a topic of this proposal; may be repeated"
    )
    parser.add_argument("--best", metavar="N", type=number("--best"), help="make topics of the first N proposals")
    parser.add_argument("--reject", metavar="LABEL", action="append", help="never propose this again; may be repeated")
    parser.epilog = """\
Topics are proposed from the words of the quotes, of the paragraphs around them and of the headlines, best first. A
topic that is accepted fills itself: its query (`matches`) is that of the proposal. What is a topic already is not
proposed, nor what was rejected, which rejected.yaml remembers. The refs of new topics are printed."""


def run(arguments: argparse.Namespace) -> int:
    is_writing = bool(arguments.accept or arguments.best or arguments.reject)
    folder = str(own_archive_folder(arguments.archive)) if is_writing else arguments.archive
    snapshot = open_archive(folder)
    archive = snapshot.archive
    with output.progress() as tell:
        most = max(arguments.most, arguments.best or 0)
        found = proposed_topics(snapshot, most, lambda progress: tell(how_far(progress)))
    if is_writing:
        return _write(snapshot, found, arguments)
    if arguments.json:
        output.write_json([_as_json(archive, proposal) for proposal in found])
    elif found:
        tables.write_table(_COLUMNS, (_row(archive, each) for each in found), with_header=arguments.header)
    tell_stale(snapshot, sorted(snapshot.stale))
    if not found:
        why = (
            "no more topics are proposed" if archive.quotes else "the archive has no quotes, so no topics are proposed"
        )
        output.narrate(f"explorer: {why}")
    return 0 if found else 1


def _write(snapshot: Snapshot, found: Sequence[Proposal], arguments: argparse.Namespace) -> int:
    # Imported here because only this writes.
    from explorer.desk.changing import AddRecord, NotWrittenError, change
    from explorer.desk.proposed_topics import accepting, rejecting

    labels = {proposal.label: proposal for proposal in found}
    wanted = [_named(label, labels) for label in arguments.accept or ()]
    rejected = [_named(label, labels) for label in arguments.reject or ()]
    wanted += found[: arguments.best or 0]
    both = {each.label for each in wanted} & {each.label for each in rejected}
    if both:
        raise UsageError(f"“{shortened(min(both))}” can’t be both accepted and rejected")
    accepted = list({each.label: each for each in wanted}.values())
    edits = [*accepting(snapshot, accepted), *rejecting(each.label for each in rejected)]
    try:
        change(snapshot, edits, _what(accepted, rejected))
    except NotWrittenError as error:
        raise Trouble(str(error)) from None
    for edit in edits:
        if isinstance(edit, AddRecord):
            output.write(f"{one_line(edit.ref)}\n")
    return 0


def _what(accepted: Sequence[Proposal], rejected: Sequence[Proposal]) -> str:
    """The name of this change in the undo history."""
    told = [(accepted, "accept"), (rejected, "reject")]
    return ", ".join(f"{does} {counted(len(some), 'proposed topic')}" for some, does in told if some)


def _named(label: str, labels: Mapping[str, Proposal]) -> Proposal:
    """The proposal with a label, ignoring case."""
    plain = {known.casefold(): proposal for known, proposal in labels.items()}
    found = labels.get(label) or plain.get(label.casefold())
    if found is None:
        raise NotFound(f"no topic “{shortened(label)}” is proposed{did_you_mean(label, labels)}")
    return found


def _row(archive: Archive, proposal: Proposal) -> tuple[str, ...]:
    counts = (str(len(refs)) for refs in _refs(archive, proposal).values())
    return proposal.label, proposal.broader or "", *counts, proposal.matches


def _refs(archive: Archive, proposal: Proposal) -> dict[str, list[str]]:
    """The refs of the quotes of a proposal, of their articles and of their speakers."""
    quotes = archive.quotes_with(proposal.quotes)
    return {
        "quotes": [quote.ref for quote in quotes],
        "articles": [ref(Kind.ARTICLE, id) for id in dict.fromkeys(quote.article for quote in quotes)],
        "speakers": [ref(Kind.PERSON, id) for id in dict.fromkeys(quote.speaker for quote in quotes)],
    }


def _as_json(archive: Archive, proposal: Proposal) -> dict[str, Any]:
    return {
        "label": proposal.label,
        "broader": proposal.broader,
        "matches": proposal.matches,
        **_refs(archive, proposal),
        "because": because(archive, proposal),
    }
