"""What is cited is read as it was meant by programs that nobody here wrote, and never hides what is in doubt."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import Any

import msgspec
import pytest
from citing.citables import ARTICLE, TEXTS, citable, quote
from hypothesis import given, settings
from markdown_it import MarkdownIt
from trying import tries

from explorer.citing import FORMATS, formats_for
from explorer.citing.markdown import markdown, pandoc
from explorer.citing.plain import plain
from explorer.display import clean
from explorer.model.records import Topic


@pytest.mark.parametrize("format", FORMATS, ids=lambda format: format.name)
@pytest.mark.parametrize(
    ("fields", "doubt"),
    [
        ({"text": "We will not rebuild the pier"}, "not verified: the words are not in the article"),
        ({"text": "the"}, "not verified: the words stand more than once"),
        ({"article": "nothing"}, "not verified: there is no article text"),
        ({"attribution": "the mayor shouted"}, "not verified: the article does not attribute"),
        ({"review": "disputed"}, "disputed"),
    ],
)
def test_no_format_hides_a_doubt(format: Any, fields: dict[str, object], doubt: str) -> None:
    assert doubt in format.write(citable(quote(**fields)))


@pytest.mark.parametrize("format", FORMATS, ids=lambda format: format.name)
def test_every_format_says_whose_words_they_are(format: Any) -> None:
    """Who told of them, whose they are, and that they are a paraphrase."""
    said = format.write(citable(quote(speech="indirect", relayed_by="aide", interpreted=True)))

    assert "a city aide, relaying Ana Ruiz, through an interpreter" in said
    assert "Paraphrase: We will rebuild" in said
    assert "quote/rebuild" in said


@pytest.mark.parametrize("format", FORMATS, ids=lambda format: format.name)
def test_no_format_lets_a_terminal_obey(format: Any) -> None:
    said = format.write(citable(quote(text="a\x1b]52;c;x\x07 \u202eb")))

    assert not set("\x1b\x07\u202e") & set(said)


@pytest.mark.parametrize(
    ("url", "is_link"),
    [("javascript:alert(1)", False), ("JavaScript:x", False), ("data:text/html,x", False), ("doi:10.1000/x", True)],
)
def test_what_a_browser_would_run_is_no_address(url: str, is_link: bool) -> None:
    """A program that reads a citation may make a link of the address in it."""
    cited = citable(quote(), msgspec.structs.replace(ARTICLE, url=url))
    said = {format.name: format.write(cited) for format in FORMATS}

    assert is_link == (f"url = {{{url}}}" in said["BibTeX"])
    assert is_link == (json.loads(said["CSL-JSON"])[0].get("URL") == url)
    assert is_link == (json.loads(said["Web Annotation"])["target"]["source"].get("via") == url)


@settings(max_examples=tries(30))
@given(TEXTS)
def test_any_text_is_safe_to_show_in_every_format(text: str) -> None:
    cited = citable(quote(text=text, note=text))
    for format in FORMATS:
        said = format.write(cited)
        assert clean(said) == said


def test_only_what_a_format_can_hold_is_offered() -> None:
    """A person is no publication, and only a quote has a place in an article."""
    assert [format.name for format in formats_for(quote())] == [format.name for format in FORMATS]
    assert [format.name for format in formats_for(ARTICLE)] == [
        *("Plain text", "Markdown", "BibTeX", "CSL-JSON", "CSL citation", "Pandoc"),
    ]
    assert [format.name for format in formats_for(Topic(id="t", label="T"))] == ["Plain text", "Markdown"]


# Markdown, read by markdown-it


class _Text(HTMLParser):
    """The text of a page, and the addresses of its links."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.links: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value for name, value in attrs if name == "href" and value]

    def handle_data(self, data: str) -> None:
        self.text += data


def rendered(text: str) -> _Text:
    page = _Text()
    page.feed(MarkdownIt("commonmark").enable(["strikethrough", "table"]).render(text))
    return page


def test_markdown_has_the_words_in_a_block_quotation_and_the_source_below() -> None:
    page = rendered(markdown(citable(quote())))

    assert page.tags == ["blockquote", "p", "p", "a", "code"]
    assert page.links == ["https://example.org/pier?a=1&b=%282%29"]
    assert page.text.split("\n") == [
        "",
        "“We will rebuild the east pier before summer,”",
        "",
        "— Ana Ruiz, “Pier to be rebuilt”, Jo Lee, The Port Post, Wed 6 Mar 2024, para. 2 quote/rebuild",
        "",
    ]


@given(TEXTS)
def test_text_in_markdown_shows_as_it_is(text: str) -> None:
    """None of it is markup."""
    topic = Topic(id="t", label=text)
    page = rendered(markdown(citable(topic)))

    assert page.tags == ["p"]
    assert page.text.split() == plain(citable(topic)).split()


def test_pandoc_has_the_words_before_the_key_and_the_paragraph_and_doubts_after_it() -> None:
    """Pandoc adds to Markdown, and would turn straight marks, dashes and ellipses."""
    said = pandoc(citable(quote(review="disputed", note='It\'s "x" -- {a}^2^ ...')))

    assert said == (
        "[“We will rebuild the east pier before summer,” — Ana Ruiz, in @pier, {para. 2} "
        r"\[disputed\] \[note: It\'s \"x\" \-- \{a\}\^2\^ \.\..\]] <!-- quote/rebuild -->"
        "\n"
    )
