"""The overview shows the archive at a glance, and leads to what each bar counts."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import Any

import pytest
from archives import write_archive
from trying import at_sizes
from ui.driving import NARROW, Session, opened

from explorer.stats import Overview, overview
from explorer.ui.screens import archive_screen, overview_screen
from explorer.ui.screens.overview_screen import BarPane, OverviewScreen

SIZES = at_sizes((200, 60), NARROW, (40, 12))


def on(session: Session) -> OverviewScreen:
    screen = session.app.screen
    assert isinstance(screen, OverviewScreen)
    return screen


def place(session: Session) -> tuple[str, str]:
    """The part in use, and the bar in use there."""
    pane = on(session).pane
    return pane.part, pane.at_cursor.key if pane.at_cursor else ""


async def test_it_opens_at_the_topic_with_the_most_quotes_and_a_bar_leads_in(town: Path) -> None:
    async with opened(town) as session:
        await session.press("0")
        assert place(session) == ("topics", "topic/harbour")
        assert (
            "Harbour: 6 quotes (5 utterances): 2 direct, 1 partial, 3 indirect; 5 on the record, 1 anonymous"
            in session.text
        )
        await session.press("enter")

        assert (session.screen, session.trail) == ("MainScreen", ["topic/harbour"])


async def test_the_way_back_leads_to_the_same_bar(town: Path) -> None:
    async with opened(town) as session:
        await session.press("0", "tab", "j", "enter")
        assert session.trail == ["person/ben-okafor"]
        await session.press("escape")

        assert place(session) == ("speakers", "person/ben-okafor")
        await session.press("0")
        assert session.screen == "MainScreen"


async def test_a_day_searches_its_quotes_and_esc_returns(town: Path) -> None:
    async with opened(town) as session:
        await session.until(lambda: session.app.main.index is not None)
        await session.press("0", "tab", "tab", "G", "enter")
        assert session.app.main.search.query == "kind:quote date:2024-03-07"
        assert sorted(session.hits) == ["quote/okafor-not-a-cent", "quote/ruiz-promised"]
        await session.press("escape")

        assert place(session) == ("time", "kind:quote date:2024-03-07")


async def test_empty_days_are_between_the_others(town: Path) -> None:
    async with opened(town) as session:
        await session.press("0")
        (times,) = [pane for pane in on(session).panes if pane.part == "time"]

        assert [(bar.label, bar.spread.quotes) for bar in times.rows] == [
            ("Tue 5 Mar 2024", 1),
            ("Wed 6 Mar 2024", 0),
            ("Thu 7 Mar 2024", 2),
        ]


async def test_a_bar_without_quotes_opens_nothing(town: Path) -> None:
    async with opened(town) as session:
        await session.press("0", "tab", "tab", "j", "enter")

        assert session.screen == "OverviewScreen"
        assert session.said == ["There are no quotes here."]


async def test_going_on_from_the_last_bar_leads_to_the_next_part(town: Path) -> None:
    async with opened(town) as session:
        await session.press("0", "G", "j")
        assert place(session) == ("speakers", "person/ana-ruiz")
        await session.press("k")
        assert place(session)[0] == "topics"
        await session.press("g", "k", "g", "k")

        assert place(session) == ("all", "speech:direct")


async def test_left_and_right_lead_to_the_other_side(town: Path) -> None:
    async with opened(town) as session:
        await session.press("0", "l")
        assert place(session)[0] in ("time", "standing", "articles")
        await session.press("l", "h")

        assert place(session)[0] in ("all", "topics", "speakers")


async def test_numbers_take_the_place_of_bars_and_back(town: Path) -> None:
    async with opened(town) as session:
        await session.press("0")
        topics = session.app.screen.query_one("#by-topics", BarPane)
        assert "█" in session.text_in(topics)
        await session.press("b")
        assert "█" not in session.text_in(topics)
        assert "2“" in session.text_in(topics)
        await session.press("b")

        assert "█" in session.text_in(topics)


async def test_bars_of_all_panes_are_to_one_scale(shipped_root: Path) -> None:
    async with opened(shipped_root) as session:
        await session.press("0")
        panes = [pane for pane in on(session).panes if pane.part in ("topics", "speakers", "time", "articles")]
        lengths: dict[int, set[int]] = {}
        for pane in panes:
            for row, bar in enumerate(pane.rows):
                (line,) = pane.row(row, pane.scrollable_content_region.width - 2)
                lengths.setdefault(bar.spread.quotes, set()).add(sum(line.plain.count(mark) for mark in "█▒░"))

        assert all(len(found) == 1 for found in lengths.values())
        ordered = [lengths[number].pop() for number in sorted(lengths)]
        assert ordered == sorted(ordered)


@SIZES
async def test_every_bar_can_be_walked_to_on_any_terminal(shipped_root: Path, size: tuple[int, int]) -> None:
    """It is in view, with what it counts in words."""
    async with opened(shipped_root, size) as session:
        await session.press("0", "shift+tab")
        bars = [(pane.part, bar.key) for pane in on(session).panes for bar in pane.rows]
        for expected in bars:
            assert place(session) == expected
            assert session.text.count("▌") >= 1
            await session.press("j")


async def test_an_edit_shows_at_once_with_the_cursor_on_the_same_bar(own_town: Path) -> None:
    async with opened(own_town) as session:
        await session.press("0", "j")
        assert place(session) == ("topics", "topic/city-budget")
        path = own_town / "data" / "topics.yaml"
        path.write_text(path.read_text().replace("label: City budget", "label: Money"))
        session.app.main.reload()
        await session.until(lambda: "Money: 2 quotes" in session.text)

        assert place(session) == ("topics", "topic/city-budget")


async def test_many_quotes_are_counted_in_a_thread(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Until it is done, each part says what is counted there."""
    may_end = Event()

    def slow(*of: Any) -> Overview:
        assert may_end.wait(60)
        return overview(*of)

    monkeypatch.setattr(archive_screen, "AT_ONCE", 0)
    monkeypatch.setattr(overview_screen, "overview", slow)
    async with opened(town) as session:
        session.held_back.add("count")
        await session.press("0")
        assert "Counting …" in session.text
        assert all(pane.border_title for pane in session.app.screen.query(BarPane))
        may_end.set()
        session.held_back.clear()
        await session.until(lambda: place(session) == ("topics", "topic/harbour"))

        assert "Harbour: 6 quotes" in session.text


