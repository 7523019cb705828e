"""Processes that write and are killed at random moments, and what the files are then: `killed_writers.py KILLS FOLDER`.

Each writer writes one step after the other into two files, and undoes some and does them again. After each kill the
file with one name has to be as it was before or after some step; and once the next one has begun to write, so has the
one with two names (hard links), which is written into, and both as after the same step.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from itertools import count
from pathlib import Path
from random import Random

from explorer.desk.journal import Journal
from explorer.desk.steps import journal_of, write_step
from explorer.desk.undoing import redo, undo

FILES = ("data/a.yaml", "data/b.yaml")
# Seconds: a step takes some hundredths of them.
LONGEST = 0.1
# As long as a file that is written in several blocks.
FILLING = "# so that it takes a while to write\n" * 500


def state(name: str, number: int) -> bytes:
    """What is in a file after so many steps."""
    return f"people:\n- {{id: p{number}, name: {Path(name).stem}}}\n{FILLING}# {number}\n".encode()


def number_of(content: bytes) -> int:
    """How many steps a file has."""
    return int(content.partition(b"id: p")[2].partition(b",")[0])


def write_on(root: Path, random: Random) -> None:
    """Write steps without an end."""
    for number in count(number_of((root / FILES[0]).read_bytes())):
        before, after = ({name: state(name, n) for name in FILES} for n in (number, number + 1))
        write_step(root, f"Step {number + 1}", before, after)
        if random.random() < 0.5:
            undo(root)
            redo(root)


def killed(root: Path, random: Random) -> None:
    """Kill a writer at a random moment. Raises AssertionError when a file is not as it was before or after a step."""
    pid = os.fork()
    if not pid:
        try:
            write_on(root, random)
        finally:
            os._exit(1)
    time.sleep(random.random() * LONGEST)
    os.kill(pid, signal.SIGKILL)
    assert os.WIFSIGNALED(os.waitpid(pid, 0)[1]), "the writer had ended by itself"
    require_whole(root / FILES[0])
    with journal_of(root) as (_, steps):
        assert not steps.pending
    require_whole(root / FILES[1])
    assert (root / FILES[1]).samefile(root / "other.yaml")
    numbers = {number_of((root / name).read_bytes()) for name in FILES}
    assert 1 == len(numbers), f"the files are not of one step: {numbers}"
    assert f"Step {numbers.pop()}" == (steps.done[-1].what if steps.done else "Step 0"), "the journal has other steps"


def require_whole(path: Path) -> None:
    content = path.read_bytes()
    assert state(path.name, number_of(content)) == content, f"{path} is half written"


def main(kills: int, root: Path) -> None:
    (root / "data").mkdir(parents=True, exist_ok=True)
    for name in FILES:
        (root / name).write_bytes(state(name, 0))
    (root / "other.yaml").hardlink_to(root / FILES[1])
    random = Random(1)
    for _ in range(kills):
        killed(root, random)
    drafts = sum(1 for _ in (root / "data").glob(".*.draft"))
    steps = number_of((root / FILES[0]).read_bytes())
    kept = sum(path.stat().st_size for path in Journal(root).folder.glob("*"))
    print(f"{kills} kills, {steps} steps, {drafts} drafts left over, {kept >> 10} KB kept to undo by")  # noqa: T201


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
