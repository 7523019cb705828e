"""A search is a keystroke away, finds in spite of typos, and returns to exactly where it was opened."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from trying import at_sizes
from ui.driving import NARROW, WIDE, Session, opened

from explorer.model.records import Kind
from explorer.search.index import SearchIndex
from explorer.ui.search_state import SearchState

BOTH = at_sizes(WIDE, NARROW)


@BOTH
async def test_slash_and_a_query_typed_at_once_all_reach_the_box(town: Path, size: tuple[int, int]) -> None:
    """Though letters and digits mean something else in the panes."""
    async with opened(town, size) as session:
        await session.search("2 ruiz jkoz")

        assert session.app.main.search_box.value == "2 ruiz jkoz"
        assert session.focus == "search"
        assert session.trail == []


async def test_results_take_the_place_of_the_panes_while_something_is_typed(town: Path) -> None:
    async with opened(town) as session:
        await session.search("okafor")

        assert session.results.region.height > 30
        assert session.pane(Kind.TOPIC).region.height == 0
        assert "Results" in session.text
        assert session.hits[0] == "person/ben-okafor"


async def test_an_empty_box_shows_the_panes(town: Path) -> None:
    async with opened(town) as session:
        await session.search("")
        assert session.pane(Kind.TOPIC).region.height > 3
        await session.type("o")
        assert session.results.region.height > 3
        await session.press("backspace")

        assert session.pane(Kind.TOPIC).region.height > 3
        assert session.focus == "search"


async def test_what_was_found_by_its_evidence_shows_it_with_the_words_marked(town: Path) -> None:
    async with opened(town) as session:
        await session.search("tuesday kind:event")

        assert session.hits == ["event/briefing"]
        assert "evidence: “at the briefing on Tuesday”" in session.text
        assert "Tuesday" in session.styled(session.results, lambda style: bool(style.underline))


def hold_looks(monkeypatch: pytest.MonkeyPatch, looked_for: list[str] | None = None) -> threading.Event:
    """Have articles looked through in any archive, but not before that is released."""
    released, look = threading.Event(), SearchIndex.look_through_articles

    def held(index: SearchIndex, query: str, pause: Callable[[], None]) -> None:
        if looked_for is not None:
            looked_for.append(query)
        assert released.wait(60)
        look(index, query, pause)

    monkeypatch.setattr("explorer.search.index._FEW_QUOTES", 0)
    monkeypatch.setattr(SearchIndex, "look_through_articles", held)
    return released


async def test_the_screen_stays_live_while_articles_are_looked_through(
    own_town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was found for the same query stays while an edited archive is looked through, once, whatever is in use."""
    looked_for = list[str]()
    released = hold_looks(monkeypatch, looked_for)
    async with opened(own_town) as session:
        session.held_back.add("search")
        await session.search("about:harbour ")
        assert "Looking through the articles …" in session.text
        released.set()
        await session.until(lambda: bool(session.hits))
        session.held_back.clear()
        await session.settle()
        hits = session.hits
        assert "quote/ruiz-heart" in hits
        assert "about: harbour" in session.text

        released.clear()
        looked_for.clear()
        session.held_back.add("search")
        session.app.main.use_index(SearchIndex.of(session.app.snapshot))
        await session.settle()
        assert session.hits == hits
        await session.press("down", "down", "up")
        await session.until(lambda: bool(looked_for))
        assert looked_for == ["about:harbour"]
        released.set()
        session.held_back.clear()
        await session.until(lambda: not session.app.main.search.waiting)
        assert session.hits == hits


