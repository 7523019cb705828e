"""The panes, a search, a record with its evidence, and an article, each as a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from explorer.checking.passage_index import PassageIndex
from explorer.checking.verification import status_of
from explorer.describing import fields, findings, quotes
from explorer.describing.counting import counted
from explorer.describing.describe import COVERAGE, PROBLEM, describe
from explorer.describing.fields import Field, Group, RecordLink, Value
from explorer.describing.findings import DOUBT
from explorer.describing.how_read import why_none
from explorer.describing.match_reasons import approximations, why_found
from explorer.describing.quote_counts import of_drafts
from explorer.describing.quotes import left_out
from explorer.describing.quotes_in_text import QuotesInText
from explorer.display import one_line
from explorer.linear.pages import PARAGRAPHS_AT_ONCE, Entries, Lazy, Line, Page, Target, listed
from explorer.linear.wording import (
    FEW_WORDS,
    HOW_TO_TAG,
    PROPOSES,
    SPOKEN_ORDER,
    called,
    in_words,
    kinds_counted,
    quote_line,
    record_line,
    sentence,
    shortened,
)
from explorer.model.history import PanesView, ReadingView, ResultsView
from explorer.model.records import AnyRecord, Article, Kind, Quote, title
from explorer.model.scope import Scope
from explorer.reading.quotation.spans import SHOWN_BY
from explorer.reading.text.passages import Passage, SourceText
from explorer.search.hits import Hit
from explorer.snapshot import Snapshot
from explorer.sources import Caveat

if TYPE_CHECKING:
    from explorer.search.hits import Results
    from explorer.search.ways_out import WayOut

# Fields whose words are messages of the explorer.
_MESSAGES = (PROBLEM, DOUBT)
_ORDERS = {
    Kind.TOPIC: "most quoted first",
    Kind.PERSON: "most quoted first",
    Kind.EVENT: "by date",
    Kind.ARTICLE: "by headline",
    Kind.QUOTE: "in the order of the files",
}


def panes_page(snapshot: Snapshot, view: PanesView) -> Page:
    """The records of one kind that belong to all of a trail."""
    scope = snapshot.scope(view.trail)
    records = scope.records(view.pane)
    here = ", ".join([*(called(step) for step in scope.trail[-1:]), view.pane.plural])
    page = listed(
        here,
        Lazy(len(records), lambda n: records[n].ref),
        lambda n: record_line(snapshot, records[n], scope.count(records[n]), with_article=scope.is_of_several_articles),
        next((n for n, record in enumerate(records) if record.ref == view.current), None) if view.current else None,
    )
    heading = list(_narrowed(snapshot, scope)) if scope.trail else []
    if not records:
        none = (
            f"there are no {view.pane.plural} here"
            if scope.trail
            else why_none(snapshot, view.pane, HOW_TO_TAG, PROPOSES)
        )
        heading.append(sentence(none))
    return replace(
        page,
        heading=tuple(heading),
        noun=(view.pane, view.pane.plural),
        order=_ORDERS[view.pane],
        about=scope.trail[-1].ref if scope.trail else None,
    )


def _narrowed(snapshot: Snapshot, scope: Scope) -> Iterator[str]:
    """The trail, its last record in short, and how much belongs to it."""
    last = scope.trail[-1]
    before = ", then ".join(called(step) for step in scope.trail[:-1])
    yield f"{last.kind}: {called(last)}{f', within {before}' if before else ''}"
    for field in describe(snapshot, last)[1:]:
        if field.label.group is Group.HEAD:
            yield from (f"{field.label.word}: {one_line(value.spoken)}" for value in field.values)
    counts = [(kind, len(scope.records(kind))) for kind in SPOKEN_ORDER]
    yield f"Here: {kinds_counted([(kind, number) for kind, number in counts if number]) or 'nothing'}."


def record_page(snapshot: Snapshot, ref: str, number: tuple[int, int] | None = None, hit: Hit | None = None) -> Page:
    """The description of a record: every field that Detail has. A link has a number.

    `number` is the place of the record in a list, and the length of the list. `hit` says why a search found it.
    """
    record = snapshot.archive.find(ref)
    if record is None:
        return Page(one_line(ref), (f"There is no {one_line(ref)} in this archive any more.",))
    of = f" {number[0]} of {number[1]}" if number else ""
    said = (
        quote_line(snapshot, record, None, with_article=False) if isinstance(record, Quote) else one_line(title(record))
    )
    heading = [f"{record.kind}{of}: {said}"]
    if isinstance(record, Quote):
        heading += left_out(snapshot, record)
    if hit is not None:
        heading += found_because(hit)
    entries: list[tuple[Line, ...]] = []
    targets: list[Target] = []
    for field, value in _told(snapshot, record):
        if value.link:
            targets.append(value.link)
        words = in_words(value.spoken) if field.label in _MESSAGES else one_line(value.spoken)
        entries.append((Line(f"{field.label.word}: {words}", len(targets) if value.link else None),))
    here = f"{record.kind}{of}" if isinstance(record, Quote) else f"{record.kind} {one_line(title(record))}"
    return Page(here, tuple(heading), entries, targets, at_once=40, about=ref)


def _told(snapshot: Snapshot, record: AnyRecord) -> Iterator[tuple[Field, Value]]:
    """The values of all fields that the heading leaves out: those except the record's title and its listed quotes."""
    for n, field in enumerate(describe(snapshot, record)):
        if n > 0 and field.label.group is not Group.LISTED:
            yield from ((field, value) for value in field.values)


