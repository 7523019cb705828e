"""What the explorer costs at 35 and at 20,000 quotes, in some minutes: `python -m benchmarks.sizes [SIZE …]`.

The smallest archive is the one that comes with the explorer, the others are those of `benchmarks.newspaper`. Seconds
and megabytes depend on the machine, so each figure has its ratio to a baseline that is measured in between: a bare
Textual app with a list, from its start to its first frame, or its memory; and `yaml.load` by the loader of libyaml, a
whole Python program that reads the archive's data files and does nothing else. `--against FOLDER` measures the explorer
of another checkout as well, turn by turn, on the same archives.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Iterator, Sequence
from compileall import compile_dir
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks.newspaper import write_newspaper
from benchmarks.pseudo_terminal import EXPLORER, ROOT, PseudoTerminal, contents
from benchmarks.reload import most_quoted
from benchmarks.startup import BARE_APP
from explorer.model.records import Quote, title
from explorer.snapshot import read_snapshot, shipped_archive

SIZES = (35, 20_000)
BARE, YAML = "bare app", "yaml.load"
# Each figure, and what it is given as a multiple of.
FIGURES = {
    "start → last picture": BARE,
    "start → first frame": BARE,
    "saved → on the screen": BARE,
    "search": YAML,
    "list": YAML,
    "check, nothing kept": YAML,
    "memory after a search": BARE,
}
LOAD = """
import pathlib, sys, yaml
for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.yaml")):
    with path.open("rb") as file:
        yaml.load(file, Loader=yaml.CSafeLoader)
