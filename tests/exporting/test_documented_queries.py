"""What the documentation asks of exported tables is answered: also of several exports as of one."""

from __future__ import annotations

import io
import re
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import duckdb
import pytest

from explorer.exporting.extract import found_by, whole
from explorer.exporting.formats import zipped
from explorer.exporting.parquet_tables import parquet_tables
from explorer.snapshot import Snapshot

PAGE = Path(__file__).parents[2] / "docs" / "exporting.md"
QUERIES = re.findall(r'duckdb -c "([^"]+)"', PAGE.read_text(encoding="utf-8"))


@pytest.fixture
def _exported(shipped: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, extract in (("archive", whole(shipped)), ("part", found_by(shipped, "taiwan"))):
        ZipFile(io.BytesIO(zipped(parquet_tables(extract)))).extractall(name)


@pytest.mark.usefixtures("_exported")
@pytest.mark.parametrize("query", QUERIES)
def test_duckdb_answers(query: str) -> None:
    with closing(duckdb.connect()) as tables:
        assert tables.execute(query).fetchall()


@pytest.mark.usefixtures("_exported")
def test_parts_are_read_as_one_table_that_says_whose_each_row_is(shipped: Snapshot) -> None:
    (query,) = (query for query in QUERIES if "filename" in query)
    with closing(duckdb.connect()) as tables:
        counted = dict(tables.execute(query).fetchall())
    expected = {"archive": len(whole(shipped).quotes), "part": len(found_by(shipped, "taiwan").quotes)}
    assert expected == {Path(str(name)).parent.name: number for name, number in counted.items()}
