"""Whoever is named beside a quote where no words of saying are understood: “…”, justificou a vereadora Helena Brito.

This goes by names and their places alone, in any language. So it may only tell that somebody else speaks than a person
of whom neither the paragraph nor the one before tells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from explorer.checking.saying.people import People
from explorer.checking.saying.told_of import Telling, ToldOf
from explorer.reading.languages.wording import Wording
from explorer.reading.speech import MARKS, Speech
from explorer.reading.text.passages import Passage
from explorer.reading.text.tokens import Token

# How many words may stand between a quote and a name, and before a name in its sentence; the letters of a verb
# or of a role: what is shorter may be a preposition.
_BETWEEN, _BEFORE, _VERB = 3, 4, 4
_ENDS = (".", "!", "?", ";", "…")
_COMMAS = (",", "—", "–", "-", "--")
_SENTENCE_ENDS = re.compile(r"[。！？\n]")


def named_beside(speech: Speech, quote: Passage, told: ToldOf, wording: Wording) -> Telling | None:
    """Whoever is named right behind a quote, or behind the quoted words that it goes on with, or leads to it.

    A sentence that leads to it begins with the name and ends with a colon.
    """
    text = speech.text
    paragraph = text.paragraphs[text.paragraph_at(quote.start) - 1]
    spans = speech.between(paragraph)
    own = next((n for n, span in enumerate(spans) if span.start <= quote.start and quote.end <= span.end), None)
    if own is None:
        return None
    end = max(spans[own].end, paragraph.end)
    found = _behind(speech, spans[own], end, told, wording)
    if found is None and own and _is_one_sentence(speech, spans[own - 1].end, spans[own].start, wording):
        found = _behind(speech, spans[own - 1], spans[own].start, told, wording)
    if found:
        return found
    before = _last_sentence(speech.tokens(Passage(paragraph.start, spans[own].start), wording))
    return _at_begin(before, told) if before and before[-1].word == ":" else None


def named_in_sentence(speech: Speech, quote: Passage, told: ToldOf, wording: Wording) -> Telling | None:
    """Whoever alone is told of in the sentence that a quote ends, and acts there."""
    text = speech.text
    paragraph = text.paragraphs[text.paragraph_at(quote.start) - 1]
    words = _last_sentence(speech.tokens(Passage(paragraph.start, max(paragraph.start, quote.start)), wording))
    found = told.within(words[0].start, quote.start) if words else ()
    return found[0] if found and found[0].acts and _is_one(found) else None


def named_in_unspaced(speech: Speech, quote: Passage, people: People) -> str | None:
    """The id of whoever alone is named in a quote's sentence, in a script that does not part words."""
    text = speech.text.text
    start = max((found.end() for found in _SENTENCE_ENDS.finditer(text, 0, quote.start)), default=0)
    end = found.start() if (found := _SENTENCE_ENDS.search(text, quote.end)) else len(text)
    return people.only_unspaced(text[start : quote.start] + "\n" + text[quote.end : end])


def _behind(speech: Speech, span: Passage, end: int, told: ToldOf, wording: Wording) -> Telling | None:
    """Whoever is named behind quoted words: after a comma, or after a verb, with a role perhaps."""
    words = speech.tokens(Passage(span.end, end), wording)
    last = speech.text.text[span.start : span.end].rstrip(MARKS)[-1:]
    at = next((n for n, token in enumerate(words) if token.word not in _COMMAS), len(words))
    name = next((n for n in range(at, len(words)) if words[n].is_capital or not words[n].is_word), len(words))
    if name == len(words) or not words[name].is_word or name - at > _BETWEEN:
        return None
    if name == at and (last in _ENDS or "," not in (last, *(token.word for token in words[:at]))):
        return None
    between = [token.word for token in words[at:name]]
    outside = wording.ends | wording.pronouns | wording.passives | wording.conjunctions
    if (between and min(len(between[0]), len(between[-1])) < _VERB) or not outside.isdisjoint(between):
        return None
    found = told.within(words[name].start, words[name].end)
    return found[0] if found and _is_one(found) and not words[name].is_possessive else None


def _is_one_sentence(speech: Speech, start: int, end: int, wording: Wording) -> bool:
    words = [token.word for token in speech.tokens(Passage(start, end), wording)]
    return bool(words) and words[-1] in (*_ENDS, *_COMMAS) and not any(word in _ENDS for word in words[:-1])


def _at_begin(words: Sequence[Token], told: ToldOf) -> Telling | None:
    found = told.within(words[0].start, words[-1].end)
    if not found or not _is_one(found):
        return None
    return found[0] if sum(token.start < found[0].start for token in words) < _BEFORE else None


def _is_one(found: Sequence[Telling]) -> bool:
    """Whether some words tell of one person by name, and of nobody else."""
    ids = {id for telling in found for id in telling.perhaps}
    return len(ids) == 1 and any(telling.surely for telling in found) and all(telling.perhaps for telling in found)


def _last_sentence(words: Sequence[Token]) -> Sequence[Token]:
    begin = next((n + 1 for n in range(len(words) - 1, -1, -1) if words[n].word in _ENDS), 0)
    return words[begin:]
