"""In the reader, words are selected with the keys and the mouse, shown as such, copied, and let go again."""

from __future__ import annotations

from pathlib import Path

import pytest
from archives import write_archive
from rich.cells import cell_len
from textual import events
from textual.geometry import Offset
from trying import at_sizes
from ui.driving import NARROW, WIDE, Session, opened

from explorer.ui.screens.reader_screen import ReaderScreen
from explorer.ui.widgets.selectable_text import SelectableText

HARBOUR = (
    "The harbour was shut at noon. “Nobody asked the fishers,” said Cleo Park. “Not once.”\n\n"
    + "The tide tables of the harbour fill the pages between. " * 30
    + "\n\n市長は「港を守る」と述べた。\n\nThe end."
)
YAML = """
articles: [{id: harbour, file: harbour.txt, headline: Harbour}]
people: [{id: cleo-park, name: Cleo Park}]
quotes:
- id: asked
  article: harbour
  speech: direct
  text: ["Nobody asked the fishers,", "Not once."]
  speaker: cleo-park
  attribution: said Cleo Park
"""


@pytest.fixture
def harbour(tmp_path: Path) -> Path:
    return write_archive(tmp_path / "archive", {"harbour.txt": HARBOUR}, YAML)


def text(session: Session) -> SelectableText:
    assert isinstance(session.app.screen, ReaderScreen)
    return session.app.screen.text


def selected(session: Session) -> str:
    """The words that are shown as selected."""
    return session.styled(text(session), lambda style: bool(style.reverse))


def at_the_cursor(session: Session, length: int) -> str:
    """What stands where the terminal's cursor is."""
    x, y = session.app.cursor_position
    return session.strips[y].crop(x, x + length).text


@at_sizes(WIDE, NARROW, (24, 12))
async def test_words_are_selected_with_the_keys_copied_and_let_go(
    harbour: Path, size: tuple[int, int], copied: list[str]
) -> None:
    async with opened(harbour, size, ref="quote/asked") as session:
        await session.press("4", "enter")
        before = session.text
        await session.press("v")
        assert ("Nobody", "Nobody") == (selected(session), at_the_cursor(session, 6))
        await session.press("w", "right", "l", "h")
        assert "Nobody asked the" == selected(session)
        assert "the" == at_the_cursor(session, 3)
        await session.press("tab", "+")
        assert "Nobody asked the fishers, Not once." == selected(session)
        assert "6 words selected in 2 segments" in " ".join(session.text.split())
        assert (size[0] == 24) or any("║" in line for line in session.lines)
        await session.press("y")
        assert ["Nobody asked the fishers,\nNot once."] == copied
        await session.press("-", "ctrl+c")
        assert "Nobody asked the fishers," == copied[-1]
        await session.press("G", "o", "pageup")
        assert "The" in selected(session)
        await session.press("escape")
        for note in session.notes:
            session.app._unnotify(next(n for n in session.app._notifications if n.identity == note))  # noqa: SLF001
        await session.settle()
        assert ("ReaderScreen", before) == (session.screen, session.text)


async def test_what_is_searched_for_is_selected_from_and_to(harbour: Path, copied: list[str]) -> None:
    async with opened(harbour, ref="article/harbour") as session:
        await session.press("o", "/", *"harbour", "enter", "v")
        assert "harbour" == selected(session)
        await session.press("n", "y")
        assert copied[-1].startswith("harbour was shut")
        assert copied[-1].endswith("The tide tables of the harbour")


async def test_lines_below_and_above_are_reached_in_the_same_column(harbour: Path) -> None:
    async with opened(harbour, ref="article/harbour") as session:
        await session.press("o", "v", "h", "h", "b", "v", "j", "j", "k")
        view = text(session)
        assert view.selecting
        assert "harbour" == HARBOUR[view.selecting.head.start : view.selecting.head.end]
        assert selected(session).startswith("noon. “Nobody")


async def mouse(session: Session, kind: type[events.MouseEvent], at: Offset) -> None:
    """Let the mouse, with its button held, do something at a place on the screen."""
    event = kind(None, at.x, at.y, 0, 0, 1, False, False, False, screen_x=at.x, screen_y=at.y)
    await session.app.on_event(event)
    await session.pilot.pause()


