"""The keys of the settings are Textual's keymap; one that can't be is said, and left as it comes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from ui.driving import opened
from ui.test_binding_ids import bindings

from explorer.desk.settings import Settings
from explorer.model.problems import Place
from explorer.model.records import Kind
from explorer.ui.app import ExplorerApp
from explorer.ui.keymap import _places, default_keys, key_named, key_words, keymap


def settings(keys: Mapping[str, str | tuple[str, ...]]) -> Settings:
    """Settings with these keys, each on a line of its own."""
    asked = {id: (key,) if isinstance(key, str) else key for id, key in keys.items()}
    places = {f"keys.{id}": Place("config.yaml", line, 3) for line, id in enumerate(asked, 2)}
    return Settings(keys=asked, places=places)


def told(keys: Mapping[str, str | tuple[str, ...]]) -> tuple[dict[str, str], list[str]]:
    """The keymap of some keys, and what is wrong with them."""
    found, problems = keymap(settings(keys), ExplorerApp)
    return found, [f"{problem.place.line} {problem.message}" for problem in problems]


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("T", "T"),
        ("shift+t", "T"),
        ("Ctrl+G", "ctrl+g"),
        ("control+g", "ctrl+g"),
        ("alt+g", "alt+g"),
        ("F9", "f9"),
        ("#", "number_sign"),
        ("+", "plus"),
        ("alt++", "alt+plus"),
        (",", "comma"),
        ("Del", "delete"),
        ("ctrl+]", "ctrl+right_square_bracket"),
        ("shift+f3", "shift+f3"),
        ("ä", "ä"),
    ],
)
def test_a_key_may_be_written_as_people_write_it(word: str, key: str) -> None:
    assert key_named(word) == key


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"timline": "W"}, "2 no key has the id “timline”; did you mean “timeline”?"),
        ({"qwxz": "W"}, "2 no key has the id “qwxz”; explorer config --example lists all"),
        ({"timeline": "ctrl+i"}, "2 the key of “timeline” can’t be “ctrl+i”: a terminal sends it as tab"),
        ({"timeline": "ctrl+["}, "2 the key of “timeline” can’t be “ctrl+[”: a terminal sends it as escape"),
        (
            {"timeline": "pagdown"},
            "2 the key of “timeline” can’t be “pagdown”: there is no such key; did you mean “page",
        ),
        ({"timeline": "hyper+t"}, "2 the key of “timeline” can’t be “hyper+t”: there is no such key"),
        ({"timeline": "TT"}, "2 the key of “timeline” can’t be “TT”: there is no such key"),
        ({"next-result": "n"}, "2 the key of “next-result” can’t be “n”: it is typed there as a letter"),
        # Of the app, of the screen that is over it, and of the widget that has the focus.
        ({"timeline": "s"}, "2 the key of “timeline” can’t be “s”, which is the key of “sources”"),
        ({"timeline": "z"}, "2 the key of “timeline” can’t be “z”, which is the key of “zoom”"),
        ({"timeline": "j"}, "2 the key of “timeline” can’t be “j”, which is the key of “down”"),
        ({"zoom": "ctrl+q"}, "2 the key of “zoom” can’t be “ctrl+q”, which is the key of “quit-at-once”"),
        ({"zoom": "ctrl+c"}, "2 the key of “zoom” can’t be “ctrl+c”, which is the key of “copy”"),
        ({"edit": "W", "timeline": "W"}, "3 the key of “timeline” can’t be “W”, which is the key of “edit”"),
    ],
)
def test_a_key_that_cannot_be_is_said_and_left_as_it_comes(keys: dict[str, str], said: str) -> None:
    found, (problem,) = told(keys)
    assert said in problem
    assert list(found) == [id for id in keys if id == "edit"]


def test_keys_may_change_places() -> None:
    assert told({"timeline": "s", "sources": "t"}) == ({"timeline": "s", "sources": "t"}, [])


def test_of_several_keys_those_that_can_be_hold() -> None:
    found, problems = told({"timeline": ("W", "s", "f9")})
    assert found == {"timeline": "W,f9"}
    assert len(problems) == 1


def test_a_key_that_falls_back_takes_no_other_with_it_unsaid() -> None:
    """Sources can't have j; so they keep s, which the timeline then can't have."""
    found, problems = told({"sources": "j", "timeline": "s"})
    assert found == {}
    assert ["2 the key of “sources”", "3 the key of “timeline”"] == [
        problem[: problem.index("”") + 1] for problem in problems
    ]


def test_the_keys_as_they_come_are_no_clash() -> None:
    given = {id: keys for id, (keys, _) in default_keys(ExplorerApp).items()}
    found, problems = told({id: tuple(key_words(keys)) for id, keys in given.items()})
    assert problems == []
    for id, keys in given.items():
        assert set(found[id].split(",")) == {key.strip() for key in keys.split(",")} or len(keys) == 1


def test_every_class_with_keys_is_where_clashes_are_looked_for() -> None:
    seen = {base.__name__ for place in _places(ExplorerApp) for cls in place for base in cls.__mro__}
    assert {name for name, _ in bindings()} <= seen


async def test_a_key_of_the_settings_works_in_place_of_the_one_that_it_had(town: Path) -> None:
    async with opened(town, settings=settings({"timeline": "W", "down": ("down", "J")})) as session:
        await session.press("t")
        assert session.screen == "MainScreen"
        await session.press("J")
        assert session.pane(Kind.TOPIC).cursor == 1
        await session.press("W")
        assert session.screen == "TimelineScreen"
        await session.press("W")
        assert session.screen == "MainScreen"


async def test_what_is_wrong_in_the_settings_is_said_once_and_the_rest_holds(town: Path) -> None:
    wrong = settings({"timeline": "W", "sources": "j", "zom": "Z"})
    async with opened(town, settings=wrong) as session:
        (said,) = session.said
        assert "config.yaml:3:3: the key of “sources” can’t be “j”, which is the key of “down”." in said
        assert "There is 1 more." in said
        assert "explorer config" in said
        await session.press("W")
        assert session.screen == "TimelineScreen"
