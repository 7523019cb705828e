"""The words of a text, sorted into kinds."""

from __future__ import annotations

import pytest

from explorer.reading.text.passages import SourceText
from explorer.topics.grammar import (
    AUXILIARY,
    DETERMINER,
    JOINED,
    LINK,
    LOWER,
    NAME,
    OPENING,
    OWNED,
    PARTED,
    PREPOSITION,
    Word,
    grammar,
)
from explorer.topics.words import text_words, words_of


def read(text: str, language: str = "en") -> dict[str, Word]:
    return {word.text: word for word in grammar(language).words(text)}


def test_words_have_their_kinds_and_what_parts_them() -> None:
    found = read("Rates fell at the Bank of England. Ana Ruiz’s plan went on, e-mail by e-mail.")

    kinds = {"rates": OPENING, "fell": AUXILIARY, "at": PREPOSITION, "the": DETERMINER, "bank": NAME, "of": LINK}
    assert kinds == {word: found[word].kind for word in kinds}
    bonds = {"bank": JOINED, "of": JOINED, "ana": PARTED, "plan": OWNED, "e": JOINED, "mail": JOINED}
    assert bonds == {word: found[word].bond for word in bonds}
    assert ["ruiz"] == [word for word, each in found.items() if each.is_person]
    assert LOWER == found["plan"].kind


def test_a_shouted_word_is_no_name_but_initials_are() -> None:
    found = read("They will NOT go, the US and the WHO said, and the IMF AND the EU.")

    assert {"us", "who", "imf", "eu"} == {word for word, each in found.items() if each.kind == NAME}


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("fr", "L’avocat d’Ana", ["l", "avocat", "d", "ana"]),
        ("de", "Fährverkehr", ["fahrverkehr"]),
        ("zh", "渡轮", ["渡", "轮"]),
        ("xx", "Blurb", ["blurb"]),
        ("en", "", []),
        ("en", "\u200b— …", []),
    ],
)
def test_words_are_those_of_the_search_with_joined_ones_apart(language: str, text: str, words: list[str]) -> None:
    assert words == [word.text for word in grammar(language).words(text)]


def test_a_text_is_read_once_for_each_language_and_by_paragraphs() -> None:
    text = SourceText("One ferry\n\nTwo ferries\n")
    found = words_of(text, "en")

    assert (["one", "ferry", "two", "ferries"], [0, 0, 1, 1], 2) == (
        found.words,
        found.rows[:, 3].tolist(),
        found.parts,
    )
    assert found is words_of(text, "en")
    assert grammar("de") is words_of(text, "de").language
    assert 1 == text_words(text.text, grammar("en")).parts
