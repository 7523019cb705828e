"""The lists of words below `words`: a file for each language, named by its code, with sections of words.

The sections are described in `wording`, which is made of them. A new language needs a file, and nothing else.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "words"

Sections = dict[str, frozenset[str]]


@cache
def languages() -> tuple[str, ...]:
    """The codes of the languages that have a file."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.txt")))


@cache
def sections(code: str) -> Sections:
    """The words of a language by section; none of a language without a file."""
    if code not in languages():
        return {}
    text = (_FOLDER / f"{code}.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return dict(map(_section, "\n".join(lines).split("[")[1:]))


def _section(text: str) -> tuple[str, frozenset[str]]:
    name, _, words = text.partition("]")
    return name, frozenset(word.strip() for word in words.replace("\n", ",").split(",") if word.strip())
