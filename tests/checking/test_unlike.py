"""Quotes that are said to be one utterance, but have hardly a word in common."""

from __future__ import annotations

from typing import Any

import pytest

from explorer.checking.repeats import problems
from explorer.checking.verified_archive import VerifiedArchive
from explorer.model.archive import Archive
from explorer.model.problems import Place
from explorer.model.records import AnyRecord, Article, Entry, Quote
from explorer.reading.text.passages import SourceText

FIRST = "We have never asked anyone to choose between two harbours,"


def told(words: str, other: str = FIRST, *, language: str = "en", **fields: Any) -> list[tuple[str, str | None]]:
    """What is wrong with a quote that is the same as another one, in an article that says no more than that."""
    records: tuple[AnyRecord, ...] = (
        Article(id="one", file="one.txt", headline="x", language="en"),
        Article(id="two", file="two.txt", headline="x", language=language),
        Quote(id="first", article="one", speech="direct", text=other, speaker="ruiz"),
        Quote(
            **{"id": "q", "article": "two", "speech": "direct", "speaker": "ruiz", **fields},
            text=words,
            same_as="first",
        ),
    )
    archive = Archive(Entry(record, Place("f.yaml", n + 1)) for n, record in enumerate(records))
    texts = {"one": SourceText(other), "two": SourceText(words)}
    found = problems.unlike(VerifiedArchive(archive=archive, texts=texts), {})
    return [(problem.code, problem.ref) for problem in found]


@pytest.mark.parametrize("fields", [{}, {"article": "one"}, {"speech": "indirect"}, {"interpreted": True}])
def test_quotes_that_share_hardly_a_word_are_told(fields: dict[str, Any]) -> None:
    assert [("same-as-unlike", "quote/q")] == told("The generator was bought before Easter.", **fields)


@pytest.mark.parametrize(
    ("words", "fields"),
    [
        ("We never asked a soul to choose between harbours.", {}),
        ("choose between two harbours", {"speech": "partial"}),
        ("the council was not asking others for a choice of harbour", {"speech": "indirect"}),
        ("Nobody must choose one of them.", {"interpreted": True}),
        ("We haven’t done that.", {}),
        ("Wir haben nie jemanden gebeten, zwischen zwei Häfen zu wählen.", {"language": "de"}),
        ("Wir haben nie jemanden gebeten, zwischen zwei Häfen zu wählen.", {"language": "de-AT"}),
    ],
)
def test_other_versions_paraphrases_fragments_and_translations_are_not(words: str, fields: dict[str, Any]) -> None:
    assert [] == told(words, **fields)
