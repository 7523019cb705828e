"""Enter goes in, brackets walk the history, Esc returns to where one came from: every pane follows."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from trying import at_sizes
from ui.driving import NARROW, WIDE, Session, opened

from explorer.model.records import Kind
from explorer.ui.widgets.lines import Lines

# Going in


async def test_the_start_shows_everything_with_the_cursor_on_the_first_topic(town: Path) -> None:
    async with opened(town) as session:
        assert session.trail == []
        assert session.focus == "topics"
        assert session.status.startswith("Everything ")
        assert session.ids(Kind.TOPIC) == ["harbour", "city-budget", "pier", "lighthouse"]
        assert session.shown == "topic/harbour"


async def test_a_topic_narrows_every_pane_to_what_belongs_to_it(town: Path) -> None:
    """A quote on a narrower topic belongs to the broader one as well."""
    async with opened(town) as session:
        await session.press("enter")

        assert session.trail == ["topic/harbour"]
        assert session.ids(Kind.QUOTE) == [
            "ruiz-promised",
            "ruiz-rebuild",
            "okafor-told-in-march",
            "ruiz-pier-would-stay",
            "ruiz-heart",
            "park-nobody-asked",
        ]
        assert session.ids(Kind.PERSON) == ["ana-ruiz", "ben-okafor", "city-aide", "cleo-park"]
        assert session.ids(Kind.EVENT) == ["briefing", "council-meeting"]
        assert session.ids(Kind.ARTICLE) == ["budget", "pier"]


async def test_counts_are_those_in_scope(town: Path) -> None:
    async with opened(town) as session:
        everything = session.count(Kind.PERSON, "ben-okafor"), session.count(Kind.ARTICLE, "budget")
        await session.press("enter")
        on_harbour = session.count(Kind.PERSON, "ben-okafor"), session.count(Kind.ARTICLE, "budget")

        assert everything == (3, 2)
        assert on_harbour == (2, 1)
        assert re.search("Ben Okafor +2 │", session.text)
        assert " 4 ─╯" in session.text_in(session.pane(Kind.PERSON))


async def test_the_focus_goes_to_the_quotes(town: Path) -> None:
    """They are what a topic is gone into for; the first is shown."""
    async with opened(town) as session:
        await session.press("enter")

        assert session.focus == "quotes"
        assert session.at(Kind.QUOTE) == "ruiz-promised"
        assert session.shown == "quote/ruiz-promised"


async def test_without_a_quote_the_focus_goes_to_the_first_pane_with_something_to_read(town: Path) -> None:
    async with opened(town) as session:
        await session.press("3", "end", "enter")

        assert session.trail == ["event/vote"]
        assert session.ids(Kind.QUOTE) == []
        assert session.focus == "events"
        assert session.at(Kind.EVENT) == "vote"
        assert session.shown == "event/vote"


async def test_a_topic_and_a_person_leave_what_that_person_said_on_it(town: Path) -> None:
    async with opened(town) as session:
        await session.press("enter", "2", "enter")

        assert session.trail == ["topic/harbour", "person/ana-ruiz"]
        assert session.ids(Kind.QUOTE) == ["ruiz-promised", "ruiz-rebuild", "ruiz-pier-would-stay", "ruiz-heart"]
        assert session.status.startswith("Everything ▸ Harbour ▸ Ana Ruiz ")


async def test_what_a_person_is_said_to_have_said_on_a_topic_is_among_it(town: Path) -> None:
    """Ruiz's promise is Okafor's to tell, and so it is his quote as well as hers."""
    async with opened(town) as session:
        await session.press("2", "enter", "1", "j", "enter")

        assert session.trail == ["person/ana-ruiz", "topic/city-budget"]
        assert session.ids(Kind.QUOTE) == ["ruiz-promised"]
        assert session.ids(Kind.PERSON) == ["ana-ruiz", "ben-okafor"]


async def test_a_person_has_what_they_said_and_what_they_told_of_others(town: Path) -> None:
    async with opened(town) as session:
        await session.press("2", "j", "enter")

        assert session.trail == ["person/ben-okafor"]
        assert session.ids(Kind.QUOTE) == ["okafor-not-a-cent", "ruiz-promised", "okafor-told-in-march"]


async def test_an_event_keeps_its_participants_and_parts_though_they_have_no_quote(town: Path) -> None:
    async with opened(town) as session:
        await session.press("3", "j", "enter")

        assert session.trail == ["event/council-meeting"]
        assert session.ids(Kind.QUOTE) == ["okafor-not-a-cent", "ruiz-promised"]
        assert "dan-vega" in session.ids(Kind.PERSON)
        assert "vote" in session.ids(Kind.EVENT)
        assert "cleo-park" not in session.ids(Kind.PERSON)
        assert re.search("Dan Vega +· │", session.text)


async def test_an_article_keeps_its_own_quotes(town: Path) -> None:
    async with opened(town) as session:
        await session.press("5", "enter")

        assert session.trail == ["article/budget"]
        assert session.ids(Kind.QUOTE) == ["okafor-not-a-cent", "ruiz-promised"]
        assert session.ids(Kind.ARTICLE) == ["budget"]


async def test_a_record_that_is_in_the_trail_is_not_gone_into_twice(town: Path) -> None:
    async with opened(town) as session:
        await session.press("enter", "1", "enter")

        assert session.trail == ["topic/harbour"]


async def test_a_quote_is_read_in_its_article(town: Path) -> None:
    async with opened(town) as session:
        await session.press("4", "enter")

        assert session.screen == "ReaderScreen"
        assert session.trail == []


@at_sizes(WIDE, NARROW)
async def test_back_from_a_link_beside_results_returns_to_that_link(town: Path, size: tuple[int, int]) -> None:
    async with opened(town, size) as session:
        await session.search("ruiz")
        await session.press("tab", "right" if size == WIDE else "l", "down", "down")
        before = (session.focus, session.shown, session.detail.cursor)
        assert session.focus == "detail"
        await session.press("enter")
        assert session.app.main.search.typed == ""
        await session.press("[")

        assert (session.focus, session.shown, session.detail.cursor) == before


@at_sizes(WIDE, NARROW)
async def test_enter_twice_in_quick_succession_goes_in_and_then_reads(town: Path, size: tuple[int, int]) -> None:
    """The second Enter reaches the pane that the first one gave the focus."""
    async with opened(town, size) as session:
        await session.press("enter", "enter")

        assert session.trail == ["topic/harbour"]
        assert session.screen == "ReaderScreen"
        assert "Budget passes" in session.lines[0]


async def test_a_record_that_belongs_to_nothing_else_is_still_there_when_it_is_gone_into(town: Path) -> None:
    """Its Detail is all there is to read of it."""
    async with opened(town) as session:
        await session.press("end", "enter")

        assert session.trail == ["topic/lighthouse"]
        assert session.ids(Kind.TOPIC) == ["lighthouse"]
        assert session.focus == "topics"
        assert session.shown == "topic/lighthouse"


async def test_an_empty_pane_says_how_to_go_on(town: Path) -> None:
    async with opened(town) as session:
        await session.press("end", "enter")

        said = "Nothing here in this scope. Esc returns to the view before."
        assert said in session.words_in(session.pane(Kind.PERSON))
        await session.press("4")
        assert said in session.words_in(session.pane(Kind.QUOTE))


async def test_enter_in_an_empty_pane_does_nothing(town: Path) -> None:
    async with opened(town) as session:
        await session.press("end", "enter", "4")
        before = session.place
        await session.press("enter", "2", "enter", "4")

        assert session.screen == "MainScreen"
        assert session.place == before


# Back and forward


@pytest.mark.parametrize("back", ["[", "alt+left", "backspace"])
async def test_back_restores_trail_pane_and_cursors(town: Path, back: str) -> None:
    async with opened(town) as session:
        await session.press("3", "j", "2", "j")
        before = session.place
        await session.press("enter", "1", "enter")
        assert session.trail == ["person/ben-okafor", "topic/city-budget"]
        await session.press(back)
        assert session.trail == ["person/ben-okafor"]
        await session.press(back)

        assert session.place == before


@pytest.mark.parametrize("forward", ["]", "alt+right"])
async def test_forward_restores_what_back_left(town: Path, forward: str) -> None:
    async with opened(town) as session:
        await session.press("enter", "G", "2", "j")
        before = session.place
        await session.press("[")
        assert session.trail == []
        await session.press(forward)

        assert session.place == before


async def test_the_ends_of_the_history_are_said(town: Path) -> None:
    async with opened(town) as session:
        before = session.place
        await session.press("[", "]")

        assert session.said == ["This is the first view; q leaves the explorer.", "This is the latest view."]
        assert session.place == before


async def test_going_in_anew_forgets_the_way_forward(town: Path) -> None:
    async with opened(town) as session:
        await session.press("enter", "[", "j", "enter", "]")

        assert session.trail == ["topic/city-budget"]


# Esc


async def test_esc_returns_to_the_view_before_with_the_cursor_where_it_was(town: Path) -> None:
    async with opened(town) as session:
        await session.press("enter", "2", "j", "enter")
        assert session.trail == ["topic/harbour", "person/ben-okafor"]
        await session.press("escape")

        assert session.trail == ["topic/harbour"]
        assert session.focus == "people"
        assert session.at(Kind.PERSON) == "ben-okafor"


async def test_esc_returns_one_view_after_another_and_then_says_how_to_quit(town: Path) -> None:
    """It never quits."""
    async with opened(town) as session:
        await session.press("enter", "2", "j", "enter", "escape", "escape")
        assert session.trail == []
        assert session.focus == "topics"
        assert session.at(Kind.TOPIC) == "harbour"
        before = session.place
        await session.press("escape", "escape", "escape")

        assert session.place == before
        assert "q leaves the explorer" in session.said[-1]
        assert session.app.is_running
        assert session.screen == "MainScreen"


async def test_esc_after_a_start_at_a_ref_shows_everything_with_the_cursor_on_it(town: Path) -> None:
    async with opened(town, ref="event/council-meeting") as session:
        await session.press("escape")

        assert session.trail == []
        assert session.at(Kind.EVENT) == "council-meeting"
        assert session.focus == "events"


async def test_esc_after_a_link_returns_to_where_the_link_was(town: Path) -> None:
    async with opened(town) as session:
        await session.press("j", "enter", "right", "down")
        before = session.place
        await session.press("enter")
        assert session.trail == ["person/ben-okafor"]
        await session.press("escape")

        assert session.place == before


async def test_forward_after_esc_returns_to_the_view_that_was_left(town: Path) -> None:
    async with opened(town) as session:
        await session.press("enter", "escape", "]")

        assert session.trail == ["topic/harbour"]


async def test_esc_in_detail_goes_back_to_the_pane_and_drops_nothing(town: Path) -> None:
    async with opened(town) as session:
        await session.press("enter", "2", "5", "tab")
        assert session.focus == "detail"
        await session.press("escape")

        assert session.focus == "articles"
        assert session.trail == ["topic/harbour"]


async def test_esc_ends_a_zoom_before_it_drops_a_step(town: Path) -> None:
    async with opened(town) as session:
        await session.press("enter", "z")
        assert session.detail.region.width == 0
        await session.press("escape")

        assert session.detail.region.width > 0
        assert session.trail == ["topic/harbour"]


# Links


async def test_enter_follows_the_link_in_use_in_detail_and_starts_a_new_trail(town: Path) -> None:
    async with opened(town) as session:
        await session.press("1", "enter", "4", "right", "down")
        assert session.shown == "quote/ruiz-promised"
        assert "▌Speaker     › Ana Ruiz" in session.text_in(session.detail)
        await session.press("enter")

        assert session.trail == ["person/ana-ruiz"]
        assert session.focus == "quotes"


async def test_the_arrows_walk_the_links_of_detail_one_after_the_other(town: Path) -> None:
    """The relayer comes after the speaker, then the source, the event and the topics."""
    for downs, ref in {2: "person/ben-okafor", 4: "event/council-meeting", 5: "topic/city-budget"}.items():
        async with opened(town) as session:
            await session.press("1", "enter", "4", "right", *["j"] * downs, "enter")

            assert session.trail == [ref]


async def test_the_link_to_the_source_opens_the_article_there(town: Path) -> None:
    async with opened(town) as session:
        await session.press("1", "enter", "4", "right", "down", "down", "down", "enter")

        assert session.screen == "ReaderScreen"
        assert "┃¶   Ruiz had promised a smaller budget" in session.text


async def test_a_letter_is_no_link_outside_of_jump_mode(town: Path) -> None:
    async with opened(town) as session:
        await session.press("1", "enter", "4")
        before = session.place
        await session.press("a", "b", "d", "i", "p", "w", "B", "X", "ctrl+a", "é")

        assert session.place == before
        assert session.screen == "MainScreen"


async def test_up_returns_to_the_link_before_and_stays_on_the_first(town: Path) -> None:
    async with opened(town) as session:
        await session.press("1", "enter", "4", "right", "down")
        first = session.detail.cursor
        await session.press("down", "up")
        assert session.detail.cursor == first
        await session.press("up", "up")

        assert session.detail.cursor == first


@at_sizes((120, 40), (40, 12))
async def test_the_arrows_pass_over_no_line_of_detail_unseen(shipped_root: Path, size: tuple[int, int]) -> None:
    """Where there is much text without a link, they go through it by what is in view."""
    async with opened(shipped_root, size) as session:
        await session.press("4", "tab", "tab")
        assert session.focus == "detail"
        detail = session.detail
        rows = detail.scrollable_content_region.height
        for key, last in (("down", detail.row_count - 1), ("up", 0)):
            seen = {detail.scroll_offset.y}
            for _ in range(detail.row_count):
                await session.press(key)
                seen.add(detail.scroll_offset.y)
                assert 0 <= detail.cursor - detail.scroll_offset.y < rows

            tops = sorted(seen)
            assert all(after - before < max(2, rows) for before, after in pairwise(tops)), key
            assert any(top <= last < top + rows for top in tops), key


async def test_enter_on_a_line_of_detail_without_a_link_does_nothing(town: Path) -> None:
    async with opened(town) as session:
        await session.press("shift+tab", "home", "enter")

        assert session.trail == []
        assert session.focus == "detail"


async def test_a_link_can_be_gone_back_from(town: Path) -> None:
    async with opened(town) as session:
        await session.press("4", "j", "j", "j", "right", "down")
        before = session.place
        await session.press("enter", "[")

        assert session.place == before


# Starting elsewhere


async def test_a_ref_starts_a_trail_there(town: Path) -> None:
    async with opened(town, ref="person/ben-okafor") as session:
        assert session.trail == ["person/ben-okafor"]
        assert session.focus == "quotes"
        assert session.shown == "quote/okafor-not-a-cent"
        assert session.status.startswith("Everything ▸ Ben Okafor")


async def test_a_quotes_ref_shows_the_quote(town: Path) -> None:
    async with opened(town, ref="quote/ruiz-heart") as session:
        assert session.shown == "quote/ruiz-heart"
        assert session.at(Kind.QUOTE) == "ruiz-heart"


@pytest.mark.parametrize("ref", ["person/nobody", "nothing", "topic/[b]x[/b]"])
async def test_an_unknown_ref_is_said_and_everything_is_shown(town: Path, ref: str) -> None:
    async with opened(town, ref=ref) as session:
        assert session.said == [f"There is no {ref} in this archive."]
        assert session.trail == []
        await session.press("4")
        assert len(session.ids(Kind.QUOTE)) == 7


async def test_a_trail_that_is_too_long_for_the_line_keeps_its_last_step(town: Path) -> None:
    async with opened(town, NARROW) as session:
        await walk_far(session)

        assert session.trail == ["topic/harbour", "person/ana-ruiz", "event/briefing", "article/pier"]
        assert session.status.startswith("Everything ▸ … ▸ ")
        assert "Pier" in session.status


async def walk_far(session: Session) -> None:
    await session.press("enter", "2", "enter", "3", "enter", "5", "enter")


async def test_a_choice_that_comes_late_to_a_detail_with_fewer_lines_does_nothing(town: Path) -> None:
    async with opened(town) as session:
        detail = session.app.main.panes.detail
        detail.cursor = detail.row_count - 1
        detail.post_message(Lines.Chosen(detail))
        detail.shown = None
        await session.settle()

        assert session.app.is_running


async def test_the_bars_of_topics_are_to_one_scale_whatever_the_trail(town: Path) -> None:
    """One quote of six is as long in a trail as among all."""
    async with opened(town) as session:
        topics = session.pane(Kind.TOPIC)
        whole = session.text_in(topics)
        assert re.search(r"Harbour +█████ 6", whole)
        assert re.search(r"The pier +▉ +1", whole)
        await session.press("2", "G", "k", "enter")
        assert session.trail == ["person/cleo-park"]

        assert re.search(r"Harbour +▉ +1", session.text_in(topics))
