"""Everything that a record has, as lines to read and links to follow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
from textual.content import Content

from explorer.checking.differences import changes
from explorer.checking.passages import Passage
from explorer.checking.verification import Finding, Status
from explorer.display import clean, one_line
from explorer.model import dates
from explorer.model.records import AnyRecord, Article, Event, Person, Quote, Topic, title
from explorer.snapshot import Snapshot
from explorer.ui.requests import OpenRecord, ReadArticle
from explorer.ui.wording import styles
from explorer.ui.wording.rows import STATUS_GLYPHS, STATUS_STYLES

SPEECH = {
    "direct": "direct quote",
    "partial": "quoted fragment: the marks hold only part of what was said",
    "indirect": "paraphrase: the article’s words, not the speaker’s",
}
STATUS = {
    Status.VERBATIM: "word for word in the article",
    Status.TYPOGRAPHIC: "in the article, but for typography (marks, dashes, spaces)",
    Status.AMBIGUOUS: "in the article more than once, or not where “at” says",
    Status.MISSING: "not in the article as written here",
    Status.UNCHECKED: "there is no article text to check against",
}
PERSON_TYPES = {"named": "named", "anonymous": "anonymous source", "collective": "collective"}

Request = OpenRecord | ReadArticle


class Block(msgspec.Struct, frozen=True):
    """A paragraph of Detail: under a label in the margin when it has one, and a link when it has a request."""

    content: Content
    label: str = ""
    request: Request | None = None


def describe(snapshot: Snapshot, record: AnyRecord) -> list[Block]:
    """The blocks of a record's Detail, the most important first."""
    writer = _Writer(snapshot)
    match record:
        case Quote():
            blocks = writer.quote(record)
        case Person():
            blocks = writer.person(record)
        case Topic():
            blocks = writer.topic(record)
        case Event():
            blocks = writer.event(record)
        case Article():
            blocks = writer.article(record)
    return [*blocks, *writer.origin(record)]


