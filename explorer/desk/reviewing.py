"""Reviewing drafts: which ones are left, and the edits that accept, correct or reject a draft.

A rejected draft is remembered by its words and its speaker, and not proposed again.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

import msgspec

from explorer.desk.changing import AddRecord, Edit, Reject, RemoveRecord, SetFields
from explorer.desk.removing import held_by, referring, removing
from explorer.display import one_line
from explorer.drafting.anchors import anchor_of
from explorer.drafting.record_ids import first_free_id, slug
from explorer.model.amended import may_differ
from explorer.model.archive import Archive
from explorer.model.records import (
    Anchor,
    AnyRecord,
    Article,
    Event,
    Kind,
    Person,
    Quote,
    Rejection,
    is_draft,
    kind_of,
    ref,
    title,
)
from explorer.model.references import references
from explorer.reading.text.passages import Passage
from explorer.snapshot import Snapshot


class NotQuoted(msgspec.Struct, frozen=True):
    """Words of an article that were proposed as nobody's, and are in its `not_quoted`.

    `passages` has their places, and `at` tells the first one from other places with the same words. The `ref`
    identifies them among all drafts; no record has it.
    """

    article: str
    words: str
    passages: tuple[Passage, ...]
    at: Anchor | None = None

    @property
    def ref(self) -> str:
        return f"{ref(Kind.ARTICLE, self.article)} not_quoted {self.words}"


Draft = Quote | Person | Event | NotQuoted
NOBODY_SPEAKS = "Nobody is known to speak this. Say who does first (w), or reject it (d)."
# If more records may have changed than this, the queue is made anew.
_FEW = 10_000
_ENDS = (".", "!", "?", "…")
# Makes edits of some drafts.
Step = Callable[[Archive, Sequence[Draft]], list[Edit]]


class NotPossibleError(Exception):
    """The step is impossible with this draft; the message is a sentence that says why, and what to do."""


class Queue(NamedTuple):
    """All drafts, in the order of review: quotes and nobody's words as their articles have them, then people and
    events.

    People and events that a draft quote refers to are not rows of their own as long as it is a draft. `with_them` has
    the number of these, by kind.
    """

    drafts: Sequence[Draft]
    with_them: Mapping[Kind, int] = {}


def drafts(snapshot: Snapshot) -> Sequence[Draft]:
    """All drafts, in the order of the queue."""
    return queue(snapshot).drafts


def queue(snapshot: Snapshot) -> Queue:
    """Make the queue of drafts. Reads all records: for a large archive, call it in a thread of its own."""
    archive = snapshot.archive
    if not archive.drafts:
        return Queue([])
    order = {article.id: n for n, article in enumerate(archive.all(Article))}
    quotes = [quote for quote in archive.all(Quote) if quote.review == "draft"]

    found = (each for each in snapshot.verifications.items() if kind_of(each[0]) is Kind.QUOTE) if quotes else ()
    starts = {name: _start(verification.passages) for name, verification in found}

    def place(draft: Quote | NotQuoted) -> tuple[int, int]:
        start = starts.get(draft.ref, -1) if isinstance(draft, Quote) else _start(draft.passages)
        return order.get(draft.article, len(order)), start

    in_articles: list[Quote | NotQuoted] = [*quotes, *nobodys(snapshot)]
    in_articles.sort(key=place)
    others: list[Draft] = [person for person in archive.all(Person) if is_draft(person)]
    others += [event for event in archive.all(Event) if is_draft(event)]
    tied = {record.ref for quote in quotes for record in _tied(archive, quote)} if others else ()
    left = [record for record in others if record.ref not in tied]
    with_them = Counter(record.kind for record in others if not isinstance(record, NotQuoted))
    with_them.subtract(record.kind for record in left if not isinstance(record, NotQuoted))
    return Queue([*in_articles, *left], +with_them)


def followed(before: Queue, was: Snapshot, now: Snapshot) -> Queue | None:
    """Update the queue of an earlier snapshot: only articles in which anything changed are read.

    None if it has to be made anew: too much has changed, or an article came or went.
    """
    mappings = [(one.archive.entries, one.verifications, one.texts) for one in (was, now)]
    entries, verifications, texts = (set(may_differ(*each)) for each in zip(*mappings, strict=True))
    changed = entries | verifications | {ref(Kind.ARTICLE, id) for id in texts}
    if was.is_unchecked or now.is_unchecked or len(changed) > _FEW:
        return None
    records = [record for name in changed for one in (was, now) if (record := one.archive.find(name))]
    articles = {each.article for each in records if isinstance(each, Quote)}
    articles.update(each.id for each in records if isinstance(each, Article))
    order = {id: n for n, id in enumerate(now.archive.of_kind(Kind.ARTICLE))}
    first = next((n for n, each in enumerate(before.drafts) if isinstance(each, Person | Event)), len(before.drafts))
    kept = [each for each in before.drafts[:first] if getattr(each, "article", "") not in articles]
    places = [order.get(getattr(each, "article", ""), len(order)) for each in kept]
    if not articles <= order.keys() or places != sorted(places):
        return None
    for article in sorted(articles, key=order.__getitem__, reverse=True):
        at = bisect_left(places, order[article])
        kept[at:at] = _in_article(now, article)
    named = {
        each.ref
        for quote in records
        if isinstance(quote, Quote)
        for one in (was, now)
        for each in _named(one.archive, quote)
    }
    named.update(each.ref for each in records if isinstance(each, Person | Event))
    left, with_them = _others_followed(before, was.archive, now.archive, named)
    return Queue([*kept, *left], with_them)


def _in_article(snapshot: Snapshot, id: str) -> list[Draft]:
    """The draft quotes of an article, and nobody's words in it, in the order of the queue."""
    article = snapshot.archive.of_kind(Kind.ARTICLE)[id]
    assert isinstance(article, Article)
    quotes = filter(is_draft, snapshot.archive.quotes_of(article))
    found: list[tuple[int, Draft]] = [(_start(snapshot.verifications[each.ref].passages), each) for each in quotes]
    found += ((_start(each.passages), each) for each in _nobodys(snapshot, article))
    return [draft for _, draft in sorted(found, key=lambda item: item[0])]


