"""What is typed is understood when it can mean one thing only; otherwise the nearest thing is named."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.linear.commands import COMMANDS, Asked, NotUnderstoodError, understand


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("", Asked("")),
        ("  ", Asked("")),
        ("3", Asked("go", 3)),
        ("3.", Asked("go", 3)),
        ("person/ana-ruiz", Asked("go", words="person/ana-ruiz")),
        ("people/ana-ruiz", Asked("go", words="people/ana-ruiz")),
        ("/east pier", Asked("search", words="east pier")),
        ("/ 12", Asked("search", words="12")),
        ("search 12 March", Asked("search", words="12 March")),
        ("open", Asked("open")),
        ("OPEN 4", Asked("open", 4)),
        ("op 4", Asked("open", 4)),
        ("cite 2 bibtex", Asked("cite", 2, "bibtex")),
        ("cite web annotation", Asked("cite", words="web annotation")),
        ("peo", Asked("people")),
        ("b", Asked("back")),
        ("[", Asked("back")),
        ("!", Asked("problems")),
        ("?", Asked("help")),
        ("where", Asked("trail")),
    ],
)
def test_a_line_is_understood(line: str, asked: Asked) -> None:
    assert asked == understand(line)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("opne", "did you mean “open”?"),
        ("soruces", "did you mean “sources”?"),
        ("taiwan", "Type /taiwan to search for it"),
        ("pr", "“pr” may be previous, problems or proposals: type more of it."),
    ],
)
def test_what_is_not_understood_is_met_with_the_nearest(line: str, told: str) -> None:
    with pytest.raises(NotUnderstoodError) as raised:
        understand(line)
    assert told in str(raised.value)


def test_no_two_commands_share_what_is_typed_for_them() -> None:
    typed = [word for command in COMMANDS.values() for word in (command.name, *command.short)]
    assert len(typed) == len(set(typed))


@given(st.text())
def test_anything_may_be_typed(line: str) -> None:
    with suppress(NotUnderstoodError):
        assert understand(line).command in {"", "go", *COMMANDS}
