"""How long a shell waits at a Tab: for commands, refs and values of filters, in the shipped archive and in large ones.

Compared with the least that a program in Python needs to take its arguments. Run it with `python -m
benchmarks.completion [QUOTES …]`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from compileall import compile_dir
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.archive_files import write_archive
from benchmarks.pseudo_terminal import ROOT
from benchmarks.quotes import archive_of
from benchmarks.timing import timed
from explorer.snapshot import shipped_archive

BARE_PROGRAM = "import argparse; argparse.ArgumentParser().parse_args([])"
LINES = ("explorer tim", "explorer show person/a", "explorer search topic:")


def main() -> None:
    parser = ArgumentParser(description="Measure the time that a shell waits at a Tab.")
    parser.add_argument("quotes", type=int, nargs="*", default=[10_000], help="sizes of archives (default: 10000)")
    parser.add_argument("--rounds", type=int, default=15, help="how often each is asked (default: %(default)s)")
    given = parser.parse_args()
    compile_dir(ROOT / "explorer", quiet=1)  # as an installed program is
    with TemporaryDirectory() as cache:
        os.environ["XDG_CACHE_HOME"] = cache
        measure(given.quotes, given.rounds)


def measure(sizes: Sequence[int], rounds: int) -> None:
    """Print what a Tab takes in the shipped archive, and in archives of these sizes."""
    print(f"{'':28}{'first':>9}{'median':>9}  / bare program")
    _, bare = times([sys.executable, "-c", BARE_PROGRAM], rounds)
    print(f"{'bare program':28}{'':9}{bare * 1000:6.0f} ms")
    tell("shipped", shipped_archive(), rounds, bare)
    for size in sizes:
        with TemporaryDirectory() as folder:
            write_archive(archive_of(size), Path(folder))
            tell(f"{size:,} quotes", Path(folder), rounds, bare)


def tell(name: str, root: Path, rounds: int, bare: float) -> None:
    """Print what each line takes in an archive, the first time and then."""
    for line in LINES:
        asked = f"{line.replace('explorer', f'explorer --archive {root}', 1)}"
        first, usual = times([sys.executable, "-m", "explorer", "completion", "bash", "--", asked], rounds)
        said = f"{name}: {line.removeprefix('explorer ')}"
        print(f"{said:28}{first * 1000:6.0f} ms{usual * 1000:6.0f} ms  {usual / bare:6.1f}")


def times(command: Sequence[str], rounds: int) -> tuple[float, float]:
    """The seconds that a command takes the first time, and the median of so many times after it."""
    measured = [timed(lambda: subprocess.run(command, capture_output=True, check=True))[0] for _ in range(rounds + 1)]
    return measured[0], median(measured[1:])


if __name__ == "__main__":
    main()
