"""Propose topics from the words of an archive, best first.

They are terms (`terms`), chosen (`choosing`) by how specific they are (`rating`) and by their quotes. One topic is
broader than another if it has most of the other's quotes, as one term **subsumes** another (Sanderson & Croft,
“Deriving concept hierarchies from text”, SIGIR 1999).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set
from typing import TYPE_CHECKING

import msgspec

from explorer.checking.results import CheckResults
from explorer.model.archive import Archive
from explorer.model.pausing import Pause, go_on, paused
from explorer.model.records import Person, Quote
from explorer.topics.filling import Filling
from explorer.topics.matching import TopicQuery

if TYPE_CHECKING:
    from explorer.topics.corpus import Corpus

# The default number of proposals.
MOST = 100
# A broader topic has this share of a topic's quotes, and this many times as many; a topic with fewer quotes than the
# minimum has no broader one.
_WITHIN, _LARGER, _FEWEST = 0.75, 1.5, 3

_ABOUT = "about:"
# Joins two queries, either of which is enough.
OR = " OR "
# An id that needs no quotation marks in a query.
_PLAIN = re.compile(r"[\w-]+")


class Proposal(msgspec.Struct, frozen=True):
    """A proposed topic.

    `words` are the terms that it covers, and `matches` is the query for them. `quotes` has the ids of matching quotes,
    in the order of the archive; `broader` is the label of another proposal.
    """

    label: str
    words: tuple[str, ...]
    matches: str
    quotes: tuple[str, ...]
    broader: str | None = None


def propose(found: CheckResults, most: int, pause: Pause = go_on, corpus: Corpus | None = None) -> list[Proposal]:
    """Propose at most `most` topics for an archive, except those that it has and those that were rejected.

    `corpus` has its words, if they were collected before.
    """
    # Imported here because these need numpy, which the help with the keys of all screens does not.
    from explorer.topics.choosing import Chooser
    from explorer.topics.corpus import gather
    from explorer.topics.spelling import Spelling

    corpus = corpus or gather(found.archive, found.texts, found.verifications, pause)
    chooser, spelling = Chooser(corpus, found.archive), Spelling(corpus)
    words: dict[str, list[str]] = {}
    queries: dict[str, str] = {}
    for draft in chooser.chosen(most):
        label = draft.person.name if draft.person else spelling.name(draft.label)
        if label in words:
            continue
        words[label] = spelling.ways(draft.terms)
        is_own = chooser.is_of_headline(draft.label)
        queries[label] = words[label][0] if is_own else _about(words[label]) + _unless_by(draft.person)
    answers = answering(found.archive, corpus, queries, pause)
    quotes = {label: tuple(quote.id for quote in own) for label, own in answers.items()}
    above = _broader({label: set(own) for label, own in quotes.items()})
    return [
        Proposal(label, tuple(words[label]), query, quotes[label], above.get(label))
        for label, query in queries.items()
        if quotes[label]
    ]


def joined(one: Proposal, other: Proposal) -> Proposal:
    """Merge two proposals into one that covers both. If its broader topic was the other one, it takes that one's."""
    words = tuple(dict.fromkeys((*one.words, *other.words)))
    both = [each.matches for each in (one, other)]
    is_about = all(each.matches == _about(each.words) for each in (one, other))
    quotes = tuple(dict.fromkeys((*one.quotes, *other.quotes)))
    broader = other.broader if one.broader == other.label else one.broader
    return Proposal(one.label, words, _about(words) if is_about else OR.join(both), quotes, broader)


def answering(archive: Archive, corpus: Corpus, queries: Mapping[str, str], pause: Pause) -> dict[str, list[Quote]]:
    """The quotes of a corpus that match each query, in the order of the archive."""
    filling = Filling({label: TopicQuery(query, archive) for label, query in queries.items()}, archive)
    quotes: dict[str, list[Quote]] = {label: [] for label in queries}
    for number, quote in enumerate(paused(corpus.quotes, pause, "quotes", len(corpus.quotes))):
        for label in filling.answered(quote, corpus.around(number)):
            quotes[label].append(quote)
    return quotes


def _about(words: Iterable[str]) -> str:
    return f'{_ABOUT}"{", ".join(words)}"'


def _unless_by(person: Person | None) -> str:
    """The end of a query that leaves out a person's own quotes."""
    if person is None:
        return ""
    return f" -who:{person.id}" if _PLAIN.fullmatch(person.id) else f' -who:"{person.id}"'


def _broader(topics: Mapping[str, Set[str]]) -> dict[str, str]:
    """A broader topic for topics, by label. There are only two levels: a broader topic has none above it."""
    above: dict[str, str] = {}
    # The largest come first, so each broader topic has been decided before the topics below it.
    for label, own in sorted(topics.items(), key=lambda each: (-len(each[1]), each[0])):
        larger = [other for other, quotes in topics.items() if other not in above and len(quotes) >= _LARGER * len(own)]
        best = max(larger, key=lambda other: len(own & topics[other]), default=label)
        if best != label and len(own) >= _FEWEST and len(own & topics[best]) >= _WITHIN * len(own):
            above[label] = best
    return above
