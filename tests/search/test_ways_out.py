"""When nothing is found: near words, other values, and the query without what is too much."""

from __future__ import annotations

from explorer.model.archive import Archive
from explorer.model.problems import Place
from explorer.model.records import AnyRecord, Entry, Event, Person, Quote, Topic
from explorer.search.index import SearchIndex


def quote(id: str, speaker: str, text: str, **fields: object) -> Quote:
    return Quote(id=id, article="pier", speech="direct", text=text, speaker=speaker, **fields)  # type: ignore[arg-type]


RECORDS: list[AnyRecord] = [
    Person(id="ana-ruiz", name="Ana Ruiz"),
    Person(id="aide", name="a city aide", type="anonymous"),
    Topic(id="harbour", label="Harbour"),
    Event(id="walk", name="Walk on the quay", date="2024-03-05"),
    quote("ice", "ana-ruiz", "the ice holds", topics=("harbour",), event="walk"),
    quote("wall", "ana-ruiz", "the wall stands", review="disputed"),
    quote("frank", "aide", "frank and direct words"),
]
INDEX = SearchIndex(Archive(Entry(record, Place("data/test.yaml", line)) for line, record in enumerate(RECORDS, 1)))


def ways(query: str) -> dict[str, int]:
    assert not INDEX.search(query)
    return {way.query: way.total for way in INDEX.ways_out(query)}


def test_the_nearest_words_of_the_archive_are_offered() -> None:
    assert "harbour" in ways("harboxxxxx")


def test_each_filter_that_is_too_much_can_be_dropped() -> None:
    assert {"who:ruiz": 2, '"frank and direct"': 1} == ways('who:ruiz "frank and direct"')
    assert {"wall": 1, "wall who:ruiz": 1} == {
        query: total for query, total in ways("wall who:ruiz topic:harbour").items() if "topic" not in query
    }
    assert {"ice": 1, "-ice": 6} == ways("ice -ice")


def test_when_no_single_filter_is_enough_each_is_offered_alone() -> None:
    assert {"who:aide": 1, "review:disputed": 1, "event:walk": 1} == ways("who:aide review:disputed event:walk")


def test_another_value_is_offered_for_one_that_nothing_has() -> None:
    assert {"who:ana-ruiz": 2, "who:aide": 1} == ways("who:zzzzzz")
    assert "by:ana-ruiz ice" in ways("by:zzzzzz ice")


def test_every_way_out_finds_what_it_says() -> None:
    for query in ("harboxxxxx", 'who:ruiz "frank and direct"', "ice -ice", "who:zzzzzz", "date:2019 ice", "7 may 2021"):
        for way in INDEX.ways_out(query):
            assert way.total == len(INDEX.search(way.query)) > 0


def test_what_is_not_among_some_records_is_offered_in_everything() -> None:
    among = INDEX.among(["quote/wall"])
    assert not INDEX.search("ice", among=among)
    first, *_ = INDEX.ways_out("ice", among=among)
    assert (first.query, first.label, first.total) == ("ice", "in everything", 1)
    assert "in everything" not in [way.label for way in INDEX.ways_out("zzqqxx", among=among)]


def test_there_is_no_way_out_of_nothing_at_all() -> None:
    assert {} == ways("!!") == ways("") == ways("zzqqxx")


def test_an_unused_value_is_said_to_have_nothing() -> None:
    assert ("nothing is “interpreted”",) == INDEX.search("interpreted").remarks
