"""What is counted of a record's quotes by their codes is what counting them one by one gives."""

from __future__ import annotations

from collections import Counter

from explorer.model.records import is_draft
from explorer.model.tallies import Tally
from explorer.snapshot import Snapshot


def test_a_tally_is_what_the_quotes_one_by_one_give(shipped: Snapshot) -> None:
    archive = shipped.archive
    for entry in archive.entries.values():
        quotes = archive.quotes_of(entry.record)
        speeches = Counter(quote.speech for quote in quotes)
        told = archive.tally(entry.record)
        assert told == Tally(len(quotes), sum(map(is_draft, quotes)), told.speeches)
        assert {speech: count for speech, count in told.speeches.items() if count} == speeches
        assert archive.utterance_count(entry.record) == archive.utterances.count(quotes)
