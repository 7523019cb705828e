"""The row of one record in a pane, and the order of the rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from explorer.checking.verification import Status, Verification, status_of
from explorer.describing import signs
from explorer.describing.articles_named import article_in
from explorer.describing.bars import bar
from explorer.display import one_line
from explorer.model import dates
from explorer.model.archive import Archive
from explorer.model.listed import picked
from explorer.model.orders import Order, ordered
from explorer.model.records import AnyRecord, Article, Event, Person, Quote, Topic, title
from explorer.model.scope import Scope
from explorer.ui.navigation import PanesState
from explorer.ui.wording import styles
from explorer.ui.wording.fitting import in_lines, with_end

if TYPE_CHECKING:
    from explorer.search.row_matches import RowMatches

BAR_LENGTH = 5
# Rows deeper than this are not indented further, so that there is room for their text.
_DEEPEST = 8
# The width of an event's date: that of a day, which may be uncertain.
_DATE = len("2023-11-15?")
# From this width on, an article has its date.
_DATED_FROM = 44
_NOTHING = Content("")


def record_row(record: AnyRecord, scope: Scope, most: int, width: int, *, stale: bool = False) -> Content:
    """One line for a topic, person, event or article, with its number of quotes in scope.

    A record that is `stale` is shown as it was last read. `most` is the largest such number in the pane. The bars of
    topics are to one scale, whatever the trail: the topic with the most quotes in the archive has a full one.
    """
    count = scope.count(record)
    number = Content.styled(str(count or signs.NONE.mark).rjust(len(str(most))), styles.MUTED)
    match record:
        case Topic():
            return _spread(
                as_read(Content(one_line(record.label)), stale=stale),
                Content.assemble(_bar(count, scope.archive.largest_topic), " ", number),
                width,
            )
        case Person():
            name = Content.styled(person_name(record), styles.WARNING if record.is_placeholder else "")
            return _spread(as_read(name, stale=stale), number, width, review(record, scope.archive))
        case Event():
            date = Content.styled((record.date or "undated").ljust(_DATE), styles.MUTED)
            name = Content.assemble(date, " ", as_read(Content(one_line(record.name)), stale=stale))
            return _spread(name, number, width, review(record, scope.archive))
        case Article():
            dated = record.published and width >= _DATED_FROM and scope.is_of_several_articles
            date = Content.styled(f"{record.published} " if dated else "", styles.MUTED)
            headline = as_read(Content(one_line(record.headline)), stale=stale)
            return _spread(headline, Content.assemble(date, number), width)
        case Quote():
            return as_read(quote_text(record), stale=stale)


def as_read(shown: Content, *, stale: bool) -> Content:
    """The name of a record, after a sign if only its last version can be shown."""
    return Content.assemble(styles.signed(signs.STALE), shown) if stale else shown


def review(record: AnyRecord, archive: Archive) -> Content:
    """A note after a record's name that it is a draft or disputed; empty for others."""
    said = archive.review_of(record)
    return Content.styled(f" · {said}" if said else "", styles.WARNING)


def set_in(depth: int) -> str:
    """The indentation of a record with `depth` records above it."""
    return "  " * min(depth, _DEEPEST)


def quote_rows(
    quote: Quote, scope: Scope, verification: Verification | None, width: int, text_lines: int, *, stale: bool = False
) -> list[Content]:
    """The words of a quote on up to `text_lines` lines, then who said them, when, and how they stand in the article.

    Where several articles are in scope, the last line has which one the quote is from.
    """
    width = max(1, width)
    lines = in_lines(as_read(quote_text(quote), stale=stale), width, text_lines)
    status = status_of(verification)
    sign = signs.STATUSES[status]
    mark = Content.styled(*(styles.mark_of(sign) if status is Status.VERBATIM else styles.signed(sign, sign.name)))
    right = Content.assemble(_said_on(quote), "  ", mark)
    source = quote_source(quote, scope.archive)
    if source.cell_length + right.cell_length + 3 > width:
        source = quote_source(quote, scope.archive, with_medium=False)
    *above, last = source.wrap(max(1, width - 2))
    lines += [_set_in(line) for line in above]
    if last.cell_length + right.cell_length + 3 <= width:
        lines.append(_spread(_set_in(last), right, width))
    else:
        lines += [_set_in(last), _spread(Content(""), right, width)]
    if scope.is_of_several_articles:
        lines.append(_set_in(Content.styled(article_in(scope.archive, quote, width - 2), styles.MUTED)))
    return lines


