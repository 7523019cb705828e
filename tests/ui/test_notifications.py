"""What the explorer tells the reader beside the screens, and what they do with it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual import events
from textual.geometry import Region
from textual.notifications import SeverityLevel
from textual.widgets._toast import Toast, ToastRack
from trying import at_sizes
from ui.driving import NARROW, Session, opened

from explorer.model.records import Kind
from explorer.ui.widgets.bars import StatusLine
from explorer.ui.widgets.key_hints import KeyHints


async def test_a_click_on_a_notification_that_just_ended_does_nothing(town: Path) -> None:
    """It stays painted until the next frame, so that a double click may come too late."""
    async with opened(town) as session:
        session.app.notify("Ahoy.")
        await session.until(lambda: "Ahoy." in session.text)
        toast = session.app.screen.query_one(Toast)
        x, y = (int(place) for place in toast.region.center)

        with session.app.batch_update():
            await toast.remove()
            assert (toast, False) == (session.app.screen.get_widget_at(x, y)[0], toast.is_attached)
            for kind in (events.MouseMove, events.MouseDown, events.MouseUp):
                mouse = kind(None, x, y, 0, 0, 1, False, False, False, screen_x=x, screen_y=y)
                await session.app.on_event(mouse)

        await session.until(lambda: "Ahoy." not in session.text)
        assert session.app.is_running


def rows_of(session: Session) -> Region:
    """Where the messages are on the screen."""
    toasts = [toast.region for toast in session.app.screen.query(Toast)]
    return Region.from_union(toasts) if toasts else Region()


async def told(session: Session, message: str, severity: SeverityLevel = "information") -> None:
    """Say something, and wait until it is where it stays."""
    session.app.notify(message, severity=severity)
    await session.until(lambda: message.split(maxsplit=1)[0] in session.text)


LONG = "Copied the citation of quote/biden-progress-headline, which has a long name, to a program with a longer one."


@at_sizes((120, 40), (80, 24), (60, 16), (40, 12))
async def test_a_message_leaves_the_foot_of_the_screen_free(town: Path, size: tuple[int, int]) -> None:
    """It ends at the right edge, so that no letter is seen beside it, and all of its words are there."""
    async with opened(town, size) as session:
        for keys in ("4", "s", "escape t", "escape !"):
            session.app.clear_notifications()
            await session.press(*keys.split())
            await told(session, LONG)
            hints = session.app.screen.query_one(KeyHints).region
            status = session.app.screen.query(StatusLine)
            rows = rows_of(session)

            assert rows.bottom <= min(hints.y, *(line.region.y for line in status), hints.y)
            assert rows.right == size[0]
            shown = " ".join(session.text_in(toast) for toast in session.app.screen.query(Toast))
            assert LONG.split() == re.sub("[╭─╮│╰╯\n]", " ", shown).split()


@at_sizes((80, 16), (40, 12))
async def test_a_message_goes_up_when_the_row_in_use_is_below_it(town: Path, size: tuple[int, int]) -> None:
    async with opened(town, size) as session:
        await session.press("4", "z")
        await told(session, "Ahoy.")
        low = rows_of(session)
        await session.press("G")
        await session.until(lambda: rows_of(session).y < low.y)
        lists = session.pane(Kind.QUOTE)

        assert "▌" in session.text_in(lists).splitlines()[-2]
        await session.press("g")
        await session.until(lambda: rows_of(session) == low)


@pytest.mark.parametrize(("size", "seen"), [((120, 40), 3), ((80, 24), 2), ((60, 16), 1), ((40, 8), 1)])
async def test_of_several_messages_those_that_came_last_are_seen_where_there_is_little_room(
    town: Path, size: tuple[int, int], seen: int
) -> None:
    async with opened(town, size) as session:
        for message in ("Anchor.", "Ballast.", "Compass."):
            await told(session, message)
        await session.until(lambda: "Compass." in session.text)
        assert [word in session.text for word in ("Anchor.", "Ballast.", "Compass.")] == [n < seen for n in (2, 1, 0)]


async def test_an_error_stays_longer_than_other_messages_where_there_is_little_room(town: Path) -> None:
    async with opened(town, NARROW) as session:
        await told(session, "Anchor.", "error")
        for message in ("Ballast.", "Compass."):
            await told(session, message)
        await session.until(lambda: "Ballast." not in session.text)
        assert "Anchor." in session.text
        assert "Compass." in session.text


async def test_a_click_closes_a_message(town: Path) -> None:
    async with opened(town, NARROW) as session:
        await told(session, "Ahoy.")
        await session.click(session.app.screen.query_one(Toast), 3, 1)
        await session.until(lambda: "Ahoy." not in session.text)

        assert session.said == []


async def test_a_message_outlives_a_change_of_screens(town: Path) -> None:
    async with opened(town) as session:
        await told(session, "Ahoy.")
        await session.press("t")
        await session.until(lambda: "Ahoy." in session.text)
        await session.press("escape")
        await session.until(lambda: "Ahoy." in session.text)


async def test_a_message_is_shown_once_when_a_prompt_opens_over_it(town: Path) -> None:
    """The screen that is seen behind the prompt has it, too, at another height; and has it again afterwards."""
    async with opened(town, NARROW) as session:
        await session.press("4", "x")
        below = session.app.screen
        await told(session, "Ahoy.")
        await session.press("ctrl+s")
        await session.until(lambda: "Ahoy." in session.text and not below.query_one(ToastRack).display)

        await session.press("escape")
        await session.until(lambda: "Ahoy." in session.text and below.query_one(ToastRack).display)


@pytest.mark.parametrize(("severity", "sign"), [("warning", "! warning"), ("error", "✗ error")])
async def test_what_weighs_is_signed(town: Path, severity: SeverityLevel, sign: str) -> None:
    """Not by colour alone."""
    async with opened(town) as session:
        await told(session, "Ahoy.", severity)
        await session.until(lambda: sign in session.text_in(session.app.screen.query_one(Toast)))


async def test_a_message_that_is_said_again_is_shown_once(town: Path) -> None:
    async with opened(town, NARROW) as session:
        first = "This is the first view; q leaves the explorer."
        await session.press(*["escape"] * 5)
        await session.until(lambda: first in session.text)

        assert session.said == [first]
        assert session.text.count(first) == 1

        await session.press("]")
        assert len(session.said) == 2
