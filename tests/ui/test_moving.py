"""The cursor moves by the keys that a reader's fingers know, and by the mouse; Detail follows it."""

from __future__ import annotations

from pathlib import Path

import pytest
from trying import at_sizes
from ui.driving import NARROW, WIDE, Session, opened

from explorer.model.records import Kind
from explorer.ui.widgets.record_pane import RecordPane

LAST_TOPIC = 307


MOVES: list[tuple[list[str], int]] = [
    (["down"], 1),
    (["j", "j", "j"], 3),
    (["j", "j", "up"], 1),
    (["j", "j", "k"], 1),
    (["k"], 0),
    (["up"], 0),
    (["end"], LAST_TOPIC),
    (["G"], LAST_TOPIC),
    (["G", "j"], LAST_TOPIC),
    (["G", "down"], LAST_TOPIC),
    (["G", "k"], LAST_TOPIC - 1),
    (["G", "g"], 0),
    (["G", "home"], 0),
    (["pageup"], 0),
    (["G", "pagedown"], LAST_TOPIC),
    (["pagedown", "pageup"], 0),
    (["G", "pageup", "pagedown"], LAST_TOPIC),
]


async def test_keys_move_the_cursor_and_stop_at_the_ends(hostile: Path) -> None:
    async with opened(hostile) as session:
        topics = session.pane(Kind.TOPIC)
        for keys, row in MOVES:
            topics.cursor = 0
            await session.press(*keys)

            assert topics.cursor == row, keys
            assert topics.record is not None
            assert session.shown == topics.record.ref, keys


@pytest.mark.parametrize("key", ["pagedown", "space"])
async def test_a_page_is_what_is_in_view_but_for_a_row(hostile: Path, key: str) -> None:
    """The last row in view stays so, for the eye to go on from."""
    async with opened(hostile) as session:
        topics = session.pane(Kind.TOPIC)
        rows = topics.scrollable_content_region.height
        await session.press(key)

        assert topics.cursor == rows - 1


@at_sizes(WIDE, NARROW)
async def test_the_row_under_the_cursor_is_always_in_view(hostile: Path, size: tuple[int, int]) -> None:
    async with opened(hostile, size) as session:
        topics = session.pane(Kind.TOPIC)
        for keys in (["G"], ["pageup"], ["pageup"], ["k"], ["g"], ["pagedown"], ["j"], ["end"], ["home"]):
            await session.press(*keys)
            marked = [line for line in session.text_in(topics).splitlines() if line[1:2] == "▌"]

            assert len(marked) == 1
            assert session.app.main.record is not None
            assert session.app.main.record is topics.record


async def test_detail_follows_the_cursor(town: Path) -> None:
    async with opened(town) as session:
        await session.press("2", "j")

        assert session.shown == "person/ben-okafor"
        assert "Ben Okafor harbour master" in session.words_in(session.detail)


async def test_detail_starts_at_its_top_for_another_record(shipped_root: Path) -> None:
    async with opened(shipped_root, NARROW) as session:
        await session.press("shift+tab", "G")
        assert session.detail.scroll_offset.y > 0
        await session.press("1", "j")

        assert session.detail.scroll_offset.y == 0
        assert session.detail.cursor == 0


# From pane to pane


@at_sizes(WIDE, NARROW)
async def test_a_number_goes_to_its_pane(town: Path, size: tuple[int, int]) -> None:
    async with opened(town, size) as session:
        for key, pane in (("3", "events"), ("1", "topics"), ("4", "quotes"), ("2", "people"), ("5", "articles")):
            await session.press(key)

            assert session.focus == pane
            focused, record = session.app.focused, session.app.main.record
            assert isinstance(focused, RecordPane)
            assert record is not None
            assert focused.record is record
            assert session.shown == record.ref
            assert focused.scrollable_content_region.height >= 2


@at_sizes(WIDE, NARROW)
async def test_tab_goes_round_all_panes_and_detail(town: Path, size: tuple[int, int]) -> None:
    async with opened(town, size) as session:
        seen = []
        for _ in range(6):
            await session.press("tab")
            seen.append(session.focus)

        assert seen == ["people", "events", "quotes", "articles", "detail", "topics"]


async def test_shift_tab_goes_round_the_other_way(town: Path) -> None:
    async with opened(town) as session:
        seen = []
        for _ in range(6):
            await session.press("shift+tab")
            seen.append(session.focus)

        assert seen == ["detail", "articles", "quotes", "events", "people", "topics"]


