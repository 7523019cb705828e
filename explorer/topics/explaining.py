"""Why quotes belong to topics that they do not name."""

from __future__ import annotations

from explorer.checking.results import CheckResults
from explorer.model.records import Quote
from explorer.search.contexts import Contexts
from explorer.topics.matching import Reason, TopicQuery


def reasons(found: CheckResults, quote: Quote) -> dict[str, list[Reason]]:
    """For the id of each topic whose query a quote answers, the words by which it does; none for filters alone."""
    archive = found.archive
    topics = archive.topics_by_query(quote)
    asked = {topic.id: topic.matches for topic in topics if topic.matches is not None}
    contexts = Contexts(archive, found.texts, found.verifications)
    return {id: TopicQuery(query, archive).reasons(quote, contexts) for id, query in asked.items()}
