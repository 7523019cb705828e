"""Which quotes belong to a record, as they did before but for some that moved, is what reading all quotes finds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st
from keys import Keys

from explorer.model.hierarchy import Hierarchies
from explorer.model.quotes_of import CountsShifted, QuotesOf, QuotesShifted, Shifts
from explorer.model.records import AnyRecord, Kind, Topic

TOPICS: Mapping[str, AnyRecord] = {id: Topic(id=id, label=id) for id in "abcd"}
OWN = st.sets(st.sampled_from(sorted(TOPICS)))


class Before(QuotesOf):
    """The places of quotes that have some topics each."""

    def __init__(self, topics: Sequence[set[str]]) -> None:
        super().__init__((), Hierarchies({}))
        self.topics = topics

    def places(self, record: AnyRecord) -> Sequence[int]:
        return [place for place, own in enumerate(self.topics) if record.id in own]

    def __getitem__(self, record: AnyRecord) -> int:  # type: ignore[override]
        return len(self.places(record))

    def most(self, kind: Kind) -> int:
        return max(map(self.__getitem__, TOPICS.values())) if kind is Kind.TOPIC else 0

    def unquoted(self, kind: Kind) -> list[str]:
        return [topic.id for topic in TOPICS.values() if kind is Kind.TOPIC and not self[topic]]


def refs(ids: set[str]) -> set[str]:
    return {TOPICS[id].ref for id in ids}


@given(st.lists(OWN, min_size=6, max_size=6), st.lists(st.tuples(st.integers(0, 5), OWN), max_size=12))
def test_quotes_that_moved_however_often_belong_where_they_are_now(
    topics: list[set[str]], moves: list[tuple[int, set[str]]]
) -> None:
    before, shifts, now = Before(topics), Shifts(), [*topics]
    for place, own in moves:
        earlier, shifts = shifts, shifts.copied()
        kept = dict(earlier.came), dict(earlier.went)
        shifts.add(str(place), refs(now[place]), refs(own))
        now[place] = own
        assert kept == (earlier.came, earlier.went)
    anew, hierarchies = Before(now), Hierarchies({})
    quotes = QuotesShifted(before, shifts, (), hierarchies, Keys([*map(str, range(6))]))
    counts = CountsShifted(before, shifts, {Kind.TOPIC: TOPICS}, hierarchies)
    for topic in TOPICS.values():
        assert (list(quotes.places(topic)), counts[topic]) == (anew.places(topic), anew[topic])
    assert counts.most(Kind.TOPIC) == anew.most(Kind.TOPIC)
    assert set(counts.unquoted(Kind.TOPIC)) == set(anew.unquoted(Kind.TOPIC))
