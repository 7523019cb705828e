"""The exported site, opened from disk: it withholds nothing from anybody, and searches and copies without a server."""

from __future__ import annotations

import re
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browser.reading import barriers, expect
from exporting.sites import hard_archive, site_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# One page of each kind, and the ways in which they are looked at.
PAGES = (
    *("index", "topics", "quotes", "timeline", "sources", "care-not-verified", "problems", "search"),
    *("article/pier", "quote/crossing", "topic/harbour"),
)
WAYS = (("light", 360), ("dark", 1280), ("dark", 360), ("light", 1280))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    for name, content in site_of(hard_archive(tmp_path_factory.mktemp("hard"))).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def opened(page: Page, site: Path, name: str) -> Page:
    page.goto((site / name).as_uri())
    return page


def test_no_page_withholds_anything(page: Page, site: Path) -> None:
    """Whatever the colours and the width, and no page has to be moved sideways on the narrowest phone."""
    for name, (colours, width) in zip(PAGES, cycle(WAYS), strict=False):
        page.emulate_media(color_scheme="dark" if colours == "dark" else "light")
        page.set_viewport_size({"width": width, "height": 800})
        opened(page, site, f"{name}.html")
        assert [] == barriers(page), name
        page.set_viewport_size({"width": 320, "height": 800})
        assert 320 == page.evaluate("document.documentElement.scrollWidth"), name


def test_a_search_forgives_while_one_types(page: Page, site: Path) -> None:
    box = opened(page, site, "about.html").get_by_role("searchbox")
    for query, found in {
        "ruzi": "person/ana.html",  # two letters swapped
        "bjorn peir": "topic/pier.html",  # an accent folded
        "rebulid the eas": "quote/whole.html",  # the last word unfinished
        "桟橋": "quote/japanese.html",
        "الرصيف": "quote/arabic.html",
    }.items():
        box.fill("")
        expect(page.locator("header .found")).to_be_hidden()
        box.press_sequentially(query)
        expect(page.locator("header [role=status]")).to_have_text(re.compile(r"^\d+ results?"))
        expect(page.locator(f"header .found a[href$='{found}']"), query).to_have_count(1)


def test_a_search_works_by_keyboard_and_has_a_page_of_its_own(page: Page, site: Path) -> None:
    opened(page, site, "quote/whole.html")
    box = page.get_by_role("searchbox")
    box.press_sequentially("number 7")
    expect(page.locator("header .found li")).to_have_count(8)
    box.press("ArrowDown")
    expect(page.locator("header .found a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(box).to_be_focused()
    expect(page.locator("header .found")).to_be_hidden()
    box.press("Enter")
    expect(page).to_have_url(re.compile(r"search\.html\?q=number%207$"))
    expect(page.locator("main [role=status]")).to_have_text(re.compile("results"))
    page.get_by_role("searchbox").fill("zzzyyyxxx")
    expect(page.locator("main [role=status]")).to_have_text("Nothing found for “zzzyyyxxx”")


def test_a_citation_is_copied_as_it_is(page: Page, site: Path) -> None:
    opened(page, site, "quote/whole.html")
    page.locator("summary", has_text="BibTeX").click()
    page.get_by_role("button", name="Copy as BibTeX").click()
    expect(page.get_by_text("Copied")).to_be_visible()
    assert page.locator("#cite-bibtex").text_content() == page.evaluate("navigator.clipboard.readText()")


def test_all_but_the_search_works_without_scripts(browser: Browser, site: Path) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = opened(context.new_page(), site, "article/pier.html")
        expect(page.get_by_role("searchbox")).to_have_count(0)
        page.locator("a.q.partial", has_text="not a promise").click()
        expect(page).to_have_url(re.compile("quote/fragment.html$"))
        page.locator("figcaption a").last.click()
        expect(page).to_have_url(re.compile("article/pier.html#q-fragment$"))
        expect(page.locator("#q-fragment")).to_be_in_viewport()