"""
# Above so many quotes each figure is measured fewer times.
_LARGE = 5_000
# Seconds after which nothing more is to be expected.
_PATIENCE = 180
# When a search is shown, the app may still be busy for so many seconds.
_SETTLED = 2


class Checkout(NamedTuple):
    """An explorer to measure: where its package is, and the folder where it keeps what it keeps."""

    name: str
    folder: Path
    kept: Path

    def environment(self, **more: str) -> dict[str, str]:
        folders = {f"XDG_{kind}_HOME": str(self.kept / kind.lower()) for kind in ("CACHE", "STATE", "CONFIG")}
        return {**os.environ, "PYTHONPATH": str(self.folder), **folders, **more}


def main(argv: Sequence[str] | None = None) -> None:
    parser = ArgumentParser(description="Measure what the explorer costs, as multiples of a bare app and of yaml.load.")
    parser.add_argument("sizes", metavar="SIZE", type=int, nargs="*", default=SIZES, help="quotes (default: 35 20000)")
    parser.add_argument("--against", metavar="FOLDER", type=Path, help="another checkout of the explorer")
    given = parser.parse_args(argv)
    if given.against and not (given.against / "explorer").is_dir():
        parser.error(f"--against {given.against}: there is no checkout of the explorer")
    with TemporaryDirectory() as scratch:
        checkouts = [Checkout("explorer", ROOT, Path(scratch) / "kept")]
        if given.against:
            checkouts.append(Checkout("the other", given.against.resolve(), Path(scratch) / "kept-by-the-other"))
        for checkout in checkouts:
            compile_dir(checkout.folder / "explorer", quiet=1)  # as an installed program is
        for size in given.sizes:
            root = Path(scratch) / f"archive-{size}"
            write_archive(size, root)
            report(size, root, checkouts)


def write_archive(size: int, root: Path) -> None:
    """The shipped archive if it is asked for by its size, else an invented one."""
    if size > SIZES[0]:
        write_newspaper(size, root)
        return
    for name in ("data", "seeds"):
        shutil.copytree(shipped_archive() / name, root / name)


def report(size: int, root: Path, checkouts: Sequence[Checkout]) -> None:
    """Measure all figures on one archive, in turns, and print their medians."""
    measured: dict[tuple[str, str], list[float]] = defaultdict(list)
    for name, measured_of, value in measure(root, checkouts, few=size > _LARGE):
        measured[name, measured_of].append(value)
    found = {key: median(values) for key, values in measured.items()}
    print(f"{f'{size:,} quotes':24}" + "".join(f"{checkout.name:>12}{'':>10}" for checkout in checkouts))
    for name, base in FIGURES.items():
        in_bytes = name.startswith("memory")
        row = f"{name:24}"
        against = found[f"{base}, memory" if in_bytes else base, ""]
        for checkout in checkouts:
            value = found[name, checkout.name]
            row += f"{value / 2**20:9.0f} MB" if in_bytes else f"{value * 1000:9.0f} ms"
            row += f"{value / against:8.2f} ×"
        print(f"{row}  {base}")
    bare, loading = found[BARE, ""] * 1000, found[YAML, ""] * 1000
    print(f"bare app {bare:.0f} ms, {found[f'{BARE}, memory', ''] / 2**20:.0f} MB; yaml.load {loading:.0f} ms\n")


def measure(root: Path, checkouts: Sequence[Checkout], few: bool) -> Iterator[tuple[str, str, float]]:
    """The name of a figure, the checkout, if it is of one, and the seconds or bytes: several times each."""
    snapshot = read_snapshot(root)
    frame, (file, label) = contents(snapshot.archive), most_quoted(snapshot)
    *_, last = snapshot.archive.all(Quote)
    word = title(last).split()[-1]
    del snapshot
    for _ in range(1 if few else 5):
        for checkout in checkouts:
            shutil.rmtree(checkout.kept, ignore_errors=True)
            yield "check, nothing kept", checkout.name, command(checkout, "check", root)
        yield YAML, "", program([sys.executable, "-c", LOAD, str(root / "data")], ROOT, dict(os.environ))
    for number in range(3 if few else 8):
        for checkout in checkouts:
            seconds, picture = first_frame(checkout, root, frame), last_picture(checkout, root, frame)
            search, listing = command(checkout, "search", root, word), command(checkout, "list", root, "people")
            if number:  # the first round fills what is kept
                yield "start → last picture", checkout.name, picture
                yield "start → first frame", checkout.name, seconds
                yield "search", checkout.name, search
                yield "list", checkout.name, listing
        with PseudoTerminal((sys.executable, "-c", BARE_APP)) as terminal:
            yield BARE, "", terminal.wait_for(["The first row"]) - terminal.started
            yield f"{BARE}, memory", "", terminal.memory()
    for checkout in checkouts:
        yield from while_open(checkout, root, frame, file, label, word, rounds=3 if few else 8)


def command(checkout: Checkout, name: str, root: Path, *words: str) -> float:
    """The seconds that a command of the explorer takes, as a whole program."""
    call = [*EXPLORER, name, "--archive", str(root), *words]
    return program(call, checkout.folder, checkout.environment())


def program(call: Sequence[str], folder: Path, environment: dict[str, str]) -> float:
    """The seconds that a program takes; RuntimeError if it does not end as one that found something, or problems."""
    start = time.perf_counter()
    done = subprocess.run(call, cwd=folder, env=environment, capture_output=True, check=False)
    seconds = time.perf_counter() - start
    if done.returncode not in (0, 1):
        raise RuntimeError(f"{' '.join(call)} ended with {done.returncode}: {done.stderr.decode(errors='replace')}")
    return seconds


def opened(checkout: Checkout, root: Path, *options: str) -> PseudoTerminal:
    call = (*EXPLORER, *options, "--archive", str(root))
    return PseudoTerminal(call, checkout.environment(), _PATIENCE, checkout.folder)


def last_picture(checkout: Checkout, root: Path, frame: tuple[set[str], set[str]]) -> float:
    """The seconds from a start until what the one before left is on the screen: topics and quotes."""
    with opened(checkout, root) as terminal:
        return terminal.wait_for(*frame) - terminal.started


def first_frame(checkout: Checkout, root: Path, frame: tuple[set[str], set[str]]) -> float:
    """The seconds from the start until topics and quotes are on the screen."""
    with opened(checkout, root, "--fresh") as terminal:
        seconds = terminal.wait_for(*frame) - terminal.started
        terminal.press("\t")  # what is left is complete
        return seconds


def while_open(
    checkout: Checkout, root: Path, frame: tuple[set[str], set[str]], file: Path, label: str, word: str, rounds: int
) -> Iterator[tuple[str, str, float]]:
    """The memory of the app once its index is whole, and the seconds from saving a file until it shows."""
    original = file.read_text(encoding="utf-8")
    with opened(checkout, root, "--fresh") as terminal:
        terminal.wait_for(*frame)
        time.sleep(_SETTLED)
        terminal.press("/")
        # The letters of the word are on the screen at once, in the box; a hit has it after other words.
        terminal.press(word, lambda written: written.count(word.encode()) > 1)
        time.sleep(_SETTLED)
        yield "memory after a search", checkout.name, terminal.memory()
        terminal.press("\x1b")
        try:
            for number in range(rounds):
                shown = f"{number:03} saves"
                saved = time.perf_counter()
                file.write_text(original.replace(label, shown), encoding="utf-8")
                yield "saved → on the screen", checkout.name, terminal.wait_for([shown]) - saved
                time.sleep(_SETTLED / 2)
        finally:
            file.write_text(original, encoding="utf-8")


if __name__ == "__main__":
    main()
