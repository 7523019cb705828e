"""Runs every benchmark in turn: `make bench`."""

from __future__ import annotations

from benchmarks import (
    completion,
    drafting,
    exporting,
    keystroke_editor,
    keystroke_screen,
    reload,
    same_words,
    search,
    site,
    startup,
    verification,
)

ALL = (
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
)


def main() -> None:
    for benchmark in ALL:
        print(f"# {benchmark.__name__.rpartition('.')[2]}\n")
        benchmark.main()
        print()


if __name__ == "__main__":
    main()
