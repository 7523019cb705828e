"""Searching for several alternatives, and for what quotes are about."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import pytest
from archives import write_archive
from hypothesis import example, given, settings
from hypothesis import strategies as st

from explorer.checking.verification import Finding, Status, Verification
from explorer.model.archive import Archive
from explorer.model.problems import Place
from explorer.model.records import AnyRecord, Article, Entry, Kind, Person, Quote
from explorer.reading.text.passages import SourceText
from explorer.search.contexts import Contexts, stand_in
from explorer.search.index import SearchIndex
from explorer.search.runs import run as run_of
from explorer.snapshot import Snapshot, read_snapshot

ARTICLE = """\
Ferry strike enters a third week

Crews want more pay for nights. “We are tired,” Ana Ruiz said.

On the bridge, the council has no money. “Not this year,” she said.

“It can wait,” Ben Okafor said.
"""
QUOTES = """\
articles:
- {id: strike, file: strike.txt, headline: Ferry strike enters a third week}
- {id: other, file: o.txt, headline: Other}
people: [{id: ruiz, name: Ana Ruiz}, {id: okafor, name: Ben Okafor}]
quotes:
- {id: tired, article: strike, speech: direct, text: We are tired, speaker: ruiz}
- {id: money, article: strike, speech: direct, text: Not this year, speaker: ruiz}
- {id: wait, article: strike, speech: direct, text: It can wait, speaker: okafor}
- {id: lost, article: other, speech: direct, text: The bridges are closed at night, speaker: okafor}
"""


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    texts = {"strike.txt": ARTICLE, "o.txt": "Other\n\nNothing is said here.\n"}
    return read_snapshot(write_archive(tmp_path_factory.mktemp("archive") / "a", texts, QUOTES))


@pytest.fixture(scope="module")
def index(snapshot: Snapshot) -> SearchIndex:
    return SearchIndex.of(snapshot)


def found(index: SearchIndex, query: str) -> set[str]:
    results = index.search(query, kind=Kind.QUOTE)
    assert results.total == len(results)
    return {ref.partition("/")[2] for ref in results.refs}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("tired OR wait", {"tired", "wait"}),
        ("(tired OR year) who:ruiz", {"tired", "money"}),
        ("tired OR who:okafor", {"tired", "wait", "lost"}),
        ("who:ruiz -(tired OR wait)", {"money"}),
        ('"can wait" OR "not this"', {"wait", "money"}),
        ("tired OR tired", {"tired"}),
        ("about:bridge", {"money", "lost"}),
        ("about:nights", {"tired", "lost"}),
        ("about:strike", {"tired", "money", "wait"}),
        ('about:"more pay, no money"', {"tired", "money"}),
        ("about:strike -about:bridge", {"tired", "wait"}),
        ("about:brigde", set()),
    ],
)
def test_what_is_found(index: SearchIndex, query: str, expected: set[str]) -> None:
    assert expected == found(index, query)


def test_a_hit_tells_the_words_of_the_alternative_that_it_answers(index: SearchIndex) -> None:
    hits = {hit.ref: [match.query for match in hit.matches] for hit in index.search("tired OR wait", kind=Kind.QUOTE)}
    assert hits == {"quote/tired": ["tired"], "quote/wait": ["wait"]}


def test_hits_of_all_alternatives_stand_in_one_order(index: SearchIndex) -> None:
    scores = [hit.score for hit in index.search("tired OR wait OR bridges closed night OR who:okafor")]
    assert scores == sorted(scores, reverse=True)


def test_each_filter_and_remark_is_told_once(index: SearchIndex) -> None:
    results = index.search("(tired OR wait) who:ruiz colour:red")
    assert results.filters == ("who: Ana Ruiz",)
    assert len(results.remarks) == 1


def test_an_index_without_texts_finds_by_quotes_and_headlines(snapshot: Snapshot) -> None:
    assert found(SearchIndex(snapshot.archive), "about:bridge") == {"lost"}


def test_what_a_quote_is_about_follows_an_edit(tmp_path: Path, index: SearchIndex) -> None:
    texts = {"strike.txt": ARTICLE.replace("the bridge", "the tunnel"), "o.txt": "Other\n"}
    after = read_snapshot(write_archive(tmp_path / "b", texts, QUOTES))
    statuses = {ref: str(one.status) for ref, one in after.verifications.items()}
    updated = index.updated(after.archive, statuses, contexts=SearchIndex.of(after).contexts)
    assert updated is not None
    assert found(updated, "about:tunnel") == {"money"}
    assert found(updated, "about:bridge") == {"lost"}


def test_articles_are_looked_through_once_for_a_query_and_that_may_be_ended(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    class NoLongerWantedError(Exception):
        pass

    def end() -> None:
        raise NoLongerWantedError

    monkeypatch.setattr("explorer.search.index._FEW_QUOTES", 0)
    index, query = SearchIndex.of(snapshot), "tired OR about:bridge -about:strike"
    assert index.looks_through_articles(query)
    assert not index.looks_through_articles("tired OR bridge")
    with pytest.raises(NoLongerWantedError):
        index.look_through_articles(query, end)
    assert index.looks_through_articles(query)
    index.look_through_articles(query, lambda: None)
    assert not index.looks_through_articles(query)
    assert {"tired", "lost"} == found(index, query)


@pytest.mark.parametrize(
    "query",
    ["about:—", "-about:-- bridge", " ".join(f"about:bridge{n}" for n in range(100))],
    ids=["no word", "none to leave out", "a hundred"],
)
def test_articles_are_looked_through_once_whatever_is_asked(
    snapshot: Snapshot, query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a value has no words, and where there are more filters than are kept otherwise."""
    monkeypatch.setattr("explorer.search.index._FEW_QUOTES", 0)
    index = SearchIndex.of(snapshot)
    index.look_through_articles("about:strike", lambda: None)
    index.look_through_articles(query, lambda: None)
    assert not index.looks_through_articles(query)