def _start(passages: Iterable[Passage | None]) -> int:
    return next((at.start for at in passages if at), -1)


def _others_followed(
    before: Queue, was: Archive, now: Archive, changed: Collection[str]
) -> tuple[Sequence[Draft], Mapping[Kind, int]]:
    """Update the people and events of a queue, and the number that come with quotes, where they may have changed."""
    listed = {each.ref: each for each in before.drafts if isinstance(each, Person | Event)}
    drafts = {name: record for name in changed if (record := now.find(name)) and is_draft(record)}
    naming = (each for each in now.referring_to(drafts) if isinstance(each, Quote) and is_draft(each)) if drafts else ()
    tied = {record.ref for quote in naming for record in _tied(now, quote)}
    counted = Counter(before.with_them)
    counted.subtract(
        each.kind for name in changed if name not in listed and (each := was.find(name)) and is_draft(each)
    )
    counted.update(record.kind for name, record in drafts.items() if name in tied)
    left = {name: record for name, record in listed.items() if name not in changed}
    came = {name: record for name, record in drafts.items() if name not in tied and isinstance(record, Person | Event)}
    if came:
        order = {ref(kind, id): None for kind in (Kind.PERSON, Kind.EVENT) for id in now.of_kind(kind)}
        left = {name: record for name in order if (record := came.get(name) or left.get(name))}
    return list(left.values()), +counted


def nobodys(snapshot: Snapshot) -> Iterator[NotQuoted]:
    """The words that were proposed as nobody's and not yet accepted as such."""
    return chain.from_iterable(_nobodys(snapshot, article) for article in snapshot.archive.all(Article))


def _nobodys(snapshot: Snapshot, article: Article) -> Iterator[NotQuoted]:
    if article.nobodys_drafts:
        text = snapshot.texts.get(article.id)
        for words in article.nobodys_drafts:
            there = tuple(text.find_folded(words)) if text else ()
            at = anchor_of(text, there[:1], [words]) if text and there else None
            yield NotQuoted(article.id, words, there, at)


