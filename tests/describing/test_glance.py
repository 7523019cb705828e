"""What a bar of the overview says."""

from __future__ import annotations

import pytest

from explorer.describing import signs
from explorer.describing.glance import counted_in, heading, in_words, segments
from explorer.stats import Bar, Overview, Part, Section, Spread, Unit


def drawn(spread: Spread, full: int, cells: int, perhaps: int = 0) -> str:
    return "".join(text for text, _ in segments(Bar("x", spread, perhaps=perhaps), full, cells))


def test_each_kind_of_speech_has_its_own_fill() -> None:
    """So that they are told apart without colours."""
    marks = [sign.mark for sign in signs.FILLS.values()]
    assert len(set(marks)) == len(marks)
    assert drawn(Spread(direct=4, partial=2, indirect=2), 16, 16, perhaps=3) == "████▒▒░░╌╌╌"


def test_a_number_too_small_for_a_cell_is_a_thin_bar() -> None:
    assert drawn(Spread(indirect=1), 80, 10) == "▏"
    assert drawn(Spread(), 80, 10) == ""


@pytest.mark.parametrize(
    ("bar", "words"),
    [
        (Bar("x", Spread(direct=1, on_record=1)), "1 quote: 1 direct; 1 on the record"),
        (
            Bar("x", Spread(direct=3, indirect=7, on_record=2, anonymous=8)),
            "10 quotes: 3 direct, 7 indirect; 2 on the record, 8 anonymous",
        ),
        (Bar("x", Spread()), "no quotes"),
        (Bar("x", Spread(), perhaps=2), "no quotes; perhaps 2 more, whose dates leave it open"),
        (Bar("x", Spread(direct=1)), "1 quote: 1 direct"),
    ],
)
def test_a_bar_is_said_in_words(bar: Bar, words: str) -> None:
    assert in_words(bar, Overview()) == words


def test_a_section_says_what_it_counts() -> None:
    assert heading(Overview(unit=Unit.QUARTER), Part.TIME) == "Over time, by quarter"
    assert heading(Overview(), Part.TOPICS) == "Topics"
    assert counted_in(Section(Part.TOPICS, (Bar("x", Spread()),), 0, "2 without a topic")) == "1, 2 without a topic"
    assert counted_in(Section(Part.TIME, (), 0)) == ""
