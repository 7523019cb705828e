"""Attribute quotes and paraphrases to speakers: the one analysis that both drafting and checking use."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

import msgspec

from explorer.model.records import Article
from explorer.reading import confidence
from explorer.reading.article import Reading
from explorer.reading.caseless_speakers import CaselessSpeakerResolver
from explorer.reading.entities.index import EntityIndex
from explorer.reading.entities.pronouns import Antecedent
from explorer.reading.model import Model
from explorer.reading.paraphrases import Paraphrase, ParaphraseFinder
from explorer.reading.quotation.spans import QuotedSpan
from explorer.reading.reporting.mentions import Mention
from explorer.reading.speakers import AttributionBasis, Speaker, SpeakerResolver
from explorer.reading.text.passages import Passage, SourceText, overlap, shared
from explorer.reading.utterances import Utterance, UtteranceFinder

# The minimum overlap of words and a paraphrase for the words to be that paraphrase.
_MOSTLY = 0.8


class SpeakerEstimate(msgspec.Struct, frozen=True):
    """The speaker of some words, with the probability of that if they are speech."""

    speaker: Speaker
    p: float

    @property
    def is_plain(self) -> bool:
        """Whether a label or a reporting clause right beside the words names the speaker."""
        return self.speaker.basis in (AttributionBasis.LABEL, AttributionBasis.BESIDE, AttributionBasis.GOING_ON)


class Analysis:
    """What is said in an article, and by whom. Each part is computed on first use."""

    def __init__(
        self, article: Article, text: SourceText, pause: Callable[[], None] = lambda: None, model: Model | None = None
    ) -> None:
        """`pause` is called repeatedly while the article is read; an exception that it raises ends that."""
        self.reading = Reading(article, text, pause, model)

    @cached_property
    def entities(self) -> EntityIndex:
        """The entities of the article."""
        return EntityIndex(self.reading)

    @cached_property
    def speakers(self) -> SpeakerResolver | CaselessSpeakerResolver:
        """Resolves speakers in text order."""
        if self.reading.caseless_patterns:
            return CaselessSpeakerResolver(self.reading, self.reading.caseless_patterns)
        return SpeakerResolver(self.reading, self.entities)

    @cached_property
    def paraphrases(self) -> list[Paraphrase]:
        """The paraphrases in text order."""
        return list(self._paraphrase_finder.find()) if self.reading.wording else []

    @cached_property
    def _paraphrase_finder(self) -> ParaphraseFinder:
        return ParaphraseFinder(self.reading)

    @cached_property
    def utterances(self) -> list[Utterance]:
        """The utterances in text order."""
        return list(UtteranceFinder(self.reading, self.speakers, self._paraphrase_finder).find())

    def antecedent_of(self, pronoun: Mention) -> Antecedent | None:
        """The antecedent of a pronoun, given all speakers before it; None if it is left open."""
        _ = self.utterances
        return self.speakers.antecedent_of(pronoun)

    def speaker_of(self, passages: Sequence[Passage]) -> SpeakerEstimate:
        """Estimate the speaker of some words of the text, quoted or not."""
        first, last = passages[0], passages[-1]
        spoken = next(
            (utterance for utterance in self.utterances if any(overlap(at, first) for at in utterance.passages)), None
        )
        around = self.paraphrases_around(first)
        told = [(at, paraphrase) for paraphrase in around for at in paraphrase.passages if overlap(at, first)]
        at, inmost = max(told, key=lambda each: (each[0].start, -each[0].end), default=(None, None))
        source = confidence.of_source(self.reading, inmost) if inmost else 0.0
        if spoken is None and inmost and at and shared(at, first) >= _MOSTLY:
            return SpeakerEstimate(self.speakers.of_clause(inmost.clause, AttributionBasis.SENTENCE), source)
        if spoken is None:
            before = [
                (span, utterance.speaker)
                for utterance in self.utterances
                for span in utterance.spans
                if span.end <= first.start
            ]
            own = QuotedSpan((first.start,), last.end, parts=tuple(passages))
            spoken = Utterance((own,), self.speakers.of_span(own, before), "indirect", self.reading.text)
        is_told = inmost is not None and spoken.speaker.clause == inmost.clause
        p = confidence.of_speaker(self.reading, spoken)
        return SpeakerEstimate(spoken.speaker, max(p, source if is_told else 0.0))

    def paraphrases_around(self, passage: Passage) -> Iterator[Paraphrase]:
        """The paraphrases of the sentences that overlap a passage."""
        begin, end = self.reading.index_at(passage.start), self.reading.index_at(passage.end)
        return (
            paraphrase for number in range(max(0, begin), end + 1) for paraphrase in self._paraphrase_finder.of(number)
        )
