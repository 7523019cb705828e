"""The words of a text, sorted into kinds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
from explorer.topics.words import NO_WORDS, ReadWords, WordReader


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
    reader = WordReader()
    read = reader.article(text, "en")
    found = reader.taken([read])

    assert (["ferries", "ferry", "one", "two"], 4, 2) == (found.vocabulary, read.size, read.parts)
    assert [2, 1, 3, 0] == found.columns["word"].tolist()
    assert [0, 0, 1, 1] == found.columns["part"].tolist()
    assert (4, read, "en") == (reader.read, reader.article(text, "en"), read.language)
    assert ("de", 8) == (reader.article(text, "de").language, reader.read)
    assert (1, 12) == (reader.words(text.text, grammar("en")).parts, reader.read)


@given(st.lists(st.integers(0, 5), max_size=8), st.lists(st.integers(0, 5), max_size=8))
def test_what_was_read_before_is_told_as_if_it_were_read_now(before: list[int], now: list[int]) -> None:
    texts = ["", "One ferry", "A ferry, a pier", "Pier\n\nand Pier", "Two", "Ana Ruiz’s two ferries"]

    def read(numbers: list[int], known: ReadWords) -> tuple[ReadWords, int]:
        reader = WordReader(known)
        return reader.taken([reader.article(SourceText(texts[n]), "en") for n in numbers]), reader.read

    known, _ = read(before, NO_WORDS)
    (one, read_now), (other, read_anew) = read(now, known), read(now, NO_WORDS)
    assert (one.vocabulary, one.texts) == (other.vocabulary, other.texts)
    assert {name: column.tolist() for name, column in one.columns.items()} == {
        name: column.tolist() for name, column in other.columns.items()
    }
    sizes = {text.key: text.size for text in one.texts}
    assert read_anew == sum(sizes.values())
    assert read_now == sum(sizes[key] for key in sizes.keys() - {text.key for text in known.texts})
