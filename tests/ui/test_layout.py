"""Each screen fits any terminal: the pane in use is always to be seen, and every other can be reached."""

from __future__ import annotations

from pathlib import Path

import pytest
from trying import at_sizes
from ui.driving import NARROW, WIDE, Session, opened

from explorer.model.records import Kind
from explorer.ui.widgets.bars import TabRow
from explorer.ui.widgets.lines import Lines
from explorer.ui.widgets.record_pane import RecordPane

# The extremes, and those between which the panes are side by side no more.
SIZES = [(200, 60), (100, 30), (99, 30), (40, 12)]
TINY = [(20, 6), (10, 4), (3, 2), (1, 1)]

PANES = {"1": Kind.TOPIC, "2": Kind.PERSON, "3": Kind.EVENT, "4": Kind.QUOTE, "5": Kind.ARTICLE}


def assert_fits(session: Session) -> None:
    assert [strip.cell_length for strip in session.strips] == [session.app.size.width] * session.app.size.height


def cursor_line(session: Session, pane: RecordPane) -> str:
    """The first line of the row under the cursor, as it is on the screen."""
    return next((line for line in session.text_in(pane).splitlines() if line[1:2] == "▌"), "")


def cards(session: Session) -> list[str]:
    """The lines of the quotes in view."""
    pane = session.pane(Kind.QUOTE)
    width = pane.scrollable_content_region.width
    return [line[2 : width + 1].strip() for line in session.text_in(pane).splitlines()[1:-1]]


def under_cursor(session: Session) -> list[str]:
    """The lines of the quote under the cursor."""
    return [line for line in session.text_in(session.pane(Kind.QUOTE)).splitlines() if line[1:2] == "▌"]


async def test_every_pane_and_detail_can_be_reached_and_show_some_rows(shipped_root: Path) -> None:
    async with opened(shipped_root) as session:
        for size in SIZES:
            await session.resize(*size)
            assert "US–China relat" in cursor_line(session, session.pane(Kind.TOPIC)), "hidden by the border"
            for key, kind in PANES.items():
                await session.press(key)
                pane = session.pane(kind)

                assert session.focus == pane.id
                assert pane.scrollable_content_region.height >= min(pane.row_count, 2), size
                assert cursor_line(session, pane), size
                assert_fits(session)
            await session.press("1", "shift+tab")
            assert session.focus == "detail"
            assert session.detail.scrollable_content_region.height >= 2, size
            assert "US–China relationship" in session.text_in(session.detail), size
            await session.press("z")
            assert session.detail.scrollable_content_region.height >= size[1] - 6

            assert_fits(session)
            await session.press("z", "1")


