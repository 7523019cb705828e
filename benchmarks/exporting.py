"""How fast an archive is exported: `python -m benchmarks.exporting [SIZE]`, with so many quotes.

Times depend on the machine, so each is given beside that of reading the archive, measured in the same run; and for the
site, in how many processes it was written.
"""

from __future__ import annotations

import os
from argparse import ArgumentParser
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from msgspec.structs import replace

from benchmarks.archive_files import write_archive
from benchmarks.quotes import archive_of
from explorer.exporting.extract import whole
from explorer.exporting.formats import EXPORT_FORMATS
from explorer.processes import Processes
from explorer.snapshot import read_snapshot


def main() -> None:
    parser = ArgumentParser(description="Measure how fast an archive is exported.")
    parser.add_argument("size", type=int, nargs="?", default=3_000, help="how many quotes (default: %(default)s)")
    with TemporaryDirectory() as folder:
        write_archive(archive_of(parser.parse_args().size), Path(folder))
        start = perf_counter()
        extract = whole(read_snapshot(Path(folder)))
        reading = perf_counter() - start
    print(f"{'reading':20} {reading:7.2f} s")
    for format in EXPORT_FORMATS:
        for jobs in (1, os.cpu_count() or 1) if format.id == "site" else (1,):
            start = perf_counter()
            size = len(format.write(replace(extract, executor=Processes(jobs))))
            seconds = perf_counter() - start
            name = f"{format.id}, {jobs} processes" if jobs > 1 else format.id
            print(f"{name:20} {seconds:7.2f} s  {seconds / reading:5.2f} × reading  {size / 1e6:7.1f} MB")


if __name__ == "__main__":
    main()
