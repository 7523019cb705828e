"""The languages of the reading: one folder each, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from explorer.reading import languages, model


@pytest.mark.parametrize("code", languages.codes())
def test_each_word_stands_for_one_that_the_model_knows(code: str) -> None:
    known = languages.language(code)
    assert known is not None
    assert set() == set(known.glossary.values()) - model.shipped().words


def test_a_language_is_added_by_its_folder_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "xx").mkdir()
    (tmp_path / "xx" / "glossary.txt").write_text("# Invented.\n[said]\nzorb, zorba\n[the]\nlo\n", encoding="utf-8")
    monkeypatch.setattr(languages, "_FOLDER", tmp_path)
    languages.language.cache_clear()
    try:
        assert ("xx",) == languages.codes()
        found = languages.language("xx")
        assert found is not None
        assert {"zorb": "said", "zorba": "said", "lo": "the"} == found.glossary
        assert languages.language("yy") is None
    finally:
        languages.language.cache_clear()


def test_the_weights_are_plain_numbers_in_a_small_file() -> None:
    assert model.PATH.stat().st_size <= 1_000_000
    for weights in model.shipped().stages.values():
        assert all(isinstance(weight, float) for weight in weights.values())