async def test_detail_is_written_though_it_is_not_told_its_size(
    shipped_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Textual tells it not each time."""
    monkeypatch.setattr(Lines, "on_resize", lambda _, event: event.stop())
    async with opened(shipped_root, (40, 12)) as session:
        await session.press("shift+tab")
        assert "US–China relationship" in session.text_in(session.detail)


async def test_the_other_screens_fit(town: Path) -> None:
    screens = ["enter enter", "tab", "escape !", "escape ?", "escape ctrl+p", "escape"]
    async with opened(town) as session:
        for size in (SIZES[0], SIZES[-1]):
            await session.resize(*size)
            for keys in screens:
                await session.press(*keys.split())

                assert_fits(session)
            await session.search("ruiz")
            assert "Ana Ruiz" in session.text_in(session.results), size
            assert_fits(session)
            await session.start_over()


@at_sizes(*TINY)
async def test_a_terminal_that_is_far_too_small_crashes_nothing(town: Path, size: tuple[int, int]) -> None:
    async with opened(town, size) as session:
        for keys in (["j", "enter", "enter"], ["tab", "escape", "4", "tab", "tab", "z", "z"], ["!", "escape", "?"]):
            await session.press(*keys)
            assert_fits(session)
        await session.press("escape")
        await session.search("ruiz")
        await session.press("down", "enter")
        assert_fits(session)
        await session.resize(*WIDE)

        assert_fits(session)
        assert session.trail != []


async def test_all_panes_are_side_by_side_from_a_hundred_columns_on(town: Path) -> None:
    async with opened(town, (100, 30)) as session:
        assert all(session.pane(kind).region.height > 0 for kind in Kind)
        assert session.detail.region.height > 0
        assert session.app.main.query_one("TabRow").region.height == 0


async def test_below_a_hundred_columns_there_is_one_pane_under_a_row_of_tabs_and_detail_below(town: Path) -> None:
    async with opened(town, (99, 30)) as session:
        await session.press("2")
        shown = [kind for kind in Kind if session.pane(kind).region.height > 0]

        assert shown == [Kind.PERSON]
        people, tabs = session.pane(Kind.PERSON).region, session.app.main.query_one("TabRow").region
        assert tabs.bottom == people.y
        assert people.bottom == session.detail.region.y
        assert people.width == session.detail.region.width == 99


async def test_the_row_of_tabs_says_which_pane_it_is_and_how_many_records_each_has(town: Path) -> None:
    """The pane in use is told by brackets, not by colour alone."""
    async with opened(town, NARROW) as session:
        await session.press("2")
        tabs = session.text_in(session.app.main.query_one("TabRow"))
        assert " ".join(tabs.split()) == "1 Topics 4 [2 People 5] 3 Events 3 4 Quotes 7 5 Articles 2"
        await session.press("1", "enter")

        tabs = session.text_in(session.app.main.query_one("TabRow"))
        assert " ".join(tabs.split()) == "1 Topics 3 2 People 4 3 Events 2 [4 Quotes 6] 5 Articles 2"


async def test_a_card_is_as_high_as_its_quote_and_has_no_blank_line(town: Path) -> None:
    async with opened(town) as session:
        await session.press("4")
        lines = cards(session)

        assert lines[0] == "“Not a cent more,”"
        assert lines[1].split() == ["Ben", "Okafor", "undated", "✓"]
        assert lines[2:4] == ["Budget passes", "¶ Ruiz had promised a smaller budget"]
        assert "" not in lines[: lines.index("“Nobody asked the fishers,”") + 3]


async def test_quotes_are_whole_where_there_is_room_for_all_of_them(shipped_root: Path) -> None:
    """And where there is not, no line is left empty."""
    async with opened(shipped_root) as session:
        await session.press("4")
        assert any(line.endswith("…") for line in cards(session))
        assert "" not in cards(session)
        await session.search("person/xi-jinping")
        await session.press("enter", "4")

        assert session.pane(Kind.QUOTE).row_count == 4
        assert not any(line.endswith("…") for line in cards(session))


async def test_speaker_date_and_status_of_a_quote_are_in_its_card(shipped_root: Path) -> None:
    """With much room and with little, wherever the cursor is."""
    async with opened(shipped_root) as session:
        for size in (SIZES[0], SIZES[-1]):
            await session.resize(*size)
            await session.press("4")
            for _ in range(5):
                card = " ".join(line[2:-3].strip(" │") for line in under_cursor(session))
                assert "Joe Biden" in card or "official (after the talks)" in card, size
                assert "○ 2023-11-15  ✓" in card, size
                await session.press("j")
            await session.press("home")


async def test_who_relayed_a_quote_is_never_cut(shipped_root: Path) -> None:
    async with opened(shipped_root, (40, 20), ref="quote/xi-reunification-and-force") as session:
        await session.press("4")

        assert "Xi Jinping · relayed by official (after the talks)" in " ".join(cards(session))


async def test_a_low_narrow_terminal_has_one_pane_and_detail_while_it_has_the_keys(town: Path) -> None:
    async with opened(town, (60, 16)) as session:
        await session.press("2")
        assert session.pane(Kind.PERSON).region.height == 12
        assert session.detail.region.height == 0
        await session.press("5", "tab")
        assert session.focus == "detail"
        assert session.detail.region.height == 12
        await session.press("escape")

        assert session.focus == "articles"
        assert session.pane(Kind.ARTICLE).region.height == 12


async def test_the_tab_of_the_pane_in_use_is_whole_at_any_width(shipped_root: Path) -> None:
    async with opened(shipped_root, (99, 20)) as session:
        for number, name in enumerate(["Topics", "People", "Events", "Quotes", "Articles"], 1):
            await session.press(str(number))
            for width in (99, 60, 40, 30):
                await session.resize(width, 20)
                tabs = session.app.main.query_one(TabRow).render().plain

                assert f"[{number} {name}" in tabs
                assert all(other in tabs for other in "12345")
                assert len(tabs) <= width - 2


async def test_a_click_on_a_short_tab_goes_to_its_pane(shipped_root: Path) -> None:
    async with opened(shipped_root, (40, 12)) as session:
        tabs = session.app.main.query_one(TabRow)
        await session.click(tabs, 1 + tabs.render().plain.index("5"), 0)

        assert session.focus == "articles"


async def test_the_status_has_as_many_words_as_there_is_room_for(town: Path) -> None:
    """The trail is beside it."""
    async with opened(town) as session:
        await session.press("enter", "2", "enter")
        for width, said in ((120, "no problems · ✓ 15 of 15 passages found"), (80, "✓ 15/15"), (40, "✓ 15/15")):
            await session.resize(width, 20)
            trail, _, state = session.status.partition("   ")

            assert (width, state.strip()) == (width, said)
            assert trail.endswith("▸ Ana Ruiz")


async def test_problems_are_said_in_a_narrow_status_too(own_town: Path) -> None:
    pier = own_town / "data/articles/pier.yaml"
    pier.write_text(pier.read_text().replace("Nobody asked the fishers,", "Everybody asked the fishers,"))
    async with opened(own_town, NARROW) as session:
        assert "1 error, see ! · ✗ 14/15" in session.status


async def test_a_resize_keeps_pane_cursor_and_detail(hostile: Path) -> None:
    async with opened(hostile) as session:
        await session.press("G", "pageup", "4", "j", "j", "1")
        before = session.trail, session.focus, session.app.main.panes.cursors, session.shown
        for size in [*SIZES, *reversed(SIZES), (10, 4), WIDE]:
            await session.resize(*size)

            assert (session.trail, session.focus, session.app.main.panes.cursors, session.shown) == before
            if size[1] > 10:
                assert cursor_line(session, session.pane(Kind.TOPIC))


async def test_a_resize_during_a_search_keeps_it(town: Path) -> None:
    async with opened(town) as session:
        await session.search("ruiz")
        await session.press("down")
        before = session.shown
        for size in (NARROW, (40, 12), WIDE):
            await session.resize(*size)

            assert session.focus == "search"
            assert session.shown == before
            assert session.results.region.height > 3
        await session.press("escape")
        assert session.focus == "topics"


async def test_a_resize_with_a_zoomed_pane_keeps_it_zoomed(town: Path) -> None:
    async with opened(town) as session:
        await session.press("2", "z")
        for size in (NARROW, WIDE):
            await session.resize(*size)

            assert session.pane(Kind.PERSON).region.width == size[0]
            assert session.detail.region.height == 0


async def test_the_hints_name_keys_that_work_here(town: Path) -> None:
    async with opened(town) as session:
        assert session.lines[-1].strip().startswith("⏎ go in   / search   tab next pane   o article")
        assert session.lines[-1].strip().endswith("q quit   ? help")
        await session.search("ruiz")
        assert session.lines[-1].split()[:2] == ["⏎", "open"]
        await session.press("escape")
        assert session.lines[-1].split()[:3] == ["⏎", "go", "in"]
        await session.press("4", "enter")

        assert session.lines[-1].split()[:4] == ["⏎", "open", "this", "quote"]


async def test_without_colour_the_pane_in_use_and_its_cursor_are_still_told_apart(
    town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened(town) as session:
        topics, people = session.pane(Kind.TOPIC), session.pane(Kind.PERSON)
        bold = [session.styled(pane, lambda style: bool(style.bold)) for pane in (topics, people)]

        assert "Topics" in bold[0]
        assert "People" not in bold[1]
        assert cursor_line(session, topics)
