"""An app that tests share is as good as a new one for each of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from trying import at_sizes
from ui.driving import NARROW, WIDE, Session
from ui.sharing import SharedApps

from explorer.desk import kept_queries
from explorer.ui import themes

WALKS = [
    ["j", "enter", "enter", "tab", "escape", "4", "down", "enter", "v", "down"],
    ["2", "end", "enter", "[", "z", ",", "shift+tab", "down", "down"],
    ["/", *"who:ruiz pier", "tab", "down", "n", "ctrl+t", "escape", "?"],
    ["\\", *"oka", "enter", "s", "j", "l", "escape", "t", "end", "tab", "0", "!", "escape"],
    ["ctrl+p", *"help", "escape", "enter", "ctrl+y", "j", "escape", "f", "escape", "y", "E", "x", "escape"],
    ["/", *"@", "escape", "/", *"zzqxv", "m", "escape", "escape", "x", "o", "g", "G", "e"],
]


@at_sizes(WIDE, NARROW)
async def test_an_app_that_went_back_is_as_a_new_one_wherever_it_was(town: Path, size: tuple[int, int]) -> None:
    """Also to those who look at all that is drawn."""
    apps = SharedApps()
    async with apps.lent(town, size) as new:
        drawn = Session(new.app, new.pilot).strips
    async with apps.lent(town, size) as used:
        session = Session(used.app, used.pilot)
        place = session.place
        for keys in WALKS:
            await session.press(*keys)
            assert await used.go_back(), keys
            assert (place, drawn) == (session.place, session.strips)
    assert new is used
    await apps.close()


async def test_an_app_that_can_not_go_back_is_given_to_nobody(town: Path) -> None:
    apps = SharedApps()
    async with apps.lent(town, WIDE) as first:
        first.app.theme = themes.LIGHT.name
    async with apps.lent(town, WIDE) as second:
        assert themes.DEFAULT == second.app.theme
        await Session(second.app, second.pilot).press("enter")
    async with apps.lent(town, WIDE) as third:
        assert () == third.app.main.trail
    await apps.close()
    assert (1, True, False) == (apps.closed, third is second, second is first)


async def test_what_one_test_recalled_the_next_one_does_not_leave_by_down(town: Path) -> None:
    apps = SharedApps()
    async with apps.lent(town, WIDE) as first:
        session = Session(first.app, first.pilot)
        await session.search("ruiz")
        await session.press("enter")
        await session.until(lambda: "ruiz" in session.app.main.queries.earlier)
        await session.press("/", "ctrl+u", "up")
        assert session.app.main.search_box.value == "ruiz"
    async with apps.lent(town, WIDE) as second:
        session = Session(second.app, second.pilot)
        await session.search("ruiz")
        await session.press("down")
        assert session.app.main.search_box.value == "ruiz"
    await apps.close()


def test_a_test_that_writes_what_an_app_reads_at_its_start_has_its_own(
    town: Path, request: pytest.FixtureRequest
) -> None:
    apps = SharedApps()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EXPLORER_SHARED", "1")
        with apps.lent_to(request):
            assert not apps.can_be_lent(town)
            assert apps.can_be_lent(apps.on(town))
            kept_queries.update(lambda queries: queries.named("who:ruiz", "Ruiz"))
            assert not apps.can_be_lent(town)
        assert not apps.can_be_lent(town)


@pytest.mark.parametrize(("value", "lent"), [("1", True), ("0", False)])
def test_nothing_is_shared_where_it_is_not_wanted(
    town: Path, request: pytest.FixtureRequest, value: str, lent: bool
) -> None:
    apps = SharedApps()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EXPLORER_SHARED", value)
        with apps.lent_to(request):
            assert lent is apps.can_be_lent(apps.on(town))