async def drag(session: Session, start: Offset, *places: Offset) -> None:
    """Press the mouse's button at one place on the screen, hold it over others, and let it go."""
    await mouse(session, events.MouseDown, start)
    for at in places:
        await mouse(session, events.MouseMove, at)
    await mouse(session, events.MouseUp, places[-1])
    await take_away_the_mouse(session)


async def take_away_the_mouse(session: Session) -> None:
    """While it is on a widget, Textual looks after each frame whether it still is: there would be no rest."""
    session.app._set_mouse_over(None, None)  # noqa: SLF001 - nothing public does it
    await session.settle()


def place(session: Session, words: str) -> Offset:
    """The cell on the screen where words begin."""
    y = next(n for n, line in enumerate(session.lines) if words in line)
    line = session.lines[y]
    return Offset(cell_len(line[: line.index(words)]), y)


async def test_the_mouse_selects_words_by_a_drag_and_by_clicks(harbour: Path, copied: list[str]) -> None:
    """A second click takes the word, a third the sentence, a fourth the paragraph; a single one lets all go."""
    async with opened(harbour, ref="article/harbour") as session:
        await session.press("o")
        await drag(session, place(session, "asked") + Offset(2, 0), place(session, "Cleo") + Offset(1, 0))
        assert "asked the fishers,” said Cleo" == selected(session)
        await session.press("y")
        assert ["asked the fishers,” said Cleo"] == copied
        await drag(session, place(session, "Cleo"), place(session, "asked"))
        assert "asked the fishers,” said Cleo" == selected(session)
        view, at = text(session), place(session, "shut")
        inside = at - view.region.offset
        for times, expected in [
            (2, "shut"),
            (3, "The harbour was shut at noon."),
            (4, "The harbour was shut at noon. “Nobody asked the fishers,” said Cleo Park. “Not once.”"),
            (1, ""),
        ]:
            await session.click(view, inside.x, inside.y, times=times)
            assert expected == selected(session)
        assert session.screen == "ReaderScreen"


async def test_wide_letters_are_selected_where_they_are_pointed_at(harbour: Path) -> None:
    async with opened(harbour, (120, 60), ref="article/harbour") as session:
        await session.press("o")
        await drag(session, place(session, "港"), place(session, "守") + Offset(1, 0))
        assert "港を守" == selected(session)
        await session.press("tab")
        assert "港を守る" == selected(session)


async def test_a_drag_beyond_the_edge_goes_on_below_it(harbour: Path) -> None:
    async with opened(harbour, NARROW, ref="article/harbour") as session:
        await session.press("o")
        view = text(session)
        await mouse(session, events.MouseDown, Offset(20, 3))
        await mouse(session, events.MouseMove, Offset(20, 10))
        await mouse(session, events.MouseMove, Offset(20, NARROW[1] - 1))
        while not view.max_scroll_y == view.scroll_y > 0:
            await session.pilot.pause(0.05)
        await mouse(session, events.MouseUp, Offset(20, NARROW[1] - 1))
        await take_away_the_mouse(session)
        assert view.selecting
        assert view.selecting.segment.end > HARBOUR.index("市長")


async def test_a_selection_outlasts_a_reload_but_not_another_text(harbour: Path) -> None:
    async with opened(harbour, ref="article/harbour") as session:
        await session.press("o", "v", "w", "r")
        assert "Nobody asked" == selected(session)
        (harbour / "seeds" / "harbour.txt").write_text(f"Noon. {HARBOUR}", encoding="utf-8")
        await session.press("r")
        await session.until(lambda: text(session).selecting is None)
        assert "" == selected(session)


@pytest.mark.parametrize("width", [2, 4])
async def test_where_no_word_has_room_keys_and_clicks_do_nothing(town: Path, width: int) -> None:
    """A terminal that was made that narrow has no line of the article."""
    async with opened(town, (width, 12)) as session:
        await session.press("4", "enter")
        for column in range(width):
            await session.click(session.app.screen, column, 4)
        await session.press("v", "j", "pagedown", "l", "escape")
        await session.resize(*WIDE)
        assert "Not a cent more," in session.text
