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

from explorer.drafting.intake.pages import reading
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


_BODY = [
    "The ferry ran again on Monday after three weeks, and forty people stood on the pier to see it leave.",
    "“We had counted the days,” said Ida Holm, who sells bread on the island and had none of it left to sell.",
    "The company said that a new engine would come in May, and that nobody would have to pay for the boats between.",
    "“May is a long month,” said Holm, and went to bake.",
]
_TEXT = "".join(f"<p>{line}</p>" for line in _BODY)


def _page(body: str, head: str = "") -> bytes:
    return f"<html lang=en><head>{head}</head><body>{body}</body></html>".encode()


@pytest.mark.parametrize("name", ["widget", "article-widget-text", "subscription", "promo", "live"])
def test_paragraphs_are_the_article_whatever_the_elements_around_them_are_called(name: str) -> None:
    page = _page("<h1>Ferry</h1>" + "".join(f"<div class='{name}'><p>{line}</p></div>" for line in _BODY))
    assert ["Ferry", *_BODY] == read_source(page, "a.html").text.removesuffix("\n").split("\n\n")


def test_paragraphs_set_like_the_article_are_its_own_though_trafilatura_does_not_find_them() -> None:
    """A short answer that stands alone, and the half of a text that is in another part of the page."""
    half = "<div class=part><div class=text>{}</div></div><div class=ad>Ferry to the sun from 99</div>"
    later = [line.replace("May", "June") for line in ("“No.”", *_BODY)]
    page = _page("<h1>Ferry</h1>" + half.format(_TEXT) + half.format("".join(f"<p>{line}</p>" for line in later)))
    assert ["Ferry", *_BODY, *later] == read_source(page, "a.html").text.removesuffix("\n").split("\n\n")


@pytest.mark.parametrize(
    "body",
    [
        "&amp;nbsp;".join(_BODY).replace(" ", "&amp;nbsp;", 3),
        _TEXT,
        "\n".join([*_BODY, *_BODY]),
        " ".join(_BODY) + " " + " ".join(_BODY),
    ],
)
def test_a_text_in_json_ld_is_read_without_its_markup_and_once(body: str) -> None:
    said = json.dumps({"@type": "NewsArticle", "articleBody": body})
    page = _page("<h1>Ferry</h1>", f"<script type='application/ld+json'>{said}</script>")
    headline, _, text = read_source(page, "a.html").text.partition("\n\n")
    assert ("Ferry", " ".join(_BODY)) == (headline, " ".join(text.split()))
    assert not {"&", "<", "\xa0"} & set(text)


@pytest.mark.parametrize(
    ("title", "heading", "expected"),
    [
        ("The ferry runs again", "News", "The ferry runs again"),
        ("The ferry runs again", "Island Post", "The ferry runs again"),
        ("The ferry runs again | Island Post", "Island Post", "The ferry runs again"),
        ("Ferry law: Parliament votes", "<span>Ferry law</span> Parliament votes", "Ferry law: Parliament votes"),
        ("Ferry law: Parliament votes", "Parliament votes", "Parliament votes"),
        ("Why a ferry matters", "Why this ferry matters so much", "Why this ferry matters so much"),
        ("", "The ferry runs again", "The ferry runs again"),
    ],
)
def test_the_headline_is_what_the_page_calls_its_article_and_never_a_section_or_the_site(
    title: str, heading: str, expected: str
) -> None:
    head = f"<meta property=og:title content='{title}'><meta property=og:site_name content='Island Post'>"
    source = read_source(_page(f"<h1>{heading}</h1><article>{_TEXT}</article>", head), "a.html")
    assert expected == source.about.headline
    assert [expected, *_BODY] == source.text.removesuffix("\n").split("\n\n")


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("Ida Holm", "Ida Holm"),
        ("By Ida Holm and Per Vik", "By Ida Holm and Per Vik"),
        ("By <a>Ida Holm</a><time>March 5, 2024</time>", "By Ida Holm"),
        ("Ida Holm, ida.holm@example.org", "Ida Holm"),
        ("Written by Ida Holm · 5 min read", "by Ida Holm"),
        ("Author <b>Ida Holm</b>", "Ida Holm"),
        ("Island Post", None),
        ("island-post.example", None),
        ("news@example.org", None),
    ],
)
def test_a_byline_has_those_who_wrote_it_and_no_address_date_or_site(shown: str, expected: str | None) -> None:
    head = "<meta property=og:site_name content='Island Post'>"
    page = _page(f"<h1>The ferry runs again</h1><div class=byline>{shown}</div><article>{_TEXT}</article>", head)
    assert expected == read_source(page, "a.html").about.byline


def test_marks_of_notes_in_the_text_lose_no_paragraph() -> None:
    noted = "".join(f"<p>{line}<sup class=reference id=cite_ref-{n}>[{n}]</sup></p>" for n, line in enumerate(_BODY, 1))
    assert "\n\n".join(["Ferry", *_BODY]) + "\n" == read_source(_page(f"<h1>Ferry</h1>{noted}"), "a.html").text


def test_it_is_told_when_text_may_be_missing() -> None:
    whole, said = f"<h1>Ferry</h1><article>{_TEXT}</article>", '{"@type": "Report", "isAccessibleForFree": "False"}'
    linked = "".join(f"<li><a href=/{n}>Ferries of the world, number {n}</a>" for n in range(4))
    more = _TEXT.replace("May", "June")
    pages = {
        "for subscribers": _page(whole, f"<script type='application/ld+json'>{said}</script>"),
        "too large to be analysed": _page(whole + "<i></i>" * 40_100),
        "words of links": _page(f"<h1>Ferry</h1><article>{_TEXT}<ul>{linked}</ul>{more}</article>"),
    }
    assert () == read_source(_page(whole), "a.html").doubts
    for expected, page in pages.items():
        (doubt,) = read_source(page, "a.html").doubts
        assert expected in doubt


def test_it_is_told_when_much_is_taken_that_others_do_not_take(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_found", lambda _page: (_BODY[:2], "", ""))
    (doubt,) = read_source(_page(f"<h1>Ferry</h1><article>{_TEXT}</article>"), "a.html").doubts
    assert "34 words of its paragraphs stand apart" in doubt


def test_on_stdin_a_page_is_told_from_a_text_by_how_it_begins() -> None:
    page = (PAGES / "semantic.html").read_bytes()
    assert read_source(page, "semantic.html") == read_source(page, "")
    assert "<html> is a tag\n" == read_source(b"<html> is a tag\n", "a.txt").text


def test_without_its_packages_a_page_is_told_with_the_command_that_brings_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "explorer.drafting.intake.pages.reading", None)
    with pytest.raises(NotTakenError, match=r"pip install 'article-explorer\[html\]'"):
        read_source((PAGES / "semantic.html").read_bytes(), "a.html")
