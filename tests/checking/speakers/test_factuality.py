"""What is denied, not said, asked or only supposed is nobody's saying, unless the record has these words, too."""

from __future__ import annotations

from typing import Literal

import pytest

from explorer.checking import verification, verifying
from explorer.checking.speakers.speaker_finding import SpeakerFinding
from explorer.describing.findings import attributed_there
from explorer.model.archive import Archive
from explorer.model.problems import Place
from explorer.model.records import AnyRecord, Article, Entry, Person, Quote
from explorer.reading.text.passages import SourceText


def verified(
    text: str, words: str, attribution: str | None, speech: Literal["direct", "indirect"], language: str
) -> verification.Verification:
    records: list[AnyRecord] = [
        Article(id="a", file="a.txt", headline="x", language=language),
        Person(id="ruiz", name="Ana Ruiz", role="mayor of Porto"),
        Quote(id="q", article="a", speech=speech, text=words, speaker="ruiz", attribution=attribution),
    ]
    archive = Archive(Entry(record, Place("f.yaml", n + 1)) for n, record in enumerate(records))
    return verifying.verify(archive, {"a": SourceText(text)})["quote/q"]


def told(text: str, words: str, attribution: str | None, *, language: str = "en") -> SpeakerFinding:
    """What is told of Ruiz's paraphrase."""
    said = verified(text, words, attribution, "indirect", language).said
    assert said
    return said


def marked(text: str, words: str) -> str:
    """The code of what is told of Ruiz's words in marks."""
    said = verified(text, words, "Ruiz", "direct", "en").said
    assert said
    return said.code


@pytest.mark.parametrize("attribution", [None, "Ruiz"])
@pytest.mark.parametrize(
    "said",
    [
        "Ruiz denied that",
        "Ruiz denied reports that",
        "Ruiz did not say that",
        "Ruiz didn’t say",
        "Ruiz never said",
        "Ruiz ruled out that",
        "Ruiz did not rule out that",
        "Ruiz stopped short of saying that",
        "Ruiz refused to say whether",
        "Ruiz could not say whether",
        "Ruiz asked whether",
        "Ruiz wondered if",
        "Ruiz is expected to say that",
        "Ruiz reportedly said that",
        "Ruiz may have said that",
        "Critics said Ruiz falsely claimed that",
        "If Ruiz says that",
        "Neither Okafor nor Ruiz said",
    ],
)
def test_what_is_not_told_as_said_is_told(said: str, attribution: str | None) -> None:
    assert told(f"{said} the pier would close.", "the pier would close", attribution).code == "not-said"


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("fr", "Ruiz n’a pas dit que le pont fermera.", "le pont fermera"),
        ("fr", "Ruiz a démenti que le pont fermera.", "le pont fermera"),
        ("fr", "Ruiz aurait dit que le pont fermera.", "le pont fermera"),
        ("de", "Ruiz sagte nicht, dass die Brücke schließt.", "die Brücke schließt"),
        ("de", "Ruiz bestritt, dass die Brücke schließt.", "die Brücke schließt"),
        ("es", "Ruiz negó que el puente cerrará.", "el puente cerrará"),
        ("es", "Ruiz no dijo que el puente cerrará.", "el puente cerrará"),
    ],
)
def test_it_is_told_in_other_languages(language: str, text: str, words: str) -> None:
    assert told(text, words, "Ruiz", language=language).code == "not-said"


@pytest.mark.parametrize(
    ("said", "attribution"),
    [
        ("Ruiz denied that", "Ruiz denied"),
        ("Ruiz denied", "Ruiz denied"),
        ("Ruiz could not say whether", "Ruiz could not say"),
    ],
)
def test_an_attribution_with_these_words_is_right(said: str, attribution: str) -> None:
    assert told(f"{said} the pier would close.", "the pier would close", attribution).code == ""


@pytest.mark.parametrize("attribution", [None, "Ruiz"])
@pytest.mark.parametrize(
    "said",
    [
        "Ruiz, who did not attend, said that",
        "Ruiz did not attend but said that",
        "Ruiz refused to resign, saying that",
        "Ruiz dismissed the report, saying that",
        "Ruiz, whose aides declined to comment, said that",
        "Okafor denied it, and Ruiz said that",
        "Ruiz has not only said that",
    ],
)
def test_what_else_the_speaker_denies_does_not_matter(said: str, attribution: str | None) -> None:
    assert told(f"{said} the pier would close.", "the pier would close", attribution).code == ""


@pytest.mark.parametrize("text", ["Ruiz denied “any role” in it.", "Ruiz denied it: “any role” was a lie."])
def test_marked_words_of_a_denial_are_the_speakers(text: str) -> None:
    assert marked(text, "any role") == ""


@pytest.mark.parametrize("said", ["Ruiz never said", "Ruiz denied saying", "Ruiz is expected to say"])
def test_marked_words_that_are_not_said_are_told(said: str) -> None:
    assert marked(f"{said} “I will close it.”", "I will close it.") == "not-said"


def test_the_question_before_an_answer_is_not_the_answer() -> None:
    text = "Asked whether the pier would close, Ruiz declined to comment."
    assert told(text, "the pier would close", None).code == "not-said"


def test_it_is_told_with_the_words_and_their_place() -> None:
    text = "Ruiz did not say that the pier would close."
    found = verified(text, "the pier would close", "Ruiz", "indirect", "en")
    assert found.said
    assert found.said.message == "attribution: leaves out “not say”: the article does not tell that Ana Ruiz says this"
    assert found.said.mention
    assert text[found.said.mention.start : found.said.mention.end] == "not say"
    assert attributed_there(found) == ("attributed there, but not as said,", "by name")
