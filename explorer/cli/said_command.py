"""`explorer said PERSON TOPIC`: print a person's statements on a topic in chronological order."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from shutil import get_terminal_size

from explorer.checking.verification import status_of
from explorer.cli import output, tables
from explorer.cli.arguments import CommandParser
from explorer.cli.opening import open_archive, tell_stale
from explorer.cli.output import NotFound
from explorer.cli.tables import reviewed, wrapped
from explorer.describing import statements as describing
from explorer.describing.articles_named import article_of
from explorer.describing.fields import RecordLink, Value
from explorer.model.archive import Archive, RecordT
from explorer.model.named import NotNamedError, named
from explorer.model.records import Person, Topic, title
from explorer.snapshot import Snapshot
from explorer.statements import Statement, Statements, statements

_FORMATS = {"csv": "a line for each quote", "markdown": "with gaps and differences"}
_COLUMNS = ("ref", "date", "basis", "words", "speech", "status", "article", "published", "same words as")
_WIDEST = 100


def add_arguments(parser: CommandParser) -> None:
    parser.add_argument("person", metavar="PERSON", help="who: a ref, an id or a name")
    parser.add_argument("topic", metavar="TOPIC", help="on what, narrower topics included: a ref, an id or a label")
    parser.add_formats(_FORMATS)
    parser.epilog = """\
The oldest comes first, and what is undated last. A quote without a date has that of its event. What others relayed of
the person is there, and what the person only relayed of others is not."""


def run(arguments: argparse.Namespace) -> int:
    snapshot = open_archive(arguments.archive)
    person = _named(snapshot.archive, Person, arguments.person)
    topic = _named(snapshot.archive, Topic, arguments.topic)
    history = statements(snapshot, person, topic)
    if arguments.json:
        output.write_json([_as_json(snapshot, statement) for statement in history.all])
    elif history.all and arguments.format:
        from explorer.exporting.statements import csv_pieces, markdown_pieces

        write = csv_pieces if arguments.format == "csv" else markdown_pieces
        output.write("".join(write(snapshot, history)))
    elif history.all and output.is_terminal():
        output.write("".join(f"{line}\n" for line in _lines(snapshot, history)))
    elif history.all:
        rows = [_row(snapshot, statement) for statement in history.all]
        table = reviewed(snapshot.archive, _COLUMNS, rows, history.quotes)
        tables.write_table(*table, with_header=arguments.header)
    tell_stale(snapshot, (quote.ref for quote in history.quotes))
    if not history.all:
        output.narrate(f"explorer: {describing.none_said(history)}")
    if history.relayed:
        output.narrate(f"explorer: {describing.relayed(history)}")
    return 0 if history.all else 1


def _named(archive: Archive, cls: type[RecordT], word: str) -> RecordT:
    try:
        return named(archive, cls, word)
    except NotNamedError as error:
        raise NotFound(str(error)) from None


def _as_json(snapshot: Snapshot, statement: Statement) -> dict[str, object]:
    from explorer.exporting.cautions import cautions

    quote = statement.quote
    return {
        "ref": quote.ref,
        "date": statement.date,
        "date_basis": statement.date_basis,
        "date_of": statement.dated.ref if statement.dated else None,
        "article": quote.article,
        "speech": quote.speech,
        "text": quote.text,
        "status": str(status_of(snapshot.verifications.get(quote.ref))),
        "cautions": list(map(str, cautions(snapshot, quote))),
        "same_as": [other.ref for other in statement.counterparts],
        "differences": [
            {"quote": one.quote.ref, "here": step.archive, "there": step.article, "weighty": one.weighs(step)}
            for one in statement.same
            for step in one.changes
        ],
    }


def _row(snapshot: Snapshot, statement: Statement) -> tuple[str, ...]:
    quote = statement.quote
    status = str(status_of(snapshot.verifications.get(quote.ref)))
    known = (quote.ref, statement.date or "", statement.date_basis or "", title(quote), quote.speech, status)
    return (*known, *article_of(snapshot.archive, quote), " ".join(other.ref for other in statement.counterparts))


def _lines(snapshot: Snapshot, history: Statements) -> Iterator[str]:
    """The history as text for a terminal: the details of a statement are indented below its date."""
    width = min(_WIDEST, get_terminal_size().columns)
    yield from wrapped(describing.heading(history), width)
    yield from wrapped(describing.summary(snapshot, history), width)
    for row in history.rows:
        yield ""
        if not isinstance(row, Statement):
            yield from wrapped(describing.parting(row), width)
            continue
        quote = row.quote
        dated = _text(Value(describing.dated_below(snapshot, row)))
        yield from wrapped(dated, width) if dated else ()
        values = [
            Value(describing.words(quote)),
            Value(describing.how_said(snapshot, quote)),
            Value((), RecordLink(quote.ref)),
            *describing.said_again(snapshot, history, row),
        ]
        stands = f"in {describing.where(snapshot, quote)}"
        texts = [*map(_text, values[:2]), stands, *map(_text, values[2:])]
        yield from (f"  {line}" for text in texts for line in wrapped(text, max(1, width - 2), whole_words=False))


def _text(value: Value) -> str:
    """The words of a value, and the ref that it links to."""
    target = value.link.ref if isinstance(value.link, RecordLink) else ""
    return f"{value.text} ({target})" if value.text and target else value.text or target
