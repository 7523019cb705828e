"""Topics that fill themselves: which quotes answer the query of a topic, and why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from random import Random

import pytest
from archives import write_archive
from hypothesis import given
from hypothesis import strategies as st
from trying import tries

from explorer.model.archive import Archive
from explorer.model.records import Quote, Topic
from explorer.search.contexts import Text
from explorer.snapshot import Snapshot, read_again, read_snapshot
from explorer.topics.filling import Filling, reasons
from explorer.topics.matching import Reason, TopicQuery

ARTICLE = """\
Ferry strike enters a third week

Crews want more pay for nights. “We are tired,” Ana Ruiz said at the port.

On the bridge, the council has no money. “Not this year,” she said.

“It can wait,” said Ben Okafor, who was told of the cities’ plans by Ana Ruiz.
"""
RECORDS = """\
articles: [{id: strike, file: strike.txt, headline: Ferry strike enters a third week}]
people: [{id: ruiz, name: Ana Ruiz, aliases: [the mayor]}, {id: okafor, name: Ben Okafor, type: anonymous}]
events: [{id: talks, name: Talks, date: 2024-03}, {id: first-day, name: First day, part_of: talks}]
quotes:
- id: tired
  article: strike
  speech: direct
  text: We are tired
  speaker: ruiz
  attribution: Ana Ruiz said at the port
  date: 2024-03-05