words = st.sampled_from(["Bridge", "bridges", "night-bridge", "l’abri", "dell'arte", "U.S.", "ice", "well-", "é", "—"])
paragraphs = st.lists(words, min_size=1, max_size=6).map(" ".join)
asked = st.sampled_from(["bridge", "abri", "arte", "us", "u", "night bridge", "nightbridge", "well ice", "e", "ridge"])


@settings(deadline=None)
@given(headline=paragraphs, texts=st.lists(paragraphs, min_size=1, max_size=4), value=asked)
@example(headline="ice", texts=["well-", "ice"], value="well ice")
def test_a_quote_is_about_just_the_runs_that_stand_in_it_its_paragraph_or_its_headline(
    headline: str, texts: list[str], value: str
) -> None:
    """Whatever is looked at first, so that this takes little time."""
    text = SourceText("\n\n".join(texts))
    assert len(text.paragraphs) == len(texts)
    records: list[AnyRecord] = [Article(id="a", file="a.txt", headline=headline), Person(id="p", name="Nobody")]
    verifications: dict[str, Verification] = {}
    for n, at in enumerate(text.paragraphs):
        words = text.text[at.start : at.end][:4]
        records.append(Quote(id=f"q{n}", article="a", speech="direct", text=words, speaker="p"))
        verifications[f"quote/q{n}"] = Verification((Finding("text", words, Status.VERBATIM, at),))
    archive = Archive(Entry(record, Place("data/test.yaml", 1)) for record in records)
    contexts = Contexts(archive, {"a": text}, verifications)
    run = run_of(value.split())
    expected = {
        quote.id
        for quote in archive.quotes
        if any(stand_in([run], words) for _, words in chain(contexts.own(quote), contexts.around(quote)))
    }
    assert expected == found(SearchIndex(archive, contexts=contexts), f'about:"{value}"')


def test_unknown_words_of_all_alternatives_are_in_one_remark(index: SearchIndex) -> None:
    assert ("no word is like “zzzzzz”, “qqqqqq”",) == index.search("zzzzzz (qqqqqq OR tired)").remarks
