"""A record as a card: what it is, what it belongs to and how its words stand in the article, for a person to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from shutil import get_terminal_size
from textwrap import wrap

from explorer.checking.verification import Finding, Status
from explorer.cli import output
from explorer.display import one_line
from explorer.model import dates
from explorer.model.records import AnyRecord, Article, Event, Evidence, Person, Quote, Topic, title
from explorer.snapshot import Snapshot

# How many quotes of a record a card lists; `list` and `search` have the others.
MOST_QUOTES = 20
_LABEL_WIDTH = 16
_WIDEST = 100

_SPEECH = {
    "direct": "direct: the marks hold all that was said",
    "partial": "partial: the marks hold only a part of what was said",
    "indirect": "indirect: a paraphrase, without quotation marks",
}
_STATUS = {
    Status.VERBATIM: "✓ verbatim",
    Status.TYPOGRAPHIC: "≈ the same but for quotation marks, dashes or spaces",
    Status.AMBIGUOUS: "? ambiguous",
    Status.MISSING: "✗ not in the article",
    Status.UNCHECKED: "– unchecked: there is no article text",
}

Line = tuple[str, str]


def card(snapshot: Snapshot, record: AnyRecord) -> str:
    """The card of a record: its ref, then labelled lines, wrapped on a terminal."""
    lines = [(label, one_line(value)) for label, value in _Card(snapshot).lines(record)]
    width = min(_WIDEST, get_terminal_size().columns) if output.is_terminal() else 0
    return "\n".join([record.ref, "", *_laid_out((line for line in lines if line[1]), width), ""])


def _laid_out(lines: Iterable[Line], width: int) -> Iterator[str]:
    last = ""
    for label, value in lines:
        shown = "" if label == last else label
        last = label
        room = max(20, width - _LABEL_WIDTH)
        parts = wrap(value, room, break_long_words=False, break_on_hyphens=False) if width else [value]
        for part in parts:
            yield f"{shown:<{_LABEL_WIDTH}}{part}"
            shown = ""


class _Card:
    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.archive = snapshot.archive

    def lines(self, record: AnyRecord) -> Iterator[Line]:
        """Labelled values in the order of reading. Empty ones are not shown; a label that repeats is shown once."""
        match record:
            case Quote():
                yield from self._quote(record)
            case Person():
                yield from self._person(record)
            case Topic():
                yield from self._topic(record)
            case Event():
                yield from self._event(record)
            case Article():
                yield from self._article(record)
        for child in self.archive.children(record):
            yield "Holds", _named(child)
        if not isinstance(record, Quote):
            yield from self._quotes(record)
        yield "Stands in", str(self.archive.entries[record.ref].place)
        for problem in self.snapshot.problems:
            if problem.ref == record.ref:
                yield "Problem", str(problem)

    def _quote(self, quote: Quote) -> Iterator[Line]:
        for segment in quote.segments:
            yield "Words", f"¶ {segment}" if quote.speech == "indirect" else f"“{segment}”"
        yield "Speech", _SPEECH[quote.speech]
        yield "Speaker", self._person_named(quote.speaker)
        yield "Relayed by", self._person_named(quote.relayed_by) if quote.is_relayed else ""
        yield "Interpreted", "the words are an interpreter’s" if quote.interpreted else ""
        for person in self.archive.addressees(quote):
            yield "Said to", _named(person)
        yield "Medium", quote.medium or ""
        yield "Event", _named(self.archive.event_of(quote))
        yield from _date(quote)
        for topic in self.archive.topics_of(quote):
            yield "Topics", _named(topic)
        yield "Within", _named(self.archive.parent(quote))
        yield "Review", quote.review
        yield "Note", quote.note or ""
        yield "Article", _named(self.archive.get(Article, quote.article)) or quote.article
        yield "Attribution", quote.attribution or ""
        yield from self._verified(quote)

    def _verified(self, quote: Quote) -> Iterator[Line]:
        for finding in self.snapshot.verifications[quote.ref].findings:
            label = "Attribution" if finding.path == "attribution" else "Verification"
            if finding.path != "attribution" or not finding.passage:
                yield label, self._found(finding, quote.article)

    def _found(self, finding: Finding, article: str) -> str:
        said = _STATUS[finding.status]
        if finding.passage:
            number = self.snapshot.texts[article].paragraph_at(finding.passage.start)
            said += f", paragraph {number}"
        return f"{said}: {finding.message}" if finding.message else said

    def _person(self, person: Person) -> Iterator[Line]:
        yield "Name", person.name
        yield "Type", person.type
        yield "Also called", ", ".join(person.aliases)
        yield "Role", person.role or ""
        yield "Affiliation", person.affiliation or ""
        for other in self.archive.possibly_same_as(person):
            yield "Perhaps also", _named(other)
        yield from self._evidence(person, person.evidence)

    def _topic(self, topic: Topic) -> Iterator[Line]:
        yield "Label", topic.label
        yield "Description", topic.description or ""
        yield "Within", _named(self.archive.parent(topic))

    def _event(self, event: Event) -> Iterator[Line]:
        yield "Name", event.name
        yield from _date(event)
        yield "Place", event.place or ""
        for person in self.archive.participants(event):
            yield "Participants", _named(person)
        yield "Within", _named(self.archive.parent(event))
        for topic in self.archive.topics_of(event):
            yield "Topics", _named(topic)
        yield from self._evidence(event, event.evidence)

    def _article(self, article: Article) -> Iterator[Line]:
        yield "Headline", article.headline
        yield "Published", dates.describe(article.published or "")
        yield "Publisher", article.publisher or ""
        yield "Byline", article.byline or ""
        yield "Address", article.url or ""
        yield "Language", article.language or ""
        yield "File", f"seeds/{article.file}"
        text = self.snapshot.texts.get(article.id)
        yield "Text", f"{len(text.paragraphs)} paragraphs" if text else "can’t be read"
        yield "Coverage", str(self.snapshot.coverage.get(article.id, ""))

    def _evidence(self, record: Person | Event, evidence: Iterable[Evidence]) -> Iterator[Line]:
        verification = self.snapshot.verifications.get(record.ref)
        findings = verification.findings if verification else ()
        for item, finding in zip(evidence, findings, strict=True):
            yield "Evidence", f"“{item.text}” ({self._found(finding, item.article)} of article/{item.article})"

    def _quotes(self, record: AnyRecord) -> Iterator[Line]:
        quotes = self.archive.quotes_of(record)
        for quote in quotes[:MOST_QUOTES]:
            yield "Quotes", _named(quote)
        if len(quotes) > MOST_QUOTES:
            yield "Quotes", f"… and {len(quotes) - MOST_QUOTES} more"

    def _person_named(self, id: str | None) -> str:
        person = self.archive.get(Person, id)
        return f"{_named(person)}{f', {person.role}' if person.role else ''}" if person else id or ""


def _named(record: AnyRecord | None) -> str:
    return f"{title(record)} ({record.ref})" if record else ""


def _date(record: Quote | Event) -> Iterator[Line]:
    if record.date:
        yield "Date", dates.describe(record.date) + (f" ({record.date_basis})" if record.date_basis else "")
    yield "Date because", record.date_because or ""
