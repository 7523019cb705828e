"""How long one keystroke in the search box takes: `python benchmarks/search_keystroke.py`.

Queries are typed letter by letter on the shipped archive. Times depend on the machine, so they are given beside two
others: a frame of a 60 Hz screen, and the plainest search that rapidfuzz offers, `process.extract` with `WRatio` over
the titles, measured in the same run on the same keystrokes.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from statistics import median, quantiles
from time import perf_counter
from typing import TypeVar

from rapidfuzz import fuzz, process

from explorer.archive import Archive
from explorer.reading import read_snapshot, shipped_archive
from explorer.records import title
from explorer.search import SearchIndex

GivenT = TypeVar("GivenT")

QUERIES = (
    "fentanil",
    "frank and fortright",
    "conflict competition",
    "peoples republic of china",
    "xi taiwan",
    "not gonna be afraid to confront",
    "national security council spokesman",
    "a senior administration official said",
)
FRAME = 1 / 60
ROUNDS = 5


def main() -> None:
    archive = read_snapshot(shipped_archive()).archive
    built = min(_seconds(SearchIndex, archive) for _ in range(ROUNDS))
    keystrokes = [query[:typed] for query in QUERIES for typed in range(1, len(query) + 1)]
    search = _typed(archive, keystrokes)
    titles = [title(entry.record) for entry in archive.entries.values()]
    plain = partial(process.extract, choices=titles, scorer=fuzz.WRatio)
    baseline = [_seconds(plain, text) for text in keystrokes * ROUNDS]
    print(f"{len(titles)} records, {len(keystrokes)} keystrokes, {ROUNDS} rounds")
    print(f"building the index: {built * 1000:.2f} ms = {built / FRAME:.2f} frames")
    for name, measure in ("median", median), ("p95", _p95):
        ours, theirs = measure(search), measure(baseline)
        print(
            f"{name}: {ours * 1000:.3f} ms a keystroke = {ours / theirs:.2f} × WRatio over titles "
            f"({theirs * 1000:.3f} ms) = {ours / FRAME:.3f} frames of 60 Hz"
        )


def _typed(archive: Archive, keystrokes: list[str]) -> list[float]:
    """The seconds of each keystroke. Each round has an index of its own: what it remembers is only of that typing."""
    times = []
    for _ in range(ROUNDS):
        index = SearchIndex(archive)
        times += [_seconds(index.search, text) for text in keystrokes]
    return times


def _seconds(work: Callable[[GivenT], object], given: GivenT) -> float:
    start = perf_counter()
    work(given)
    return perf_counter() - start


def _p95(times: list[float]) -> float:
    return quantiles(times, n=20)[-1]


if __name__ == "__main__":
    main()
