"""Who speaks in the invented articles of the newsroom: nobody is doubted who does, and most who don't are told."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

import pytest
from newsroom import Story, analysed, stories

from explorer.checking import verifying
from explorer.checking.verification import Verification
from explorer.model.archive import Archive
from explorer.model.problems import Place
from explorer.model.records import AnyRecord, Article, Entry, Person, Quote
from explorer.reading.text.passages import SourceText

# The articles are read once for all that ask who speaks in them.
pytestmark = pytest.mark.xdist_group("newsroom")


def told(story: Story, *, exchanged: bool) -> Iterator[AnyRecord]:
    """The records of a story without attributions; `exchanged`: each quote has somebody else of the story speak."""
    yield Article(id=story.name, file=f"{story.name}.txt", headline="x")
    names = list(dict.fromkeys(said.who for said in story.marked()))
    for name in names:
        is_named = name[:1].isupper() or not name[0].isascii()
        yield Person(id=f"{story.name}-{names.index(name)}", name=name, type="named" if is_named else "anonymous")
    parts: dict[tuple[str, str], list[str]] = defaultdict(list)
    for n, said in enumerate(story.marked()):
        parts[said.who, said.group or f"n{n}"].append(re.sub(r"^\W+", "", story.words(said)))
    for n, ((who, _), words) in enumerate(parts.items()):
        speaker = (names.index(who) + exchanged * (1 + n % max(1, len(names) - 1))) % len(names)
        text = tuple(words) if len(words) > 1 else words[0]
        id = f"{story.name}-{speaker}"
        yield Quote(id=f"{story.name}-q{n}", article=story.name, speech="direct", text=text, speaker=id)


@cache
def found(*, exchanged: bool) -> dict[str, Verification]:
    records = [record for story in stories() for record in told(story, exchanged=exchanged)]
    archive = Archive(Entry(record, Place("f.yaml")) for record in records)
    texts = {story.name: SourceText(story.text) for story in stories()}
    analyses = {story.name: analysed(story) for story in stories()}
    verifications = verifying.verify(archive, texts, analysis_of=lambda article, _: analyses[article.id])
    return {ref: each for ref, each in verifications.items() if ref.startswith("quote/")}


def mismatches(*, exchanged: bool) -> list[str]:
    every = found(exchanged=exchanged).items()
    return [ref for ref, each in every if each.said and each.said.code == "speaker-mismatch"]


def test_nobody_is_doubted_who_speaks() -> None:
    assert [] == mismatches(exchanged=False)


def test_most_who_do_not_speak_are_told() -> None:
    """In seven of the articles one person speaks, or the language has no words of saying here."""
    assert len(found(exchanged=True)) > 270
    assert len(mismatches(exchanged=True)) >= 165
