"""Searching for several alternatives, and for what quotes are about."""

from __future__ import annotations

from pathlib import Path

import pytest
from archives import write_archive

from explorer.model.records import Kind
from explorer.search.index import SearchIndex
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
