"""How long it takes until a saved file shows, on a copy of the shipped archive.

Compared with the moment at which watchfiles alone notices the same save. Run it with `python -m benchmarks.reload`.
"""

from __future__ import annotations

import random
import shutil
import threading
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from queue import SimpleQueue
from statistics import median
from tempfile import TemporaryDirectory

from watchfiles import watch

from benchmarks.pseudo_terminal import EXPLORER, PseudoTerminal, contents
from benchmarks.timing import p95
from explorer.model.records import Topic
from explorer.snapshot import Snapshot, read_snapshot, shipped_archive


def main() -> None:
    parser = ArgumentParser(description="Measure the time from saving a file to seeing it on the screen.")
    parser.add_argument("--rounds", type=int, default=30, help="how often the file is saved (default: %(default)s)")
    rounds = parser.parse_args().rounds
    with TemporaryDirectory() as folder:
        root = Path(folder)
        for name in ("data", "seeds"):
            shutil.copytree(shipped_archive() / name, root / name)
        times = list(saves(root, rounds))
    ours, theirs = zip(*times, strict=True)
    print(f"{'':28}  median     p95")
    for name, measured in (("saved → on the screen", ours), ("saved → watchfiles notices", theirs)):
        print(f"{name:28}  {median(measured) * 1000:4.0f} ms  {p95(measured) * 1000:4.0f} ms")
    print(f"{'screen / watchfiles':28}  {median(ours) / median(theirs):7.2f}  {p95(ours) / p95(theirs):7.2f}")


def saves(root: Path, rounds: int) -> Iterator[tuple[float, float]]:
    """For each save, the seconds until it is on the explorer's screen, and until watchfiles alone has noticed it."""
    snapshot = read_snapshot(root)
    file, label = most_quoted(snapshot)
    original = file.read_text(encoding="utf-8")
    noticed: SimpleQueue[float] = SimpleQueue()
    stop = threading.Event()
    watcher = threading.Thread(target=note, args=(root / "data", noticed, stop))
    watcher.start()
    pause = random.Random(0)
    try:
        with PseudoTerminal((*EXPLORER, "--archive", str(root))) as terminal:
            terminal.wait_for(*contents(snapshot.archive))
            time.sleep(2)  # both watches stand
            for number in range(rounds):
                shown = f"{number:03} saves"
                saved = time.perf_counter()
                file.write_text(original.replace(label, shown), encoding="utf-8")
                yield terminal.wait_for([shown]) - saved, noticed.get(timeout=10) - saved
                time.sleep(pause.uniform(0.3, 0.6))
    finally:
        stop.set()
        watcher.join()


def most_quoted(snapshot: Snapshot) -> tuple[Path, str]:
    """The file and the label of the topic that is on top."""
    archive = snapshot.archive
    topic = max(archive.all(Topic), key=lambda topic: len(archive.quotes_of(topic)))
    return snapshot.root / archive.entries[topic.ref].place.file, topic.label


def note(folder: Path, noticed: SimpleQueue[float], stop: threading.Event) -> None:
    for _ in watch(folder, stop_event=stop):
        noticed.put(time.perf_counter())


if __name__ == "__main__":
    main()
