"""A sentence as the model sees it: the words that it knows, and the shapes of all others.

Words of other languages map to English ones in their glossaries: “dass” is “that”, “sagte” is “said”. So one model
reads them all, as far as their sentence structure is similar.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, compress
from typing import Any, NamedTuple

from explorer.reading.model import Model
from explorer.reading.text.tokens import QUOTED, Token, lowered

# The maximum number of words and marks in a sentence: unpunctuated text, as from a scan, would be one of thousands.
LONGEST = 150
# The filler beyond both ends of a sentence.
NOTHING = "^"
_BEYOND = 8
_MARKS = "”\"“«»„' "
_ENDINGS = ("ing", "ed", "ly", "s")
_SHORT = 4
# The maximum number of words to keep with their forms.
_KEPT = 16_384


def word_set(words: str) -> frozenset[str]:
    """The words of a text as a set."""
    return frozenset(words.split())


FINITE = word_set(
    "am is are was were has have had do does did will would can could may might must should shall isn't aren't wasn't"
    " weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't can't couldn't shouldn't it's he's she's"
    " there's that's they're we're i'm i've we've they've he'd she'd they'd it'll he'll she'll they'll we'll cannot"
)
PRONOUNS = word_set("he she they i we you it who")
DETERMINERS = word_set("the a an this these those his her their its our my no some many most")


class Words:
    """The tokens of a sentence. `words` is all of them in lower case, `known` only those that the model knows.

    All lists extend beyond both ends, with `NOTHING`, so that features may look there.
    """

    def __init__(self, tokens: Sequence[Token], model: Model, glossary: Mapping[str, str]) -> None:
        self.size = len(tokens)
        forms = _forms_of(model, glossary)
        each = [forms[token.text] if token.word != QUOTED else forms.quoted(token.text) for token in tokens]
        columns: Iterator[list[Any]] = map(list, zip(*each, *[_NOTHING] * _BEYOND, strict=True))
        self.words: list[str] = next(columns)
        self.shapes: list[str] = next(columns)
        self.known: list[str] = next(columns)
        self.is_word: list[bool] = next(columns)
        self.is_quoted: list[bool] = next(columns)
        is_cue, finite, commas, thats, determiners = columns
        self.cues = list(compress(range(self.size), is_cue))
        self.strength = model.cues
        # The number of finite verbs, possible cues, quoted words, commas, “that” and determiners before each index.
        self.finite: list[int] = [0, *accumulate(finite)]
        self.cue_words = [0, *accumulate(is_cue)]
        self.quoted = [0, *accumulate(self.is_quoted)]
        self.commas = [0, *accumulate(commas)]
        self.thats = [0, *accumulate(thats)]
        self.determiners = [0, *accumulate(determiners)]
        self.has_quotes = self.quoted[-1] > 0
        # The probable cues, once they are found.
        self.probable_cues: Sequence[tuple[int, float]] | None = None
        # The scores of positions where a content may begin, or end, without the part that depends on the cue.
        self.scored: dict[str, dict[int, int]] = {"begin": {}, "end": {}}

    def is_pronoun(self, at: int) -> bool:
        """Whether a word is a pronoun, perhaps with a verb: “he”, “he's”."""
        word = self.words[at]
        return word in PRONOUNS or ("'" in word and word.partition("'")[0] in PRONOUNS and word in FINITE)

    def has_finite(self, begin: int, end: int) -> bool:
        """Whether there is a finite verb between two indices."""
        return self.finite[end] > self.finite[begin]

    def has_quoted(self, begin: int, end: int) -> bool:
        """Whether there are quoted words between two indices."""
        return self.quoted[end] > self.quoted[begin]


class _Form(NamedTuple):
    """The traits that all tokens with a text share; `known` is the word if the model knows it, or else its shape."""

    word: str
    shape: str
    known: str
    is_word: bool
    is_quoted: bool
    is_cue: bool
    is_finite: bool
    is_comma: bool
    is_that: bool
    is_determiner: bool


_NOTHING = _Form(NOTHING, NOTHING, NOTHING, *[False] * 7)


class _Forms(dict[str, _Form]):
    """The forms of all words, as a model reads them with a glossary: most recur, and are made once."""

    def __init__(self, model: Model, glossary: Mapping[str, str]) -> None:
        self._model = model
        self._glossary = glossary

    def __missing__(self, text: str) -> _Form:
        if len(self) >= _KEPT:
            self.clear()
        form = self[text] = self._of(lowered(text), text)
        return form

    def quoted(self, text: str) -> _Form:
        """The form of a quoted passage, which hardly ever recurs."""
        return self._of(QUOTED, text)

    def _of(self, own: str, text: str) -> _Form:
        word, shape = self._glossary.get(own, own), _shape(text, own)
        return _Form(
            word,
            shape,
            word if word in self._model.words else shape,
            text[0].isalnum(),
            word == QUOTED,
            word in self._model.cues,
            word in FINITE,
            word == ",",
            word == "that",
            word in DETERMINERS,
        )


def _forms_of(model: Model, glossary: Mapping[str, str]) -> _Forms:
    forms: _Forms | None = model.forms.get(id(glossary))
    if forms is None:
        forms = model.forms[id(glossary)] = _Forms(model, glossary)
    return forms


def known(token: Token, model: Model, glossary: Mapping[str, str]) -> str:
    """A word if the model knows it, or its shape."""
    word = glossary.get(token.word, token.word)
    return word if word in model.words else _shape(token.text, token.word)


def _shape(text: str, word: str) -> str:
    """The kind of a token: its mark, `Q` for quoted words, and for others their capitals, digits and ending."""
    if word == QUOTED:
        last = text.rstrip(_MARKS)[-1:]
        begins = text.strip(_MARKS)[:1]
        return f"Q{',' if last and last in ',.?!' else '_'}{'C' if begins.isupper() else 'c'}"
    first = text[0]
    if not first.isalnum():
        return f"P{text}"
    if first.isdigit():
        return "N"
    if first.isupper():
        return "U" if len(text) > 1 and text.isupper() else "X"
    if len(word) > _SHORT:
        return next((f"x{ending}" for ending in _ENDINGS if word.endswith(ending)), "x")
    return "x"
