"""Speech in many styles of quotation. In the texts of `styles/`, what stands between ⟦ and ⟧ is speech."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from unicodedata import normalize

import pytest

from explorer.reading.quotation.detection import quoted_spans
from explorer.reading.text.passages import SourceText

STYLES = sorted((Path(__file__).parent / "styles").glob("*.txt"))
_SPEECH = re.compile("⟦(.*?)⟧", re.DOTALL)


def bare(words: str) -> str:
    """Words without punctuation at their ends, which some styles have inside of their marks and others outside."""
    return re.sub(r"\s+", " ", words).strip(" .,;:—–-*")


def compared(path: Path) -> tuple[int, int, int]:
    """How much speech of a text is found, how much there is, and how much is taken for speech."""
    marked = path.read_text(encoding="utf-8")
    text = re.sub("[⟦⟧]", "", marked)
    expected = [bare(found[1]) for found in _SPEECH.finditer(marked)]
    found = list(told(text))
    return sum(words in found for words in expected), len(expected), len(found)


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.stem)
def test_no_style_is_passed_over(path: Path) -> None:
    found, expected, told = compared(path)
    assert found >= 0.8 * expected
    assert found >= 0.75 * told


@pytest.mark.parametrize(
    "rewritten",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\x85"),
        lambda text: normalize("NFD", text),
    ],
    ids=["lines of Windows", "lines of mainframes", "NFD"],
)
def test_speech_is_the_same_however_lines_end_and_accents_are_encoded(rewritten: Callable[[str], str]) -> None:
    for path in STYLES:
        text = re.sub("[⟦⟧]", "", path.read_text(encoding="utf-8"))
        assert list(told(text)) == [normalize("NFC", words) for words in told(rewritten(text))], path.stem


def told(text: str) -> Iterator[str]:
    for span in quoted_spans(SourceText(text)):
        yield from (bare(text[part.start : part.end]) for part in span.parts)


def test_nearly_all_speech_is_found_and_hardly_anything_else() -> None:
    counts = [compared(path) for path in STYLES]
    found, expected, told = (sum(column) for column in zip(*counts, strict=True))
    assert found / expected >= 0.95
    assert found / told >= 0.90
