"""The tools of these tests: what they must notice, they notice."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from browser.reading import barriers

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page


def shown(page: Page, folder: Path, html: str) -> Page:
    file = folder / "page.html"
    file.write_text(f"<!doctype html><html lang=en><title>A page</title><main>{html}</main></html>", encoding="utf-8")
    page.goto(file.as_uri())
    return page


def test_a_barrier_is_told(page: Page, tmp_path: Path) -> None:
    """A field without a name is one, a paragraph is none."""
    assert not barriers(shown(page, tmp_path, "<h1>Words</h1><p>Words.</p>"))
    assert "label" in barriers(shown(page, tmp_path, "<h1>Words</h1><input>"))[0]


def test_a_question_outside_is_noticed(context: BrowserContext, tmp_path: Path) -> None:
    """Also when nothing answers it."""
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    # A host that can't be: the browser refuses it before it asks anybody.
    shown(page, tmp_path, "<h1>Words</h1><img alt='' src='http://127.0.0.1:9/picture'>")
    assert "http://127.0.0.1:9/picture" in asked
