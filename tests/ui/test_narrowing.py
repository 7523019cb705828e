"""A pane is narrowed while typing, and ordered; moving in it previews the quotes. Nothing of it moves the reader."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

import pytest
from trying import at_sizes
from ui.driving import NARROW, WIDE, Session, opened

from explorer.model.records import Kind
from explorer.ui.late import Pause
from explorer.ui.wording.rows import Arranged


def title(session: Session, kind: Kind) -> str:
    return session.text_in(session.pane(kind)).splitlines()[0].strip("╭╮┏┓─━ ")


@at_sizes(WIDE, (40, 12))
async def test_a_pane_is_narrowed_while_typing(town: Path, size: tuple[int, int]) -> None:
    async with opened(town, size) as session:
        await session.press("2", "backslash", *"okaf")

        assert session.ids(Kind.PERSON) == ["ben-okafor"]
        assert session.shown == "person/ben-okafor"
        assert title(session, Kind.PERSON) == "2 People \\ okaf"
        assert session.pane(Kind.PERSON).border_subtitle == "1 of 5"
        assert "okaf" in session.text_in(session.app.main.panes.filter)
        assert len(session.ids(Kind.TOPIC)) == 4


async def test_enter_goes_to_the_pane_which_stays_narrowed_until_esc(town: Path) -> None:
    async with opened(town) as session:
        await session.press("2", "backslash", *"ruiz", "enter")
        assert (session.focus, session.ids(Kind.PERSON), session.trail) == ("people", ["ana-ruiz"], [])
        await session.press("enter")
        assert session.trail == ["person/ana-ruiz"]
        await session.press("escape")
        assert (session.trail, session.focus, session.ids(Kind.PERSON)) == ([], "people", ["ana-ruiz"])
        await session.press("escape")
        assert len(session.ids(Kind.PERSON)) == 5
        assert session.at(Kind.PERSON) == "ana-ruiz"


async def test_esc_while_typing_shows_all_with_the_cursor_where_it_is(town: Path) -> None:
    async with opened(town) as session:
        await session.press("2", "backslash", *"park", "escape")

        assert (session.focus, session.at(Kind.PERSON)) == ("people", "cleo-park")
        assert len(session.ids(Kind.PERSON)) == 5


async def test_the_arrows_move_in_the_pane_while_typing(town: Path) -> None:
    async with opened(town) as session:
        await session.press("4", "backslash", *"ruiz", "down")

        assert session.focus == "pane-filter"
        assert session.pane(Kind.QUOTE).cursor == 1
        await session.press("up")
        assert session.pane(Kind.QUOTE).cursor == 0


async def test_words_that_no_row_has_are_said_not_to_be_there(town: Path) -> None:
    async with opened(town) as session:
        await session.press("2", "backslash", *"zzzz")

        assert "None of these people has “zzzz”. Esc shows all of them." in session.words_in(session.pane(Kind.PERSON))
        await session.press("enter", "enter", "y")
        assert session.trail == []


async def test_markup_and_controls_in_what_is_typed_are_just_text(town: Path) -> None:
    async with opened(town) as session:
        await session.press("2", "backslash", *"[b]a\\")

        assert title(session, Kind.PERSON) == "2 People \\ [b]a\\"


async def test_a_pane_goes_through_its_orders(town: Path) -> None:
    async with opened(town) as session:
        await session.press("4")
        listed, at = session.ids(Kind.QUOTE), session.at(Kind.QUOTE)
        orders = []
        for _ in range(4):
            await session.press("comma")
            orders.append(title(session, Kind.QUOTE))
            assert session.at(Kind.QUOTE) == at
            assert sorted(session.ids(Kind.QUOTE)) == sorted(listed)

        assert orders == ["4 Quotes by date", "4 Quotes by speaker", "4 Quotes by status", "4 Quotes"]
        assert session.ids(Kind.QUOTE) == listed


async def test_an_order_stays_on_the_way_in_and_back(town: Path) -> None:
    async with opened(town) as session:
        await session.press("comma", "enter")
        assert title(session, Kind.TOPIC) == "1 Topics by name"
        await session.press("escape")
        assert title(session, Kind.TOPIC) == "1 Topics by name"


async def test_a_start_goes_on_with_words_and_orders(town: Path) -> None:
    async with opened(town) as session:
        await session.press("2", "comma", "backslash", *"ruiz", "enter", "q")
    async with opened(town, resumed=True) as session:
        await session.until(lambda: session.focus == "people")

        assert (title(session, Kind.PERSON), session.ids(Kind.PERSON)) == ("2 People by name \\ ruiz", ["ana-ruiz"])


async def test_an_edit_keeps_words_and_order(own_town: Path) -> None:
    async with opened(own_town) as session:
        await session.press("2", "comma", "backslash", *"ruiz", "enter")
        people = own_town / "data/people.yaml"
        people.write_text(people.read_text() + "- {id: eve-ruiz, name: Eve Ruiz}\n")
        session.app.main.reload()
        await session.until(lambda: session.ids(Kind.PERSON) == ["ana-ruiz", "eve-ruiz"])

        assert title(session, Kind.PERSON) == "2 People by name \\ ruiz"


# Previews


async def test_moving_in_a_pane_previews_the_quotes_and_leaves_all_else(town: Path) -> None:
    async with opened(town) as session:
        await session.press("4", "j", "j")
        at = session.at(Kind.QUOTE)
        await session.press("1", "j")
        topic = session.pane(Kind.TOPIC).record
        assert topic
        quotes = [quote.id for quote in session.app.snapshot.archive.quotes_of(topic)]

        assert session.ids(Kind.QUOTE) == quotes
        assert title(session, Kind.QUOTE).startswith("4 Quotes of ")
        assert (session.trail, session.at(Kind.QUOTE)) == ([], at)
        assert session.app.main.view.cursors[Kind.QUOTE] == f"quote/{at}"  # type: ignore[union-attr]
        await session.press("4")
        assert (title(session, Kind.QUOTE), session.at(Kind.QUOTE)) == ("4 Quotes", at)


async def test_a_preview_keeps_to_the_trail(town: Path) -> None:
    async with opened(town) as session:
        await session.press("enter", "2")
        person = session.pane(Kind.PERSON).record
        assert person

        assert session.trail == ["topic/harbour"]
        assert len(session.ids(Kind.QUOTE)) == session.count(Kind.PERSON, person.id)


async def test_a_click_on_a_previewed_quote_is_a_click_on_that_quote(town: Path) -> None:
    async with opened(town) as session:
        await session.press("2")
        pane = session.pane(Kind.QUOTE)
        second = session.ids(Kind.QUOTE)[1]
        await session.click(pane, 5, 1 + pane.top_of(1))

        assert (session.focus, session.at(Kind.QUOTE)) == ("quotes", second)
        assert title(session, Kind.QUOTE) == "4 Quotes"


async def test_where_one_pane_is_shown_detail_previews_the_quotes(town: Path) -> None:
    async with opened(town, NARROW) as session:
        await session.press("2")
        person = session.pane(Kind.PERSON).record
        assert person
        first = session.app.snapshot.archive.quotes_of(person)[0].segments[0]

        assert first.split(",")[0][:20] in session.words_in(session.detail)


async def test_very_many_records_are_ordered_and_narrowed_beside_the_keys(
    town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until that is done the rows stay as they are, and the cursor on its record. What was ordered once stays so."""
    released, rows, calls = threading.Event(), Arranged.rows, list[str]()

    def held(arranged: Arranged, words: str, pause: Pause) -> Sequence[int]:
        if threading.current_thread() is not threading.main_thread():
            calls.append(f"{arranged.order} {words}".strip())
            assert released.wait(60)
        return rows(arranged, words, pause)

    async with opened(town) as session:
        await session.press("4", "end")
        listed, at, pane = session.ids(Kind.QUOTE), session.at(Kind.QUOTE), session.pane(Kind.QUOTE)
        monkeypatch.setattr("explorer.ui.widgets.record_pane._AT_ONCE", len(listed) - 1)
        monkeypatch.setattr(Arranged, "rows", held)
        session.held_back.add("arrange")
        await session.press("comma")
        assert (session.ids(Kind.QUOTE), session.at(Kind.QUOTE)) == (listed, at)
        assert "ordering …" in str(pane.border_subtitle)

        released.set()
        await session.until(lambda: session.ids(Kind.QUOTE) != listed)
        session.held_back.clear()
        await session.settle()
        by_date = session.ids(Kind.QUOTE)
        assert sorted(by_date) == sorted(listed)
        assert session.at(Kind.QUOTE) == at
        assert str(pane.border_subtitle).startswith(f"{len(listed)}")

        await session.press("2", "enter", "escape", "4")
        assert session.ids(Kind.QUOTE) == by_date
        assert calls.count("by date") == 1

        await session.press("backslash", *"ruiz")
        found = session.ids(Kind.QUOTE)
        assert 0 < len(found) < len(listed)
        assert found == [id for id in by_date if id in found]
        assert str(pane.border_subtitle).startswith(f"{len(found)} of {len(listed)}")
