"""Sentences in news style whose speaker is recorded rightly: nobody else is told to say their words."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import structs

from explorer.checking.verifying import verify
from explorer.model.archive import Archive
from explorer.model.problems import Place
from explorer.model.records import AnyRecord, Article, Entry, Person, Quote
from explorer.reading.text.passages import SourceText

_ROWS = Path(__file__).with_name("right_speakers.txt")
_PEOPLE = (
    Person(id="ruiz", name="Ana Ruiz", role="mayor"),
    Person(id="okafor", name="Ben Okafor", role="harbour master"),
    Person(id="marsh", name="Lee Marsh"),
    Person(id="council", name="the council", type="collective"),
)


def _sentences() -> list[list[str]]:
    lines = _ROWS.read_text(encoding="utf-8").splitlines()
    return [[value.strip() for value in line.split("|")] for line in lines if not line.startswith("#")]


def _codes(language: str, who: str, speech: str, text: str, words: str, *attributions: str) -> Iterator[str]:
    """What is told of a sentence's quote without an attribution, and with each of some."""
    speaker, _, relayer = who.partition(" via ")
    for attribution in (None, *attributions):
        quote = structs.replace(
            Quote(id="q", article="a", speech="indirect", text=words, speaker=speaker, relayed_by=relayer or None),
            speech=speech,
            attribution=attribution,
        )
        cast = (Quote(id=f"by-{each.id}", article="a", speech="direct", text="-", speaker=each.id) for each in _PEOPLE)
        article = Article(id="a", file="a.txt", headline="x", language=language)
        records: tuple[AnyRecord, ...] = (article, quote, *_PEOPLE, *cast)
        archive = Archive(Entry(record, Place("f")) for record in records)
        said = verify(archive, {"a": SourceText(text)})["quote/q"].said
        assert said is not None, "the quote or its attribution is not found"
        yield said.code


@pytest.mark.parametrize("row", _sentences(), ids=lambda row: row[3])
def test_nobody_else_is_told_to_say_what_is_recorded_rightly(row: list[str]) -> None:
    assert set(_codes(*row)) <= {"", "speaker-unnamed"}