class _Writer:
    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.archive = snapshot.archive

    def quote(self, quote: Quote) -> Iterator[Block]:
        yield from self._words(quote)
        yield _space()
        speaker, relayer = self.archive.speaker(quote), self.archive.relayer(quote)
        yield self._link("Speaker", speaker, quote.speaker)
        if quote.relayed_by:
            yield self._link("Relayed by", relayer, quote.relayed_by)
        if quote.interpreted:
            yield _field("Interpreted", "the words are an interpreter’s")
        if quote.attribution:
            yield _field("Attributed", f"“{one_line(quote.attribution)}”")
        yield from self._status(quote)
        yield _field("Speech", SPEECH[quote.speech])
        yield from _dated(quote, "Said")
        if quote.medium:
            yield _field("Medium", one_line(quote.medium))
        yield from self._links("To", self.archive.addressees(quote))
        event = self.archive.event_of(quote)
        if event:
            yield self._link("Event", event, event.id)
        yield from self._links("Topics", self.archive.topics_of(quote))
        yield from self._links("Within", [self.archive.parent(quote)])
        yield from self._links("Holds", self.archive.children(quote))
        if quote.note:
            yield _field("Note", clean(quote.note))
        yield _field("Review", quote.review)

    def person(self, person: Person) -> Iterator[Block]:
        yield _heading(person.name)
        if person.role:
            yield Block(Content(clean(person.role)))
        if person.affiliation:
            yield Block(Content(clean(person.affiliation)))
        yield _space()
        yield _field("Known as", PERSON_TYPES[person.type])
        if person.aliases:
            yield _field("Also", one_line(", ".join(person.aliases)))
        yield from self._tally(person)
        yield from self._links("May be", self.archive.possibly_same_as(person))
        yield from self._links("Events", self._linked(person, Event))
        yield from self._evidence(person)

    def topic(self, topic: Topic) -> Iterator[Block]:
        yield _heading(topic.label)
        if topic.description:
            yield Block(Content(clean(topic.description)))
        yield _space()
        yield from self._tally(topic)
        yield from self._links("Broader", [self.archive.parent(topic)])
        yield from self._links("Narrower", self.archive.children(topic))
        yield from self._links("Events", self._linked(topic, Event))

    def event(self, event: Event) -> Iterator[Block]:
        yield _heading(event.name)
        yield _space()
        yield from _dated(event, "When")
        if event.place:
            yield _field("Where", one_line(event.place))
        yield from self._tally(event)
        yield from self._links("Part of", [self.archive.parent(event)])
        yield from self._links("Parts", self.archive.children(event))
        yield from self._links("With", self.archive.participants(event))
        yield from self._links("Topics", self.archive.topics_of(event))
        yield from self._evidence(event)

    def article(self, article: Article) -> Iterator[Block]:
        yield _heading(article.headline)
        yield _space()
        for label, value in (
            ("Published", dates.describe(article.published) if article.published else None),
            ("Publisher", article.publisher),
            ("Byline", article.byline),
            ("URL", article.url),
            ("Language", article.language),
        ):
            if value:
                yield _field(label, one_line(value))
        yield from self._tally(article)
        text = self.snapshot.texts.get(article.id)
        size = f"{len(text.paragraphs)} paragraphs" if text else "its text can't be read"
        yield Block(Content(f"{one_line(article.file)}, {size}"), "Text", ReadArticle(article.id))
        yield from self._coverage(article)
        for finding in self._findings(article):
            yield from self._doubt(article.id, finding)

    def _coverage(self, article: Article) -> Iterator[Block]:
        """How much of what the article has in quotation marks is curated, and links to what is not."""
        coverage, text = self.snapshot.coverage.get(article.id), self.snapshot.texts.get(article.id)
        if coverage is None or text is None:
            return
        yield _field("Coverage", str(coverage))
        for label, passages in (("Not curated", coverage.open), ("No person", coverage.unnamed)):
            for passage in passages:
                words = Content(one_line(text.text[passage.start : passage.end]))
                yield Block(words, label, ReadArticle(article.id, passage=passage))
                label = ""

    def origin(self, record: AnyRecord) -> Iterator[Block]:
        """Where the record itself stands."""
        yield _space()
        said = {finding.message for finding in self._findings(record)}
        found = [item for item in self.snapshot.problems if item.ref == record.ref and item.message not in said]
        for problem in found:
            yield Block(
                Content.styled(f"{problem.severity}: {clean(problem.message)}", styles.SEVERITIES[problem.severity])
            )
        place = self.snapshot.archive.entries[record.ref].place
        yield Block(Content.styled(record.ref, styles.MUTED))
        yield Block(Content.styled(f"line {place.line} of {one_line(place.file)}", styles.MUTED))

    def _words(self, quote: Quote) -> Iterator[Block]:
        for segment in quote.segments:
            words = clean(segment)
            marked = f"¶ {words}" if quote.speech == "indirect" else f"“{words}”"
            yield Block(Content.styled(marked, styles.STRONG))

    def _status(self, quote: Quote) -> Iterator[Block]:
        verification = self.snapshot.verifications[quote.ref]
        status = verification.status
        said = Content.assemble((f"{STATUS_GLYPHS[status]} {status}", STATUS_STYLES[status]), f": {STATUS[status]}")
        yield Block(said, "Status")
        yield Block(Content(self._place_of(quote)), "Source", ReadArticle(quote.article, quote.ref))
        for finding in verification.findings:
            yield from self._doubt(quote.article, finding)

    def _nearest(self, article: str, finding: Finding, nearest: Passage) -> Iterator[Block]:
        text = self.snapshot.texts[article].text[nearest.start : nearest.end]
        parts: list[tuple[str, str]] = []
        for change in changes(clean(finding.words), clean(text)):
            if change.same:
                parts.append((f"{change.article} ", ""))
                continue
            if change.archive:
                parts.append((f"[-{change.archive}-] ", styles.REMOVED))
            if change.article:
                parts.append((f"{{+{change.article}+}} ", styles.ADDED))
        yield Block(Content.assemble(*parts), "In article", ReadArticle(article, passage=nearest))

    def _place_of(self, quote: Quote) -> str:
        article = self.archive.get(Article, quote.article)
        where = f"“{one_line(article.headline)}”" if article else quote.article
        passage = next((found for found in self.snapshot.verifications[quote.ref].passages if found), None)
        text = self.snapshot.texts.get(quote.article)
        return f"paragraph {text.paragraph_at(passage.start)} of {where}" if passage and text else where

    def _tally(self, record: AnyRecord) -> Iterator[Block]:
        quotes = self.archive.quotes_of(record)
        if isinstance(record, Person):
            said = [quote for quote in quotes if quote.speaker == record.id]
            relayed = sum(1 for quote in said if quote.relayed_by and quote.relayed_by != record.id)
            told = len(quotes) - len(said)
            parts = [f"{len(said)} said" + (f", {relayed} of them relayed by others" if relayed else "")]
            parts += [f"{told} relayed of others"] if told else []
            yield _field("Quotes", "; ".join(parts))
            return
        kinds = [(sum(1 for quote in quotes if quote.speech == speech), speech) for speech in SPEECH]
        spread = ", ".join(f"{count} {speech}" for count, speech in kinds if count)
        yield _field("Quotes", f"{len(quotes)}" + (f": {spread}" if spread else ""))

    def _linked(self, record: AnyRecord, kind: type[Event]) -> list[AnyRecord]:
        linked = self.archive.linked_to(record)
        return [other for other in self.archive.all(kind) if other.ref in linked]

    def _link(self, label: str, record: AnyRecord | None, id: str) -> Block:
        if record is None:
            return Block(Content.assemble(one_line(id), (" (no such record)", styles.ERROR)), label)
        return Block(Content(one_line(title(record))), label, OpenRecord(record.ref))

    def _links(self, label: str, records: Iterable[AnyRecord | None]) -> Iterator[Block]:
        for record in records:
            if record is not None:
                yield self._link(label, record, record.id)
                label = ""

    def _evidence(self, record: Person | Event) -> Iterator[Block]:
        label = "Evidence"
        for item, finding in zip(record.evidence, self._findings(record), strict=True):
            passage = finding.passage or finding.nearest
            yield Block(Content(f"“{one_line(item.text)}”"), label, ReadArticle(item.article, passage=passage))
            yield from self._doubt(item.article, finding)
            label = ""

    def _findings(self, record: AnyRecord) -> tuple[Finding, ...]:
        verification = self.snapshot.verifications.get(record.ref)
        return verification.findings if verification else ()

    def _doubt(self, article: str, finding: Finding) -> Iterator[Block]:
        """What keeps words from being found as they are; nothing for those that are."""
        if finding.message:
            said = f"{STATUS_GLYPHS[finding.status]} {finding.status}: {clean(finding.message)}"
            yield Block(Content.styled(said, STATUS_STYLES[finding.status]), "Problem")
        if finding.nearest:
            yield from self._nearest(article, finding, finding.nearest)


def _heading(text: str) -> Block:
    return Block(Content.styled(clean(text), styles.STRONG))


def _space() -> Block:
    return Block(Content(""))


def _field(label: str, text: str) -> Block:
    return Block(Content(text), label)


def _dated(record: Quote | Event, label: str) -> Iterator[Block]:
    if record.date:
        basis = f" ({record.date_basis})" if record.date_basis else ""
        yield _field(label, f"{dates.describe(record.date)}{basis}")
    elif isinstance(record, Event):
        yield _field(label, "not dated in the source")
    if record.date_because:
        yield Block(Content.styled(clean(record.date_because), styles.MUTED), " " if record.date else label)
