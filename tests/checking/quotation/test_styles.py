"""Speech in many styles of quotation. In the texts of `styles/`, what stands between ⟦ and ⟧ is speech."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from explorer.checking.passages import SourceText
from explorer.checking.quotation.reading import quoted_spans

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
    told = [bare(text[part.start : part.end]) for span in quoted_spans(SourceText(text)) for part in span.parts]
    return sum(words in told for words in expected), len(expected), len(told)


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.stem)
def test_no_style_is_passed_over(path: Path) -> None:
    found, expected, told = compared(path)
    assert found >= 0.8 * expected
    assert found >= 0.75 * told


def test_nearly_all_speech_is_found_and_hardly_anything_else() -> None:
    counts = [compared(path) for path in STYLES]
    found, expected, told = (sum(column) for column in zip(*counts, strict=True))
    assert found / expected >= 0.95
    assert found / told >= 0.90
