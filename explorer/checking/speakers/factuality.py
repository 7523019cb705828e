"""Check whether the article asserts that words were said, rather than denied, not said, asked or supposed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from explorer.reading.languages.wording import Wording
from explorer.reading.reporting.claims import has_others_claim
from explorer.reading.speech import MARKS
from explorer.reading.text.passages import Passage, overlap
from explorer.reading.text.tokens import QUOTED, Token, lowered, tokens

# The maximum number of characters between the speaker and the content, and how many to search before the speaker.
_MOST, _BEFORE = 300, 40
_MARKS = (",", ";", ":", "(", ")", "—", "–", "--")
_ENDS = (".", "!", "?")


def nonfactual_words(
    text: str,
    wording: Wording,
    placed: Sequence[Passage],
    mention: Passage | None,
    attribution: Passage | None = None,
    *,
    is_marked: bool,
) -> Passage | None:
    """The words by which a text does not assert that the mentioned person says these passages, or None.

    Without a mention, the sentence before is used. Words in the record's attribution don't count. Words marked as
    speech may have been said even so: he denied “any wrong”.
    """
    if mention is None:
        start = max(_word_start(text, placed[0].start - _MOST), text.rfind("\n", 0, placed[0].start))
        found = tokens(text, wording, start, _unmarked(text, placed[0].start))
        ends = [n for n, token in enumerate(found) if token.word in _ENDS]
        words = _Words(found[ends[-1] + 1 if ends else 0 :], wording, attribution)
        if has_others_claim(words.all, wording):
            return None
        return words.governing(is_marked=is_marked)
    following = next((passage for passage in placed if passage.start >= mention.end), None)
    if following is None:
        return None if is_marked else _asked_before(text, wording, placed[0], attribution)
    if following.start - mention.end > _MOST:
        return None
    begin = mention.start if mention == attribution else mention.end
    words = _Words(tokens(text, wording, begin, _unmarked(text, following.start)), wording, attribution)
    if any(token.word in _ENDS for token in words.all):
        return None
    return words.governing(is_marked=is_marked) or _supposed(text, wording, mention, attribution)


def _asked_before(text: str, wording: Wording, quote: Passage, attribution: Passage | None) -> Passage | None:
    """The “asked whether” right before a paraphrase and its speaker: “Asked whether …, Ruiz said”."""
    before = tokens(text, wording, _word_start(text, quote.start - _BEFORE), quote.start)[-2:]
    if len(before) < 2 or before[1].word not in wording.questions or before[0].word not in wording.telling:
        return None
    at = Passage(before[0].start, before[1].end)
    return None if attribution and overlap(at, attribution) else at


def _supposed(text: str, wording: Wording, mention: Passage, attribution: Passage | None) -> Passage | None:
    """The “if” right before the speaker."""
    start = _word_start(text, mention.start - _BEFORE)
    words = lowered(text[start : mention.start])
    if not any(word in words for word in wording.supposing):
        return None  # true of most; splitting words takes longer
    before = tokens(text, wording, start, mention.start)[-1:]
    if not before or before[0].word not in wording.supposing:
        return None
    return None if attribution and overlap(before[0], attribution) else Passage(before[0].start, mention.end)


def _unmarked(text: str, at: int) -> int:
    """The end of the words before a place, without a mark that opens the words after it."""
    while at and (text[at - 1] in MARKS or text[at - 1] == " "):
        at -= 1
    return at


def _word_start(text: str, at: int) -> int:
    at = max(0, at)
    while at and text[at - 1].isalnum():
        at -= 1
    return at


class _Words:
    """The words between the speaker and the content."""

    def __init__(self, found: Sequence[Token], wording: Wording, attribution: Passage | None) -> None:
        self.all = found
        self._wording = wording
        self._attribution = attribution

    def governing(self, *, is_marked: bool) -> Passage | None:
        """The words of the last clause that make it non-factual."""
        end = len(self.all)
        links = self._wording.links
        while end and (self.all[end - 1].word in links or self.all[end - 1].word in _MARKS):
            end -= 1
        begin, verb = self._clause(end)
        if verb is None:
            return None
        found = [
            *self._phrases(begin, end, is_marked=is_marked),
            *self._around_verb(verb, begin, end, is_marked=is_marked),
        ]
        asked = [n for n in range(end, len(self.all)) if self.all[n].word in self._wording.questions]
        if asked and not is_marked and not self._is_known(verb):
            found.append((verb, asked[0] + 1))
        known = [(one, other) for one, other in found if not all(map(self._is_known, range(one, other)))]
        if not known:
            return None
        first, last = min(one for one, _ in known), max(other for _, other in known)
        return Passage(self.all[first].start, self.all[max(last - 1, verb)].end)

    def _clause(self, end: int) -> tuple[int, int | None]:
        """The start of the last clause with a verb of reporting or denying, and its last such verb."""
        while end > 0:
            begin = end
            while begin and not self._parts(self.all[begin - 1]):
                begin -= 1
            verbs = [n for n in range(begin, end) if self._is_telling(n)]
            verbs += [last - 1 for _, last in self._denials(begin, end)]
            if verbs:
                return begin, max(verbs)
            end = begin - 1
        return 0, None

    def _parts(self, token: Token) -> bool:
        return token.word in _MARKS or token.word in self._wording.parting or token.word == QUOTED

    def _denials(self, begin: int, end: int) -> Iterator[tuple[int, int]]:
        """The places of phrases that mean that nothing was said: “stopped short of”."""
        for n in range(begin, end):
            for phrase in self._wording.unsaid.get(self.all[n].word, ()):
                if all(n + i < end and self.all[n + i].word == word for i, word in enumerate(phrase)):
                    yield n, n + len(phrase)

    def _phrases(self, begin: int, end: int, *, is_marked: bool) -> Iterator[tuple[int, int]]:
        """The phrases without another reporting verb after them, as in “who declined to be named said”."""
        for first, last in self._denials(begin, end):
            after = [n for n in range(last, end) if self._is_telling(n)]
            if all(n == last or self._is_infinitive(n) for n in after) and (after or not is_marked):
                yield first, last

    def _around_verb(self, verb: int, begin: int, end: int, *, is_marked: bool) -> Iterator[tuple[int, int]]:
        """The words right next to the verb that negate or weaken it: “did not say”, “sagte nicht”, “may have said”."""
        if is_marked and end - verb > 1:
            return
        wording = self._wording
        if verb + 1 < end and self.all[verb + 1].word in wording.turned_after:
            yield verb, verb + 2
        n = next((first for first, last in self._denials(begin, end) if last == verb + 1), verb) - 1
        while n >= begin and (self._turns(n) or self._wording.is_auxiliary(self.all[n].word)):
            if self._turns(n):
                yield n, n + 1
            n -= 1

    def _turns(self, n: int) -> bool:
        word = self.all[n].word
        if n + 1 < len(self.all) and self.all[n + 1].word in self._wording.not_turning:
            return False
        return self._wording.turns(word)

    def _is_telling(self, n: int) -> bool:
        return self.all[n].word in self._wording.verbs or self.all[n].word in self._wording.participles

    def _is_infinitive(self, n: int) -> bool:
        wording, before = self._wording, self.all[n - 1].word
        return self.all[n].word in wording.participles or before in wording.prepositions

    def _is_known(self, n: int) -> bool:
        """Whether a word is in the record's attribution."""
        return self._attribution is not None and overlap(self.all[n], self._attribution)
