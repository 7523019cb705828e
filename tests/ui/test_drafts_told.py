"""On screen, drafts are told from what is curated, and their number leads to them."""

from __future__ import annotations

from pathlib import Path

from drafting.drafted_archives import write_drafts
from ui.driving import WIDE, Session, opened


def shown_by(session: Session, widget: str) -> str:
    return session.text_in(session.app.screen.query_one(widget))


async def test_drafts_are_told_in_panes_results_the_reader_and_by_source(tmp_path: Path) -> None:
    """In words or by a sign, beside an accepted quote that has neither."""
    root = write_drafts(tmp_path)
    async with opened(root, size=WIDE) as session:
        await session.press("D", "a", "escape", "4")
        quotes = shown_by(session, "#quotes")
        assert "Theresa Quill · draft" in quotes
        assert "Lonnie Beal · draft" not in quotes
        assert "6, 5 of them drafts" in str(session.app.screen.query_one("#quotes").border_subtitle)
        await session.press("o")
        assert "“ " in shown_by(session, "ArticleView")
        assert "✎ " in shown_by(session, "ArticleView")
        assert "quotes are marked" not in shown_by(session, "#about")
        await session.press("q", "s")
        assert "Who" in shown_by(session, "#sources")
        await session.press("q")
        await session.search("is:draft")
        assert " · draft" in session.text_in(session.results)


async def test_the_number_of_drafts_on_the_status_line_leads_to_them_and_the_rest_to_problems(tmp_path: Path) -> None:
    async with opened(write_drafts(tmp_path), size=WIDE) as session:
        for words, screen in ((" drafts", "DraftsScreen"), ("passages found", "ProblemsScreen")):
            status = session.app.screen.query_one("StatusLine")
            await session.click(status, session.text_in(status).index(words) + 1, 0)
            assert screen == session.screen
            await session.press("q")
