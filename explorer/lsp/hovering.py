"""Hover texts: the record named, the status of words in their article, or the meaning of a field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from explorer.checking.verification import Finding
from explorer.citing.markdown import escaped
from explorer.describing.describe import REF, describe
from explorer.describing.fields import ArticleLink, Field, Label, Part, RecordLink, Value
from explorer.describing.findings import DOUBT, NEAREST, doubt, paragraphs
from explorer.describing.quotes import SOURCE, STATUS, WORDS
from explorer.describing.signs import STATUSES
from explorer.describing.values import fields
from explorer.display import one_line, shortened
from explorer.files.belonging import DATA, SEEDS
from explorer.lsp import cursor as cursors
from explorer.lsp import format as formats
from explorer.lsp.aiming import Aim, aim_at, article_of
from explorer.lsp.cursor import Cursor, Role, words
from explorer.lsp.finding import Address
from explorer.model.records import AnyRecord, Article, Quote, kind_of, title
from explorer.snapshot import Snapshot

_HERE = Label("Here")
# For the words of a quote, show the status of the words here first, then these fields.
_OF_WORDS = (STATUS, SOURCE)
# The maximum number of values shown for a field in a small window, except for what explains a problem.
_MOST_VALUES = 5
_LONGEST = 160
_IN_FULL = (_HERE, DOUBT, NEAREST)
_ESCAPED = str.maketrans({letter: f"%{ord(letter):02X}" for letter in "()<> \\"})


class Said(NamedTuple):
    """A hover text for the range between two offsets, in Markdown and as plain text."""

    start: int
    end: int
    markdown: str
    plain: str


def said_at(snapshot: Snapshot, name: str, text: str, offset: int, address: Address) -> Said | None:
    """The hover text at a place in a file; None if there is nothing to show."""
    aim = aim_at(snapshot, name, text, offset)
    if aim is not None:
        return _of_aim(snapshot, aim, address)
    if not name.startswith(f"{DATA}/"):
        return None
    cursor = cursors.at(text, offset)
    if cursor.role in (Role.FIELD, Role.SECTION) and cursor.end > cursor.start:
        return _of_key(cursor, words(text, cursor.start, cursor.end))
    if cursor.role is Role.VALUE and cursor.kind is not None:
        word = words(text, cursor.start, cursor.end)
        about = formats.values_of(cursor.kind, cursor.path).get(word, "")
        return Said(cursor.start, cursor.end, f"**{escaped(word)}**: {about}", f"{word}: {about}") if about else None
    return None


def _of_aim(snapshot: Snapshot, aim: Aim, address: Address) -> Said | None:
    record = snapshot.archive.find(aim.ref)
    if record is None:
        kind, _, id = aim.ref.partition("/")
        told = f"There is no {kind} “{one_line(id)}”."
        return Said(aim.start, aim.end, escaped(told), told) if id else None
    described = describe(snapshot, record)
    name = next((" … ".join(value.text for value in field.values) for field in described if field.label is WORDS), "")
    if aim.finding is not None:
        more = (field for field in described if field.label in _OF_WORDS) if isinstance(record, Quote) else ()
        described = [*_of_words(snapshot, aim, record, aim.finding), *more]
    elif isinstance(record, Quote):
        described = [*_places(snapshot, aim), *described]
    return _said(snapshot, aim, f"{kind_of(aim.ref)} {record.id}", name or title(record), described, address)


def _places(snapshot: Snapshot, aim: Aim) -> Iterator[Field]:
    """The status of a quote's words and their place in the article."""
    segments = snapshot.verifications[aim.ref].segments
    yield from fields(_HERE, (_place(snapshot, aim, finding) for finding in segments))


def _of_words(snapshot: Snapshot, aim: Aim, record: AnyRecord, finding: Finding) -> Iterator[Field]:
    """The status in the article of the words at a place, and their differences if they were not found."""
    yield Field(_HERE, (_place(snapshot, aim, finding),))
    yield from doubt(snapshot, record, article_of(snapshot, aim.ref, finding), finding)


def _place(snapshot: Snapshot, aim: Aim, finding: Finding) -> Value:
    article, sign = article_of(snapshot, aim.ref, finding), STATUSES[finding.status]
    parts = [sign.part, Part(f": {sign.meaning}", own=True)]
    text = snapshot.texts.get(article)
    if finding.passage and text:
        line, _ = text.line_and_column(finding.passage.start)
        parts.append(Part(f", {paragraphs(snapshot, article, [finding.passage])}, line {line}", own=True))
    return Value(tuple(parts))


def _of_key(cursor: Cursor, name: str) -> Said | None:
    if cursor.role is Role.SECTION:
        about = formats.sections().get(name, "")
        head = name
    elif cursor.kind is None:
        return None
    else:
        path = (*cursor.path, name)
        about = formats.about(formats.field_at(cursor.kind, path))
        needed = ", needed" if formats.is_needed(cursor.kind, path) else ""
        head = f"{'.'.join(path)}, a field of {cursor.kind.plural}{needed}"
        choices = formats.values_of(cursor.kind, path)
        if choices and path != ("accepts", "code"):
            about = f"{about} One of {', '.join(choices)}."
    if not about:
        return None
    return Said(cursor.start, cursor.end, f"**{escaped(head)}**\n\n{about}", f"{head}\n\n{about}")


def _said(snapshot: Snapshot, aim: Aim, head: str, name: str, described: Iterable[Field], address: Address) -> Said:
    markdown = [f"**{escaped(name)}** `{head}`", ""]
    plain = [f"{one_line(name)} ({head})", ""]
    for field in described:
        if field.label in (REF, WORDS):
            continue
        more = len(field.values) - _MOST_VALUES
        for value in field.values[:_MOST_VALUES]:
            said = one_line(value.text)
            said = said if field.label in _IN_FULL else shortened(said, _LONGEST)
            # A client may leave brackets in a URI unescaped; they would end a Markdown link.
            to = (_where(snapshot, value, address) or "").translate(_ESCAPED)
            markdown.append(f"- *{field.label.word}*: {f'[{escaped(said)}]({to})' if to else escaped(said)}")
            plain.append(f"{field.label.word}: {said}")
        if more > 0:
            markdown.append(f"- *{field.label.word}*: … {more} more")
            plain.append(f"{field.label.word}: … {more} more")
    return Said(aim.start, aim.end, "\n".join(markdown), "\n".join(plain))


def _where(snapshot: Snapshot, value: Value, address: Address) -> str | None:
    """The URI, with its line, of a value's link."""
    match value.link:
        case RecordLink(target) if target in snapshot.archive.entries:
            place = snapshot.archive.entries[target].place
            return f"{address(place.file)}#L{place.line}"
        case ArticleLink(id, passage=passage):
            article, text = snapshot.archive.get(Article, id), snapshot.texts.get(id)
            at = passage or next(iter(value.passages), None)
            line = text.line_and_column(at.start)[0] if text and at else 1
            return f"{address(f'{SEEDS}/{article.file}')}#L{line}" if article and text else None
    return None
