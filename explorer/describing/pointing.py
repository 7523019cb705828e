"""Locate a problem: the line of its file with a caret below the place, and the link to the record or article."""

from __future__ import annotations

from explorer.describing.fields import ArticleLink, Link, RecordLink
from explorer.display import clean
from explorer.files.belonging import SEEDS
from explorer.files.excerpts import Excerpt, Excerpts
from explorer.files.lines import Lines
from explorer.model.problems import Problem
from explorer.model.records import Article
from explorer.reading.text.passages import Passage
from explorer.snapshot import Snapshot

CARET = "^"
_MORE = "…"
# In cells: lines are never cut to less than this.
_NARROWEST = 10


def excerpts_of(snapshot: Snapshot) -> Excerpts:
    """The lines of files at which an archive has problems."""
    return Excerpts(snapshot.root, snapshot.files, snapshot.seeds)


def problem_link(snapshot: Snapshot, problem: Problem) -> Link | None:
    """The link of a problem: into the article that it is in, or to the record that it is about."""
    folder, _, file = problem.place.file.partition("/")
    record = snapshot.archive.find(problem.ref) if problem.ref else None
    if folder == SEEDS and record is not None:
        article = (
            record if isinstance(record, Article) else snapshot.archive.get(Article, getattr(record, "article", ""))
        )
        text = snapshot.texts.get(article.id) if article and article.file == file else None
        if article and text:
            at = Lines.of_file(text.text, problem.place.file).offset(problem.place.line, problem.place.column)
            return ArticleLink(article.id, passage=Passage(at, at + 1))
    return RecordLink(record.ref) if record is not None else None


def pointed(excerpt: Excerpt, width: int) -> tuple[str, str]:
    """The line, safe to show and cut to `width` terminal cells around its place; and the line below it, with a caret.

    A tab is shown as one space. “…” marks what is cut.
    """
    from rich.cells import cell_len

    text, width = clean(excerpt.text.rstrip()), max(width, _NARROWEST)
    before, after = text[: excerpt.at], text[excerpt.at :]
    if cell_len(before) >= width or cell_len(text) > width:
        before = _tail(before, max(width // 2, width - cell_len(after) - 1))
        after = _head(after, width - cell_len(before))
    return before + after, " " * cell_len(before) + CARET


def _tail(text: str, width: int) -> str:
    """The end of a text, in at most `width` cells."""
    from rich.cells import cell_len

    kept = text
    while cell_len(kept) > width:
        kept = _MORE + kept[max(2, (cell_len(kept) - width) // 2) :]
    return kept


def _head(text: str, width: int) -> str:
    """The start of a text, in at most `width` cells."""
    from rich.cells import cell_len, set_cell_size

    return text if cell_len(text) <= width else f"{set_cell_size(text, max(0, width - 1)).rstrip()}{_MORE}"
