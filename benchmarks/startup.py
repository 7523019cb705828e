"""How long it takes until the archive is on the screen, from the start of the process.

Compared with the least that a Textual app needs to show a list, in turns. Run it with `python -m benchmarks.startup`.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Collection, Sequence
from compileall import compile_dir
from statistics import median

from benchmarks.pseudo_terminal import EXPLORER, ROOT, PseudoTerminal, contents
from explorer.snapshot import read_snapshot, shipped_archive

BARE_APP = """
from textual.app import App
from textual.widgets import OptionList

class BareApp(App):
    def compose(self):
        yield OptionList("The first row", *map(str, range(1, 50)))

BareApp().run()
"""


def main() -> None:
    parser = ArgumentParser(description="Measure the time from the start of the process to the first usable frame.")
    parser.add_argument("--rounds", type=int, default=15, help="how often each is started (default: %(default)s)")
    rounds = parser.parse_args().rounds
    compile_dir(ROOT / "explorer", quiet=1)  # as an installed program is
    root = shipped_archive()
    explorer = (*EXPLORER, "--archive", str(root))
    bare = (sys.executable, "-c", BARE_APP)
    frame = contents(read_snapshot(root).archive)
    times: list[tuple[float, float]] = []
    for number in range(rounds + 1):
        measured = seconds(explorer, *frame), seconds(bare, ["The first row"])
        if number:  # the first round fills the system's caches
            times.append(measured)
    ours, theirs = zip(*times, strict=True)
    print(f"{'':24}  median     min")
    print(f"{'explorer':24}  {median(ours) * 1000:4.0f} ms  {min(ours) * 1000:4.0f} ms")
    print(f"{'bare Textual app':24}  {median(theirs) * 1000:4.0f} ms  {min(theirs) * 1000:4.0f} ms")
    print(f"{'explorer / bare app':24}  {median(ours) / median(theirs):7.2f}  {min(ours) / min(theirs):7.2f}")


def seconds(command: Sequence[str], *frame: Collection[str]) -> float:
    """The seconds until one of each of the frame's choices is on the screen."""
    with PseudoTerminal(command) as terminal:
        return terminal.wait_for(*frame) - terminal.started


if __name__ == "__main__":
    main()
