"""A quote of which is asked who says it, and what its article has near it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import reduce

import msgspec

from explorer.checking.passages import Passage, SourceText
from explorer.checking.saying.people import People
from explorer.checking.saying.speech import Speech
from explorer.checking.saying.tokens import tokens
from explorer.checking.saying.word_forms import UNCASED
from explorer.checking.saying.wording import Wording
from explorer.model.records import Person, Quote

_EDGE = re.compile(r"\b")
_CALLED, _SHORT = re.compile(r"\w{2,}"), 3
_SENTENCE_END = re.compile(r"[.!?\n]")
_APART = re.compile(r"[\w.!?\n]")


class Asked(msgspec.Struct, frozen=True):
    """A quote whose words are `placed`, with all that is needed to tell who says it."""

    quote: Quote
    speaker: Person
    relayer: Person | None
    text: SourceText
    placed: Sequence[Passage]
    people: People
    wording: Wording
    speech: Speech


def touches(text: str, placed: Sequence[Passage], attribution: Passage) -> bool:
    """Whether nothing but marks and spaces stands between an attribution and a quote, in one sentence."""
    for passage in placed:
        first, last = sorted((passage, attribution))
        if first.end <= last.start and not _APART.search(text, first.end, last.start) and text[first.end - 1] != ".":
            return True
    return False


def are_apart(text: str, placed: Sequence[Passage], attribution: Passage) -> bool:
    """Whether a sentence ends between an attribution and each passage of a quote."""
    pairs = (sorted((passage, attribution)) for passage in placed)
    return all(_SENTENCE_END.search(text, first.end, max(first.end, last.start)) for first, last in pairs)


def around(asked: Asked) -> list[str]:
    """The paragraphs of a quote, and the one before."""
    text = asked.text
    first, last = text.paragraph_at(asked.placed[0].start), text.paragraph_at(asked.placed[-1].end)
    return [text.text[paragraph.start : paragraph.end] for paragraph in text.paragraphs[max(0, first - 2) : last]]


def outside(asked: Asked) -> list[str]:
    """The same without the words of the quote itself."""
    own = [asked.text.text[passage.start : passage.end] for passage in asked.placed]
    return [reduce(lambda words, part: words.replace(part, ""), own, words) for words in around(asked)]


def is_named_in(person: Person, paragraphs: Sequence[str]) -> bool:
    return any(_is_called_in(person, words) for words in paragraphs)


def told_of_near(asked: Asked) -> tuple[bool, Passage] | None:
    """Where a quote's speaker is named near it, or may be meant by a pronoun, and whether by name; None for nowhere."""
    text, near = asked.text, _stretch(asked)
    named = _called_at(asked.speaker, text.text[near.start : near.end])
    if named is not None:
        return True, Passage(near.start + named.start, near.start + named.end)
    pronouns = (
        token
        for token in tokens(text.text, asked.wording, near.start, near.end)
        if token.word in asked.wording.pronouns
    )
    found = next(pronouns, None)
    return (False, Passage(found.start, found.end)) if found else None


def _stretch(asked: Asked) -> Passage:
    """The paragraphs of a quote, with the one before."""
    text = asked.text
    first, last = text.paragraph_at(asked.placed[0].start), text.paragraph_at(asked.placed[-1].end)
    return Passage(text.paragraphs[max(0, first - 2)].start, text.paragraphs[last - 1].end)


def is_told_of(person: Person, text: SourceText) -> bool:
    return _is_called_in(person, text.text)


def _is_called_in(person: Person, words: str) -> bool:
    return _called_at(person, words) is not None


def _called_at(person: Person, words: str) -> Passage | None:
    """Where any word of what a person is called stands in some words, but for articles and the like."""
    names = (person.name, *person.aliases, person.role or "")
    found = dict.fromkeys(word for name in names for word in _CALLED.findall(name))
    for word in found:
        if word[0] >= UNCASED and word in words:
            return Passage(words.index(word), words.index(word) + len(word))
        is_called = len(word) > _SHORT or word[0].isupper()
        places = [at for form in (word, word.capitalize()) for at in _places_of(form, words)] if is_called else []
        if places:
            return min(places)
    return None


def _places_of(word: str, text: str) -> Iterator[Passage]:
    """Where a word first stands as a whole."""
    at = text.find(word)
    while at >= 0 and not (_EDGE.match(text, at) and _EDGE.match(text, at + len(word))):
        at = text.find(word, at + 1)
    if at >= 0:
        yield Passage(at, at + len(word))
