"""The timeline shows when events were, how sure that is, and leads to each of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from archives import write_archive
from textual.events import MouseDown, MouseUp
from trying import at_sizes
from ui import sharing
from ui.driving import NARROW, WIDE, Session, opened

from explorer.model.records import Event, Kind
from explorer.ui.screens.timeline_screen import EventList, TimelineScreen

DATED = """\
events:
- {id: unknown, name: Unknown}
- {id: day, name: Day, date: 2023-11-15, date_basis: stated}
- {id: part, name: Part, date: 2023-11-15, date_basis: inferred, part_of: day}
- {id: month, name: Month, date: 2023-11, date_basis: inferred}
- {id: span, name: Span, date: 2023-11-15/2023-11-17}
- {id: about, name: About, date: 2021~, date_basis: inferred, date_because: The words “a while ago”.}
- {id: perhaps, name: Perhaps, date: 2021-05?}
- {id: since, name: Since, date: 2023-12/..}
"""


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """To look at but not to write to."""
    return sharing.apps.on(write_archive(tmp_path_factory.mktemp("dated"), {}, DATED))


def events(session: Session) -> EventList:
    return session.app.screen.query_one(EventList)


def shown(session: Session) -> list[str]:
    """The rows, each with single spaces between its words."""
    return [
        " ".join(line[1:-1].split())
        for line in session.text_in(events(session)).splitlines()[1:-1]
        if line[1:-1].strip()
    ]


async def test_each_date_is_as_sure_as_the_source(dated: Path) -> None:
    """Approximate, uncertain, wide, an interval, open or unknown; stated or inferred."""
    async with opened(dated) as session:
        await session.press("t")

        assert (session.screen, session.focus) == ("TimelineScreen", "events-by-date")
        assert shown(session) == [
            "▌about 2021 ○ About inferred",
            "in May 2021 (uncertain) · Perhaps",
            "┊ 1 year or more",
            "in Nov 2023 ○ Month inferred",
            "Wed 15 Nov 2023 ● Day stated",
            "○ Part inferred",
            "Wed 15 Nov 2023 to Fri 17 Nov 2023 · Span",
            "since Dec 2023 · Since",
            "Undated: 1 event",
            "Unknown",
        ]


async def test_quotes_are_counted_and_an_event_opens(town: Path) -> None:
    async with opened(town) as session:
        await session.press("t")
        assert shown(session) == [
            "▌Tue 5 Mar 2024 ○ Briefing at City Hall inferred 1 quote",
            "Thu 7 Mar 2024 ○ Council meeting inferred 2 quotes",
            "Undated: 1 event",
            "The vote",
        ]
        await session.press("j", "enter")

        assert (session.screen, session.trail) == ("MainScreen", ["event/council-meeting"])


async def test_it_opens_at_the_event_in_use(town: Path) -> None:
    async with opened(town) as session:
        await session.press("3", "j", "t")
        assert session.text_in(events(session)).count("▌") == 1
        record = events(session).record
        assert record is not None
        assert record.id == "council-meeting"


async def test_it_is_left_for_the_same_view(town: Path) -> None:
    async with opened(town) as session:
        await session.press("2", "j")
        before = session.place
        for leave in ("escape", "[", "backspace", "t"):
            await session.press("t", "j")
            assert session.screen == "TimelineScreen"
            await session.press(leave)

            assert (leave, session.screen, session.place) == (leave, "MainScreen", before)


async def test_the_reasoning_behind_a_date_is_shown(dated: Path) -> None:
    async with opened(dated, NARROW) as session:
        await session.press("t")
        assert "about 2021 (inferred)" in session.text
        assert "The words “a while ago”." in session.text
        await session.press("G")

        assert "Not dated in the source" in session.text


async def test_the_cursor_passes_over_gaps_and_heads(dated: Path) -> None:
    async with opened(dated) as session:
        await session.press("t")
        for keys, id in (
            ("j j", "month"),
            ("k", "perhaps"),
            ("G", "unknown"),
            ("k", "since"),
            ("g", "about"),
            ("pagedown pageup", "about"),
        ):
            await session.press(*keys.split())
            record = events(session).record

            assert record is not None
            assert (keys, record.id) == (keys, id)


async def test_a_click_on_a_gap_is_one_on_the_next_event(dated: Path) -> None:
    async with opened(dated) as session:
        await session.press("t")
        await session.click(events(session), 5, 3)
        record = events(session).record

        assert record is not None
        assert record.id == "month"


async def test_a_head_at_the_top_is_in_view_with_the_first_event_below_it(tmp_path: Path) -> None:
    lines = "\n".join(f"- {{id: e{n}, name: Event {n:02}}}" for n in range(30))
    async with opened(write_archive(tmp_path, {}, f"events:\n{lines}"), (40, 12)) as session:
        await session.press("t", "G", "g")

        assert shown(session)[:2] == ["Undated: 30 events", "▌ Event 00"]


async def test_the_quotes_of_the_event_in_use_are_shown_and_lead_into_their_article(town: Path) -> None:
    async with opened(town) as session:
        await session.press("t")
        assert "We will rebuild the east pier" in session.text
        await session.press("j")
        assert "We will rebuild the east pier" not in session.text
        assert "Not a cent more" in session.text
        await session.press("tab", "enter")
        assert session.screen == "ReaderScreen"
        await session.press("escape")

        assert session.screen == "TimelineScreen"
        assert "Not a cent more" in session.text


async def test_the_record_in_use_is_that_of_the_pane_in_use(town: Path) -> None:
    async with opened(town) as session:
        await session.press("t")
        timeline = session.app.screen
        assert isinstance(timeline, TimelineScreen)
        assert timeline.record == session.app.snapshot.archive.find("event/briefing")
        await session.press("tab")
        assert timeline.record == session.app.snapshot.archive.find("quote/ruiz-rebuild")
        await session.press("tab", "j")

        assert timeline.record == session.app.snapshot.archive.find("event/council-meeting")


async def test_a_dated_quote_without_an_event_opens_in_its_article(tmp_path: Path) -> None:
    yaml = """\
