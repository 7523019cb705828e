"""Adding an article is a step like any other: it can be undone, and done again."""

from __future__ import annotations

from pathlib import Path

from archives import write_archive

from explorer.desk.adding import add_files
from explorer.desk.undoing import redo, undo
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