async def test_going_through_detail_keeps_the_record_in_it(town: Path) -> None:
    async with opened(town) as session:
        await session.press("5", "j", "tab")

        assert session.focus == "detail"
        assert session.shown == "article/pier"


async def test_tabs_pressed_at_once_go_one_pane_each(town: Path) -> None:
    async with opened(town) as session:
        await session.press("tab", "tab", "tab", "tab")

        assert session.focus == "articles"


# To the pane on the side


@pytest.mark.parametrize(("left", "right"), [("left", "right"), ("h", "l")])
async def test_the_arrows_go_to_the_pane_on_that_side(town: Path, left: str, right: str) -> None:
    """On the left it is the one that was used last. At the edge there is no further one."""
    async with opened(town) as session:
        seen = []
        for key in ("2", right, right, right, left, left, left, "3", right, left):
            await session.press(key)
            seen.append(session.focus)

        assert seen == [
            "people", "quotes", "detail", "detail", "quotes", "people", "people", "events", "quotes", "events"
        ]  # fmt: skip


async def test_where_one_pane_is_shown_the_arrows_go_to_the_next_tab(town: Path) -> None:
    async with opened(town, NARROW) as session:
        seen = []
        for key in ("left", "right", "l", "right", "right", "right", "h", "left"):
            await session.press(key)
            seen.append(session.focus)

        assert seen == ["topics", "people", "events", "quotes", "articles", "articles", "quotes", "events"]


async def test_the_arrows_go_from_the_results_to_detail_and_back(town: Path) -> None:
    async with opened(town) as session:
        await session.search("pier")
        await session.press("tab", "right")
        assert session.focus == "detail"
        await session.press("left")

        assert session.focus == "results"


async def test_a_zoomed_pane_gives_the_zoom_to_the_next_one(town: Path) -> None:
    async with opened(town) as session:
        await session.press("5", "z", "right")
        assert session.focus == "detail"
        assert session.detail.region.width == WIDE[0]
        await session.press("left", "left")

        assert session.focus == "quotes"


async def test_going_aside_is_no_view_of_the_history(town: Path) -> None:
    async with opened(town) as session:
        await session.press("right", "right", "left", "[")

        assert session.said == ["This is the first view; q leaves the explorer."]


# Zoom


@at_sizes(WIDE, NARROW)
async def test_z_gives_a_pane_the_whole_screen_and_gives_it_back(town: Path, size: tuple[int, int]) -> None:
    async with opened(town, size) as session:
        for key in "12345":
            await session.press(key)
            pane = session.app.focused
            assert pane is not None
            before = pane.region
            await session.press("z")
            zoomed = pane.region
            await session.press("z")

            assert zoomed.width == size[0]
            assert zoomed.height >= size[1] - 5
            assert pane.region == before


@at_sizes(WIDE, NARROW)
async def test_z_zooms_detail(town: Path, size: tuple[int, int]) -> None:
    async with opened(town, size) as session:
        await session.press("shift+tab", "z")

        assert session.detail.region.width == size[0]
        assert session.detail.region.height >= size[1] - 5
        assert "Harbour" in session.text_in(session.detail)


async def test_another_pane_takes_the_zoom_over(town: Path) -> None:
    async with opened(town) as session:
        await session.press("z", "4")
        assert session.pane(Kind.QUOTE).region.width == WIDE[0]
        await session.press("tab", "tab")

        assert session.focus == "detail"
        assert session.detail.region.width == WIDE[0]


async def test_going_in_ends_the_zoom(town: Path) -> None:
    """What it leads to is more than one pane."""
    async with opened(town) as session:
        await session.press("z", "enter")

        assert session.focus == "quotes"
        assert session.pane(Kind.TOPIC).region.width > 0
        assert session.detail.region.width > 0


# The mouse


async def test_a_click_moves_the_cursor_and_the_focus(town: Path) -> None:
    async with opened(town) as session:
        people = session.pane(Kind.PERSON)
        await session.click(people, 4, 2)

        assert session.focus == "people"
        assert session.at(Kind.PERSON) == "ben-okafor"
        assert session.shown == "person/ben-okafor"
        assert session.trail == []


async def test_a_click_on_any_line_of_a_quote_moves_to_it(town: Path) -> None:
    async with opened(town) as session:
        quotes = session.pane(Kind.QUOTE)
        await session.press("4")
        for line, row in ((1, 0), (3, 0), (4, 1), (7, 1), (8, 2), (12, 2), (13, 3)):
            await session.click(quotes, 4, line)

            assert quotes.cursor == row


