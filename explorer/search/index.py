"""The index of an archive, and searching it.

The words of a query are compared with the distinct words of the archive, not with its records. Records are then looked
up by the words that they contain.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial, reduce
from itertools import islice
from typing import Any, NamedTuple

import numpy as np

from explorer.checking.verification import Verification
from explorer.checking.verified_archive import VerifiedArchive
from explorer.display import shortened
from explorer.model.amended import base_of, may_differ
from explorer.model.archive import Archive
from explorer.model.lazy import ByKey
from explorer.model.records import AnyRecord, Kind, ref, title
from explorer.search import language
from explorer.search.contexts import Contexts
from explorer.search.explaining import explain
from explorer.search.filters import Among, Filters, Narrowing
from explorer.search.hits import Hit, Results
from explorer.search.merging import Columns, columns_of
from explorer.search.parts import IndexPart
from explorer.search.ranking import KIND_ORDER, PRECISION, Found, found_in, joined
from explorer.search.scoring import Scorer
from explorer.search.segment import Segment
from explorer.search.terms import TermFinder, Terms
from explorer.search.values import VALUE_WORDS
from explorer.search.vocabulary import Floats, Ints
from explorer.search.ways_out import Known, Suggestion, WayOut, suggest, ways_out

# Leave out noise: a hit needs at least this share of the best hit's score for the query, by rarity and similarity.
_SHOWN = 0.7
_MOST_APPRAISED = 500
_MOST_NAMES = 100
_SHORTEST_NEAR = 3
_MOST_RERANKED = 30
# The maximum number of records of each kind in the first and the second, partial index.
_STEPS = (1_000, 30_000)
# With more changes than this share, rebuild the index at once. With fewer, update it, and then rebuild it in the
# background if they are many. A _FEW changes cause neither.
_MOST_CHANGED, _MANY_CHANGED = 0.05, 0.02
_FEW = 200
# Searching the articles of this many quotes takes less than a frame.
_FEW_QUOTES = 2_000


class Statuses(ByKey[str]):
    """The status, by ref, of the records that rest on an article's words."""

    def __init__(self, verifications: Mapping[str, Verification]) -> None:
        super().__init__(verifications)
        self.verifications = verifications

    def __getitem__(self, ref: str) -> str:
        return self.verifications[ref].status

    def items(self) -> Any:
        return ((ref, found.status) for ref, found in self.verifications.items())


def statuses_of(snapshot: VerifiedArchive) -> Statuses:
    """Return the status, by ref, of the records that rest on an article's words."""
    return Statuses(snapshot.verifications)


def contexts_of(snapshot: VerifiedArchive) -> Contexts:
    """Return the contexts of a snapshot's quotes."""
    return Contexts(snapshot.archive, snapshot.texts, snapshot.verifications)


class _Answer(NamedTuple):
    """The answer to a query: the best records, in order, and the numbers of `all` in each part."""

    found: Found
    all: list[Ints]
    terms: Terms
    labels: list[str]
    remarks: list[str]


