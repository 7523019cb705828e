"""Make fields and values. Text from an archive is made safe to show here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from explorer.describing.fields import Field, Label, Link, Part, RecordLink, Tone, Value
from explorer.display import clean, one_line
from explorer.model import dates
from explorer.model.archive import Archive
from explorer.model.records import AnyRecord, Event, Person, Quote, title
from explorer.reading.text.passages import Passage


def fields(label: Label, values: Iterable[Value]) -> Iterator[Field]:
    """A field with these values; no field without values."""
    held = tuple(values)
    if held:
        yield Field(label, held)


def field(label: Label, text: str | None, tone: Tone = Tone.PLAIN, *, own: bool = False) -> Iterator[Field]:
    """A field with one text, which keeps its line breaks; no field without a text."""
    if text:
        yield Field(label, (Value((Part(clean(text), tone, own),)),))


def said(text: str, link: Link | None = None, passages: Iterable[Passage | None] = (), *, own: bool = False) -> Value:
    """Text on one line."""
    return Value((Part(one_line(text), own=own),), link, tuple(filter(None, passages)))


def quoted(text: str) -> str:
    """Words of an article, in quotation marks."""
    return f"“{one_line(text)}”"


def named(archive: Archive, record: AnyRecord) -> Value:
    """The title of a record, as a link to it, with its review state."""
    spoken = " and then ".join(map(one_line, record.segments)) if isinstance(record, Quote) else None
    return Value((Part(one_line(title(record)), spoken=spoken), *_reviewed(archive, record)), RecordLink(record.ref))


def all_named(archive: Archive, label: Label, records: Iterable[AnyRecord | None]) -> Iterator[Field]:
    """A field that links to these records, skipping None."""
    return fields(label, (named(archive, record) for record in records if record is not None))


def _reviewed(archive: Archive, record: AnyRecord) -> Iterator[Part]:
    """The review state of a record, to put after its name if it needs mentioning."""
    if review := archive.review_of(record):
        yield review_part(review)


def review_part(review: str) -> Part:
    """A mark for records that are drafts or disputed."""
    return Part(f" · {review}", Tone.WARNING, own=True, spoken=f", {review}")


def person_named(archive: Archive, person: Person | None, id: str | None) -> Value:
    """A person with their role, as a link; or the id if there is no such person."""
    if person is None:
        return Value((Part(one_line(id or "")), Part(" (no such record)", Tone.ERROR, own=True)))
    role = (Part(f", {one_line(person.role)}", Tone.MUTED),) if person.role else ()
    name = Part(one_line(person.name), Tone.WARNING if person.is_placeholder else Tone.PLAIN)
    return Value((name, *role, *_reviewed(archive, person)), RecordLink(person.ref))


def relayer_named(archive: Archive, quote: Quote) -> Value:
    """The person who relayed a quote, as a link if the archive has a record of them."""
    relayer = archive.relayer(quote)
    if relayer or quote.relayed_by:
        return person_named(archive, relayer, quote.relayed_by)
    return said(archive.told_by(quote), own=True)


def dated(record: Quote | Event) -> Iterator[Value]:
    """The date of a record, with how and why it is known."""
    if record.date:
        yield said(dates.describe(record.date) + (f" ({record.date_basis})" if record.date_basis else ""))
    elif record.date_basis:
        yield said(f"not dated ({record.date_basis})", own=True)
    if record.date_because:
        yield Value((Part(clean(record.date_because), Tone.MUTED),))
