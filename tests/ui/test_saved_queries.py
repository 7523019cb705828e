"""A query is saved under a name, found by it, named anew and deleted."""

from __future__ import annotations

from pathlib import Path

import pytest
from archives import ESCAPE
from trying import at_sizes
from ui.driving import WIDE, Session, opened
from ui.screens.test_help_screen import palette
from ui.test_hostile_text import assert_clean
from ui.widgets.test_search_bar import box, offered

from explorer.desk import kept_queries
from explorer.ui.widgets.key_hints import KeyHints

BOTH = at_sizes(WIDE, (40, 12))


async def save(session: Session, query: str, name: str) -> None:
    """Search for a query and name it from the list of its results."""
    await session.search(query)
    await session.press("tab", "m")
    assert session.screen == "NamePrompt"
    await session.press(*name, "enter")
    await session.until(lambda: session.app.main.queries.name_of(query) is not None)
    await session.press("escape")


@BOTH
async def test_m_names_the_query_and_the_name_finds_it(town: Path, size: tuple[int, int]) -> None:
    async with opened(town, size) as session:
        await session.search("who:ruiz promised")
        await session.press("tab", "m")
        assert "who:ruiz promised" in session.text
        await session.press(*"Ruiz’s budget", "enter")
        await session.until(lambda: "Saved." in " ".join(session.said))
        assert session.focus == "results"
        await session.press("escape", "/", "@")
        assert "@Ruiz’s budget" in offered(session)
        await session.press("tab")

        assert box(session) == "who:ruiz promised"
        assert session.hits[0] == "quote/ruiz-promised"


async def test_a_query_can_be_named_from_the_box_and_from_detail(town: Path) -> None:
    async with opened(town) as session:
        await session.search("ruiz m")
        await session.press("ctrl+s")
        assert session.screen == "NamePrompt"
        await session.press("escape")
        assert (session.screen, session.focus, box(session)) == ("MainScreen", "search", "ruiz m")
        await session.click(session.detail, 5, 2)
        await session.press("m")

        assert session.screen == "NamePrompt"


async def test_without_a_query_there_is_nothing_to_name(town: Path) -> None:
    async with opened(town) as session:
        await session.press("m")

        assert session.screen == "MainScreen"
        assert "No search is open" in " ".join(session.said)


async def test_a_part_of_a_name_is_enough(town: Path) -> None:
    async with opened(town) as session:
        await save(session, "okafor", "The harbour master")
        await save(session, "budget", "Money")
        await session.press("/", *"@master", "enter")

        assert box(session) == "okafor"
        assert session.focus == "search"


async def test_a_name_that_no_query_has_is_said(town: Path) -> None:
    async with opened(town) as session:
        await session.press("/", *"@nothing", "enter")

        assert "No saved query has that name." in session.said
        assert box(session) == "@nothing"


async def test_the_palette_deletes_a_saved_query(town: Path) -> None:
    async with opened(town) as session:
        await save(session, "okafor", "Money talk")
        await save(session, "budget", "Other")
        assert (await palette(session, "delete money"))[0] == "Delete saved query: Money talk"
        await session.press("enter")
        await session.until(lambda: "“Money talk” is deleted." in session.said)

        assert dict(kept_queries.load().saved) == {"Other": "budget"}


@BOTH
async def test_the_keys_that_are_shown_do_something_where_the_focus_is(town: Path, size: tuple[int, int]) -> None:
    """In the box, letters type: there the list has no n and no m."""
    async with opened(town, size) as session:

        def shown() -> set[str]:
            return set(session.text_in(session.app.main.query_one(KeyHints)).split())

        await session.press("/")
        assert not {"n", "m"} & shown()
        await session.search("okafor")
        assert not {"n", "m"} & shown()
        assert "ctrl+s" in shown() or size[0] < 80
        await session.press("tab")
        assert {"n", "m"} <= shown() or size[0] < 80
        await session.press("/")
        assert not {"n", "m"} & shown()
        await session.press("escape")
        assert {"/", "?"} <= shown()


