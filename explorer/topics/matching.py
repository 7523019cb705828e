"""The query of a topic: what a quote must have, and must not have, to match it.

There is no ranking or fuzzy matching: a word matches itself and its forms, and a quote either matches or does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from explorer.model import dates
from explorer.model.archive import Archive
from explorer.model.problems import nearest
from explorer.model.queries import KIND_OF, with_new_ids
from explorer.model.records import AnyRecord, Kind, Quote, names_of, ref, title
from explorer.search import folding
from explorer.search.contexts import Words
from explorer.search.language import NAMES, Filter, Query, alternatives, clauses
from explorer.search.runs import Run, place_of, run, verbatim
from explorer.search.values import PLURALS, VALUES, values_of

# Fields that a query can't use, since they depend on its own result or on the checks.
_NOT_ASKED = ("topic", "is")
# The number of filters whose words are kept, since all queries are read again after any change.
_KEPT = 4_096

Test = Callable[[Quote], bool]


class Reason(NamedTuple):
    """Folded words by which a quote matches a query, and where they are: a field of the quote, or around it."""

    words: str
    where: str


class About(NamedTuple):
    """Runs, at least one of which must be in a quote or around it, or none if `excluded`."""

    runs: tuple[Run, ...]
    excluded: bool


class Way(NamedTuple):
    """One way to match a query: what a quote must have, and must not have."""

    runs: tuple[Run, ...]
    excluded: tuple[Run, ...]
    about: tuple[About, ...]
    tests: tuple[Test, ...]

    def reasons(self, own: Sequence[Words], around: Sequence[Words]) -> Iterator[Reason]:
        """For each required run or group of runs, the words of its first match."""
        for asked in self.runs:
            yield from _found([asked], own)
        for about in self.about:
            if not about.excluded:
                yield from _found(about.runs, [*own, *around])


@lru_cache(maxsize=_KEPT)
def _runs_of(values: tuple[str, ...]) -> tuple[Run, ...]:
    return tuple(run(words) for words in map(folding.words, values) if words)


class TopicQuery:
    """A query that is matched exactly, in one state of an archive. `wrong` lists what is not allowed in it.

    A query with any error matches nothing; `meant` maps an error to the query that was probably meant. `kinds` and
    `named` are the kinds and the refs of the records that it names.
    """

    def __init__(self, text: str, archive: Archive) -> None:
        self.wrong: list[str] = []
        self.meant: dict[str, str] = {}
        self.kinds: set[Kind] = set()
        self.named: set[str] = set()
        self._archive = archive
        self.text = text
        for clause in clauses(text):
            if clause.field in NAMES and not clause.value.strip(" ,"):
                self.wrong.append(f"{clause.field}: asks for nothing: what it asks for must follow at once")
        ways = [self._way(query) for query in alternatives(text)]
        if not self.wrong and not any(any(way) for way in ways):
            self.wrong.append("there is nothing in it to look for")
        self.wrong = list(dict.fromkeys(self.wrong))
        self.ways: Sequence[Way] = () if self.wrong else ways

    def _way(self, query: Query) -> Way:
        self.wrong += query.remarks
        asked = [*(run([word]) for word in query.words), *map(verbatim, query.phrases)]
        about = [About(self._runs(given), given.excluded) for given in query.filters if given.field == "about"]
        tests = [self._test(given) for given in query.filters if given.field != "about"]
        return Way(tuple(asked), tuple(map(verbatim, query.excluded)), tuple(about), tuple(filter(None, tests)))

    def _runs(self, given: Filter) -> tuple[Run, ...]:
        runs = _runs_of(tuple(given.values))
        if not runs:
            self.wrong.append(f"there is no word in about:“{given.value}”")
        return runs

    def _test(self, given: Filter) -> Test | None:
        test = self._kept(given)
        if test is None or not given.excluded:
            return test
        return lambda quote: not test(quote)

    def _kept(self, given: Filter) -> Test | None:
        if given.field in _NOT_ASKED:
            self.wrong.append(f"the query of a topic can't ask for {given.field}:")
        elif given.field in KIND_OF:
            return self._of_records(KIND_OF[given.field], given)
        elif given.field == "date":
            return self._dated(given)
        else:
            return self._valued(given)
        return None

    def _of_records(self, kind: Kind, given: Filter) -> Test:
        archive = self._archive
        self.kinds.add(kind)
        found: list[AnyRecord] = []
        for value in given.values:
            called = self._called(kind, value)
            found += called
            self.named.update(record.ref for record in called)
            if not called:
                self.wrong.append(self._unknown(kind, value))
        hierarchy = archive.hierarchy(kind)
        ids = {hierarchy.ids[n] for record in found for n in hierarchy.below(record.id)}
        match kind:
            case Kind.PERSON:
                return lambda quote: quote.speaker in ids or quote.relayed_by in ids
            case Kind.EVENT:
                return lambda quote: quote.event in ids
        return lambda quote: quote.article in ids

    def _unknown(self, kind: Kind, value: str) -> str:
        """The message that a filter's value names no record, for example because its id has changed."""
        ids = {
            name: record.id for record in self._archive.of_kind(kind).values() for name in (title(record), record.id)
        }
        near = nearest(value, ids)
        if near is None:
            return f"there is no {kind} called “{value}”"
        wrong = f"there is no {kind} called “{value}”; did you mean “{near}”?"
        self.meant[wrong] = with_new_ids(self.text, {ref(kind, value): ref(kind, ids[near])})
        return wrong

    def _called(self, kind: Kind, value: str) -> list[AnyRecord]:
        records = self._archive.of_kind(kind)
        if value in records:
            return [records[value]]
        words = folding.words(value)
        return [record for record in records.values() if words in map(folding.words, names_of(record))]

    def _dated(self, given: Filter) -> Test | None:
        spans = []
        self.kinds.add(Kind.EVENT)
        for value in given.values:
            try:
                spans.append(dates.span(value))
            except dates.EdtfError as error:
                self.wrong.append(f"date: {error}")
        return lambda quote: _overlaps(self._archive.date_of(quote), spans)

    def _valued(self, given: Filter) -> Test | None:
        choices = VALUES[given.field]
        values = [PLURALS.get(value.casefold(), value.casefold()) for value in given.values]
        for value in values:
            if value not in choices:
                self.wrong.append(f"{given.field}: is one of {', '.join(choices)}, not “{value}”")
        if given.field == "kind" and (Kind.QUOTE in values) is given.excluded:
            self.wrong.append("kind: a topic gets nothing but quotes by its query")
        if given.field == "source":
            self.kinds.add(Kind.PERSON)
        wanted = {(given.field, value) for value in values}
        return lambda quote: not wanted.isdisjoint(values_of(quote, self._archive))


def _found(runs: Sequence[Run], places: Sequence[Words]) -> Iterator[Reason]:
    """The first place of any of these runs."""
    for where, words in places:
        for each in runs:
            if (at := place_of(each, words)) is not None:
                yield Reason(" ".join(words[at : at + len(each)]), where)
                return


def _overlaps(date: str | None, spans: Sequence[dates.Span]) -> bool:
    return date is not None and any(map(dates.span(date).meets, spans))
