"""Join quoted spans to utterances: what was said in one go, though reporting clauses may interrupt it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import groupby

import msgspec

from explorer.model.records import Speech
from explorer.reading.article import Reading
from explorer.reading.caseless_speakers import CaselessSpeakerResolver
from explorer.reading.languages.lexicon import lexicon_of
from explorer.reading.paraphrases import Paraphrase, ParaphraseFinder
from explorer.reading.quotation.spans import QuotedSpan
from explorer.reading.quoted_names import QuotedNameDetector
from explorer.reading.reporting.nearby_clauses import Nearness
from explorer.reading.speakers import AttributionBasis, Speaker, SpeakerResolver
from explorer.reading.speech import MARKS
from explorer.reading.text.passages import Passage, SourceText, holds
from explorer.reading.text.tokens import Token

_ENDS = (".", "!", "?", "…")
_CALLS = ("!", "?")
# How many words a nickname may have, and how many a title behind a word such as “song”.
_NICKNAME, _TITLE = 2, 8


class NonSpeechReason(Enum):
    """Why quoted words look like a name, a title or a term; the value says it to a reader."""

    NO_WORDS = "no words stand between the marks"
    NICKNAME = "a name goes on behind it"
    NAMED = "the word before it gives it for a name or a title"
    WORD = "it is one word with a capital within a sentence, and no words of saying are beside it"
    TITLE = "its words have capitals as in a title, and no words of saying are beside it"


class Utterance(msgspec.Struct, frozen=True):
    """Spans that are one utterance, with its speaker.

    `term` says why it looks like a name, a title or a term; it is None where it does not.
    """

    spans: tuple[QuotedSpan, ...]
    speaker: Speaker
    speech: Speech
    text: SourceText
    term: NonSpeechReason | None = None

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The words by paragraph, without what the author puts in between."""
        return tuple(passage for span in self.spans for passage in self._of(span))

    def _of(self, span: QuotedSpan) -> Iterator[Passage]:
        if not span.parts:
            yield span.passage
        for run in span.joined if span.parts else ():
            for _, parts in groupby(run, lambda part: self.text.paragraph_at(part.start)):
                several = list(parts)
                yield Passage(several[0].start, several[-1].end)


