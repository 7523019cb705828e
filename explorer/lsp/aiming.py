"""Find the record named or quoted at a place, and the places to go from there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from explorer.checking.verification import Finding, texts_of
from explorer.files.belonging import DATA, SEEDS
from explorer.lsp import cursor as cursors
from explorer.lsp import format as formats
from explorer.lsp.cursor import Cursor, Role, words
from explorer.lsp.texts import Texts
from explorer.model.records import Article, Kind, ref
from explorer.model.references import references
from explorer.reading.text.passages import Passage
from explorer.snapshot import Snapshot


class Aim(NamedTuple):
    """The record at a place, and the range that names or quotes it.

    `finding` is that of the record's words at the place, and `is_id` says that the place has the record's id.
    """

    ref: str
    start: int
    end: int
    finding: Finding | None = None
    is_id: bool = False


def aim_at(snapshot: Snapshot, name: str, text: str, offset: int) -> Aim | None:
    """The record at an offset of an archive file; None if there is none."""
    top, _, below = name.partition("/")
    if top == DATA:
        return aimed(snapshot, text, cursors.at(text, offset))
    return _in_article(snapshot, below, offset) if top == SEEDS else None


def aimed(snapshot: Snapshot, text: str, cursor: Cursor) -> Aim | None:
    """The record named at the cursor in a data file."""
    if cursor.role is not Role.VALUE or cursor.kind is None or cursor.end <= cursor.start:
        return None
    to = formats.referred(cursor.kind, cursor.path)
    if cursor.path == ("id",) or to is not None:
        word = words(text, cursor.start, cursor.end)
        start = cursor.start + text[cursor.start : cursor.end].index(word) if word else cursor.start
        return Aim(ref(to or cursor.kind, word), start, start + len(word), is_id=True)
    whole = ref(cursor.kind, cursor.id)
    finding = finding_at(snapshot, whole, cursor)
    return Aim(whole, cursor.start, cursor.end, finding) if finding else None


def finding_at(snapshot: Snapshot, whole: str, cursor: Cursor) -> Finding | None:
    """The finding for the words of a record at the cursor."""
    verification = snapshot.verifications.get(whole)
    if verification is None or not cursor.path:
        return None
    path = cursor.path[0] + (f"[{cursor.item}]" if cursor.item >= 0 else "")
    path = ".".join((path, *cursor.path[1:]))
    return next((finding for finding in verification.findings if finding.path == path), None)


def article_of(snapshot: Snapshot, whole: str, finding: Finding) -> str:
    """The id of the article that words should be in."""
    record = snapshot.archive.find(whole)
    texts = texts_of(record) if record else ()
    return next((article for path, _, article in texts if path == finding.path), "")


def _in_article(snapshot: Snapshot, file: str, offset: int) -> Aim | None:
    """The quote whose words an article has at an offset; of several, the shortest."""
    found: list[Aim] = []
    for article in snapshot.archive.all(Article):
        if article.file != file:
            continue
        for quote in snapshot.archive.quotes_of(article):
            verification = snapshot.verifications.get(quote.ref)
            for finding in verification.findings if verification else ():
                passage = finding.passage
                if passage and passage.start <= offset < passage.end:
                    found.append(Aim(ref(Kind.QUOTE, quote.id), passage.start, passage.end, finding))
    return min(found, key=lambda aim: aim.end - aim.start, default=None)


# A file of the archive, and a passage of it.
Spot = tuple[str, Passage]


def definitions(snapshot: Snapshot, texts: Texts, name: str, offset: int) -> list[Spot]:
    """The definition of what is at a place: the record that it names, or the words in their article."""
    file = texts[name]
    if file is None:
        return []
    aim = aim_at(snapshot, name, file.text, offset)
    if aim is None:
        return list(_article_file(texts, file.text, offset))
    if aim.finding and not name.startswith(f"{SEEDS}/"):
        return list(_in_their_article(snapshot, aim, aim.finding))
    return list(_record(snapshot, texts, aim.ref, aim.finding.path if aim.finding else "id"))


def references_of(snapshot: Snapshot, texts: Texts, whole: str, *, with_itself: bool) -> list[Spot]:
    """The places that refer to a record, and optionally the place of its own id."""
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


def _in_their_article(snapshot: Snapshot, aim: Aim, finding: Finding) -> Iterator[Spot]:
    """The place of words in their article; if not found there, the nearest passage, or another place with them."""
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
    """The beginning of the text file that an article's `file` names."""
    cursor = cursors.at(text, offset)
    if cursor.role is Role.VALUE and cursor.kind is Kind.ARTICLE and cursor.path == ("file",):
        there = f"{SEEDS}/{words(text, cursor.start, cursor.end)}"
        if ".." not in there.split("/") and texts[there]:
            yield there, Passage(0, 0)
