"""What goes wrong with a database is one sentence without a password, and then nothing is written."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from time import monotonic, sleep
from typing import Any

import psycopg
import pytest
from cli.running import Explorer, told
from postgresql.databases import do, everything, read, schemas

from benchmarks.postgresql_server import Server
from explorer.exporting import database_tables
from explorer.exporting.postgresql import writing

# Seconds.
_PATIENCE = 60

PASSWORD = "s3cret"


@pytest.fixture(scope="module", autouse=True)
def _roles(running: Server) -> None:
    do(
        running.url(),
        f"CREATE ROLE locked LOGIN PASSWORD '{PASSWORD}'",
        "CREATE ROLE humble LOGIN",
    )


def test_no_such_database(explorer: Explorer, running: Server) -> None:
    said = 'postgresql://postgres@/nowhere can’t be reached: database "nowhere" does not exist'
    assert said == told(explorer("export", running.url("nowhere")))


@pytest.mark.parametrize("password", ["", f"not-{PASSWORD}"])
def test_no_password_or_a_wrong_one(explorer: Explorer, running: Server, password: str) -> None:
    said = told(explorer("export", running.url(user="locked", password=password)))
    assert said.startswith("postgresql://locked@/postgres can’t be reached: ")
    assert "password" in said
    assert PASSWORD not in said


def test_the_right_password_is_not_shown(explorer: Explorer, url: str) -> None:
    do(url, "CREATE SCHEMA mine AUTHORIZATION locked")
    found = explorer("export", url.replace("postgres@", f"locked:{PASSWORD}@"), "--schema", "mine")
    assert 0 == found.code
    assert PASSWORD not in found.out + found.err


def test_no_right_to_make_a_schema(explorer: Explorer, url: str) -> None:
    """Whoever has the right is told how to give one."""
    said = told(explorer("export", url.replace("postgres@", "humble@")))
    assert said.startswith("humble may make no schema in postgresql://humble@/shared; ")
    do(url, said.partition("give one: ")[2])
    assert 0 == explorer("export", url.replace("postgres@", "humble@")).code


def test_no_right_to_write(explorer: Explorer, url: str) -> None:
    explorer("export", url)
    do(url, "GRANT USAGE ON SCHEMA archive TO humble", "GRANT SELECT ON ALL TABLES IN SCHEMA archive TO humble")
    (explorer.root / "data/more.yaml").write_text("people: [{id: eva, name: Eva}]\n")
    before = everything(url, "archive")
    said = told(explorer("export", url.replace("postgres@", "humble@")))
    assert "refuses it, and nothing is written: permission denied" in said
    assert before == everything(url, "archive")


def test_without_extensions_the_rest_is_there(explorer: Explorer, empty: str) -> None:
    """Whoever may make none finds words that are whole or begun; once somebody makes them, misspelt ones, too."""
    do(empty, "CREATE SCHEMA archive AUTHORIZATION humble")
    theirs = empty.replace("postgres@", "humble@")
    found = explorer("export", theirs)
    assert 0 == found.code
    assert 'explorer: the database has no pg_trgm (permission denied to create extension "pg_trgm")' in found.err
    query = "SELECT ref FROM archive.search(%s)"
    assert [("quote/ruiz-rebuild",)] == read(theirs, query, "east pier befo")[:1]
    assert [] == read(theirs, query, "rebiuld")
    do(empty, "CREATE EXTENSION pg_trgm", "CREATE EXTENSION fuzzystrmatch")
    found = explorer("export", theirs)
    assert "pg_trgm" not in found.err
    assert [("quote/ruiz-rebuild",)] == read(theirs, query, "rebiuld")[:1]


def test_extensions_are_used_wherever_they_are(explorer: Explorer, empty: str) -> None:
    do(empty, "CREATE SCHEMA ext", "CREATE EXTENSION pg_trgm SCHEMA ext", "CREATE EXTENSION fuzzystrmatch SCHEMA ext")
    assert 0 == explorer("export", empty).code
    assert [("quote/ruiz-rebuild",)] == read(empty, "SELECT ref FROM archive.search('rebiuld')")[:1]


def test_somebody_elses_tables_are_not_touched(explorer: Explorer, url: str) -> None:
    do(url, "CREATE SCHEMA archive", "CREATE TABLE archive.quotes (mine text)")
    said = told(explorer("export", url), 2)
    assert "the schema archive has tables that no export has made; --schema NAME names another" == said
    assert [] == read(url, "SELECT mine FROM archive.quotes")


def test_a_database_of_other_letters_is_refused(explorer: Explorer, running: Server) -> None:
    url = running.make("latin", "ENCODING 'LATIN1' LOCALE 'C'")
    assert "holds texts in LATIN1, which has not all characters; UTF8 is needed" in told(explorer("export", url))


@pytest.fixture
def cut(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What happens once the third record is being written is appended to this."""
    happens: list[Any] = []
    rows_of, seen = database_tables.rows_of, []

    def rows(*given: Any) -> Any:
        seen.append(given)
        if len(seen) == 3:
            for each in happens:
                each()
        return rows_of(*given)

    monkeypatch.setattr(writing, "rows_of", rows)
    return happens


def end(url: str) -> None:
    """End every connection to a database, as the server does when it is shut down."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def test_a_connection_that_is_lost_in_the_middle(explorer: Explorer, url: str, cut: list[Any]) -> None:
    name = url.partition("@/")[2].partition("?")[0]
    cut.append(lambda: end(url))
    said = told(explorer("export", url))
    assert f"the connection to postgresql://postgres@/{name} was lost, and nothing is written: terminating" in said
    assert "archive" not in schemas(url)


def test_a_connection_that_is_lost_at_the_end(explorer: Explorer, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether it was written, nobody knows."""
    export = writing._Transaction.export  # noqa: SLF001 - what is done before the end

    def ended(self: Any, extract: Any) -> Any:
        done = export(self, extract)
        end(url)
        return done

    monkeypatch.setattr(writing._Transaction, "export", ended)  # noqa: SLF001
    assert "was lost at the very end: export again to be sure" in told(explorer("export", url))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_an_export_that_is_told_to_end_leaves_nothing_behind(
    explorer: Explorer, url: str, cut: list[Any], number: int
) -> None:
    cut.append(lambda: os.kill(os.getpid(), number))
    with suppress(SystemExit):
        assert 130 == explorer("export", url).code
    assert "archive" not in schemas(url)
    asked = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    ends = monotonic() + _PATIENCE
    with psycopg.connect(url, autocommit=True) as other:
        # A connection that was closed is there until its process has noticed that.
        while (1,) != other.execute(asked).fetchone():
            assert monotonic() < ends, "it is still connected"
            sleep(0.05)


@pytest.mark.parametrize("name", ["X y", "it's \"x", "select", "é" * 31])
def test_a_schema_may_have_any_other_name(explorer: Explorer, url: str, name: str) -> None:
    assert 0 == explorer("export", url, "--schema", name).code
    assert name in schemas(url)
