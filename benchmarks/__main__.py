"""What the explorer costs at 35 and at 20,000 quotes: `make bench`; every benchmark in turn: `make bench ARGS=all`."""

from __future__ import annotations

import sys

from benchmarks import (
    completion,
    drafting,
    exporting,
    keystroke_editor,
    keystroke_screen,
    postgresql,
    reload,
    same_words,
    search,
    site,
    sizes,
    startup,
    verification,
)

ALL = (
    sizes,
    startup,
    completion,
    reload,
    search,
    keystroke_screen,
    keystroke_editor,
    verification,
    same_words,
    drafting,
    exporting,
    site,
    postgresql,
)


def main() -> None:
    given, sys.argv[1:] = sys.argv[1:], []  # a benchmark reads its own arguments
    if given not in ([], ["all"]):
        sys.exit("all is the only argument; to measure one thing: python -m benchmarks.NAME")
    for benchmark in ALL if given else (sizes,):
        print(f"# {benchmark.__name__.rpartition('.')[2]}\n")
        benchmark.main()
        print()


if __name__ == "__main__":
    main()
