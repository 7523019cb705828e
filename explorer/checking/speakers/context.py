"""The context of a quote whose speaker is checked: the article's words near it."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from explorer.checking.speakers.linking import PersonLinker
from explorer.display import shortened
from explorer.model.records import Article, Person, Quote
from explorer.reading.analysis import Analysis
from explorer.reading.article import Reading
from explorer.reading.languages.wording import Wording
from explorer.reading.speech import Speech
from explorer.reading.text.passages import Passage, SourceText, occurrences
from explorer.reading.text.tokens import tokens
from explorer.reading.text.word_forms import UNCASED

_EDGE = re.compile(r"\b")
_CALLED, _SHORT = re.compile(r"\w{2,}"), 3
_SENTENCE_END = re.compile(r"[.!?\n]")
_APART = re.compile(r"[\w.!?\n]")


class QuoteContext(msgspec.Struct, frozen=True):
    """A quote whose words are `placed`, with everything needed to check its speaker."""

    quote: Quote
    article: Article
    speaker: Person
    relayer: Person | None
    analysis: Analysis
    placed: Sequence[Passage]
    people: PersonLinker

    @property
    def reading(self) -> Reading:
        return self.analysis.reading

    @property
    def text(self) -> SourceText:
        return self.reading.text

    @property
    def wording(self) -> Wording:
        return self.reading.wording

    @property
    def speech(self) -> Speech:
        return self.reading.speech

    def shown(self, at: Passage) -> str:
        """Words of the article, for a message."""
        return shortened(self.text.text[at.start : at.end])


def touches(text: str, placed: Sequence[Passage], attribution: Passage) -> bool:
    """Whether only marks and spaces are between an attribution and a quote, in one sentence."""
    for passage in placed:
        first, last = sorted((passage, attribution))
        if first.end <= last.start and not _APART.search(text, first.end, last.start) and text[first.end - 1] != ".":
            return True
    return False


def are_apart(text: str, placed: Sequence[Passage], attribution: Passage) -> bool:
    """Whether a sentence ends between an attribution and each passage of a quote."""
    pairs = (sorted((passage, attribution)) for passage in placed)
    return all(_SENTENCE_END.search(text, first.end, max(first.end, last.start)) for first, last in pairs)


def _surroundings(context: QuoteContext) -> Passage:
    """The paragraphs of a quote, and the one before."""
    text = context.text
    first, last = text.paragraph_at(context.placed[0].start), text.paragraph_at(context.placed[-1].end)
    return Passage(text.paragraphs[max(0, first - 2)].start, text.paragraphs[last - 1].end)


def is_named_near(context: QuoteContext) -> bool:
    """Whether a quote's speaker is named in its paragraphs, or the one before."""
    near = _surroundings(context)
    return is_named_in(context.speaker, context.text.text[near.start : near.end], context.wording)


def is_named_in(person: Person, words: str, wording: Wording) -> bool:
    return _called_at(person, words, wording) is not None


def has_whole_name(context: QuoteContext, person: Person) -> bool:
    """Whether an article has a name of a person that is more than a surname or a single noun."""
    names = (name for name in (person.name, *person.aliases) if " " in name or name[0] >= UNCASED)
    return any(name in context.text.text for name in names)


def reference_near(context: QuoteContext) -> tuple[bool, Passage] | None:
    """The first reference to a quote's speaker near it, and whether it is a name rather than a pronoun; or None."""
    text, near = context.text, _surroundings(context)
    named = _called_at(context.speaker, text.text[near.start : near.end], context.wording)
    if named is not None:
        return True, Passage(near.start + named.start, near.start + named.end)
    pronouns = (
        token
        for token in tokens(text.text, context.wording, near.start, near.end)
        if token.word in context.wording.pronouns
    )
    found = next(pronouns, None)
    return (False, found.at) if found else None


def is_mentioned(context: QuoteContext) -> bool:
    """Whether the article names a quote's speaker anywhere."""
    return is_named_in(context.speaker, context.text.text, context.wording)


def _called_at(person: Person, words: str, wording: Wording) -> Passage | None:
    """The place of any word of a person's names in some words, except articles, pronouns and the like."""
    names = (person.name, *person.aliases, person.role or "")
    found = dict.fromkeys(word for name in names for word in _CALLED.findall(name))
    for word in [word for word in found if word.lower() not in wording.pronouns] or found:
        if word[0] >= UNCASED and word in words:
            return Passage(words.index(word), words.index(word) + len(word))
        is_called = len(word) > _SHORT or word[0].isupper()
        forms = (word, word.capitalize()) if is_called else ()
        firsts = (next((at for at in occurrences(words, form) if _is_whole(words, at, form)), None) for form in forms)
        at = min((at for at in firsts if at is not None), default=None)
        if at is not None:
            return Passage(at, at + len(word))
    return None


def _is_whole(text: str, at: int, word: str) -> bool:
    return _EDGE.match(text, at) is not None and _EDGE.match(text, at + len(word)) is not None
