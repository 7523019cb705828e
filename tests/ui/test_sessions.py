"""The explorer goes on where it was left: the view that was seen last, and the way back from there."""

from __future__ import annotations

from pathlib import Path

import pytest
from ui.driving import opened

from explorer.desk import sessions
from explorer.model.history import PanesView, ReadingView, ScreenView
from explorer.model.records import Kind


async def test_an_open_search_is_searched_again_with_the_same_hit_in_use(town: Path) -> None:
    async with opened(town) as session:
        await session.search("budget")
        await session.press("down", "ctrl+q")
        hit = session.app.main.search.hit
    async with opened(town, resumed=True) as session:
        await session.until(lambda: session.app.main.search.hit is not None)

        assert hit is not None
        assert session.app.main.search.hit is not None
        assert session.app.main.search.hit.ref == hit.ref
        await session.press("escape")
        assert session.trail == []
        assert session.focus == "topics"


async def test_a_start_at_a_record_is_no_return(town: Path) -> None:
    sessions.save(town, sessions.Session(ScreenView("timeline")))
    async with opened(town, ref="topic/harbour", resumed=True) as session:
        assert session.screen == "MainScreen"
        assert session.trail == ["topic/harbour"]


async def test_what_is_gone_meanwhile_is_left_out(town: Path) -> None:
    behind = (PanesView(), ReadingView("no-such-article"))
    view = PanesView(("topic/no-such-topic",), Kind.TOPIC, {Kind.TOPIC: "topic/city-budget"})
    sessions.save(town, sessions.Session(view, behind))
    async with opened(town, resumed=True) as session:
        assert session.trail == []
        assert session.at(Kind.TOPIC) == "city-budget"
        await session.press("escape")

        assert session.screen == "MainScreen"
        assert session.app.main.history.behind == ()


async def test_an_article_that_is_gone_meanwhile_is_not_returned_to(town: Path) -> None:
    sessions.save(town, sessions.Session(ReadingView("no-such-article")))
    async with opened(town, resumed=True) as session:
        assert session.screen == "MainScreen"


async def test_a_screen_is_reopened_at_its_row_and_the_problems_with_their_filter(own_town: Path) -> None:
    (own_town / "data/budget.yaml").write_text("quotes:\n- {id: x}\n- {id: y}\n")
    async with opened(own_town) as session:
        for key, *keys in (["s", "j", "l"], ["t", "G"], ["!", "j"]):
            await session.press(key, *keys)
            before = session.app.main.view
            await session.press("escape", "2", "j", key)

            assert session.app.main.view == before, key
            assert isinstance(before, ScreenView)
            assert before.at
            await session.press("escape")

        await session.press("!", "/", *"budget", "enter", "down", "down", "s", "escape")

        assert session.screen == "ProblemsScreen"
        view = session.app.main.view
        assert isinstance(view, ScreenView)
        assert view.words == "budget"
        assert view.at


# The picture of the end, which the next start paints before anything else


@pytest.mark.parametrize(
    "keys",
    [("/", *"pier"), ("?",), ("enter", "enter"), ("z",), ("\\", "p"), ("y",)],
    ids=["a search", "the help", "the reader", "a pane alone", "the words that narrow a pane", "a message"],
)
async def test_nothing_is_kept_of_what_the_next_start_does_not_show_at_once(town: Path, keys: tuple[str, ...]) -> None:
    async with opened(town) as session:
        await session.press(*keys)
        await session.press("ctrl+q")
        assert session.app.picture is None


async def test_the_panes_are_kept_as_they_are(town: Path) -> None:
    async with opened(town) as session:
        await session.press("enter", "2", "j", "ctrl+q")
        assert session.app.picture
        assert "Everything" in session.app.picture.written


async def test_nothing_is_kept_of_what_is_about_to_be_laid_out_anew(town: Path) -> None:
    """As where a key was pressed right before."""
    async with opened(town) as session:
        session.app.main.panes.zoomed = True
        session.app.main.panes.zoomed = False
        session.app.exit()
        assert session.app.picture is None
