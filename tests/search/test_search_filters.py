"""Filters: what each field keeps, how values may be typed, and what is said of those that mean nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from explorer.model.archive import Archive
from explorer.model.problems import Place
from explorer.model.records import AnyRecord, Article, Entry, Event, Evidence, Person, Quote, Topic
from explorer.search import hits
from explorer.search.index import SearchIndex
from explorer.search.values import IS_NAMES
from explorer.snapshot import read_snapshot, shipped_archive

DOCS = Path(__file__).parents[2] / "docs" / "search.md"


def quote(id: str, speaker: str, speech: str = "direct", **fields: object) -> Quote:
    text = f"the ice holds {id}"
    return Quote(id=id, article="pier", speech=speech, text=text, speaker=speaker, **fields)  # type: ignore[arg-type]


RECORDS: list[AnyRecord] = [
    Article(id="pier", file="pier.txt", headline="Council closes pier", published="2024-03-06"),
    Person(id="ana-ruiz", name="Ana Ruiz", aliases=("the harbour master",)),
    Person(id="aide", name="a city aide", type="anonymous", role="aide to the mayor"),
    Person(id="council", name="The council", type="collective", evidence=(Evidence(article="pier", text="x"),)),
    Topic(id="harbour", label="Harbour"),
    Topic(id="pier", label="East pier", broader="harbour"),
    Topic(id="budget", label="City budget"),
    Event(id="visit", name="Visit to the quay", date="2024-03", topics=("pier",)),
    Event(id="walk", name="Walk on the quay", date="2024-03-05", part_of="visit"),
    quote("plain", "ana-ruiz", topics=("budget",), date="2022?", review="reviewed"),
    quote("partial", "ana-ruiz", "partial", topics=("pier",), event="walk", review="disputed"),
    quote("relayed", "ana-ruiz", "indirect", relayed_by="aide", topics=("harbour",), event="visit"),
    quote("interpreted", "council", interpreted=True),
]
ARCHIVE = Archive(Entry(record, Place("data/test.yaml", line)) for line, record in enumerate(RECORDS, 1))
STATUSES = {"quote/plain": "verbatim", "quote/partial": "missing", "quote/relayed": "ambiguous"}
INDEX = SearchIndex(ARCHIVE, STATUSES)


def found(query: str) -> set[str]:
    return {hit.ref.removeprefix("quote/") for hit in INDEX.search(query)}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("kind:quote", {"plain", "partial", "relayed", "interpreted"}),
        ("kind:people", {"person/ana-ruiz", "person/aide", "person/council"}),
        ("kind:topic,event ", {"topic/harbour", "topic/pier", "topic/budget", "event/visit", "event/walk"}),
        ("who:ruiz", {"plain", "partial", "relayed"}),
        ("who:aide", {"relayed"}),
        ("who:harbour", {"plain", "partial", "relayed"}),
        ("who:mayor", {"relayed"}),
        ("topic:harbour", {"partial", "relayed", "event/visit"}),
        ("topic:pier kind:quote", {"partial"}),
        ("topic:budget,pier kind:quote", {"plain", "partial"}),
        ("event:visit", {"partial", "relayed", "event/walk"}),
        ("event:walk", {"partial"}),
        ("article:pier -kind:quote", {"person/council"}),
        ("speech:partial", {"partial"}),
        ("speech:direct", {"plain", "interpreted"}),
        ("source:anonymous", {"relayed", "person/aide"}),
        ("source:relayed", {"relayed"}),
        ("source:interpreted", {"interpreted"}),
        ("source:collective", {"interpreted", "person/council"}),
        ("date:2022", {"plain"}),
        ("date:2024-03-05", {"partial", "relayed", "event/visit", "event/walk"}),
        ("date:2024-03-06", {"relayed", "event/visit", "article/pier"}),
        ("date:2022/2023", {"plain"}),
        ("review:draft", {"relayed", "interpreted"}),
        ("review:disputed", {"partial"}),
        ("is:missing", {"partial"}),
        ("is:verbatim,ambiguous", {"plain", "relayed"}),
        ("-who:ruiz kind:quote", {"interpreted"}),
        ("who:ruiz -is:missing -topic:budget", {"relayed"}),
        ("-ice kind:quote", set()),
        ("ice -plain", {"partial", "relayed", "interpreted"}),
        ('"ice holds plain"', {"plain"}),
        ('"holds ice"', set()),
        ('-"holds plain" speech:direct', {"interpreted"}),
        ("ice who:ruiz topic:budget", {"plain"}),
    ],
)
def test_a_filter_keeps_what_belongs_to_its_value(query: str, expected: set[str]) -> None:
    assert expected == found(query)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("who:ruis", "who:ana-ruiz"),
        ("who:an", "who:ana-ruiz"),
        ('who:"ruiz ana"', "who:ana-ruiz"),
        ("topic:habour", "topic:harbour"),
        ("speech:indrect", "speech:indirect"),
        ("speech:par", "speech:partial"),
        ("kind:people", "kind:person"),
        ("is:misssing", "is:missing"),
        ("SOURCE:Anonymous", "source:anonymous"),
    ],
)
def test_a_value_may_be_misspelt_unfinished_or_in_another_order(typed: str, meant: str) -> None:
    assert found(meant)
    assert found(meant) == found(typed)


def test_a_value_that_is_being_typed_stands_for_every_name_that_begins_so() -> None:
    """Also where one of them has just these letters as a word."""
    records: list[AnyRecord] = [Person(id="prc", name="Republic of China"), Person(id="aide", name="an official")]
    records += [quote("a", "prc"), quote("b", "aide")]
    index = SearchIndex(Archive(Entry(record, Place("x", 1)) for record in records))
    assert {"quote/a", "quote/b"} == {hit.ref for hit in index.search("who:of")}
    assert {"quote/b"} == {hit.ref for hit in index.search("who:off")}


def test_an_id_means_one_record_even_when_others_are_called_so() -> None:
    records: list[AnyRecord] = [Person(id="ruiz", name="Ruiz"), Person(id="ana-ruiz", name="Ana Ruiz")]
    records += [quote("a", "ruiz"), quote("b", "ana-ruiz")]
    index = SearchIndex(Archive(Entry(record, Place("x", 1)) for record in records))
    assert ["quote/a"] == [hit.ref for hit in index.search("who:ruiz")]
    assert {"quote/a", "quote/b"} == {hit.ref for hit in index.search("who:rui")}


@pytest.mark.parametrize(
    ("query", "remark"),
    [
        ("date:2024-13 ice", "date: there is no such day: 2024-13"),
        ("date:soon ice", "date: not an EDTF date: 'soon'"),
        ("date:4/11/2023 ice", "date: 4/11/2023 may be 2023-11-04 or 2023-04-11: write one of these"),
        ("speech:sung ice", "speech: is one of direct, partial, indirect, not “sung”"),
        (
            "is:lost ice",
            f"is: is one of {', '.join(IS_NAMES)}, not “lost”",
        ),
        ("foo:bar ice", "there is no field “foo”"),
        ("ice zzzzzz", "no word is like “zzzzzz”"),
    ],
)
def test_a_value_that_means_nothing_is_said_and_the_rest_is_searched(query: str, remark: str) -> None:
    results = INDEX.search(query)
    assert results.remarks[0].startswith(remark)
    assert found("ice") == {hit.ref.removeprefix("quote/") for hit in results}


def test_nobody_called_so_said_nothing() -> None:
    """A name that nobody has keeps nothing: whatever was shown would be somebody else's."""
    results = INDEX.search("who:zzzzzz ice")
    assert (0, ("there is no person called “zzzzzz”",)) == (len(results), results.remarks)