class UtteranceFinder:
    """Joins the spans of an article to utterances."""

    def __init__(
        self, reading: Reading, speakers: SpeakerResolver | CaselessSpeakerResolver, paraphrases: ParaphraseFinder
    ) -> None:
        self._reading = reading
        self._speakers = speakers
        self._paraphrases = paraphrases
        self._own = lexicon_of(reading.wording.code)
        self._names = QuotedNameDetector(reading)

    def find(self) -> Iterator[Utterance]:
        """The utterances, in the order of the text."""
        before: list[tuple[QuotedSpan, Speaker]] = []
        group: list[QuotedSpan] = []
        of: Speaker | None = None
        for span in self._reading.spans:
            around = self._around(span)
            speaker = self._speakers.of_span(span, before, around.clause if around else None)
            term = self._term(span)
            if term:
                yield msgspec.structs.replace(self._utterance([span], speaker), term=term)
                continue
            if group and of and self._is_one(group[-1], of, span, speaker):
                group.append(span)
            else:
                if group and of:
                    yield self._utterance(group, of)
                group, of = [span], speaker
            before.append((span, speaker))
        if group and of:
            yield self._utterance(group, of)

    def _around(self, span: QuotedSpan) -> Paraphrase | None:
        """The paraphrase that contains a span, with other words besides."""
        number = self._reading.index_at(span.start)
        numbers = (n for n in (number - 1, number) if n >= 0 and self._paraphrases.may_hold(n, span.passage))
        near = (paraphrase for n in numbers for paraphrase in self._paraphrases.of(n))
        holding = [paraphrase for paraphrase in near if any(holds(at, span.passage) for at in paraphrase.passages)]
        return max(holding, key=lambda paraphrase: paraphrase.passages[0].start, default=None)

    def _utterance(self, spans: Sequence[QuotedSpan], speaker: Speaker) -> Utterance:
        return Utterance(
            tuple(spans), speaker, "partial" if self._is_partial(spans[0]) else "direct", self._reading.text
        )

    def _is_one(self, last: QuotedSpan, of: Speaker, span: QuotedSpan, speaker: Speaker) -> bool:
        """Whether a span goes on with the one before it: only the reporting clause stands between them."""
        if span.kind != "marks" or last.kind != "marks" or of.entity is None or of.entity is not speaker.entity:
            return False
        if of.clause is None or speaker.clause is None or of.clause.verb != speaker.clause.verb:
            return False
        if speaker.basis in (AttributionBasis.PARAGRAPH, AttributionBasis.SENTENCE):
            return False  # other words stand between them
        if not last.end <= of.clause.at.start <= span.start:
            return False
        return not self._is_partial(last) and self._reading.number_at(last.end) == self._reading.number_at(span.start)

    def _is_partial(self, span: QuotedSpan) -> bool:
        """Whether the marks hold only part of the content: the article's own words go on before or behind them."""
        if span.kind != "marks":
            return False
        sentence = self._reading.sentence_at(span.start)
        if sentence is None or self._around(span):
            return sentence is not None
        at = next((n for n, token in enumerate(sentence.tokens) if token.start <= span.start < token.end), -1)
        if at < 0:
            return False
        before, behind = sentence.tokens[:at], sentence.tokens[at + 1 :]
        last = self._reading.text.text[span.start : span.end].rstrip(MARKS + " ")[-1:]
        if behind and behind[0].is_word and last not in (",", *_ENDS) and not self._begins_saying(sentence.tokens, at):
            return True
        return bool(before) and self._leads_in(before, sentence.reporting_clauses)

    def _begins_saying(self, tokens: Sequence[Token], at: int) -> bool:
        sentence = self._reading.sentence_at(tokens[at].start)
        return sentence is not None and any(
            clause.at.start == tokens[at + 1].start for clause in sentence.reporting_clauses
        )

    def _leads_in(self, before: Sequence[Token], reporting_clauses: Sequence[object]) -> bool:
        """Whether words before a span belong to the content, rather than to who tells it, whom, when and where."""
        last = before[-1]
        if last.word in (":", ",") or not last.is_word:
            return False
        words = self._reading.wording
        if last.word in words.telling or last.word in words.that or last.word in self._own.listeners:
            return False
        if last.word in words.determiners or last.word in words.auxiliaries:
            return len(before) == 1 or before[-2].word not in words.telling
        return last.word not in words.others and last.word not in words.roles

    def _term(self, span: QuotedSpan) -> NonSpeechReason | None:
        """Why quoted words are a name, a title or a term, and no speech; None where they may be speech."""
        if span.kind != "marks" or span.label or self._reading.caseless_patterns:
            return None
        text = self._reading.text.text
        words = [word.strip(MARKS + ",.;:!?()") for word in text[span.start : span.end].split()]
        words = [word for word in words if word]
        if not words:
            return NonSpeechReason.NO_WORDS
        sentence = self._reading.sentence_at(span.start)
        tokens = sentence.tokens if sentence else ()
        at = next((n for n, token in enumerate(tokens) if token.start <= span.start < token.end), -1)
        before = tokens[at - 1] if at > 0 else None
        behind = tokens[at + 1] if 0 <= at < len(tokens) - 1 else None
        if before and behind and len(words) <= _NICKNAME and self._are_one_name(before, behind):
            return NonSpeechReason.NICKNAME  # Ignatius “Iggy” Fells
        if self._names.is_known:
            if self._names.is_named(span, words):
                return NonSpeechReason.NAMED
            term = NonSpeechReason.WORD if len(words) == 1 else NonSpeechReason.TITLE
            return term if self._names.is_term(span, words) else None
        if self._is_told(span):
            return None
        lead = tokens[at - 2] if before and before.word == ":" and at > 1 else before
        if lead and lead.word in self._own.naming and len(words) <= _TITLE:
            return NonSpeechReason.NAMED
        is_inside = before is not None and before.is_word
        last = text[span.start : span.end].rstrip(MARKS + " ")[-1:]
        if is_inside and len(words) == 1 and words[0][0].isupper() and last not in _CALLS:
            return NonSpeechReason.WORD  # It was “Rebecca.”
        is_sentence = not is_inside and last in _ENDS
        if not is_sentence and self._is_title(words):
            return NonSpeechReason.TITLE
        return None

    def _are_one_name(self, before: Token, behind: Token) -> bool:
        is_name = all(token.is_word and token.is_capital for token in (before, behind))
        return is_name and before.word not in self._reading.wording.telling

    def _is_told(self, span: QuotedSpan) -> bool:
        """Whether a reporting clause is right beside a span."""
        near = self._reading.clause_near(span)
        if near is None or near.nearness is not Nearness.RIGHT_BESIDE:
            return False
        begin, end = near.clause.at.start, near.clause.at.end
        gap = (
            self._reading.text.text[end : span.start]
            if end <= span.start
            else self._reading.text.text[span.end : begin]
        )
        return len(gap.split()) <= 2

    def _is_title(self, words: Sequence[str]) -> bool:
        """Whether every word of any length has a capital, as in a title; two words at least."""
        long = [word for word in words if len(word) > 3 or word[0].isupper() or word[0].isdigit()]
        return len(words) > 1 and len(long) > 1 and all(not word[0].islower() for word in long)
