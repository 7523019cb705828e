"""The reader has one quote in use, which follows the cursor: the status, every key that copies, and Enter mean it."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.message import Message
from trying import at_sizes
from ui.driving import NARROW, Session, opened

from explorer.ui.requests import Edit
from explorer.ui.screens.reader_screen import ReaderScreen
from explorer.ui.widgets.article_view import ArticleView

REBUILD, TOLD = "quote/ruiz-rebuild", "quote/okafor-told-in-march"
STAY, HEART, FISHERS = "quote/ruiz-pier-would-stay", "quote/ruiz-heart", "quote/park-nobody-asked"


def reader(session: Session) -> ReaderScreen:
    assert isinstance(session.app.screen, ReaderScreen)
    return session.app.screen


def used(session: Session) -> str:
    """The ref of the record in use."""
    record = reader(session).record
    assert record is not None
    return record.ref


async def go_to(session: Session, words: str) -> None:
    """Move the cursor to the line with some words, row by row."""
    view = reader(session).query_one(ArticleView)
    rows = [n for n in range(view.row_count) if words in view.row(n, 80)[0].plain]
    step = "down" if rows[0] > view.cursor else "up"
    await session.press(*[step] * abs(rows[0] - view.cursor))


async def all_mean(session: Session, ref: str, copied: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The status, y, Y, Ctrl+Y, e and Enter all mean one record."""
    edited: list[Edit] = []
    post = ReaderScreen.post_message

    def keep_edits(screen: ReaderScreen, message: Message) -> bool:
        if isinstance(message, Edit):
            edited.append(message)
            return True
        return post(screen, message)

    monkeypatch.setattr(ReaderScreen, "post_message", keep_edits)
    snapshot = session.app.snapshot
    record = snapshot.archive.find(ref)
    assert record is not None
    about = session.words_in(reader(session).query_one("#about"))
    number = (
        [quote.ref for quote in reader(session).quotes.ordered].index(ref) + 1 if ref.startswith("quote/") else None
    )
    assert f"quote {number} of 5" in about if number else "5 quotes are marked" in about
    await session.press("y", "Y", "e")
    await session.until(lambda: len(copied) == 2)
    assert f"[{ref}]" in copied[0]
    assert copied[1].startswith(f"explorer {ref} ")
    assert any(f"the citation of {ref} " in said for said in session.said)
    assert [edit.place for edit in edited] == [snapshot.archive.entries[ref].place]
    await session.press("ctrl+y")
    assert ref in session.text
    await session.press("escape", "enter")
    assert session.trail == [ref]


@pytest.mark.parametrize(
    ("words", "ref"), [("The council had been told", TOLD), ("number 3.", "article/pier")], ids=["a quote", "none"]
)
async def test_after_the_cursor_moved_everything_means_the_quote_of_its_line(
    town: Path, copied: list[str], monkeypatch: pytest.MonkeyPatch, words: str, ref: str
) -> None:
    """Where no quote has words in the line, it is the article."""
    async with opened(town, ref=REBUILD) as session:
        await session.press("4", "enter")
        await go_to(session, words)

        await all_mean(session, ref, copied, monkeypatch)


async def test_lines_pages_matches_and_clicks_all_lead_to_the_quote_that_is_there(town: Path) -> None:
    """It is the record of the screen, which everything means. A click means the quote that has the very word."""
    async with opened(town) as session:
        await session.press("4", "down", "down", "enter")
        view = reader(session).query_one(ArticleView)
        assert used(session) == REBUILD
        for words, ref in (
            ("Mayor Ana Ruiz said", REBUILD),
            ("the heart of the harbour", HEART),
            ("Nobody asked the fishers", FISHERS),
            ("number 3.", "article/pier"),
        ):
            await go_to(session, words)
            assert used(session) == ref, words
        await session.press("end", "up", "up")
        assert used(session) == FISHERS

        await session.press("home")
        row = next(n for n in range(view.row_count) if "the heart of the harbour" in view.row(n, 80)[0].plain)
        x = 1 + view.row(row, 80)[0].plain.index("the pier was")
        await session.click(view, x + view.gutter.left, row - view.scroll_offset.y + view.gutter.top)
        assert used(session) == STAY

        await session.press("/", *"nobody asked", "enter")
        about = session.words_in(reader(session).query_one("#about"))
        assert "match 1 of 1" in about
        assert "quote 5 of 5" in about
        assert used(session) == FISHERS


@at_sizes((120, 40), (40, 12))
async def test_the_cursor_is_always_in_the_quote_in_use(shipped_root: Path, size: tuple[int, int]) -> None:
    """Wherever it moves by lines, and wherever Tab takes it; and where a quote has words in its line, one is in use."""
    async with opened(shipped_root, size) as session:
        await session.press("5", "o", "down")
        view = reader(session).query_one(ArticleView)
        for key in [*["down"] * 40, *["tab", "up", "shift+tab", "down", "down"] * 8, "home", "end", "pageup"]:
            await session.press(key)
            line, quote = view.span_at_cursor, reader(session).quote
            here = [at for _, at in reader(session).quotes.touching(line)]

            assert (quote in here) if here else quote is None


async def test_tab_reaches_each_of_several_quotes_in_one_line(town: Path) -> None:
    async with opened(town, ref=TOLD) as session:
        await session.press("4", "enter", "tab")
        assert reader(session).quote_ref == STAY
        await session.press("tab")
        assert reader(session).quote_ref == HEART
        await session.press("shift+tab")
        assert reader(session).quote_ref == STAY


async def test_after_the_window_shrank_the_same_quote_is_in_use(town: Path) -> None:
    """Though its line begins with other words now."""
    async with opened(town, ref=STAY) as session:
        await session.press("4", "enter")
        await session.resize(*NARROW)
        await session.resize(44, 20)
        await session.resize(120, 40)

        assert used(session) == STAY


async def test_a_quote_that_is_nowhere_stays_in_use_until_the_cursor_moves(own_town: Path) -> None:
    pier = own_town / "data/articles/pier.yaml"
    pier.write_text(pier.read_text().replace("Nobody asked the fishers,", "Zebras quietly juggle quartz,"))
    async with opened(own_town, ref=FISHERS) as session:
        await session.press("4", "enter")
        assert reader(session).record is reader(session).snapshot.archive.find(FISHERS)
        await session.press("down")

        assert reader(session).quote_ref is None