def test_the_results_say_what_each_filter_stands_for() -> None:
    results = INDEX.search("who:ruis -topic:harbour,budget speech:part")
    assert ("who: Ana Ruiz", "not topic: Harbour, City budget", "speech: partial") == results.filters


def test_filters_alone_list_by_kind_and_then_as_in_the_archive() -> None:
    listed = [hit.ref for hit in INDEX.search("date:2024-03")]
    assert ["event/visit", "event/walk", "quote/partial", "quote/relayed", "article/pier"] == listed


def test_the_military_topic_has_what_officials_said_of_it() -> None:
    archive = read_snapshot(shipped_archive()).archive
    results = SearchIndex(archive).search("who:official topic:military")
    assert results
    for hit in results:
        record = archive.find(hit.ref)
        assert isinstance(record, Quote)
        assert "military-communication" in record.topics
        assert "official" in record.speaker


def suggestions(query: str) -> list[tuple[str, str]]:
    """The query after taking each suggestion, with what the suggestion says."""
    return [
        (query[: given.start] + given.text + query[given.end :], given.label)
        for given in INDEX.suggest(query, len(query))
    ]


def test_fields_are_suggested_by_their_first_letters() -> None:
    assert ["ice source:", "ice speaker:", "ice speech:"] == sorted(text for text, _ in suggestions("ice s"))
    assert [] == suggestions("ice zz") == suggestions("ice ") == suggestions("")


