"""Who becomes a person of a draft, and who is nobody: titles, roles, descriptions, writings, headlines, namesakes."""

from __future__ import annotations

from pathlib import Path

import pytest
from archives import archive_of, write_archive

from explorer.drafting.adding import data_file
from explorer.drafting.drafting import draft
from explorer.drafting.known import KnownRecords
from explorer.model.orders import named_first
from explorer.model.records import Article, Kind, Person
from explorer.model.scope import Scope
from explorer.reading.text.passages import SourceText
from explorer.snapshot import read_snapshot

BODY = {
    "en": "It rained on the day, and the men of the town were at the dam with all that they had.",
    "fr": "Il a plu dans la ville, et les gens du village étaient sur le pont avec ce qui restait.",
    "es": "Llovió en la ciudad, y la gente del pueblo estaba en el puente con lo que quedaba.",
    "de": "Es regnete in der Stadt, und die Leute waren mit dem Rest an der Brücke, die noch stand.",
}


def drafted(text: str, language: str = "en") -> tuple[Person, ...]:
    article = Article(id="dam", file="a.txt", headline="x", language=language)
    return draft(article, SourceText(f"{text}\n\n{BODY[language]}\n")).people


def speakers(text: str) -> list[str]:
    article = Article(id="dam", file="a.txt", headline="x", language="en")
    found = draft(article, SourceText(f"{text}\n\n{BODY['en']}\n"))
    names = {person.id: person.name for person in found.people}
    return [names[one.quote.speaker] for one in found.quotes]


@pytest.mark.parametrize(
    "headline",
    [
        "Conservative Icon Dov Banks Endorses Ana Ruiz",
        "Conservative Icon Dov Banks Endorses Ana Ruiz.",
        "Dov Banks Says He Was Never Asked About Ana Ruiz",
    ],
)
def test_a_headline_makes_no_two_people_one(headline: str) -> None:
    body = (
        "Dov Banks wrote to Ana Ruiz on Friday. “It floats,” Banks wrote. Ruiz thanked him. “It will hold,” Banks said."
    )
    text = f"{headline}\n\n{body}"
    assert {"Dov Banks"} == set(speakers(text))
    assert all("Ruiz" not in form for person in drafted(text) for form in (person.name, *person.aliases))


@pytest.mark.parametrize(
    ("language", "text", "name", "role"),
    [
        ("en", "Floods represented President Ana Ruiz said it held.", "Ana Ruiz", "President"),
        ("en", "“It held,” said Secretary of State Ana Ruiz.", "Ana Ruiz", "Secretary of State"),
        (
            "en",
            "“It held,” said Ana Ruiz, a spokeswoman for the port that runs it.",
            "Ana Ruiz",
            "spokeswoman for the port",
        ),
        ("en", "“It held,” said Ana Ruiz, former head of the Dam Trust.", "Ana Ruiz", "former head of the Dam Trust"),
        ("en", "“It held,” said Ana Ruiz, an expert on dams.", "Ana Ruiz", "expert on dams"),
        ("en", "Among experts Mr. Ruiz said it held.", "Ruiz", None),
        ("en", "Comedian Ana Ruiz said it held.", "Ana Ruiz", "Comedian"),
        ("en", "“It held,” said Porto-born Ana Ruiz.", "Ana Ruiz", None),
        ("de", "„Sie hält“, sagte Innenminister Zdenko Vrabec.", "Zdenko Vrabec", "Innenminister"),
        ("fr", "« Il tient », a dit le ministre de l’Intérieur Paul Faure.", "Paul Faure", None),
    ],
)
def test_a_role_is_a_noun_phrase_for_one_person_and_no_part_of_the_name(
    language: str, text: str, name: str, role: str | None
) -> None:
    (person,) = drafted(text, language)
    assert name == person.name
    assert role is None or role == person.role
    assert person.role is None or "experts" not in person.role


