"""Where to go from a place: to the record that is named there, into the article, to all that refers to a record."""

from __future__ import annotations

from collections.abc import Iterator

from explorer.checking.verification import Finding
from explorer.files.belonging import SEEDS
from explorer.lsp import cursor as cursors
from explorer.lsp.aiming import Aim, aim_at, article_of
from explorer.lsp.cursor import Role, words
from explorer.lsp.texts import Texts
from explorer.model.records import Article, Kind
from explorer.model.references import references
from explorer.reading.text.passages import Passage
from explorer.snapshot import Snapshot

# A file of the archive, and a passage of it.
Spot = tuple[str, Passage]


def definitions(snapshot: Snapshot, texts: Texts, name: str, offset: int) -> list[Spot]:
    """Where what stands at a place is defined: the record that it names, or the words in their article."""
    file = texts[name]
    if file is None:
        return []
    aim = aim_at(snapshot, name, file.text, offset)
    if aim is None:
        return list(_article_file(texts, file.text, offset))
    if aim.finding and not name.startswith(f"{SEEDS}/"):
        return list(_in_article(snapshot, aim, aim.finding))
    return list(_record(snapshot, texts, aim.ref, aim.finding.path if aim.finding else "id"))


def references_of(snapshot: Snapshot, texts: Texts, whole: str, *, with_itself: bool) -> list[Spot]:
    """The places where records refer to a record; and that of its own id, if that is asked for."""
    found = list(_record(snapshot, texts, whole, "id")) if with_itself else []
    for entry in snapshot.archive.entries.values():
        for path, kind, id in references(entry.record):
            if f"{kind}/{id}" == whole and (file := texts[entry.place.file]):
                found.append((entry.place.file, file.word(entry.place_of(path))))
    return list(dict.fromkeys(found))


def _record(snapshot: Snapshot, texts: Texts, whole: str, field: str) -> Iterator[Spot]:
    entry = snapshot.archive.entries.get(whole)
    file = texts[entry.place.file] if entry else None
    if entry and file:
        yield entry.place.file, file.word(entry.place_of(field))


def _in_article(snapshot: Snapshot, aim: Aim, finding: Finding) -> Iterator[Spot]:
    """The place of words in their article; of words that are not there, the nearest, or where else they are."""
    id, passage = article_of(snapshot, aim.ref, finding), finding.passage or finding.nearest
    if passage is None and finding.elsewhere:
        id, text = finding.elsewhere, snapshot.texts.get(finding.elsewhere)
        passage = text.find_first(finding.words) if text else None
        if text and passage is None:
            passage = next(iter(text.find_folded(finding.words)), None)
    article = snapshot.archive.get(Article, id)
    if article and passage:
        yield f"{SEEDS}/{article.file}", passage


def _article_file(texts: Texts, text: str, offset: int) -> Iterator[Spot]:
    """The beginning of the text that an article's `file` names."""
    cursor = cursors.at(text, offset)
    if cursor.role is Role.VALUE and cursor.kind is Kind.ARTICLE and cursor.path == ("file",):
        there = f"{SEEDS}/{words(text, cursor.start, cursor.end)}"
        if ".." not in there.split("/") and texts[there]:
            yield there, Passage(0, 0)
