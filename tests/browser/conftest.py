"""A real browser, with no way out of this machine: the system's Chromium, driven by Playwright."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from tools import needed

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

# Without these the browser itself asks its maker's servers.
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync")

_HERE = Path(__file__).parent
_AT_HOME = {"", "127.0.0.1", "localhost", "::1"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All tests of this folder share one worker, and so one browser."""
    for item in items:
        if item.nodeid.startswith("tests/browser/"):  # of all tests; to compare paths takes longer
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


# Chromium, once it runs, and how it is ended.
_running: list[Browser] = []
_end = ExitStack()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(nextitem: pytest.Item | None) -> Iterator[None]:
    """End Chromium before other tests follow: as long as it runs, the worker has an event loop that nobody may use."""
    try:
        yield
    finally:
        if nextitem is None or not nextitem.path.is_relative_to(_HERE):
            _running.clear()
            _end.close()


@pytest.fixture
def browser() -> Browser:
    """Chromium, the same for all tests. Where there is none, they are skipped, but never where all tests must run."""
    path = needed("chromium", "chromium-browser", "google-chrome")
    if not _running:
        from playwright.sync_api import sync_playwright

        playwright = _end.enter_context(sync_playwright())
        _running.append(playwright.chromium.launch(executable_path=path, args=list(QUIET)))
        _end.callback(_running[0].close)
    return _running[0]


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A person's browser, with nothing kept from those before. It fails the test if anything outside was asked for."""
    with browser.new_context(permissions=["clipboard-read", "clipboard-write"]) as made:
        asked: list[str] = []
        made.on("request", lambda request: asked.append(request.url))
        yield made
    outside = [url for url in asked if (urlsplit(url).hostname or "") not in _AT_HOME]
    assert not outside, f"asked for {outside}"


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A tab. It fails the test if a script of its page failed."""
    made = context.new_page()
    errors: list[str] = []
    made.on("pageerror", lambda error: errors.append(str(error)))
    made.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    yield made
    assert not errors, f"the page said {errors}"
