"""Put quotes into the topics whose query they answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from explorer.checking.checked import Checked
from explorer.model.archive import Archive
from explorer.model.failures import Guard
from explorer.model.pausing import Pause, paused
from explorer.model.problems import Problem, Severity
from explorer.model.records import Article, Kind, Quote, Topic, ref
from explorer.search.contexts import Contexts, Words
from explorer.topics.matching import TopicQuery, Way

CODE = "topic-query"


def filled(
    found: Checked, pause: Pause, earlier: Checked | None, guard: Guard
) -> tuple[Mapping[str, Sequence[str]], list[Problem]]:
    """The ids of the topics whose query a quote answers, by the quote's id, and what is wrong with queries.

    Quotes that name a topic are not in it by its query, too. Of the quotes in `earlier`, only those are read again that
    may answer otherwise now.
    """
    archive, queries = found.archive, dict[str, TopicQuery]()
    for topic in archive.all(Topic):
        if topic.matches is not None:
            with guard(topic.ref):
                queries[topic.id] = TopicQuery(topic.matches, archive)
    kept, quotes = _kept(found, earlier, queries)
    filling = Filling(queries, archive, Contexts(archive, found.texts, found.verifications))
    for quote in paused(quotes, pause, "topics", len(quotes)):
        with guard(quote.ref):
            if topics := filling.topics(quote):
                kept[quote.id] = topics
    return kept, list(_problems(archive, queries))


class Filling:
    """The topics of quotes by the topics' queries, in one state of an archive."""

    def __init__(self, queries: Mapping[str, TopicQuery], archive: Archive, contexts: Contexts) -> None:
        self._contexts = contexts
        self._hierarchy = archive.hierarchy(Kind.TOPIC)
        self._order = {id: place for place, id in enumerate(queries)}
        # The ways to answer each query by a word that a quote must have, itself or around it; and all other ways.
        self._by_own: dict[str, list[tuple[str, Way]]] = defaultdict(list)
        self._by_any: dict[str, list[tuple[str, Way]]] = defaultdict(list)
        self._others: list[tuple[str, Way]] = []
        for id, query in queries.items():
            for way in query.ways:
                self._add(id, way)

    def topics(self, quote: Quote) -> tuple[str, ...]:
        """The ids of the topics that a quote belongs to by their query, in the order of the topics."""
        found = (id for id in self.answered(quote) if self._is_wanted(id, quote))
        return tuple(sorted(found, key=self._order.__getitem__))

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


def _kept(
    found: Checked, earlier: Checked | None, queries: Mapping[str, TopicQuery]
) -> tuple[dict[str, Sequence[str]], Sequence[Quote]]:
    """What still holds of `earlier`, and the quotes that are to be read."""
    archive = found.archive
    if not queries:
        return {}, ()
    if earlier is None or _decides(archive, queries) != _decides(earlier.archive, queries):
        return {}, archive.quotes
    fresh = _fresh(archive, earlier.archive)
    people = set(_changed(archive, earlier.archive, Kind.PERSON))
    fresh += [quote for quote in archive.quotes if {quote.speaker, quote.relayed_by} & people] if people else []
    articles = set(_changed(archive, earlier.archive, Kind.ARTICLE))
    articles |= {id for id, text in found.texts.items() if earlier.texts.get(id) is not text}
    articles |= earlier.texts.keys() - found.texts.keys()
    for article in filter(None, (archive.get(Article, id) for id in articles)):
        fresh += archive.quotes_of(article)
    again = {quote.id: quote for quote in fresh}
    there = archive.of_kind(Kind.QUOTE)
    kept = {id: topics for id, topics in earlier.archive.by_query.items() if id in there and id not in again}
    return kept, list(again.values())


def _decides(archive: Archive, queries: Mapping[str, TopicQuery]) -> object:
    """All that decides which quotes answer the queries, besides the quotes and what is around them."""
    topics = [(topic.id, topic.broader, topic.matches) for topic in archive.all(Topic)]
    kinds = {kind for query in queries.values() for kind in query.kinds}
    return topics, {kind: dict(archive.of_kind(kind)) for kind in kinds}


def _fresh(archive: Archive, earlier: Archive) -> list[Quote]:
    """The quotes that are new, or others than they were."""
    # Most are the very same objects, and a hundred thousand of these are compared in a few milliseconds.
    new, known = set(map(id, archive.quotes)).difference(map(id, earlier.quotes)), earlier.of_kind(Kind.QUOTE)
    return [quote for quote in archive.quotes if id(quote) in new and known.get(quote.id) != quote] if new else []


def _changed(archive: Archive, earlier: Archive, kind: Kind) -> Iterator[str]:
    """The ids of the records of a kind that are new, gone, or others than they were."""
    now, then = archive.of_kind(kind), earlier.of_kind(kind)
    yield from (id for id, record in now.items() if (was := then.get(id)) is not record and was != record)
    yield from then.keys() - now.keys()


def _problems(archive: Archive, queries: Mapping[str, TopicQuery]) -> Iterator[Problem]:
    for id, query in queries.items():
        name = ref(Kind.TOPIC, id)
        for wrong in query.wrong:
            message = f"matches: {wrong}; the topic gets no quotes by it"
            yield Problem(archive.entries[name].place_of("matches"), Severity.WARNING, CODE, message, name)
    for quote in archive.quotes:
        for number, id in enumerate(quote.not_topics):
            if id in quote.topics:
                message = f"not_topics: “{id}” is also in `topics`, which counts"
                place = archive.entries[quote.ref].place_of(f"not_topics[{number}]")
                yield Problem(place, Severity.WARNING, CODE, message, quote.ref)
