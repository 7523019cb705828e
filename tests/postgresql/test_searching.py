"""The search in the database: misspelt words, cut-off ones, names, every alphabet; and nothing that is typed is SQL."""

from __future__ import annotations

from pathlib import Path

import pytest
from archives import write_archive
from postgresql.databases import do, read

from benchmarks.postgresql_server import Server
from explorer.exporting.extract import whole
from explorer.exporting.postgresql.writing import write
from explorer.snapshot import read_snapshot

YAML = """\
articles: [{id: pier, file: pier.txt, headline: Harbour to be dredged, byline: Jo Reporter}]
people:
- {id: ana, name: Ana Ruiz, aliases: [the mayor], role: mayor of Marazion}
- {id: bo, name: Bo Kirby}
- {id: taro, name: 東橋 太郎, type: named}
topics: [{id: pier, label: The pier}, {id: budget, label: City budget}]
events: [{id: fair, name: Harbour fair, place: Marazion}]
quotes:
- {id: rebuild, article: pier, speech: direct, text: We will rebuild the pier before summer, speaker: ana}
- {id: visitors, article: pier, speech: direct, text: Kirby says the visitors never saw it, speaker: bo}
- {id: cost, article: pier, speech: direct, text: The visitors will pay for what it costs, speaker: bo}
- {id: kanji, article: pier, speech: direct, text: 冬までに必ず再建する, speaker: taro}
- {id: thai, article: pier, speech: direct, text: เราจะสร้างสะพานใหม่, speaker: taro}
- {id: accent, article: pier, speech: direct, text: L’été à Éze était doux, speaker: ana}
- {id: hindi, article: pier, speech: direct, text: हम पुल फिर बनाएंगे, speaker: taro}
"""


@pytest.fixture(scope="module")
def searched(running: Server, tmp_path_factory: pytest.TempPathFactory) -> str:
    url = running.make("searched")
    root = write_archive(tmp_path_factory.mktemp("searched"), {"pier.txt": "Harbour to be dredged\n"}, YAML)
    write(whole(read_snapshot(root)), url, "s")
    return url


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("rebuild the pier", "quote/rebuild"),
        ("rebiuld teh peir", "quote/rebuild"),
        ("befor sumer", "quote/rebuild"),
        ("pier befo", "quote/rebuild"),
        ("summer rebuild", "quote/rebuild"),
        ("visiters pay", "quote/cost"),
        ("kirby", "person/bo"),
        ("kriby", "person/bo"),
        ("ana ruiz", "person/ana"),
        ("the mayor", "person/ana"),
        ("city budget", "topic/budget"),
        ("harbor fair", "event/fair"),
        ("dredged", "article/pier"),
        ("再建", "quote/kanji"),
        ("東橋", "person/taro"),
        ("สร้างสะพาน", "quote/thai"),
        ("ete eze", "quote/accent"),
        ("L'ÉTÉ", "quote/accent"),
        ("पुल", "quote/hindi"),
        ("“rebuild” — the pier!", "quote/rebuild"),
    ],
)
def test_the_first_hit_is_what_is_meant(searched: str, typed: str, first: str) -> None:
    assert [(first,)] == read(searched, "SELECT ref FROM s.search(%s)", typed)[:1]


@pytest.mark.parametrize("typed", ["", "  ", "!?", "zzzzxq", "'", "\\", "%", "$$", "a" * 300, "&|!():*<->", "𐐀" * 70])
def test_nothing_that_is_typed_is_more_than_words(searched: str, typed: str) -> None:
    assert [] == read(searched, "SELECT ref FROM s.search(%s)", typed)


def test_a_pasted_text_is_searched_for_its_rarest_words(searched: str) -> None:
    pasted = " ".join(["the will it for what"] * 200 + ["visitors pay costs"] + [f"unknown{n}" for n in range(200)])
    assert [("quote/cost",)] == read(searched, "SELECT ref FROM s.search(%s)", pasted)[:1]


def test_a_kind_and_a_number_may_be_asked_for(searched: str) -> None:
    every = read(searched, "SELECT ref, kind, title FROM s.search('pier')")
    assert {
        ("topic/pier", "topic", "The pier"),
        ("quote/rebuild", "quote", "We will rebuild the pier before summer"),
    } <= {*every}
    assert [("topic/pier",)] == read(searched, "SELECT ref FROM s.search('pier', 'topic')")
    assert 1 == len(read(searched, "SELECT ref FROM s.search('pier', NULL, 1)"))


def test_it_is_searched_from_any_schema_and_by_whoever_may_read(searched: str) -> None:
    do(
        searched,
        "CREATE ROLE reader LOGIN",
        "GRANT USAGE ON SCHEMA s TO reader",
        "GRANT SELECT ON ALL TABLES IN SCHEMA s TO reader",
    )
    theirs = searched.replace("postgres@", "reader@")
    assert [("quote/cost",)] == read(theirs, "SELECT ref FROM s.search('visiters pay')")[:1]


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        ("searched @@ websearch_to_tsquery('simple', 'visitors -costs')", {"visitors"}),
        ("searched @@ phraseto_tsquery('simple', s.fold('再建'))", {"kanji"}),
        ("searched @@ plainto_tsquery('simple', s.fold('Éze'))", {"accent"}),
        ("words ILIKE '%ตะ%' OR words LIKE '%สะพาน%'", {"thai"}),
        ("word_similarity('visiters', words) > .4", {"visitors", "cost"}),
    ],
)
def test_each_table_is_searched_by_what_postgresql_has(searched: str, condition: str, found: set[str]) -> None:
    query = f"SELECT id FROM s.quotes WHERE {condition}"
    assert found == {id for (id,) in read(searched, query)}


def test_what_is_gone_is_not_found(running: Server, tmp_path: Path) -> None:
    """Neither is a word that stands nowhere any more taken for another."""
    url = running.make("gone")
    root = write_archive(tmp_path, {"pier.txt": "Harbour to be dredged\n"}, YAML)
    write(whole(read_snapshot(root)), url, "s")
    (root / "data/archive.yaml").write_text(YAML.replace("before summer", "next winter"), encoding="utf-8")
    write(whole(read_snapshot(root)), url, "s")
    assert [] == read(url, "SELECT ref FROM s.search('sumemr')")
    assert [] == read(url, "SELECT word FROM s.words WHERE word = 'summer' OR records < 1")
    assert [("quote/rebuild",)] == read(url, "SELECT ref FROM s.search('nxet wintre')")[:1]
