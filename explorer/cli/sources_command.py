"""`explorer sources`: on whose word, and in what kind of words, the quotes of each topic rest."""

from __future__ import annotations

import argparse
import csv
import io
from collections.abc import Iterator
from shutil import get_terminal_size
from textwrap import wrap

import msgspec

from explorer.cli import output, tables
from explorer.cli.arguments import CommandParser
from explorer.cli.opening import open_archive
from explorer.cli.trouble import UsageError
from explorer.display import one_line
from explorer.model.problems import did_you_mean
from explorer.model.records import Person
from explorer.sources import SourcesMatrix, Tally, TopicSources, sources_matrix

_COUNTS = Tally.__struct_fields__
# Short headings for a terminal, where the topic's ref needs the room.
_SHORT = {
    "collective": "coll.",
    "anonymous": "anon.",
    "interpreted": "interp.",
    "paraphrase": "paraphr.",
    "unverified": "unver.",
}
_FORMATS = ("csv",)


def add_arguments(parser: CommandParser) -> None:
    chosen = parser.add_mutually_exclusive_group()
    chosen.add_argument("--json", action="store_true", help="print JSON")
    chosen.add_argument(
        "--format", metavar="FORMAT", type=_format, help="csv: a line for each topic and each person in it"
    )
    parser.epilog = """\
A quote counts as named, collective or anonymous by who told the article of it: whoever relays the words, or else
their speaker. The other counts overlap: words that someone relayed, an interpreter's words, paraphrases in which none
of the speaker's own words are curated, and quotes that were not found in their article."""


def run(arguments: argparse.Namespace) -> int:
    snapshot = open_archive(arguments.archive)
    matrix = sources_matrix(snapshot.archive, snapshot.verifications)
    if arguments.json:
        output.write_json([_as_json(row, matrix) for row in matrix.topics])
    elif arguments.format and matrix.topics:
        output.write(_as_csv(matrix))
    elif matrix.topics:
        _write_table(matrix)
    if not matrix.topics:
        output.narrate("explorer: the archive has no topics")
    return 0 if matrix.topics else 1


def _write_table(matrix: SourcesMatrix) -> None:
    """Write the counts and the caveats. Caveats are a list below the table on a terminal, else the last column."""
    counts = [(row.topic.ref, *(str(count) for count in _counts(row.total))) for row in matrix.topics]
    if output.is_terminal():
        tables.write_table(("topic", *(_SHORT.get(name, name) for name in _COUNTS)), counts)
        output.write("".join(_listed(row) for row in matrix.topics if row.caveats))
    else:
        rows = zip(counts, matrix.topics, strict=True)
        tables.write_table(("topic", *_COUNTS, "caveats"), [(*cells, _caveats(row)) for cells, row in rows])


def _listed(row: TopicSources) -> str:
    room = max(20, get_terminal_size().columns - 2)
    lines = [line for caveat in row.caveats for line in wrap(one_line(caveat.message), room, subsequent_indent="  ")]
    return "\n".join(["", one_line(row.topic.label), *(f"  {line}" for line in lines), ""])


def _caveats(row: TopicSources) -> str:
    return " ".join(one_line(caveat.message) for caveat in row.caveats)


def _as_csv(matrix: SourcesMatrix) -> str:
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(["topic", "label", "person", "name", *_COUNTS, "caveats"])
    for row in matrix.topics:
        topic = [row.topic.ref, one_line(row.topic.label)]
        table.writerow([*topic, "", "", *_counts(row.total), _caveats(row)])
        for person, tally in _cells(row, matrix):
            table.writerow([*topic, person.ref, one_line(person.name), *_counts(tally), ""])
    return text.getvalue()


def _as_json(row: TopicSources, matrix: SourcesMatrix) -> dict[str, object]:
    return {
        "ref": row.topic.ref,
        "label": row.topic.label,
        **msgspec.structs.asdict(row.total),
        "people": [
            {"ref": person.ref, "name": person.name, "type": person.type, **msgspec.structs.asdict(tally)}
            for person, tally in _cells(row, matrix)
        ],
        "caveats": [{"code": caveat.code, "message": caveat.message} for caveat in row.caveats],
    }


def _cells(row: TopicSources, matrix: SourcesMatrix) -> Iterator[tuple[Person, Tally]]:
    return ((person, row.cells[person.id]) for person in matrix.people if person.id in row.cells)


def _counts(tally: Tally) -> list[int]:
    return [getattr(tally, name) for name in _COUNTS]


def _format(word: str) -> str:
    if word not in _FORMATS:
        hint = did_you_mean(word, _FORMATS) or f"; known are {', '.join(_FORMATS)}"
        raise UsageError(f"unknown format “{word}”{hint}")
    return word
