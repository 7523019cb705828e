"""The filters of a query, such as `who:xi topic:taiwan -is:missing`, and the records that they keep."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from explorer.display import shortened
from explorer.model import dates
from explorer.model.amended import several
from explorer.model.archive import Archive
from explorer.model.problems import some_of
from explorer.model.queries import KIND_OF
from explorer.model.records import Article, Event, Kind, Quote, Topic, ref, title
from explorer.search import folding
from explorer.search.attributes import Mask
from explorer.search.contexts import Contexts, stand_in
from explorer.search.language import Filter, Query
from explorer.search.parts import IndexPart
from explorer.search.remembering import remembering
from explorer.search.runs import run
from explorer.search.scoring import Scorer
from explorer.search.terms import TermFinder
from explorer.search.values import IS_NAMES, PLURALS, VALUES
from explorer.search.vocabulary import allowed_typos
from explorer.search.written_dates import described, span_of, written_dates

# A value means all records with a word in their name that begins with it: `who:of` finds officials, too, not only the
# Republic of China. If names match only with a typo, it means the best of them and those nearly as good.
_BEGINS_SO = 0.7
_AS_GOOD = 0.9
_NAMED = 3
# The kinds of record to which other records than quotes may belong.
_HAVE_OTHERS = (Kind.TOPIC, Kind.ARTICLE, Kind.EVENT)
# Cache the results of this many filters.
_MOST_KEPT = 64

# The masks of a filter, or None if it has no meaning; the label of its values; and remarks.
_Resolved = tuple[list[Mask] | None, str, list[str]]


class Narrowing:
    """The result of filters: a mask for each part, a label for each filter, and remarks on what has no meaning."""

    def __init__(self, parts: Sequence[IndexPart]) -> None:
        self.masks: list[Mask] = [part.live for part in parts]
        self.labels: list[str] = []
        self.remarks: list[str] = []

    def keep(self, masks: Sequence[Mask], *, excluded: bool = False) -> None:
        """Keep only the records in the masks, one mask for each part, or with `excluded`, only the others."""
        self.masks = [mine & (~mask if excluded else mask) for mine, mask in zip(self.masks, masks, strict=True)]


class Among:
    """A selection of records to search. `masks` has a mask for each part of the index."""

    def __init__(self, refs: Iterable[str], parts: Sequence[IndexPart]) -> None:
        refs = frozenset(refs)
        self.masks = [part.segment.mask_of(refs) for part in parts]


class Filters:
    """Determines which records of an index pass some filters."""

    def __init__(
        self, archive: Archive, parts: Sequence[IndexPart], term_finder: TermFinder, contexts: Contexts
    ) -> None:
        self._archive = archive
        self._contexts = contexts
        self._parts = parts
        self._term_finder = term_finder
        self._years = {year for part in parts for year in part.segment.attributes.years}
        self._resolved = remembering(self._resolve, _MOST_KEPT)
        self._looked_up: dict[Filter, _Resolved] = {}
        # After typing, a filter is first evaluated and then suggested.
        self.called = remembering(self._called, 2)

    def narrow(self, query: Query, kind: Kind | None, among: Among | None) -> Narrowing:
        """Apply the filters, excluded words and phrases of a query, and `kind` and `among`."""
        narrowing = Narrowing(self._parts)
        if among is not None:
            narrowing.keep(among.masks)
        if kind is not None:
            narrowing.keep([part.segment.attributes.having("kind", [kind]) for part in self._parts])
        for given in query.filters:
            masks, values, remarks = self._resolved(given)
            narrowing.remarks += remarks
            if masks is not None:
                narrowing.keep(masks, excluded=given.excluded)
                narrowing.labels.append(f"{'not ' if given.excluded else ''}{given.field}: {values}")
        for words in query.phrases:
            narrowing.keep([part.having(words) for part in self._parts])
        for words in query.excluded:
            narrowing.keep([part.having(words) for part in self._parts], excluded=True)
        return narrowing

    def looks_through_articles(self, queries: Iterable[Query]) -> bool:
        """Whether some queries need a search of the articles that has not been done yet."""
        return not _about(queries) <= self._looked_up.keys()

    def look_through_articles(self, queries: Iterable[Query], pause: Callable[[], None]) -> None:
        """Search the articles for queries, and cache the results. `pause` is called for each article and may cancel."""
        asked = _about(queries)
        # Keep everything for one search, however many filters it has; otherwise it would never be ready.
        if len(self._looked_up.keys() | asked) > _MOST_KEPT:
            self._looked_up.clear()
        for given in asked - self._looked_up.keys():
            self._looked_up[given] = self._amid_articles(given, pause)

    def days(self) -> Counter[str]:
        """Count the records of the archive by date."""
        counted: Counter[str] = Counter()
        for part in self._parts:
            counted.update(part.segment.attributes.dates_counted(part.live))
        return counted

    def count(self, field: str, value: str) -> int:
        """Count the records that have a value of a filter with few values."""
        return sum(int((part.valued(field, [value]) & part.live).sum()) for part in self._parts)

    def _called(self, kind: Kind, name: str) -> list[str]:
        """Return the ids of a kind's records with a similar or longer name, best first; of an id, only itself."""
        if name in self._archive.of_kind(kind):
            return [name]
        terms = self._term_finder.terms(Query(tuple(folding.words(name)), unfinished=True), by_value=False)
        if not terms.terms or terms.unknown:
            return []
        worths = [
            Scorer(part.segment, terms, number).least() * (part.live & part.segment.attributes.having("kind", [kind]))
            for number, part in enumerate(self._parts)
        ]
        best = max(float(worth.max(initial=0)) for worth in worths)
        least = _BEGINS_SO if best >= _BEGINS_SO else _AS_GOOD * best
        found: list[tuple[float, str]] = []
        for part, worth in zip(self._parts, worths, strict=True):
            numbers = np.flatnonzero((worth > 0) & (worth >= least))
            found += zip((-worth[numbers]).tolist(), part.segment.records.ids(numbers.tolist()), strict=True)
        return [id for _, id in sorted(found, key=itemgetter(0))]

    def _resolve(self, given: Filter) -> _Resolved:
        if given.field in KIND_OF:
            return self._records(given)
        if given.field == "date":
            return self._dated(given)
        if given.field == "about":
            return self._looked_up.get(given) or self._amid_articles(given, lambda: None)
        return self._valued(given)

    def _records(self, given: Filter) -> _Resolved:
        kind, remarks = KIND_OF[given.field], []
        found: dict[str, None] = {}
        for value in given.values:
            called = self.called(kind, value)
            found |= dict.fromkeys(called)
            if not called:
                remarks.append(f"there is no {kind} called “{shortened(value)}”")
        # A record below another one of these adds nothing.
        archive = self._archive
        tops = list(archive.hierarchy(kind).tops(found))
        places = np.fromiter(archive.quote_places_of(kind, tops), np.int64)
        others = set(self._others(kind, tops)) if kind in _HAVE_OTHERS else ()
        segments = [part.segment for part in self._parts]
        masks = [segment.mask_of_quotes(archive, places) | segment.mask_of(others) for segment in segments]
        first = [title(record) for record in several(archive.of_kind(kind), [*found][:_NAMED]).values()]
        return masks, some_of(first, _NAMED, len(found)) or "nothing", remarks

    def _others(self, kind: Kind, ids: Sequence[str]) -> Iterator[str]:
        """Yield the refs of what belongs to some records of a kind besides quotes."""
        hierarchy, archive = self._archive.hierarchy(kind), self._archive
        for record in several(archive.of_kind(kind), ids).values():
            if isinstance(record, Topic | Article):
                yield from archive.linked_to(record)
            elif isinstance(record, Event):
                yield from (ref(kind, hierarchy.ids[n]) for n in hierarchy.below(record.id)[1:])

    def _amid_articles(self, given: Filter, pause: Callable[[], None]) -> _Resolved:
        runs = [run(words) for words in map(folding.words, given.values) if words]
        if not runs:
            return None, "", []
        around, masks = set(self._contexts.amid(runs, pause)), list[Mask]()
        for part in self._parts:
            masks.append(mask := part.segment.mask_of(around))
            for number in part.some_with(runs):
                pause()
                # Most quotes are found already: their words occur in their article, too.
                quote = None if mask[number] else part.segment.records[number]
                if isinstance(quote, Quote):
                    mask[number] = any(stand_in(runs, words) for _, words in self._contexts.own(quote))
        return masks, ", ".join(given.values), []

    def _dated(self, given: Filter) -> _Resolved:
        spans: list[dates.Span] = []
        labels, remarks = [], []
        for value in given.values:
            written = span_of(value, self._years)
            spans += written
            if written:
                labels.append(described(written))
                continue
            try:
                spans.append(dates.span(value))
                labels.append(dates.describe(value))
            except dates.EdtfError as error:
                _, unclear = written_dates(value)
                remarks.append(f"date: {unclear[0] if unclear else error}")
        if not spans:
            return None, "", remarks
        masks = [np.logical_or.reduce([part.segment.attributes.dated(span) for span in spans]) for part in self._parts]
        return masks, ", ".join(labels), remarks

    def _valued(self, given: Filter) -> _Resolved:
        choices = IS_NAMES if given.field == "is" else VALUES[given.field]
        values, remarks = [], []
        for value in given.values:
            meant = closest(PLURALS.get(value, value), choices)
            if meant is None:
                remarks.append(f"{given.field}: is one of {', '.join(choices)}, not “{shortened(value)}”")
            else:
                values.append(meant)
        if not values:
            return None, "", remarks
        return [part.valued(given.field, values) for part in self._parts], ", ".join(values), remarks


def _about(queries: Iterable[Query]) -> set[Filter]:
    """Return the filters of some queries that need a search of the articles."""
    return {given for query in queries for given in query.filters if given.field == "about"}


def closest(value: str, choices: Sequence[str]) -> str | None:
    """Find the choice that a value means, even if it is unfinished or misspelt; None when none is similar."""
    value = value.casefold()
    begun = [choice for choice in choices if choice.startswith(value)]
    if begun:
        return value if value in begun else begun[0]
    found = process.extractOne(value, choices, scorer=OSA.distance, score_cutoff=allowed_typos(value))
    return found[0] if found else None
