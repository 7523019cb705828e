"""A site has nothing that nobody has accepted; the other formats have it, and say so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from archives import write_archive

from explorer.exporting.archive_json import as_json
from explorer.exporting.extract import Extract, found_by, whole
from explorer.exporting.site import site_files
from explorer.snapshot import read_snapshot

TEXT = "“We will rebuild the pier,” Ana Ruiz said. “Never,” said Ben Okafor. “Perhaps,” said Cleo Marsh.\n"
YAML = """\
articles:
- {id: pier, file: pier.txt, headline: The pier}
people:
- {id: ana, name: Ana Ruiz, aliases: [Anita], role: her guessed role, review: draft}
- {id: ben, name: Ben Okafor, role: harbour master}
- {id: cleo, name: Cleo Marsh, role: her other role, review: draft}
topics:
- {id: harbour, label: Harbour}
events:
- {id: talk, name: A guessed talk, date: 2024-03-05, date_basis: stated, review: draft}
- {id: opening, name: The opening, participants: [ana, ben]}
quotes:
- {id: hers, text: We will rebuild the pier, article: pier, speech: direct, speaker: ana, attribution: Ana Ruiz said,
   event: talk, topics: [harbour], review: reviewed}
- {id: his, text: Never, article: pier, speech: direct, speaker: ben, topics: [harbour], review: draft}
- {id: other, text: Perhaps, article: pier, speech: direct, speaker: cleo, topics: [harbour], review: draft}
"""
UNSEEN = ("her guessed role", "Anita", "A guessed talk", "2024", "Cleo", "her other role")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_archive(tmp_path, {"pier.txt": TEXT.replace("Cleo Marsh", "somebody")}, YAML)


def pages(extract: Extract) -> dict[str, str]:
    return {name: content.decode(errors="replace") for name, content in site_files(extract)}


@pytest.mark.parametrize("query", [None, "is:reviewed", "rebuild"])
def test_no_draft_is_on_a_site(root: Path, query: str | None) -> None:
    """A draft that speaks all the same has its name, and no page; none of them is counted, found or linked."""
    snapshot = read_snapshot(root)
    extract = whole(snapshot) if query is None else found_by(snapshot, query)
    site = pages(extract)
    assert not {name for name in site if name.startswith(("person/ana", "person/cleo", "event/talk", "quote/his"))}
    assert not [(name, words) for name, page in site.items() for words in UNSEEN if words in page]
    assert "Ana Ruiz" in site["quote/hers.html"]
    assert not [name for name, page in site.items() if "person/ana.html" in page or 'href="None"' in page]
    assert "quote/his" not in site["topic/harbour.html"]


def test_drafts_are_published_where_they_are_asked_for(root: Path) -> None:
    snapshot = read_snapshot(root)
    for extract in (Extract(snapshot, whole(snapshot).records, with_drafts=True), found_by(snapshot, "is:draft")):
        site = pages(extract)
        assert "her other role" in site["person/cleo.html"]
        assert extract.unpublished == 0
    assert 5 == whole(snapshot).unpublished


def test_quotes_of_an_archive_that_reviews_none_are_published(tmp_path: Path) -> None:
    root = write_archive(
        tmp_path, {"pier.txt": TEXT}, YAML.replace(", review: draft", "").replace(", review: reviewed", "")
    )
    assert 0 == whole(read_snapshot(root)).unpublished
    assert "quote/his.html" in pages(whole(read_snapshot(root)))


def test_other_formats_have_the_drafts_and_say_so(root: Path) -> None:
    quotes = json.loads(as_json(whole(read_snapshot(root))))["quotes"]
    assert {"hers": "reviewed", "his": "draft", "other": "draft"} == {one["id"]: one["review"] for one in quotes}
