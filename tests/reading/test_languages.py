"""The languages of the reading: one folder each, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest

from explorer.drafting.drafting import draft
from explorer.model.records import Article
from explorer.reading import languages, model
from explorer.reading.languages import lexicon, wording
from explorer.reading.text.passages import SourceText
from explorer.reading.text.tokens import tokens

GLOSSARY = """\
# Invented.
[said]
zorba, zorbi
[according]
prel
[that]
ko
[the]
lo
[she]
mia
[of]
du
[is]
ul
"""


ENGLISH = {
    "possessives": frozenset({"'s", "s'"}),
    "adverb endings": frozenset({"ly"}),
    "negative endings": frozenset({"n't"}),
    "participle endings": frozenset({"ing"}),
}


@pytest.fixture
def invented(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One more language than is shipped: xx, whose folder has a glossary and nothing else."""
    copytree(languages.FOLDER, tmp_path / "languages")
    (tmp_path / "languages" / "xx").mkdir()
    (tmp_path / "languages" / "xx" / "glossary.txt").write_text(GLOSSARY, encoding="utf-8")
    kept = (languages.codes_with, languages.language, wording.languages, wording.wording, lexicon.lexicon_of)
    monkeypatch.setattr(languages, "FOLDER", tmp_path / "languages")
    for each in kept:
        each.cache_clear()
    yield
    for each in kept:
        each.cache_clear()


@pytest.mark.parametrize("code", languages.codes())
def test_each_word_stands_for_one_that_the_model_knows(code: str) -> None:
    known = languages.language(code)
    assert known is not None
    assert set() == set(known.glossary.values()) - model.shipped().words


@pytest.mark.usefixtures("invented")
def test_a_language_is_added_by_its_folder_alone() -> None:
    found = languages.language("xx")
    assert found is not None
    assert {"zorba": "said", "zorbi": "said", "ko": "that", "mia": "she"}.items() <= found.glossary.items()
    assert languages.language("yy") is None
    assert {"zorba", "zorbi"} == wording.wording("xx").verbs


@pytest.mark.usefixtures("invented")
@pytest.mark.parametrize(
    ("text", "speech", "words"),
    [
        ("“Lo brun ul tarn,” zorba Ana Ruiz.", "direct", "Lo brun ul tarn,"),
        ("Ana Ruiz zorba: “Lo brun ul tarn.”", "direct", "Lo brun ul tarn."),
        ("Ana Ruiz zorba ko lo brun ul tarn.", "indirect", "ko lo brun ul tarn"),
        ("Lo brun ul tarn, prel Ana Ruiz.", "indirect", "Lo brun ul tarn"),
    ],
)
def test_it_is_read_as_far_as_its_glossary_goes(text: str, speech: str, words: str) -> None:
    drafted = draft(Article(id="a", file="a.txt", headline="x", language="xx"), SourceText(f"{text}\n"))
    assert [(speech, words)] == [(each.quote.speech, each.quote.text) for each in drafted.quotes]
    assert ["Ana Ruiz"] == [person.name for person in drafted.people]


def test_an_ending_means_something_only_where_the_language_has_it() -> None:
    """So no rule of one language holds in another one."""
    english, invented = (wording.Wording("", sections) for sections in (ENGLISH, {"possessives": frozenset({"'k"})}))
    for text, owner, words in (
        ("Ruiz’s", "Ruiz", english),
        ("Ruiz’k", "Ruiz", invented),
        ("Ruiz’s", "Ruiz’s", invented),
    ):
        assert [owner] == [token.owner.text for token in tokens(text, words)]
    assert english.is_auxiliary("quietly")
    assert not invented.is_auxiliary("quietly")
    assert english.turns("didn't")
    assert not invented.turns("didn't")
    assert english.is_verb_form("asking")
    assert not invented.is_verb_form("asking")


def test_the_weights_are_plain_numbers_in_a_small_file() -> None:
    assert model.PATH.stat().st_size <= 1_000_000
    for tables in model.shipped().stages.values():
        assert all(isinstance(weight, int) for weights in tables.values() for weight in weights.values())


@pytest.mark.parametrize(
    ("word", "gender"),
    [
        ("kirrily", None),
        ("lauretta", "she"),
        ("jean-gael", ""),
        ("anna-lauretta", "she"),
        ("anna-olmok", None),
        ("climate", None),
    ],
)
def test_a_given_name_has_a_gender_in_whatever_language(word: str, gender: str | None) -> None:
    assert lexicon.lexicon_of("pl").gender_of_name(word) == gender


@pytest.mark.parametrize("code", languages.codes_with("drafting.txt"))
def test_no_given_name_is_a_word_or_a_place_of_a_language(code: str) -> None:
    own = lexicon.lexicon_of(code)
    known = {word for word in own.lowercase | own.places if own.gender_of_name(word) is not None}
    assert known <= own.genders.keys()


@pytest.mark.parametrize("code", languages.codes_with("dates.txt"))
def test_all_months_and_weekdays_have_their_number(code: str) -> None:
    sections = languages.language_sections(code, "dates.txt")
    for name, count in (("months", 12), ("weekdays", 7)):
        assert {int(entry.split()[0]) for entry in sections.get(name, ())} in (set(), set(range(1, count + 1)))
