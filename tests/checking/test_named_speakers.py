"""The names that a text makes speak: rather one too few than one that is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.checking.named_speakers import name_words, named_speakers
from explorer.model.records import Article
from explorer.reading.analysis import Analysis
from explorer.reading.text.passages import Passage, SourceText
from explorer.snapshot import Snapshot


def found_in(text: str, language: str = "en") -> list[Passage]:
    article = Article(id="x", file="x.txt", headline="", language=language)
    return named_speakers(Analysis(article, SourceText(text)))


def names(text: str, language: str = "en") -> list[str]:
    return [text[at.start : at.end] for at in found_in(text, language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We won,” Ana Ruiz said.", ["Ana Ruiz"]),
        ("“We won,” said Ana Ruiz.", ["Ana Ruiz"]),
        ("“We won,” said harbour master Ben Okafor, who left.", ["Ben Okafor"]),
        ("We won, said National Security Council spokesman John Kirby.", ["John Kirby"]),
        ("Ben Okafor, the harbour master, said so.", ["Ben Okafor"]),
        ("The mayor, Ana Ruiz, said so.", ["Ana Ruiz"]),
        ("Mr. Smith told reporters", ["Smith"]),
        ("Ursula von der Leyen told reporters", ["Ursula von der Leyen"]),
        ("“No,” added J. D. Vance.", ["J. D. Vance"]),
        ("But Kirby said it. On Tuesday Okafor said it.", ["Kirby", "Okafor"]),
        ("The Pentagon says no, according to Reuters.", ["Pentagon", "Reuters"]),
        ("In Beijing, Hua Chunying noted that", ["Hua Chunying"]),
        ("Garcia said no. They saw Garcia leave.", ["Garcia"]),
        ("NATO said no.", ["NATO"]),
        ("“No,” said He Lifeng. He said so.", ["He Lifeng"]),
        ("Kirby said it. “Yes,” Kirby said.", ["Kirby"]),
        ("‘We won,’ said Ana Ruiz.", ["Ana Ruiz"]),
        ("‘We’ve won’, said Mrs Edith Cole, 81, of Mill Lane.", ["Edith Cole"]),
        ("“Careful,” cautioned Ana Ruiz.", ["Ana Ruiz"]),
        ("Judge Carol Whitlock reminded the jury that “a joke” is none.", ["Carol Whitlock"]),
        ("Detective Inspector Mary Shaw, of Kent Police, added: ‘We are looking’.", ["Mary Shaw"]),
        ("Minna Lahti was quoted as saying: “No.”", ["Minna Lahti"]),
        ("“No,” Ana Ruiz, Ben Hale, & Mia Moor said.", ["Mia Moor"]),
        ("HADDAD: Because I was tired.\n\nOSEI: No, you were not.\n\nHADDAD: I was.", ["HADDAD", "OSEI"]),
    ],
)
def test_names_that_speak_are_found(text: str, expected: list[str]) -> None:
    text = f"Kirby and Okafor met Kirby.\n\n{text}" if text.startswith("Kirby") else text
    assert expected == names(text)


@pytest.mark.parametrize(
    "text",
    [
        "He said no. Nobody said yes.",
        "Officials said no. The officials left.",
        "Police said no. The police came.",
        "A senior administration official told reporters.",
        "“No,” he told Xi Jinping.",
        "She said China would win.",
        "a spokesman for the Pentagon said",
        "Officials in Beijing said",
        "The people of Taiwan said no.",
        "according to White House officials.",
        "according to a city aide, and according to data from Reuters.",
        "“Yes,” said U.S. officials on Tuesday.",
        "“Yes,” the U.S. President said.",
        "Xi, the U.S. official said, suggested peace.",
        "Biden’s spokesman said no.",
        "He spoke on Wednesday, said so.",
        "The Aurelia said nothing. The stewards of the Aurelia said that they had left.",
        "according to the Lantern, as the captain of the Aurelia told the Lantern",
        "Q. Who was there?\n\nA. Nobody.\n\nQ. Nobody?",
        "The book, The Old Boat, says “yes”. A sign reads “Keep out”.",
    ],
)
def test_nothing_else_is_taken_for_a_name(text: str) -> None:
    assert [] == names(text)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "« Oui », a déclaré mardi Solène Le Goff, la maire de Kervilly.", ["Solène Le Goff"]),
        ("fr", "Selon Yann Perrot, tout va bien.", ["Yann Perrot"]),
        ("fr", "« Oui », a-t-elle dit à Paris. La mairie a déclaré que non.", []),
        ("de", "„Ja“, sagte Anna Schmidt. „Nein“, so Schmidt.", ["Anna Schmidt", "Schmidt"]),
        ("de", "Laut Bürgermeister Josef Huber ist es gut.", ["Josef Huber"]),
        ("de", "Die Stadt sagte nichts. Experten sagten: „Nein.“", []),
        ("es", "«No», afirmó la alcaldesa, Marta Gil.", ["Marta Gil"]),
    ],
)
def test_names_that_speak_are_found_in_other_languages(language: str, text: str, expected: list[str]) -> None:
    assert expected == names(text, language)


def test_the_speakers_of_the_shipped_article_are_its_own(shipped: Snapshot) -> None:
    (text,) = shipped.texts.values()
    assert {"Biden", "Xi", "John Kirby", "Kirby", "White House"} == set(names(text.text))


def test_names_are_compared_without_titles_articles_and_case() -> None:
    assert ("biden",) == name_words("Mr. Biden")
    assert ("white", "house") == name_words("the WHITE House")
    assert name_words("Sinead O’Connor") == name_words("Sinead O'Connor")


WORDS = ["said", "told", ",", ".", "“", "”", "Ana", "Ruiz", "the", "of", "von", "Mr.", "according to", "\n\n"]


@given(st.lists(st.sampled_from(WORDS)))
def test_names_lie_in_their_text_in_order(words: list[str]) -> None:
    text = " ".join(words)
    found = found_in(text)
    assert sorted(found) == found
    assert all(0 <= at.start < at.end <= len(text) for at in found)
