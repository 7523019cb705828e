"""Adding an article is a step like any other: it can be undone, and done again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from archives import write_archive

from explorer.desk.adding import add_files, told
from explorer.desk.undoing import redo, undo
from explorer.drafting.drafted import ArticleDraft
from explorer.drafting.drafting import draft
from explorer.model.records import Article
from explorer.snapshot import read_snapshot

FERRY = "The ferry again\n\n“It runs two times,” said Mira Solberg, who runs the line.\n"


def articles(root: Path) -> list[str]:
    return [article.id for article in read_snapshot(root).archive.all(Article)]


def test_an_article_that_was_added_is_taken_out_by_undo_and_may_be_added_again(tmp_path: Path) -> None:
    root, file = write_archive(tmp_path / "archive"), tmp_path / "ferry.txt"
    file.write_text(FERRY, encoding="utf-8")
    (outcome,) = add_files(read_snapshot(root), [str(file)], lambda _: None)
    assert outcome.done
    assert ["pier", "the-ferry-again"] == articles(root)
    assert "Added article/the-ferry-again" == undo(root).what
    assert ["pier"] == articles(root)
    assert "Added article/the-ferry-again" == redo(root).what
    assert ["pier", "the-ferry-again"] == articles(root)
    undo(root)
    (again,) = add_files(read_snapshot(root), [str(file)], lambda _: None)
    assert again.done, again.why
    assert ["pier", "the-ferry-again"] == articles(root)


def test_a_mistake_of_ours_in_one_article_costs_it_its_drafts_and_the_others_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, files = write_archive(tmp_path / "archive"), [tmp_path / "ferry.txt", tmp_path / "tram.txt"]
    for file in files:
        file.write_text(FERRY.replace("ferry", file.stem), encoding="utf-8")

    def failing(article: Article, *given: Any) -> ArticleDraft:
        if "tram" in article.id:
            raise ZeroDivisionError
        return draft(article, *given)

    monkeypatch.setattr("explorer.drafting.adding.draft", failing)
    good, bad = add_files(read_snapshot(root), list(map(str, files)), lambda _: None)
    assert ["pier", "the-ferry-again", "the-tram-again"] == articles(root)
    assert good.done
    assert bad.done
    assert ("", 1, 0) == (good.why, len(good.done.draft.quotes), len(bad.done.draft.quotes))
    assert bad.why.startswith("a bug in the explorer (ZeroDivisionError); a report")
    assert f"Added article/the-tram-again without drafts: {bad.why}." == told(bad.done)


class _Left(BaseException):
    """What a pause raises when the user has left."""


@pytest.mark.parametrize("pauses", [0, 3, 20])
def test_who_leaves_while_an_article_is_drafted_finds_nothing_written(tmp_path: Path, pauses: int) -> None:
    """However far the draft is: it looks up time and again, and once more before anything is written."""
    root, file = write_archive(tmp_path / "archive"), tmp_path / "ferry.txt"
    file.write_text(FERRY + "\nIt was late, Ana Ruiz said. “It floats,” said Ben Okafor.\n" * 5, encoding="utf-8")
    before = sorted(root.rglob("*"))
    count = 0

    def pause() -> None:
        nonlocal count
        count += 1
        if count > pauses:
            raise _Left

    with pytest.raises(_Left):
        add_files(read_snapshot(root), [str(file)], lambda _: None, pause)
    assert before == sorted(root.rglob("*"))
    (outcome,) = add_files(read_snapshot(root), [str(file)], lambda _: None)
    assert outcome.done
