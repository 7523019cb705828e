"""The filters of a query, such as `who:xi topic:taiwan -is:missing`, and which records they keep."""

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

# The filters whose values are records, with the kind of these.
# A value stands for all records with a word in their name that begins with it: `who:of` means officials, too, not only
# the Republic of China. When names match only with a typo, it stands for the best of them and those nearly as good.
_BEGINS_SO = 0.7
_AS_GOOD = 0.9
_NAMED = 3
# The kinds of record to which more than quotes may belong.
_HAVE_OTHERS = (Kind.TOPIC, Kind.ARTICLE, Kind.EVENT)
# Of how many filters it is kept what they leave.
_MOST_KEPT = 64

# The masks of a filter, or None when it has no meaning; what its values stand for; and remarks.
_Resolved = tuple[list[Mask] | None, str, list[str]]


class Narrowing:
    """What filters leave: a mask for each part, what each filter stands for, and remarks on what has no meaning."""

    def __init__(self, parts: Sequence[IndexPart]) -> None:
        self.masks: list[Mask] = [part.live for part in parts]
        self.labels: list[str] = []
        self.remarks: list[str] = []

    def keep(self, masks: Sequence[Mask], *, excluded: bool = False) -> None:
        """Keep only the records in the masks, one mask for each part; with `excluded`, only those that are not."""
        self.masks = [mine & (~mask if excluded else mask) for mine, mask in zip(self.masks, masks, strict=True)]


class Among:
    """Some of the records of an index, to search only these. `masks` has a mask for each part."""

    def __init__(self, refs: Iterable[str], parts: Sequence[IndexPart]) -> None:
        refs = frozenset(refs)
        self.masks = [part.segment.mask_of(refs) for part in parts]


class Filters:
    """Works out which records of an index filters keep."""

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
        # A filter that is typed is answered, and then offered.
        self.called = remembering(self._called, 2)

    def narrow(self, query: Query, kind: Kind | None, among: Among | None) -> Narrowing:
        """What is left by the filters, excluded words and phrases of a query, and by `kind` and `among`."""
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
        """Whether the articles have to be looked through for some queries, and were not yet."""
        return not _about(queries) <= self._looked_up.keys()

    def look_through_articles(self, queries: Iterable[Query], pause: Callable[[], None]) -> None:
        """Look the articles through for queries, and keep what is found. `pause` is called for each, and may end it."""
        asked = _about(queries)
        # Of one search all is kept, however many filters it has: else it would never be ready.
        if len(self._looked_up.keys() | asked) > _MOST_KEPT:
            self._looked_up.clear()
        for given in asked - self._looked_up.keys():
            self._looked_up[given] = self._amid_articles(given, pause)

    def days(self) -> Counter[str]:
        """Each date of the archive, with how many records have it."""
        counted: Counter[str] = Counter()
        for part in self._parts:
            counted.update(part.segment.attributes.dates_counted(part.live))
        return counted

    def count(self, field: str, value: str) -> int:
        """How many records have a value of a filter with few values."""
        return sum(int((part.valued(field, [value]) & part.live).sum()) for part in self._parts)

    def _called(self, kind: Kind, name: str) -> list[str]:
        """The ids of the records of a kind with a similar or longer name, best first; or this alone, if it is an id."""
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
        # A record below another one of them adds nothing.
        archive = self._archive
        tops = list(archive.hierarchy(kind).tops(found))
        places = np.fromiter(archive.quote_places_of(kind, tops), np.int64)
        others = set(self._others(kind, tops)) if kind in _HAVE_OTHERS else ()
        segments = [part.segment for part in self._parts]
        masks = [segment.mask_of_quotes(archive, places) | segment.mask_of(others) for segment in segments]
        first = [title(record) for record in several(archive.of_kind(kind), [*found][:_NAMED]).values()]
        return masks, some_of(first, _NAMED, len(found)) or "nothing", remarks

    def _others(self, kind: Kind, ids: Sequence[str]) -> Iterator[str]:
        """The refs of what belongs to some records of a kind besides quotes."""
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
                # Of most quotes it is known by now: what they say stands in their article, too.
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
    """The filters of some queries for which articles are looked through."""
    return {given for query in queries for given in query.filters if given.field == "about"}


def closest(value: str, choices: Sequence[str]) -> str | None:
    """The choice that a value, perhaps unfinished or misspelt, means; None when none is similar."""
    value = value.casefold()
    begun = [choice for choice in choices if choice.startswith(value)]
    if begun:
        return value if value in begun else begun[0]
    found = process.extractOne(value, choices, scorer=OSA.distance, score_cutoff=allowed_typos(value))
    return found[0] if found else None
