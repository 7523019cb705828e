"""What the checks have to say of drafts: a draft is open to correction, but it makes no problems by itself."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from pathlib import Path

import pytest
from archives import write_archive
from newsroom import Story, stories

from explorer.drafting.adding import data_file
from explorer.drafting.drafting import draft
from explorer.model.problems import Severity
from explorer.model.records import Article, Quote
from explorer.reading.text.passages import SourceText
from explorer.snapshot import Snapshot, read_snapshot

# A share of drafts of which the checks may tell an error or a warning: they read some texts otherwise.
_SHARE = 0.025


def drafted_archive(folder: Path, story: Story) -> Snapshot:
    """An archive that has an article with its drafts, and nothing else."""
    headline = next(line.strip() for line in story.text.splitlines() if line.strip())
    article = Article(
        id=story.name,
        file="a.txt",
        headline=headline,
        sha256=sha256(story.text.encode()).hexdigest(),
        published="2009-03-04",
    )
    drafts = data_file(draft(article, SourceText(story.text)))
    return read_snapshot(write_archive(folder, {"a.txt": story.text}, {"a.yaml": drafts}))


@pytest.fixture(scope="module")
def snapshots(tmp_path_factory: pytest.TempPathFactory) -> list[Snapshot]:
    """An archive for every fourth article."""
    return [drafted_archive(tmp_path_factory.mktemp("drafts"), story) for story in stories()[::4]]


def test_drafts_of_any_article_can_be_written_and_make_hardly_any_problems(snapshots: list[Snapshot]) -> None:
    quotes = sum(len(list(snapshot.archive.all(Quote))) for snapshot in snapshots)
    told = Counter(
        (problem.code, problem.severity)
        for snapshot in snapshots
        for problem in snapshot.problems
        if problem.severity is not Severity.NOTE
    )
    assert {code for code, severity in told if severity is Severity.ERROR} <= {"speaker-mismatch"}, told
    assert told.total() <= _SHARE * quotes, told


def test_all_words_of_drafts_are_verbatim(snapshots: list[Snapshot]) -> None:
    assert [snapshot.held for snapshot in snapshots if snapshot.held[0] != snapshot.held[1]] == []
    assert sum(sum(snapshot.astray.values()) for snapshot in snapshots) <= 2


def test_a_text_that_begins_and_ends_anywhere_is_drafted() -> None:
    """What is proposed stands in the text, however its sentences and marks are cut."""
    for story in stories()[::9]:
        for start in range(0, len(story.text), 251):
            text = story.text[start : start + 400].replace(" said", ".” said", start % 3)
            article = Article(id="a", file="a.txt", headline="A", published="2009-03-04")
            quotes = draft(article, SourceText(text)).quotes
            assert all(0 <= at.start < at.end <= len(text) for each in quotes for at in each.passages)


def test_words_that_an_article_has_more_than_once_are_told_apart(tmp_path: Path) -> None:
    """Whole and in segments, with the same words around, and alone in a paragraph, as a pull quote is."""
    said = "“The pump failed,” she said, “and the road froze.”\n\n“It is over.”\n\n"
    called = "Ana Ruiz called it “a season of buckets” on Tuesday, and left.\n\n"
    text = f"The winter\n\n{called}{said}The pump was old.\n\n{called}Snow fell, too.\n\n{said}It was cold.\n"
    snapshot = drafted_archive(tmp_path, Story("twice", text, ()))
    assert len(list(snapshot.archive.all(Quote))) >= 6
    assert snapshot.held[0] == snapshot.held[1]