def test_values_are_suggested_the_most_quoted_first() -> None:
    expected = [("who:ana-ruiz", "Ana Ruiz · 3 quotes"), ("who:aide", "a city aide · 1 quote")]
    assert expected == suggestions("who:")[:2]
    assert [("-who:ana-ruiz", "Ana Ruiz · 3 quotes")] == suggestions("-who:ruis")
    assert [("ice speech:direct", ""), ("ice speech:partial", ""), ("ice speech:indirect", "")] == suggestions(
        "ice speech:"
    )
    assert [("kind:quote,event", "")] == suggestions("kind:quote,e")


def test_values_before_the_one_that_is_typed_keep_their_spaces() -> None:
    assert ['who:"ben o,ana-ruiz"'] == [text for text, _ in suggestions('who:"ben o,ruis')]


def test_every_way_of_finding_is_documented() -> None:
    page = DOCS.read_text(encoding="utf-8")
    documented = (hits.Match.__doc__ or "").partition("is one of:")[2]
    for how in ("exact", "phrase", "prefix", "stem", "infix", "typo", "joined"):
        assert f"- {how}" in documented
        assert f"| `{how}` |" in page


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("anonymous", {"person/aide", "relayed"}),
        ("collective", {"person/council", "interpreted"}),
        ("disputed", {"partial"}),
        ("indirect", {"relayed"}),
        ("missing", {"partial"}),
        ("topics", {"topic/harbour", "topic/pier", "topic/budget"}),
        ("disputed ruiz", {"partial"}),
    ],
)
def test_a_word_that_is_the_value_of_a_filter_finds_what_has_it(query: str, expected: set[str]) -> None:
    assert expected == found(query)


def test_a_hit_says_which_value_it_was_found_by() -> None:
    [hit] = INDEX.search("disputed")
    assert [("review", "disputed", "disputed", "value")] == [
        (match.field, match.query, match.matched, match.how) for match in hit.matches
    ]


def test_a_value_is_no_part_of_a_name() -> None:
    """`who:anonymous` asks for someone of that name, and not for all who are anonymous."""
    assert ("there is no person called “anonymous”",) == INDEX.search("who:anonymous").remarks


@pytest.mark.parametrize("field", ["by", "speaker", "person"])
def test_who_has_other_names(field: str) -> None:
    assert found("who:ruiz") == found(f"{field}:ruiz")
    assert INDEX.search("who:ruiz").filters == INDEX.search(f"{field}:ruiz").filters
    assert [(f"{field}:ana-ruiz", "Ana Ruiz · 3 quotes")] == suggestions(f"{field}:ruis")
    assert f"{field}:" in [text for text, _ in suggestions(field)]


def test_the_filter_of_a_word_that_is_its_value_is_offered() -> None:
    assert ("ice source:anonymous", "source:anonymous · 2 records") in suggestions("ice anon")
    assert ("review:disputed", "review:disputed · 1 record") in suggestions("disputed")
    assert [] == suggestions("ano")


def test_the_days_of_the_archive_are_offered_the_fullest_first() -> None:
    assert [
        ("date:2024-03", "Mar 2024 · 2 records"),
        ("date:2024-03-05", "Tue 5 Mar 2024 · 2 records"),
        ("date:2024-03-06", "Wed 6 Mar 2024 · 1 record"),
        ("date:2022?", "2022 (uncertain) · 1 record"),
    ] == sorted(suggestions("date:"), key=lambda item: ("1 record" in item[1], "2022" in item[0], item[0]))
    assert ["date:2024-03-06"] == [text for text, _ in suggestions("date:2024-03-06")]
    assert ["date:2024-03-05"] == [text for text, _ in suggestions("date:tue")]