articles: [{id: a, file: a.txt, headline: Words}]
people: [{id: p, name: Ana}]
quotes: [{id: q, article: a, speech: indirect, text: Words were said, speaker: p, date: 2023-11-15}]
"""
    async with opened(write_archive(tmp_path, {"a.txt": "Words were said."}, yaml)) as session:
        await session.press("t")
        assert shown(session) == ["▌Wed 15 Nov 2023 · ¶ Words were said"]
        await session.press("enter")

        assert session.screen == "ReaderScreen"


async def test_an_edit_shows_at_once_with_the_cursor_on_the_same_event(tmp_path: Path) -> None:
    root = write_archive(tmp_path, {}, DATED)
    async with opened(root) as session:
        await session.press("t", *["j"] * 3)
        path = root / "data" / "archive.yaml"
        path.write_text(f"{DATED}- {{id: new, name: Long before, date: 1999}}\n")
        session.app.main.reload()
        await session.until(lambda: "Long before" in session.text)

        assert events(session).record == session.app.snapshot.archive.find("event/day")


async def test_an_archive_without_events_says_so(tmp_path: Path) -> None:
    async with opened(write_archive(tmp_path, {}, "people: [{id: p, name: P}]")) as session:
        await session.press("t", "j", "enter")

        assert "There are no events yet." in session.text


@at_sizes(WIDE, (40, 12))
async def test_every_event_of_the_shipped_archive_can_be_walked_to(shipped_root: Path, size: tuple[int, int]) -> None:
    """On any size of terminal, with its name in full below."""
    async with opened(shipped_root, size) as session:
        await session.press("t")
        for _ in range(events(session).row_count):
            event = events(session).record
            assert isinstance(event, Event)
            assert event.name[:20] in session.text
            await session.press("j")


async def test_names_that_are_hard_to_show_are_shown_safely(tmp_path: Path) -> None:
    yaml = 'events: [{id: e, name: "[b]x[/b] \\e]52;c;x\\a \\u202e", date: "2023", place: "\\e[31m"}]'
    async with opened(write_archive(tmp_path, {}, yaml)) as session:
        await session.press("t")

        assert "[b]x[/b]" in session.text
        assert not set("\x1b\x07\u202e") & set(session.text)


async def test_without_events_no_quotes_are_counted_as_theirs(tmp_path: Path) -> None:
    quote = "quotes:\n- {id: one, article: a, text: Yes, speaker: ana, speech: direct}\n"
    rest = "articles:\n- {id: a, file: a.txt, headline: A}\npeople:\n- {id: ana, name: Ana}\n"
    async with opened(write_archive(tmp_path, {"a.txt": "A\n\n“Yes,” said Ana."}, rest + quote)) as session:
        assert session.ids(Kind.QUOTE) == ["one"]
        await session.press("t")

        assert "0 quotes" in session.text
        assert "1 quote " not in session.text


async def test_clicks_without_a_pause_leave_the_timeline_once(town: Path) -> None:
    """Clicks on the row in use open it; for the third the screen is gone already."""
    async with opened(town) as session:
        await session.press("t")
        x, y = events(session).cursor_screen_offset
        for kind in (MouseDown, MouseUp) * 3:
            await session.app.on_event(kind(None, x, y, 0, 0, 1, False, False, False, screen_x=x, screen_y=y))
        await session.until(lambda: session.screen == "MainScreen")
        await session.settle()

        assert session.app.is_running
