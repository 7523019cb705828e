"""How well and how fast the search finds, beside others in the same run: `python -m benchmarks.search [SIZE …]`.

The archives have so many quotes of `benchmarks.quotes`, and the queries are those of `benchmarks.queries`: plain ones,
with a mistake or none, and hard ones. A query succeeds when the quote that is meant is the first hit (@1), or among the
first ten (@10). The explorer searches all records in all their fields, the others only the quotes' words, which is less
to do and less to confuse.

Whole queries are asked of a search that knows of no earlier one; typed ones after each key, of a search that knows of
the keys before. Each time forty hits are looked at. Slow engines are asked fewer queries, and a sample of the
keystrokes; the last columns say how many. Memory is what is allocated once an index is made, beyond the archive that it
is made from: what tracemalloc counts, to which numpy tells its arrays, and the pages of SQLite's database.
"""

from __future__ import annotations

import gc
import tracemalloc
from argparse import ArgumentParser
from collections.abc import Sequence
from contextlib import closing
from functools import partial
from math import inf
from statistics import fmean, median
from typing import NamedTuple

from benchmarks import indexing
from benchmarks.engines import ENGINES, Engine
from benchmarks.queries import Query, hard_queries, plain_queries, prefixes, words_of
from benchmarks.quotes import archive_of
from benchmarks.timing import FRAME, p95, timed
from explorer.model.archive import Archive
from explorer.model.records import Kind, Quote, title

SIZES = (1_000, 30_000, 100_000)
# So many of the queries of each kind are typed, key by key.
_TYPED = 50
# However large the archive is, every engine is asked so many of each kind, and so many keystrokes.
_FEWEST = 10
_HEAD = """
                               plain           hard      a query, ms    a keystroke, ms    built  memory    queries
                             @1     @10     @1     @10  median     p95   median     p95       s      MB   and keys"""


class Figures(NamedTuple):
    """How an engine does.

    `successes` has the shares of the plain queries at 1 and at 10, then those of the hard ones; `costs` the median and
    the 95th percentile of whole queries and of keystrokes and the time of making the index, all in seconds, and its
    memory in bytes. `asked` is how many queries and how many keystrokes they rest on.
    """

    successes: list[float]
    costs: list[float]
    asked: tuple[int, int]


def main(argv: Sequence[str] | None = None) -> None:
    parser = ArgumentParser(description="Measure how well and how fast the search finds, beside others.")
    parser.add_argument("sizes", metavar="SIZE", type=int, nargs="*", default=SIZES, help="quotes in an archive")
    parser.add_argument("--queries", type=int, default=300, help="how many of each kind (default: %(default)s)")
    arguments = parser.parse_args(argv)
    for size in arguments.sizes:
        report(archive_of(size), arguments.queries)


def report(archive: Archive, count: int) -> None:
    """Print how each engine does in an archive, and what the explorer's index costs the app."""
    gc.collect()
    gc.freeze()  # as the app does with what it shows first
    kinds = [plain_queries(archive, count), hard_queries(archive, count)]
    texts = [title(quote) for quote in archive.all(Quote)]
    distinct = len({word for text in texts for word in words_of(text)})
    print(f"## {len(texts):,} quotes with {distinct:,} distinct words\n{_HEAD}", flush=True)
    figures = []
    for engine in ENGINES:
        figures.append(measured(engine, archive, kinds))
        print(_row(engine.name, figures[-1]), flush=True)
    ours = figures[0].costs
    for engine, theirs in zip(ENGINES[1:], figures[1:], strict=True):
        print(_ratios(engine.name, [mine / its for mine, its in zip(ours, theirs.costs, strict=True)]))
    print(_ratios("frame of 60 Hz", [seconds / FRAME for seconds in ours[:4]]), end="\n\n")
    indexing.report(archive, [query.text for queries in kinds for query in queries])
    print(flush=True)


def measured(engine: type[Engine], archive: Archive, kinds: Sequence[Sequence[Query]]) -> Figures:
    """How an engine does with some kinds of queries."""
    built, ready = timed(lambda: engine(archive))
    affordable = max(_FEWEST, engine.reach // len(archive.of_kind(Kind.QUOTE)))
    asked = [queries[:affordable] for queries in kinds]
    times, successes = [], []
    for queries in asked:
        answers = [_answer(ready, query) for query in queries]
        times += [seconds for seconds, _ in answers]
        successes += [fmean(place < most for _, place in answers) for most in (1, 10)]
    typed = _typed(ready, [query.text for queries in kinds for query in queries[:_TYPED]], affordable)
    costs = [median(times), p95(times), median(typed), p95(typed), built]
    ready.close()
    del ready
    return Figures(successes, [*costs, allocated(engine, archive)], (len(times), len(typed)))


def allocated(engine: type[Engine], archive: Archive) -> int:
    """The bytes that an engine keeps. Counting makes it slow: nothing is timed meanwhile."""
    gc.collect()
    tracemalloc.start()
    try:
        with closing(engine(archive)) as ready:
            gc.collect()
            return tracemalloc.get_traced_memory()[0] + ready.bytes_elsewhere
    finally:
        tracemalloc.stop()


def _answer(ready: Engine, query: Query) -> tuple[float, float]:
    """The seconds of a query, and the place from 0 of the quote that it means; infinity when it is not there."""
    seconds, refs = timed(partial(ready.fresh(), query.text))
    return seconds, refs.index(query.ref) if query.ref in refs else inf


def _typed(ready: Engine, texts: Sequence[str], most: int) -> list[float]:
    """The seconds of each keystroke, or of about so many, evenly spread, for an engine to which they are all new."""
    keystrokes = [(text, prefix) for text in texts for prefix in prefixes(text)]
    step = -(-len(keystrokes) // most)
    times, typing, search = [], "", ready.fresh()
    for text, prefix in keystrokes[::step]:
        if text != typing:
            typing, search = text, ready.fresh()
        times.append(timed(partial(search, prefix))[0])
    return times


def _row(name: str, figures: Figures) -> str:
    shares = "".join(f"{share:7.1%}" for share in figures.successes)
    milliseconds = "".join(f"{seconds * 1000:9.2f}" for seconds in figures.costs[:4])
    built, memory = figures.costs[4:]
    return f"{name:26}{shares}{milliseconds}{built:9.2f}{memory / 1e6:8.1f}{figures.asked[0]:7,}{figures.asked[1]:7,}"


def _ratios(name: str, ratios: Sequence[float]) -> str:
    return f"{f'explorer / {name}':54}" + "".join(f"{ratio:9.3g}" for ratio in ratios)


if __name__ == "__main__":
    main()
