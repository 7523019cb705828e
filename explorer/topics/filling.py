"""Put quotes into the topics whose query they answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from explorer.checking.changed import Changed
from explorer.checking.checked import Checked
from explorer.model.archive import Archive
from explorer.model.failures import Guard
from explorer.model.pausing import Pause, paused
from explorer.model.problems import Problem, Replacement, Severity
from explorer.model.records import Kind, Quote, Topic, kind_of, ref
from explorer.search.contexts import Contexts, Words
from explorer.topics.matching import TopicQuery, Way

CODE = "topic-query"


def filled(found: Checked, pause: Pause, earlier: Checked | None, guard: Guard) -> tuple[Archive, list[Problem]]:
    """The archive with its quotes in the topics whose query they answer, and what is wrong with queries.

    Quotes that name a topic are not in it by its query, too. Of the quotes in `earlier`, only those are read again that
    may answer otherwise now.
    """
    archive, queries = found.archive, dict[str, TopicQuery]()
    for topic in archive.all(Topic):
        if topic.matches is not None:
            with guard(topic.ref):
                queries[topic.id] = TopicQuery(topic.matches, archive)
    asked = _asked(found, earlier, queries)
    by_query = dict(archive.by_query) if asked is not None else {}
    for id in asked or ():
        by_query.pop(id, None)
    known = archive.of_kind(Kind.QUOTE)
    quotes = known.values() if asked is None else [known[id] for id in asked if id in known]
    filling = Filling(queries, archive, Contexts(archive, found.texts, found.verifications))
    for quote in paused(quotes if queries else (), pause, "topics", len(quotes)):
        with guard(quote.ref):
            if isinstance(quote, Quote) and (topics := filling.topics(quote)):
                by_query[quote.id] = topics
    return archive.with_topics(by_query, asked), list(_problems(archive, queries))


class Filling:
    """The topics of quotes by the topics' queries, in one state of an archive."""

    def __init__(self, queries: Mapping[str, TopicQuery], archive: Archive, contexts: Contexts) -> None:
        self._contexts = contexts
        self._hierarchy = archive.hierarchy(Kind.TOPIC)
        # The ways to answer each query by a word that a quote must have, itself or around it; and all other ways.
        self._by_own: dict[str, list[tuple[str, Way]]] = defaultdict(list)
        self._by_any: dict[str, list[tuple[str, Way]]] = defaultdict(list)
        self._others: list[tuple[str, Way]] = []
        for id, query in queries.items():
            for way in query.ways:
                self._add(id, way)

    def topics(self, quote: Quote) -> tuple[str, ...]:
        """The ids of the topics that a quote belongs to by their query, in alphabetical order."""
        return tuple(sorted(id for id in self.answered(quote) if self._is_wanted(id, quote)))

    def answered(self, quote: Quote) -> set[str]:
        """The ids of the topics whose query a quote answers, whatever its record says of them."""
        own = list(self._contexts.own(quote))
        words = {word for _, words in own for word in words}
        likely = [each for word in words & self._by_own.keys() for each in self._by_own[word]]
        around: list[Words] | None = None

        def context() -> list[Words]:
            nonlocal around
            around = list(self._contexts.around(quote)) if around is None else around
            return around

        if self._by_any:
            words.update(*(words for _, words in context()))
            likely += [each for word in words & self._by_any.keys() for each in self._by_any[word]]
        return {id for id, way in [*likely, *self._others] if way.answers(quote, own, context)}

    def _add(self, id: str, way: Way) -> None:
        about = next((about for about in way.about if not about.excluded), None)
        if way.runs:
            # The longest word is likely the rarest.
            rarest = max((words for run in way.runs for words in run), key=lambda words: max(map(len, words)))
            for word in rarest:
                self._by_own[word].append((id, way))
        elif about:
            for word in {word for run in about.runs for word in run[0]}:
                self._by_any[word].append((id, way))
        else:
            self._others.append((id, way))

    def _is_wanted(self, id: str, quote: Quote) -> bool:
        return id not in quote.topics and not any(self._hierarchy.is_within(id, other) for other in quote.not_topics)


def _asked(found: Checked, earlier: Checked | None, queries: Mapping[str, TopicQuery]) -> Collection[str] | None:
    """The ids of the quotes that may answer otherwise than in `earlier`, be they gone; None where all may."""
    if earlier is None:
        return None
    changed = Changed(earlier.archive, found.archive, earlier.texts, found.texts)
    kinds = {kind for query in queries.values() for kind in query.kinds}
    if any(kind_of(name) in kinds or _decides(changed, name) for name in changed.records):
        return None
    names = {name for name in changed.records if kind_of(name) is not Kind.EVENT}
    names |= {ref(Kind.ARTICLE, id) for id in changed.texts}
    quotes = {quote for name in names for quote in (name, *changed.quotes_of(name)) if kind_of(quote) is Kind.QUOTE}
    return {name.partition("/")[2] for name in quotes}


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