def saved(session: Session) -> dict[str, str]:
    """The names of saved queries, with what each is of."""
    return dict(session.app.main.queries.saved)


async def test_a_query_has_one_name_which_is_changed_and_deleted_where_it_was_given(town: Path) -> None:
    """The same name asks nothing, leaving changes nothing, another one takes its place, and an empty one deletes it."""
    async with opened(town) as session:
        await save(session, "okafor", "first")
        await session.press("/", *"okafor", "ctrl+s", "enter")
        assert session.screen == "MainScreen"
        await session.press("ctrl+s", "ctrl+u", "escape")
        assert session.screen == "MainScreen"
        assert dict(kept_queries.load().saved) == {"first": "okafor"}

        await session.press("ctrl+s")
        assert "first" in session.text
        await session.press(*"second", "enter")
        await session.until(lambda: saved(session) == {"second": "okafor"})

        await session.press("ctrl+s", "ctrl+u")
        assert "An empty name deletes it." in session.text
        await session.press("enter")
        await session.until(lambda: "“second” is deleted." in session.said)
        await session.press("ctrl+u", "@")
        assert offered(session) == ""
        assert dict(kept_queries.load().saved) == {}


async def test_a_name_that_another_query_has_is_asked_for_and_then_taken(town: Path) -> None:
    """Another name than that is kept at once."""
    async with opened(town) as session:
        await save(session, "okafor", "first")
        await session.search("budget")
        await session.press("tab", "m", *"first", "enter")
        assert session.screen == "NamePrompt"
        assert "“first” is the name of “okafor”." in session.text
        await session.press("x")
        assert "is the name of" not in session.text
        await session.press("backspace", "enter")
        assert "“first” is the name of “okafor”." in session.text
        await session.press("x", "enter")
        await session.until(lambda: saved(session) == {"first": "okafor", "firstx": "budget"})
        await session.press("m", "ctrl+u", *"first", "enter")
        assert "“first” is the name of “okafor”." in session.text
        assert saved(session) == {"first": "okafor", "firstx": "budget"}
        await session.press("enter")
        await session.until(lambda: saved(session) == {"first": "budget"})


@pytest.mark.parametrize("place", [["enter", "enter"], ["!"]])
async def test_the_palette_finds_a_saved_query_by_its_name(town: Path, place: list[str]) -> None:
    async with opened(town) as session:
        await save(session, "who:okafor budget", "Money [b] talk")
        await session.press(*place)
        assert (await palette(session, "money talk"))[0] == "Saved query: Money [b] talk"
        assert_clean(session)
        await session.press("enter")
        await session.until(lambda: session.screen == "MainScreen" and bool(session.hits))

        assert box(session) == "who:okafor budget"
        assert session.focus == "search"


async def test_where_nothing_can_be_saved_it_is_said(
    town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "state").write_text("a file")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    async with opened(town) as session:
        await session.search("okafor")
        await session.press("ctrl+s", "x", "enter")

        await session.until(lambda: "It can’t be saved" in " ".join(session.said))


@BOTH
async def test_names_let_nothing_through(town: Path, size: tuple[int, int]) -> None:
    from textual.events import Paste

    async with opened(town, size) as session:
        await session.search("okafor [/b] [red]")
        await session.press("ctrl+s")
        session.app.post_message(Paste(f"[/b] {ESCAPE} \u202e[red]"))
        await session.settle()
        assert_clean(session)
        await session.press("enter")
        await session.until(lambda: bool(session.app.main.queries.saved))
        assert_clean(session)
        await session.press("ctrl+u", "@")
        assert "@[/b]" in offered(session)
        assert_clean(session)
        await session.press("ctrl+p", *"saved")
        await session.until(lambda: "Saved query" in session.text)
        assert_clean(session)