def found_because(hit: Hit) -> Iterator[str]:
    """Why a search found a record."""
    why = in_words(why_found(hit))
    if why:
        yield f"Found{', approximate' if hit.approximate else ''}: {why}."


def result_page(snapshot: Snapshot, view: ResultsView, found: Results, ways: Sequence[WayOut] = ()) -> Page:
    """The results of a query, best first. Each hit says its kind of record, and whether it is approximate.

    When nothing is found, the other queries are `ways` to continue.
    """
    heading = [sentence(remark) for remark in found.remarks]
    heading += [f"Filter: {in_words(meaning)}." for meaning in found.filters]
    query, trail = one_line(view.query), map(snapshot.archive.find, view.over.trail)
    within = " in everything" if view.within else ""
    if view.within and view.over.trail:
        within = f" in {', then '.join(called(record) for record in trail if record)}"
    if not found:
        heading.append(f"Nothing is found for {query}{within}.")
        heading += ["Search instead for one of these:"] if ways else []
        lines = [f"{in_words(way.label)}, {counted(way.total, 'record')}" for way in ways]
        entries = [(Line(line, number),) for number, line in enumerate(lines, 1)]
        # Another query is searched in the same scope as this one: there it finds the number that was said.
        targets = [
            replace(view, query=way.query, at=None, within=view.within and way.query != view.query) for way in ways
        ]
        return Page("results", tuple(heading), entries, targets)
    best = f"the {len(found)} best of {found.total}" if found.total > len(found) else "best first"
    order = f"for {query}{within}, {best}"
    place = found.find(view.at) if view.at else None
    page = listed("results", found.refs, lambda n: _hit_line(snapshot, found[n]), place)
    return replace(page, heading=tuple(heading), noun=("hit", "hits"), order=order)


def _hit_line(snapshot: Snapshot, hit: Hit) -> str:
    record = snapshot.archive.find(hit.ref)
    if record is None:
        return f"{hit.kind}: {one_line(hit.title)}"
    inexact = approximations(hit)
    said = f"{hit.kind}: {record_line(snapshot, record, snapshot.archive.quote_count(record))}"
    return f"{said}. Approximate: {in_words(inexact)}" if inexact else said


_GROUNDS = (
    quotes.STATUS,
    quotes.SOURCE,
    quotes.SPEAKER,
    quotes.RELAYED,
    quotes.INTERPRETED,
    quotes.ATTRIBUTION,
    quotes.SORT_OF_SPEECH,
    quotes.ANCHOR,
    fields.REVIEW,
    findings.NEAREST,
    quotes.ALSO,
    findings.EVIDENCE,
    COVERAGE,
    *_MESSAGES,
)


def reasons(snapshot: Snapshot, record: AnyRecord, hit: Hit | None, caveats: Iterable[Caveat] = ()) -> Iterator[str]:
    """The evidence for a record, line by line, with the `caveats` of a topic; and why the search that it was opened
    from found it.
    """
    if hit is not None:
        yield from found_because(hit)
    if not isinstance(record, Quote):
        own = snapshot.archive.quotes_of(record)
        verified = sum(status_of(snapshot.verifications.get(quote.ref)).is_verified for quote in own)
        yield f"Verified: {verified} of {counted(len(own), 'quote')} stand in their article."
    yield from (f"Caveat: {in_words(caveat.message)}" for caveat in caveats)
    for field in describe(snapshot, record):
        if field.label in _GROUNDS:
            say = in_words if field.label in _MESSAGES else one_line
            yield from (f"{field.label.word}: {say(value.spoken)}" for value in field.values)


