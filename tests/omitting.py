"""Quotes of one article, and what they leave out of it."""

from __future__ import annotations

from archives import archive_of

from explorer.checking import covering, verifying
from explorer.checking.verified_archive import VerifiedArchive
from explorer.checking.wholeness import finding, problems
from explorer.checking.wholeness.omissions import Omission, Omissions
from explorer.reading.text.passages import SourceText

HEAD = "articles: [{id: a, file: a.txt, headline: Pier}]\npeople: [{id: p, name: Ana Ruiz}]\nquotes:\n"


def quote(text: str | list[str], speech: str = "direct", attribution: str = "", id: str = "q", more: str = "") -> str:
    words = "".join(f"\n  - {segment!r}" for segment in text) if isinstance(text, list) else f" {text!r}"
    said = f"\n  attribution: {attribution!r}" if attribution else ""
    return f"- id: {id}\n  article: a\n  speech: {speech}\n  speaker: p\n  text:{words}{said}{more}\n"


def left_out(article: str, *quotes: str, language: str = "") -> Omissions:
    """What the first quote leaves out of an article. Without a language, that of the article is recognised."""
    head = HEAD.replace("headline: Pier", f"headline: Pier, language: {language}") if language else HEAD
    archive, texts = archive_of(head + "".join(quotes)), {"a": SourceText(article)}
    verifications = verifying.verify(archive, texts)
    covered = dict(covering.covered(archive, texts, verifications))
    results = VerifiedArchive(archive=archive, texts=texts, verifications=verifications, coverage=covered)
    return dict(finding.omissions(results)).get("quote/q", Omissions())


def told(article: str, *quotes: str) -> list[tuple[str, str, str]]:
    """The severity, code and message of each problem of wholeness."""
    archive, texts = archive_of(HEAD + "".join(quotes)), {"a": SourceText(article)}
    verifications = verifying.verify(archive, texts)
    covered = dict(covering.covered(archive, texts, verifications))
    results = VerifiedArchive(archive=archive, texts=texts, verifications=verifications, coverage=covered)
    omissions = dict(finding.omissions(results))
    return [(str(p.severity), p.code, p.message) for p in problems.problems(results, omissions)]


def words(article: str, *omissions: Omission | None) -> list[str]:
    return [omission.words(article) if omission else "" for omission in omissions]
