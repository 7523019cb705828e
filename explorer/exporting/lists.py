"""A list of records as one text: each record is a citation, part of its article's citation, a row or an object."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence, Set

import msgspec

from explorer.citing import Citable
from explorer.citing.bibliography import article_id
from explorer.citing.bibtex import entry
from explorer.citing.csl_json import item
from explorer.citing.markdown import markdown, pandoc
from explorer.citing.plain import plain
from explorer.citing.web_annotation import web_annotation
from explorer.display import pretty_json
from explorer.exporting.archive_json import record_line
from explorer.exporting.csv_table import csv_table
from explorer.exporting.extract import referred_to
from explorer.exporting.json_ld import GRAPH_BEGIN, GRAPH_END, node_json
from explorer.model.records import AnyRecord, Article, Kind, Quote
from explorer.snapshot import Snapshot

Pieces = Callable[[Snapshot, Sequence[AnyRecord]], Iterator[str]]


class ListFormat(msgspec.Struct, frozen=True):
    """A list format: its id and name, its use, its file extension, and the kinds of record that it can hold.

    `pieces` yields one piece of text for each record, in order; a piece may be empty. Joined, they are the whole text,
    which is safe to show. Files are saved in `encoding`.
    """

    id: str
    name: str
    use: str
    suffix: str
    pieces: Pieces
    kinds: tuple[Kind, ...] = tuple(Kind)
    encoding: str = "utf-8"


def _cited(write: Callable[[Citable], str], between: str) -> Pieces:
    """Cite each record, with `between` as the separator."""

    def pieces(snapshot: Snapshot, records: Sequence[AnyRecord]) -> Iterator[str]:
        for number, record in enumerate(records):
            cited = write(Citable(snapshot, record)).rstrip("\n")
            yield f"{between if number else ''}{cited}\n"

    return pieces


def _by_article(
    write: Callable[[str, Article | None, Sequence[Citable]], str], begin: str, between: str, end: str
) -> Pieces:
    """Cite each article once, with all its records, as the piece of the first one; the other pieces are empty."""

    def pieces(snapshot: Snapshot, records: Sequence[AnyRecord]) -> Iterator[str]:
        cited: dict[str, list[Citable]] = defaultdict(list)
        for record in records:
            each = Citable(snapshot, record)
            cited[article_id(each)].append(each)
        first = next(iter(cited), None)
        for number, record in enumerate(records):
            id = record.article if isinstance(record, Quote) else record.id
            here = cited.pop(id, None)
            piece = f"{begin if id == first else between}{write(id, here[0].article, here)}" if here else ""
            yield f"{piece}{end}" if number == len(records) - 1 else piece

    return pieces


def _objects(
    write: Callable[[Snapshot, AnyRecord], str], begin: str, between: str, end: str, *, closed: bool
) -> Pieces:
    """Write each record as an object; in a `closed` list, the last piece adds everything that the records refer to."""

    def pieces(snapshot: Snapshot, records: Sequence[AnyRecord]) -> Iterator[str]:
        last = len(records) - 1
        for number, record in enumerate(records):
            also = referred_to(snapshot, records) if closed and number == last else []
            written = between.join(write(snapshot, each).rstrip("\n") for each in (record, *also))
            yield f"{between if number else begin}{written}{end if number == last else ''}"

    return pieces


def _annotation(snapshot: Snapshot, record: AnyRecord) -> str:
    return web_annotation(Citable(snapshot, record))


def _item(id: str, article: Article | None, cited: Sequence[Citable]) -> str:
    return pretty_json(item(id, article, cited)).rstrip("\n")


_PUBLISHED = (Kind.QUOTE, Kind.ARTICLE)

LIST_FORMATS = (
    ListFormat("plain", "Plain text", "a line each, for mail and notes", ".txt", _cited(plain, "")),
    ListFormat("markdown", "Markdown", "block quotations with their sources", ".md", _cited(markdown, "\n")),
    # Without the byte order mark, Excel does not recognize UTF-8.
    ListFormat("csv", "CSV", "a table for spreadsheets, a row each", ".csv", csv_table, encoding="utf-8-sig"),
    ListFormat("bibtex", "BibTeX", "the articles, for LaTeX", ".bib", _by_article(entry, "", "\n", ""), _PUBLISHED),
    ListFormat(
        "csl-json",
        "CSL-JSON",
        "the articles, for Zotero and Pandoc",
        ".json",
        _by_article(_item, "[\n", ",\n", "\n]\n"),
        _PUBLISHED,
    ),
    ListFormat("pandoc", "Pandoc", "Markdown that cites those articles", ".md", _cited(pandoc, "\n"), _PUBLISHED),
    ListFormat(
        "web-annotation",
        "Web Annotation",
        "their places in the articles, for programs",
        ".json",
        _objects(_annotation, "[\n", ",\n", "\n]\n", closed=False),
        (Kind.QUOTE,),
    ),
    ListFormat(
        "jsonl",
        "JSON Lines",
        "all fields and what they refer to, as an archive again",
        ".jsonl",
        _objects(record_line, "", "\n", "\n", closed=True),
    ),
    ListFormat(
        "jsonld",
        "JSON-LD",
        "the same as linked data, in terms of schema.org",
        ".jsonld",
        _objects(node_json, GRAPH_BEGIN, ",\n", GRAPH_END, closed=True),
    ),
)


def formats_of(kinds: Set[Kind]) -> list[ListFormat]:
    """The formats that can hold records of these kinds, the plainest first."""
    return [format for format in LIST_FORMATS if kinds <= set(format.kinds)]
