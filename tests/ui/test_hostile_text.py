"""Text from an archive shows as it is written: it styles and moves nothing, and no terminal obeys it."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from archives import ESCAPE, HOSTILE_WORDS, write_archive
from rich.cells import cell_len
from trying import at_sizes
from ui.driving import NARROW, WIDE, Session, opened

from explorer.display import one_line
from explorer.model.records import Kind
from explorer.ui.widgets.article_view import ArticleView

BOTH = at_sizes(WIDE, NARROW)
MARKUP = HOSTILE_WORDS["markup"]

# Marks and overrides of direction, and what has no width; but joiners and selectors, which emoji are made with.
_DECEIVING = {*"\u061c\u200b\u200e\u200f\u2028\u2029\u2060\ufeff", *map(chr, range(0x202A, 0x202F))} | {
    *map(chr, range(0x2066, 0x206A))
}


def assert_clean(session: Session) -> None:
    """Nothing on the screen is a command or deceives, and each line is as wide as the screen."""
    width = session.app.size.width
    assert len(session.strips) == session.app.size.height
    for strip in session.strips:
        bad = [c for c in strip.text if unicodedata.category(c) in ("Cc", "Cs") or c in _DECEIVING]
        assert not bad, (bad, strip.text)
        assert not any(segment.control for segment in strip)
        assert cell_len(strip.text) == width, strip.text
        assert strip.cell_length == width


@BOTH
async def test_no_pane_lets_anything_through(hostile: Path, size: tuple[int, int]) -> None:
    async with opened(hostile, size) as session:
        for key in ("1", "G", "2", "3", "4", "pagedown", "pagedown", "5", "tab", "z"):
            await session.press(key)

            assert_clean(session)


@BOTH
async def test_no_quote_lets_anything_through_in_detail_and_in_the_reader(hostile: Path, size: tuple[int, int]) -> None:
    async with opened(hostile, size) as session:
        await session.press("4")
        for id in HOSTILE_WORDS:
            assert session.shown == f"quote/hostile-{id}"
            assert_clean(session)
            await session.press("enter")
            assert session.screen == "ReaderScreen"
            assert_clean(session)
            await session.press("escape", "j")


async def test_markup_shows_as_written_in_every_pane_and_in_detail(hostile: Path) -> None:
    async with opened(hostile, (200, 50)) as session:
        await session.press("4")
        assert f"“{MARKUP}”" in session.words_in(session.detail)
        assert MARKUP[:20] in session.text_in(session.pane(Kind.QUOTE))
        await session.press("enter")
        assert f"“{MARKUP}”" in session.words_in(session.app.screen.query_one(ArticleView)).replace("┃“ ", "")
        await session.press("escape", "2")

        assert "Eve [b] ␛]52;c;cm0gLXJm␇␛[31m" in session.text_in(session.pane(Kind.PERSON))
        assert "Eve [b] ␛]52;c;cm0gLXJm␇␛[31m" in session.words_in(session.detail)


async def test_markup_shows_as_written_in_results(hostile: Path) -> None:
    async with opened(hostile, (200, 50)) as session:
        await session.search("bold sic republic")

        assert f"“{MARKUP}”" in session.text_in(session.results)
        assert_clean(session)


async def test_markup_shows_as_written_in_the_trail(hostile: Path) -> None:
    async with opened(hostile, (200, 50)) as session:
        await session.press("2", "enter", "1", "enter")

        name = one_line(f"Eve [b] {ESCAPE} \u202eevE")
        assert session.status.startswith(f"Everything ▸ {name} ▸ ")
        assert_clean(session)
        await session.search("about-markup")
        await session.press("enter")
        assert session.status.startswith(f"Everything ▸ {MARKUP}")


async def test_markup_shows_as_written_in_problems(tmp_path: Path) -> None:
    yaml = f"topics:\n- id: a\n  label: A\n  '{MARKUP}': x\n  \"\\u202e\\e[31m\": y\n"
    async with opened(write_archive(tmp_path, yaml=yaml), (200, 50)) as session:
        await session.press("!")

        assert MARKUP in session.text
        assert_clean(session)
        await session.press("j")
        assert_clean(session)


@BOTH
async def test_names_of_files_show_as_written(tmp_path: Path, size: tuple[int, int]) -> None:
    name = "[b]x[/b]\u202e\x1b[31m.yaml"
    yaml = "topics:\n- {id: a, label: A}\n"
    async with opened(write_archive(tmp_path, yaml={name: yaml}), size) as session:
        assert "line 2 of data/[b]x[/b]\ufffd␛[31m.yaml" in session.words_in(session.detail)
        assert_clean(session)
        (tmp_path / "data" / name).write_text("topics: [")
        before = session.app.snapshot
        session.app.main.reload()
        await session.until(lambda: session.app.snapshot is not before)
        assert_clean(session)
        await session.press("!")

        assert "data/[b]x[/b]\ufffd␛[31m.yaml:" in session.text
        assert_clean(session)


@pytest.mark.parametrize("ref", [f"topic/{ESCAPE}\u202ex", "topic/[b]x[/b][/]"])
async def test_notifications_let_nothing_through(town: Path, ref: str) -> None:
    async with opened(town, ref=ref) as session:
        assert len(session.said) == 1
        assert_clean(session)
        assert one_line(ref).replace(" ", "") in "".join(session.text.split())


async def test_a_folder_that_is_gone_is_named_as_written(tmp_path: Path) -> None:
    root = write_archive(tmp_path / "[b]x[/b]\u202e\x1b[31m")
    async with opened(root) as session:
        (root / "data").rename(root / "elsewhere")
        session.app.main.reload()
        await session.until(lambda: bool(session.said))

        assert "[b]x[/b]" in "".join(session.text.split())
        assert_clean(session)


async def test_a_query_from_the_command_line_lets_nothing_through(town: Path) -> None:
    async with opened(town, query="a\x1b[31m\u202eb\x07") as session:
        assert_clean(session)


async def test_pasted_text_lets_nothing_through(town: Path) -> None:
    from textual.events import Paste

    async with opened(town) as session:
        await session.press("/")
        session.app.post_message(Paste("a\x1b[31m\u202eb\x07"))
        await session.settle()

        assert session.app.main.search_box.value.startswith("a")
        assert_clean(session)


async def test_a_very_long_quote_is_cut_in_its_pane_and_whole_in_detail(hostile: Path) -> None:
    async with opened(hostile) as session:
        await session.press("4", "G")
        quotes = session.pane(Kind.QUOTE)
        assert len(HOSTILE_WORDS["long"]) >= 9999
        words = sum("word word" in line for line in session.text_in(quotes).splitlines())
        assert 1 < words < quotes.scrollable_content_region.height
        await session.click(session.detail, 5, 5)
        assert session.focus == "detail"
        assert "“word word" in session.words_in(session.detail)
        await session.press("G")

        assert session.detail.row_count > 200
        assert "quote/hostile-long" in session.words_in(session.detail)


@at_sizes(WIDE, NARROW, (40, 12))
async def test_a_very_long_quote_can_be_read_to_its_end(hostile: Path, size: tuple[int, int]) -> None:
    async with opened(hostile, size) as session:
        await session.press("4", "G", "enter")
        assert session.screen == "ReaderScreen"
        assert "Paragraph 7: “word" in session.text
        await session.press("G")

        assert "said Eve." in session.text
        assert_clean(session)


async def test_only_the_rows_in_view_are_made(hostile: Path) -> None:
    """Of 308 topics and of 300,000 alike."""
    async with opened(hostile) as session:
        topics = session.pane(Kind.TOPIC)
        made: list[int] = []
        row = type(topics).row

        def count(index: int, width: int) -> object:
            made.append(index)
            return row(topics, index, width)

        topics.row = count  # type: ignore[method-assign,assignment]
        await session.press("pagedown", "pagedown")
        height = topics.scrollable_content_region.height

        assert "Topic" in session.text_in(topics)
        assert made
        assert set(made) <= set(range(3 * height))


@BOTH
async def test_wide_characters_keep_the_edges_straight(hostile: Path, size: tuple[int, int]) -> None:
    """The right border of each pane stays in its column."""
    async with opened(hostile, size) as session:
        await session.press("1", "G", "4", "j", "j", "j", "j")
        for widget in (session.pane(Kind.TOPIC), session.pane(Kind.QUOTE), session.detail):
            if widget.region.height:
                edges = {line[-1] for line in session.text_in(widget).splitlines()}
                assert edges <= {"│", "╮", "╯"} or edges <= {"┃", "┓", "┛"}, edges
