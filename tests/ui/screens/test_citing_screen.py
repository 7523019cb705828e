"""The formats of a citation: what is shown is what is copied."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Static
from ui.driving import NARROW, WIDE, Session, opened

from explorer.citing import Citable, formats_for
from explorer.ui.screens.citing_screen import FormatList

PIER = "data/articles/pier.yaml"


def written(session: Session, ref: str) -> list[str]:
    """A record in each of its formats."""
    snapshot = session.app.snapshot
    record = snapshot.archive.find(ref)
    assert record is not None
    cited = Citable(snapshot, record)
    return [format.write(cited) for format in formats_for(record)]


async def test_the_formats_are_listed_and_the_first_is_shown(town: Path) -> None:
    names = ("Plain text", "Markdown", "BibTeX", "CSL-JSON", "CSL citation", "Pandoc", "Web Annotation")
    async with opened(town) as session:
        await session.press("4", "G")
        for size in (WIDE, NARROW, (40, 12)):
            await session.resize(*size)
            await session.press("ctrl+y")

            assert (session.screen, session.focus) == ("CitingScreen", "formats")
            shown = session.text
            assert [name for name in names if name not in shown] == [] or size == (40, 12)
            assert "Plain text" in shown, size
            assert "“Nobody asked the fishers,” — Cleo" in shown, size
            await session.press("escape")


async def test_enter_copies_the_format_under_the_cursor_and_leaves(town: Path, copied: list[str]) -> None:
    async with opened(town) as session:
        await session.press("4", "G")
        before = session.place
        citations = written(session, "quote/park-nobody-asked")
        assert len(citations) == 7
        for row in (0, 3, 6):
            await session.press("ctrl+y", "home", *["j"] * row, "enter")
            await session.until(lambda: bool(session.said))

            assert copied == [citations[row]]
            assert session.said == ["Copied the citation of quote/park-nobody-asked with a test."]
            assert (session.screen, session.place) == ("MainScreen", before)
            copied.clear()
            session.app.clear_notifications()
            await session.settle()


async def test_y_copies_what_is_shown_and_stays(town: Path, copied: list[str]) -> None:
    async with opened(town) as session:
        await session.press("4", "G", "ctrl+y", "j", "y", "j", "y")
        await session.until(lambda: len(copied) == 2)

        assert copied == written(session, "quote/park-nobody-asked")[1:3]
        assert session.screen == "CitingScreen"


async def test_a_long_citation_can_be_read_to_its_end_and_copied_from_there(town: Path, copied: list[str]) -> None:
    async with opened(town, NARROW) as session:
        await session.press("4", "G", "ctrl+y", "G")
        assert "TextPositionSelector" not in session.text
        await session.press("tab", "end")
        await session.until(lambda: "TextPositionSelector" in session.text)
        await session.press("enter")
        await session.until(lambda: bool(copied))

        assert copied == written(session, "quote/park-nobody-asked")[6:]


async def test_it_is_left_without_copying(town: Path, copied: list[str]) -> None:
    async with opened(town) as session:
        before = session.place
        for leave in ("escape", "[", "backspace", "ctrl+y"):
            await session.press("ctrl+y", "j")
            assert session.screen == "CitingScreen"
            await session.press(leave)

            assert (leave, session.screen, session.place, copied) == (leave, "MainScreen", before, [])


async def test_every_record_can_be_cited(town: Path) -> None:
    """In each pane, in the reader and while searching, in the formats that can hold it."""
    async with opened(town) as session:
        await session.until(lambda: session.app.main.index is not None)
        for keys, formats in (("", 2), ("2", 2), ("3", 2), ("4", 7), ("5", 6), ("4 enter", 7), ("escape / f i s h", 7)):
            await session.press(*keys.split(), "ctrl+y")

            assert (keys, session.app.screen.query_one(FormatList).row_count) == (keys, formats)
            await session.press("escape")


async def test_an_edit_shows_at_once(own_town: Path) -> None:
    """With the cursor on the same format; and words that are no longer found are cited as not verified."""
    async with opened(own_town) as session:
        await session.press("4", "G", "ctrl+y", "j", "j")
        assert "not verified" not in session.text
        path = own_town / PIER
        path.write_text(path.read_text().replace("text: Nobody asked", "text: Everybody asked"))
        session.app.main.reload()
        await session.until(lambda: "not verified" in session.text)

        assert session.app.screen.query_one(FormatList).cursor == 2


async def test_a_record_that_is_gone_is_said_to_be_gone(own_town: Path, copied: list[str]) -> None:
    async with opened(own_town) as session:
        await session.press("4", "G", "ctrl+y")
        path = own_town / PIER
        path.write_text(path.read_text().partition("- id: park-nobody-asked")[0])
        session.app.main.reload()
        await session.until(lambda: "no longer there" in session.text)
        await session.press("y", "enter", "escape")

        assert (session.screen, copied) == ("MainScreen", [])


async def test_text_that_is_hard_to_show_is_shown_safely(hostile: Path) -> None:
    """That each format makes any text safe is tried of the formats themselves."""
    async with opened(hostile) as session:
        await session.press("4")
        for _ in range(3):
            await session.press("ctrl+y", "j", "j", "j", "j")
            shown = session.app.screen.query_one("#citation Static", Static)
            assert not set("\x1b\x07\u202e") & set(session.text_in(shown))
            await session.press("escape", "j")
