"""The documentation's site, as its readers have it."""

from __future__ import annotations

import functools
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from browser.reading import barriers
from playwright.sync_api import Page, expect

ROOT = Path(__file__).parents[2]


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing of what is asked for."""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    """Its address, on this machine."""
    command = (sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", tmp_path)
    subprocess.run(command, cwd=ROOT, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"}, check=True)
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Silent, directory=tmp_path)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_the_documentation_is_searched_and_read_by_everybody(page: Page, site: str) -> None:
    """With the keyboard, in the dark, and on a phone, where no page is wider than the screen."""
    page.goto(f"{site}/index.html")
    assert not barriers(page)
    page.keyboard.press("/")
    page.keyboard.type("bibtex")
    page.locator(".md-search-result__link", has_text="Citing").first.click()
    expect(page.locator("h1")).to_contain_text("Citing")
    page.emulate_media(color_scheme="dark")
    page.goto(f"{site}/docs/format.html")
    assert not barriers(page)
    page.set_viewport_size({"width": 390, "height": 800})
    assert 390 == page.evaluate("document.documentElement.scrollWidth")