class SearchIndex:
    """An archive, ready to be searched from any thread. It never changes.

    `statuses` has the status, by ref, of the records that rest on an article's words. `missing` is the number of the
    archive's records that are not in the index yet, and `changes` the number of records that updates added to it.
    `contexts` is needed for the filter `about:`.
    """

    def __init__(
        self,
        archive: Archive,
        statuses: Mapping[str, str] | None = None,
        pause: Callable[[], None] = lambda: None,
        *,
        parts: Collection[IndexPart] | None = None,
        contexts: Contexts | None = None,
    ) -> None:
        self.archive = archive
        self._statuses: Mapping[str, str] = statuses or {}
        self.contexts = contexts or Contexts(archive, {}, {})
        if parts is None:
            parts = [IndexPart.of(Segment.of(_records(archive, None), archive, pause), statuses or {}, pause)]
        self._parts = list(parts)
        self.missing = len(archive.entries) - sum(part.size for part in self._parts)
        self.changes = sum(len(part.segment) for part in self._parts[1:])
        self._term_finder = TermFinder(self._parts)
        self._filters = Filters(archive, self._parts, self._term_finder, self.contexts)
        # Needed twice per keystroke: when the cursor moves, and when there is an answer.
        self._suggested = lru_cache(maxsize=1)(partial(suggest, archive=archive, filters=self._filters))

    # Building

    @classmethod
    def of(cls, snapshot: VerifiedArchive) -> SearchIndex:
        """Build the index of all records of a snapshot."""
        return cls(snapshot.archive, statuses_of(snapshot), contexts=contexts_of(snapshot))

    @classmethod
    def following(
        cls,
        previous: SearchIndex | None,
        archive: Archive,
        statuses: Mapping[str, str],
        pause: Callable[[], None],
        contexts: Contexts | None = None,
    ) -> Iterator[SearchIndex]:
        """Yield indexes of an archive, each of which replaces the one before. The last one has all records.

        Without a `previous` index, the first ones have only some of the records. With the index of an earlier state,
        what did not change is reused. `pause` is called about every millisecond, so that other threads may run.
        """
        if previous is None:
            largest = max(len(archive.of_kind(kind)) for kind in Kind)
            for step in _STEPS:
                if largest > 2 * step:
                    segment = Segment.of(_records(archive, step), archive, pause)
                    parts = [IndexPart.of(segment, statuses, pause)]
                    yield cls(archive, statuses, pause, parts=parts, contexts=contexts)
            yield cls(archive, statuses, pause, contexts=contexts)
            return
        updated = previous.updated(archive, statuses, pause, contexts)
        if updated is not None:
            yield updated
        if updated is None or updated.changes > max(_FEW, _MANY_CHANGED * len(archive.entries)):
            yield cls(archive, statuses, pause, contexts=contexts)

    def updated(
        self,
        archive: Archive,
        statuses: Mapping[str, str],
        pause: Callable[[], None] = lambda: None,
        contexts: Contexts | None = None,
    ) -> SearchIndex | None:
        """Update the index to a later state of the archive, reusing what did not change; None when too much changed."""
        first = self._parts[0]
        # Records that both archives read on demand from the same store may stay there.
        rests_on_one = base_of(self.archive.entries) is base_of(archive.entries)
        base = first.segment if rests_on_one else first.segment.in_memory(archive)
        changed = _changed(self.archive, archive)
        # What an earlier update removed from the base is out of date there even if it did not change since, for example
        # a quote whose speaker is gone.
        changed.update(first.gone)
        if self.missing or len(changed) > max(_FEW, _MOST_CHANGED * len(base)):
            return None
        entries = [entry for name in sorted(changed) if (entry := archive.entries.get(name))]
        entries.sort(key=lambda entry: (KIND_ORDER.index(entry.record.kind), entry.place))
        fresh = [entry.record for entry in entries]
        known = self._statuses
        if isinstance(known, Statuses) and isinstance(statuses, Statuses):
            others = may_differ(known.verifications, statuses.verifications)
            of_others = {name: statuses.get(name) for name in others}
            kept = IndexPart.of(base, of_others, pause, changed, first.statuses)
        else:
            kept = IndexPart.of(base, statuses, pause, changed)
        of_fresh = {record.ref: statuses.get(record.ref) for record in fresh}
        parts = [kept, IndexPart.of(Segment.of(fresh, archive, pause), of_fresh, pause)]
        return SearchIndex(archive, statuses, pause, parts=parts, contexts=contexts)

    # Searching

    def search(
        self, query: str, kind: Kind | None = None, limit: int | None = None, among: Among | None = None
    ) -> Results:
        """Find the records that match a query, of one kind or of all, best first, among all or those of `among`.

        A record with all the words comes before one without. Words that no record has are ignored, with a remark. The
        last word may be unfinished. A query of filters alone lists everything that passes them; others give at most 500
        hits, or more when the `limit` is higher.
        """
        most = max(_MOST_APPRAISED, limit or 0)
        answers = [self._answer(each, kind, among, most) for each in language.alternatives(query)]
        found, from_answer = _together(answers)
        found = found.taken(slice(most if any(answer.terms.terms for answer in answers) else None))
        remarks = dict.fromkeys(remark for answer in answers for remark in answer.remarks)
        remarks.update(dict.fromkeys(_said_of([answer.terms for answer in answers])))
        labels = dict.fromkeys(label for answer in answers for label in answer.labels)
        size = len(found.records) if limit is None else min(limit, len(found.records))
        return Results(
            size,
            lambda n: self._record(found, n).ref,
            lambda n: self._hit(found, n, answers[int(from_answer[n])].terms),
            sum(len(reduce(np.union1d, each)) for each in zip(*(answer.all for answer in answers), strict=True)),
            tuple(remarks),
            tuple(labels),
        )

    def _answer(self, query: language.Query, kind: Kind | None, among: Among | None, most: int) -> _Answer:
        """Answer a query without OR and brackets. If it has words, only the best records are ranked."""
        narrowing = self._filters.narrow(query, kind, among)
        terms = self._term_finder.terms(query)
        remarks = [*query.remarks, *narrowing.remarks]
        shown = [np.zeros(0, np.int32) for _ in self._parts]
        found = joined(())
        if terms.terms:
            scorers = [Scorer(part.segment, terms, number) for number, part in enumerate(self._parts)]
            shown, best = self._candidates(scorers, narrowing, most)
            found = self._ranked(scorers, best, most)
        elif not query.words and (narrowing.labels or query.excluded):
            shown = [np.flatnonzero(mask).astype(np.int32) for mask in narrowing.masks]
            found = self._listed(shown)
        return _Answer(found, shown, terms, narrowing.labels, remarks)

    def looks_through_articles(self, query: str) -> bool:
        """Whether a query needs a search of so many articles that the user would have to wait."""
        quotes = len(self.archive.of_kind(Kind.QUOTE))
        return quotes > _FEW_QUOTES and self._filters.looks_through_articles(language.alternatives(query))

    def look_through_articles(self, query: str, pause: Callable[[], None]) -> None:
        """Search the articles for a query in advance, so that its search is as fast as others. `pause` may cancel."""
        self._filters.look_through_articles(language.alternatives(query), pause)

    def columns(self) -> Columns | None:
        """Return the index without its records, in their order; None if some are missing, or it would take too long."""
        refs = (ref(kind, id) for kind in KIND_ORDER for id in self.archive.of_kind(kind))
        return None if self.missing else columns_of(self._parts, refs)

    def among(self, refs: Iterable[str]) -> Among:
        """Select records, to search only these."""
        return Among(refs, self._parts)

    def ways_out(self, query: str, kind: Kind | None = None, among: Among | None = None) -> list[WayOut]:
        """Suggest other queries when this one finds nothing of a kind, or nothing at all. Each of them finds something.

        When only some records are searched, the first may be the same query in everything.
        """
        words = {word for part in self._parts for word in part.words() if len(word) >= _SHORTEST_NEAR}
        count = partial(self.count, kind=kind, among=among)
        known = Known(words, self._filters.days(), lambda text: self.suggest(text, len(text)), count)
        parsed = language.parse(query)
        ways = ways_out(query, parsed, self._term_finder.terms(parsed), known)
        everywhere = 0 if among is None else self.count(query, kind)
        return [WayOut(query, "in everything", everywhere), *ways] if everywhere else ways

    def count(self, query: str, kind: Kind | None = None, among: Among | None = None) -> int:
        """Count the records that match a query, of one kind or of all."""
        return self.search(query, kind, 1, among).total

    def suggest(self, query: str, at: int) -> Sequence[Suggestion]:
        """Suggest what may be typed at a position in a query: a filter's name or value, the likeliest first."""
        return self._suggested(query, at)

    def _candidates(self, scorers: list[Scorer], narrowing: Narrowing, most: int) -> tuple[list[Ints], list[Ints]]:
        """Return the records that match the query, by part, and about `most` of them that are worth ranking.

        A record matches if its score for the query, by rarity and similarity, is nearly as high as the best one's.
        """
        totals = [scorer.totals(mask) for scorer, mask in zip(scorers, narrowing.masks, strict=True)]
        least = _SHOWN * max(float(values.max(initial=0.0)) for values in totals)
        if least <= 0:
            none = [np.zeros(0, np.int32) for _ in totals]
            return none, none
        shown = [np.flatnonzero(values >= least).astype(np.int32) for values in totals]
        if sum(map(len, shown)) <= most:
            return shown, shown
        best = [
            _best(values, records, part.segment, most)
            for values, records, part in zip(totals, shown, self._parts, strict=True)
        ]
        return shown, best

    def _ranked(self, scorers: list[Scorer], candidates: list[Ints], most: int) -> Found:
        """Rank the candidates, best first, and keep at most `most`."""
        found = joined(
            found_in(number, records, scorer.appraise(records), self._parts[number].segment)
            for number, (scorer, records) in enumerate(zip(scorers, candidates, strict=True))
            if len(records)
        ).ranked()
        for n in range(min(_MOST_RERANKED, len(found.records))):
            found.scores[n] += scorers[found.parts[n]].likeness(int(found.records[n]))
        return found.ranked().taken(slice(most))

    def _listed(self, kept: list[Ints]) -> Found:
        """List the records of each part that pass the filters, by kind and then in the order of the archive."""
        return joined(
            found_in(number, records, np.zeros(len(records), np.float32), self._parts[number].segment)
            for number, records in enumerate(kept)
        ).ranked()

    def _record(self, found: Found, at: int) -> AnyRecord:
        return self._parts[int(found.parts[at])].segment.records[int(found.records[at])]

    def _hit(self, found: Found, at: int, terms: Terms) -> Hit:
        number, record = int(found.parts[at]), self._record(found, at)
        matches = explain(self._parts[number].segment, int(found.records[at]), terms, number)
        return Hit(record.ref, record.kind, title(record), round(float(found.scores[at]), PRECISION), matches)


