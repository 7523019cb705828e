"""`explorer search QUERY`: print the records that match a query, best first."""

from __future__ import annotations

import argparse
from time import perf_counter

from explorer.cli import output, tables
from explorer.cli.arguments import CommandParser, number
from explorer.cli.opening import kind_named, open_archive, tell_stale
from explorer.cli.output import NotFound, UsageError
from explorer.cli.tables import reviewed
from explorer.describing.articles_named import article_of, has_several
from explorer.model.archive import Archive
from explorer.model.records import Kind, Quote
from explorer.search.hits import Hit, Match, Results
from explorer.search.index import SearchIndex
from explorer.store.kept_index import index_of

DEFAULT_LIMIT = 20


def add_arguments(parser: CommandParser) -> None:
    parser.add_argument(
        "query",
        metavar="QUERY",
        nargs="*",
        help='words, also misspelt or unfinished; "exact words"; -word; who:name',
    )
    parser.add_argument("--kind", metavar="KIND", type=kind_named, help="only records of this kind")
    parser.add_values("kind", Kind)
    parser.add_argument(
        "--limit",
        metavar="N",
        type=number("--limit"),
        default=DEFAULT_LIMIT,
        help=f"at most N hits (default: {DEFAULT_LIMIT})",
    )
    parser.add_formats()
    parser.add_argument(
        "--stdin", action="store_true", help="read one query a line from stdin; with --json, print one object a line"
    )


def run(arguments: argparse.Namespace) -> int:
    query = " ".join(arguments.query)
    if arguments.stdin and (query or not arguments.json):
        raise UsageError("--stdin reads the queries from stdin, and goes with --json")
    if not arguments.stdin and not query:
        raise UsageError("a QUERY is missing; explorer search --help says more")
    snapshot = open_archive(arguments.archive)
    index = index_of(snapshot)
    if arguments.stdin:
        for query in output.lines_of_stdin():
            if not _answer(index, query, arguments, snapshot.archive):
                break
        return 0
    results = index.search(query, kind=arguments.kind, limit=arguments.limit)
    for remark in results.remarks:
        output.narrate(f"explorer: {remark}")
    if not results:
        raise _not_found(index, query, arguments.kind)
    tell_stale(snapshot, (hit.ref for hit in results))
    if arguments.json:
        output.write_json([_as_json(hit, snapshot.archive) for hit in results])
    else:
        _write_table(results, snapshot.archive, with_header=arguments.header)
    if results.total > len(results):
        output.narrate(f"explorer: the best {len(results):,} of {results.total:,}; --limit N lists up to N")
    return 0


def _not_found(index: SearchIndex, query: str, kind: Kind | None) -> NotFound:
    """The error for a query without results, with a suggestion of what would give some."""
    for way in index.ways_out(query, kind):
        output.narrate(f"explorer: {way.label} would find {way.total:,}: {way.query}")
    return NotFound(f"nothing found for {query}")


def _write_table(results: Results, archive: Archive, *, with_header: bool) -> None:
    """Write the hits; if there are several articles, with the article and date of each quote."""
    rows: list[tuple[str, ...]] = [(hit.ref, hit.title, _why(hit)) for hit in results]
    columns: tuple[str, ...] = ("ref", "title", "why")
    found = [archive.find(hit.ref) for hit in results]
    if has_several(archive) and any(hit.kind is Kind.QUOTE for hit in results):
        articles = [article_of(archive, record) if isinstance(record, Quote) else ("", "") for record in found]
        columns, rows = (
            (*columns, "article", "published"),
            [(*row, *of) for row, of in zip(rows, articles, strict=True)],
        )
    tables.write_table(*reviewed(archive, columns, rows, found), with_header=with_header)


def _answer(index: SearchIndex, query: str, arguments: argparse.Namespace, archive: Archive) -> bool:
    """Print the hits of a query as one line of JSON, with the time taken. Returns False if nobody reads it."""
    start = perf_counter()
    hits = list(index.search(query, kind=arguments.kind, limit=arguments.limit))
    taken = perf_counter() - start
    found = [_as_json(hit, archive) for hit in hits]
    return output.write_json({"query": query, "ms": round(taken * 1000, 3), "hits": found}, on_one_line=True)


def _as_json(hit: Hit, archive: Archive) -> dict[str, object]:
    """A hit, with its review state if its kind has one."""
    matches = [_match_as_json(match) for match in hit.matches]
    said = {"ref": hit.ref, "kind": str(hit.kind), "title": hit.title, "score": hit.score, "matches": matches}
    review = getattr(archive.find(hit.ref), "review", None)
    return said | {"review": review} if review else said


def _match_as_json(match: Match) -> dict[str, object]:
    found: dict[str, object] = {"field": match.field, "query": match.query, "matched": match.matched, "how": match.how}
    return found | {"distance": match.distance} if match.distance else found


def _why(hit: Hit) -> str:
    """How each word of the query was matched, without repetition: `typo fentanil→fentanyl`."""
    hows = (f"{one.how} {one.query}{f'→{one.matched}' if one.matched != one.query else ''}" for one in hit.matches)
    return ", ".join(dict.fromkeys(hows))
