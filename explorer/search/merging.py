"""Merging the parts of an index: that of an earlier state, and that of later edits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np

from explorer.search.attributes import Attributes
from explorer.search.parts import IndexPart
from explorer.search.segment import Places, Words
from explorer.search.vocabulary import Bytes, Ints, Vocabulary

# Merging the words of 200,000 quotes takes a tenth of a gigabyte; with more of them, the index is rebuilt.
_MOST = 10_000_000


class Columns(NamedTuple):
    """An index without its records, but in their order."""

    words: Words
    attributes: Attributes
    vocabulary: Vocabulary
    statuses: Bytes


def columns_of(parts: Sequence[IndexPart], refs: Iterable[str]) -> Columns | None:
    """Merge parts for the records with these refs, in this order; None if they are too large to be merged.

    No record is read, which would take a fifth of the time that building an index takes. Raises KeyError if a record is
    in none of the parts.
    """
    segment = parts[0].segment
    if len(parts) == 1:
        return Columns(segment.words, segment.attributes, segment.vocabulary, parts[0].statuses)
    if len(segment.tokens) > _MOST:
        return None
    number = {ref: row for row, ref in _live(parts)}
    rows = np.fromiter(map(number.__getitem__, refs), np.int64)
    vocabulary = Vocabulary(sorted({word for part in parts for word in part.words()}), lambda: None)
    statuses = np.concatenate([part.statuses for part in parts])[rows]
    return Columns(_words(parts, rows, vocabulary), _attributes(parts, rows), vocabulary, statuses)


def _live(parts: Sequence[IndexPart]) -> Iterator[tuple[int, str]]:
    """Yield the live records of the parts, each with its number among all records of all parts."""
    refs = chain.from_iterable(part.segment.records.refs() for part in parts)
    live = np.concatenate([part.live for part in parts]).tolist()
    return ((row, ref) for row, (ref, is_live) in enumerate(zip(refs, live, strict=True)) if is_live)


def _words(parts: Sequence[IndexPart], rows: Places, vocabulary: Vocabulary) -> Words:
    segments = [part.segment for part in parts]
    sizes = np.concatenate([np.diff(segment.offsets) for segment in segments])
    starts = np.concatenate([[0], np.cumsum(sizes)])
    # Copy consecutive records together.
    first = rows[np.diff(rows, prepend=-2) != 1]
    after = rows[np.diff(rows, append=-2) != 1] + 1
    runs = [slice(*run) for run in zip(starts[first].tolist(), starts[after].tolist(), strict=True)]
    tokens = np.concatenate([_numbers(part, vocabulary)[part.segment.tokens[:]] for part in parts])
    fields = np.concatenate([segment.token_fields[:] for segment in segments])
    offsets = np.concatenate([[0], np.cumsum(sizes[rows])])
    brevity = np.concatenate([segment.brevity for segment in segments])[rows]
    return Words.of(
        np.concatenate([tokens[:0], *(tokens[run] for run in runs)]),
        np.concatenate([fields[:0], *(fields[run] for run in runs)]),
        offsets,
        brevity,
        len(vocabulary.words),
    )


def _numbers(part: IndexPart, vocabulary: Vocabulary) -> Ints:
    """Return the new number of each word of a part, by its old number; 0 for a word that no live record has."""
    number = {word: n for n, word in enumerate(vocabulary.words, 1)}
    words = part.segment.vocabulary.words
    return np.fromiter(chain([0], (number.get(word, 0) for word in words)), np.int32, len(words) + 1)


def _attributes(parts: Sequence[IndexPart], rows: Places) -> Attributes:
    each = [part.segment.attributes for part in parts]
    dates = [date for attributes in each for date in attributes.dates]
    starts = np.cumsum([0, *(len(attributes.dates) for attributes in each[:-1])])
    of_parts = [attributes.date_codes + start for attributes, start in zip(each, starts.tolist(), strict=True)]
    codes, known = np.concatenate(of_parts)[rows], {"": 0}
    used = np.unique(codes).tolist()
    code = np.zeros(len(dates), np.int32)
    code[used] = [known.setdefault(dates[n], len(known)) for n in used]
    bits = np.concatenate([attributes.bits for attributes in each])[rows]
    return Attributes(bits, code[codes], list(known))
