"""`explorer sources`: the sources and kinds of speech that the quotes of each topic rest on."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from shutil import get_terminal_size

from explorer.cli import output, tables
from explorer.cli.arguments import CommandParser
from explorer.cli.opening import open_archive, tell_stale
from explorer.cli.tables import wrapped
from explorer.display import one_line
from explorer.model.records import Person
from explorer.sources import COUNTS, SourcesMatrix, Spread, TopicSources, sources_matrix

# Short headings for a terminal, to leave room for the topic's ref.
_SHORT = {
    "utterances": "utt.",
    "articles": "art.",
    "reports": "rep.",
    "collective": "coll.",
    "anonymous": "anon.",
    "document": "doc.",
    "interpreted": "int.",
    "paraphrase": "para.",
    "unverified": "unver.",
}
_FORMATS = {"csv": "a line for each topic and each person in it"}
_COUNTS = (*COUNTS, *Spread.__struct_fields__)


def add_arguments(parser: CommandParser) -> None:
    parser.add_formats(_FORMATS)
    parser.epilog = """\
A quote counts as named, collective, anonymous or of a document by who told the article of it: whoever relays the
words, or else their speaker. Quotes of one utterance, such as a paraphrase with the fragment within it, or the same
words in two reports, are counted as one of the utterances, and articles that are reprints of one text as one of the
reports. The other counts overlap: words that someone relayed, an interpreter's words, paraphrases in which none of the
speaker's own words are curated, quotes that were not found in their article, and drafts, which nobody has accepted
yet."""


def run(arguments: argparse.Namespace) -> int:
    snapshot = open_archive(arguments.archive)
    matrix = sources_matrix(snapshot.archive, snapshot.verifications, snapshot.reports)
    if arguments.json:
        output.write_json([_as_json(row, matrix) for row in matrix.topics])
    elif arguments.format and matrix.topics:
        output.write(_as_csv(matrix))
    elif matrix.topics:
        _write_table(matrix, with_header=arguments.header)
    tell_stale(snapshot, sorted(snapshot.stale))
    if not matrix.topics:
        output.narrate("explorer: the archive has no topics")
    return 0 if matrix.topics else 1


def _write_table(matrix: SourcesMatrix, *, with_header: bool) -> None:
    """Write the counts and the caveats. Caveats are a list below the table on a terminal, else the last column."""
    if output.is_terminal():
        names = [name for name in _COUNTS if name in _telling(matrix)]
        heads = ("topic", *(_SHORT.get(name, name) for name in names))
        tables.write_table(heads, [(row.topic.ref, *_counts(row, names=names)) for row in matrix.topics])
        output.write("".join(_listed(row) for row in matrix.topics if row.caveats))
    else:
        rows = [(row.topic.ref, *_counts(row), _caveats(row)) for row in matrix.topics]
        tables.write_table(("topic", *_COUNTS, "caveats"), rows, with_header=with_header)


def _telling(matrix: SourcesMatrix) -> set[str]:
    """The counts to show on a narrow terminal: those that don't repeat another count in every row."""
    rows = matrix.topics
    alike = {"utterances"} if not any(row.total.repeated for row in rows) else set()
    alike |= {"draft"} if not any(row.total.draft for row in rows) else set()
    alike |= {"articles", "reports"} if not any(row.spread().articles > 1 for row in rows) else set()
    return set(_COUNTS) - alike


def _listed(row: TopicSources) -> str:
    width = get_terminal_size().columns
    lines = wrapped(one_line(row.topic.label), width)
    for caveat in row.caveats:
        first, *more = wrapped(one_line(caveat.message), max(20, width - 4))
        lines += [f"  {first}", *(f"    {line}" for line in more)]
    return "\n".join(["", *lines, ""])


def _caveats(row: TopicSources) -> str:
    return " ".join(one_line(caveat.message) for caveat in row.caveats)


def _as_csv(matrix: SourcesMatrix) -> str:
    from explorer.exporting.csv_table import csv_line

    lines = [csv_line(("topic", "label", "person", "name", *_COUNTS, "caveats"))]
    for row in matrix.topics:
        topic = (row.topic.ref, one_line(row.topic.label))
        lines.append(csv_line((*topic, "", "", *_counts(row), _caveats(row))))
        people = ((person, (person.ref, one_line(person.name))) for person in _people(row, matrix))
        lines += [csv_line((*topic, *named, *_counts(row, person), "")) for person, named in people]
    return "".join(lines)


def _as_json(row: TopicSources, matrix: SourcesMatrix) -> dict[str, object]:
    return {
        "ref": row.topic.ref,
        "label": row.topic.label,
        **_named_counts(row),
        "people": [
            {"ref": person.ref, "name": person.name, "type": person.type, **_named_counts(row, person)}
            for person in _people(row, matrix)
        ],
        "caveats": [{"code": caveat.code, "message": caveat.message} for caveat in row.caveats],
    }


def _people(row: TopicSources, matrix: SourcesMatrix) -> Iterator[Person]:
    return (person for person in matrix.people if person.id in row.cells)


def _named_counts(row: TopicSources, person: Person | None = None) -> dict[str, int]:
    """The counts of a topic, or of a person on it, by name."""
    tally, spread = (row.cells[person.id], row.spread(person.id)) if person else (row.total, row.spread())
    counts = {name: getattr(tally, name) for name in COUNTS}
    return counts | {name: getattr(spread, name) for name in Spread.__struct_fields__}


def _counts(row: TopicSources, person: Person | None = None, names: Iterable[str] = _COUNTS) -> list[str]:
    counts = _named_counts(row, person)
    return [str(counts[name]) for name in names]
