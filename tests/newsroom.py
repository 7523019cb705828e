"""Invented articles in many styles and languages, with what is speech in them and whose: the truth to measure by.

In the files beside this one the speech is written in braces: `{{who|words}}` are words that the article marks as
speech, `{{who~words}}` a paraphrase, and `{{!words}}` words in quotation marks that nobody says. `who#1` joins the
parts of one utterance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from explorer.model.records import Article
from explorer.reading.analysis import Analysis
from explorer.reading.text.passages import SourceText

_FOLDER = Path(__file__).parent / "newsroom"
_BRACE = re.compile(r"\{\{(?:(?P<nobody>!)|(?P<who>[^{}|~#]+)(?:#(?P<group>\d+))?(?P<how>[|~]))|\}\}")


class Said(NamedTuple):
    """Words from `start` to `end` of an article. `depth` is 0 for those that lie inside of no other marked words."""

    how: Literal["marked", "told", "nobody"]
    who: str
    group: str | None
    start: int
    end: int
    depth: int


class Story(NamedTuple):
    name: str
    text: str
    said: tuple[Said, ...]

    def marked(self) -> Iterator[Said]:
        """The outermost words that the article marks as speech."""
        return (said for said in self.said if said.how == "marked" and not said.depth)

    def words(self, said: Said) -> str:
        return self.text[said.start : said.end]


@cache
def stories() -> tuple[Story, ...]:
    """All articles, by name."""
    return tuple(_read(path) for path in sorted(_FOLDER.glob("*.txt")))


@cache
def analysed(story: Story) -> Analysis:
    """The one reading of an article, whatever its records say."""
    return Analysis(Article(id=story.name, file=f"{story.name}.txt", headline="x"), SourceText(story.text))


def _read(path: Path) -> Story:
    parts: list[str] = []
    said: list[Said] = []
    opened: list[tuple[re.Match[str], int]] = []
    written = path.read_text(encoding="utf-8")
    at = length = 0
    for brace in _BRACE.finditer(written):
        parts.append(written[at : brace.start()])
        length += len(parts[-1])
        at = brace.end()
        if brace[0] != "}}":
            opened.append((brace, length))
            continue
        begun, start = opened.pop()
        how: Literal["marked", "told", "nobody"] = (
            "nobody" if begun["nobody"] else "marked" if begun["how"] == "|" else "told"
        )
        depth = sum(other["how"] == "|" for other, _ in opened)
        said.append(Said(how, begun["who"] or "", begun["group"], start, length, depth))
    assert not opened, path.name
    return Story(path.stem, "".join([*parts, written[at:]]), tuple(sorted(said, key=lambda each: each[3:5])))
