"""What the explorer tells the reader beside the screens, and what they do with it."""

from __future__ import annotations

from pathlib import Path

from textual import events
from textual.widgets._toast import Toast
from ui.driving import opened


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
