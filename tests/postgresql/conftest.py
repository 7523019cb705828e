"""A PostgreSQL server that all tests here share, with a database of its own for each."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from archives import write_archive
from cli.running import Explorer
from postgresql.databases import do, quoted, schemas
from tools import needed

from benchmarks.postgresql_server import FOLDERS, Server, server

_numbers = count()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All tests of this folder share one worker, and so one server."""
    for item in items:
        if item.nodeid.startswith("tests/postgresql/"):  # of all tests; to compare paths takes longer
            item.add_marker(pytest.mark.postgresql)
            item.add_marker(pytest.mark.xdist_group("postgresql"))


@pytest.fixture(scope="session")
def running() -> Iterator[Server]:
    """Where there is none, tests are skipped, but never where all tests must run."""
    with server(needed("initdb", package="postgresql", among=FOLDERS)) as made:
        yield made


@pytest.fixture
def empty(running: Server) -> str:
    """An empty database, without extensions. Each is some hundred files: most tests share one."""
    return running.make(f"test_{next(_numbers)}")


@pytest.fixture(scope="session")
def shared(running: Server) -> str:
    return running.make("shared")


@pytest.fixture
def url(shared: str) -> Iterator[str]:
    """A database in which there is no schema yet."""
    yield shared
    made = schemas(shared) - {"public", "information_schema"}
    do(shared, *(f"DROP SCHEMA {quoted(name)} CASCADE" for name in made if not name.startswith("pg_")))


@pytest.fixture
def explorer(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Explorer:
    root = write_archive(tmp_path / "archive")
    monkeypatch.chdir(root)
    return Explorer(capsys, root)
