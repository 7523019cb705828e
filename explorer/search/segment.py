"""A segment of an index: the words of its records in order, and for each word the records that contain it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import count
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from explorer.model.archive import Archive
from explorer.model.records import AnyRecord, Kind, ref
from explorer.search import fields, folding
from explorer.search.attributes import Attributes, Mask
from explorer.search.vocabulary import Bytes, Floats, Ints, Vocabulary

Places = NDArray[np.int64]
# By the code of a field: whether it gives a record its title.
IS_TITLE = np.array([code in fields.TITLE_FIELDS for code in range(len(fields.NAMES))])

# The number of records to read, and of words to sort, between two pauses; either takes about a millisecond.
_RECORDS_AT_ONCE = 100
_WORDS_AT_ONCE = 4_000
_BREVITY = 0.5
# If more than one record in this many has a word, scanning all words is faster.
_SCANNED_FASTER = 40
_SCANNED_AT_ONCE = 1 << 20
_WEIGHT_OF_FIELD = np.array(list(fields.WEIGHTS.values()), np.float32)
_WEIGHT_OF_TIER = np.array(fields.TIERS, np.float32)
_TIER_OF_FIELD = np.array([fields.TIERS.index(weight) for weight in fields.WEIGHTS.values()], np.int64)
_NO_TOKENS, _NO_FIELDS, _NO_KEYS = np.zeros(0, np.int32), np.zeros(0, np.uint8), np.zeros(0, np.int64)


class _Batch(NamedTuple):
    """Records as numbers: all words, the field of each word, and the number of words in each record and its title."""

    tokens: Ints
    fields: Bytes
    sizes: Ints
    title_sizes: Ints


class Numbered(Protocol):
    """Records in order, each with its number."""

    def __len__(self) -> int: ...
    def __getitem__(self, number: int, /) -> AnyRecord: ...
    def __iter__(self) -> Iterator[AnyRecord]: ...
    def ids(self, numbers: Sequence[int], /) -> list[str]:
        """Return the ids of the records with some numbers, which are in order."""

    def number(self, ref: str) -> int | None:
        """Return the number of a record by ref, or None."""

    def numbers(self, archive: Archive, places: Places) -> Places:
        """Return the numbers of the quotes with some indexes in an archive, leaving out unknown ones."""

    def refs(self) -> Iterator[str]:
        """Iterate over all refs."""


class NumberedList(list[AnyRecord]):
    """A list of records as `Numbered`."""

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {record.ref: number for number, record in enumerate(self)}

    def ids(self, numbers: Sequence[int]) -> list[str]:
        return [self[number].id for number in numbers]

    def number(self, ref: str) -> int | None:
        return self._numbers.get(ref)

    def numbers(self, archive: Archive, places: Places) -> Places:
        return numbers_by_ref(self, archive, places)

    def refs(self) -> Iterator[str]:
        return (record.ref for record in self)


def numbers_by_ref(records: Numbered, archive: Archive, places: Places) -> Places:
    """Return the numbers of the quotes with some indexes in an archive, looking up each by ref."""
    ids = archive.quote_ids
    found = (records.number(ref(Kind.QUOTE, ids[place])) for place in places.tolist())
    return np.array([number for number in found if number is not None], np.int64)


class Numbers(Protocol):
    """An array of numbers, or something that can be indexed with arrays and slices like one."""

    def __len__(self) -> int: ...
    def __getitem__(self, at: Any, /) -> Any: ...


class Words(NamedTuple):
    """The words of some records, and the records of each word.

    `tokens` has the words of all records in order, each as its number in the vocabulary, with a 0 after each text.
    `token_fields` has the code of the field of each word. The words of record n are those from `offsets[n]` to
    `offsets[n + 1]`. `brevity` is the value of a short title. `frequency` is the number of records with each word;
    `starts`, by word and tier of field, where these begin in `postings`.
    """

    tokens: Numbers
    token_fields: Numbers
    offsets: Places
    brevity: Floats
    frequency: Ints
    starts: Places
    postings: Numbers

    @classmethod
    def of(cls, tokens: Ints, token_fields: Bytes, offsets: Places, brevity: Floats, size: int) -> Words:
        """Add the records of each word, given the size of the vocabulary."""
        # Each of these has eight bytes for each word of an archive, so they are modified in place.
        keys = tokens.astype(np.int64)
        keys <<= 32
        keys |= np.repeat(np.arange(len(brevity), dtype=np.int32), np.diff(offsets))
        keys <<= 3
        keys |= _TIER_OF_FIELD.astype(np.uint8)[token_fields]
        return cls(tokens, token_fields, offsets, brevity, *_postings(keys[tokens > 0], size, lambda: None))


class Segment:
    """Searchable records. The number of a record is its index in `records`. A segment never changes."""

    def __init__(self, records: Numbered, attributes: Attributes, vocabulary: Vocabulary, words: Words) -> None:
        self.records = records
        self.attributes = attributes
        self.vocabulary = vocabulary
        self.words = words
        self.tokens, self.token_fields, self.offsets = words.tokens, words.token_fields, words.offsets
        self.brevity, self.frequency = words.brevity, words.frequency
        self._starts, self._postings = words.starts, words.postings

    @classmethod
    def of(cls, records: Iterable[AnyRecord], archive: Archive, pause: Callable[[], None]) -> Segment:
        """Create the segment of some records of an archive."""
        numbered = NumberedList(records)
        attributes = Attributes.of(numbered, archive, pause)
        lexicon: defaultdict[str, int] = defaultdict(count(1).__next__, {folding.BREAK: 0})
        batches = []
        for start in range(0, len(numbered), _RECORDS_AT_ONCE):
            batches.append(_read(numbered[start : start + _RECORDS_AT_ONCE], archive, lexicon))
            pause()
        del lexicon[folding.BREAK]
        known = _sorted(list(lexicon), pause)
        words = _indexed(batches, _numbers(known, lexicon, pause), len(known), pause)
        return cls(numbered, attributes, Vocabulary(known, pause), words)

    def __len__(self) -> int:
        return len(self.records)

    def in_memory(self, archive: Archive) -> Segment:
        """Return the same segment with its records in memory, if these are read on demand.

        Records that are equal to an archive's are replaced by these.
        """
        if isinstance(self.records, NumberedList):
            return self
        pairs = ((record, archive.find(record.ref)) for record in self.records)
        records = NumberedList(now if now is not None and now == record else record for record, now in pairs)
        return Segment(records, self.attributes, self.vocabulary, self.words)

    def mask_of(self, refs: Iterable[str]) -> Mask:
        """Find the records with one of these refs."""
        mask = np.zeros(len(self), np.bool_)
        mask[[n for ref in refs if (n := self.records.number(ref)) is not None]] = True
        return mask

    def mask_of_quotes(self, archive: Archive, places: Places) -> Mask:
        """Find the records that are the quotes with some indexes in an archive."""
        mask = np.zeros(len(self), np.bool_)
        mask[self.records.numbers(archive, places)] = True
        return mask

    def weights(self, at: NDArray[np.integer] | slice) -> Floats:
        """Return the weights of the fields of the words at some positions in `tokens`."""
        weights: Floats = _WEIGHT_OF_FIELD[self.token_fields[at]]
        return weights

    def records_at(self, places: Places) -> Ints:
        """Return the numbers of the records that some positions in `tokens` belong to."""
        return (np.searchsorted(self.offsets, places, side="right") - 1).astype(np.int32)

    def postings(self, ids: Ints, strengths: Floats, most: int) -> tuple[Ints, Floats]:
        """Find the records with any of these words, and the word's value there: its strength times its field's weight.

        A record may occur several times. The best come last. Only about `most` are returned, the best of all.
        """
        lists = (ids.astype(np.int64)[:, None] * len(fields.TIERS) + np.arange(len(fields.TIERS))).ravel()
        counts = self._starts[lists + 1] - self._starts[lists]
        values = (strengths[:, None] * _WEIGHT_OF_TIER).ravel()
        order = np.argsort(values, kind="stable")
        order = order[counts[order] > 0]
        more = np.cumsum(counts[order][::-1])
        kept = order[len(order) - int(np.searchsorted(more, most)) - 1 :] if len(order) and more[-1] > most else order
        places = ranges(self._starts[lists[kept]], counts[kept])
        return self._postings[places], np.repeat(values[kept], counts[kept])

    def phrase(self, numbers: Sequence[int]) -> tuple[Ints, Floats]:
        """Find the records with these words in sequence, each with the weight of the best field that has them."""
        places = self.places_of(numbers)
        found = self.records_at(places)
        weights = self.weights(places)
        order = np.argsort(weights, kind="stable")
        best = np.zeros(len(self), np.float32)
        best[found[order]] = weights[order]
        unique = np.unique(found)
        return unique, best[unique]

    def places_of(self, numbers: Sequence[int]) -> Places:
        """Return the positions in `tokens` where these words occur in sequence."""
        if not numbers or not all(numbers):
            return np.zeros(0, np.int64)
        rarest = min(range(len(numbers)), key=lambda n: self.frequency[numbers[n]])
        if self.frequency[numbers[rarest]] * _SCANNED_FASTER > len(self):
            parts = range(0, len(self.tokens), _SCANNED_AT_ONCE)
            read = (self.tokens[start : start + _SCANNED_AT_ONCE + len(numbers) - 1] for start in parts)
            return np.concatenate([start + _runs_in(part, numbers) for start, part in zip(parts, read, strict=True)])
        places = self._places_of_word(numbers[rarest]) - rarest
        places = places[(places >= 0) & (places + len(numbers) <= len(self.tokens))]
        for n, number in enumerate(numbers):
            places = places[self.tokens[places + n] == number]
        return places

    def _places_of_word(self, number: int) -> Places:
        tiers = len(fields.TIERS)
        records = np.unique(self._postings[self._starts[number * tiers] : self._starts[(number + 1) * tiers]])
        starts = self.offsets[records]
        places = ranges(starts, self.offsets[records + 1] - starts)
        found: Places = places[self.tokens[places] == number]
        return found


def _runs_in(tokens: Ints, numbers: Sequence[int]) -> Places:
    """Return the positions where some words occur in sequence."""
    starts = tokens[: max(0, len(tokens) - len(numbers) + 1)]
    places = np.flatnonzero(starts == numbers[0])
    for n, number in enumerate(numbers[1:], 1):
        places = places[tokens[places + n] == number]
    return places


def _indexed(batches: list[_Batch], number: Ints, size: int, pause: Callable[[], None]) -> Words:
    """Join batches. `number` maps the number of each word in the batches to that in the vocabulary of this `size`."""
    tokens, keys, first = [_NO_TOKENS], [_NO_KEYS], 0
    for batch in batches:
        tokens.append(number[batch.tokens])
        owners = np.repeat(np.arange(first, first + len(batch.sizes), dtype=np.int64), batch.sizes)
        found = tokens[-1].astype(np.int64) << 35 | owners << 3 | _TIER_OF_FIELD[batch.fields]
        keys.append(found[batch.tokens > 0])
        first += len(batch.sizes)
        pause()
    token_fields = np.concatenate([_NO_FIELDS, *(batch.fields for batch in batches)])
    pause()
    offsets = np.zeros(first + 1, np.int64)
    np.cumsum(np.concatenate([_NO_TOKENS, *(batch.sizes for batch in batches)]), out=offsets[1:])
    title_sizes = np.concatenate([_NO_TOKENS, *(batch.title_sizes for batch in batches)])
    brevity = (_BREVITY / np.log2(8 + title_sizes)).astype(np.float32)
    pause()
    frequency, starts, postings = _postings(np.concatenate(keys), size, pause)
    return Words(np.concatenate(tokens), token_fields, offsets, brevity, frequency, starts, postings)


def _postings(keys: NDArray[np.int64], size: int, pause: Callable[[], None]) -> tuple[Ints, Places, Ints]:
    """Return the frequency of each word of a vocabulary of this size, and their postings.

    There is one key for each word of each record. Its bits are, from the highest: word, record, tier of the field.
    """
    tiers = len(fields.TIERS)
    keys.sort()
    keys = keys[np.diff(keys, prepend=-1) != 0]
    pause()
    first = np.diff(keys >> 3, prepend=-1) != 0
    frequency = np.bincount(keys[first] >> 35, minlength=size + 1).astype(np.int32)
    pause()
    by_tier = keys & 7
    by_tier <<= 32
    by_tier |= keys >> 35 << 35
    keys >>= 3
    keys &= 0xFFFFFFFF
    by_tier |= keys
    by_tier.sort()
    pause()
    lists = (by_tier >> 35) * tiers + ((by_tier >> 32) & 7)
    starts = np.zeros((size + 1) * tiers + 1, np.int64)
    np.cumsum(np.bincount(lists, minlength=(size + 1) * tiers), out=starts[1:])
    return frequency, starts, (by_tier & 0xFFFFFFFF).astype(np.int32)


def _numbers(words: Sequence[str], lexicon: Mapping[str, int], pause: Callable[[], None]) -> Ints:
    """Map the number of each word by first appearance to its alphabetical number, from 1."""
    numbers = np.zeros(len(words) + 1, np.int32)
    for start in range(0, len(words), _WORDS_AT_ONCE):
        part = words[start : start + _WORDS_AT_ONCE]
        appeared = np.fromiter(map(lexicon.__getitem__, part), np.int32, len(part))
        numbers[appeared] = np.arange(start + 1, start + 1 + len(part))
        pause()
    return numbers


def ranges(starts: Places, counts: Places) -> Places:
    """Concatenate ranges, each given by its start and its length."""
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    numbers: Places = np.arange(total) + np.repeat(starts - (ends - counts), counts)
    return numbers


def _read(records: Sequence[AnyRecord], archive: Archive, lexicon: dict[str, int]) -> _Batch:
    texts: list[str] = []
    codes, owners, compound = [], [], []
    for owner, record in enumerate(records):
        for code, text in fields.texts(record, archive):
            given = [text, *folding.compounds(text)] if code != fields.CODES["id"] else [text]
            texts += given
            codes += [code] * len(given)
            owners += [owner] * len(given)
            compound += [False] + [True] * (len(given) - 1)
    words = folding.words_of_all(texts)
    tokens = np.fromiter(map(lexicon.__getitem__, words), np.int32, len(words))
    sizes = np.diff(np.flatnonzero(tokens == 0), prepend=-1)
    field_of_text, owner_of_text = np.array(codes, np.uint8), np.array(owners, np.int64)
    titles = IS_TITLE[field_of_text] & ~np.array(compound, np.bool_)
    return _Batch(
        tokens,
        np.repeat(field_of_text, sizes),
        np.bincount(owner_of_text, sizes, len(records)).astype(np.int32),
        np.bincount(owner_of_text[titles], sizes[titles] - 1, len(records)).astype(np.int32),
    )


def _sorted(words: list[str], pause: Callable[[], None]) -> list[str]:
    """Sort words a part at a time, with pauses."""
    parts = []
    for start in range(0, len(words), _WORDS_AT_ONCE):
        parts.append(sorted(words[start : start + _WORDS_AT_ONCE]))
        pause()
    while len(parts) > 1:
        merged = []
        for n in range(0, len(parts), 2):
            # `sorted` merges two sorted halves in one pass.
            merged.append(sorted(parts[n] + parts[n + 1]) if n + 1 < len(parts) else parts[n])
            pause()
        parts = merged
    return parts[0] if parts else []