def article_page(snapshot: Snapshot, view: ReadingView) -> Page:
    """An article from the view's place in it: its quote or offset, else the top."""
    text = snapshot.texts.get(view.article)
    article = snapshot.archive.get(Article, view.article)
    if text is None or article is None:
        return Page("article", (f"The text of {one_line(view.article)} can’t be read: type problems.",))
    paragraphs = _Paragraphs(snapshot, article, text)
    start, place = paragraphs.start_of(view)
    heading = [f"article: {one_line(article.headline)}"]
    heading.append(
        f"{counted(len(text.paragraphs), 'paragraph')}, {counted(len(paragraphs.quotes), 'quote')}"
        f"{of_drafts(len(paragraphs.quotes), snapshot.archive.drafts_among(paragraphs.quotes))}; "
        "a quote is said after its paragraph."
    )
    if paragraphs.lost:
        heading.append(f"{counted(len(paragraphs.lost), 'quote')} without a known place in the text: said at the end.")
    if place is not None:
        heading.append(f"You are at quote {place + 1}, in paragraph {start + 1}.")
    return Page(
        "article",
        tuple(heading),
        paragraphs.entries,
        Lazy(len(paragraphs.quotes), lambda n: RecordLink(paragraphs.quotes[n].ref)),
        ("paragraph", "paragraphs"),
        start=start,
        at_once=PARAGRAPHS_AT_ONCE,
        about=view.quote or article.ref,
    )


class _Paragraphs:
    """The paragraphs of an article. `quotes` are all of its quotes: those in the text in order, then the `lost`."""

    def __init__(self, snapshot: Snapshot, article: Article, text: SourceText) -> None:
        self._snapshot = snapshot
        self._text = text
        self._furniture = {line.strip() for line in article.furniture}
        own = snapshot.archive.quotes_of(article)
        self._placed = QuotesInText(own, snapshot.verifications)
        self.lost = [quote for quote in own if self._placed.number(quote) is None]
        self.quotes: Sequence[Quote] = [*self._placed.ordered, *self.lost]
        self._numbers = {quote.ref: number for number, quote in enumerate(self.quotes, 1)}
        places = ((passage, quote) for quote in self.quotes for passage in self._placed.places(quote))
        self._index = PassageIndex(places)
        coverage = snapshot.coverage.get(article.id)
        self._open = PassageIndex((part, span) for span in (coverage.open if coverage else ()) for part in span.parts)

    @property
    def entries(self) -> Entries:
        return Lazy(len(self._text.paragraphs), lambda n: tuple(self._paragraph(n)))

    def start_of(self, view: ReadingView) -> tuple[int, int | None]:
        """The number, from 0, of the paragraph to begin with, and that of the quote that the view is at."""
        quote = next((quote for quote in self.quotes if quote.ref == view.quote), None)
        places = self._placed.places(quote) if quote else []
        number = self._numbers[quote.ref] - 1 if quote else None
        if view.offset is not None:
            return self._text.paragraph_at(view.offset) - 1, number if places else None
        return (self._text.paragraph_at(places[0].start) - 1, number) if places else (0, None)

    def _paragraph(self, n: int) -> Iterator[Line]:
        span = self._text.paragraphs[n]
        words = one_line(self._text.text[span.start : span.end])
        furniture = ", page furniture" if words in self._furniture else ""
        yield Line(f"Paragraph {n + 1}{furniture}: {words}")
        told: set[str] = set()
        for passage, quote in self._index.touching(span):
            if quote.ref not in told:
                told.add(quote.ref)
                yield Line(self._quoted(quote, passage, span), self._numbers[quote.ref])
        for passage, speech in self._open.touching(span):
            words, more = shortened(self._text.text[passage.start : passage.end], FEW_WORDS)
            how = SHOWN_BY[speech.kind].capitalize()
            yield Line(f"{how}, and in no quote: {words}{f', and {more} more words' if more else ''}")
        if n == len(self._text.paragraphs) - 1:
            for quote in self.lost:
                said = quote_line(self._snapshot, quote, FEW_WORDS, with_article=False)
                yield Line(f"Without a known place: {said}", self._numbers[quote.ref])

    def _quoted(self, quote: Quote, passage: Passage, span: Passage) -> str:
        """A quote after a paragraph. In paragraphs after the first with words of it, it continues."""
        if self._placed.number(quote) is None:
            return f"Here its words are missing: {quote_line(self._snapshot, quote, FEW_WORDS, with_article=False)}"
        goes_on = self._placed.places(quote)[0].start < span.start
        return f"{'Goes on: ' if goes_on else ''}{quote_line(self._snapshot, quote, FEW_WORDS, with_article=False)}"