def still_there(snapshot: Snapshot, refs: Sequence[str]) -> list[Draft]:
    """Find the drafts with some refs.

    Raises:
        NotPossibleError: one of them is gone, or no longer a draft.
    """
    drafts = left_of(snapshot, refs)
    if len(drafts) < len(refs):
        raise NotPossibleError("The draft has changed meanwhile. Nothing was written.")
    return drafts


def left_of(snapshot: Snapshot, refs: Collection[str]) -> list[Draft]:
    """Find the drafts with some refs, without those that are gone, or no longer drafts."""
    articles = (snapshot.archive.find(name.partition(" ")[0]) for name in refs if " " in name)
    there = (each for each in dict.fromkeys(articles) if isinstance(each, Article))
    disowned: dict[str, Draft] = {each.ref: each for article in there for each in _nobodys(snapshot, article)}
    found = [disowned.get(ref) or snapshot.archive.find(ref) for ref in refs]
    return [each for each in found if isinstance(each, Draft) and (isinstance(each, NotQuoted) or is_draft(each))]


def accepting(archive: Archive, given: Sequence[Draft]) -> list[Edit]:
    """Accept some drafts, as edits, and the draft speaker of each quote if that has nothing but a name.

    Words that are accepted as nobody's stay in `not_quoted`.

    Whatever else a quote refers to stays a draft: nobody has looked at an event, or at the role and the aliases of a
    person.

    Raises:
        NotPossibleError: the speaker of one of them is undecided.
    """
    accepted: dict[str, AnyRecord] = {}
    disowned: list[NotQuoted] = []
    for record in given:
        if isinstance(record, NotQuoted):
            disowned.append(record)
            continue
        if isinstance(record, Quote) and not is_spoken(archive, record):
            raise NotPossibleError(NOBODY_SPEAKS)
        accepted[record.ref] = record
        speaker = archive.speaker(record) if isinstance(record, Quote) else None
        if speaker and is_draft(speaker) and not fields_beside_name(speaker):
            accepted[speaker.ref] = speaker
    edits: list[Edit] = [SetFields(ref, {"review": "reviewed"}) for ref in accepted]
    return [*edits, *_settled(archive, disowned, keeps=True)]


def _settled(archive: Archive, given: Sequence[NotQuoted], *, keeps: bool) -> Iterator[Edit]:
    """Settle words proposed as nobody's, as edits: they are that, or not if no article `keeps` them."""
    names = ("not_quoted_drafts",) if keeps else ("not_quoted", "not_quoted_drafts")
    for article in filter(None, (archive.get(Article, id) for id in dict.fromkeys(each.article for each in given))):
        settled = {each.words for each in given if each.article == article.id}
        left = {name: tuple(words for words in getattr(article, name) if words not in settled) for name in names}
        yield SetFields(article.ref, {name: words or None for name, words in left.items()})


def fields_beside_name(person: Person) -> list[str]:
    """The names of the fields that a person has besides the name."""
    return [name for name in fields_of(person) if name not in ("id", "name", "type", "review")]


def staying(archive: Archive, quote: Quote) -> str:
    """What a quote refers to and stays a draft when it is accepted, in a few words; empty for nothing."""
    said = []
    for record in dict.fromkeys(_tied(archive, quote)):
        beside = fields_beside_name(record) if isinstance(record, Person) else []
        if record is archive.speaker(quote) and beside:
            said.append(f"{' and '.join(name.replace('_', ' ') for name in beside)} of {record.name}")
        elif record is not archive.speaker(quote):
            said.append(title(record))
    return one_line(", ".join(said))


def held(archive: Archive, record: AnyRecord) -> str:
    """Everything that a draft says, in one line: what becomes reviewed when it is accepted."""
    return " · ".join(one_line(part) for part in _held(archive, record))


