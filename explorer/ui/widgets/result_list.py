"""The list of the hits of a search, best first."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual import on
from textual.content import Content
from textual.reactive import reactive

from explorer.describing import signs
from explorer.describing.articles_named import article_in, has_several
from explorer.describing.counting import counted
from explorer.describing.match_reasons import approximations, evidence_found
from explorer.describing.values import quoted
from explorer.display import one_line
from explorer.model.archive import Archive
from explorer.model.dates import describe
from explorer.model.records import AnyRecord, Article, Event, Person, Quote, Topic, title
from explorer.ui.navigation import NOTHING_YET, PanesState
from explorer.ui.requests import OpenRecord, UseSuggestion
from explorer.ui.search_state import SearchState
from explorer.ui.widgets.lines import Lines
from explorer.ui.wording import styles
from explorer.ui.wording.rows import as_read, quote_source, quote_text, review

if TYPE_CHECKING:
    from explorer.search.hits import Hit, Results
    from explorer.search.ways_out import WayOut

_KIND_WIDTH = 8
_CUT = "… "
_LEAST_ARTICLE = 20
_EVIDENCE = "evidence: "
# The marks that distinguish a paraphrase from the speaker’s own words.
_SPEECH = [sign.mark for sign in signs.SPEECH.values()]


class ResultList(Lines):
    """Hits of all kinds, best first. What matched is marked, and so is a hit that is only approximate."""

    state: reactive[PanesState] = reactive(NOTHING_YET, init=False)
    search: reactive[SearchState] = reactive(SearchState(), init=False)

    def __init__(self) -> None:
        super().__init__(id="results", classes="pane")
        self._archive = Archive()

    def watch_state(self, state: PanesState) -> None:
        self._archive = state.snapshot.archive
        self.refresh()

    def watch_search(self, before: SearchState, search: SearchState) -> None:
        if search.found is not before.found or search.ways != before.ways or search.at != self.cursor:
            self.rows_changed(search.at)
        self._count()

    @property
    def found(self) -> Results | None:
        """The results; None without a search."""
        return self.search.found

    def watch_cursor(self) -> None:
        super().watch_cursor()
        self._count()

    def _count(self) -> None:
        """Show in the border which of how many hits the cursor is on, and how many records were searched if not all."""
        where = self.search.where
        parts = [f"Nothing found in {where} · instead" if self.search.ways else "Results"]
        if self.found:
            size, total = len(self.found), self.found.total
            among = f"the best {size:,} of {total:,}" if total > size else f"{size:,}"
            parts.append(f"{self.cursor + 1:,} of {among}")
        if not self.search.ways:
            parts.append(f"in {where}")
        if self.search.missing:
            records = len(self._archive.entries)
            parts.append(f"so far {max(0, records - self.search.missing):,} of {records:,} records")
        self.border_title = " · ".join(parts)

    @property
    def record(self) -> AnyRecord | None:
        """The record of the hit under the cursor."""
        return self._archive.find(self.hit.ref) if self.hit else None

    @property
    def hit(self) -> Hit | None:
        """The hit under the cursor."""
        return self.found[self.cursor] if self.found else None

    @property
    def row_count(self) -> int:
        return len(self.found) if self.found else len(self.search.ways)

    @property
    def row_height(self) -> int:
        return 1 if self.search.ways else 2

    @property
    def empty_text(self) -> str:
        if self.search.waiting:
            return "Looking through the articles …" if self.search.index else "Getting the search ready …"
        if self.search.query.endswith(":"):
            return "A value goes after the colon. Below the box is what it may be; Tab takes the first."
        return (
            "Nothing found. Type a name, a topic, a day or words that were said; who:, topic: and date: narrow. "
            "Esc returns to where you were."
        )

    def row(self, index: int, width: int) -> Sequence[Content]:
        if self.search.ways:
            return [_way(self.search.ways[index])]
        hit = self.found[index] if self.found else None
        record = self._archive.find(hit.ref) if hit else None
        if hit is None or record is None:
            return []
        room = max(1, width - _KIND_WIDTH)
        shown = quote_text(record) if isinstance(record, Quote) else Content(one_line(title(record)))
        stale = record.ref in self.state.snapshot.stale
        room -= len(f"{signs.STALE.mark} ") if stale else 0
        # A quote has it after its speaker, on the line below.
        end = Content("") if isinstance(record, Quote) else review(record, self._archive)
        words = as_read(_marked(shown, hit, max(1, room - end.cell_length)), stale=stale)
        first = Content.assemble((str(hit.kind).ljust(_KIND_WIDTH), styles.MUTED), words, end)
        source = _evidence(record, hit, room) or Content(" · ").join([*_traits(hit), self._source(record, hit, room)])
        second = Content.assemble(" " * _KIND_WIDTH, (_approximate(hit), styles.WARNING), source)
        return [first, second]

    def _source(self, record: AnyRecord, hit: Hit, room: int) -> Content:
        match record:
            case Quote():
                # The speaker of a quote; and its article, in the room that is left, if there are several.
                source = quote_source(record, self._archive)
                if not has_several(self._archive):
                    return source
                article = article_in(self._archive, record, max(_LEAST_ARTICLE, room - source.cell_length - 3))
                return Content.assemble(source, (f" · {article}", styles.MUTED))
            case Person() if record.role:
                return Content.styled(one_line(record.role), styles.MUTED)
            case Topic() if record.description:
                return Content.styled(one_line(record.description), styles.MUTED)
            case Event() if record.date and not any(match.how == "date" for match in hit.matches):
                return Content.styled(record.date, styles.MUTED)
        count = self._archive.quote_count(record)
        dated = isinstance(record, Article) and record.published and has_several(self._archive)
        date = f"{record.published} · " if isinstance(record, Article) and dated else ""
        return Content.styled(f"{date}{counted(count, 'quote')}", styles.MUTED)

    @on(Lines.Chosen)
    def _open(self, event: Lines.Chosen) -> None:
        event.stop()
        if self.record is not None:
            self.post_message(OpenRecord(self.record.ref))
        elif self.search.way is not None:
            self.post_message(UseSuggestion())


def around(shown: Content, spans: Sequence[tuple[int, int]], width: int) -> Content:
    """Cut a text to one line, with what matched in its middle. No room is left empty that more of the text could fill.

    When not all that matched fits, the first match does.
    """
    ends = list(accumulate(map(cell_len, shown.plain), initial=0))
    if ends[-1] <= width or not spans:
        return shown.truncate(width, ellipsis=True)
    first = ends[spans[0][0]]
    last = max(ends[end] for _, end in spans if ends[end] - first <= width // 2 or end == spans[0][1])
    left = min((first + last - width) // 2, ends[-1] - width)
    if left <= 0:
        return shown.truncate(width, ellipsis=True)
    # A word is not cut at its start, and the mark of a paraphrase is kept.
    sign = shown.plain[0] if shown.plain[0] in _SPEECH else ""
    start = bisect_left(ends, left + len(sign) + len(_CUT))
    start = min(shown.plain.find(" ", start - 1) + 1 or start, spans[0][0])
    return Content.assemble((f"{sign}{_CUT}", styles.MUTED), shown[start:]).truncate(width, ellipsis=True)


def _evidence(record: AnyRecord, hit: Hit, room: int) -> Content | None:
    """The evidence that a record was found by, with its words marked and in view; None when it was found otherwise."""
    if not isinstance(record, Person | Event):
        return None
    number = evidence_found(record, hit.matches)
    if number is None:
        return None
    words = Content(quoted(record.evidence[number].text))
    return Content.assemble((_EVIDENCE, styles.MUTED), _marked(words, hit, max(1, room - len(_EVIDENCE))))


def _marked(shown: Content, hit: Hit, width: int) -> Content:
    """Cut a text to one line, with what matched marked and in view."""
    from explorer.search.highlighting import highlights

    spans = highlights(shown.plain, hit)
    for start, end in spans:
        shown = shown.stylize(styles.MATCH, start, end)
    return around(shown, spans, width)


def _traits(hit: Hit) -> list[Content]:
    """The properties of a record that were typed but are not in its words: its date, the values of filters."""
    traits = (match for match in hit.matches if match.how in ("date", "value") and match.field != "kind")
    said = [describe(match.matched) if match.how == "date" else match.matched for match in traits]
    return [Content.styled(one_line(text), styles.MATCH) for text in dict.fromkeys(said)]


def _way(way: WayOut) -> Content:
    found = f"{way.total:,} found"
    return Content.assemble((f"{signs.STEP.mark} ", styles.LINK), one_line(way.label), (f"  {found}", styles.MUTED))


def _approximate(hit: Hit) -> str:
    return f"{signs.APPROXIMATE.mark} {approximations(hit)} · " if hit.approximate else ""
