"""Text that is safe to show, and JSON that is."""

from __future__ import annotations

import json
import unicodedata

import pytest
from archives import HOSTILE_WORDS
from hypothesis import given
from hypothesis import strategies as st

from explorer.display import STAND_IN, clean, json_escaped, one_line

anything = st.text(st.characters(codec=None) | st.sampled_from("\x1b\x07\r\n\t\u202e\u200d\ufe0f👩❤a1"))


def unsafe(text: str) -> list[str]:
    """The characters that a terminal would obey or a reader not see, but for joiners and selectors."""
    kept = {"\n", "\u200c", "\u200d"}
    shown = {"\u06dd", "\u070f", "\u08e2", "\U000110bd", "\U000110cd"}  # these have a shape of their own
    shown |= {chr(code) for code in (*range(0x600, 0x606), *range(0x890, 0x892), *range(0x13430, 0x13440))}
    return [c for c in text if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"} and c not in kept | shown]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b]52;c;eA==\x07", "␛]52;c;eA==␇"),
        ("\x1b[31mred", "␛[31mred"),
        ("a\x00b\x7fc", "a␀b␡c"),
        ("\x9b31m", f"{STAND_IN}31m"),
        ("a\tb", "a b"),
        ("a\rb", "a␍b"),
        ("a\r\nb", "a \nb"),
        ("a\nb", "a\nb"),
        ("abc\u202e321", f"abc{STAND_IN}321"),
        ("\u2066x\u2069", f"{STAND_IN}x{STAND_IN}"),
        ("a\u200eb\u200fc\u061c", f"a{STAND_IN}b{STAND_IN}c{STAND_IN}"),
        ("in\u200bvis\u2060ible\ufeff", f"in{STAND_IN}vis{STAND_IN}ible{STAND_IN}"),
        ("a\u2028b\u2029c\x85d", f"a{STAND_IN}b{STAND_IN}c{STAND_IN}d"),
        ("\ud800x\udfff", f"{STAND_IN}x{STAND_IN}"),
        ("so\xadft", "so-ft"),
        ("x\U000e0041\U000e0042", f"x{STAND_IN}{STAND_IN}"),
    ],
)
def test_what_deceives_is_shown_as_a_stand_in(text: str, shown: str) -> None:
    assert shown == clean(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain",
        "[b]markup[/b] [sic] [/]",
        "“curly” – dashes — … no-break\u00a0space",
        "和平统一 ประเทศไทย שלום العربية",
        "👩\u200d👧 ❤\ufe0f\u200d🔥 1\ufe0f\u20e3 🏳\ufe0f\u200d🌈",
        "می\u200cخواهم",
        "ක\u0dca\u200dෂ",
        "葛\U000e0100",
        "e\u0301",
    ],
)
def test_everything_else_stays_as_it_is(text: str) -> None:
    assert text == clean(text)


@pytest.mark.parametrize(
    "text", ["a\u200db", "1\u200d2", "a\u200cb", "a\ufe0fb", "x\U000e0100", "\u200d", "\ufe0f\u200d\ufe0f\u200d"]
)
def test_joiners_and_selectors_where_they_mean_nothing_are_shown(text: str) -> None:
    assert sum(not c.isalnum() for c in text) == clean(text).count(STAND_IN)


@given(anything)
def test_clean_text_has_nothing_that_deceives_and_as_many_code_points(text: str) -> None:
    shown = clean(text)
    assert [] == unsafe(shown)
    assert len(text) == len(shown)
    assert text.count("\n") == shown.count("\n")


@given(anything)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(text) == clean(clean(text))


@given(anything)
def test_one_line_is_one_line(text: str) -> None:
    shown = one_line(text)
    assert [shown] == (shown.split("\n"))
    assert shown == shown.strip()
    assert "  " not in shown
    assert [] == unsafe(shown)


def test_one_line_joins_lines_and_runs_of_spaces() -> None:
    assert "a b c d" == one_line("  a\n\n b \t c\r\nd ")


@given(anything)
def test_escaped_json_means_the_same_and_has_nothing_that_deceives(text: str) -> None:
    written = json_escaped(json.dumps({"x": text}, ensure_ascii=False, indent=1))
    assert {"x": text} == json.loads(written)
    assert [] == unsafe(written)


@pytest.mark.parametrize("words", HOSTILE_WORDS.values(), ids=HOSTILE_WORDS)
def test_the_hostile_archive_is_safe_to_show(words: str) -> None:
    assert [] == unsafe(clean(words))
