"""How many of some quotes belong to each record is the same however they are counted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.model import quotes_of
from explorer.model.records import Kind
from explorer.snapshot import Snapshot


@given(data=st.data())
def test_few_quotes_are_counted_as_many_are(shipped: Snapshot, data: st.DataObject) -> None:
    archive = shipped.archive
    quotes = data.draw(st.lists(st.sampled_from(archive.quotes), unique_by=lambda quote: quote.id))
    counted = []
    for far_more in (0, 10**9):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(quotes_of, "_FAR_MORE", far_more)
            for counts in (archive.counts(quotes), archive.utterance_counts(quotes)):
                of_each = [counts[entry.record] for entry in archive.entries.values()]
                counted.append((of_each, [(counts.most(kind), counts.ids(kind)) for kind in Kind]))
    assert counted[:2] == counted[2:]