@pytest.mark.parametrize(
    ("language", "text", "name", "type"),
    [
        ("en", "A spokesman for the firm said it held.", "Spokesman for the firm", "anonymous"),
        ("en", "Two officials with knowledge of the closed-door meeting said it held.", None, "collective"),
        ("en", "A majority of voters said it held.", "Majority of voters", "collective"),
        (
            "en",
            "A spokesman for Prime Minister Ana Ruiz said it held.",
            "Spokesman for Prime Minister Ana Ruiz",
            "anonymous",
        ),
        ("en", "A recent survey showed that it held.", "Recent survey", "document"),
        ("en", "The share of rain said it held.", "unnamed speaker", "anonymous"),
        ("en", "Ministers insisted that it held.", "Ministers", "collective"),
        ("en", "Shortly after the rain it said the dam held.", "unnamed speaker", "anonymous"),
        ("fr", "La préfecture a déclaré que le pont tenait.", "Préfecture", "collective"),
        ("fr", "« Il tient », a déclaré la colère.", "unnamed speaker", "anonymous"),
        ("es", "Fuentes policiales dijeron que el puente aguantaba.", "Fuentes policiales", "collective"),
        ("de", "„Sie hält“, sagte das Innenministerium.", "Innenministerium", "collective"),
    ],
)
def test_a_description_is_a_noun_phrase_for_a_source(language: str, text: str, name: str | None, type: str) -> None:
    (person,) = drafted(text, language)
    assert name in (None, person.name)
    assert (type, ()) == (person.type, person.aliases)


def test_what_a_writing_or_a_group_says_is_nobody_elses() -> None:
    """“The groups” are no party, “Banks's office” no newspaper, and none of them an alias."""
    assert ["Harbor Party", "Groups"] == speakers(
        "The Harbor Party met. “It held,” the Harbor Party said. The groups said the dam was old."
    )
    assert ["Harbor Times", "Banks's office"] == speakers(
        "“It held,” said the Harbor Times. Banks's office said that the dam was old."
    )


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Ben Okafor Jr. said: “It held.” Ben Okafor said: “It did not.”", 2),
        ("“It held,” said Ana W. Ruiz. “It did not,” said Ana H. W. Ruiz.", 2),
        ("“It held,” said Ana W. Ruiz. “It did,” said Ana Ruiz.", 1),
        ("“It held,” said Ben Okafor. The Okafor Plaza was dry. “It did,” said Okafor.", 1),
    ],
)
def test_namesakes_are_apart_and_forms_of_one_name_are_not(text: str, count: int) -> None:
    assert count == len(drafted(text))


def test_french_m_is_a_title() -> None:
    (person,) = drafted("« Il tient », a déclaré Paul Faure. « Oui », a dit M. Faure.", "fr")
    assert "Paul Faure" == person.name


def test_described_sources_are_of_their_article_and_doubles_of_none(tmp_path: Path) -> None:
    """And a party or whoever has a name is one for all."""
    text = (
        "Analysts said the dam held. Witnesses said it did. A source said the dam was wet. Democrats said it was old."
        " US intelligence said that it leaked. Calder Images said that it was closed."
    )
    files: dict[str, str] = {}
    records: dict[str, str] = {}
    people: list[Person] = []
    for id in ("one", "two"):
        files[f"{id}.txt"] = f"{text} It was {id}.\n\n{BODY['en']}\n"
        article = Article(id=id, file=f"{id}.txt", headline=f"Dam {id}", language="en")
        known = read_snapshot(write_archive(tmp_path / id, files, records)).archive if people else None
        found = draft(article, SourceText(files[f"{id}.txt"]), KnownRecords(known))
        people += found.people
        records[f"{id}.yaml"] = data_file(found)
    names = [person.name for person in people]
    described = ["Analysts", "Witnesses", "Source", "US intelligence"]
    assert [*described[:3], "Democrats", described[3], "Calder Images", *described] == names
    snapshot = read_snapshot(write_archive(tmp_path / "both", files, records))
    assert "name-twice" not in {problem.code for problem in snapshot.problems}


def test_drafts_of_sources_without_a_name_are_listed_last() -> None:
    archive = archive_of("""\
people:
- {id: analysts, name: Analysts, type: collective, review: draft}
- {id: source, name: Source, type: anonymous, review: draft}
- {id: official, name: senior official, type: anonymous}
- {id: ana-ruiz, name: Ana Ruiz, review: draft}
- {id: trust, name: Dam Trust, type: collective, review: draft}
""")
    expected = ["official", "ana-ruiz", "trust", "analysts", "source"]
    assert expected == [person.id for person in named_first(archive.all(Person))]
    assert {"analysts", "source"} == {record.id for record in Scope(archive).records(Kind.PERSON)[-2:]}


def test_what_stands_behind_a_dash_is_whoever_spoke_where_it_is_a_name() -> None:
    assert "Hanna van der Berg" in speakers("“The dam will hold the whole winter.” — Hanna van der Berg")
    assert "But nobody came" not in speakers("“The dam will hold the whole winter.” — But nobody came")