async def test_a_click_in_a_list_that_is_scrolled_moves_to_the_row_under_it(hostile: Path) -> None:
    async with opened(hostile) as session:
        await session.press("G")
        topics = session.pane(Kind.TOPIC)
        await session.click(topics, 4, 1)

        assert topics.cursor == LAST_TOPIC + 1 - topics.scrollable_content_region.height


async def test_a_double_click_goes_in(town: Path) -> None:
    async with opened(town) as session:
        await session.click(session.pane(Kind.PERSON), 4, 2, times=2)

        assert session.trail == ["person/ben-okafor"]
        assert session.focus == "quotes"


async def test_a_click_below_the_last_row_does_nothing_but_focus(town: Path) -> None:
    async with opened(town) as session:
        await session.click(session.pane(Kind.PERSON), 4, 8, times=2)

        assert session.at(Kind.PERSON) == "ana-ruiz"
        assert session.trail == []


async def test_a_click_on_a_link_in_detail_follows_it(town: Path) -> None:
    async with opened(town) as session:
        line = next(n for n, text in enumerate(session.text_in(session.detail).splitlines()) if "› The pier" in text)
        await session.click(session.detail, 20, line)

        assert session.trail == ["topic/pier"]


async def test_a_click_on_other_text_of_detail_only_gives_it_the_focus(town: Path) -> None:
    async with opened(town) as session:
        await session.click(session.detail, 5, 1)

        assert session.focus == "detail"
        assert session.trail == []


async def test_a_click_on_a_step_of_the_trail_returns_to_the_trail_up_to_it(town: Path) -> None:
    async with opened(town) as session:
        await session.press("enter", "2", "enter", "3", "enter")
        assert session.trail == ["topic/harbour", "person/ana-ruiz", "event/briefing"]
        await click_on(session, "StatusLine", "Ana Ruiz")
        assert session.trail == ["topic/harbour", "person/ana-ruiz"]
        await click_on(session, "StatusLine", "Everything")
        assert session.trail == []
        await session.press("[")

        assert session.trail == ["topic/harbour", "person/ana-ruiz"]


async def test_a_step_is_clicked_where_steps_before_it_are_left_out(town: Path) -> None:
    async with opened(town, NARROW) as session:
        await session.press("enter", "2", "enter", "3", "enter", "5", "enter")
        assert session.status.startswith("Everything ▸ … ▸ ")
        await click_on(session, "StatusLine", "…")
        assert len(session.trail) == 4
        await click_on(session, "StatusLine", "Everything")

        assert session.trail == []


async def test_a_click_on_what_was_found_returns_to_all_of_it(town: Path) -> None:
    async with opened(town) as session:
        await session.search("pier")
        await session.press("ctrl+o")
        found = session.app.main.found
        assert found is not None
        await session.press("2", "enter")
        assert len(session.trail) == 1
        await click_on(session, "StatusLine", found.name[:8])
        assert session.trail == []
        assert session.app.main.found == found
        await click_on(session, "StatusLine", "Everything")

        assert session.app.main.found is None


async def test_a_click_on_how_the_archive_stands_shows_the_problems(town: Path) -> None:
    async with opened(town) as session:
        await click_on(session, "StatusLine", "passages found")

        assert session.screen == "ProblemsScreen"


async def click_on(session: Session, widget: str, words: str) -> None:
    shown = session.app.screen.query_one(widget)
    await session.click(shown, session.text_in(shown).index(words) + 1, 0)


async def test_a_click_on_a_tab_goes_to_its_pane(town: Path) -> None:
    async with opened(town, NARROW) as session:
        tabs = session.app.main.query_one("TabRow")
        row = session.text_in(tabs)
        for name, pane in (("Quotes", "quotes"), ("People", "people"), ("Articles", "articles"), ("Topics", "topics")):
            await session.click(tabs, row.index(name) + 2, 0)

            assert session.focus == pane


async def test_a_click_on_the_search_box_is_a_search(town: Path) -> None:
    async with opened(town) as session:
        await session.until(lambda: session.app.main.index is not None)
        await session.click(session.app.main.search_box, 3, 0)
        await session.type("kirby")

        assert session.app.main.search_box.value == "kirby"
        assert session.results.display
