"""PostgreSQL finds about as well as the explorer does, and the benchmark that says so says all that it promises."""

from __future__ import annotations

import re
from pathlib import Path

import psycopg
import pytest

from benchmarks import postgresql, quotes
from benchmarks.engines import Explorer
from benchmarks.postgresql import asked, measured
from benchmarks.queries import hard_queries, plain_queries
from benchmarks.quotes import archive_of
from explorer.exporting.extract import whole
from explorer.exporting.postgresql.writing import write
from explorer.snapshot import Snapshot


@pytest.fixture(autouse=True)
def _few_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """To invent as many as a large archive has takes longer than to make a small one of them."""
    monkeypatch.setattr(quotes, "_NAMES", 2_000)


def test_the_first_hit_is_right_within_three_points(url: str, tmp_path: Path) -> None:
    """The queries, the archive and the answers are always the same."""
    archive = archive_of(1_000)
    kinds = [plain_queries(archive, 100), hard_queries(archive, 100)]
    write(whole(Snapshot(root=tmp_path, archive=archive)), url, "archive")
    ours = measured(Explorer(archive).fresh, kinds).shares
    with psycopg.connect(url) as connection:
        theirs = measured(lambda: asked(connection), kinds).shares
    assert all(there >= here - 0.03 for here, there in zip(ours, theirs, strict=True)), (ours, theirs)


def test_the_benchmark_says_how_long_and_how_well(capsys: pytest.CaptureFixture[str]) -> None:
    postgresql.main(["60", "--queries", "8"])
    out = capsys.readouterr().out
    written = dict(re.findall(r"^(\w.*?) +[\d.]+ s  +[\d.]+ × reading +([\d,]+) records", out, re.MULTILINE))
    assert {"nothing changed": "0", "one quote changed": "1", "changed back": "1"}.items() <= written.items()
    assert {"explorer", "PostgreSQL"} == set(re.findall(r"^(\w+) +(?:[\d.]+%[ ]*){4}[\d. ]+$", out, re.MULTILINE))
