"""A person's statements on a topic over time as one text: Markdown with gaps and differences, or a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from explorer.checking.verification import status_of
from explorer.citing import Citable
from explorer.citing.markdown import escaped, markdown
from explorer.describing import statements as describing
from explorer.describing.articles_named import article_of
from explorer.describing.fields import Value
from explorer.display import one_line
from explorer.exporting.cautions import cautions
from explorer.exporting.csv_table import csv_line
from explorer.exporting.lists import ListFormat
from explorer.model.records import AnyRecord, Kind, Person, Topic, title
from explorer.snapshot import Snapshot
from explorer.statements import Statement, Statements, statements

_COLUMNS = (
    "ref",
    "speaker",
    "topic",
    "date",
    "date_basis",
    "date_of",
    "words",
    "speech",
    "relayed_by",
    "status",
    "article",
    "published",
    "same_as",
    "differences",
    "cautions",
)


def markdown_pieces(snapshot: Snapshot, history: Statements) -> Iterator[str]:
    """The history in CommonMark, one piece for each statement. Text from the archive is never markup."""
    before = [f"# {escaped(describing.heading(history))}", escaped(describing.summary(snapshot, history))]
    for row in history.rows:
        if not isinstance(row, Statement):
            before.append(f"*{escaped(describing.parting(row))}*")
            continue
        dated = "".join(part.text for part in describing.dated_below(snapshot, row))
        head = [f"## {escaped(dated)}"] if dated else []
        blocks = [*before, *head, markdown(Citable(snapshot, row.quote))]
        same = [_item(value) for value in describing.said_again(snapshot, history, row)]
        blocks += ["\n".join(same)] if same else []
        if row is history.all[-1] and history.relayed:
            blocks.append(f"{escaped(describing.relayed(history))}.")
        yield ("" if row is history.all[0] else "\n") + "\n\n".join(blocks) + "\n"
        before = []


def _item(value: Value) -> str:
    """A list item; the words of a quote continue the item that names it."""
    return f"{'- ' if value.parts[0].own else '  '}{escaped(value.text)}"


def csv_pieces(snapshot: Snapshot, history: Statements) -> Iterator[str]:
    """The history as a table, one row for each statement; no cell is a formula to a spreadsheet."""
    header = csv_line(_COLUMNS)
    for statement in history.all:
        yield header + csv_line(_cells(snapshot, history, statement))
        header = ""


def _cells(snapshot: Snapshot, history: Statements, statement: Statement) -> Sequence[str]:
    quote, archive = statement.quote, snapshot.archive
    differences = (
        f"{one.quote.ref}: “{one_line(step.article)}” → “{one_line(step.archive)}”"
        for one in statement.same
        for step in one.changes
    )
    return (
        quote.ref,
        one_line(history.person.name),
        one_line(history.topic.label),
        statement.date or "",
        statement.date_basis or "",
        statement.dated.ref if statement.dated else "",
        one_line(title(quote)),
        quote.speech,
        one_line(archive.told_by(quote)) if quote.is_relayed else "",
        str(status_of(snapshot.verifications.get(quote.ref))),
        *article_of(archive, quote),
        "; ".join(other.ref for other in statement.counterparts),
        "; ".join(differences),
        "; ".join(cautions(snapshot, quote)),
    )


def history_formats(person: str, topic: str) -> tuple[ListFormat, ...]:
    """The formats for a person's statements on a topic, both given by their ids."""

    def pieces(
        write: Callable[[Snapshot, Statements], Iterator[str]],
    ) -> Callable[[Snapshot, Sequence[AnyRecord]], Iterator[str]]:
        def of_archive(snapshot: Snapshot, _: Sequence[AnyRecord]) -> Iterator[str]:
            who, what = snapshot.archive.get(Person, person), snapshot.archive.get(Topic, topic)
            yield from write(snapshot, statements(snapshot, who, what)) if who and what else ()

        return of_archive

    as_it_stands = "as it stands here, in Markdown, with gaps and differences"
    as_table = "a row each, with dates and differences"
    text, table = pieces(markdown_pieces), pieces(csv_pieces)
    return (
        ListFormat("over-time", "Over time", as_it_stands, ".md", text, (Kind.QUOTE,)),
        ListFormat("over-time-csv", "Over time, CSV", as_table, ".csv", table, (Kind.QUOTE,), encoding="utf-8-sig"),
    )