def _said_on(quote: Quote) -> Content:
    """The date of a quote, with the sign that says how it is known."""
    if not quote.date:
        return Content.styled("undated", styles.MUTED)
    return Content.styled(f"{signs.DATES[quote.date_basis].mark} {quote.date}", styles.MUTED)


def _set_in(line: Content) -> Content:
    return Content.assemble("  ", line)


def person_name(person: Person) -> str:
    """The name of a person, with a sign before it if they are anonymous."""
    name = one_line(person.name)
    return f"{signs.SOURCES['anonymous'].mark} {name}" if person.type == "anonymous" else name


def quote_text(quote: Quote) -> Content:
    """The words of a quote in quotation marks; of a paraphrase, after its sign."""
    words = one_line(" … ".join(quote.segments))
    if quote.speech == "indirect":
        return Content.assemble((f"{signs.SPEECH['indirect'].mark} ", styles.MUTED), words)
    return Content(f"“{words}”")


def quote_source(quote: Quote, archive: Archive, *, with_medium: bool = True) -> Content:
    """Who said it according to the article, how it reached the article, and whether it is a draft or disputed."""
    speaker = archive.speaker(quote)
    style = styles.WARNING if speaker and speaker.is_placeholder else styles.NAME
    parts: list[str | tuple[str, str] | Content] = [(one_line(archive.speaker_name(quote)), style)]
    if quote.is_relayed:
        parts.append((f" · relayed by {one_line(archive.told_by(quote))}", styles.WARNING))
    if quote.interpreted:
        parts.append((" · through an interpreter", styles.MUTED))
    parts.append(review(quote, archive))
    if quote.medium and with_medium:
        parts.append((f" · {one_line(quote.medium)}", styles.MUTED))
    return Content.assemble(*parts)


def _bar(count: int, most: int) -> Content:
    return Content.styled(bar(count, most, BAR_LENGTH).ljust(BAR_LENGTH), styles.LINK)


def _spread(left: Content, right: Content, width: int, end: Content = _NOTHING) -> Content:
    """One line with content at both edges. The left one is cut if there is too little room, except for its `end`."""
    return Content.assemble(with_end(left, end, max(0, width - right.cell_length - 1)), " ", right)


# Best first.
_STATUSES = list(Status)


class Arranged:
    """Some records in an order. Words are searched for in what a row shows of a record, and in its other names."""

    def __init__(self, listed: Sequence[AnyRecord], order: Order, state: PanesState) -> None:
        self.listed = listed
        self.order = order
        self._state = state
        self._rows: Sequence[int] | None = range(len(listed)) if order is Order.AS_LISTED else None
        self._matches: RowMatches | None = None

    def rows(self, words: str, pause: Callable[[], None]) -> Sequence[int]:
        """The rows of the records that have the words, in order; all rows without words.

        `pause` is called for each record, and may end the work.
        """
        if self._rows is None:
            self._rows = self._ordered(pause)
        rows = self._rows
        if not words.strip():
            return rows
        if self._matches is None:
            self._matches = self._matching(rows, pause)
        return [rows[row] for row in self._matches.rows(words)]

    def _ordered(self, pause: Callable[[], None]) -> Sequence[int]:
        snapshot, scope = self._state.snapshot, self._state.scope
        verifications = snapshot.verifications
        return ordered(
            _paused(self.listed, pause),
            self.order,
            snapshot.archive,
            count=scope.count,
            doubt=lambda record: _STATUSES.index(status_of(verifications.get(record.ref))),
        )

    def _matching(self, rows: Sequence[int], pause: Callable[[], None]) -> RowMatches:
        from explorer.search.row_matches import RowMatches

        archive, records = self._state.snapshot.archive, _paused(picked(self.listed, rows), pause)
        return RowMatches([" ".join(filter(None, _texts(archive, record))) for record in records])


def _paused(records: Sequence[AnyRecord], pause: Callable[[], None]) -> Iterator[AnyRecord]:
    for record in records:
        pause()
        yield record


def _texts(archive: Archive, record: AnyRecord) -> Iterator[str | None]:
    yield title(record)
    match record:
        case Quote():
            yield archive.speaker_name(record)
            yield archive.told_by(record) if record.is_relayed else None
            yield record.medium
            yield from _when(record.date)
        case Person():
            yield from (*record.aliases, record.role, record.affiliation)
        case Event():
            yield record.place
            yield from _when(record.date)
        case Article():
            yield record.publisher
            yield from _when(record.published)


def _when(date: str | None) -> Iterator[str | None]:
    yield date
    yield dates.describe(date) if date else None
