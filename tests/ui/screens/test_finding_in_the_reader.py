"""Inside of the reader: finding words, the rail, opening the quote under the cursor, open spans."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from archives import PIER, PIER_YAML, write_archive
from trying import at_sizes
from ui.driving import NARROW, WIDE, Session, opened

from explorer.reading.text.passages import SourceText
from explorer.search import highlighting
from explorer.ui.widgets.article_view import ArticleView, Rail
from explorer.ui.wording.article_text import ArticleLayout, Mark

OPEN_SPAN = "We will rebuild the east pier before summer,"


def article(session: Session) -> ArticleView:
    return session.app.screen.query_one(ArticleView)


def line_at_cursor(session: Session) -> str:
    view = article(session)
    return view.row(view.cursor, 80)[0].plain


@at_sizes(WIDE, NARROW)
async def test_words_are_found_in_the_article_while_they_are_typed(town: Path, size: tuple[int, int]) -> None:
    """Misspelt ones too, with the count."""
    async with opened(town, size, ref="article/pier") as session:
        await session.press("o", "/", *"harbuor")
        assert "harbour" in line_at_cursor(session).casefold()
        assert "match 1 of " in " ".join(session.text.split())
        await session.press("enter")
        assert session.focus == "article"
        first = article(session).cursor
        await session.press("n")
        assert article(session).cursor != first
        await session.press("N")
        assert article(session).cursor == first


async def test_words_of_a_long_article_are_found_beside_the_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until they are, no match is told, and none is missed; what was typed last is what is gone to."""
    text = f"{PIER}\n\n" + "\n\n".join(f"The tide tables of page {n} are in print." for n in range(1, 2_000))
    assert len(text) > 50_000
    may_be_found, places = threading.Event(), highlighting.places

    def found(*given: Any) -> list[list[tuple[int, int]]]:
        assert may_be_found.wait(60)
        return places(*given)

    monkeypatch.setattr(highlighting, "places", found)
    async with opened(write_archive(tmp_path, {"pier.txt": text}, PIER_YAML), ref="article/pier") as session:
        await session.press("o", "/")
        session.held_back.add("find")
        await session.press(*"page 19", "enter")
        assert "looking …" in session.text
        await session.press("n")
        assert session.said == []
        session.held_back.clear()
        may_be_found.set()
        await session.settle()
        assert "page 19 " in line_at_cursor(session)
        assert "match 1 of " in session.text
        await session.press("escape")
        assert article(session).found == []


async def test_a_text_that_gets_lower_is_not_laid_out_anew(town: Path) -> None:
    async with opened(town, ref="article/pier") as session:
        await session.press("o")
        laid_out = article(session)._layout  # noqa: SLF001 - whether it is the same one
        await session.press("/")
        assert article(session)._layout is laid_out  # noqa: SLF001
        await session.resize(*NARROW)
        assert article(session)._layout is not laid_out  # noqa: SLF001


async def test_esc_ends_the_find_and_then_leaves(town: Path) -> None:
    async with opened(town, ref="article/pier") as session:
        await session.press("o", "/", *"pier", "escape")
        assert ("ReaderScreen", []) == (session.screen, article(session).found)
        await session.press("escape")
        assert session.screen == "MainScreen"


async def test_what_is_not_there_is_said(town: Path) -> None:
    async with opened(town, ref="article/pier") as session:
        await session.press("o", "/", *"zzzzzz")
        assert "nothing like this here" in session.text


async def test_enter_opens_the_quote_under_the_cursor(town: Path) -> None:
    """Not the one that was in use before the cursor moved."""
    async with opened(town, ref="article/pier") as session:
        await session.press("o", "tab", "tab")
        used = session.app.screen.quote_ref  # type: ignore[attr-defined]
        await session.press("/", *"the council had been told", "enter", "enter")
        assert session.screen == "MainScreen"
        assert session.trail == ["quote/okafor-told-in-march"] != [used]


async def test_the_rail_shows_where_the_quotes_lie_and_goes_there(town: Path) -> None:
    async with opened(town, ref="article/pier") as session:
        await session.press("o", "tab")
        rail = session.app.screen.query_one(Rail)
        signs = session.text_in(rail)
        assert "■" in signs
        assert "▪" in signs
        await session.pilot.click(Rail, offset=(0, rail.size.height - 1))
        assert article(session).cursor > 0.9 * article(session).row_count


async def test_words_in_quotation_marks_that_no_quote_has_are_marked_and_linked(tmp_path: Path) -> None:
    yaml = PIER_YAML.replace("text: not my favourite subject", "text: not your favourite subject")
    async with opened(write_archive(tmp_path, {"pier.txt": PIER}, yaml)) as session:
        await session.press("5")
        assert "quoted spans curated" in session.words_in(session.detail)
        assert "Not curated" in session.words_in(session.detail)
        await session.press("o")
        assert any("◇" in line and "not my favourite" in line for line in session.lines)


def test_every_column_of_every_line_leads_to_its_place_in_the_text() -> None:
    source = SourceText(PIER)
    layout = ArticleLayout(source, 60, [Mark(source.paragraphs[0], "direct")], ())
    for number, line in enumerate(layout.lines):
        words = layout.drawn(number, ()).plain[layout.margin :]
        assert words.strip() == layout.words(line).strip()
        start = layout.offset_at(number, layout.margin)
        assert PIER[start : start + len(words)] == words or not words.strip()


def test_a_column_leads_to_its_letter_where_letters_are_wide() -> None:
    """Half of a wide letter is that letter."""
    layout = ArticleLayout(SourceText("日本の港 is e\u0301t\u00e9."), 60, (), ())
    at = [layout.offset_at(0, layout.margin + column) for column in range(15)]
    assert [0, 0, 1, 1, 2, 2, 3, 3, 4, 5, 6, 7, 8, 10, 11] == at
    assert [0, 2, 4, 6, 8, 9] == [layout.column_of(offset) - layout.margin for offset in range(6)]
