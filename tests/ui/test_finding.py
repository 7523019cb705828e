"""What is typed as people type it: dates, values of filters; what is offered when nothing is found; a hit's row."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content
from trying import at_sizes
from ui.driving import NARROW, WIDE, opened

from explorer.ui.widgets.result_list import around

WORDS = "one two three four five six seven eight nine ten eleven twelve thirteen"


async def test_a_date_says_in_the_row_and_in_detail_why_it_found(shipped_root: Path) -> None:
    async with opened(shipped_root) as session:
        await session.search("nov 14")

        assert "Tue 14 Nov 2023" in session.text_in(session.results)
        assert "Found by nov 14 → Tue 14 Nov 2023 in date" in session.words_in(session.detail)


async def test_a_value_finds_and_its_filter_is_offered(shipped_root: Path) -> None:
    async with opened(shipped_root) as session:
        await session.search("military anonymous")

        assert re.search(r"anonymous · official", session.text_in(session.results))
        await session.press("tab")
        assert "military source:anonymous " == session.app.main.search_box.value


@at_sizes(WIDE, NARROW)
async def test_when_nothing_is_found_enter_takes_what_is_offered_instead(
    shipped_root: Path, size: tuple[int, int]
) -> None:
    async with opened(shipped_root, size) as session:
        await session.search('who:xi "frank and forthright"')

        assert session.hits == []
        assert "without who:xi 2 found" in session.words_in(session.results)
        await session.press("down", "up", "enter")
        assert '"frank and forthright"' == session.app.main.search_box.value
        assert 2 == len(session.hits)


async def test_the_results_offer_the_same_by_enter(shipped_root: Path) -> None:
    async with opened(shipped_root) as session:
        await session.search("quadrillion ")
        await session.press("tab", "enter")

        assert "balloon" == session.app.main.search_box.value
        assert "topic/spy-balloon" in session.hits


@given(st.text(st.sampled_from("ab 語“"), min_size=1, max_size=60), st.integers(12, 30), st.data())
def test_a_row_shows_what_matched_and_leaves_no_room_that_the_text_could_have(
    text: str, width: int, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    match = text[start]
    shown = around(Content(text), [(start, start + 1)], width)
    assert shown.cell_length <= width
    if Content(text).cell_length <= width:
        assert text == shown.plain
    else:
        assert match in shown.plain


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("one", "one two three four five six s…"),
        ("seven", "… five six seven eight nine t…"),
        ("thirteen", "… ten eleven twelve thirteen"),
    ],
)
def test_what_matched_is_in_the_middle(word: str, expected: str) -> None:
    start = WORDS.index(word)
    assert expected == around(Content(WORDS), [(start, start + len(word))], 30).plain
