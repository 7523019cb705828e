"""Roles of the record that the article contradicts."""

from __future__ import annotations

import pytest
from archives import archive_of

from explorer.checking import roles
from explorer.checking.verified_archive import VerifiedArchive
from explorer.reading.text.passages import SourceText


def told(text: str, role: str, language: str = "en") -> list[str]:
    yaml = (
        f"articles: [{{id: a, file: a.txt, headline: x, language: {language}}}]\n"
        f"people: [{{id: ruiz, name: Ana Ruiz, role: {role}}}]\n"
        "quotes: [{id: q, article: a, speech: direct, text: It is old, speaker: ruiz}]\n"
    )
    found = VerifiedArchive(archive=archive_of(yaml), texts={"a": SourceText(text)})
    return [problem.message for problem in roles.problems(found)]


@pytest.mark.parametrize(
    ("text", "role", "said"),
    [
        ("“It is old,” Finance Minister Ana Ruiz said.", "health minister", "Finance Minister"),
        ("“It is old,” said the town’s Finance Minister Ana Ruiz.", "minister of health", "Finance Minister"),
        ("“It is old,” said Ana Ruiz, the finance minister.", "minister for health", "finance minister"),
        ("“It is old,” said Ana Ruiz, mayor of Porto.", "mayor of Lisbon", "mayor of Porto"),
        ("“It is old,” said Ana Ruiz, governor of New York.", "governor of New Mexico", "governor of New York"),
        ("“It is old,” said Ana Ruiz, governor of Ohio. It was news.", "governor of New York", "governor of Ohio"),
    ],
)
def test_the_same_role_of_another_office_or_place_is_told(text: str, role: str, said: str) -> None:
    assert [f"role: {role}, but the article has “{said}” for Ana Ruiz"] == told(text, role)


def test_so_it_is_in_other_languages() -> None:
    said = told("«Es viejo», dijo Ana Ruiz, ministra de Hacienda.", "ministra de Sanidad", "es")
    assert ["role: ministra de Sanidad, but the article has “ministra de Hacienda” for Ana Ruiz"] == said


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("“It is old,” Finance Minister Ana Ruiz said.", "finance minister"),
        ("“It is old,” Finance Minister Ana Ruiz said.", "financial minister of Porto"),
        ("“It is old,” Finance Minister Ana Ruiz said.", "minister"),
        ("“It is old,” Finance Minister Ana Ruiz said.", "mayor of Porto"),
        ("“It is old,” French Minister Ana Ruiz said.", "health minister"),
        ("“It is old,” Finance Minister Ana Ruiz said. She was once health minister.", "health minister"),
        ("“It is old,” Finance Minister Ben Okafor told Ana Ruiz.", "health minister"),
        ("“It is old,” said Ruiz, the finance minister.", "health minister"),
        ("“It is old,” said former Finance Minister Ana Ruiz.", "health minister"),
        ("“It is old,” said Ana Ruiz, a former mayor of Porto.", "mayor of Lisbon"),
        ("“It is old,” said Finance Minister Ana Ruizmann.", "health minister"),
        ("“It is old,” said Ana Ruiz, president of the French Republic.", "president of France"),
        ("“It is old,” said Ana Ruiz, mayor of Portugal’s capital.", "mayor of Lisbon"),
    ],
)
def test_another_role_or_none_contradicts_nothing(text: str, role: str) -> None:
    assert [] == told(text, role)


def test_an_article_in_another_language_hides_none() -> None:
    yaml = """
articles: [{id: a, file: a.txt, headline: x, language: de}, {id: b, file: b.txt, headline: x, language: en}]
people: [{id: ruiz, name: Ana Ruiz, role: health minister}]
quotes:
- {id: q, article: a, speech: direct, text: Er ist alt, speaker: ruiz}
- {id: r, article: b, speech: direct, text: It is old, speaker: ruiz}
"""
    texts = {
        "a": SourceText("„Er ist alt“, sagte Ana Ruiz."),
        "b": SourceText("“It is old,” Finance Minister Ana Ruiz said."),
    }
    found = VerifiedArchive(archive=archive_of(yaml), texts=texts)
    assert ["person/ruiz"] == [problem.ref for problem in roles.problems(found)]
