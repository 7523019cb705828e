"""People whom a draft proposes: their names, roles and ids; and those whom the archive has already."""

from __future__ import annotations

import pytest
from archives import archive_of

from explorer.drafting.drafting import draft
from explorer.drafting.known import KnownRecords
from explorer.model.archive import Archive
from explorer.model.records import Article, Person
from explorer.reading.languages.lexicon import lexicon_of
from explorer.reading.languages.wording import wording
from explorer.reading.name_rules import name_rules_of
from explorer.reading.text.passages import SourceText

ARCHIVE = archive_of("""\
people:
- {id: ana-smith, name: Ana Smith}
- {id: joe-marsh, name: Joe Marsh, aliases: [Marsh]}
- {id: officials, name: Officials, type: collective}
- {id: weather-service, name: National Weather Service, type: collective}
""")


def people(text: str, archive: Archive | None = None) -> list[Person]:
    article = Article(id="dam", file="a.txt", headline="A", language="en")
    return list(draft(article, SourceText(text + "\n"), KnownRecords(archive)).people)


def speakers(text: str) -> list[str]:
    article = Article(id="dam", file="a.txt", headline="A", language="en")
    return [each.quote.speaker or "" for each in draft(article, SourceText(text + "\n"), KnownRecords(ARCHIVE)).quotes]


def test_a_person_has_all_forms_of_the_name_and_a_role() -> None:
    (one,) = people(
        "“It held,” said National Security Council spokesman John Kirby. “It will hold,” Mr. Kirby said.\n\n"
        "“It is a dam,” Kirby said."
    )
    assert (one.id, one.name, one.type) == ("john-kirby", "John Kirby", "named")
    assert {"Mr. Kirby", "Kirby"} <= set(one.aliases)
    assert (one.role, one.affiliation) == ("National Security Council spokesman", "National Security Council")


def test_letters_behind_a_name_are_a_form_of_it() -> None:
    text = "The National Weather Service (NWS) said the rain was over. The NWS said the dam held."
    (one,) = people(text)
    assert (one.name, one.type) == ("National Weather Service", "collective")
    assert "NWS" in one.aliases
    assert speakers(text) == ["weather-service", "weather-service"]


def test_people_of_the_archive_are_known_by_name_and_others_with_their_surname_are_not() -> None:
    assert speakers("“It held,” said Ana Smith.") == ["ana-smith"]
    assert speakers("“It held,” said Ana J. Smith.") == ["ana-smith"]
    assert speakers("“It held,” said Bob Smith.") == ["bob-smith"]
    assert speakers("“It held,” said Marsh.") == ["joe-marsh"]
    assert speakers("“It held,” said Elena Marsh. “It will hold,” Marsh said.") == ["elena-marsh", "elena-marsh"]


def test_whoever_is_not_named_is_one_of_this_article_with_a_short_id() -> None:
    found = people("A spokesman for the governor said the dam held.", ARCHIVE)
    assert ("spokesman-dam", "Spokesman for the governor") == (found[0].id, found[0].name)


def test_a_group_of_an_article_is_not_that_of_another_one() -> None:
    (one,) = people("Officials said the river fell.", ARCHIVE)
    assert (one.id, one.name, one.type) == ("officials-dam", "Officials", "collective")


@pytest.mark.parametrize(
    ("role", "affiliation"),
    [
        ("National Security Council spokesman", "National Security Council"),
        ("Pentagon spokesman", "Pentagon"),
        ("White House press secretary", "White House"),
        ("spokesman for the Port Authority", "Port Authority"),
        ("professor at Prairie State", "Prairie State"),
        ("president of Continental Mutual", "Continental Mutual"),
        ("mayor of Porto", None),
        ("Republican strategist", None),
        ("Company spokesman", None),
        ("Senate Majority Leader", None),
        ("chief executive", None),
        ("Chief Operating Officer of Calder", None),
        ("Calder’s press spokesman", "Calder"),
        ("Tall Korean captain", None),
    ],
)
def test_an_affiliation_stands_in_the_role(role: str, affiliation: str | None) -> None:
    assert name_rules_of(wording("en"), lexicon_of("en")).affiliation(role) == affiliation


@pytest.mark.parametrize(
    ("language", "text", "role", "affiliation"),
    [
        ("fr", "Selon Luc Roy, porte-parole de Calder, il tient.", "porte-parole de Calder", "Calder"),
        (
            "fr",
            "Selon Luc Roy, directeur de l’Office de Porto, il tient.",
            "directeur de l’Office de Porto",
            "Office de Porto",
        ),
        ("fr", "Selon le directeur de l’eau, Luc Roy, il tient.", "directeur de l’eau", None),
        ("es", "“Es viejo”, dijo la portavoz de Calder, Ana Ruiz.", "portavoz de Calder", "Calder"),
        ("es", "“Es viejo”, dijo la ministra de Pesca, Ana Ruiz.", "ministra de Pesca", None),
    ],
)
def test_a_role_and_its_affiliation_are_as_the_language_has_them(
    language: str, text: str, role: str, affiliation: str | None
) -> None:
    (one,) = draft(Article(id="dam", file="a.txt", headline="x", language=language), SourceText(f"{text}\n")).people
    assert (one.role, one.affiliation) == (role, affiliation)


def test_a_noun_of_a_role_is_another_description_than_what_it_is_of() -> None:
    """The council is not whoever heads it."""
    text = "Luc Roy, président de la commission, a parlé. La commission a dit que le barrage est vieux.\n"
    drafted = draft(Article(id="dam", file="a.txt", headline="x", language="fr"), SourceText(text))
    assert [person.name for person in drafted.people] == ["Commission"]


def test_what_calls_somebody_something_is_not_called_so() -> None:
    (one,) = people("The Olmok declaration called Calder “a decisive enabler of the flood”.")
    assert (one.name, one.type) == ("Olmok declaration", "document")
