"""The names in a byline are taken apart only where they are surely names of people."""

from __future__ import annotations

import pytest

from explorer.citing.bibliography import Name, in_order, names_of

_NAMES = [("Jo", "Lee"), ("Ana", "Ek"), ("Bo", "O’Neill")]
_UMLAUTS = [("Jürgen", "Müller"), ("Łukasz", "Żak")]


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Jo Lee", [Name(given="Jo", family="Lee")]),
        ("Jo Lee, Ana Ek and Bo O’Neill", [Name(given=g, family=f) for g, f in _NAMES]),
        ("Von Jürgen Müller und Łukasz Żak", [Name(given=g, family=f) for g, f in _UMLAUTS]),
        ("By Ludwig van der Berg", [Name(given="Ludwig", particle="van der", family="Berg")]),
        ("By Martin L. King, Jr.", [Name(given="Martin L.", family="King", suffix="Jr.")]),
        ("J. K. Rowling", [Name(given="J. K.", family="Rowling")]),
        ("By Jo Lee, Staff Writer", [Name(given="Jo", family="Lee")]),
        ("By Jo Lee in Paris", [Name(given="Jo", family="Lee")]),
        ("By Jo Lee | The Port Post", [Name(given="Jo", family="Lee")]),
        ("By Jo Lee and Reuters", [Name(given="Jo", family="Lee"), Name(literal="Reuters")]),
        ("Ana Márquez Gil, Jo Lee", [Name(literal="Ana Márquez Gil, Jo Lee")]),
        ("Ana Márquez Gil and Jo Lee", [Name(literal="Ana Márquez Gil"), Name(given="Jo", family="Lee")]),
    ],
)
def test_people_are_taken_apart(byline: str, names: list[Name]) -> None:
    assert names_of(byline) == names


@pytest.mark.parametrize(
    ("byline", "name"),
    [
        ("By The Associated Press", "The Associated Press"),
        ("Port Post Staff", "Port Post Staff"),
        ("Reuters", "Reuters"),
        ("Trade and Industry Desk", "Trade and Industry Desk"),
        ("By Jo Lee, New York", "Jo Lee, New York"),
        ("By Gabriel García Márquez", "Gabriel García Márquez"),
        ("习近平", "习近平"),
        ("by", "by"),
    ],
)
def test_what_may_be_no_name_or_one_of_another_form_stays_whole(byline: str, name: str) -> None:
    """A style would make the first word of it an initial. “New York” may be a place or a person."""
    assert names_of(byline) == [Name(literal=name)]


def test_a_name_is_put_together_again() -> None:
    assert [in_order(name) for name in names_of("By Ludwig van der Berg Jr.")] == ["Ludwig van der Berg Jr."]
