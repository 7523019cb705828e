"""The words of a text, as arrays. What was read once of an article's text is not read again while that is there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from weakref import WeakKeyDictionary

import msgspec
import numpy as np
import numpy.typing as npt

from explorer.reading.languages.recognising import code_of
from explorer.reading.text.passages import Passage, SourceText
from explorer.topics.grammar import Grammar, grammar


class TextWords(msgspec.Struct, frozen=True):
    """The folded words of some parts of a text in a language, in order; for each of them a row of `FIELDS`."""

    language: Grammar
    words: Sequence[str]
    rows: npt.NDArray[np.int32]
    parts: int


# What is known of a word besides what it is: see `grammar.Word`; `part` is the number of the part that it stands in.
FIELDS = ("kind", "bond", "is_person", "part", "start", "end")
# With the tag of the language that the article was said to be in.
_READ = WeakKeyDictionary[SourceText, tuple[str | None, TextWords]]()


def words_of(text: SourceText, tag: str | None) -> TextWords:
    """The words of the text of an article with this BCP 47 tag, if it has one; its parts are the paragraphs."""
    known = _READ.get(text)
    if known is None or known[0] != tag:
        known = _READ[text] = tag, text_words(text.text, grammar(code_of(tag, text.text)), text.paragraphs)
    return known[1]


def text_words(text: str, language: Grammar, parts: Iterable[Passage] | None = None) -> TextWords:
    """The words of some parts of a text; of all of it, as one part, without any."""
    passages = [Passage(0, len(text))] if parts is None else list(parts)
    words: list[str] = []
    rows: list[tuple[int, int, bool, int, int, int]] = []
    for part, passage in enumerate(passages):
        for word in language.words(text, passage.start, passage.end):
            words.append(word.text)
            rows.append((word.kind, word.bond, word.is_person, part, word.start, word.end))
    return TextWords(language, words, np.array(rows, dtype=np.int32).reshape(-1, len(FIELDS)), len(passages))
