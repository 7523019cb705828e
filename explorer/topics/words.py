"""The words of texts, as arrays. A text that was read once is not read again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from explorer.reading.languages.recognising import code_of
from explorer.reading.text.passages import Passage, SourceText
from explorer.topics.grammar import Grammar, grammar

Column = npt.NDArray[Any]

# The columns for each word: its number in the vocabulary, the fields of `grammar.Word`, and the number of the part of
# the text that contains it.
COLUMNS: dict[str, type[np.generic]] = {
    "word": np.int32,
    "kind": np.int8,
    "bond": np.int8,
    "is_person": np.bool_,
    "part": np.int32,
    "start": np.int32,
    "end": np.int32,
}
# The number of bytes of a text's key.
_KEY = 16


class ReadText(msgspec.Struct, frozen=True, array_like=True):
    """A text whose words were read: its key, its language, its number of words, and its number of parts."""

    key: bytes
    language: str
    size: int
    parts: int


class ReadWords(msgspec.Struct, frozen=True):
    """The words of some texts in sequence: an array for each of `COLUMNS`."""

    vocabulary: list[str]
    texts: list[ReadText]
    columns: dict[str, Column]


NO_WORDS = ReadWords([], [], {name: np.zeros(0, dtype) for name, dtype in COLUMNS.items()})


class WordReader:
    """Read the words of texts, except those that are `known`. `read` is the number of words read."""

    def __init__(self, known: ReadWords = NO_WORDS) -> None:
        self._known = known
        self._texts = list(known.texts)
        self._places = {text.key: n for n, text in enumerate(known.texts)}
        self._numbers = {word: n for n, word in enumerate(known.vocabulary)}
        self._rows: list[npt.NDArray[np.int32]] = []
        self.read = 0

    def article(self, text: SourceText, tag: str | None) -> ReadText:
        """Read an article's text, given its BCP 47 tag if it has one; the parts are its paragraphs."""
        key = _key("article", tag or "", text.sha256 or text.text)
        known = self._places.get(key)
        if known is not None:
            return self._texts[known]
        return self._add(key, text.text, grammar(code_of(tag, text.text)), text.paragraphs)

    def words(self, text: str, language: Grammar) -> ReadText:
        """Read words in a given language as one part."""
        key = _key("words", language.code, text)
        known = self._places.get(key)
        return self._add(key, text, language, [Passage(0, len(text))]) if known is None else self._texts[known]

    def _add(self, key: bytes, text: str, language: Grammar, parts: Sequence[Passage]) -> ReadText:
        rows = [
            (self._number(word.text), word.kind, word.bond, word.is_person, part, word.start, word.end)
            for part, passage in enumerate(parts)
            for word in language.words(text, passage.start, passage.end)
        ]
        self._rows.append(np.array(rows, dtype=np.int32).reshape(-1, len(COLUMNS)))
        self.read += len(rows)
        self._places[key] = len(self._texts)
        self._texts.append(ReadText(key, language.code, len(rows), len(parts)))
        return self._texts[-1]

    def _number(self, word: str) -> int:
        return self._numbers.setdefault(word, len(self._numbers))

    def taken(self, texts: Iterable[ReadText]) -> ReadWords:
        """The words of some texts, in this order, no matter which were read and which were known."""
        texts = list(texts)
        places = self._places_of(texts)
        new = np.concatenate([np.zeros((0, len(COLUMNS)), np.int32), *self._rows])
        columns = {}
        for (name, known), row in zip(self._known.columns.items(), new.T, strict=True):
            column = np.concatenate([known, row.astype(known.dtype)]) if len(new) else known
            columns[name] = column if places is None else column[places]
        # Drop the words of other texts, and sort.
        is_there = np.bincount(columns["word"], minlength=len(self._numbers)) > 0
        words = sorted(word for word, number in self._numbers.items() if is_there[number])
        renumbered = np.zeros(len(self._numbers), dtype=COLUMNS["word"])
        renumbered[[self._numbers[word] for word in words]] = np.arange(len(words))
        columns["word"] = renumbered[columns["word"]]
        return ReadWords(words, texts, columns)

    def _places_of(self, texts: Sequence[ReadText]) -> npt.NDArray[np.int64] | None:
        """The places of the words of some texts; None if these are all the texts in order."""
        numbers = [self._places[text.key] for text in texts]
        if numbers == list(range(len(self._texts))):
            return None
        sizes = np.array([text.size for text in self._texts], dtype=np.int64)
        starts = np.cumsum(sizes) - sizes
        return ranges(starts[numbers], sizes[numbers])


def ranges(starts: npt.NDArray[np.int64], sizes: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The numbers from each start on, as many as its size, one range after the other."""
    before = np.repeat(np.cumsum(sizes) - sizes, sizes)
    return np.repeat(starts, sizes) + np.arange(int(sizes.sum())) - before


def _key(kind: str, language: str, content: str) -> bytes:
    words = "\0".join((kind, language, content))
    return blake2b(words.encode(errors="surrogatepass"), digest_size=_KEY).digest()
