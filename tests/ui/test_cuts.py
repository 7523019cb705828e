"""On every screen at every size, what is left out is told by “…”; and the key that helps is there."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input
from trying import sizes
from ui.driving import Session, opened

from explorer.ui.widgets.lines import Lines
from explorer.ui.wording.fitting import in_lines

SIZES = [(200, 60), (80, 24), (40, 12)]
# The keys to each place, from the first view.
PLACES = {
    "panes": ["4", *"jj"],  # what a pane lists has its own way to tell of a cut
    "detail": ["4", "5", "tab"],
    "trail": ["j", "j", "enter", "2", "j", "enter"],
    "results": ["/", *"fentanil"],
    "remarks": ["/", *"who:official topic:military date:2023-13 colour:red talks"],
    "offers": ["/", *"who:xi-jinping topic:t"],
    "nothing": ["/", *"zzqxv"],
    "reader": ["4", "j", "j", "enter"],
    "article": ["5", "o"],
    "find": ["5", "o", "/", *"milit"],
    "sources": ["s", "j", "l"],
    "said": ["s", "l", "enter"],
    "timeline": ["t", *"jjjj"],
    "problems": ["!"],
    "citing": ["4", "ctrl+y", "j"],
    "help": ["?"],
    "overview": ["0", "j"],
    "export": ["4", "x", "j"],
    "filter": ["4", "\\", *"talks"],
    "filter without a match": ["4", "\\", *"zzqxv"],
    "quotes of an event": ["t", "j", "tab"],
    "naming": ["/", *"talks", "ctrl+s"],
}


def cuts(session: Session) -> list[str]:
    """The widgets on the screen whose text is cut without “…”."""
    return [f"{widget!r}: {why}" for widget in session.app.screen.walk_children(Widget) if (why := cut(widget))]


def cut(widget: Widget) -> str:
    """How the text of a widget is cut without “…”; empty when it is not."""
    if not widget.is_on_screen or widget.is_container or isinstance(widget, Input | Lines) or not widget.region:
        return ""
    if widget.styles.text_overflow == "ellipsis" or widget.styles.overflow_y in ("auto", "scroll"):
        return ""
    text = widget.render()
    width, height = widget.content_size
    lines = text.wrap(width) if isinstance(text, Content) and width else []
    return "\n".join(line.plain for line in lines) if len(lines) > height else ""


# In some lots, which several processes can share.
@pytest.mark.parametrize("lot", range(4))
async def test_nothing_is_cut_without_a_sign(shipped_root: Path, lot: int) -> None:
    """And a terminal that is far too small is no mistake."""
    async with opened(shipped_root, SIZES[0]) as session:
        await session.until(lambda: session.app.main.index is not None)
        for place in list(PLACES)[lot::4]:
            await session.press(*PLACES[place])
            assert cuts(session) == [], place
            for size in sizes(*SIZES[1:]):
                await session.resize(*size)

                assert cuts(session) == [], (place, size)

            await session.resize(30, 8)
            await session.press("down", "escape")
            assert session.app.is_running, place
            await session.resize(*SIZES[0])
            await session.start_over()


def test_what_ends_with_dots_gets_no_more_where_it_is_cut() -> None:
    (line,) = in_lines(Content("still reading …\nthe rest"), 40, 1)
    assert "still reading…" == line.plain
