"""How an article is laid out: each quote in a line has its sign beside the line."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.content import Content

from explorer.reading.text.passages import Passage, SourceText
from explorer.ui.wording import styles
from explorer.ui.wording.article_text import MEASURE, ArticleLayout, Mark

TEXT = "one two three four five six seven eight"
WIDTH = 60


def at(words: str, text: str = TEXT) -> Passage:
    start = text.index(words)
    return Passage(start, start + len(words))


def margin(marks: list[Mark], current: list[Passage] | None = None) -> str:
    """What stands before the first line."""
    layout = ArticleLayout(SourceText(TEXT), WIDTH, marks, ())
    return layout.drawn(0, current or []).plain[: layout.margin]


def test_each_quote_in_a_line_has_its_sign_in_the_order_of_the_text() -> None:
    """Two of one kind too, and one within another."""
    marks = [
        Mark(at("five"), "partial", "quote/c"),
        Mark(at("one two three"), "indirect", "quote/a"),
        Mark(at("two"), "partial", "quote/b"),
    ]

    assert margin(marks) == " 1 ¶‘‘ "


def test_a_quote_with_interrupted_words_has_one_sign() -> None:
    marks = [Mark(at("one"), "direct", "quote/a"), Mark(at("three"), "direct", "quote/a"), Mark(at("four"), "open")]

    assert margin(marks) == " 1 “◇  "


def test_of_too_many_the_one_in_use_is_shown_with_the_number_of_the_others() -> None:
    words = TEXT.split()
    marks = [Mark(at(word), "partial", f"quote/{word}") for word in words[:4]] + [Mark(at("five"), "direct", "quote/x")]

    assert margin(marks) == " 1 ‘+4 "
    assert margin(marks, [at("five")]) == " 1┃“+4 "


def test_more_than_nine_others_are_told_as_more_than_nine() -> None:
    marks = [Mark(Passage(at, at + 1), "partial", f"quote/{at}") for at in range(12)]

    assert margin(marks) == " 1 ‘9+ "


def test_the_sign_of_the_quote_in_use_stands_out() -> None:
    marks = [Mark(at("one"), "direct", "quote/a"), Mark(at("three"), "partial", "quote/b")]
    drawn = ArticleLayout(SourceText(TEXT), WIDTH, marks, ()).drawn(0, [at("three")])

    linked = [drawn.plain[span.start : span.end] for span in drawn.spans if span.style == styles.LINK]
    assert linked == ["┃", "‘"]


def test_a_long_article_has_room_for_its_numbers() -> None:
    text = SourceText("\n\n".join(f"Paragraph {n}." for n in range(1, 1201)))
    layout = ArticleLayout(text, WIDTH, (), ())

    assert layout.drawn(0, ()).plain == "   1     Paragraph 1."
    assert layout.drawn(len(layout.lines) - 1, ()).plain == "1200     Paragraph 1200."


def test_lines_are_never_longer_than_is_good_to_read() -> None:
    layout = ArticleLayout(SourceText("word " * 200), 300, (), ())

    assert max(len(layout.words(line)) for line in layout.lines) <= MEASURE


WORDS = st.lists(st.sampled_from(["pier", "harbour,", "a", "“No,”", "née", "2,000", "港の町", "e\u0301t\u00e9", "\n"]))


@given(WORDS, st.integers(12, 27))
def test_the_words_of_an_article_are_wrapped_as_those_of_any_text(words: list[str], width: int) -> None:
    """Those of which each letter takes one cell are wrapped in another way, which takes a tenth of the time."""
    text = SourceText(" ".join(words).strip())
    layout = ArticleLayout(text, width, (), ())

    paragraphs = [Content(text.text[each.start : each.end]) for each in text.paragraphs]
    expected = [line.plain.rstrip() for each in paragraphs for line in each.wrap(width) if line]
    assert expected == [layout.words(line).rstrip() for line in layout.lines if layout.words(line).strip()]


WIDE = ["pier", "港の町", "と話した、", "\u3000", "\u3000\u3000", " ", "👍🏽", "e\u0301te\u0301", "\n"]


@given(st.lists(st.sampled_from(WIDE)), st.integers(4, 27))
@example(["pier", "\u3000\u3000", "港の町", "\u3000\u3000"], 7)
@example(["\u3000\u3000", "と話した、", "\u3000\u3000"], 17)
def test_each_letter_is_shown_once_in_lines_that_have_room_for_it(words: list[str], width: int) -> None:
    """Also where letters and spaces take two cells, or none."""
    layout = ArticleLayout(SourceText("".join(words)), width, (), ())

    lines = list(map(layout.words, layout.lines))
    assert "".join("".join(words).split()) == "".join("".join(lines).split())
    assert all(cell_len(line) <= width for line in lines)


def test_a_word_that_is_longer_than_a_line_goes_on_in_the_next() -> None:
    layout = ArticleLayout(SourceText("see\nhttps://harbour.example/a-long-way-to-say-pier"), 20, (), ())

    assert ["see", "https://harbour.exam", "ple/a-long-way-to-sa", "y-pier"] == list(map(layout.words, layout.lines))


def test_the_words_of_furniture_are_dimmed_on_all_of_its_lines() -> None:
    text = SourceText("Sign up for our newsletter\n\nThe pier burned.")
    layout = ArticleLayout(text, 12, (), ["Sign up for our newsletter"])

    dimmed = [any(span.style == styles.MUTED for span in layout.drawn(n, ()).spans) for n in range(len(layout.lines))]
    assert [True] * 3 + [False] * 3 == dimmed
