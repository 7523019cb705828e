"""Detail says why a record was found; there and in the reader the query's words are marked, to step through."""

from __future__ import annotations

from pathlib import Path

import pytest
from archives import write_archive
from trying import at_sizes
from ui.driving import NARROW, WIDE, Session, opened

from explorer.describing.match_reasons import approximations, why_found
from explorer.model.records import Kind
from explorer.search.hits import Hit, Match
from explorer.ui.widgets.lines import nth_of, step_to

BOTH = at_sizes(WIDE, NARROW)


def hit(*matches: Match) -> Hit:
    return Hit("quote/x", Kind.QUOTE, "x", 1.0, matches)


@pytest.mark.parametrize(
    ("match", "expected"),
    [
        (Match("text", "pier", "pier", "exact"), "pier in text"),
        (Match("aliases", "mayor", "mayor", "alias"), "mayor in aliases"),
        (Match("relayed_by", "ruiz", "ruiz", "exact"), "ruiz in relayed by"),
        (Match("label", "harb", "harbour", "prefix"), "harb → harbour (prefix) in label"),
        (Match("text", "restart", "restarting", "stem"), "restart → restarting (other form) in text"),
        (Match("text", "arbo", "harbour", "infix"), "arbo → harbour (inside a word) in text"),
        (Match("text", "facetoface", "face to face", "joined"), "facetoface → face to face (joined) in text"),
        (Match("text", "the east pier", "the east pier", "phrase"), "the east pier (phrase) in text"),
        (Match("label", "fentanil", "fentanyl", "typo", 1), "fentanil → fentanyl (typo, 1 letter) in label"),
        (Match("label", "fentanli", "fentanyl", "typo", 2), "fentanli → fentanyl (typo, 2 letters) in label"),
    ],
)
def test_each_way_of_matching_is_said(match: Match, expected: str) -> None:
    assert expected == why_found(hit(match))


def test_words_of_one_field_are_said_together_and_each_word_once() -> None:
    found = hit(
        Match("text", "frank", "frank", "exact"),
        Match("text", "and", "and", "exact"),
        Match("text", "and", "andy", "typo", 1),
        Match("topics", "taiwan", "taiwan", "exact"),
    )

    assert "frank, and in text · taiwan in topics" == why_found(found)


def test_only_what_no_other_word_answers_is_an_approximation() -> None:
    found = hit(
        Match("text", "and", "and", "exact"),
        Match("text", "and", "andy", "typo", 1),
        Match("text", "fentanil", "fentanyl", "typo", 1),
        Match("text", "harb", "harbour", "prefix"),
    )

    assert "fentanil → fentanyl" == approximations(found)


def test_stepping_goes_on_from_the_cursor_and_round_the_end() -> None:
    assert [2, 5, 2] == [step_to([2, 5], cursor, 1) for cursor in (0, 2, 5)]
    assert [5, 2, 5] == [step_to([2, 5], cursor, -1) for cursor in (9, 5, 2)]
    assert step_to([], 3, 1) is None
    assert "match 2 of 2" == nth_of([2, 5], 5)


# Detail


@BOTH
async def test_detail_says_in_a_line_why_a_hit_was_found(town: Path, size: tuple[int, int]) -> None:
    async with opened(town, size) as session:
        await session.search("okafro harb")
        words = session.words_in(session.detail)

        assert "≈ Found by okafro → okafor (typo, 1 letter) in name · harb → harbour (prefix) in role" in words
        assert session.detail.row_count > 5


async def test_detail_says_nothing_of_a_record_that_was_not_searched_for(town: Path) -> None:
    async with opened(town) as session:
        await session.search("okafor")
        assert "Found by" in session.words_in(session.detail)
        await session.press("escape", "2", "j")

        assert session.shown == "person/ben-okafor"
        assert "Found by" not in session.words_in(session.detail)
        assert session.styled(session.detail, lambda style: bool(style.underline)) == ""


async def test_the_words_are_marked_in_detail_by_more_than_colour(town: Path) -> None:
    async with opened(town) as session:
        await session.search("harbour master")

        assert session.shown == "person/ben-okafor"
        assert session.styled(session.detail, lambda style: bool(style.underline)) == "harbour master"


async def test_the_explorers_own_words_are_never_marked(tmp_path: Path) -> None:
    """Beside the archive’s words on the same line, too."""
    evening = "events: [{id: e, name: Verbatim evening, evidence: [{article: a, text: a verbatim evening}]}]"
    yaml = "articles: [{id: a, file: a.txt, headline: A verbatim evening}]\n" + evening
    async with opened(
        write_archive(tmp_path, {"a.txt": "A verbatim evening\n\nIt was a verbatim evening."}, yaml)
    ) as session:
        await session.search("verbatim")

        assert session.shown == "event/e"
        assert "✓ verbatim" in session.words_in(session.detail)
        assert "Verbatim verbatim" == session.styled(session.detail, lambda style: bool(style.underline))


@BOTH
async def test_n_steps_through_the_lines_of_detail(town: Path, size: tuple[int, int]) -> None:
    async with opened(town, size) as session:
        await session.search("the heart of the harbour")
        await session.press("tab", "n")
        first = session.detail.cursor
        assert "match 1 of" in session.text_in(session.detail)
        await session.press("n")
        assert session.detail.cursor > first
        assert "match 2 of" in session.text_in(session.detail)
        await session.press("N")
        assert session.detail.cursor == first
        await session.press("N")

        assert session.detail.cursor > first
        assert session.focus == "results"
        await session.press("j")
        assert "match" not in session.text_in(session.detail)


async def test_n_where_nothing_was_searched_for_says_so(town: Path) -> None:
    async with opened(town) as session:
        await session.press("n")
        assert "No search words are marked here." in session.said
        session.app.clear_notifications()
        await session.press("4", "enter", "N")

        assert "No search words are marked here." in session.said


# The reader


async def reading(session: Session, query: str) -> None:
    """Open the reader at the first hit of a query."""
    await session.search(query)
    await session.press("enter", "enter")
    assert session.screen == "ReaderScreen"


@BOTH
async def test_n_steps_through_the_places_of_the_article(town: Path, size: tuple[int, int]) -> None:
    async with opened(town, size) as session:
        await reading(session, "rebuild pier")
        article = session.app.screen.query_one("#article")
        # The attribution of the quote in use is underlined as well.
        assert session.styled(article, lambda style: bool(style.underline)).startswith("rebuild pier")
        await session.press("n")
        assert "match 1 of 1" in session.text
        await session.press("escape", "escape")
        await reading(session, "article:pier kind:quote harbour")
        await session.press("n")
        assert "match 1 of 2" in session.text
        await session.press("n")
        assert "match 2 of 2" in session.text
        await session.press("n", "N")
        assert "match 2 of 2" in session.text
        await session.press("tab")

        assert "match 2 of" not in session.text


async def test_marks_stay_as_long_as_the_trail_starts_at_what_was_found(town: Path) -> None:
    async with opened(town) as session:
        await session.search("harbour")
        await session.press("enter")
        assert session.trail == ["topic/harbour"]
        await session.press("1")
        assert "Found by harbour in label" in session.words_in(session.detail)
        await session.press("3", "enter", "4", "enter", "n")
        assert "match 1 of" in session.text
        await session.press("escape", "[", "[", "4", "enter", "n")

        assert "No search words are marked here." in session.said


async def test_reading_from_the_results_marks_the_words_too(town: Path) -> None:
    async with opened(town) as session:
        await session.search("fishers")
        await session.press("tab", "o", "n")

        assert "match 1 of 1" in session.text
        await session.press("escape")
        assert session.focus == "results"
