"""Report what the head of an article contradicts in its record: byline, publisher or day of publication."""

from __future__ import annotations

import re
from collections.abc import Iterator

from explorer.checking.changed import Records
from explorer.checking.heads import head_statements
from explorer.checking.verified_archive import VerifiedArchive
from explorer.model import dates
from explorer.model.failures import Guard, unguarded
from explorer.model.problems import Problem, Replacement, Severity
from explorer.model.records import Article, Entry
from explorer.reading.text.passages import SourceText

CODE = "head-conflict"
# Words of a byline or a publisher that are in no name.
_COMMON = {"by", "the", "and", "von", "par", "por", "van", "of", "de", "for", "in", "staff", "reporter", "editor"}
_WORD = re.compile(r"[^\W\d_]{2,}")


def problems(found: VerifiedArchive, asked: Records | None = None, guard: Guard = unguarded) -> Iterator[Problem]:
    """A warning for each field of an article that the head of its text contradicts, and does not bear out elsewhere.

    What a text does not say of itself contradicts nothing; nor does a date that is open or only about so. Where some
    records are `asked` of, only theirs are told.
    """
    for article in (asked or found.archive).all(Article):
        text = found.texts.get(article.id)
        if text:
            with guard(article.ref):
                yield from _of_article(found.archive.entries[article.ref], article, text)


def _of_article(entry: Entry, article: Article, text: SourceText) -> Iterator[Problem]:
    statements = head_statements(text)
    for field, value, stated in (
        ("byline", article.byline, statements.bylines),
        ("publisher", article.publisher, statements.publishers),
    ):
        if value and stated and not any(_may_be_same(value, each) for each in stated):
            yield _conflict(entry, field, value, stated[0])
    if not article.published or any(mark in article.published for mark in "?~%"):
        return
    published, written = dates.span(article.published), statements.dateline_day
    is_stated = any(published.earliest <= dates.span(day).earliest <= published.latest for day in statements.days)
    if statements.days and not is_stated:
        yield _conflict(entry, "published", article.published, statements.days[0])
    elif written and published.latest < dates.span(written).earliest:
        yield _conflict(entry, "published", article.published, written)


def _may_be_same(value: str, stated: str) -> bool:
    """Whether two names have a word in common, or the letters of one are the initials of the other."""
    ours, theirs = (
        [word for word in _WORD.findall(name) if word.casefold() not in _COMMON] for name in (value, stated)
    )
    if not ours or not theirs or not {word.casefold() for word in ours}.isdisjoint(word.casefold() for word in theirs):
        return True
    short, long = sorted((ours, theirs), key=len)
    return len(short) == 1 and short[0].upper() == "".join(word[0].upper() for word in long)


def _conflict(entry: Entry, field: str, value: str, stated: str) -> Problem:
    message = f"{field}: the head of the text has “{stated}”, and not “{value}”"
    return Problem(entry.place_of(field), Severity.WARNING, CODE, message, entry.record.ref, Replacement(value, stated))