def _held(archive: Archive, record: AnyRecord) -> Iterator[str]:
    names = {path: to for path, kind, id in references(record) if (to := _called(archive, kind, id))}
    for field, value in fields_of(record).items():
        if field in ("id", "review"):
            continue
        several = value if isinstance(value, list | tuple) else [value]
        said = (names.get(f"{field}[{n}]") or names.get(field) or _plain(each) for n, each in enumerate(several))
        yield ", ".join(said) if field in ("name", "type") else f"{field.replace('_', ' ')}: {', '.join(said)}"


def _called(archive: Archive, kind: Kind, id: str) -> str:
    record = archive.of_kind(kind).get(id)
    return title(record) if record else id


def _plain(value: object) -> str:
    match value:
        case {"text": str(words)}:
            return f"“{words}”"
        case bool():
            return "yes"
    return str(value)


def is_spoken(archive: Archive, quote: Quote) -> bool:
    """Whether the speaker of a quote is known."""
    speaker = archive.speaker(quote)
    return speaker is not None and not speaker.is_placeholder


def rejecting(archive: Archive, given: Sequence[Draft]) -> list[Edit]:
    """Remove a draft from the archive, as edits, and from what names it, and keep a quote out.

    With a quote go the people and events that only it names. A person required by other records keeps only the name.
    Words rejected as nobody's are then in no quote: the check of coverage reports them.
    """
    record = given[0]
    if isinstance(record, NotQuoted):
        return list(_settled(archive, [record], keeps=False))
    if isinstance(record, Person) and held_by(archive, referring(archive, record.ref)):
        return [SetFields(record.ref, {**dict.fromkeys(fields_beside_name(record)), "review": "reviewed"})]
    if not isinstance(record, Quote):
        return list(removing(archive, record.ref))
    edits: list[Edit] = [RemoveRecord(record.ref), *_let_go(archive, record, _named(archive, record))]
    edits += [SetFields(child.ref, {"within": record.within}) for child in archive.children(record)]
    rejection = Rejection(article=record.article, speaker=record.speaker, text=record.text, at=record.at)
    return [*edits, Reject(rejection)]


def spoken_by(who: str, archive: Archive, given: Sequence[Draft]) -> list[Edit]:
    """Give a quote another speaker, as edits: the person with the id `who`, or a new one with that name.

    Words that were proposed as nobody's become a draft quote.
    """
    draft = given[0]
    quote = None if isinstance(draft, NotQuoted) else _quote(draft)
    article = draft.article if isinstance(draft, NotQuoted | Quote) else ""
    file = archive.entries[quote.ref if quote else ref(Kind.ARTICLE, article)].place.file
    person = archive.get(Person, who)
    edits: list[Edit] = []
    if person is None:
        id = free_id(slug(who) or f"person-{article}", archive, Kind.PERSON)
        person = Person(id=id, name=who, type="anonymous" if who[:1].islower() else "named")
        fields = {"id": person.id, "name": person.name, "type": person.type, "review": "draft"}
        edits.append(AddRecord(file, Kind.PERSON, fields))
    if isinstance(draft, NotQuoted):
        spoken = {
            "id": free_id(f"{article}-{len(archive.of_kind(Kind.QUOTE)) + 1}", archive, Kind.QUOTE),
            "article": article,
            "speech": "direct" if draft.words.endswith(_ENDS) else "partial",
            "text": draft.words,
            "speaker": person.id,
            "review": "draft",
            **({"at": msgspec.to_builtins(draft.at)} if draft.at else {}),
        }
        return [*edits, *_settled(archive, [draft], keeps=False), AddRecord(file, Kind.QUOTE, spoken)]
    assert quote
    edits.append(SetFields(quote.ref, {"speaker": person.id}))
    before = archive.speaker(quote)
    return [*edits, *_let_go(archive, quote, [before] if before and before.id != person.id else [], person.id)]


