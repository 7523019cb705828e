"""The documentation's site, as its readers have it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from browser.reading import barriers
from playwright.sync_api import Page, expect

ROOT = Path(__file__).parents[2]


def test_the_documentation_is_searched_and_read_by_everybody(page: Page, tmp_path: Path) -> None:
    """From disk, with the keyboard, in the dark, and on a phone, where no page is wider than the screen."""
    command = (sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", tmp_path)
    subprocess.run(command, cwd=ROOT, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"}, check=True)
    page.goto((tmp_path / "index.html").as_uri())
    assert not barriers(page)
    page.keyboard.press("/")
    page.keyboard.type("bibtex")
    page.locator(".md-search-result__link", has_text="Citing").first.click()
    expect(page.locator("h1")).to_contain_text("Citing")
    page.emulate_media(color_scheme="dark")
    assert not barriers(page)
    page.goto((tmp_path / "docs" / "format.html").as_uri())
    page.set_viewport_size({"width": 390, "height": 800})
    assert 390 == page.evaluate("document.documentElement.scrollWidth")
