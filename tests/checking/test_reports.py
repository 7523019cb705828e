"""Articles that are reprints of one text are one report."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from explorer.checking.repeats.reports import reports_of

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def text(seed: int, size: int = 300) -> list[str]:
    """So many words, of a few hundred that all texts share."""
    chance = random.Random(seed)
    vocabulary = random.Random(0)
    words = ["".join(vocabulary.choices(_LETTERS, k=5)) for _ in range(400)]
    return chance.choices(words, k=size)


BOILERPLATE = text(99, 40)


def test_a_reprint_is_one_report_with_its_text_and_other_articles_are_not() -> None:
    """In whole, shortened, longer by paragraphs of its own, with words altered, and over one in between."""
    first, other = text(1), text(2)
    altered = [word if n % 12 else "otherwise" for n, word in enumerate(first)]
    texts = {
        "first": first,
        "other": other + BOILERPLATE,
        "whole": list(first),
        "short": first[:120],
        "long": first + text(3, 150) + BOILERPLATE,
        "altered": altered,
        "of-short": first[:100] + text(4, 60),
    }
    assert reports_of(texts) == {id: "other" if id == "other" else "first" for id in texts}


def test_a_phrase_or_a_closing_line_in_common_makes_no_reprint() -> None:
    texts = {str(n): text(n) + BOILERPLATE for n in range(60)}
    assert reports_of(texts) == {id: id for id in texts}


def test_a_text_that_very_many_print_is_one_report() -> None:
    wire = text(1)
    assert set(reports_of({str(n): wire + text(n + 10, 50) for n in range(60)}).values()) == {"0"}


@given(st.lists(st.lists(st.sampled_from("abc"), max_size=8), max_size=6))
def test_short_texts_are_one_report_when_they_are_the_same(texts: list[list[str]]) -> None:
    named = {str(n): words for n, words in enumerate(texts)}
    assert reports_of(named) == {id: str(texts.index(words)) for id, words in named.items()}
