"""`explorer search QUERY`: the records that a query finds, best first."""

from __future__ import annotations

import argparse

from explorer.cli import output, tables
from explorer.cli.arguments import CommandParser
from explorer.cli.opening import kind_named, open_archive
from explorer.cli.trouble import NotFound, UsageError
from explorer.search import Hit, Match, SearchIndex

DEFAULT_LIMIT = 20


def add_arguments(parser: CommandParser) -> None:
    parser.add_argument("query", metavar="QUERY", nargs="+", help="words, unfinished or misspelt ones too")
    parser.add_argument("--kind", metavar="KIND", type=kind_named, help="only records of this kind")
    parser.add_argument(
        "--limit", metavar="N", type=_limit, default=DEFAULT_LIMIT, help=f"at most N hits (default: {DEFAULT_LIMIT})"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(arguments: argparse.Namespace) -> int:
    query = " ".join(arguments.query)
    index = SearchIndex(open_archive(arguments.archive).archive)
    hits = index.search(query, kind=arguments.kind, limit=arguments.limit)
    if not hits:
        raise NotFound(f"nothing found for {query}")
    if arguments.json:
        output.write_json([_as_json(hit) for hit in hits])
    else:
        tables.write_table(("ref", "title", "why"), [(hit.ref, hit.title, _why(hit)) for hit in hits])
    return 0


def _as_json(hit: Hit) -> dict[str, object]:
    matches = [
        {"field": match.field, "query": match.query, "matched": match.matched, "how": str(match.how)}
        for match in hit.matches
    ]
    return {"ref": hit.ref, "kind": str(hit.kind), "title": hit.title, "score": hit.score, "matches": matches}


def _why(hit: Hit) -> str:
    """How each word of the query was found, each way once: `typo fentanil→fentanyl`."""
    return ", ".join(dict.fromkeys(_how(match) for match in hit.matches))


def _how(match: Match) -> str:
    return f"{match.how} {match.query}" + (f"→{match.matched}" if match.matched != match.query else "")


def _limit(word: str) -> int:
    if not word.isascii() or not word.isdigit() or int(word) < 1:
        raise UsageError(f"--limit takes a number from 1, not “{word}”")
    return int(word)