- {id: money, article: strike, speech: direct, text: Not this year, speaker: ruiz, event: first-day}
- {id: wait, article: strike, speech: direct, text: It can wait, speaker: okafor, relayed_by: ruiz, event: talks}
topics:
- {id: night, label: Work at night}
"""


def with_topics(root: Path, *topics: str) -> Path:
    listed = "".join(f"- {topic}\n" for topic in topics)
    return write_archive(root, {"strike.txt": ARTICLE}, {"a.yaml": RECORDS + listed})


def filled(root: Path, query: str) -> set[str]:
    """The quotes of a topic with a query."""
    snapshot = read_snapshot(with_topics(root, f"{{id: asked, label: Asked, matches: '{query}'}}"))
    assert not [problem for problem in snapshot.problems if problem.code == "topic-query"]
    return {quote.id for quote in snapshot.archive.quotes_of(snapshot.archive.of_kind(Topic.kind)["asked"])}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("tired", {"tired"}),
        ("TIRED", {"tired"}),
        ("years", {"money"}),
        ("waiting", {"wait"}),
        ('"waiting"', set()),
        ("tire", {"tired"}),
        ("tried", set()),
        ("port", {"tired"}),
        ("ruiz", {"tired", "money", "wait"}),
        ('"this year" OR tired', {"tired", "money"}),
        ("(tired OR year) -port", {"money"}),
        ("about:strike", {"tired", "money", "wait"}),
        ("about:city", {"wait"}),
        ('about:"more pay, no money" -tired', {"money"}),
        ("-about:bridge", {"tired", "wait"}),
        ("who:ruiz", {"tired", "money", "wait"}),
        ('who:"the mayor"', {"tired", "money", "wait"}),
        ("who:okafor", {"wait"}),
        ("-who:okafor", {"tired", "money"}),
        ("event:talks", {"money", "wait"}),
        ("event:first-day", {"money"}),
        ("article:strike speech:direct", {"tired", "money", "wait"}),
        ("speech:indirect", set()),
        ("source:anonymous", {"wait"}),
        ("date:2024-03-05", {"tired", "wait"}),
        ("date:2024-04", set()),
        ("review:draft wait", {"wait"}),
        ("kind:quote year", {"money"}),
        ("-kind:person year", {"money"}),
    ],
)
def test_the_quotes_that_answer(tmp_path: Path, query: str, expected: set[str]) -> None:
    assert expected == filled(tmp_path / "a", query)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("topic:night", "can't ask for topic:"),
        ("is:verbatim", "can't ask for is:"),
        ("who:okafro", "there is no person called “okafro”; did you mean “okafor”"),
        ("colour:red", "there is no field “colour”"),
        ("speech:loud", "speech: is one of direct, partial, indirect, not “loud”"),
        ("date:soon", "date: "),
        ("kind:person year", "nothing but quotes"),
        ("-kind:quote", "nothing but quotes"),
        ('about:"—"', "no word in about:“—”"),
        ('-about:"—"', "no word in about:“—”"),
        ("about:(pier OR port)", "about: asks for nothing"),
        ("year who:", "who: asks for nothing"),
        ("year NOT tired", "NOT is a word like others"),
        ("year " + "x" * 4000, "first 4,000 characters"),
        ("()", "nothing in it to look for"),
        ('"the pier', "not closed"),
    ],
)
def test_what_a_query_cannot_ask_for_is_told_at_its_place(tmp_path: Path, query: str, said: str) -> None:
    root = with_topics(tmp_path / "a", f"{{id: asked, label: Asked, matches: '{query}'}}")
    snapshot = read_snapshot(root)
    found = [problem for problem in snapshot.problems if problem.code == "topic-query"]
    assert [said in problem.message for problem in found] == [True]
    line = (root / "data/a.yaml").read_text().splitlines()[found[0].place.line - 1]
    assert line[found[0].place.column - 1 :].startswith(f"'{query}")
    assert not snapshot.archive.by_query


def test_what_a_record_says_stands_above_a_query(tmp_path: Path) -> None:
    """A topic by hand is no topic by query, and `not_topics` takes a quote out of it and of what is below it."""
    topics = (
        "{id: ruiz, label: Ruiz, matches: ruiz}",
        "{id: late, label: Late, broader: ruiz, matches: year OR tired}",
    )
    root = with_topics(tmp_path / "a", *topics)
    file = root / "data/a.yaml"
    text = file.read_text().replace("Not this year, speaker: ruiz", "Not this year, speaker: ruiz, not_topics: [ruiz]")
    file.write_text(text.replace("  date: 2024-03-05", "  date: 2024-03-05\n  topics: [late]\n  not_topics: [late]"))
    snapshot = read_snapshot(root)
    archive = snapshot.archive
    assert {"tired": ("ruiz",), "wait": ("ruiz",)} == dict(archive.by_query)
    assert [["ruiz", "late"], [], ["ruiz"]] == [
        sorted(archive.topic_ids(quote), reverse=True) for quote in archive.all(Quote)
    ]
    counts = {topic.id: (archive.quote_count(topic), archive.quotes_by_query(topic)) for topic in archive.all(Topic)}
    assert {"night": (0, 0), "ruiz": (2, 1), "late": (1, 0)} == counts
    assert ["not_topics: “late” is also in `topics`, which counts"] == [
        problem.message for problem in snapshot.problems if problem.code == "topic-query"
    ]


def test_why_a_quote_belongs_to_a_topic(tmp_path: Path) -> None:
    snapshot = read_snapshot(
        with_topics(
            tmp_path / "a",
            "{id: one, label: One, matches: 'about:bridge years'}",
            "{id: two, label: Two, matches: 'about:strike OR year'}",
            "{id: three, label: Three, matches: 'event:talks'}",
        )
    )
    money = snapshot.archive.of_kind(Quote.kind)["money"]
    assert isinstance(money, Quote)
    assert {
        "one": [Reason("year", "text"), Reason("bridge", "paragraph")],
        "two": [Reason("strike", "headline")],
        "three": [],
    } == reasons(snapshot, money)


WORDS = ("pier", "piers", "ferry", "night", "the", "no", "mayor", "city", "cities")
words = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)


def plain_scan(query: list[list[str]], text: str) -> bool:
    """Whether a text has all words of any of some lists, in any form; and none of those with a minus before them."""
    found = set(re.findall(r"\w+", text))
    forms = {"pier": {"pier", "piers"}, "night": {"night"}, "city": {"city", "cities"}, "ferry": {"ferry"}}
    return any(
        all((word[1:] not in found) if word.startswith("-") else bool(forms.get(word, {word}) & found) for word in way)
        for way in query
    )


@given(
    st.lists(
        st.lists(st.sampled_from(["pier", "night", "city", "ferry", "-the", "-no", "mayor"]), min_size=1, max_size=3),
        min_size=1,
        max_size=3,
    ),
    words,
)
def test_a_query_finds_what_a_plain_scan_finds(query: list[list[str]], text: str) -> None:
    archive = Archive()
    quote = Quote(id="q", article="a", speech="direct", text=text, speaker="p")
    assert is_answered(" OR ".join(" ".join(way) for way in query), quote, archive) is plain_scan(query, text)


def is_answered(query: str, quote: Quote, archive: Archive) -> bool:
    return bool(Filling({"asked": TopicQuery(query, archive)}, archive).answered(quote, ()))


def test_after_an_edit_all_belongs_where_a_whole_reading_puts_it(tmp_path: Path) -> None:
    """Whatever is edited: quotes, their speakers, articles, texts and queries."""
    random, root = Random(3), tmp_path / "a"
    queries = ("ruiz OR year", "about:bridge", 'about:"third week"', "who:okafor OR tired", "event:talks -wait")
    topics = [f"{{id: t{n}, label: T{n}, matches: '{query}'}}" for n, query in enumerate(queries)]
    snapshot = read_snapshot(with_topics(root, *topics))
    files = [root / "data/a.yaml", root / "seeds/strike.txt"]
    swaps = ("tired", "year", "Ruiz", "Okafor", "bridge", "week", "strike", "wait", "ruiz", "talks", "said")
    for _ in range(tries(60)):
        file = random.choice(files)
        content = file.read_text(encoding="utf-8")
        places = [at for word in swaps for at in (found.span() for found in re.finditer(word, content))]
        start, end = random.choice(places)
        file.write_text(content[:start] + random.choice(swaps) + content[end:], encoding="utf-8")
        snapshot, whole = read_again(snapshot), read_snapshot(root)
        assert_same(snapshot, whole)
        if random.random() < 0.3:
            file.write_text(content, encoding="utf-8")


def assert_same(one: Snapshot, other: Snapshot) -> None:
    assert dict(one.archive.by_query) == dict(other.archive.by_query)
    assert list(one.problems) == list(other.problems)
    counts = [[shot.archive.quote_count(topic) for topic in shot.archive.all(Topic)] for shot in (one, other)]
    assert counts[0] == counts[1]


def test_an_edit_reads_only_quotes_that_may_answer_otherwise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = with_topics(tmp_path / "a", "{id: late, label: Late, matches: year OR tired}")
    snapshot = read_snapshot(root)
    read: list[str] = []
    topics = Filling.topics

    def noted(filling: Filling, quote: Quote, around: Iterable[Text]) -> tuple[str, ...]:
        read.append(quote.id)
        return topics(filling, quote, around)

    monkeypatch.setattr(Filling, "topics", noted)
    file = root / "data/a.yaml"
    file.write_text(file.read_text().replace("It can wait", "It can tired"))
    snapshot = read_again(snapshot)
    assert ["wait"] == read
    assert {"tired", "money", "wait"} == set(snapshot.archive.by_query)
    file.write_text(file.read_text().replace("year OR tired", "tired"))
    assert {"tired", "wait"} == set(read_again(snapshot).archive.by_query)


def test_a_query_that_is_edited_is_the_only_one_that_is_asked_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """But for quotes that changed with it, of which all are asked."""
    topics = "{id: late, label: Late, matches: year OR tired}", "{id: slow, label: Slow, matches: wait}"
    root = with_topics(tmp_path / "a", *topics)
    snapshot = read_snapshot(root)
    asked: list[set[str]] = []
    made = Filling.__init__

    def noted(filling: Filling, queries: Mapping[str, TopicQuery], archive: Archive) -> None:
        made(filling, queries, archive)
        asked.append(set(queries))

    monkeypatch.setattr(Filling, "__init__", noted)
    file = root / "data/a.yaml"
    file.write_text(file.read_text().replace("year OR tired", "year"))
    snapshot = read_again(snapshot)
    assert_same(snapshot, read_snapshot(root))
    assert asked[0] == {"late"}
    asked.clear()
    edited = file.read_text().replace("matches: year", "matches: tired").replace("It can wait", "It can tired")
    file.write_text(edited)
    snapshot = read_again(snapshot)
    assert [{"late"}, {"late", "slow"}] == asked[:2]
    assert_same(snapshot, read_snapshot(root))
    for was, now in (("matches: tired", "note: none"), ("note: none", "matches: tired"), ("label: Late", "label: L")):
        file.write_text(file.read_text().replace(was, now))
        snapshot = read_again(snapshot)
        assert_same(snapshot, read_snapshot(root))


@pytest.mark.parametrize("query", ["avocat", "lavocat", "ue", "elle", "pas", '"selon lavocat"', '"avocat de l’UE"'])
def test_words_are_found_behind_an_elision(query: str) -> None:
    archive = Archive()
    text = "Selon l’avocat de l’UE, qu'elle n’a pas vu"
    quote = Quote(id="q", article="a", speech="direct", text=text, speaker="p")
    assert is_answered(query, quote, archive)
    assert not is_answered('vocat OR "avocat elle"', quote, archive)


def test_compounds_are_found_as_one_word() -> None:
    archive = Archive()
    quote = Quote(id="q", article="a", speech="direct", text="Zürich’s face-to-face talks", speaker="p")
    for query in ("facetoface", '"face to face"', "zurichs", "talk"):
        assert is_answered(query, quote, archive), query
