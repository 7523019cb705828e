"""A person or a topic is named by its ref, its id or what it is called."""

from __future__ import annotations

import pytest
from archives import archive_of

from explorer.model.named import NotNamedError, named
from explorer.model.records import Person, Topic

ARCHIVE = archive_of(
    """\
people:
- {id: ana-ruiz, name: Ana Ruiz, aliases: [the mayor]}
- {id: ben, name: Ben  Okafor, type: named}
- {id: dora-ruiz, name: Dora Ruiz, aliases: [The Mayor]}
topics:
- {id: harbour, label: The “Harbour”}
- {id: ana-ruiz, label: ben}
"""
)


@pytest.mark.parametrize(
    "word", ["ana-ruiz", "person/ana-ruiz", "people/ana-ruiz", "Ana Ruiz", "ana  RUIZ", "  ana-ruiz "]
)
def test_a_person_is_named_in_any_of_these_ways(word: str) -> None:
    assert named(ARCHIVE, Person, word).id == "ana-ruiz"


def test_an_id_is_that_of_the_kind_that_is_asked_for() -> None:
    assert named(ARCHIVE, Topic, "ana-ruiz").label == "ben"
    assert named(ARCHIVE, Person, "ben okafor").id == "ben"
    assert named(ARCHIVE, Topic, "BEN").id == "ana-ruiz"


@pytest.mark.parametrize(
    ("word", "why"),
    [
        ("the mayor", "“the mayor” may be person/ana-ruiz or person/dora-ruiz"),
        ("Ruiz", "there is no person “Ruiz”; did you mean “person/ana-ruiz” or “person/dora-ruiz”?"),
        ("Ben Okafr", "there is no person “Ben Okafr”; did you mean “person/ben”?"),
        ("topic/harbour", "there is no person “topic/harbour”"),
        ("zzz", "there is no person “zzz”"),
        ("", "there is no person “”"),
        ("\x1b[31mx", "there is no person “␛[31mx”"),
    ],
)
def test_a_name_that_none_or_several_have_is_answered(word: str, why: str) -> None:
    with pytest.raises(NotNamedError) as told:
        named(ARCHIVE, Person, word)
    assert str(told.value) == why
