"""How many quotes a record has, where in an article it stands, and when it was: with what holds at the edges."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from archives import archive_of, record_of, write_archive

from explorer.describing.fields import ArticleLink, Field
from explorer.describing.match_reasons import place_of
from explorer.describing.quote_counts import MOST_QUOTES, listed, said_and_told
from explorer.describing.values import dated
from explorer.model.records import Event, Person
from explorer.search.index import SearchIndex
from explorer.snapshot import read_snapshot

PEOPLE = "people: [{id: ana, name: Ana Ruiz}, {id: ben, name: Ben Okafor}]\nquotes:\n"
QUOTE = "- {{id: q-{n}, article: pier, speech: direct, text: Words {n}, speaker: {speaker}{more}}}\n"


def quotes(*said: tuple[str, str]) -> str:
    return PEOPLE + "".join(QUOTE.format(n=n, speaker=speaker, more=more) for n, (speaker, more) in enumerate(said))


def texts(fields: Iterable[Field]) -> list[str]:
    return ["".join(part.text for part in value.parts) for field in fields for value in field.values]


@pytest.mark.parametrize(
    ("count", "last"), [(MOST_QUOTES, f"Words {MOST_QUOTES - 1}"), (MOST_QUOTES + 2, "… and 2 more")]
)
def test_more_quotes_are_told_where_there_are_more(count: int, last: str) -> None:
    archive = archive_of(quotes(*[("ana", "")] * count))
    ana = record_of(archive, "person/ana")
    assert isinstance(ana, Person)
    assert last in texts(listed(archive, ana))[-1]


def test_what_was_said_and_what_was_told_of_others_are_counted_apart() -> None:
    archive = archive_of(quotes(("ana", ""), ("ana", ", relayed_by: ben"), ("ben", ", relayed_by: ana"), ("ana", "")))
    ana, ben = record_of(archive, "person/ana"), record_of(archive, "person/ben")
    assert isinstance(ana, Person)
    assert isinstance(ben, Person)
    assert ["3 said, 1 of them relayed by others; 1 relayed of others"] == texts(said_and_told(archive, ana))
    assert ["1 said, 1 of them relayed by others; 1 relayed of others"] == texts(said_and_told(archive, ben))


def test_evidence_that_is_not_found_leads_to_what_is_nearest(tmp_path: Path) -> None:
    yaml = (
        "articles: [{id: pier, file: pier.txt, headline: Pier}]\nevents:\n"
        "- {id: fall, name: The fall, evidence: [{article: pier, text: the old pier fell into the sea on Mondays}]}\n"
    )
    root = write_archive(tmp_path, {"pier.txt": "Pier\n\nThey say the old pier fell into the sea on Monday.\n"}, yaml)
    snapshot = read_snapshot(root)
    event = record_of(snapshot.archive, "event/fall")
    finding = snapshot.verifications["event/fall"].findings[0]
    assert finding.passage is None
    assert finding.nearest is not None
    assert ArticleLink("pier", passage=finding.nearest) == place_of(snapshot, event)


def test_what_was_found_by_its_evidence_leads_to_that_evidence(tmp_path: Path) -> None:
    yaml = (
        "articles: [{id: pier, file: pier.txt, headline: Pier}]\nevents:\n"
        "- {id: fall, name: The fall, evidence: [{article: pier, text: The old pier fell}, "
        "{article: pier, text: It took three hours}]}\n"
    )
    root = write_archive(tmp_path, {"pier.txt": "Pier\n\nThe old pier fell. It took three hours.\n"}, yaml)
    snapshot = read_snapshot(root)
    event = record_of(snapshot.archive, "event/fall")
    first, second = (ArticleLink("pier", passage=item.passage) for item in snapshot.verifications[event.ref].findings)
    index = SearchIndex.of(snapshot)

    assert first == place_of(snapshot, event)
    assert second == place_of(snapshot, event, index.search("three hour")[0].matches)
    assert first == place_of(snapshot, event, index.search("fall")[0].matches)


def test_how_a_date_is_known_is_said_once() -> None:
    event = record_of(archive_of("events: [{id: e, name: E, date: 2024-03-05, date_basis: inferred}]"), "event/e")
    assert isinstance(event, Event)
    assert 1 == len(list(dated(event)))
