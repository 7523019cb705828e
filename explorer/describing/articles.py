"""What there is to say about an article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from explorer.describing.fields import ArticleLink, Field, Part, Tone, Value
from explorer.describing.findings import doubt, findings_of, passages_of
from explorer.describing.labels import Group, Label
from explorer.describing.quote_counts import by_speech, listed
from explorer.describing.values import field, fields, review_part, said
from explorer.display import clean
from explorer.model import dates
from explorer.model.records import Article
from explorer.reading.text.passages import Passage
from explorer.snapshot import Snapshot

HEADLINE = Label("Headline", Group.HEAD)
PUBLISHED = Label("Published")
PUBLISHER = Label("Publisher")
BYLINE = Label("Byline")
ADDRESS = Label("URL")
LANGUAGE = Label("Language")
TEXT = Label("Text")
COVERAGE = Label("Coverage")
OPEN = Label("Not curated")
UNNAMED = Label("No person")
FURNITURE = Label("Furniture")
CAPTIONS = Label("Captions")
CORRECTIONS = Label("Corrections")
NOT_QUOTED = Label("Not quoted")
MARKS = Label("Marks")
CHECKSUM = Label("SHA-256")
SOURCE_CHECKSUM = Label("Page hash")

_APART = {FURNITURE: "furniture", CAPTIONS: "captions", CORRECTIONS: "corrections", NOT_QUOTED: "not_quoted"}


def of_article(snapshot: Snapshot, article: Article) -> Iterator[Field]:
    """What is known of an article, and how much of it is curated."""
    headline = Part(clean(article.headline), Tone.STRONG)
    passages = filter(None, passages_of(snapshot, article, "headline"))
    yield Field(HEADLINE, (Value((headline,), passages=tuple(passages)),))
    for label, value in (
        (PUBLISHED, dates.describe(article.published) if article.published else None),
        (PUBLISHER, article.publisher),
        (BYLINE, article.byline),
        (ADDRESS, article.url),
        (LANGUAGE, article.language),
    ):
        yield from fields(label, [said(value)] if value else [])
    yield from by_speech(snapshot.archive, article)
    text = snapshot.texts.get(article.id)
    size = f"{len(text.paragraphs)} paragraphs" if text else "its text can’t be read"
    yield Field(TEXT, (said(f"seeds/{article.file}, {size}", ArticleLink(article.id)),))
    yield from _coverage(snapshot, article)
    for finding in findings_of(snapshot, article):
        yield from doubt(snapshot, article, article.id, finding)
    yield from _apart(snapshot, article)
    yield from fields(MARKS, [said(" ".join(article.marks))] if article.marks else [])
    yield from field(CHECKSUM, article.sha256, Tone.MUTED)
    yield from field(SOURCE_CHECKSUM, article.source_sha256, Tone.MUTED)
    yield from listed(snapshot.archive, article)


def _apart(snapshot: Snapshot, article: Article) -> Iterator[Field]:
    """The lines that are no body text, and the marked words that are nobody's."""
    for label, name in _APART.items():
        lines = enumerate(getattr(article, name))
        places = [(line, passages_of(snapshot, article, f"{name}[{n}]")) for n, line in lines]
        drafts = article.not_quoted_drafts if label is NOT_QUOTED else ()
        astray: list[tuple[str, Iterable[Passage | None]]] = [
            (words, ()) for words in drafts if words not in article.not_quoted
        ]
        yield from fields(
            label, (_line(line, passages, is_draft=line in drafts) for line, passages in [*places, *astray])
        )


def _line(words: str, passages: Iterable[Passage | None], *, is_draft: bool) -> Value:
    """Words of an article, with whether they are only proposed as that."""
    value = said(words, passages=passages)
    return msgspec.structs.replace(value, parts=(*value.parts, review_part("draft"))) if is_draft else value


def _coverage(snapshot: Snapshot, article: Article) -> Iterator[Field]:
    """How many of the article's quoted spans are curated, with links to those that are not."""
    coverage = snapshot.coverage.get(article.id)
    if coverage is not None:
        yield from field(COVERAGE, str(coverage), own=True)
        text = snapshot.texts[article.id].text
        yield from fields(OPEN, (_shown(article, span.words(text), *span.parts) for span in coverage.open))
        yield from fields(UNNAMED, (_shown(article, text[name.start : name.end], name) for name in coverage.unnamed))


def _shown(article: Article, words: str, *passages: Passage) -> Value:
    return said(words, ArticleLink(article.id, passage=passages[0]), list(passages))
