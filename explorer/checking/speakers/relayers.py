"""Check the relayer in a quote's record against the article: who relayed whose words."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from explorer.checking.speakers.article_people import ArticlePeople
from explorer.checking.speakers.context import QuoteContext, is_named_in
from explorer.checking.speakers.linking import PersonMatch
from explorer.checking.speakers.problem_findings import (
    not_relayed,
    relayed_by_another,
    relayer_unsaid,
    swapped,
)
from explorer.checking.speakers.pronoun_linking import PronounLink, PronounLinker
from explorer.checking.speakers.speaker_finding import MentionType, SpeakerFinding
from explorer.model.records import Person
from explorer.reading.nearby_clauses import clause_near
from explorer.reading.reporting.clauses import ReportingClause, inside, label_clause
from explorer.reading.reporting.mentions import Mention
from explorer.reading.text.passages import Passage, holds
from explorer.reading.text.tokens import tokens

# Makes the pronoun linker of an article when it is needed.
PronounsOf = Callable[[QuoteContext], PronounLinker]
_APART = (",", "—", "–")


class RelayerChecker:
    """Check the relayers of quotes."""

    def __init__(self, article_people: ArticlePeople) -> None:
        self._article_people = article_people

    def checked(self, context: QuoteContext, finding: SpeakerFinding, pronouns_of: PronounsOf) -> SpeakerFinding:
        """The finding on the relayer of a quote, if there is a problem; otherwise that on its speaker."""
        relayer = context.relayer
        if not context.wording or (relayer is None and context.quote.is_relayed):
            return finding
        if relayer is None:
            return self._lacking(context) or finding
        near = clause_near(context.reading, context.placed)
        wrong = self._exchanged(context, relayer, near.clause if near else None)
        if wrong or context.article.publisher in (relayer.name, *relayer.aliases):
            return wrong or finding
        if not self._speaks_near(context, relayer, pronouns_of):
            return relayer_unsaid(context, finding)
        return finding

    def _lacking(self, context: QuoteContext) -> SpeakerFinding | None:
        """The finding that the record lacks a relayer named within the content: “Marsh, *Ruiz said*, refused”."""
        if context.quote.attribution and "," not in context.quote.attribution:
            return None  # true of most; reading the sentence takes time
        clauses = list(_clauses_of_sentence(context))
        near = clause_near(context.reading, context.placed) if len(clauses) > 1 else None
        if near is None:
            return None
        own = near.clause
        if "," not in context.text.text[own.mentions[0].end : own.verb.start] or not self._may_mean(context, own):
            return None
        within = inside(own, clauses)
        others = (self._other(context, clause) for clause in within if _is_inserted(context, clause))
        other = next(filter(None, others), None)
        return not_relayed(context, other[0].person, other[1]) if other else None

    def _may_mean(self, context: QuoteContext, clause: ReportingClause) -> bool:
        """Whether a clause means the speaker, or leaves it open."""
        pronouns = (mention.head[0].lower() in context.wording.singular for mention in clause.mentions)
        return _means(context, context.speaker, clause) or any(pronouns)

    def _exchanged(self, context: QuoteContext, relayer: Person, own: ReportingClause | None) -> SpeakerFinding | None:
        """The finding that the sentence has another relayer than the record, or has the two swapped."""
        clauses = list(_clauses_of_sentence(context))
        if own and _means(context, relayer, own) and not _means(context, context.speaker, own):
            begin = 0 if own.at.end <= context.placed[0].start else own.at.end
            if any(begin <= clause.at.start and _means(context, context.speaker, clause) for clause in clauses):
                return swapped(context, relayer, own.mentions[0].at)
        if any(_means(context, relayer, clause) for clause in clauses):
            return None
        other = next(filter(None, (self._other(context, clause) for clause in clauses)), None)
        return relayed_by_another(context, other[0].person, other[1]) if other else None

    def _other(self, context: QuoteContext, clause: ReportingClause) -> tuple[PersonMatch, Passage] | None:
        """The person that a clause surely means, if that is not the speaker."""
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

    def _speaks_near(self, context: QuoteContext, relayer: Person, pronouns_of: PronounsOf) -> bool:
        """Whether a person speaks in the paragraph of a quote or in the one before."""
        others = (clause for clause in _clauses_near(context) if not _means(context, context.speaker, clause))
        mentions = dict.fromkeys(mention for clause in others for mention in clause.mentions)
        if any(context.people.match(relayer.id, mention) for mention in mentions):
            return True
        pronouns = (mention for mention in mentions if mention.head[0].lower() in context.wording.singular)
        return any(_may_be(context, relayer, pronoun, pronouns_of(context).link) for pronoun in pronouns)


def _clauses_near(context: QuoteContext) -> Iterator[ReportingClause]:
    """The reporting clauses in the paragraphs of a quote and the one before, outside speech."""
    text, speech, wording = context.text, context.speech, context.wording
    first = max(0, text.paragraph_at(context.placed[0].start) - 2)
    for number in range(first, text.paragraph_at(context.placed[-1].end)):
        for sentence in context.reading.sentences_of(number):
            yield from sentence.reporting_clauses
        labels = filter(None, (speech.labels.get(span.start) for span in speech.between(text.paragraphs[number])))
        named = (label_clause(tokens(text.text, wording, at.start, at.end), wording) for at in labels)
        yield from filter(None, named)


def _is_inserted(context: QuoteContext, clause: ReportingClause) -> bool:
    """Whether a clause is set off by marks: not “Ruiz, whom Okafor called”."""
    text, at = context.text.text, clause.at
    return text[max(0, at.start - 2) : at.start].strip() in _APART and text[at.end : at.end + 2].strip() in _APART


def _clauses_of_sentence(context: QuoteContext) -> Iterator[ReportingClause]:
    """The reporting clauses in the sentence of a quote, outside its words."""
    sentence = context.reading.sentence_at(context.placed[0].start)
    for clause in sentence.reporting_clauses if sentence else ():
        if not any(holds(passage, clause.verb) for passage in context.placed):
            yield clause


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
