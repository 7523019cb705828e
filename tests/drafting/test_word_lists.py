"""The lists of words for drafting: what a file lists is asked for, and what is read is used."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

import pytest
from word_lists import sections_read

import explorer
from explorer.reading.languages import codes_with, language_sections
from explorer.reading.languages.lexicon import Lexicon, lexicon_of

PACKAGE = Path(explorer.__file__).parent


@pytest.mark.parametrize("code", codes_with("drafting.txt"))
def test_every_section_of_a_file_is_read(code: str) -> None:
    """A section with a name that is spelt otherwise would do nothing."""
    assert set() == language_sections(code, "drafting.txt").keys() - sections_read(partial(Lexicon, "en"))


@pytest.mark.parametrize("file", ["known.txt", "names.txt"])
def test_every_section_that_all_languages_share_is_read(file: str) -> None:
    assert set() == language_sections("en", file).keys() - sections_read(partial(Lexicon, "en"))


@pytest.mark.parametrize("code", codes_with("drafting.txt"))
def test_no_word_for_a_man_is_one_for_a_woman(code: str) -> None:
    """It would tell of whichever is read last."""
    words = language_sections(code, "drafting.txt")
    assert set() == words.get("he-described", set()) & words.get("she-described", set())


def test_what_is_known_to_be_a_place_or_a_thing_is_no_given_name() -> None:
    known = language_sections("en", "known.txt")
    assert set() == known["known things"] & lexicon_of("en").genders.keys()
    assert set() == known["places"] & (known["known things"] | language_sections("en", "drafting.txt")["places"])


def test_all_words_that_are_read_are_used() -> None:
    """Each field of the wording is asked for by a module that reads or drafts, or by the wording itself."""
    source = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    used = set(re.findall(r"\.(\w+)\b(?!(?:, self\.\w+)*(?:: \w+)? = )", source))
    assert set() == vars(lexicon_of("en")).keys() - used
