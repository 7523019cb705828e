"""Check the relayer of a quote's record against who relays it in the article: who told whom."""

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
from explorer.reading.reporting.clauses import ReportingClause, inside, label_clause, reporting_clauses
from explorer.reading.reporting.mentions import Mention
from explorer.reading.reporting.nearby_clauses import clause_near
from explorer.reading.speech import Speech
from explorer.reading.text.passages import Passage, holds
from explorer.reading.text.sentence_ends import sentence_around
from explorer.reading.text.tokens import QUOTED, Token, tokens

# Makes what links the pronouns of an article when it is asked for.
PronounsOf = Callable[[QuoteContext], PronounLinker]
_APART = (",", "—", "–")


class RelayerChecker:
    """Checks the relayers of quotes."""

    def __init__(self, article_people: ArticlePeople) -> None:
        self._article_people = article_people
        # The clauses of the paragraphs of one text, by their numbers: quotes are asked for article by article.
        self._speech: Speech | None = None
        self._clauses: dict[int, list[ReportingClause]] = {}

    def checked(self, context: QuoteContext, finding: SpeakerFinding, pronouns_of: PronounsOf) -> SpeakerFinding:
        """What is wrong with the relayer of a quote, if anything; else the finding on its speaker."""
        relayer = context.relayer
        if not context.wording or (relayer is None and context.quote.is_relayed):
            return finding
        near = clause_near(context.speech, context.placed, context.wording)
        if relayer is None:
            return (self._lacking(context, near.clause) if near else None) or finding
        wrong = self._exchanged(context, relayer, near.clause if near else None)
        if wrong or context.article.publisher in (relayer.name, *relayer.aliases):
            return wrong or finding
        if not self._speaks_near(context, relayer, pronouns_of):
            return relayer_unsaid(context, finding)
        return finding

    def _lacking(self, context: QuoteContext, own: ReportingClause) -> SpeakerFinding | None:
        """The finding that the record lacks a relayer whom its clause has within it: “Marsh, *Ruiz said*, refused”."""
        if "," not in context.text.text[own.mentions[0].end : own.verb.start] or not self._may_mean(context, own):
            return None
        words = context.speech.tokens(own.at, context.wording)
        within = inside(own, list(reporting_clauses(words, context.wording)))
        others = (self._other(context, clause) for clause in within if _is_inserted(context, clause))
        other = next(filter(None, others), None)
        return not_relayed(context, other[0].person, other[1]) if other else None

    def _may_mean(self, context: QuoteContext, clause: ReportingClause) -> bool:
        """Whether a clause means the speaker, or leaves it open."""
        pronouns = (mention.head[0].lower() in context.wording.singular for mention in clause.mentions)
        return _means(context, context.speaker, clause) or any(pronouns)

    def _exchanged(self, context: QuoteContext, relayer: Person, own: ReportingClause | None) -> SpeakerFinding | None:
        """The finding that the sentence has another relayer than the record, or each in the other's place."""
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

    def _speaks_near(self, context: QuoteContext, relayer: Person, pronouns_of: PronounsOf) -> bool:
        """Whether somebody speaks in the paragraph of a quote or in the one before."""
        others = (clause for clause in self._clauses_near(context) if not _means(context, context.speaker, clause))
        mentions = dict.fromkeys(mention for clause in others for mention in clause.mentions)
        if any(context.people.match(relayer.id, mention) for mention in mentions):
            return True
        pronouns = (mention for mention in mentions if mention.head[0].lower() in context.wording.singular)
        return any(_may_be(context, relayer, pronoun, pronouns_of(context).link) for pronoun in pronouns)

    def _clauses_near(self, context: QuoteContext) -> Iterator[ReportingClause]:
        """The reporting clauses in the paragraphs of a quote and the one before, outside of speech."""
        text, speech, wording = context.text, context.speech, context.wording
        if self._speech is not speech:
            self._speech, self._clauses = speech, {}
        first = max(0, text.paragraph_at(context.placed[0].start) - 2)
        for number in range(first, text.paragraph_at(context.placed[-1].end)):
            if number not in self._clauses:
                paragraph = text.paragraphs[number]
                labels = filter(None, (speech.labels.get(span.start) for span in speech.between(paragraph)))
                named = (label_clause(tokens(text.text, wording, at.start, at.end), wording) for at in labels)
                clauses = reporting_clauses(speech.tokens_of(paragraph, wording), wording)
                self._clauses[number] = [*clauses, *filter(None, named)]
            yield from self._clauses[number]


def _is_inserted(context: QuoteContext, clause: ReportingClause) -> bool:
    """Whether marks stand around a clause: not “Ruiz, whom Okafor called”."""
    text, at = context.text.text, clause.at
    return text[max(0, at.start - 2) : at.start].strip() in _APART and text[at.end : at.end + 2].strip() in _APART


def _clauses_of_sentence(context: QuoteContext) -> Iterator[ReportingClause]:
    """The reporting clauses in the sentence of a quote's words, outside of these."""
    text, at, speech = context.text, context.placed[0], context.speech
    paragraph = text.paragraphs[text.paragraph_at(at.start) - 1]
    last = max(passage.end for passage in context.placed if passage.start < paragraph.end)
    own = next((span for span in speech.between(at) if holds(span, at)), Passage(at.start, last))
    around = paragraph.start, paragraph.end
    begin, end = sentence_around(text.text, own.start, own.end, *around, context.wording.code)
    words = speech.tokens_of(paragraph, context.wording)
    before = [token for token in words if begin <= token.start and token.end <= own.start]
    behind = [token for token in words if own.end <= token.start < end]
    one = Token.of(text.text[own.end - 2 : own.end], QUOTED, own.start, own.end)
    return reporting_clauses([*before, one, *behind], context.wording)


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
