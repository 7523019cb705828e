"""A record that can't be read keeps its last version, marked wherever it is shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from archives import PIER_YAML, record_of, write_archive
from linear.listening import Listener

from explorer.describing import signs
from explorer.describing.describe import READING, describe
from explorer.describing.quotes_in_text import QuotesInText
from explorer.exporting.record_json import record_json
from explorer.model.records import Kind, Quote
from explorer.snapshot import Snapshot, read_again, read_snapshot
from explorer.sources import sources_matrix
from explorer.ui.wording.about_quotes import about_quote
from explorer.ui.wording.rows import quote_rows, record_row
from explorer.ui.wording.sources_columns import SourcesColumns

BROKEN = {
    # Each breaks one record, and says which.
    "topic/harbour": ("label: Harbour}", "label: [Harbour}"),
    "person/ana-ruiz": ("name: Ana Ruiz", "nom: Ana Ruiz"),
    "event/briefing": ("  name: Briefing", "  nme: Briefing"),
    "quote/ruiz-budget": ("  speech: partial\n", ""),
    "article/pier": ("headline: Pier", "headlin: Pier"),
}


@pytest.fixture
def stale(tmp_path: Path, request: pytest.FixtureRequest) -> tuple[Snapshot, str]:
    """The archive of the pier after one of its records was broken, and which."""
    before = read_snapshot(write_archive(tmp_path))
    yaml = PIER_YAML.replace(*BROKEN[request.param])
    assert yaml != PIER_YAML
    return read_again(read_snapshot(write_archive(tmp_path, yaml=yaml), before.files)), request.param


@pytest.mark.parametrize("stale", BROKEN, indirect=True)
def test_a_record_that_cannot_be_read_is_marked_in_lists_and_in_its_description(stale: tuple[Snapshot, str]) -> None:
    """In every kind of record, and on no other record."""
    snapshot, broken = stale
    assert {broken} == snapshot.stale
    scope = snapshot.scope()
    marked = set()
    for ref, entry in snapshot.archive.entries.items():
        record = entry.record
        is_stale = ref in snapshot.stale
        if isinstance(record, Quote):
            rows = quote_rows(record, scope, snapshot.verifications.get(ref), 60, 2, stale=is_stale)
            row = "".join(line.plain for line in rows)
        else:
            row = record_row(record, scope, 9, 60, stale=is_stale).plain
        described = any(field.label is READING for field in describe(snapshot, record))
        as_json = record_json(snapshot, record).get("stale", False)
        assert (is_stale,) * 3 == (signs.STALE.mark in row, described, as_json)
        marked |= {ref} if is_stale else set()
    assert {broken} == marked
    listener = Listener(snapshot)
    assert "shown as last read" in listener.type(Kind(broken.partition("/")[0]).plural)
    assert "as last read: the record can’t be read now" in listener.type(broken, "about")


@pytest.mark.parametrize("stale", ["quote/ruiz-budget", "topic/harbour", "person/ana-ruiz"], indirect=True)
def test_the_reader_and_the_sources_mark_it_too(stale: tuple[Snapshot, str]) -> None:
    snapshot, broken = stale
    record = record_of(snapshot.archive, broken)
    if isinstance(record, Quote):
        quotes = QuotesInText(snapshot.archive.all(Quote), snapshot.verifications)
        assert "↺ as last read" in about_quote(snapshot, quotes, record).plain
        return
    matrix = sources_matrix(snapshot.archive, snapshot.verifications, snapshot.reports)
    columns = SourcesColumns(matrix, snapshot.stale)
    heads = [line.plain for column in range(len(columns)) for line in columns.head(column, 14, "")]
    labels = [columns.label(row, 30).plain for row in matrix.topics]
    assert 1 == sum(signs.STALE.mark in text for text in [*heads, *labels])
