"""What a filter keeps where topics and events lie below each other at random."""

from __future__ import annotations

import pytest
from forests import Walked, forests
from hypothesis import given
from hypothesis import strategies as st

from explorer.model.archive import Archive
from explorer.model.records import Kind
from explorer.search import SearchIndex

FIELDS = {"topic": Kind.TOPIC, "event": Kind.EVENT, "who": Kind.PERSON, "article": Kind.ARTICLE}


@pytest.mark.parametrize("field", FIELDS)
@given(archive=forests(), data=st.data())
def test_a_filter_keeps_what_belongs_to_any_of_its_values(field: str, archive: Archive, data: st.DataObject) -> None:
    walked = Walked(archive)
    ids = data.draw(st.lists(st.sampled_from(sorted(archive.of_kind(FIELDS[field]))), min_size=1, max_size=3))
    expected = set()
    for ref in (f"{FIELDS[field]}/{id}" for id in ids):
        expected |= set(walked.quotes_of(ref))
        if field in ("topic", "article"):
            expected |= walked.linked_to(ref)
        if field == "event":
            expected |= {part.ref for part in walked.records if ref in [above.ref for above in walked.above(part)[1:]]}
    assert expected == {hit.ref for hit in SearchIndex(archive).search(f"{field}:{','.join(ids)}")}
