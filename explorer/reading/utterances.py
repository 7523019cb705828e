"""Join quoted spans into utterances: words said in one go, though reporting clauses may interrupt them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from functools import cached_property
from itertools import groupby

import msgspec

from explorer.model.records import Speech
from explorer.reading.article import Reading, Sentence
from explorer.reading.caseless_speakers import CaselessSpeakerResolver
from explorer.reading.nouns import SourceKind
from explorer.reading.paraphrases import Paraphrase, ParaphraseFinder
from explorer.reading.quotation.spans import QuotedSpan
from explorer.reading.speakers import AttributionBasis, Speaker, SpeakerResolver
from explorer.reading.speech import MARKS
from explorer.reading.text.passages import Passage, SourceText, holds
from explorer.reading.text.tokens import QUOTED, Token

_ENDS = (".", "!", "?", "…")
_CALLS = ("!", "?")
# The maximum number of words in a nickname, and in a title after a word such as “song”.
_NICKNAME, _TITLE = 2, 8


class NonSpeechReason(Enum):
    """Why quoted words look like a name, a title or a term; the value is the explanation for a reader."""

    NO_WORDS = "no words stand between the marks"
    NICKNAME = "a name goes on behind it"
    NAMED = "the word before it gives it for a name or a title"
    WORD = "it is one word with a capital within a sentence, and no words of saying are beside it"
    TITLE = "its words have capitals as in a title, and no words of saying are beside it"


class Utterance(msgspec.Struct, frozen=True, dict=True):
    """Spans that form one utterance, with its speaker.

    `term` is why it looks like a name, a title or a term, or None.
    """

    spans: tuple[QuotedSpan, ...]
    speaker: Speaker
    speech: Speech
    text: SourceText
    term: NonSpeechReason | None = None

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The words by paragraph, without the author's interruptions."""
        return tuple(passage for span in self.spans for passage in self._of(span))

    def _of(self, span: QuotedSpan) -> Iterator[Passage]:
        if not span.parts:
            yield span.passage
        for run in span.joined if span.parts else ():
            for _, parts in groupby(run, lambda part: self.text.paragraph_at(part.start)):
                several = list(parts)
                yield Passage(several[0].start, several[-1].end)


class UtteranceFinder:
    """Joins the spans of an article into utterances."""

    def __init__(
        self, reading: Reading, speakers: SpeakerResolver | CaselessSpeakerResolver, paraphrases: ParaphraseFinder
    ) -> None:
        self._reading = reading
        self._speakers = speakers
        self._paraphrases = paraphrases
        self._own = reading.lexicon
        self._names = QuotedNameDetector(reading)
        self._containing: dict[int, Paraphrase | None] = {}

    def find(self) -> Iterator[Utterance]:
        """The utterances, in text order."""
        before: list[tuple[QuotedSpan, Speaker]] = []
        group: list[QuotedSpan] = []
        of: Speaker | None = None
        for span in self._reading.spans:
            around = self._around(span)
            speaker = self._speakers.of_span(span, before, around.clause if around else None)
            self._speakers.note(speaker)
            term = self._term(span, speaker)
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
        """The paraphrase that contains a span and other words."""
        if span.start not in self._containing:
            self._containing[span.start] = self._read_around(span)
        return self._containing[span.start]

    def _read_around(self, span: QuotedSpan) -> Paraphrase | None:
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
        """Whether a span continues the one before it, with only the reporting clause between them."""
        if span.kind != "marks" or last.kind != "marks" or of.entity is None or of.entity is not speaker.entity:
            return False
        if of.clause is None or speaker.clause is None or of.clause.verb != speaker.clause.verb:
            return False
        if speaker.basis in (AttributionBasis.PARAGRAPH, AttributionBasis.SENTENCE):
            return False  # there are other words between them
        if not last.end <= of.clause.at.start <= span.start:
            return False
        return not self._is_partial(last) and self._reading.number_at(last.end) == self._reading.number_at(span.start)

    def _is_partial(self, span: QuotedSpan) -> bool:
        """Whether the marks enclose only part of the content, which the article continues in its own words."""
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
        """Whether the words before a span belong to the content, rather than to the reporting clause."""
        last = before[-1]
        if last.word in (":", ",") or not last.is_word:
            return False
        words = self._reading.wording
        if last.word in words.telling or last.word in words.that or last.word in self._own.listeners:
            return False
        if last.word in words.determiners or last.word in words.auxiliaries:
            return len(before) == 1 or before[-2].word not in words.telling
        return last.word not in words.others and last.word not in words.roles

    def _term(self, span: QuotedSpan, speaker: Speaker) -> NonSpeechReason | None:
        """Why quoted words are a name, a title or a term rather than speech; None if they may be speech."""
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
        if self._names.is_known and self._names.is_named(span, words):
            return NonSpeechReason.NAMED
        if self._names.is_known:
            term = NonSpeechReason.WORD if len(words) == 1 else NonSpeechReason.TITLE
            return term if self._names.is_term(span, words) else None
        if self._is_told(span, speaker):
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

    def _is_told(self, span: QuotedSpan, speaker: Speaker) -> bool:
        """Whether the reporting clause of a speaker is right beside a span."""
        if speaker.clause is None or speaker.basis is not AttributionBasis.BESIDE:
            return False
        begin, end = speaker.clause.at.start, speaker.clause.at.end
        text = self._reading.text.text
        gap = text[end : span.start] if end <= span.start else text[span.end : begin]
        return len(gap.split()) <= 2

    def _is_title(self, words: Sequence[str]) -> bool:
        """Whether at least two words have capitals, and every long word does, as in a title."""
        long = [word for word in words if len(word) > 3 or word[0].isupper() or word[0].isdigit()]
        return len(words) > 1 and len(long) > 1 and all(not word[0].islower() for word in long)


