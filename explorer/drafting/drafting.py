"""Read an article and draft its records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

import msgspec

from explorer.checking.speakers.linking import PersonLinker
from explorer.checking.speakers.lookups import Lookups
from explorer.display import one_line
from explorer.drafting.anchors import anchor_of
from explorer.drafting.attribution_extent import attribution_of
from explorer.drafting.circumstances import CircumstanceReader
from explorer.drafting.drafted import ArticleDraft, DraftedNotQuoted, DraftedQuote
from explorer.drafting.entity_linking import EntityLinker
from explorer.drafting.known import KnownRecords
from explorer.drafting.non_body_lines import NonBodyLines
from explorer.drafting.vetting import vetted, without_rejected
from explorer.model.records import Article, Quote, Speech
from explorer.reading import confidence
from explorer.reading.analysis import Analysis
from explorer.reading.entities.appellations import Appellations
from explorer.reading.entities.entity import Entity
from explorer.reading.languages.lexicon import lexicon_of
from explorer.reading.languages.wording import wording_of
from explorer.reading.paraphrases import Paraphrase
from explorer.reading.quotation.headlines import are_quoted_below
from explorer.reading.quotation.repairs import repairs
from explorer.reading.speakers import AttributionBasis, Speaker
from explorer.reading.text.passages import Passage, SourceText, holds, overlap
from explorer.reading.utterances import NonSpeechReason, Utterance

# How often the same words are drafted at most: words that occur more often are not speech. And the maximum number of
# paraphrases of a sentence.
_TIMES, _NESTED = 20, 100
# Quoted words below the first probability of speech are not drafted; those below the second are proposed as not quoted.
_SPEECH, _NOBODYS = 0.6, 0.2
# Fewer than half of the paraphrases below this probability are right, unless they begin with “that”: in the dev part of
# PolNeAR some 22 of 100, and 43 by more than half; by reading, a quarter in French, Spanish and Portuguese.
_TOLD = 0.2


def draft(
    article: Article, text: SourceText, known: KnownRecords | None = None, pause: Callable[[], None] = lambda: None
) -> ArticleDraft:
    """Draft all records for an article from its text alone.

    `known` people are referred to; all others are new. The article's record keeps its `furniture`, `captions`,
    `corrections` and `not_quoted` words. Nothing is proposed for the latter, nor for anything rejected there. `pause`
    is called regularly; an exception from it stops the drafting.
    """
    known = known or KnownRecords()
    drafting = _Drafting(article, text, known, pause)
    found, looked_up = drafting.lookups.during(drafting.drafted)
    found = without_rejected(vetted(found, drafting.analysis, known, pause), text, known)
    return msgspec.structs.replace(found, looked_up=frozenset(looked_up))


def guess_at(article: Article, text: SourceText, known: KnownRecords, passages: Sequence[Passage]) -> ArticleDraft:
    """Draft one quote from some words of an article, and the new people and events that it names."""
    drafting = _Drafting(article, text, known, lambda: None)
    guess = drafting.of_words(passages)
    checked = vetted(guess, drafting.analysis, known)
    return checked if checked.quotes else guess


class _Drafting:
    def __init__(self, article: Article, text: SourceText, known: KnownRecords, pause: Callable[[], None]) -> None:
        self._given = article
        # Why quoted words are not speech; empty if the same words may be speech elsewhere.
        self._nobodys: dict[str, str] = {}
        self._article = _with_apart(article, text)
        self.analysis = Analysis(self._article, text, pause)
        self._reading = reading = self.analysis.reading
        self._entities, self._speakers = self.analysis.entities, self.analysis.speakers
        called = Appellations(text.text, self._entities.seen, reading.wording)
        self.lookups = Lookups()
        linker = PersonLinker(known.people, reading.wording, self.lookups)
        self._entity_linker = EntityLinker(article.id, linker, self._entities.name_rules, called)
        self._circumstances = CircumstanceReader(reading, self._entities, self._entity_linker, known)

    def drafted(self) -> ArticleDraft:
        drafts = list(self._quotes())
        self._circumstances.events.draft_all()
        article = self._article
        nobodys = [
            DraftedNotQuoted(words=words, passages=tuple(self._reading.text.find_folded(words)), because=why)
            for words, why in self._nobodys.items()
            if why
        ]
        new = tuple(each.words for each in nobodys if each.words not in article.not_quoted)
        if new:
            article = msgspec.structs.replace(
                article,
                not_quoted=(*article.not_quoted, *new),
                not_quoted_drafts=(*article.not_quoted_drafts, *new),
            )
        return ArticleDraft(
            article=article,
            people=self._entity_linker.distinct(),
            events=self._circumstances.events.new,
            grown=self._circumstances.events.grown,
            quotes=tuple(drafts),
            nobodys=tuple(nobodys),
        )

    def of_words(self, passages: Sequence[Passage]) -> ArticleDraft:
        first, last = passages[0], passages[-1]
        is_marked = any(overlap(span, Passage(first.start, last.end)) for span in self._reading.spans)
        estimate = self.analysis.speaker_of(passages)
        quote = self._quote(tuple(passages), "direct" if is_marked else "indirect", estimate.speaker, estimate.p, 1)
        return ArticleDraft(
            article=self._given,
            people=self._entity_linker.distinct(),
            events=self._circumstances.events.new,
            grown=self._circumstances.events.grown,
            quotes=(quote,),
        )

    def _quotes(self) -> Iterator[DraftedQuote]:
        """All quotes, in the order of the text."""
        paraphrases, spoken = self.analysis.paraphrases, list(self._spoken())
        found: list[tuple[Passage, Utterance | Paraphrase]] = [
            (utterance.passages[0], utterance) for utterance in spoken
        ]
        found += [(paraphrase.passages[0], paraphrase) for paraphrase in paraphrases]
        found.sort(key=lambda each: (each[0].start, -each[0].end))
        nobodys = set(self._given.not_quoted)
        number = 0
        told_of: list[DraftedQuote] = []
        times: Counter[tuple[str, ...]] = Counter()
        for _, each in found:
            words = tuple(" ".join(self._reading.words(at).split()) for at in each.passages)
            times[words] += 1
            self._reading.pause()
            if nobodys.issuperset(words) or times[words] > _TIMES:
                continue
            around = _innermost(told_of[-_NESTED:], each.passages)
            if isinstance(each, Paraphrase):
                speaker = self._speakers.of_clause(each.clause, AttributionBasis.BESIDE)
                p = confidence.of_paraphrase(self._reading, each, speaker)
                if self._is_told(each, speaker, p):
                    number += 1
                    told_of.append(self._drafted_paraphrase(each, speaker, p, number, around))
                    yield told_of[-1]
            else:
                number += 1
                p = confidence.of_utterance(self._reading, each)
                relayer = self._speakers.relayer_of(each.speaker)
                yield self._quote(each.passages, each.speech, each.speaker, p, number, around, relayer)

    def _spoken(self) -> Iterator[Utterance]:
        """The quoted words that are speech, a headline’s only once. Words that are surely not speech are noted."""
        for utterance in self.analysis.utterances:
            p = confidence.of_speech(self._reading, utterance)
            for words in map(self._reading.words, utterance.passages):
                why = (
                    utterance.term.value
                    if utterance.term and p < _NOBODYS and self._is_surely(utterance.term, utterance)
                    else ""
                )
                self._nobodys[words] = why and self._nobodys.get(words, why)
            if p >= _SPEECH and not are_quoted_below(utterance.passages, self._reading.text, self._reading.spans):
                yield utterance

    def _is_surely(self, term: NonSpeechReason, utterance: Utterance) -> bool:
        """Whether words are surely a term. Never in a headline, which often marks only a few words of what was said.

        Capitals are no evidence in a language that capitalises all nouns.
        """
        is_by_capitals = term in (NonSpeechReason.WORD, NonSpeechReason.TITLE) and self._reading.wording.capital_nouns
        number = self._reading.number_at(utterance.passages[0].start)
        return not is_by_capitals and not self._reading.is_headline(number)

    def _is_told(self, paraphrase: Paraphrase, speaker: Speaker, p: float) -> bool:
        """Whether to draft a paraphrase. Without a speaker, hardly any are right except in English.

        Of the improbable ones, only those that begin with “that” are drafted.
        """
        if speaker.entity is None or p >= _TOLD:
            return speaker.entity is not None or self._reading.is_taught
        start = paraphrase.passages[0].start
        sentence = self._reading.sentence_at(start)
        first = sentence.tokens[sentence.index_at(start)].word if sentence else ""
        return first.rstrip("'") in self._reading.wording.that

    def _drafted_paraphrase(
        self, paraphrase: Paraphrase, speaker: Speaker, p: float, number: int, around: DraftedQuote | None
    ) -> DraftedQuote:
        relayer = (
            self._speakers.of_clause(paraphrase.relayed, AttributionBasis.BESIDE).entity if paraphrase.relayed else None
        )
        return self._quote(paraphrase.passages, "indirect", speaker, p, number, around, relayer)

    def _quote(
        self,
        passages: tuple[Passage, ...],
        speech: Speech,
        speaker: Speaker,
        p: float,
        number: int,
        around: DraftedQuote | None = None,
        relayer: Entity | None = None,
    ) -> DraftedQuote:
        reading = self._reading
        at = None
        if speaker.clause:
            at = speaker.clause.at if reading.caseless_patterns else attribution_of(reading, speaker.clause, passages)
        if around and at and around.attribution_at and around.attribution_at.start == at.start:
            at = around.attribution_at
        at = at or (speaker.at if speaker.basis is AttributionBasis.LABEL else None)
        said = " ".join(reading.words(at).split()) if at else ""
        texts = tuple(" ".join(reading.words(passage).split()) for passage in passages)
        speaks = self._entity_linker.id_of(speaker.entity)
        relayed_by = self._entity_linker.id_of(relayer) if relayer else None
        if around and around.quote.speaker == speaks:
            relayed_by = around.quote.relayed_by
        quote = Quote(
            id=f"{self._article.id}-{number}",
            article=self._article.id,
            speech=speech,
            text=texts if len(texts) > 1 else texts[0],
            speaker=speaks,
            attribution=said or None,
            relayed_by=relayed_by if relayed_by != speaks else None,
            within=around.quote.id if around else None,
            review="draft",
            at=anchor_of(reading.text, passages, texts),
            **self._circumstances.of(speaker.clause, at, speaks, p, texts),
        )
        mended = repairs(reading.text.text, reading.spans, passages) if speech != "indirect" else ""
        why = "; ".join(filter(None, [confidence.because(reading, speaker), one_line(mended)]))
        speaker_at = speaker.at if speaker.basis is not AttributionBasis.NOBODY else None
        return DraftedQuote(quote=quote, passages=passages, speaker_at=speaker_at, attribution_at=at, p=p, because=why)


def _with_apart(article: Article, text: SourceText) -> Article:
    """Add the lines that are not body text to those in the article's record."""
    apart = NonBodyLines(text.text, lexicon_of(wording_of(article.language, text.text).code))
    return msgspec.structs.replace(
        article,
        furniture=tuple(dict.fromkeys((*article.furniture, *apart.furniture))),
        captions=tuple(dict.fromkeys((*article.captions, *apart.captions))),
        corrections=tuple(dict.fromkeys((*article.corrections, *apart.corrections))),
    )


def _innermost(told: Sequence[DraftedQuote], passages: Sequence[Passage]) -> DraftedQuote | None:
    """The innermost (that is, the last) paraphrase that contains some words."""
    whole = Passage(min(at.start for at in passages), max(at.end for at in passages))
    return next((one for one in reversed(told) if any(holds(at, whole) for at in one.passages)), None)
