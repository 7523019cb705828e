"""Check the relayer of a quote's record against who relays it in the article: who told whom."""

from __future__ import annotations

from collections.abc import Callable

from explorer.checking.speakers.article_people import ArticlePeople
from explorer.checking.speakers.context import QuoteContext, is_named_in
from explorer.checking.speakers.linking import PersonMatch
from explorer.checking.speakers.nesting import Nested
from explorer.checking.speakers.problem_findings import (
    mismatch,
    not_relayed,
    relayed_by_another,
    relayer_unsaid,
    swapped,
)
from explorer.checking.speakers.pronoun_linking import PronounLink, PronounLinker
from explorer.checking.speakers.sentences import ArticleSentences
from explorer.checking.speakers.speaker_finding import MentionType, SpeakerFinding
from explorer.model.records import Person
from explorer.reading.reporting.clauses import ReportingClause
from explorer.reading.reporting.mentions import Mention
from explorer.reading.text.passages import Passage

# Makes what links the pronouns of an article when it is asked for.
PronounsOf = Callable[[QuoteContext], PronounLinker]


class RelayerChecker:
    """Checks the relayers of quotes."""

    def __init__(self, article_people: ArticlePeople) -> None:
        self._article_people = article_people
        self._sentences: ArticleSentences | None = None

    def checked(self, context: QuoteContext, finding: SpeakerFinding, pronouns_of: PronounsOf) -> SpeakerFinding:
        """What is wrong with the relayer of a quote, if anything; else the finding on its speaker."""
        if not context.wording:
            return finding
        nested = self._of(context).nested(context)
        if context.relayer is None:
            return self._lacking(context, nested) or finding
        wrong = self._exchanged(context, context.relayer, nested)
        if wrong or context.article.publisher in (context.relayer.name, *context.relayer.aliases):
            return wrong or finding
        if not self._speaks_near(context, context.relayer, nested, pronouns_of):
            return relayer_unsaid(context, finding)
        return finding

    def _of(self, context: QuoteContext) -> ArticleSentences:
        """The sentences of a text. Only the last one is kept: quotes are asked for article by article."""
        if self._sentences is None or self._sentences.speech is not context.speech:
            self._sentences = ArticleSentences(context.speech, context.wording)
        return self._sentences

    def _lacking(self, context: QuoteContext, nested: Nested) -> SpeakerFinding | None:
        """The finding that the record lacks a relayer whom the sentence has."""
        if nested.inner is None or nested.outer is None or not self._may_mean(context, nested.inner):
            return None
        other = self._other(context, nested.outer)
        return not_relayed(context, other[0].person, other[1]) if other else None

    def _may_mean(self, context: QuoteContext, clause: ReportingClause) -> bool:
        """Whether a clause means the speaker, or leaves it open."""
        pronouns = (mention.head[0].lower() in context.wording.singular for mention in clause.mentions)
        return _means(context, context.speaker, clause) or any(pronouns)

    def _exchanged(self, context: QuoteContext, relayer: Person, nested: Nested) -> SpeakerFinding | None:
        """The finding that the sentence has another speaker or relayer than the record."""
        inner, outer = nested.inner, nested.outer
        if inner is None or outer is None:
            return None
        is_right = _means(context, context.speaker, inner)
        if not is_right and _means(context, relayer, inner) and _means(context, context.speaker, outer):
            return swapped(context, relayer, inner.mentions[0].at)
        other = self._other(context, outer)
        if other and not any(_means(context, relayer, clause) for clause in nested.clauses if clause is not inner):
            return relayed_by_another(context, other[0].person, other[1])
        other = None if is_right else self._other(context, inner)
        return mismatch(context, other[0].person, other[1]) if other else None

    def _other(self, context: QuoteContext, clause: ReportingClause) -> tuple[PersonMatch, Passage] | None:
        """The person whom a clause surely means, when that is not the speaker."""
        own = {context.speaker.id, *context.speaker.possibly_same_as}
        if _means(context, context.speaker, clause):
            return None
        for mention in clause.mentions:
            for match in context.people.matches(mention):
                if match.person.id in own or context.speaker.id in match.person.possibly_same_as:
                    continue
                is_sure = match.exact or match.how is MentionType.NAME
                if is_sure or self._article_people.has(context.quote.article, match.person.id):
                    return match, mention.at
        return None

    def _speaks_near(self, context: QuoteContext, relayer: Person, nested: Nested, pronouns_of: PronounsOf) -> bool:
        """Whether somebody speaks in the sentence of a quote, in its paragraph or in the one before."""
        if nested.outer and _means(context, relayer, nested.outer):
            return True
        near = [*nested.clauses, *self._of(context).near(context)]
        others = (clause for clause in near if not _means(context, context.speaker, clause))
        mentions = dict.fromkeys(mention for clause in others for mention in clause.mentions)
        if any(context.people.match(relayer.id, mention) for mention in mentions):
            return True
        pronouns = (mention for mention in mentions if mention.head[0].lower() in context.wording.singular)
        return any(_may_be(context, relayer, pronoun, pronouns_of(context).link) for pronoun in pronouns)


def _may_be(
    context: QuoteContext, relayer: Person, pronoun: Mention, meant: Callable[[Mention, Person], PronounLink]
) -> bool:
    """Whether a pronoun may mean the relayer, and not the speaker."""
    if not meant(pronoun, relayer).is_possible:
        return False
    is_mentioned_near = is_named_in(context.speaker, context.text.text[: pronoun.start], context.wording)
    return not (is_mentioned_near and meant(pronoun, context.speaker).is_possible)


def _means(context: QuoteContext, person: Person, clause: ReportingClause) -> bool:
    return any(context.people.match(person.id, mention) for mention in clause.mentions)