# The maximum number of words in a name; and of letters in those that need no capital.
_NAME, _SHORT = 8, 3
# The minimum probability of a source whose name includes quoted words; the minimum length of a compound's last noun.
_SOURCE, _COMPOUND = 0.25, 4
# The minimum probability of a cue for a single quoted word.
_CUE = 0.6
_AROUND = MARKS + " "


class QuotedNameDetector:
    """Decides whether quoted words are a name, judging by the words before them."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._own = reading.lexicon
        self._endings = tuple(noun for noun in self._own.naming if len(noun) >= _COMPOUND)
        # Only where rules read attributions: elsewhere the model separates names from speech.
        language = reading.language
        self._calling = language.sets["@calling"] if language else frozenset[str]()
        self._clause = self._own.finite | reading.wording.pronouns - reading.wording.determiners
        self._saying = language.sets["@words"] if language else frozenset[str]()
        self._joining = reading.wording.conjunctions | reading.wording.joiners | {","}
        self.is_known = reading.has_final_verbs

    def is_named(self, span: QuotedSpan, words: Sequence[str]) -> bool:
        """Whether quoted words name the speaker, or the word before them marks them as a name."""
        sentence = self._reading.sentence_at(span.start)
        if sentence is None:
            return False
        at = sentence.index_at(span.start)
        named = (attribution.source for attribution in self._reading.sourced(sentence, _SOURCE))
        if any(at in range(*source) for source in named if source):
            return True
        first = self._first(sentence, at)
        before, earlier = (sentence.tokens[n] if n >= 0 else None for n in (first - 1, first - 2))
        return before is not None and self._is_led_to(before, earlier, words)

    def is_term(self, span: QuotedSpan, words: Sequence[str]) -> bool:
        """Whether quoted words are spelt like a name or a term, and nobody is said to use them."""
        sentence = self._reading.sentence_at(span.start)
        if sentence is None or len(words) > _NAME or self._reading.words(span.passage).rstrip(_AROUND)[-1:] in _ENDS:
            return False
        at = sentence.index_at(span.start)
        if any(attribution.tells(at) for attribution in self._reading.attributions_of(sentence)):
            return False
        first = self._first(sentence, at)
        if first:
            return self._is_plain(sentence, first, words)
        behind = sentence.tokens[at + 1] if at + 1 < len(sentence.tokens) else None
        return self._is_written(words) and behind is not None and (behind.is_word or behind.word == ":")

    def _is_led_to(self, before: Token, earlier: Token | None, words: Sequence[str]) -> bool:
        """Whether a noun for a name precedes quoted words: “die Zeitung „Bote“”, “dem Namen: „Bote“”."""
        if before.word == ":":
            return earlier is not None and earlier.word in self._own.naming
        return before.word not in self._calling | self._saying and self._names(before, words)

    def _is_plain(self, sentence: Sentence, at: int, words: Sequence[str]) -> bool:
        """Whether nothing before quoted words within a sentence suggests speech: “*als* „Wirt“”."""
        before, attributions = sentence.tokens[at - 1], self._reading.attributions_of(sentence)
        if before.word in self._saying:
            return False
        is_said, is_called = any(attribution.p >= _CUE for attribution in attributions), before.word in self._calling
        if not self._is_written(words):
            return len(words) == 1 and before.is_word and not is_said and not is_called
        if at > 1 and not self._reading.name_rules.is_function(before.text):  # “*eine* wachsende „Kluft“”
            is_called = is_called or sentence.tokens[at - 2].word in self._calling
        return not (
            is_said
            and (is_called or before.word == ":" or any(at - 1 == attribution.cue for attribution in attributions))
        )

    def _is_written(self, words: Sequence[str]) -> bool:
        """Whether words are spelt like those of a name, and none belongs to a clause."""
        is_written = words[0][0].isupper() and all(map(self._is_in_name, words))
        return is_written and self._clause.isdisjoint(word.lower() for word in words)

    def _is_in_name(self, word: str) -> bool:
        """Whether a word is spelt as it may be in a name: “Ärzte *ohne* Grenzen”."""
        return not word[0].islower() or len(word) <= _SHORT or self._reading.name_rules.is_function(word)

    def _first(self, sentence: Sentence, at: int) -> int:
        """The index of the first of several quoted words in a list: “als *„a“* und „b“”."""
        while at > 1 and sentence.tokens[at - 1].word in self._joining and sentence.tokens[at - 2].word == QUOTED:
            at -= 2
        return at

    def _names(self, before: Token, words: Sequence[str]) -> bool:
        """Whether a noun takes a name after it: “the newspaper”, “the motto”; not “the words”."""
        text, word = before.text, before.word
        if not before.is_capital:
            return word in self._own.naming
        forms = {word, word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("n")}
        if not forms.isdisjoint(self._own.naming):
            return True
        if not words[0][0].isupper():
            return False
        if any(form.endswith(self._endings) for form in forms):
            return True
        return self._reading.name_rules.nouns.kind_of(text) is SourceKind.GROUP
