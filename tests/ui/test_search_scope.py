"""Searching everything or the trail, and going into all results together."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from archives import write_archive
from trying import at_sizes
from ui.driving import NARROW, WIDE, opened

from explorer.model.history import PanesView, ResultsView
from explorer.model.records import Kind
from explorer.ui.screens import walking_screen

BOTH = at_sizes(WIDE, NARROW)


@BOTH
async def test_the_search_says_what_it_searches(town: Path, size: tuple[int, int]) -> None:
    async with opened(town, size) as session:
        assert "/ search everything: people" in session.lines[0]
        await session.press("enter")
        assert "/ search everything (ctrl+t: only the trail)" in session.lines[0]
        await session.search("ruiz")
        assert "· in everything" in session.text
        await session.press("ctrl+t")
        assert "· in Harbour" in session.text
        await session.press("ctrl+u")

        assert "/ search Harbour (ctrl+t: everything)" in session.lines[0]


@pytest.mark.parametrize("keys", [("ctrl+t",), ("tab", "ctrl+t")], ids=" ".join)
async def test_within_the_trail_only_what_belongs_to_it_is_found(town: Path, keys: tuple[str, ...]) -> None:
    async with opened(town) as session:
        await session.press("enter")
        refs = session.app.main.state.scope.refs
        await session.search("kind:quote ")
        everything = session.hits
        await session.press(*keys)
        assert set(session.hits) == {ref for ref in everything if ref in refs} < set(everything)
        await session.press("ctrl+t")

        assert session.hits == everything


async def test_without_a_trail_there_is_nothing_to_switch_to(town: Path) -> None:
    async with opened(town) as session:
        await session.search("ruiz")
        before = session.hits
        await session.press("ctrl+t")

        assert session.hits == before
        assert "There is no trail to search in, so everything is searched." in session.said


async def test_the_way_back_leads_to_the_results_within_the_trail(town: Path) -> None:
    async with opened(town) as session:
        await session.press("enter")
        before = session.place
        await session.search("ruiz")
        await session.press("ctrl+t", "down")
        hits = session.hits
        await session.press("enter", "escape")
        assert session.hits == hits
        view = session.app.main.view
        assert isinstance(view, ResultsView)
        assert view.within
        await session.press("escape")

        assert session.place == before


async def test_what_is_only_elsewhere_is_offered_when_the_trail_has_nothing(town: Path) -> None:
    async with opened(town, ref="topic/lighthouse") as session:
        await session.search("okafor")
        found = session.hits
        await session.press("ctrl+t")
        assert session.hits == []
        assert f"in everything {len(found)} found" in session.words_in(session.results)
        await session.press("enter")

        assert session.hits == found


@pytest.mark.parametrize("keys", [("ctrl+o",), ("tab", "ctrl+o")], ids=" ".join)
async def test_all_results_are_gone_into_together(town: Path, keys: tuple[str, ...]) -> None:
    async with opened(town) as session:
        await session.search("budget kind:quote ")
        hits = session.hits
        await session.press(*keys)

        assert session.status.startswith(f"Everything ▸ results of “budget kind:quote” ({len(hits)})")
        assert {f"quote/{id}" for id in session.ids(Kind.QUOTE)} == set(hits)
        assert session.focus == "quotes"


async def test_one_can_go_further_in_and_back_to_the_results(town: Path) -> None:
    async with opened(town) as session:
        before = session.place
        await session.search("kind:quote ")
        await session.press("down", "ctrl+o", "2", "enter")
        assert len(session.trail) == 1
        assert "kind:quote” (" in session.status
        assert session.app.main.found is not None
        await session.press("escape", "escape")
        assert session.app.main.search_box.value == "kind:quote "
        assert session.app.main.search.at == 1
        await session.press("escape")
        assert session.place == before
        await session.press("]", "]")

        assert session.app.main.found is not None


async def test_results_within_what_was_found_stay_in_it(town: Path) -> None:
    async with opened(town) as session:
        await session.search("budget kind:quote ")
        await session.press("ctrl+o")
        outer = set(session.ids(Kind.QUOTE))
        await session.search("okafor")
        await session.press("ctrl+t", "ctrl+o")

        assert set(session.ids(Kind.QUOTE)) <= outer
        assert "okafor” (" in session.status


async def test_it_stays_when_the_archive_is_read_again(town: Path) -> None:
    async with opened(town) as session:
        await session.search("budget ")
        await session.press("ctrl+o")
        before = session.status, session.ids(Kind.QUOTE)
        await session.press("r")

        assert (session.status, session.ids(Kind.QUOTE)) == before


async def test_a_link_leaves_it(town: Path) -> None:
    async with opened(town) as session:
        await session.search("budget ")
        await session.press("ctrl+o")
        await session.search("okafor")
        await session.press("enter")

        assert session.app.main.found is None


async def test_nothing_and_too_much_are_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walking_screen, "_MOST_OPENED", 3)
    topics = "\n".join(f"- {{id: pier-{number}, label: Pier {number}}}" for number in range(5))
    async with opened(write_archive(tmp_path, yaml=f"topics:\n{topics}\n")) as session:
        await session.search("zzqxv")
        await session.press("ctrl+o")
        assert "Nothing was found, so there is nothing to open." in session.said
        await session.press("ctrl+u", *"pier", "ctrl+o")

        assert any("5 results are too many" in said for said in session.said)
        assert session.app.main.search.is_open


async def test_the_next_start_goes_on_in_it(town: Path) -> None:
    async with opened(town) as session:
        await session.search("budget ")
        await session.press("ctrl+o", "2")
        view, status = session.app.main.view, session.status
        assert isinstance(view, PanesView)
        await session.press("ctrl+q")
    async with opened(town, resumed=True) as session:
        assert (session.app.main.view, session.status) == (view, status)
        await session.press("escape")

        assert isinstance(session.app.main.view, ResultsView)


async def test_what_is_searched_is_said_beside_the_query_where_there_is_a_trail(town: Path) -> None:
    """An offer lies over the head of the results, which says it, too."""
    async with opened(town) as session:
        await session.search("ruiz")
        assert "in everything" not in session.lines[0]
        await session.press("ctrl+u", "escape", "enter", "/", *"anonymous")
        assert re.search(r"^ anonymous +in everything ", session.lines[0])
        await session.press("ctrl+t")
        assert re.search(r"^ anonymous +in Harbour ", session.lines[0])
        await session.press("ctrl+u")

        assert "in Harbour" not in session.lines[0]
