"""How well PostgreSQL finds what is exported into it, and how long that takes: `python -m benchmarks.postgresql`.

The archive has so many quotes of `benchmarks.quotes`, the queries are those of `benchmarks.queries`, and the explorer
is asked the same in the same run. A query succeeds when the quote that is meant is the first hit (@1), or among the
first ten (@10). Times depend on the machine, so each is given beside that of reading the archive.
"""

from __future__ import annotations

import shutil
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import fmean, median
from tempfile import TemporaryDirectory
from typing import NamedTuple

import psycopg

from benchmarks.archive_files import write_archive
from benchmarks.engines import SHOWN, Explorer, Search
from benchmarks.postgresql_server import FOLDERS, Server, server
from benchmarks.queries import Query, hard_queries, plain_queries
from benchmarks.quotes import archive_of
from benchmarks.timing import p95, timed
from explorer.exporting.extract import whole
from explorer.exporting.postgresql.writing import write
from explorer.model.archive import Archive
from explorer.snapshot import Snapshot, read_again, read_snapshot

_SCHEMA = "archive"
_HEAD = """
                     plain           hard      a query, ms
                   @1     @10     @1     @10  median     p95"""


class Found(NamedTuple):
    """How well a search finds: the shares of the plain queries at 1 and at 10, then of the hard ones; and its times."""

    shares: list[float]
    seconds: list[float]


def main(argv: Sequence[str] | None = None) -> None:
    parser = ArgumentParser(description="Measure how well PostgreSQL finds what is exported into it.")
    parser.add_argument("size", type=int, nargs="?", default=20_000, help="how many quotes (default: %(default)s)")
    parser.add_argument("--queries", type=int, default=300, help="how many of each kind (default: %(default)s)")
    arguments = parser.parse_args(argv)
    initdb = next(filter(None, (shutil.which("initdb", path=folder) for folder in FOLDERS)), shutil.which("initdb"))
    if initdb is None:
        print("PostgreSQL is not here (on Debian: apt install postgresql)")
        return
    archive = archive_of(arguments.size)
    kinds = [plain_queries(archive, arguments.queries), hard_queries(archive, arguments.queries)]
    with TemporaryDirectory() as folder, server(initdb) as running:
        write_archive(archive, Path(folder))
        report_export(Path(folder), running)
        report_search(archive, kinds, running)


def report_export(root: Path, running: Server) -> None:
    """Print how long an export takes: the first, one where nothing changed, and one where a quote did."""
    reading, snapshot = timed(lambda: read_snapshot(root))
    print(f"{'reading':26} {reading:7.2f} s")

    def tell(what: str, snapshot: Snapshot) -> None:
        seconds, written = timed(lambda: write(whole(snapshot), running.url(), _SCHEMA))
        print(f"{what:26} {seconds:7.2f} s  {seconds / reading:5.2f} × reading  {written.written:7,} records written")

    tell("first export", snapshot)
    tell("nothing changed", snapshot)
    file = next(root.glob("data/quotes-*.yaml"))
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('"text":"', '"text":"Indeed ', 1), encoding="utf-8")
    tell("one quote changed", read_again(snapshot))
    file.write_text(text, encoding="utf-8")
    tell("changed back", read_again(snapshot))


def report_search(archive: Archive, kinds: Sequence[Sequence[Query]], running: Server) -> None:
    """Print how well the explorer finds and how well PostgreSQL does."""
    print(_HEAD)
    with psycopg.connect(running.url()) as connection:
        for name, fresh in (("explorer", Explorer(archive).fresh), ("PostgreSQL", lambda: asked(connection))):
            found = measured(fresh, kinds)
            shares = "".join(f"{share:7.1%}" for share in found.shares)
            print(f"{name:15}{shares}{median(found.seconds) * 1000:8.1f}{p95(found.seconds) * 1000:8.1f}", flush=True)


def asked(connection: psycopg.Connection) -> Search:
    """The search in the database."""
    command = f"SELECT ref FROM {_SCHEMA}.search(%s, NULL, %s)"
    return lambda query: [ref for (ref,) in connection.execute(command, [query, SHOWN])]


def measured(fresh: Callable[[], Search], kinds: Sequence[Sequence[Query]]) -> Found:
    """How well a search finds."""
    shares, times = [], []
    for queries in kinds:
        answers = []
        for query in queries:
            seconds, refs = timed(partial(fresh(), query.text))
            times.append(seconds)
            answers.append(refs)
        both = list(zip(answers, queries, strict=True))
        shares += [fmean(query.ref in refs[:most] for refs, query in both) for most in (1, 10)]
    return Found(shares, times)


if __name__ == "__main__":
    main()
