"""Put quotes into the topics whose query they match."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from typing import NamedTuple

from explorer.checking.changed import Changed
from explorer.checking.results import CheckResults
from explorer.model.amended import amended
from explorer.model.archive import Archive
from explorer.model.failures import Guard
from explorer.model.pausing import Pause, paused
from explorer.model.problems import Problem, Replacement, Severity
from explorer.model.records import AnyRecord, Kind, Quote, Topic, kind_of, ref
from explorer.search.contexts import Contexts, Text, own_texts
from explorer.search.runs import Run, place_of, words_in
from explorer.topics.matching import Reason, TopicQuery, Way

CODE = "topic-query"

_Ids = tuple[str, ...]
_NONE: frozenset[int] = frozenset()
# The maximum number of texts for which the runs found are kept.
_MOST_KEPT = 1_000


def filled(found: CheckResults, changed: Changed | None, pause: Pause, guard: Guard) -> tuple[Archive, list[Problem]]:
    """Return the archive with quotes in the topics whose query they match, and the problems of queries.

    A quote that names a topic is not added to it again by its query. If `changed` has the changes since an earlier
    reading, only quotes whose topics may differ are read again, and all quotes for a query that alone changed.
    """
    archive, queries = found.archive, dict[str, TopicQuery]()
    for topic in archive.all(Topic):
        if topic.matches is not None:
            with guard(topic.ref):
                queries[topic.id] = TopicQuery(topic.matches, archive)
    contexts = Contexts(archive, found.texts, found.verifications)

    def answered(queries: Mapping[str, TopicQuery], quotes: Collection[AnyRecord]) -> Iterator[tuple[str, _Ids]]:
        filling = Filling(queries, archive)
        for quote in paused(quotes if queries else (), pause, "topics", len(quotes)):
            with guard(quote.ref):
                if isinstance(quote, Quote) and (topics := filling.topics(quote, contexts.texts_around(quote))):
                    yield quote.id, topics

    quotes, before = archive.of_kind(Kind.QUOTE), archive.by_query
    otherwise = _otherwise(changed, queries) if changed else None
    answers: dict[str, _Ids | None] = {}
    if otherwise is None or otherwise.topics:
        before = dict(before.items())
        of = queries if otherwise is None else {id: queries[id] for id in otherwise.topics if id in queries}
        answers = dict.fromkeys(before) | dict(answered(of, quotes.values()))
    if otherwise:
        for id in answers:
            others = (topic for topic in before.get(id, ()) if topic not in otherwise.topics)
            answers[id] = (*sorted((*others, *(answers[id] or ()))),) or None
        answers.update(dict.fromkeys(otherwise.quotes))
        answers.update(answered(queries, [quotes[id] for id in otherwise.quotes if id in quotes]))
    new = {id: topics for id, topics in answers.items() if before.get(id) != topics}
    return archive.with_topics(amended(archive.by_query, new), new), list(_problems(archive, queries))


def reasons(found: CheckResults, quote: Quote) -> dict[str, list[Reason]]:
    """The words by which a quote matches the query of each topic, by the topic's id; empty for filters alone."""
    archive, contexts = found.archive, Contexts(found.archive, found.texts, found.verifications)
    own, around = list(contexts.own(quote)), list(contexts.around(quote))
    told: dict[str, list[Reason]] = {}
    for topic in archive.topics_by_query(quote):
        if topic.matches is not None:
            query = TopicQuery(topic.matches, archive)
            answered = Filling({topic.id: query}, archive).ways(quote, contexts.texts_around(quote))
            first = next((way for way in query.ways if way in answered), None)
            told[topic.id] = list(dict.fromkeys(first.reasons(own, around))) if first else []
    return told


class _Asked(NamedTuple):
    """A way to match a topic's query, with its runs as numbers.

    A quote itself must have all `own` runs and none of the `excluded`. For each of `about`, some run must be in the
    quote or around it, or none if it is excluded.
    """

    topic: str
    way: Way
    own: frozenset[int]
    excluded: frozenset[int]
    about: tuple[tuple[frozenset[int], bool], ...]

    def is_answered(self, quote: Quote, own: Set[int], anywhere: Set[int]) -> bool:
        """Whether a quote matches, given its own runs and those in it or around it."""
        return (
            self.own <= own
            and self.excluded.isdisjoint(own)
            and all(runs.isdisjoint(anywhere) is is_excluded for runs, is_excluded in self.about)
            and all(test(quote) for test in self.way.tests)
        )


