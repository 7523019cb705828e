"""Whoever is named beside a quote whose record has no attribution: somebody else than the record has."""

from __future__ import annotations

import pytest

from explorer.checking import verifying
from explorer.model.archive import Archive
from explorer.model.problems import Place
from explorer.model.records import AnyRecord, Article, Entry, Person, Quote
from explorer.reading.text.passages import SourceText

RUIZ = Person(id="ruiz", name="Ana Ruiz")
OKAFOR = Person(id="okafor", name="Ben Okafor")
LIN = Person(id="lin", name="林秀珍")
CHEN = Person(id="chen", name="陈国强")
MINISTRY = Person(id="ministry", name="the Ministry of Health", type="collective")
AGENT = Person(id="agent", name="Okafor’s agent", type="anonymous")
QUOTED = "it holds"


def codes(text: str, language: str, *people: Person, attribution: str | None = None) -> list[str]:
    """What is wrong when each of these people is the speaker."""
    article = Article(id="a", file="a.txt", headline="x", language=language)
    quotes = (
        Quote(id=who.id, article="a", speech="direct", text=QUOTED, speaker=who.id, attribution=attribution)
        for who in people
    )
    records: tuple[AnyRecord, ...] = (article, *people, *quotes)
    found = verifying.verify(Archive(Entry(record, Place("f.yaml")) for record in records), {"a": SourceText(text)})
    return [said.code if (said := found[f"quote/{who.id}"].said) else "" for who in people]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("pt", "A ponte fechou.\n\n“it holds”, justificou a vereadora Ana Ruiz."),
        ("ru", "«it holds», — говорит жительница Ana Ruiz."),
        ("pl", "Rzeczniczka Ana Ruiz dodaje: „it holds”."),
        ("en", "But board president Ana Ruiz said that the plan would amount to “it holds”."),
    ],
)
def test_whoever_else_says_it_is_told(language: str, text: str) -> None:
    assert codes(text, language, RUIZ, OKAFOR) == ["", "speaker-mismatch"]


def test_names_are_found_where_no_spaces_part_words() -> None:
    text = "老城书店将于月底关门。店主林秀珍说：“it holds”\n\n老顾客来了。"
    assert codes(text, "zh", LIN, CHEN) == ["", "speaker-mismatch"]


@pytest.mark.parametrize(
    "text",
    [
        "“it holds”, diz ela a Ana Ruiz.",
        "Ben Okafor calou-se.\n\n“it holds”, justificou a vereadora, e Ana Ruiz riu.",
        "“it holds”, conta filha de Ana Ruiz.",
        "Ana Ruiz caiu. “it holds”",
        "Ana Ruiz foi acusada de “it holds”.",
    ],
)
def test_a_name_that_only_stands_near_is_none(text: str) -> None:
    assert "speaker-mismatch" not in codes(text, "pt", OKAFOR)


def test_a_passive_has_nobody_speak() -> None:
    assert codes("Ana Ruiz was described as “it holds”.", "en", RUIZ, OKAFOR)[1] != "speaker-mismatch"


def test_what_an_author_puts_into_dialogue_is_read() -> None:
    text = "—it holds —respondió Ana Ruiz—. Nunca firmé nada."
    assert codes(text, "es", RUIZ, OKAFOR) == ["", "speaker-mismatch"]


def test_it_means_the_group_that_its_sentence_is_about() -> None:
    text = "In a statement, the Ministry of Health rejected what it called “it holds”."
    attribution = "the Ministry of Health rejected what it called"
    assert codes(text, "en", MINISTRY, OKAFOR, attribution=attribution) == ["", "speaker-mismatch"]


def test_a_description_of_somebody_else_is_told() -> None:
    """Also when nothing else in the archive is said by them; but perhaps the agent is whoever was told of last."""
    text = "Lights went out at nine.\n\n“it holds,” the agent said."
    assert codes(text, "en", AGENT, RUIZ, attribution="the agent said") == ["", "speaker-mismatch"]
    near = text.replace("Lights", "Ana Ruiz’s lights")
    assert codes(near, "en", AGENT, RUIZ, attribution="the agent said") == ["", "speaker-unnamed"]