def _together(answers: Sequence[_Answer]) -> tuple[Found, Ints]:
    """Combine answers, keeping each record where it ranks best, with the number of the answer that it is from."""
    found = joined(answer.found for answer in answers)
    numbers = np.repeat(np.arange(len(answers), dtype=np.int32), [len(answer.found.records) for answer in answers])
    if len(answers) == 1:
        return found, numbers
    order = found.order()
    records = found.parts[order].astype(np.int64) << 32 | found.records[order]
    kept = order[np.sort(np.unique(records, return_index=True)[1])]
    return found.taken(kept), numbers[kept]


def _records(archive: Archive, most: int | None) -> list[AnyRecord]:
    """List the records by kind, in the order of equal hits; of each kind at most the first `most`."""
    return [record for kind in KIND_ORDER for record in islice(archive.of_kind(kind).values(), most)]


def _changed(before: Archive, after: Archive) -> set[str]:
    """Return the refs of new, deleted and changed records, and of the quotes that belong to one of these."""
    versions = ((name, before.find(name), after.find(name)) for name in may_differ(before.entries, after.entries))
    changed = {name for name, was, now in versions if was is not now and was != now}
    changed |= {ref(Kind.QUOTE, id) for id in after.quotes_with_changed_topics(before)}
    return changed.union(*(_naming(changed, archive) for archive in (before, after)))


