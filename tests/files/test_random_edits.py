"""Whatever is edited, in whatever style a file is written: what was asked for is there, and all else as it was.

`EXPLORER_EDITS=10000` makes so many random edits, and prints how many were refused, and why.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from archives import PIER_YAML
from files.random_edits import Refused, edit_at_random, type_at_random
from files.strange_yaml import STRANGE

from explorer.snapshot import shipped_archive

FILES = {name: text.encode() for name, text in STRANGE.items()} | {"pier": PIER_YAML.encode()}
SHIPPED = {path.name: path.read_bytes() for path in sorted(Path(shipped_archive(), "data").glob("**/*.yaml"))}
# So many edits are made in a file one after the other: few where it is long, since the other parser is slow.
CHAIN = 8
FEW = 2
EDITS = int(os.environ.get("EXPLORER_EDITS", "0"))


def edited(content: bytes, seed: int, refused: Counter[str], chain: int = CHAIN) -> None:
    """Make some random edits in a file, one after the other: of a record, and by typing into its form."""
    random = Random(seed)
    for n in range(chain):
        try:
            content = type_at_random(content, random) if n % 2 else edit_at_random(content, random)[0]
        except Refused as error:
            refused[str(error)] += 1


@pytest.mark.parametrize("name", FILES)
def test_a_strange_file_stays_as_it_is_but_for_what_is_edited(name: str) -> None:
    edited(FILES[name], 1, Counter())


@pytest.mark.parametrize("name", SHIPPED)
def test_a_file_of_the_shipped_archive_stays_as_it_is_but_for_what_is_edited(name: str) -> None:
    """None of the edits is refused."""
    refused: Counter[str] = Counter()
    edited(SHIPPED[name], 1, refused, FEW)
    assert not refused


@pytest.mark.skipif(not EDITS, reason="takes minutes; EXPLORER_EDITS says how many edits to make")
def test_many_edits(capsys: pytest.CaptureFixture[str]) -> None:
    refused: dict[str, Counter[str]] = {name: Counter() for name in FILES | SHIPPED}
    for n in range(EDITS // CHAIN):
        name = list(refused)[n % len(refused)]
        edited((FILES | SHIPPED)[name], n, refused[name])
    with capsys.disabled():
        print(f"\n{EDITS} edits, {sum(count.total() for count in refused.values())} refused")  # noqa: T201
        for name, counts in refused.items():
            for why, count in counts.most_common():
                print(f"{count:6} {name}: {why}")  # noqa: T201
