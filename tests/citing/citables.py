"""Records as the explorer cites them, and texts that are hard to cite: for the tests of all formats."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from archives import PIER
from hypothesis import strategies as st

from explorer.checking import verifying
from explorer.checking.verification import Verification
from explorer.citing import Citable
from explorer.model.archive import Archive
from explorer.model.problems import Place
from explorer.model.records import AnyRecord, Article, Entry, Person, Quote
from explorer.reading.text.passages import SourceText
from explorer.snapshot import Snapshot

ARTICLE = Article(
    id="pier",
    file="pier.txt",
    headline="Pier to be rebuilt",
    byline="By Jo Lee",
    publisher="The Port Post",
    published="2024-03-06",
    url="https://example.org/pier?a=1&b=(2)",
    language="en",
)
PEOPLE = [Person(id="ana-ruiz", name="Ana Ruiz"), Person(id="aide", name="a city aide", type="anonymous")]

# Whatever a curator may write, hard to quote or not.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60) | st.text(
    "\\`*_{}[]()<>#+-.!|~&%$@^\"'“”–…: \n\tab1", min_size=1, max_size=40
)


def citable(record: AnyRecord, article: Article = ARTICLE, text: str = PIER, *others: AnyRecord) -> Citable:
    """A record as the explorer cites it, verified against the text of the article."""
    records: list[AnyRecord] = [article, *PEOPLE, *others, record]
    archive = Archive(Entry(each, Place("data/all.yaml")) for each in records)
    texts = {article.id: SourceText(text)}
    verifications = verifying.verify(archive, texts)
    return Citable(Snapshot(root=Path(), archive=archive, texts=texts, verifications=verifications), record)


def cited_with(archive: Archive, record: AnyRecord, found: Verification | None = None, **fields: Any) -> Citable:
    """A record as the explorer cites it when it was verified so; `fields` are of the snapshot."""
    verifications = {record.ref: found} if found else {}
    return Citable(Snapshot(root=Path(), archive=archive, verifications=verifications, **fields), record)


def quote(**fields: object) -> Quote:
    """A reviewed direct quote of the pier, but for what `fields` say."""
    usual = {"id": "rebuild", "article": "pier", "speech": "direct", "speaker": "ana-ruiz", "review": "reviewed"}
    text = "We will rebuild the east pier before summer,"
    return Quote(**{**usual, "text": text, **fields})  # type: ignore[arg-type]