async def test_while_articles_are_looked_through_nothing_is_shown_of_what_was_found_elsewhere(
    own_town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of everything, where the trail alone is searched by now."""
    released = hold_looks(monkeypatch)
    released.set()
    async with opened(own_town) as session:
        await session.press("2", "enter")
        refs = session.app.main.state.scope.refs
        await session.search("about:harbour ")
        await session.until(lambda: bool(session.hits))
        everything = session.hits
        released.clear()
        session.held_back.add("search")
        session.app.main.use_index(SearchIndex.of(session.app.snapshot))
        await session.press("ctrl+t")
        assert session.hits == []
        await session.press("ctrl+o")
        assert "Nothing was found" not in session.text
        released.set()
        session.held_back.clear()
        await session.until(lambda: bool(session.hits))
        assert set(session.hits) == {ref for ref in everything if ref in refs} < set(everything)


async def test_a_hit_that_is_not_exact_says_so(shipped_root: Path) -> None:
    async with opened(shipped_root) as session:
        await session.search("fentanil")
        approximate = session.text_in(session.results)
        await session.press("backspace", "backspace", *"yl")
        exact = session.text_in(session.results)

        assert "≈ fentanil → fentanyl" in approximate
        assert "≈" not in exact


async def test_what_matched_is_marked_by_more_than_colour(shipped_root: Path) -> None:
    async with opened(shipped_root) as session:
        await session.search("fentanyl")

        underlined = [
            segment.text
            for strip in session.strips
            for segment in strip
            if segment.style and segment.style.underline and segment.text.strip()
        ]
        assert "Fentanyl" in underlined
        assert all(text.strip().casefold() == "fentanyl" for text in underlined)


async def test_down_and_up_choose_while_typing_goes_on_and_the_preview_follows(town: Path) -> None:
    async with opened(town) as session:
        await session.search("ruiz")
        assert session.shown == session.hits[0]
        await session.press("down", "down")
        assert session.shown == session.hits[2]
        await session.press("up")
        assert session.shown == session.hits[1]
        await session.press("pagedown")
        assert session.shown == session.hits[-1]
        await session.press("pageup")
        assert session.shown == session.hits[0]
        await session.type(" promised")

        assert session.app.main.search_box.value == "ruiz promised"
        assert session.focus == "search"
        assert session.hits[0] == session.shown == "quote/ruiz-promised"


async def test_another_query_starts_at_its_first_hit(town: Path) -> None:
    async with opened(town) as session:
        await session.search("ruiz")
        await session.press("down", "down")
        await session.type(" o")

        assert session.results.cursor == 0
        assert session.shown == session.hits[0]


@BOTH
async def test_enter_opens_the_hit_and_closes_the_search(town: Path, size: tuple[int, int]) -> None:
    async with opened(town, size) as session:
        await session.search("okafor")
        await session.press("enter")

        assert session.trail == ["person/ben-okafor"]
        assert session.focus == "quotes"
        assert session.app.main.search_box.value == ""
        assert session.results.region.height == 0


async def test_a_query_and_enter_typed_at_once_open_the_first_hit(town: Path) -> None:
    """Enter waits for the search that the letters before it began."""
    async with opened(town) as session:
        await session.until(lambda: session.app.main.index is not None)
        await session.press("/", *"okafor", "enter", "enter")

        assert session.trail == ["person/ben-okafor"]
        assert session.screen == "ReaderScreen"


async def test_a_quote_that_was_found_is_shown(town: Path) -> None:
    async with opened(town) as session:
        await session.search("nobody asked")
        await session.press("enter")

        assert session.trail == ["quote/park-nobody-asked"]
        assert session.shown == "quote/park-nobody-asked"
        assert session.at(Kind.QUOTE) == "park-nobody-asked"


async def test_a_double_click_opens_a_hit(town: Path) -> None:
    async with opened(town) as session:
        await session.search("ruiz")
        second = session.hits[1]
        await session.click(session.results, 12, 3, times=2)

        assert session.trail == [second]


async def test_a_click_on_a_hit_previews_it(town: Path) -> None:
    async with opened(town) as session:
        await session.search("ruiz")
        await session.click(session.results, 12, 5)

        assert session.shown == session.hits[2]


@BOTH
async def test_esc_returns_to_exactly_the_same_view(hostile: Path, size: tuple[int, int]) -> None:
    async with opened(hostile, size) as session:
        await session.press("G", "pageup", "pageup", "4", "j", "j", "1")
        before, picture = session.place, session.lines
        assert any(session.pane(kind).scroll_offset.y for kind in Kind)
        await session.search("topic 12")
        await session.press("down", "down")
        await session.press("escape")

        assert session.place == before
        assert session.lines == picture


@BOTH
async def test_esc_returns_to_the_trail_and_its_cursors(town: Path, size: tuple[int, int]) -> None:
    async with opened(town, size) as session:
        await session.press("enter", "2", "j", "enter", "j", "3")
        before, picture = session.place, session.lines
        await session.search("ana")
        await session.press("escape")

        assert session.place == before
        assert session.lines == picture
        assert session.trail == ["topic/harbour", "person/ben-okafor"]


async def test_esc_of_an_empty_search_returns_as_well(town: Path) -> None:
    async with opened(town) as session:
        await session.press("2", "j")
        before = session.place
        await session.press("/", "escape")

        assert session.place == before


async def test_enter_in_an_empty_box_returns_as_well(town: Path) -> None:
    async with opened(town) as session:
        await session.press("2", "j")
        before = session.place
        await session.press("/", "enter")

        assert session.place == before


@pytest.mark.parametrize("back", ["escape", "[", "alt+left"])
async def test_back_from_what_was_found_returns_to_the_results_and_then_to_where_the_search_began(
    town: Path, back: str
) -> None:
    async with opened(town) as session:
        await session.press("enter", "2", "j")
        before = session.place
        await session.search("budget")
        await session.press("down", "enter")
        second = session.trail
        await session.press(back)
        assert session.app.main.search_box.value == "budget"
        assert session.focus == "results"
        assert session.app.main.search.hit is not None
        assert [session.app.main.search.hit.ref] == second
        await session.press("down", "enter")
        assert session.trail != second
        await session.press(back, back)

        assert session.place == before
        assert session.app.main.search_box.value == ""


async def test_nothing_found_is_said(town: Path) -> None:
    async with opened(town) as session:
        await session.search("zzqxv")

        assert session.hits == []
        assert "Nothing found." in session.words_in(session.results)
        assert "Nothing is selected." in session.words_in(session.detail)
        await session.press("enter")
        assert session.focus == "search"


async def test_a_search_before_the_index_is_there_says_so_and_then_finds(town: Path) -> None:
    async with opened(town) as session:
        await session.until(lambda: session.app.main.index is not None)
        index, session.app.main.search = session.app.main.index, SearchState()
        await session.press("/", *"okafor")
        assert "Getting the search ready" in session.words_in(session.results)
        assert index is not None
        session.app.main.use_index(index)
        await session.settle()

        assert session.hits[0] == session.shown == "person/ben-okafor"


async def without_index(session: Session) -> SearchIndex:
    """Take the index away, for a test to give it back: as when the archive has just been opened."""
    await session.until(lambda: session.app.main.index is not None)
    index, session.app.main.search = session.app.main.index, SearchState()
    assert index is not None
    return index


async def test_enter_before_the_index_is_there_opens_what_is_found_then(town: Path) -> None:
    """Even if an index comes before that has only a part of the records, and not what is searched for."""
    async with opened(town) as session:
        index = await without_index(session)
        await session.press("/", *"okafor", "enter")
        session.app.main.use_index(SearchIndex(index.archive, parts=()))
        await session.settle()
        assert session.trail == []
        session.app.main.use_index(index)
        await session.until(lambda: session.trail == ["person/ben-okafor"])


@pytest.mark.parametrize("key", ["f1", "ctrl+p", "tab"])
async def test_enter_opens_nothing_later_when_the_reader_has_gone_elsewhere(town: Path, key: str) -> None:
    async with opened(town) as session:
        index = await without_index(session)
        await session.press("/", *"okafor", "enter", key)
        before = (session.screen, session.focus)
        session.app.main.use_index(index)
        await session.settle()
        assert (session.screen, session.focus, session.trail) == (*before, [])


async def test_enter_opens_nothing_of_another_search(town: Path) -> None:
    """As a saved query that is chosen from the commands, before the index is there or later."""
    async with opened(town) as session:
        index = await without_index(session)
        for is_there in (False, True):
            session.app.main.search = SearchState()
            await session.press("/", *"okafor", "enter", "escape")
            if is_there:
                session.app.main.use_index(index)
            session.app.main.search_for("ruiz")
            await session.settle()
            session.app.main.use_index(index)
            await session.settle()
            assert (session.app.main.search.typed, session.trail) == ("ruiz", [])
            await session.press("escape")


async def test_a_query_that_looks_like_markup_is_a_query(town: Path) -> None:
    async with opened(town) as session:
        for query in ("[/b]", "[@click=app.quit]x[/]", "\\[", "$primary", '"'):
            await session.search(query)

            assert session.app.is_running, query
            assert session.text_in(session.app.main.search_box).strip() == query
            await session.press("escape")


@BOTH
async def test_a_search_works_while_a_pane_is_zoomed(town: Path, size: tuple[int, int]) -> None:
    async with opened(town, size) as session:
        await session.press("2", "z")
        before = session.place
        await session.search("okafor")
        assert session.results.region.height > 5
        assert "Ben Okafor" in session.text_in(session.results)
        await session.press("escape")

        assert session.place == before


@BOTH
async def test_a_search_works_from_detail(town: Path, size: tuple[int, int]) -> None:
    async with opened(town, size) as session:
        await session.press("shift+tab", "z")
        await session.search("okafor")
        assert session.results.region.height > 5
        await session.press("enter")

        assert session.trail == ["person/ben-okafor"]


async def test_slash_leaves_the_sources_for_the_search(town: Path) -> None:
    async with opened(town) as session:
        await session.press("s")
        await session.search("okafor")

        assert session.screen == "MainScreen"
        assert session.hits[0] == "person/ben-okafor"


@BOTH
async def test_a_start_with_a_query_shows_what_it_finds(town: Path, size: tuple[int, int]) -> None:
    async with opened(town, size, query="okafor") as session:
        await session.until(lambda: bool(session.hits))

        assert session.app.main.search_box.value == "okafor"
        assert session.focus == "search"
        assert session.hits[0] == session.shown == "person/ben-okafor"
        assert session.results.region.height > 5
        await session.press("escape")
        assert session.focus == "topics"


async def test_a_start_with_a_ref_and_a_query_returns_to_the_ref(town: Path) -> None:
    async with opened(town, ref="person/ben-okafor", query="pier") as session:
        await session.until(lambda: bool(session.hits))
        await session.press("escape")

        assert session.trail == ["person/ben-okafor"]
        assert session.focus == "quotes"


async def test_tab_in_the_box_leaves_the_keys_with_something_to_see(town: Path) -> None:
    """Panes that are not on the screen do not get them."""
    async with opened(town) as session:
        await session.search("okafor")
        for key in ("tab", "tab", "shift+tab"):
            await session.press(key)

            assert session.app.focused is not None
            assert session.app.focused.region.height > 0


@BOTH
async def test_the_results_can_be_walked_like_any_list(town: Path, size: tuple[int, int]) -> None:
    async with opened(town, size) as session:
        await session.search("ruiz")
        second = session.hits[1]
        await session.press("tab", "j")
        assert session.focus == "results"
        assert session.shown == second
        await session.press("enter")

        assert session.trail == [second]


async def test_esc_in_the_results_returns_to_the_same_view(town: Path) -> None:
    async with opened(town) as session:
        await session.press("2", "j")
        before = session.place
        await session.search("ruiz")
        await session.press("tab", "j", "escape")

        assert session.place == before


async def test_slash_in_the_results_goes_back_to_the_query(town: Path) -> None:
    async with opened(town) as session:
        await session.search("ruiz")
        await session.press("tab", "/")
        assert session.focus == "search"
        assert session.app.main.search_box.value == "ruiz"
        await session.press("end", *" promised")

        assert session.app.main.search_box.value == "ruiz promised"
        assert session.hits[0] == "quote/ruiz-promised"


async def test_a_title_cut_at_its_start_still_says_that_it_is_a_paraphrase(shipped_root: Path) -> None:
    """What matched is in view, and whose words it is stays plain."""
    async with opened(shipped_root, NARROW) as session:
        await session.search("precursors companies specific")

        assert re.search(r"quote +¶… .*precursors", session.text_in(session.results))
