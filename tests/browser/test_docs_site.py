"""The documentation's site, as its readers have it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from browser.reading import barriers, expect

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_the_documentation_is_searched_and_read_by_everybody(page: Page, documentation: Path) -> None:
    """From disk, with the keyboard, in the dark, and on a phone, where no page is wider than the screen."""
    page.goto((documentation / "index.html").as_uri())
    assert not barriers(page)
    page.keyboard.press("/")
    page.keyboard.type("bibtex")
    page.locator(".md-search-result__link", has_text="Citing").first.click()
    expect(page.locator("h1")).to_contain_text("Citing")
    page.emulate_media(color_scheme="dark")
    assert not barriers(page)
    page.goto((documentation / "docs" / "format.html").as_uri())
    page.set_viewport_size({"width": 390, "height": 800})
    assert 390 == page.evaluate("document.documentElement.scrollWidth")
