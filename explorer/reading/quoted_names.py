"""Tell quoted names from speech, where every noun has a capital and a name stands behind a noun.

“die Zeitung *„Talbote“*”, “gegenüber dem *„Talboten“*”, but “nannte den Plan einen „Fehler“”.
"""

from __future__ import annotations

from collections.abc import Sequence

from explorer.reading.article import Reading, Sentence
from explorer.reading.languages.lexicon import lexicon_of
from explorer.reading.nouns import SourceKind
from explorer.reading.quotation.spans import QuotedSpan
from explorer.reading.speech import MARKS
from explorer.reading.text.tokens import QUOTED, Token

# How many words a name has at most; which words in one may have no capital, by their letters.
_NAME, _SHORT = 8, 3
# How probable a source is at least whose name marked words are part of; how many letters a noun has that ends others.
_SOURCE, _COMPOUND = 0.25, 4
# How probable a cue is at least by which somebody may say a single word.
_CUE = 0.6
_ENDS, _AROUND = (".", "!", "?", "…"), MARKS + " "


class QuotedNameDetector:
    """Tells whether quoted words are a name, by what stands before them."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._own = lexicon_of(reading.wording.code)
        self._endings = tuple(noun for noun in self._own.naming if len(noun) >= _COMPOUND)
        # Where the grammar is read: elsewhere the model tells names from speech.
        language = reading.language
        self._calling = language.sets["@calling"] if language else frozenset[str]()
        self._clause = self._own.finite | reading.wording.pronouns - reading.wording.determiners
        self._saying = language.sets["@words"] if language else frozenset[str]()
        self._joining = reading.wording.conjunctions | reading.wording.joiners | {","}
        self.is_known = reading.has_final_verbs

    def is_named(self, span: QuotedSpan, words: Sequence[str]) -> bool:
        """Whether marked words name whoever says something, or are given for a name by the word before them."""
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
        """Whether marked words are written as a name or a term, and nobody is said to use them."""
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
        """Whether a noun for a name stands before marked words: “die Zeitung „Bote“”, “dem Namen: „Bote“”."""
        if before.word == ":":
            return earlier is not None and earlier.word in self._own.naming
        return before.word not in self._calling | self._saying and self._names(before, words)

    def _is_plain(self, sentence: Sentence, at: int, words: Sequence[str]) -> bool:
        """Whether nothing before marked words within a sentence tells that somebody says them: “*als* „Wirt“”."""
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
        """Whether words are written as those of a name, and none is one of a clause."""
        is_written = words[0][0].isupper() and all(map(self._is_in_name, words))
        return is_written and self._clause.isdisjoint(word.lower() for word in words)

    def _is_in_name(self, word: str) -> bool:
        """Whether a word is written as it may be in a name: “Ärzte *ohne* Grenzen”."""
        return not word[0].islower() or len(word) <= _SHORT or self._reading.name_rules.is_function(word)

    def _first(self, sentence: Sentence, at: int) -> int:
        """The index of the first of several marked words in a list: “als *„a“* und „b“”."""
        while at > 1 and sentence.tokens[at - 1].word in self._joining and sentence.tokens[at - 2].word == QUOTED:
            at -= 2
        return at

    def _names(self, before: Token, words: Sequence[str]) -> bool:
        """Whether a noun has a name behind it: “the newspaper”, “the motto”; not “the words”."""
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
