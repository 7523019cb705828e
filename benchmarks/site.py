"""How long a site takes, and how large its files are: `python -m benchmarks.site [QUOTES]`.

The archive has an article for each thirty quotes. What writing takes is given against two baselines of the same run:
reading and checking that archive, and writing it as JSON.
"""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace

from benchmarks.archive_files import write_archive
from benchmarks.quotes import archive_of
from benchmarks.timing import timed
from explorer.desk.saving import save_files
from explorer.exporting.archive_json import as_json
from explorer.exporting.extract import Extract, whole
from explorer.exporting.site import site_files
from explorer.model.records import Kind
from explorer.processes import Processes
from explorer.snapshot import read_snapshot

_QUOTES = 3_000


def main() -> None:
    quotes = int(sys.argv[1]) if sys.argv[1:] else _QUOTES
    with TemporaryDirectory() as folder:
        root = Path(folder)
        write_archive(archive_of(quotes), root)
        reading, snapshot = timed(lambda: read_snapshot(root))
        extract = whole(snapshot)
        as_text, text = timed(lambda: as_json(extract))
        print(f"{len(extract.records[Kind.ARTICLE]):,} articles, {quotes:,} quotes, {_megabytes(len(text))} of JSON\n")
        print(f"{'':<24} {'seconds':>8} {'× reading':>10} {'× JSON':>8}")
        print(f"{'reading and checking':<24} {reading:>8.1f} {1:>10.1f} {reading / as_text:>8.1f}")
        for jobs in dict.fromkeys((1, os.cpu_count() or 1)):
            part = replace(extract, executor=Processes(jobs))
            taken, _ = timed(lambda part=part: _written(part, root))  # type: ignore[misc]
            what = f"the site, {jobs} process{'' if jobs == 1 else 'es'}"
            print(f"{what:<24} {taken:>8.1f} {taken / reading:>10.1f} {taken / as_text:>8.1f}")
        print()
        for line in _sizes(root / "site"):
            print(line)
    for who, what in (
        (resource.RUSAGE_SELF, "this process"),
        (resource.RUSAGE_CHILDREN, "another, sharing most of it"),
    ):
        print(f"memory: at most {_megabytes(resource.getrusage(who).ru_maxrss * 1024)} in {what}")


def _written(extract: Extract, root: Path) -> None:
    save_files(site_files(extract), str(root / "site"), root)


def _sizes(site: Path) -> Iterator[str]:
    """How many files there are, and how large those of each kind."""
    pages = {path: path.stat().st_size for path in site.rglob("*.html")}
    largest = max(pages, key=pages.__getitem__)
    start = pages[site / "index.html"]
    yield f"{len(pages):,} pages, {_megabytes(sum(pages.values()))}; the start page {_kilobytes(start)}"
    yield f"the largest, {largest.relative_to(site)}: {_kilobytes(pages[largest])}"
    parts = [path.stat().st_size for path in (site / "assets" / "search").iterdir()]
    yield f"the search: {len(parts):,} scripts, {_megabytes(sum(parts))}; the largest {_kilobytes(max(parts))}"


def _megabytes(size: float) -> str:
    return f"{size / 1e6:,.1f} MB"


def _kilobytes(size: float) -> str:
    return f"{size / 1e3:,.1f} kB"


if __name__ == "__main__":
    main()
