"""Who says something in some words, by the order of the words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.reading.languages.wording import wording
from explorer.reading.reporting.clauses import reporting_clauses
from explorer.reading.text.tokens import tokens


def said(text: str, language: str = "en") -> list[list[str]]:
    """For each verb of saying, what whoever speaks is called."""
    found = reporting_clauses(tokens(text, wording(language)), wording(language))
    return [[" ".join(mention.head) for mention in clause.mentions] for clause in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We won,” Ana Ruiz said.", ["Ana Ruiz"]),
        ("“We won,” said Ana Ruiz.", ["Ana Ruiz"]),
        ("“We won,” said harbour master Ben Okafor, who left.", ["harbour master Ben Okafor"]),
        (
            "They won, said National Security Council spokesman John Kirby.",
            ["National Security Council spokesman John Kirby"],
        ),
        ("Ben Okafor, the harbour master, said so.", ["Ben Okafor", "the harbour master"]),
        ("The mayor, Ana Ruiz, said so.", ["The mayor", "Ana Ruiz"]),
        ("“I came,” Ruiz, 45, said on Monday.", ["Ruiz"]),
        ("Ruiz, who has led the council since 2020, said “no”.", ["Ruiz"]),
        ("Mr. Smith told reporters", ["Mr. Smith"]),
        ("“Yes,” she told Marsh.", ["she"]),
        ("Ursula von der Leyen told reporters", ["Ursula von der Leyen"]),
        ("On Tuesday Okafor said it.", ["Okafor"]),
        ("Ruiz has repeatedly said so.", ["Ruiz"]),
        ("Ruiz was quoted as saying “no”.", ["Ruiz"]),
        ("Okafor was told by Ruiz that", ["Ruiz"]),
        ("“Yes,” the United States envoy, Ana Ruiz, said.", ["the United States envoy", "Ana Ruiz"]),
        ("A Calder director, who asked not to be named, said the board “balked”.", ["A Calder director"]),
        ("At the gala in May, he looked at the guests and thanked them for “it”", ["he"]),
        ("A teacher there looked at one of the drawings and told him, “No.”", ["A teacher"]),
        ("Ruiz — who has called it “a hoax” — responded: “No!”", ["Ruiz"]),
        ("“No,” said a lawyer for Penrose & Day, which won.", ["a lawyer"]),
        ("Penrose & Day said so.", ["Penrose & Day"]),
        ("He left, a charge the company's president called “false”.", ["president"]),
        ("“Yes,” said one of them, Ana Ruiz, 24.", ["one", "Ana Ruiz"]),
        ("PORTO, Portugal (AP) _ A man held a clerk for hours, telling police", ["A man"]),
        ("Ruiz defended the plan, saying “no”.", ["Ruiz"]),
        ("According to the ministry, all is well.", ["the ministry"]),
        ("The ministry’s statement said “no”.", ["The ministry"]),
        ("a statement from the ministry said", ["the ministry"]),
        ("“Yes,” Ruiz and Okafor said.", ["Ruiz", "Okafor"]),
        ("a spokesman for the Pentagon said", ["a spokesman"]),
        ("“No,” Ruiz, whose father built the pier, told Marsh.", ["Ruiz"]),
        ("“No,” Ruiz, the mayor since 2020, says.", ["Ruiz", "the mayor"]),
        ("“No,” said one of the protesters, Lena Holm.", ["one", "Lena Holm"]),
        ("Ruiz and her deputy, Tom Reed, said so.", ["Ruiz", "her deputy", "Tom Reed"]),
        ("Neither Ruiz nor Okafor said anything.", ["Ruiz", "Okafor"]),
        ("Senator Lena Holm, D-N.Y., said so.", ["Senator Lena Holm"]),
        ("Biden’s spokesman said no.", ["spokesman"]),
        ("Officials in Beijing said", ["Officials"]),
        ("Ruiz, the mayor, said Kirby was wrong.", ["Ruiz", "the mayor"]),
        ("The mayor was wrong, said Kirby, who left.", ["Kirby"]),
    ],
)
def test_whoever_says_something_is_found(text: str, expected: list[str]) -> None:
    assert [expected] == said(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Xi, the U.S. official said, expressed that", [["the U.S. official"], ["Xi"]]),
        ("Xi called it important, and said", [["Xi"], ["Xi"]]),
        ("Okafor quoted Ruiz as saying “no”.", [["Okafor"], ["Ruiz"]]),
        ("She recalled him saying: “No.”", [["She"], ["him"]]),
        ("“No,” Okafor recalled Ruiz telling him.", [["Okafor"], ["Ruiz"]]),
        ("They knew, Ben Okafor said, according to a city aide.", [["Ben Okafor"], ["a city aide"]]),
        ("A man who answered the door at the office on Pine Street said no.", [["A man"], ["A man"]]),
        ("Mr. Biden said Tuesday, asked what he would consider", [["Mr. Biden"]]),
    ],
)
def test_several_may_speak(text: str, expected: list[list[str]]) -> None:
    assert expected == said(text)


@pytest.mark.parametrize(
    "text", ["“Yes,” “No.”", "The council had been told in March.", "It was said that", "He left."]
)
def test_nobody_speaks_where_nobody_is_named_to(text: str) -> None:
    assert [] == said(text)


WORDS = [
    "said",
    "told",
    ",",
    ".",
    "“x”",
    "Ana",
    "Ruiz",
    "the",
    "mayor",
    "of",
    "and",
    "who",
    "by",
    "saying",
    "was",
    "he",
    "—",
]


@given(st.lists(st.sampled_from(WORDS), max_size=12))
def test_what_is_found_lies_in_the_words(words: list[str]) -> None:
    text = " ".join(words)
    for clause in reporting_clauses(tokens(text, wording("en")), wording("en")):
        assert 0 <= clause.at.start < clause.at.end <= len(text)
        assert all(mention.head and mention.start < mention.end for mention in clause.mentions)