def _naming(refs: Collection[str], archive: Archive) -> Iterator[str]:
    """Yield the refs of the quotes that name any of these people, topics and events, or one below them."""
    records = [record for ref in refs if (record := archive.find(ref)) is not None]
    for kind in (Kind.PERSON, Kind.TOPIC, Kind.EVENT):
        tops = archive.hierarchy(kind).tops(record.id for record in records if record.kind is kind)
        yield from archive.quote_refs_of(kind, list(tops))


def _best(values: Floats, records: Ints, segment: Segment, most: int) -> Ints:
    """Choose the best of many records, and the best that are not quotes, whose names must not be lost among quotes."""
    worth = values[records] + segment.brevity[records]
    best = records[np.argpartition(-worth, min(most, len(records) - 1))[:most]]
    names = ~segment.attributes.having("kind", [Kind.QUOTE])[records]
    named = records[names][np.argsort(-worth[names], kind="stable")[:_MOST_NAMES]]
    return np.union1d(best, named)


def _said_of(answers: Iterable[Terms]) -> Iterator[str]:
    """Yield the remarks on words and dates that no record has."""
    unknown = list(dict.fromkeys(word for terms in answers for word in terms.unknown))
    values = [word for word in unknown if word in VALUE_WORDS]
    words = [word for word in unknown if word not in VALUE_WORDS]
    undated = dict.fromkeys(day for terms in answers for day in terms.undated)
    for what, said in (("no word is like", words), ("nothing is", values), ("nothing is dated", undated)):
        if said:
            yield f"{what} {', '.join(f'“{shortened(word)}”' for word in said)}"
