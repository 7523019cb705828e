"""Put quotes into the topics whose query they answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from typing import NamedTuple

from explorer.checking.changed import Changed
from explorer.checking.checked import Checked
from explorer.model.amended import amended
from explorer.model.archive import Archive
from explorer.model.failures import Guard
from explorer.model.pausing import Pause, paused
from explorer.model.problems import Problem, Replacement, Severity
from explorer.model.records import Kind, Quote, Topic, kind_of, ref
from explorer.search.contexts import Contexts, Text, own_texts
from explorer.search.runs import Run, place_of, words_in
from explorer.topics.matching import Test, TopicQuery, Way

CODE = "topic-query"

_NONE: frozenset[int] = frozenset()
# Of so many texts it is kept which runs stand in them.
_MOST_KEPT = 1_000


def filled(found: Checked, changed: Changed | None, pause: Pause, guard: Guard) -> tuple[Archive, list[Problem]]:
    """The archive with its quotes in the topics whose query they answer, and what is wrong with queries.

    Quotes that name a topic are not in it by its query, too. Where it is known what `changed` since an earlier reading,
    only those quotes are read again that may answer otherwise now.
    """
    archive, queries = found.archive, dict[str, TopicQuery]()
    for topic in archive.all(Topic):
        if topic.matches is not None:
            with guard(topic.ref):
                queries[topic.id] = TopicQuery(topic.matches, archive)
    asked = _asked(changed, queries) if changed else None
    answers: dict[str, tuple[str, ...] | None] = dict.fromkeys(asked or ())
    known = archive.of_kind(Kind.QUOTE)
    quotes = known.values() if asked is None else [known[id] for id in asked if id in known]
    filling, contexts = Filling(queries, archive), Contexts(archive, found.texts, found.verifications)
    for quote in paused(quotes if queries else (), pause, "topics", len(quotes)):
        with guard(quote.ref):
            if isinstance(quote, Quote) and (topics := filling.topics(quote, contexts.texts_around(quote))):
                answers[quote.id] = topics
    before = archive.by_query
    if asked is None:
        before = dict(before.items())
        answers = dict.fromkeys(before) | answers
    others = {id: topics for id, topics in answers.items() if before.get(id) != topics}
    return archive.with_topics(amended(archive.by_query, others), others), list(_problems(archive, queries))


class _Asked(NamedTuple):
    """A way to answer the query of a topic, with the numbers of its runs.

    `own` are those that a quote must have itself, `excluded` those that it must not. Of each of `about` any must stand
    in it or around it, or none when it is excluded.
    """

    topic: str
    own: frozenset[int]
    excluded: frozenset[int]
    about: tuple[tuple[frozenset[int], bool], ...]
    tests: tuple[Test, ...]

    def is_answered(self, quote: Quote, own: Set[int], anywhere: Set[int]) -> bool:
        """Whether a quote with some runs of its own, and some in it or around it, is what this asks for."""
        return (
            self.own <= own
            and self.excluded.isdisjoint(own)
            and all(runs.isdisjoint(anywhere) is is_excluded for runs, is_excluded in self.about)
            and all(test(quote) for test in self.tests)
        )


class Filling:
    """The topics of quotes by the topics' queries, in one state of an archive; each text is read once for all."""

    def __init__(self, queries: Mapping[str, TopicQuery], archive: Archive) -> None:
        self._archive = archive
        self._hierarchy = archive.hierarchy(Kind.TOPIC)
        self._numbers: dict[Run, int] = {}
        # The runs by the words that they may begin with.
        self._beginning: dict[str, list[tuple[int, Run]]] = defaultdict(list)
        # The ways by a run that a quote must have itself, and by each of which it must have any; and all other ways.
        self._by_own: dict[int, list[_Asked]] = defaultdict(list)
        self._by_any: dict[int, list[_Asked]] = defaultdict(list)
        self._others: list[_Asked] = []
        self._looks_around = False
        self._standing: dict[str, frozenset[int]] = {}
        for id, query in queries.items():
            for way in query.ways:
                self._add(id, way)

    def topics(self, quote: Quote, around: Iterable[Text]) -> tuple[str, ...]:
        """The ids of the topics that a quote, with some texts around it, belongs to by their query; sorted."""
        return tuple(sorted(id for id in self.answered(quote, around) if self._is_wanted(id, quote)))

    def answered(self, quote: Quote, around: Iterable[Text]) -> set[str]:
        """The ids of the topics whose query a quote answers, whatever its record says of them."""
        own = anywhere = _NONE.union(*map(self._runs_in, own_texts(quote, self._archive)))
        if self._looks_around:
            anywhere = own.union(*map(self._runs_in, around))
        likely = [each for run in own & self._by_own.keys() for each in self._by_own[run]]
        likely += [each for run in anywhere & self._by_any.keys() for each in self._by_any[run]]
        return {each.topic for each in [*likely, *self._others] if each.is_answered(quote, own, anywhere)}

    def _runs_in(self, at: Text) -> frozenset[int]:
        """The numbers of the runs that stand in a text. What stands around a quote, stands around the next one, too."""
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
        asked = _Asked(id, own, excluded, about, way.tests)
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
        """The number of a run, which is looked for from now on."""
        if run not in self._numbers:
            number = self._numbers[run] = len(self._numbers)
            for word in run[0]:
                self._beginning[word].append((number, run))
        return self._numbers[run]

    def _is_wanted(self, id: str, quote: Quote) -> bool:
        return id not in quote.topics and not any(self._hierarchy.is_within(id, other) for other in quote.not_topics)


def _asked(changed: Changed, queries: Mapping[str, TopicQuery]) -> Collection[str] | None:
    """The ids of the quotes that may answer otherwise than before, be they gone; None where all may."""
    kinds = {kind for query in queries.values() for kind in query.kinds}
    if any(kind_of(name) in kinds or _decides(changed, name) for name in changed.records):
        return None
    names = {name for name in changed.records if not _is_beside(changed, name)}
    names |= {ref(Kind.ARTICLE, id) for id in changed.texts}
    quotes = {quote for name in names for quote in (name, *changed.quotes_of(name)) if kind_of(quote) is Kind.QUOTE}
    return {name.partition("/")[2] for name in quotes}


def _is_beside(changed: Changed, name: str) -> bool:
    """Whether a record that changed has nothing that quotes answer queries by: an event, or a topic of other words."""
    kind = kind_of(name)
    return kind is Kind.EVENT or (kind is Kind.TOPIC and len(list(changed.versions(name))) > 1)


def _decides(changed: Changed, name: str) -> bool:
    """Whether a record that changed is a topic of which the query, or its place among topics, is another."""
    versions = [(each.matches, each.broader) for _, each in changed.versions(name) if isinstance(each, Topic)]
    return len({*versions}) > 1 or (len(versions) == 1 and versions[0] != (None, None))


def _problems(archive: Archive, queries: Mapping[str, TopicQuery]) -> Iterator[Problem]:
    for id, query in queries.items():
        name = ref(Kind.TOPIC, id)
        for wrong in query.wrong:
            message = f"matches: {wrong}; the topic gets no quotes by it"
            meant = Replacement(query.text, query.meant[wrong]) if wrong in query.meant else None
            yield Problem(archive.entries[name].place_of("matches"), Severity.WARNING, CODE, message, name, meant)
