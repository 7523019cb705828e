"""A file of text becomes a source as it is, or a sentence says why not. What it does not say of itself is left out."""

from __future__ import annotations

import hashlib

import pytest

from explorer.drafting.intake.reading import largest, read_source
from explorer.drafting.intake.source import NotTakenError
from explorer.files.seed_files import LARGEST_TEXT
from explorer.reading.heads import ArticleMetadata

WIRE = """\
Levee Holds as River Crests

By DALE OSTRANDER
Associated Wire Writer
Updated March 4, 2024
Published: Sunday, 3rd March 2024, 10:15 p.m.

GRANBY, Ill. (AW) _ The river crested 2 feet short of this town's levee Friday, and people cheered in the street.
"""
LABELLED = """\
Title: Pier to be rebuilt
Source: The Harbour Gazette
Author: Mira Solberg and Jon Aune
Date: 5.3.2024
URL: https://example.org/pier
Language: en-GB

The council said on Tuesday that the pier would be rebuilt before the summer, after two winters of storms and delays.
"""
BLOG = """\
---
title: "The bug: that ate Thursday"
author: [Priya Raman, Tom Li]
date: 2024-02-14T10:00:00Z
source: https://example.org/bug
---

# The bug that ate *Thursday*

On Thursday at 09:12 our payments service stopped. Here is what happened, and who was told of it by whom and when.
"""
ZH = "港口的钟停了\n\n2024年3月5日\n\n港口的钟一百年来第一次停了。\n"


def about(text: str, name: str = "a.txt") -> ArticleMetadata:
    return read_source(text.encode(), name).about


def test_a_text_is_kept_byte_for_byte() -> None:
    content = "\ufeff  Pier to be rebuilt \r\n\r\nThe council\xa0said so.\r\n".encode()
    source = read_source(content, "pier.TXT")
    assert (content, None) == (source.content, source.source_sha256)
    assert "Pier to be rebuilt" == source.about.headline


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            WIRE,
            ArticleMetadata(
                headline="Levee Holds as River Crests",
                byline="By DALE OSTRANDER",
                published="2024-03-03",
                publisher="AW",
                language="en",
            ),
        ),
        (
            LABELLED,
            ArticleMetadata(
                headline="Pier to be rebuilt",
                byline="Mira Solberg and Jon Aune",
                published="2024-03-05",
                publisher="The Harbour Gazette",
                url="https://example.org/pier",
                language="en-GB",
            ),
        ),
        (ZH, ArticleMetadata(headline="港口的钟停了", published="2024-03-05", language="zh")),
        ("https://example.org/a\n\nKein Wort\n", ArticleMetadata(headline="Kein Wort", url="https://example.org/a")),
        ("Am 3. März 2024 stand er da.\n", ArticleMetadata(headline="Am 3. März 2024 stand er da.")),
        ("FOR IMMEDIATE RELEASE\n\n**Pier to be rebuilt**\n", ArticleMetadata(headline="Pier to be rebuilt")),
        ("A talk\n\nReporter: Why?\nAuthor: Ann\n", ArticleMetadata(headline="A talk", byline="Ann")),
        ("By the sea\n", ArticleMetadata(headline="By the sea")),
        # Which day 3/4/2024 is, nobody can tell.
        ("Fares up\n3/4/2024\n", ArticleMetadata(headline="Fares up")),
    ],
)
def test_only_what_a_text_says_of_itself_is_known(text: str, expected: ArticleMetadata) -> None:
    assert expected == about(text)


@pytest.mark.parametrize(
    ("line", "headline"),
    [
        ("&#163;1.8m for Ruiz &amp; Okafor", "£1.8m for Ruiz & Okafor"),
        ("Caf&eacute;&nbsp;talk: &#x201C;never&#x201D;", "Café talk: “never”"),
        ("How &amp;amp; is written", "How &amp; is written"),
        ("AT&T and R&D, ?a=1&copy=2 and &nothing;", "AT&T and R&D, ?a=1&copy=2 and &nothing;"),
    ],
)
def test_a_headline_says_once_what_the_entities_of_html_mean_and_the_text_stays_as_it_is(
    line: str, headline: str
) -> None:
    for name, text in (("a.txt", f"{line}\n\nWords.\n"), ("a.md", f"# {line}\n\nWords.\n")):
        source = read_source(text.encode(), name)
        assert headline == source.about.headline
        assert (text, text.encode()) == (source.text, source.content)


