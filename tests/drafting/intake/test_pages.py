"""What a page of the web says becomes an article: every paragraph of it, whole and in order, and nothing beside it.

`pages/` has pages of invented news sites in the layouts that there are: `NAME.html` is a page, `NAME.txt` the text that
has to come of it, and `about.json` what is to be known of it.
"""

from __future__ import annotations

import hashlib
import json
import random
import sys
from contextlib import suppress
from pathlib import Path

import msgspec
import pytest

from explorer.drafting.intake.reading import read_source
from explorer.drafting.intake.source import NotTakenError

PAGES = Path(__file__).parent / "pages"
NAMES = sorted(path.stem for path in PAGES.glob("*.html"))
ABOUT = json.loads((PAGES / "about.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", NAMES)
def test_the_article_of_a_page_is_taken_and_nothing_else(name: str) -> None:
    content = (PAGES / f"{name}.html").read_bytes()
    source = read_source(content, f"{name}.html")
    assert (PAGES / f"{name}.txt").read_text(encoding="utf-8") == source.text
    about = json.loads(msgspec.json.encode(source.about))
    assert ABOUT[name] == {key: value for key, value in about.items() if value}
    assert (source.text.encode(), hashlib.sha256(content).hexdigest()) == (source.content, source.source_sha256)
    assert {*source.about.captions, *source.about.furniture} <= set(source.text.splitlines())


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- saved from url=(0024)https://example.org/a?b=1 -->",
        "<!--\n Page saved with SingleFile \n url: https://example.org/a?b=1 \n saved date: Tue Mar 05 2024\n-->",
    ],
)
def test_the_address_is_that_from_which_a_page_was_saved(comment: str) -> None:
    page = f"<html>{comment}<body><h1>Ferry</h1><p>The ferry ran again on Monday, she said to all of them.</p></body>"
    assert "https://example.org/a?b=1" == read_source(page.encode(), "a.html").about.url


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<html><body></body></html>", "no article is found"),
        ("<nav><a href=/>Home</a></nav><script>var a = 1</script>", "no article is found"),
        ("<html><frameset><frame src=a.html></frameset></html>", "no article is found"),
        ("\x00\x01\x02<html>", "it is no page"),
        ("", "it is empty"),
    ],
)
def test_a_page_without_an_article_is_told(page: str, expected: str) -> None:
    with pytest.raises(NotTakenError, match=expected):
        read_source(page.encode(), "a.html")


def test_a_page_that_is_damaged_is_read_as_far_as_it_goes_or_told() -> None:
    """Whatever was cut out of it, or put into it."""
    chance = random.Random(7)
    damage = [b"<", b"<p>", b"</div>", b"&#0;", b"&#xD800;", b"<!--", b"]]>", b"<table><tr>", b"\xff\xfe", b"<svg>"]
    for name in chance.sample(NAMES, 12):
        content = bytearray((PAGES / f"{name}.html").read_bytes())
        for _ in range(6):
            at = chance.randrange(len(content))
            content[at : at + chance.choice([0, 0, 40])] = chance.choice(damage)
        with suppress(NotTakenError):
            assert read_source(bytes(content[: chance.randrange(len(content))]), "a.html").text.strip()


def test_a_page_of_any_depth_and_length_ends() -> None:
    text = "<p>The ferry ran again on Monday, she said to all who asked her, and some who did not.</p>"
    deep = f"<body>{'<div>' * 300}<h1>Ferry</h1>{text}"
    assert "she said" in read_source(deep.encode(), "a.html").text
    long = f"<body><h1>Ferry</h1><article>{text * 5001}</article>"
    assert "she said" in read_source(long.encode(), "a.html").text


def test_on_stdin_a_page_is_told_from_a_text_by_how_it_begins() -> None:
    page = (PAGES / "semantic.html").read_bytes()
    assert read_source(page, "semantic.html") == read_source(page, "")
    assert "<html> is a tag\n" == read_source(b"<html> is a tag\n", "a.txt").text


def test_without_its_packages_a_page_is_told_with_the_command_that_brings_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "explorer.drafting.intake.pages.reading", None)
    with pytest.raises(NotTakenError, match=r"pip install 'article-explorer\[html\]'"):
        read_source((PAGES / "semantic.html").read_bytes(), "a.html")
