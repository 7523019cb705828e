"""Reviewing drafts: what is still to be looked at, and the edits by which a draft is accepted, mended or rejected.

A rejected draft is remembered by its words and its speaker, and not proposed again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from explorer.desk.changing import AddRecord, Edit, Reject, RemoveRecord, SetFields
from explorer.drafting.naming import free, slug
from explorer.model.archive import Archive
from explorer.model.records import Anchor, AnyRecord, Article, Event, Kind, Person, Quote, Rejection, is_draft, ref
from explorer.model.references import references
from explorer.snapshot import Snapshot

Draft = Quote | Person | Event
NOBODY_SPEAKS = "Nobody is known to speak this. Say who does first (w), or reject it (d)."
# What makes edits of some drafts.
Step = Callable[[Archive, Sequence[Draft]], list[Edit]]


class NotPossibleError(Exception):
    """The step can't be made with this draft; the message is a sentence that says why, and what to do."""


def drafts(snapshot: Snapshot) -> list[Draft]:
    """All drafts, in the order in which to look at them: quotes as their articles have them, then people and events.

    People and events that a draft quote refers to are no rows of their own: they are accepted with it.
    """
    archive = snapshot.archive
    order = {article.id: n for n, article in enumerate(archive.all(Article))}
    quotes = [quote for quote in archive.all(Quote) if quote.review == "draft"]

    def place(quote: Quote) -> tuple[int, int]:
        at = next((at for at in snapshot.verifications[quote.ref].passages if at), None)
        return order.get(quote.article, len(order)), at.start if at else -1

    quotes.sort(key=place)
    others: list[Draft] = [person for person in archive.all(Person) if is_draft(person)]
    others += [event for event in archive.all(Event) if is_draft(event)]
    tied = {record.ref for quote in quotes for record in _tied(archive, quote)} if others else ()
    return [*quotes, *(record for record in others if record.ref not in tied)]


def still_there(archive: Archive, refs: Sequence[str]) -> list[Draft]:
    """The drafts with some refs.

    Raises:
        NotPossibleError: one of them is gone, or no draft any more.
    """
    found = [archive.find(ref) for ref in refs]
    drafts = [record for record in found if isinstance(record, Draft) and is_draft(record)]
    if len(drafts) < len(refs):
        raise NotPossibleError("The draft has changed meanwhile. Nothing was written.")
    return drafts


def accepting(archive: Archive, given: Sequence[Draft]) -> list[Edit]:
    """The edits that accept some drafts, with the draft people and events that they refer to.

    Raises:
        NotPossibleError: it is open who speaks one of them.
    """
    accepted: dict[str, AnyRecord] = {}
    for record in given:
        if isinstance(record, Quote) and not is_spoken(archive, record):
            raise NotPossibleError(NOBODY_SPEAKS)
        accepted[record.ref] = record
        for tied in _tied(archive, record) if isinstance(record, Quote) else ():
            accepted[tied.ref] = tied
    return [SetFields(ref, {"review": "reviewed"}) for ref in accepted]


def is_spoken(archive: Archive, quote: Quote) -> bool:
    """Whether it is known who speaks a quote."""
    speaker = archive.speaker(quote)
    return speaker is not None and not speaker.is_placeholder


def rejecting(archive: Archive, given: Sequence[Draft]) -> list[Edit]:
    """The edits that take a draft out, with the people and events that only it refers to, and keep it out.

    Raises:
        NotPossibleError: quotes refer to it.
    """
    record = given[0]
    if not isinstance(record, Quote):
        users = archive.quotes_of(record)
        if users:
            raise NotPossibleError(f"{record.ref} has {len(users)} quotes; change those first.")
        return [RemoveRecord(record.ref)]
    edits: list[Edit] = [RemoveRecord(record.ref), *_orphans(archive, record, _tied(archive, record))]
    edits += [SetFields(child.ref, {"within": record.within}) for child in archive.children(record)]
    rejection = Rejection(article=record.article, speaker=record.speaker, text=record.text, at=record.at)
    return [*edits, Reject(rejection)]