def test_so_do_a_byline_and_a_publisher() -> None:
    found = about("Fares up\nBy Ana Ruiz &amp; Ben Okafor\nSource: Park &amp; Pier\n\nWords.\n")
    assert ("By Ana Ruiz & Ben Okafor", "Park & Pier") == (found.byline, found.publisher)


def test_front_matter_and_the_first_heading_tell_of_a_markdown_file() -> None:
    assert ArticleMetadata(
        headline="The bug that ate *Thursday*",
        byline="Priya Raman, Tom Li",
        published="2024-02-14",
        url="https://example.org/bug",
        language="en",
        furniture=(
            'title: "The bug: that ate Thursday"',
            "author: [Priya Raman, Tom Li]",
            "date: 2024-02-14T10:00:00Z",
            "source: https://example.org/bug",
        ),
    ) == about(BLOG, "bug.md")


def test_front_matter_that_is_no_yaml_costs_only_itself() -> None:
    assert "A title" == about("---\ntitle: [\n---\n\nA title\n=======\n\nWords.\n", "a.md").headline


def test_the_first_sentence_is_the_headline_where_the_first_line_is_a_whole_article() -> None:
    sentence = "The pier will be rebuilt before the summer, the council said."
    assert sentence == about(f"{sentence} {'More was said of it, at some length. ' * 20}").headline


@pytest.mark.parametrize(
    ("first", "headline"),
    [
        (
            "The pier will be rebuilt, as the council said, {more} and so on",
            "The pier will be rebuilt, as the council said",
        ),
        ("The pier will be rebuilt {more} and so on", "The pier will be rebuilt {fits}"),
        pytest.param("桟橋" * 300, "桟橋" * 110, id="without spaces"),
    ],
)
def test_of_a_first_sentence_as_long_as_an_article_some_clauses_or_words_are_the_headline(
    first: str, headline: str
) -> None:
    """No list and no citation has all of it."""
    more, fits = "word " * 100, ("word " * 39).strip()
    text = first.format(more=more.strip())
    found = about(f"{text}\n").headline
    assert headline.format(fits=fits) == found
    assert len(found) <= 220


def test_a_text_in_utf_16_is_kept_in_utf_8_with_the_hash_of_its_file() -> None:
    content = "Fähre fährt\n".encode("utf-16")
    source = read_source(content, "a.txt")
    assert ("Fähre fährt\n".encode(), hashlib.sha256(content).hexdigest()) == (source.content, source.source_sha256)


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (b"", "a.txt", "it is empty"),
        (b"\xef\xbb\xbf \r\n\t", "a.txt", "there are no words in it"),
        ("… — !".encode(), "a.txt", "there are no words in it"),
        (b"Pier\nCaf\xe9 open", "my cafe.txt", "line 2, column 4 has the byte 0xe9 (“é” in Windows-1252)"),
        (b"Caf\xe9", "my cafe.txt", "iconv -f WINDOWS-1252 -t UTF-8 'my cafe.txt' > 'utf8-my cafe.txt'"),
        (b"Caf\xe9", "in/cafe.txt", "iconv -f WINDOWS-1252 -t UTF-8 in/cafe.txt > in/utf8-cafe.txt"),
        (b"MZ\x90\x00\x03\x00", "a.txt", "it is no text"),
        (b"words \x00 words", "a.txt", "it is no text"),
        (b"%PDF-1.7 \xe2", "a.txt", "it is a PDF, and no text"),
        (b"PK\x03\x04\x14", "a.md", "as those of Word"),
        (b"words", "a.docx", "what ends with .docx is not taken, only .txt"),
        (b"words", "README", "its name has no ending"),
        ("wörds".encode("utf-16")[:-1], "a.txt", "it begins as UTF-16 does"),
    ],
)
def test_what_is_no_article_is_refused_in_plain_words(content: bytes, name: str, expected: str) -> None:
    with pytest.raises(NotTakenError) as caught:
        read_source(content, name)
    assert expected in str(caught.value)


def test_a_text_may_be_as_large_as_those_of_an_archive() -> None:
    assert LARGEST_TEXT == largest("a.txt")
