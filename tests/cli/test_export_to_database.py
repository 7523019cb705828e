"""What of an export into a database is told without one: wrong usage, and that there is no server. Never a password."""

from __future__ import annotations

import sys

import pytest
from cli.running import Explorer, told

PASSWORD = "s3cret"


def test_no_server(explorer: Explorer) -> None:
    url = f"postgresql://ana:{PASSWORD}@127.0.0.1:1/news"
    assert "postgresql://ana@127.0.0.1:1/news can’t be reached: Connection refused" == told(explorer("export", url))
    said = told(explorer("export", f"postgresql://ana:{PASSWORD}@nowhere.invalid/news"))
    assert said.startswith("postgresql://ana@nowhere.invalid/news can’t be reached: ")
    assert PASSWORD not in said


@pytest.mark.parametrize("url", [f"postgresql://ana:{PASSWORD}%zz@host/db", f"postgresql://h/db?nonsense={PASSWORD}"])
def test_what_is_no_url_is_wrong_usage(explorer: Explorer, url: str) -> None:
    said = "that is no URL of a database; one is postgresql://USER@HOST:PORT/NAME"
    assert said == told(explorer("export", url), 2)


@pytest.mark.parametrize("name", ["", "pg_x", "x" * 64, "information_schema", "a\nb", "a\0"])
def test_no_schema_is_called_that(explorer: Explorer, name: str) -> None:
    assert "schema" in told(explorer("export", "postgresql://127.0.0.1:1/news", "--schema", name), 2)


def test_without_its_package_it_says_what_to_install(explorer: Explorer, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "psycopg"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "psycopg", None)
    said = told(explorer("export", "postgresql://h/db"), 2)
    assert "postgresql needs another package: pip install 'article-explorer[postgresql]'" == said


@pytest.mark.parametrize("option", [["-o", "x"], ["--title", "x"], ["--drafts"]])
def test_what_is_for_files_is_wrong_usage(explorer: Explorer, option: list[str]) -> None:
    assert "is for files" in told(explorer("export", "postgresql://h/db", *option), 2)


def test_no_message_has_a_password(explorer: Explorer) -> None:
    for words in (["export", "json"], ["export"], ["show"], []):
        for url in (
            f"postgresql://ana:{PASSWORD}@h/db",
            f"postgres://h/db?password={PASSWORD}",
            f"postgrsql://a:{PASSWORD}@h",
        ):
            found = explorer(*words, url, url)
            assert 0 != found.code
            assert PASSWORD not in found.out + found.err, words