class Filling:
    """Find the topics of quotes by the topics' queries, in one state of an archive. Each text is read only once."""

    def __init__(self, queries: Mapping[str, TopicQuery], archive: Archive) -> None:
        self._archive = archive
        self._hierarchy = archive.hierarchy(Kind.TOPIC)
        self._numbers: dict[Run, int] = {}
        # Runs by the words that may begin them.
        self._beginning: dict[str, list[tuple[int, Run]]] = defaultdict(list)
        # Ways by a run that the quote itself must have, by each run that may be around it, and all the others.
        self._by_own: dict[int, list[_Asked]] = defaultdict(list)
        self._by_any: dict[int, list[_Asked]] = defaultdict(list)
        self._others: list[_Asked] = []
        self._looks_around = False
        self._standing: dict[str, frozenset[int]] = {}
        for id, query in queries.items():
            for way in query.ways:
                self._add(id, way)

    def topics(self, quote: Quote, around: Iterable[Text]) -> tuple[str, ...]:
        """The sorted ids of the topics to which a quote belongs by their query, given the texts around it."""
        return tuple(sorted(id for id in self.answered(quote, around) if self._is_wanted(id, quote)))

    def answered(self, quote: Quote, around: Iterable[Text]) -> set[str]:
        """The ids of the topics whose query a quote matches, whatever its record says."""
        return {each.topic for each in self._answered(quote, around)}

    def ways(self, quote: Quote, around: Iterable[Text]) -> list[Way]:
        """The ways in which a quote matches the queries."""
        return [each.way for each in self._answered(quote, around)]

    def _answered(self, quote: Quote, around: Iterable[Text]) -> Iterator[_Asked]:
        own = anywhere = _NONE.union(*map(self._runs_in, own_texts(quote, self._archive)))
        if self._looks_around:
            anywhere = own.union(*map(self._runs_in, around))
        likely = [each for run in own & self._by_own.keys() for each in self._by_own[run]]
        likely += [each for run in anywhere & self._by_any.keys() for each in self._by_any[run]]
        return (each for each in [*likely, *self._others] if each.is_answered(quote, own, anywhere))

    def _runs_in(self, at: Text) -> frozenset[int]:
        """The numbers of the runs in a text. These are kept, since the next quote often has the same text around it."""
        _, text = at
        found = self._standing.get(text)
        if found is None:
            if len(self._standing) >= _MOST_KEPT:
                self._standing.clear()
            found = self._standing[text] = self._found_in(words_in(text))
        return found

    def _found_in(self, words: list[str]) -> frozenset[int]:
        beginning = self._beginning
        if beginning.keys().isdisjoint(words):
            return _NONE
        likely = {each for word in beginning.keys() & words for each in beginning[word]}
        return frozenset(number for number, run in likely if place_of(run, words) is not None)

    def _add(self, id: str, way: Way) -> None:
        about = tuple((frozenset(map(self._number, about.runs)), about.excluded) for about in way.about)
        own, excluded = frozenset(map(self._number, way.runs)), frozenset(map(self._number, way.excluded))
        asked = _Asked(id, way, own, excluded, about)
        self._looks_around |= bool(about)
        some = next((runs for runs, is_excluded in about if not is_excluded), None)
        if way.runs:
            # The longest word is likely the rarest.
            rarest = max(way.runs, key=lambda run: max(len(word) for words in run for word in words))
            self._by_own[self._number(rarest)].append(asked)
        elif some:
            for number in some:
                self._by_any[number].append(asked)
        else:
            self._others.append(asked)

    def _number(self, run: Run) -> int:
        """The number of a run; a new run gets one and is searched for from then on."""
        if run not in self._numbers:
            number = self._numbers[run] = len(self._numbers)
            for word in run[0]:
                self._beginning[word].append((number, run))
        return self._numbers[run]

    def _is_wanted(self, id: str, quote: Quote) -> bool:
        return id not in quote.topics and not any(self._hierarchy.is_within(id, other) for other in quote.not_topics)


class _Otherwise(NamedTuple):
    """The ids of quotes (even removed ones) and of topics whose queries may give another result than before."""

    quotes: Collection[str]
    topics: Collection[str]


def _otherwise(changed: Changed, queries: Mapping[str, TopicQuery]) -> _Otherwise | None:
    """What may give another result than before; None if everything may."""
    kinds = {kind for query in queries.values() for kind in query.kinds}
    if any(kind_of(name) in kinds or _decides(changed, name) for name in changed.records):
        return None
    names = {name for name in changed.records if not _is_beside(changed, name)}
    names |= {ref(Kind.ARTICLE, id) for id in changed.texts}
    quotes = {quote for name in names for quote in (name, *changed.quotes_of(name)) if kind_of(quote) is Kind.QUOTE}
    topics = [name for name in changed.records if len({*_parts(changed, name)}) > 1]
    return _Otherwise({name.partition("/")[2] for name in quotes}, {name.partition("/")[2] for name in topics})


def _is_beside(changed: Changed, name: str) -> bool:
    """Whether a changed record can't affect matches: an event, or a topic with changes only in other fields."""
    kind = kind_of(name)
    return kind is Kind.EVENT or (kind is Kind.TOPIC and len(list(changed.versions(name))) > 1)


def _decides(changed: Changed, name: str) -> bool:
    """Whether a changed record is a topic that moved in the hierarchy, or was added or removed with a query."""
    parts = list(_parts(changed, name))
    return len({broader for broader, _ in parts}) > 1 or (len(parts) == 1 and parts[0] != (None, None))


def _parts(changed: Changed, name: str) -> Iterator[tuple[str | None, str | None]]:
    """The broader topic and the query of a topic that changed: before, and now."""
    return ((each.broader, each.matches) for _, each in changed.versions(name) if isinstance(each, Topic))


def _problems(archive: Archive, queries: Mapping[str, TopicQuery]) -> Iterator[Problem]:
    for id, query in queries.items():
        name = ref(Kind.TOPIC, id)
        for wrong in query.wrong:
            message = f"matches: {wrong}; the topic gets no quotes by it"
            meant = Replacement(query.text, query.meant[wrong]) if wrong in query.meant else None
            yield Problem(archive.entries[name].place_of("matches"), Severity.WARNING, CODE, message, name, meant)
