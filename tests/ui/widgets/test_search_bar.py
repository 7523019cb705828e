"""Beside the search: what was made of the query, what may be typed next, and earlier queries."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from archives import ESCAPE, write_archive
from trying import at_sizes
from ui.driving import NARROW, WIDE, Session, opened
from ui.test_hostile_text import assert_clean

from explorer.desk import kept_queries
from explorer.search.index import SearchIndex
from explorer.ui.widgets.offers import OfferLine
from explorer.ui.widgets.search_bar import Chips

BOTH = at_sizes(WIDE, NARROW)
SMALL = at_sizes(WIDE, (40, 12))


def box(session: Session) -> str:
    return session.app.main.search_box.value


def remarks(session: Session) -> str:
    """The line with the filters and what could not be taken as meant; empty when it takes no room."""
    return session.text_in(session.app.main.query_one("#remarks")).strip()


def offered(session: Session) -> str:
    """The line with what may be typed next; empty when there is none."""
    return session.text_in(session.app.main.query_one(OfferLine)).strip()


# Filters and remarks


@BOTH
async def test_filters_and_remarks_are_said_below_the_box(town: Path, size: tuple[int, int]) -> None:
    async with opened(town, size) as session:
        await session.search("who:okafor colour:red pier")

        assert "who: Ben Okafor" in remarks(session)
        assert "! there is no field “colour”" in " ".join(remarks(session).split())
        await session.press("ctrl+u", *"date:2024-13 pier")
        assert "2024-13" in remarks(session)


@SMALL
async def test_a_click_on_a_filter_takes_it_out_of_the_query(town: Path, size: tuple[int, int]) -> None:
    async with opened(town, size) as session:
        await session.search("")
        chips = session.app.main.query_one(Chips)
        for query, named, left in (
            ("who:okafor pier", "who: Ben Okafor", "pier"),
            ("pier -who:okafor topic:harbour", "not who: Ben Okafor", "pier topic:harbour"),
            ('pier by:"ana ruiz" ', "who: Ana Ruiz", "pier"),
            ("date:2023 pier date:2024 ", "date: 2024", "date:2023 pier"),
            ("who:okafor ", "who: Ben Okafor", ""),
        ):
            await session.press("ctrl+u", *query)
            row, line = next((n, line) for n, line in enumerate(session.text_in(chips).splitlines()) if named in line)
            await session.click(chips, line.index(named) + 1, row)

            assert box(session) == left
            assert session.app.main.search.typed == left
            assert named not in remarks(session)
            assert session.focus == "search"


async def test_a_filter_that_is_not_sure_to_be_the_one_is_not_taken_out(town: Path) -> None:
    """Of two filters with the same name only one has a meaning, and the line does not say which."""
    async with opened(town) as session:
        await session.search("date:2024-13 date:2024 pier")
        await session.click(session.app.main.query_one(Chips), 4, 0)

        assert box(session) == "date:2024-13 date:2024 pier"
        assert "×" not in remarks(session)


async def test_a_filter_is_taken_out_by_its_letter(town: Path) -> None:
    async with opened(town) as session:
        await session.search("who:okafor pier")
        await session.press("tab", "f", "a")

        assert box(session) == "pier"


@SMALL
async def test_a_click_on_a_remark_changes_nothing(town: Path, size: tuple[int, int]) -> None:
    async with opened(town, size) as session:
        await session.search("colour:red pier")
        await session.click(session.app.main.query_one(Chips), 4, 0)

        assert box(session) == "colour:red pier"


async def test_where_nothing_is_to_be_said_no_room_is_taken(town: Path) -> None:
    async with opened(town, NARROW) as session:
        await session.search("pier")
        height = session.results.region.height
        await session.type(" who:okafor ")
        assert session.results.region.height == height - 1
        await session.press("ctrl+u", *"pier")

        assert remarks(session) == ""
        assert session.results.region.height == height


async def test_a_remark_is_said_even_if_nothing_is_found(town: Path) -> None:
    async with opened(town) as session:
        await session.search("who:nobodyatall pier")

        assert session.hits == []
        assert "! there is no person called “nobodyatall”" in remarks(session)


async def test_filters_stay_for_the_next_search_when_something_was_opened(town: Path) -> None:
    async with opened(town) as session:
        await session.search("who:ana-ruiz promised ")
        await session.press("enter")
        assert session.trail == ["quote/ruiz-promised"]
        assert "/ search everything, on with who:ana-ruiz" in session.lines[0]
        await session.press("/")
        assert box(session) == "who:ana-ruiz "
        assert "who: Ana Ruiz" in remarks(session)
        assert len(session.hits) == 4
        await session.type("summer")

        assert box(session) == "who:ana-ruiz summer"
        assert session.hits == ["quote/ruiz-rebuild"]


async def test_esc_drops_the_filters(town: Path) -> None:
    async with opened(town) as session:
        await session.search("who:ana-ruiz promised")
        await session.press("enter", "/", "escape")
        assert "on with" not in session.lines[0]
        await session.press("/")

        assert box(session) == ""


async def test_filters_can_be_deleted(town: Path) -> None:
    async with opened(town) as session:
        await session.search("who:ana-ruiz promised")
        await session.press("enter", "/", "ctrl+u", *"okafor", "enter", "/")

        assert box(session) == ""


# The count


async def test_the_count_follows_the_cursor(town: Path) -> None:
    async with opened(town) as session:
        await session.search("who:ruiz ")
        assert "Results · 1 of 4" in session.text
        await session.press("down", "down")
        assert "Results · 3 of 4" in session.text
        await session.press("ctrl+u", *"zzqxv")

        assert "Results · in everything ─" in session.text


async def test_a_list_that_is_cut_says_how_many_there_are(tmp_path: Path) -> None:
    topics = "\n".join(f"- {{id: pier-{number}, label: Pier {number}}}" for number in range(620))
    async with opened(write_archive(tmp_path, yaml=f"topics:\n{topics}\n")) as session:
        await session.search("pier")
        await session.press("down")

        assert "Results · 2 of the best 500 of 620" in session.text


async def test_a_search_of_a_growing_index_says_what_it_covers(town: Path) -> None:
    async with opened(town) as session:
        await session.search("pier")
        assert "so far" not in session.text
        whole = session.app.main.index
        assert whole is not None
        part = SearchIndex(whole.archive)
        part.missing = 5
        session.app.main.use_index(part)
        await session.settle()
        records = len(whole.archive.entries)
        assert f"so far {records - 5} of {records} records" in session.text
        session.app.main.use_index(whole)
        await session.settle()

        assert "so far" not in session.text


# What may be typed next


@SMALL
async def test_values_are_offered_with_their_titles_and_tab_takes_the_first(town: Path, size: tuple[int, int]) -> None:
    async with opened(town, size) as session:
        await session.search("pier who:oka")
        assert "⇥" in offered(session)
        assert "Ben Okafor · 3 quotes" in offered(session)
        await session.press("tab")
        assert box(session) == "pier who:ben-okafor "
        assert session.focus == "search"
        assert offered(session) == ""
        await session.press("tab")

        assert session.focus == "results"


async def test_names_of_filters_are_offered_without_moving_anything(town: Path) -> None:
    async with opened(town) as session:
        await session.search("x to")
        height = session.results.region.height
        assert "topic: what belongs to a topic" in offered(session)
        await session.press("tab")
        assert box(session) == "x topic:"
        assert session.results.region.height == height
        await session.type("harb")
        await session.press("right")

        assert box(session) == "x topic:harbour "


async def test_another_offer_can_be_chosen(town: Path) -> None:
    async with opened(town) as session:
        await session.search("who:")
        assert offered(session).startswith("⇥  Ana Ruiz · 4 quotes")
        await session.press("shift+tab")
        assert offered(session).startswith("⇥  Ben Okafor · 3 quotes")
        await session.press("tab")

        assert box(session) == "who:ben-okafor "


async def test_an_offer_can_be_clicked(town: Path) -> None:
    async with opened(town) as session:
        await session.search("who:")
        line = session.app.main.query_one(OfferLine)
        await session.click(line, session.text_in(line).index("Okafor"), 0)

        assert box(session) == "who:ben-okafor "
        assert session.focus == "search"


async def test_offers_are_for_the_place_of_the_cursor(town: Path) -> None:
    async with opened(town) as session:
        await session.search("topi who:ana-ruiz ")
        assert offered(session) == ""
        await session.press("home", "right", "right", "right", "right")
        assert "topic:" in offered(session)
        await session.press("end")
        assert offered(session) == ""
        await session.press("home", "right", "right", "right", "right", "tab")

        assert box(session) == "topic: who:ana-ruiz "


async def test_down_and_up_choose_results_while_something_is_offered(town: Path) -> None:
    async with opened(town) as session:
        await session.search("ruiz who:ana")
        assert offered(session)
        await session.press("down", "down", "up")

        assert session.results.cursor == 1
        assert offered(session)


async def test_nothing_is_offered_outside_the_box(town: Path) -> None:
    async with opened(town) as session:
        await session.search("ruiz who:ana")
        await session.click(session.results, 12, 2)
        assert offered(session) == ""
        await session.press("/")

        assert "Ana Ruiz" in offered(session)


async def test_a_filter_without_a_value_asks_for_one(town: Path) -> None:
    async with opened(town) as session:
        await session.search("who:")

        assert "A value goes after the colon." in session.words_in(session.results)


# Earlier queries


async def opened_with(session: Session, *queries: str) -> None:
    """Open the first hit of each of some queries."""
    for query in queries:
        await session.search(query)
        await session.press("enter")
        await session.until(lambda query=query: query in session.app.main.queries.earlier)  # type: ignore[misc]


async def test_up_in_an_empty_box_recalls_the_queries_that_led_to_something(town: Path) -> None:
    async with opened(town) as session:
        await opened_with(session, "okafor", "budget")
        await session.search("ruiz")
        await session.press("escape", "/", "up")
        assert box(session) == "budget"
        assert session.hits[0] == "topic/city-budget"
        await session.press("up", "up")
        assert box(session) == "okafor"
        await session.press("down")
        assert box(session) == "budget"
        await session.press("down")

        assert box(session) == ""


async def test_up_on_the_first_result_recalls_and_down_returns_to_what_was_typed(town: Path) -> None:
    async with opened(town) as session:
        await opened_with(session, "okafor")
        await session.search("ruiz")
        await session.press("up")
        assert box(session) == "okafor"
        await session.press("down")
        assert box(session) == "ruiz"
        await session.press("down")

        assert session.results.cursor == 1


async def test_up_past_the_first_result_after_walking_keeps_the_query(town: Path) -> None:
    async with opened(town) as session:
        await opened_with(session, "okafor")
        await session.search("ruiz")
        await session.press("down", "up", "up", "up")
        assert (box(session), session.results.cursor) == ("ruiz", 0)
        await session.type("x")
        await session.press("up")

        assert box(session) == "okafor"


async def test_a_recalled_query_can_be_gone_on_with(town: Path) -> None:
    async with opened(town) as session:
        await opened_with(session, "ruiz")
        await session.press("/", "up", "pagedown")
        last = session.results.cursor
        await session.press("down", "up")
        assert (box(session), session.results.cursor) == ("ruiz", last - 1)
        await session.type(" promised")

        assert session.hits[0] == "quote/ruiz-promised"


async def test_earlier_queries_are_there_at_the_next_start(town: Path) -> None:
    async with opened(town) as session:
        await opened_with(session, "okafor")
    async with opened(town) as session:
        await session.until(lambda: session.app.main.queries.earlier == ("okafor",))
        await session.press("/", "up")

        assert box(session) == "okafor"


async def test_reading_at_a_hit_counts_as_use(town: Path) -> None:
    async with opened(town) as session:
        await session.search("nobody asked")
        await session.press("tab", "o")
        assert session.screen == "ReaderScreen"

        await session.until(lambda: session.app.main.queries.earlier == ("nobody asked",))


# Typing fast


async def test_a_burst_of_letters_is_searched_for_once(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(town) as session:
        await session.until(lambda: session.app.main.index is not None)
        searched: list[str] = []
        search = SearchIndex.search

        def count(index: SearchIndex, query: str, **only: Any) -> object:
            searched.append(query)
            return search(index, query, **only)

        monkeypatch.setattr(SearchIndex, "search", count)
        await session.press("/", *"harbour master okafor")

        assert searched == ["harbour master okafor"]
        assert session.shown == session.hits[0] == "person/ben-okafor"


# Text from anywhere


@SMALL
async def test_what_is_offered_and_said_lets_nothing_through(tmp_path: Path, size: tuple[int, int]) -> None:
    name = f"Eve [b] {ESCAPE} \\u202eevE [/b]".replace("\x1b", "\\e").replace("\x07", "\\a")
    yaml = f'people:\n- {{id: eve, name: "{name}"}}\n- {{id: evelyn, name: "[red]Evelyn[/]"}}\n'
    async with opened(write_archive(tmp_path, yaml=yaml), size) as session:
        for query in ("who:", "who:eve", "who:eve [/b]x[b]:y ", "@[/b]", "who:[/] ", 'who:"[b]" $x:[red] '):
            await session.search(query)
            assert_clean(session)
            await session.press("tab")
            assert_clean(session)
            await session.press("/", "ctrl+u", "escape")
        await session.search("who:evelyn ")
        assert "who: [red]Evelyn[/]" in remarks(session)


@BOTH
async def test_a_kept_file_of_any_content_lets_nothing_through(town: Path, size: tuple[int, int]) -> None:
    bad = f"[b]{ESCAPE}\u202e[/x]"
    kept_queries.update(lambda _: kept_queries.Queries((bad,), {bad: bad}))
    async with opened(town, size) as session:
        await session.until(lambda: bool(session.app.main.queries.saved))
        await session.press("/", "up")
        assert_clean(session)
        await session.press("ctrl+u", "@")
        assert "[b]" in offered(session)
        assert_clean(session)
        await session.press("enter", "ctrl+s")
        assert session.screen == "NamePrompt"
        assert_clean(session)
