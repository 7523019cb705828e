"""What a filter keeps where topics and events lie below each other at random."""

from __future__ import annotations

from forests import Walked, forests
from hypothesis import given, settings
from hypothesis import strategies as st
from trying import tries

from explorer.model.archive import Archive
from explorer.model.records import Kind
from explorer.search.index import SearchIndex

FIELDS = {"topic": Kind.TOPIC, "event": Kind.EVENT, "who": Kind.PERSON, "article": Kind.ARTICLE}


@settings(max_examples=tries(90))
@given(archive=forests(), data=st.data())
def test_a_filter_keeps_what_belongs_to_any_of_its_values(archive: Archive, data: st.DataObject) -> None:
    walked, index = Walked(archive), SearchIndex(archive)
    for field, kind in FIELDS.items():
        ids = data.draw(st.lists(st.sampled_from(sorted(archive.of_kind(kind))), min_size=1, max_size=3), field)
        expected = set()
        for ref in (f"{kind}/{id}" for id in ids):
            expected |= set(walked.quotes_of(ref))
            if field in ("topic", "article"):
                expected |= walked.linked_to(ref)
            if field == "event":
                expected |= {one.ref for one in walked.records if ref in [up.ref for up in walked.above(one)[1:]]}
        assert expected == {hit.ref for hit in index.search(f"{field}:{','.join(ids)}")}, field
