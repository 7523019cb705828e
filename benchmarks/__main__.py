"""Runs every benchmark in turn: `make bench`."""

from __future__ import annotations

from benchmarks import reload, search_keystroke, startup, verification


def main() -> None:
    for benchmark in (startup, reload, search_keystroke, verification):
        print(f"# {benchmark.__name__.rpartition('.')[2]}\n")
        benchmark.main()
        print()


if __name__ == "__main__":
    main()