def splitting(archive: Archive, given: Sequence[Draft]) -> list[Edit]:
    """Make each segment of a quote a quote of its own, as edits.

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
    """Merge two drafts that follow each other into one quote in segments, as edits.

    Raises:
        NotPossibleError: they are in different articles.
    """
    quote, other = map(_quote, given)
    if other.article != quote.article:
        raise NotPossibleError("The next draft is of another article; it can’t be joined with this one.")
    at = _around(quote.at.prefix if quote.at else "", other.at.suffix if other.at else "")
    text = (*quote.segments, *other.segments)
    edits: list[Edit] = [SetFields(quote.ref, {"text": text, "at": at}), RemoveRecord(other.ref)]
    edits += [SetFields(child.ref, {"within": quote.id}) for child in archive.children(other) if child.ref != quote.ref]
    kept = {record.ref for record in _tied(archive, quote)}
    return [*edits, *_let_go(archive, other, [each for each in _tied(archive, other) if each.ref not in kept])]


def _around(prefix: str, suffix: str) -> Mapping[str, str] | None:
    """A quote's `at`: what comes before its first segment, and after its last one."""
    return {name: words for name, words in (("prefix", prefix), ("suffix", suffix)) if words} or None


def free_id(stem: str, archive: Archive, kind: Kind, taken: Collection[str] = ()) -> str:
    """Find an id that no record of a kind has: the stem, with a number if necessary."""
    known = archive.of_kind(kind)
    return first_free_id(stem, lambda id: id in known or id in taken)


def _quote(draft: Draft) -> Quote:
    if not isinstance(draft, Quote):
        raise NotPossibleError("This is no quote.")
    return draft


def _tied(archive: Archive, quote: Quote) -> Iterator[AnyRecord]:
    """The draft people and events that a quote refers to."""
    return (record for record in _named(archive, quote) if is_draft(record))


def _named(archive: Archive, quote: Quote) -> Iterator[AnyRecord]:
    """The people and the event that a quote refers to."""
    yield from _people(archive, quote)
    event = archive.event_of(quote)
    if event:
        yield event


def _people(archive: Archive, quote: Quote) -> Iterator[Person]:
    """Everyone that a quote refers to."""
    people = (archive.speaker(quote), archive.relayer(quote), *archive.addressees(quote))
    return (person for person in people if person)


def _let_go(archive: Archive, quote: Quote, gone: Iterable[AnyRecord], instead: str | None = None) -> Iterator[Edit]:
    """Follow up, as edits, when a quote no longer names some people and events.

    Drafts among these that nothing else refers to are removed. A draft event loses the people who were there only
    because of this quote; `instead` has the id of the new speaker, who takes their place.
    """
    gone, removed = list(gone), {quote.ref}
    candidates = {record.ref for record in gone if is_draft(record)}
    event = archive.event_of(quote)
    if event and event.ref in candidates and archive.referring_to((event.ref,)) == [quote]:
        removed.add(event.ref)
        there = (archive.get(Person, id) for id in event.participants)
        candidates.update(each.ref for each in there if each and is_draft(each))
    elif event and is_draft(event):
        speak = {
            each.id for other in archive.quotes_of(event) if other.ref != quote.ref for each in _people(archive, other)
        }
        left = [record.id for record in gone if isinstance(record, Person) and record.id not in speak]
        kept = tuple(id for id in event.participants if id not in left)
        if kept != event.participants:
            kept = tuple(dict.fromkeys([*kept, instead] if instead else kept))
            event = msgspec.structs.replace(event, participants=kept)
            yield SetFields(event.ref, {"participants": kept or None})
    for record in archive.referring_to(candidates):
        if record.ref not in removed:
            as_left = event if event and event.ref == record.ref else record
            candidates -= {ref(kind, id) for _, kind, id in references(as_left)}
    yield from (RemoveRecord(each) for each in sorted(candidates))


def fields_of(record: AnyRecord) -> dict[str, Any]:
    """A record's fields as YAML has them, with the mark of a draft."""
    fields = msgspec.to_builtins(record)
    fields.pop("kind", None)
    review = {"review": "draft"} if is_draft(record) else {}
    return {"id": record.id, **{name: value for name, value in fields.items() if name != "id"}, **review}
