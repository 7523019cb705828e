"""Runs every benchmark in turn: `make bench`."""

from __future__ import annotations

from benchmarks import completion, drafting, keystroke_screen, reload, same_words, search, startup, verification


def main() -> None:
    for benchmark in (startup, completion, reload, search, keystroke_screen, verification, same_words, drafting):
        print(f"# {benchmark.__name__.rpartition('.')[2]}\n")
        benchmark.main()
        print()


if __name__ == "__main__":
    main()