def spoken_by(who: str, archive: Archive, given: Sequence[Draft]) -> list[Edit]:
    """The edits that give a quote another speaker: the person with the id `who`, or a new one with that name."""
    quote = _quote(given[0])
    person = archive.get(Person, who)
    edits: list[Edit] = []
    if person is None:
        id = free_id(slug(who) or f"person-{quote.article}", archive, Kind.PERSON)
        person = Person(id=id, name=who, type="anonymous" if who[:1].islower() else "named")
        fields = {"id": person.id, "name": person.name, "type": person.type, "review": "draft"}
        edits.append(AddRecord(archive.entries[quote.ref].place.file, Kind.PERSON, fields))
    edits.append(SetFields(quote.ref, {"speaker": person.id}))
    before = archive.speaker(quote)
    return [*edits, *_orphans(archive, quote, [before] if before and before.id != person.id else [])]


def splitting(archive: Archive, given: Sequence[Draft]) -> list[Edit]:
    """The edits that make of each segment of a quote a quote of its own.

    Raises:
        NotPossibleError: it has only one.
    """
    quote = _quote(given[0])
    first, *rest = quote.segments
    if not rest:
        raise NotPossibleError("This is one run of words; e changes the words themselves.")
    at = quote.at or Anchor()
    edits: list[Edit] = [SetFields(quote.ref, {"text": first, "at": _around(at.prefix, "")})]
    taken: list[str] = []
    for n, words in enumerate(rest, 1):
        taken.append(free_id(quote.id, archive, Kind.QUOTE, taken))
        fields = fields_of(quote) | {"id": taken[-1], "text": words}
        fields.pop("at", None)
        if n == len(rest) and at.suffix:
            fields["at"] = {"suffix": at.suffix}
        edits.append(AddRecord(archive.entries[quote.ref].place.file, Kind.QUOTE, fields))
    return edits


def merging(archive: Archive, given: Sequence[Draft]) -> list[Edit]:
    """The edits that make of two drafts that follow each other one quote in segments.

    Raises:
        NotPossibleError: they stand in different articles.
    """
    quote, other = map(_quote, given)
    if other.article != quote.article:
        raise NotPossibleError("The next draft is of another article; it can’t be joined with this one.")
    at = _around(quote.at.prefix if quote.at else "", other.at.suffix if other.at else "")
    text = (*quote.segments, *other.segments)
    edits: list[Edit] = [SetFields(quote.ref, {"text": text, "at": at}), RemoveRecord(other.ref)]
    edits += [SetFields(child.ref, {"within": quote.id}) for child in archive.children(other) if child.ref != quote.ref]
    kept = {record.ref for record in _tied(archive, quote)}
    return [*edits, *_orphans(archive, other, [each for each in _tied(archive, other) if each.ref not in kept])]


def _around(prefix: str, suffix: str) -> Mapping[str, str] | None:
    """A quote's `at`: what stands before its first segment, and behind its last one."""
    return {name: words for name, words in (("prefix", prefix), ("suffix", suffix)) if words} or None


def free_id(stem: str, archive: Archive, kind: Kind, taken: Collection[str] = ()) -> str:
    """An id that no record of a kind has: the stem, with a number if need be."""
    known = archive.of_kind(kind)
    return free(stem, lambda id: id in known or id in taken)


def _quote(draft: Draft) -> Quote:
    if not isinstance(draft, Quote):
        raise NotPossibleError("This is no quote.")
    return draft


def _tied(archive: Archive, quote: Quote) -> Iterator[AnyRecord]:
    """The draft people and events that a quote refers to."""
    people = [archive.speaker(quote), archive.relayer(quote), *archive.addressees(quote)]
    for record in (*people, archive.event_of(quote)):
        if record is not None and is_draft(record):
            yield record


def _orphans(archive: Archive, quote: Quote, gone: Iterable[AnyRecord]) -> Iterator[Edit]:
    """The edits that remove those draft people and events, no longer named by a quote, that nothing else refers to."""
    candidates = {record.ref for record in gone if is_draft(record)}
    if candidates:
        others = (record for kind in Kind for record in archive.of_kind(kind).values() if record.ref != quote.ref)
        for record in others:
            candidates -= {ref(kind, id) for _, kind, id in references(record)}
    yield from (RemoveRecord(each) for each in sorted(candidates))


def fields_of(record: AnyRecord) -> dict[str, Any]:
    """A record's fields as YAML has them; that nobody has accepted it is said."""
    fields = msgspec.to_builtins(record)
    fields.pop("kind", None)
    review = {"review": "draft"} if is_draft(record) else {}
    return {"id": record.id, **{name: value for name, value in fields.items() if name != "id"}, **review}
