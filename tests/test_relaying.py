"""Words are relayed when someone other than their speaker told of them, with a record or without one. Every part of the
explorer says the same of the same quote."""

from __future__ import annotations

from pathlib import Path

import pytest
from archives import PIER, PIER_YAML, record_of, write_archive
from ui.driving import opened

from explorer.citing import FORMATS, Citable
from explorer.cli.show_command import card
from explorer.model.records import Kind, Person, Quote, Topic
from explorer.search.index import SearchIndex
from explorer.snapshot import Snapshot, read_snapshot
from explorer.sources import sources_matrix

# By whom the one quote of Ruiz on the budget is told, and who that is said to be; None where she tells it herself.
TELLERS = [("ana-ruiz", None), ("city-aide", "a city aide"), ("nobody", "nobody")]
QUOTE = "quote/ruiz-budget"


def write_told(root: Path, teller: str) -> Path:
    """The archive of the pier, its quote on the budget relayed by someone."""
    return write_archive(root, {"pier.txt": PIER}, f"{PIER_YAML}  relayed_by: {teller}\n")


@pytest.fixture(params=TELLERS, ids=[teller for teller, _ in TELLERS])
def told(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Snapshot, Quote, str | None]:
    """An archive, its quote, and by whom that is relayed."""
    teller, name = request.param
    snapshot = read_snapshot(write_told(tmp_path, teller))
    quote = snapshot.archive.find(QUOTE)
    assert isinstance(quote, Quote)
    return snapshot, quote, name


Told = tuple[Snapshot, Quote, str | None]


def test_the_archive_knows_one_relayer(told: Told) -> None:
    snapshot, quote, name = told
    relayer = snapshot.archive.relayer(quote)
    assert (name is not None) == quote.is_relayed
    assert (relayer.name if relayer else None) == (None if name == "nobody" else name)


@pytest.mark.parametrize("format", FORMATS, ids=lambda format: format.name)
def test_every_citation_agrees(told: Told, format: object) -> None:
    snapshot, quote, name = told
    said = format.write(Citable(snapshot, quote))  # type: ignore[attr-defined]
    assert (name is not None) == ("relaying Ana Ruiz" in said)
    assert f"{name}, relaying" in said or name is None


def test_the_sources_agree(told: Told) -> None:
    snapshot, _, name = told
    matrix = sources_matrix(snapshot.archive, snapshot.verifications)
    row = next(row for row in matrix.topics if row.topic.id == "city-budget")
    assert int(name is not None) == row.total.relayed
    assert (name is not None) == ("relayed" in {caveat.code for caveat in row.caveats})


def test_the_filters_of_the_search_agree(told: Told) -> None:
    snapshot, _, name = told
    index = SearchIndex(snapshot.archive, {})
    assert (name is not None) == (QUOTE in {hit.ref for hit in index.search("source:relayed")})


def test_the_search_finds_the_speaker_as_the_speaker_alone(told: Told) -> None:
    """Words do not count for their speaker twice."""
    snapshot, _, name = told
    index = SearchIndex(snapshot.archive, {})
    for words, said in (("ruiz", "speaker"), ("aide", "relayed_by" if name == "a city aide" else None)):
        hits = [hit for hit in index.search(f"{words} favourite subject") if hit.ref == QUOTE]
        fields = {match.field for hit in hits for match in hit.matches if match.query == words}
        assert fields == ({said} if said else set())


def test_the_counts_agree(told: Told) -> None:
    snapshot, quote, name = told
    aide, ruiz = snapshot.archive.get(Person, "city-aide"), snapshot.archive.get(Person, "ana-ruiz")
    topic = snapshot.archive.get(Topic, "city-budget")
    assert aide is not None
    assert ruiz is not None
    assert topic is not None
    assert (name == "a city aide") == (quote in snapshot.archive.quotes_of(aide))
    assert [1, 1] == [snapshot.archive.quotes_of(record).count(quote) for record in (ruiz, topic)]


def test_the_card_agrees(told: Told) -> None:
    snapshot, quote, name = told
    lines = card(snapshot, quote).splitlines()
    relayed = [line.removeprefix("Relayed by").strip() for line in lines if line.startswith("Relayed by")]
    assert ([name] if name else []) == [line.partition(" (")[0] for line in relayed]
    assert (name is not None) == ("1 of them relayed" in card(snapshot, record_of(snapshot.archive, "person/ana-ruiz")))


@pytest.mark.parametrize(("teller", "name"), TELLERS[:2])
async def test_the_pane_and_detail_agree(tmp_path: Path, teller: str, name: str | None) -> None:
    async with opened(write_told(tmp_path, teller), (200, 40), QUOTE) as session:
        row = session.words_in(session.pane(Kind.QUOTE))
        detail = session.words_in(session.detail)
        assert (name is not None) == ("relayed by" in row) == ("Relayed by" in detail)
        assert name is None or (f"relayed by {name}" in row and name in detail)
    async with opened(write_told(tmp_path, teller), ref="person/ana-ruiz") as session:
        await session.press("2")
        assert (name is not None) == ("1 of them relayed" in session.words_in(session.detail))
