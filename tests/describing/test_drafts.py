"""What nobody has accepted yet looks like a draft wherever it is shown, and counts as one."""

from __future__ import annotations

from pathlib import Path

import pytest
from archives import PIER, PIER_YAML, record_of, write_archive

from explorer.describing.describe import describe
from explorer.describing.fields import Group
from explorer.exporting.record_json import record_json
from explorer.linear.wording import record_line, state_of
from explorer.model.records import UNNAMED_SPEAKER, AnyRecord, Person, Quote
from explorer.search.index import SearchIndex
from explorer.snapshot import Snapshot, read_snapshot
from explorer.ui.wording.rows import quote_rows, record_row


@pytest.fixture(scope="module")
def drafts(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The archive of the pier, with a person and an event that are drafts."""
    yaml = PIER_YAML.replace("name: Ben Okafor", "name: Ben Okafor, review: draft")
    yaml = yaml.replace("  name: Briefing at City Hall", "  name: Briefing at City Hall\n  review: draft")
    return read_snapshot(write_archive(tmp_path_factory.mktemp("drafts"), {"pier.txt": PIER}, yaml))


def row(snapshot: Snapshot, record: AnyRecord) -> str:
    return record_row(record, snapshot.scope(), 9, 60).plain


@pytest.mark.parametrize("ref", ["person/ben-okafor", "event/briefing"])
def test_a_draft_says_so(drafts: Snapshot, ref: str) -> None:
    """In lists, by ear, in its description and in JSON."""
    record = record_of(drafts.archive, ref)
    assert " · draft" in row(drafts, record)
    assert ", draft," in record_line(drafts, record, 1)
    first = next(field for field in describe(drafts, record) if field.label.group is Group.BODY)
    assert ("Review", "draft: nobody has accepted it yet") == (first.label.word, first.values[0].spoken)
    assert "draft" == record_json(drafts, record)["review"]


@pytest.mark.parametrize("ref", ["person/ana-ruiz", "topic/pier", "article/pier"])
def test_what_is_no_draft_does_not(drafts: Snapshot, ref: str) -> None:
    """Whoever reads a list is told of drafts alone."""
    record = record_of(drafts.archive, ref)
    assert "draft" not in row(drafts, record)
    assert "draft" not in record_line(drafts, record, 1)


@pytest.mark.parametrize("query", ["review:draft -kind:quote", "is:draft kind:person,event", "is:dra -kind:quote"])
def test_drafts_are_found(drafts: Snapshot, query: str) -> None:
    """By either filter."""
    results = SearchIndex.of(drafts).search(query)
    assert {"person/ben-okafor", "event/briefing"} == {hit.ref for hit in results}


# Quotes, where some are drafts and some are not


def quote_row(snapshot: Snapshot, ref: str, width: int = 60) -> str:
    quote = record_of(snapshot.archive, ref)
    assert isinstance(quote, Quote)
    return "\n".join(line.plain for line in quote_rows(quote, snapshot.scope(), None, width, 2))


def said_of(snapshot: Snapshot, ref: str, label: str) -> list[str]:
    """The values of the fields of a record with this label."""
    described = describe(snapshot, record_of(snapshot.archive, ref))
    return [value.text for field in described if field.label.word == label for value in field.values]


def test_a_draft_quote_says_so_in_its_row_by_ear_and_first_in_its_description(drafts: Snapshot) -> None:
    """Behind who told of it, also where there is little room."""
    assert "a city aide · draft" in quote_row(drafts, "quote/okafor-told-in-march")
    assert "draft" in quote_row(drafts, "quote/okafor-told-in-march", 24)
    assert "draft" not in quote_row(drafts, "quote/ruiz-rebuild")
    assert ", draft: " in record_line(drafts, record_of(drafts.archive, "quote/ruiz-budget"), 1)
    assert ["✎ draft: nobody has accepted it yet"] == said_of(drafts, "quote/ruiz-budget", "Review")
    assert ["reviewed"] == said_of(drafts, "quote/ruiz-rebuild", "Review")


def test_what_links_to_a_draft_says_so(drafts: Snapshot) -> None:
    assert "Briefing at City Hall · draft" in said_of(drafts, "quote/ruiz-rebuild", "Event")
    assert "not my favourite subject · draft" in said_of(drafts, "topic/city-budget", "Quotes")
    assert ["Ben Okafor · draft"] == said_of(drafts, "quote/okafor-told-in-march", "Speaker")


def test_counts_say_how_many_are_drafts(drafts: Snapshot) -> None:
    """And what only a draft has is neither curated nor open."""
    assert "3, 2 of them drafts: 1 direct, 1 partial, 1 indirect" == said_of(drafts, "article/pier", "Quotes")[0]
    assert "2 said, 1 of them a draft" == said_of(drafts, "person/ana-ruiz", "Quotes")[0]
    assert "0 said; 1 relayed of others, a draft" == said_of(drafts, "person/city-aide", "Quotes")[0]
    assert ["2 of 3 quoted spans curated, 1 in drafts"] == said_of(drafts, "article/pier", "Coverage")
    assert "4 drafts are still to be looked at." in list(state_of(drafts))


def test_a_name_is_cut_before_the_word_draft_is(drafts: Snapshot) -> None:
    event = record_row(record_of(drafts.archive, "event/briefing"), drafts.scope(), 9, 32).plain
    assert "Briefing … · draft" in event


def test_a_speaker_whom_nobody_has_found_looks_it() -> None:
    assert Person(id="x", name=UNNAMED_SPEAKER, type="anonymous").is_placeholder
    assert not Person(id="x", name="a city aide", type="anonymous").is_placeholder


def test_where_no_quote_has_a_review_rows_and_counts_do_not_say_that_all_are_drafts(tmp_path: Path) -> None:
    """The archive and each quote still do, and one `review: draft` is enough to have it said of all."""
    yaml = PIER_YAML.replace("  review: reviewed\n", "")
    unused = read_snapshot(write_archive(tmp_path, {"pier.txt": PIER}, yaml))
    assert 3 == unused.archive.drafts
    assert "draft" not in quote_row(unused, "quote/ruiz-budget")
    assert "3: 1 direct, 1 partial, 1 indirect" == said_of(unused, "article/pier", "Quotes")[0]
    assert ["3 of 3 quoted spans curated"] == said_of(unused, "article/pier", "Coverage")
    assert ["✎ draft: nobody has accepted it yet"] == said_of(unused, "quote/ruiz-budget", "Review")

    drafted = read_snapshot(write_archive(tmp_path, {}, PIER_YAML.replace("review: reviewed", "review: draft")))
    assert "draft" in quote_row(drafted, "quote/ruiz-budget")
    assert "3, all drafts: 1 direct, 1 partial, 1 indirect" == said_of(drafted, "article/pier", "Quotes")[0]
    assert ["0 of 3 quoted spans curated, 3 in drafts"] == said_of(drafted, "article/pier", "Coverage")