async def test_an_archive_without_quotes_says_so(tmp_path: Path) -> None:
    async with opened(write_archive(tmp_path, {}, "people: [{id: p, name: P}]"), NARROW) as session:
        await session.press("0", "j", "enter", "b")

        assert "There are no quotes yet." in session.text
        assert session.screen == "OverviewScreen"


async def test_names_that_are_hard_to_show_are_shown_safely(tmp_path: Path) -> None:
    yaml = (
        "articles: [{id: a, file: a.txt, headline: Words}]\npeople: [{id: p, name: Ana}]\n"
        'topics: [{id: t, label: "[b]x[/b] \\e]52;c;x\\a \\u202e"}]\n'
        "quotes: [{id: q, article: a, speech: direct, text: Words, speaker: p, topics: [t]}]"
    )
    async with opened(write_archive(tmp_path, {"a.txt": "Words"}, yaml)) as session:
        await session.press("0")

        assert "[b]x[/b]" in session.text
        assert not set("\x1b\x07\u202e") & set(session.text)


async def test_quotes_that_are_not_counted_somewhere_are_told_there(tmp_path: Path) -> None:
    """A pane is empty where no quote has a date, but not for want of quotes."""
    told = "speech: direct, article: x, speaker: y"
    yaml = f"quotes:\n- {{id: a, text: The pier., {told}}}\n- {{id: b, text: It., {told}}}\n"
    async with opened(write_archive(tmp_path, {}, yaml), size=(120, 60)) as session:
        await session.press("0")
        for said in ("2 undated", "No quote has a date.", "2 without a topic", "No quote has a topic."):
            assert said in session.text
        assert "There are no quotes" not in session.text
