"""Resolve speakers in scripts without capitals: those named right beside the quoted words."""

from __future__ import annotations

from collections.abc import Sequence

from explorer.reading.article import Reading
from explorer.reading.caseless import PatternMatch, ReportingPatterns
from explorer.reading.entities.entity import Entity
from explorer.reading.entities.pronouns import Antecedent
from explorer.reading.quotation.spans import QuotedSpan
from explorer.reading.reporting.clauses import ReportingClause
from explorer.reading.reporting.mentions import Mention
from explorer.reading.speakers import AttributionBasis, Speaker
from explorer.reading.text.passages import Passage

# The maximum number of words in a description; after more there is a name.
_DESCRIPTION = 2


class CaselessSpeakerResolver:
    """Resolves speakers in text order. It resolves no pronouns, and looks only right beside the words."""

    def __init__(self, reading: Reading, patterns: ReportingPatterns) -> None:
        self._reading, self._patterns = reading, patterns
        self._entities: list[Entity] = []

    def of_span(
        self, span: QuotedSpan, before: Sequence[tuple[QuotedSpan, Speaker]], around: ReportingClause | None = None
    ) -> Speaker:
        """The speaker of a span; `before` is the spans before it, with their speakers.

        A verb without a name continues with the last speaker.
        """
        text = self._reading.text
        paragraph = text.paragraphs[self._reading.number_at(span.start)]
        match = self._patterns.match(text.text, span.start, span.end, paragraph.start, max(paragraph.end, span.end))
        if match is None:
            return Speaker(AttributionBasis.NOBODY)
        if match.source:
            at = Passage(*match.source)
            return Speaker(AttributionBasis.BESIDE, self._entity(at), at, self._saying(match, at))
        last = before[-1][1] if before else None
        if last and last.entity and last.at:
            return Speaker(AttributionBasis.GOING_ON, last.entity, last.at, self._saying(match, last.at))
        return Speaker(AttributionBasis.NOBODY)

    def note(self, speaker: Speaker) -> None:
        """Do nothing: pronouns are not resolved in such a script."""

    def of_clause(self, clause: ReportingClause, basis: AttributionBasis) -> Speaker:
        """Return nobody: paraphrases are not read in such a script."""
        return Speaker(AttributionBasis.NOBODY)

    def antecedent_of(self, pronoun: Mention) -> Antecedent | None:
        """Return None: pronouns are not resolved in such a script."""
        return None

    def relayer_of(self, speaker: Speaker) -> Entity | None:
        """Return None: relayers are not read in such a script."""
        return None

    def _saying(self, found: PatternMatch, at: Passage) -> ReportingClause:
        words, verb = (self._reading.words(at),), Passage(*found.verb)
        if not found.source:
            return ReportingClause((), verb)
        low, high = min(verb.start, at.start), max(verb.end, at.end)
        is_around = any(low <= span.start and span.end <= high for span in self._reading.spans)
        return ReportingClause((Mention(words, words, at.start, at.end),), at if is_around else verb)

    def _entity(self, at: Passage) -> Entity:
        """The entity of a name, also if it is the end of an earlier, longer one: “李明”, “市长李明”."""
        words = " ".join(self._reading.words(at).split())
        behind = f" {words}" if self._patterns.is_spaced else words
        for entity in reversed(self._entities):
            if any(form == words or form.endswith(behind) for form in entity.forms):
                entity.add_form(words, (words,))
                return entity
        entity = Entity("anonymous" if self._is_description(words) else "named", (words,))
        entity.is_described = entity.type == "anonymous"
        entity.add_form(words, (words,))
        self._entities.append(entity)
        return entity

    def _is_description(self, words: str) -> bool:
        """Whether words are a description without a name after it: “发言人”, but not “发言人王毅”."""
        if not self._patterns.is_spaced:
            return words.endswith(tuple(self._patterns.described))
        several = words.split()
        return len(several) <= _DESCRIPTION and not self._patterns.described.isdisjoint(_bare(each) for each in several)


def _bare(word: str) -> str:
    """A word without the article attached to it in Arabic and Hebrew."""
    return word.removeprefix("ال") if word.startswith("ال") else word.removeprefix("ה")
