"""People and events that nobody has accepted yet look like drafts wherever they are shown."""

from __future__ import annotations

import pytest
from archives import PIER, PIER_YAML, record_of, write_archive

from explorer.cli.record_json import record_json
from explorer.describing.describe import describe
from explorer.linear.wording import record_line
from explorer.model.records import AnyRecord
from explorer.search.index import SearchIndex
from explorer.snapshot import Snapshot, read_snapshot
from explorer.ui.wording.rows import record_row


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
    assert "draft" in {value.text for field in describe(drafts, record) for value in field.values}
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
